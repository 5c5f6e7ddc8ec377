//! What `manage.py check --deploy` of each Django prints, as far as settings
//! decide it: the same ids, in the same number, at the same levels.
//!
//! Conditions follow Django's sources, oddities included: membership is by exact
//! text, and a flag that is `1` is not `True`. Checks of models, URLs and views
//! are not here: no settings file decides them.

mod admin;
mod files;
mod other;
mod read;
mod security;
mod shapes;
mod startup;
mod templates;
mod words;
mod zones;

use crate::django::Version;
use crate::project::{Fact, Project};
use crate::source::sort;

pub use startup::{Crash, MUST_BE_LISTS};
pub use words::{beyond_settings, docs, words};

/// How grave Django takes a message to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Warning,
    Error,
}

/// One message of `check --deploy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Message {
    pub id: &'static str,
    pub level: Level,
}

/// What `check --deploy` would print.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prediction {
    /// In order of ids; one that is printed twice stands twice.
    pub messages: Vec<Message>,
    /// Found, and hidden by `SILENCED_SYSTEM_CHECKS`.
    pub silenced: Vec<Message>,
    /// Ids that these files do not decide.
    pub undecided: Vec<&'static str>,
    /// The command does not get as far as its checks.
    pub crash: Option<Crash>,
}

/// One id: when it is printed, and how often.
struct Check {
    id: &'static str,
    level: Level,
    /// The first version that has it, and the first that no longer does.
    since: Version,
    until: Version,
    /// How often it is printed.
    count: fn(&Project) -> Fact<usize>,
}

/// The bounds of the versions that are known.
const FIRST: Version = Version::new(0, 0);
const LAST: Version = Version::new(u16::MAX, 0);

const fn warning(id: &'static str, count: fn(&Project) -> Fact<usize>) -> Check {
    Check { id, level: Level::Warning, since: FIRST, until: LAST, count }
}

const fn error(id: &'static str, count: fn(&Project) -> Fact<usize>) -> Check {
    Check { id, level: Level::Error, since: FIRST, until: LAST, count }
}

impl Check {
    const fn since(mut self, major: u16, minor: u16) -> Self {
        self.since = Version::new(major, minor);
        self
    }

    const fn until(mut self, major: u16, minor: u16) -> Self {
        self.until = Version::new(major, minor);
        self
    }

    fn is_in(&self, version: Version) -> bool {
        self.since <= version && version < self.until
    }
}

const CHECKS: &[&[Check]] =
    &[security::CHECKS, files::CHECKS, templates::CHECKS, admin::CHECKS, other::CHECKS];

fn checks() -> impl Iterator<Item = &'static Check> {
    CHECKS.iter().copied().flatten()
}

/// Every id that can be predicted for some version.
pub fn ids() -> impl Iterator<Item = &'static str> {
    checks().map(|check| check.id)
}

/// Whether a version of Django has the id.
#[must_use]
pub fn exists(id: &str, version: Version) -> bool {
    checks().any(|check| check.id == id && check.is_in(version))
}

/// The level that Django gives an id.
#[must_use]
pub fn level(id: &str) -> Option<Level> {
    checks().find(|check| check.id == id).map(|check| check.level)
}

/// How often `check --deploy` prints the id for these settings, silenced or
/// not; never under a Django that does not have it.
pub fn count(project: &Project, id: &str) -> Fact<usize> {
    checks()
        .filter(|check| check.id == id && check.is_in(project.django.version))
        .try_fold(0, |sum, check| Ok(sum + (check.count)(project)?))
}

/// Whether `check --deploy` finds the id in these settings, silenced or not.
pub fn finds(project: &Project, id: &str) -> Fact<bool> {
    count(project, id).map(|count| count > 0)
}

/// The exception that ends every command before it begins; undecided where that
/// depends on what these files do not tell.
pub fn crash(project: &Project) -> Fact<Option<Crash>> {
    startup::crash(project)
}

/// What `manage.py check --deploy` prints.
#[must_use]
pub fn predict(project: &Project) -> Prediction {
    let mut prediction = Prediction { crash: crash(project).ok().flatten(), ..Prediction::default() };
    if prediction.crash.is_some() || project.settings.module().is_none() {
        return prediction;
    }
    let mut found = Vec::new();
    for check in checks().filter(|check| check.is_in(project.django.version)) {
        match (check.count)(project) {
            Ok(count) => {
                found.extend(std::iter::repeat_n(Message { id: check.id, level: check.level }, count))
            }
            Err(_) => prediction.undecided.push(check.id),
        }
    }
    sort(&mut found);
    for message in found {
        match is_silenced(project, message.id) {
            Ok(true) => prediction.silenced.push(message),
            Ok(false) => prediction.messages.push(message),
            Err(_) => prediction.undecided.push(message.id),
        }
    }
    sort(&mut prediction.undecided);
    prediction.undecided.dedup();
    prediction
}

/// The exceptions that keep Django from starting, each as if those before it
/// were mended; the first is that of the prediction.
#[must_use]
pub fn crashes(project: &Project) -> Vec<Crash> {
    startup::crashes(project)
}

/// Whether the settings hide messages of this id.
pub fn is_silenced(project: &Project, id: &str) -> Fact<bool> {
    read::setting_has(&project.settings, "SILENCED_SYSTEM_CHECKS", id)
}

/// What a middleware that is missing keeps `check --deploy` from saying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// The middleware's dotted path.
    pub middleware: &'static str,
    /// What would be printed besides if it were there; never empty.
    pub messages: Vec<Message>,
}

/// What middleware that is certainly missing hides: many checks look at their setting
/// only where the middleware that reads it is there.
#[must_use]
pub fn hidden(project: &Project) -> Vec<Hidden> {
    let mut all = Vec::new();
    for middleware in security::GATES {
        if read::setting_has(&project.settings, "MIDDLEWARE", middleware) != Ok(false) {
            continue;
        }
        let Some(settings) = project.settings.with_item("MIDDLEWARE", middleware) else { continue };
        let there = project.with_settings(settings);
        let messages: Vec<Message> = security::CHECKS
            .iter()
            .filter(|check| check.is_in(project.django.version))
            .filter(|check| {
                (check.count)(project) == Ok(0) && (check.count)(&there).is_ok_and(|count| count > 0)
            })
            .filter(|check| is_silenced(project, check.id) == Ok(false))
            .map(|check| Message { id: check.id, level: check.level })
            .collect();
        if !messages.is_empty() {
            all.push(Hidden { middleware, messages });
        }
    }
    all
}
