//! Which apps and packages a project runs, as far as its files show.

use super::{Fact, Known, Project};
use crate::python::{Kind, Value};
use crate::requirements::Version;

impl Project {
    /// Whether the project runs an app of a package. An app that a branch adds
    /// counts; where the list of apps cannot be told, the requirements decide.
    #[must_use]
    pub fn uses(&self, app: &str, package: &str) -> bool {
        self.runs_app(app).unwrap_or_else(|| self.requires(package))
    }

    /// Whether the app is installed, in any branch; none: the files do not show it.
    #[must_use]
    pub fn runs_app(&self, app: &str) -> Option<bool> {
        let config = format!("{app}.apps.");
        self.lists("INSTALLED_APPS", |text| text == app || text.starts_with(&config))
    }

    /// Whether a list that the files set has such an item, in any branch; none:
    /// the files do not show it.
    #[must_use]
    pub fn lists(&self, setting: &str, is_it: impl Fn(&str) -> bool) -> Option<bool> {
        let Some(list) = self.settings.binding(setting) else {
            let open = self.settings.module().is_some_and(|module| module.open.is_some());
            return (!open).then_some(false);
        };
        match mentions(&list.value, &is_it) {
            Mention::Yes => Some(true),
            Mention::No => Some(false),
            Mention::Perhaps => None,
        }
    }

    /// Whether the requirements name the package.
    #[must_use]
    pub fn requires(&self, package: &str) -> bool {
        self.requirements.find(package).is_some()
    }

    /// Whether the version of the package that gets installed is older than this
    /// one; not so where that is not certain.
    #[must_use]
    pub fn is_below(&self, package: &str, version: &str) -> bool {
        let limit: Version = version.parse().expect("a version written in a rule");
        if let Some((pinned, _)) = self.requirements.pinned(package) {
            return pinned < limit;
        }
        self.requirements.find(package).is_some_and(|requirement| {
            requirement.versions.has_upper_bound()
                && requirement.lowest().is_some_and(|lowest| lowest < limit)
                && !requirement.admits(&limit)
        })
    }

    /// The classes that a setting, or a key of it, lists by their dotted names;
    /// none where nothing is set there.
    pub fn classes(&self, name: &str, keys: &[&str]) -> Fact<Option<Known<Vec<String>>>> {
        if !keys.is_empty() {
            // Something that is no dict has no keys to speak of.
            self.settings.dict(name)?;
        }
        let Some(found) = self.settings.path(name, keys)? else { return Ok(None) };
        let items = self.settings.items_of(&found.name, &found.value)?;
        items.no_holes()?;
        let classes = items.items.iter().filter_map(dotted).map(str::to_owned).collect();
        Ok(Some(found.with(classes)))
    }
}

/// The dotted name of a class, given as a text or as the class itself.
fn dotted(value: &Value) -> Option<&str> {
    match &value.kind {
        Kind::Str(text) | Kind::Object(text) => Some(text),
        _ => None,
    }
}

enum Mention {
    Yes,
    No,
    Perhaps,
}

fn mentions(value: &Value, is_app: &dyn Fn(&str) -> bool) -> Mention {
    let mut perhaps = false;
    let mut look = |value: &Value| match mentions(value, is_app) {
        Mention::Yes => true,
        Mention::No => false,
        Mention::Perhaps => {
            perhaps = true;
            false
        }
    };
    let found = match &value.kind {
        Kind::Str(text) => is_app(text),
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => items.iter().any(&mut look),
        Kind::Maybe(maybe) => {
            let found = maybe.usual.iter().chain(&maybe.others).any(&mut look);
            perhaps |= maybe.open.is_some();
            found
        }
        Kind::Unknown(_) => {
            perhaps = true;
            false
        }
        _ => false,
    };
    match (found, perhaps) {
        (true, _) => Mention::Yes,
        (false, true) => Mention::Perhaps,
        (false, false) => Mention::No,
    }
}
