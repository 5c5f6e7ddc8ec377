//! What a rule is: data first, logic last.

use crate::django::Version;
use crate::model::{Applicability, Item, Severity, Text, Topology};
use crate::project::{Known, ListEdit, ListTarget, Project, Undecided};
use crate::source::Place;

/// One rule. Its file is its whole: data, texts, examples, then `check`.
pub struct Rule {
    /// `family.subject`; the file is `rules/family/subject.rs`.
    pub id: &'static str,
    pub item: Item,
    pub severity: Severity,
    /// The versions of Django in which the rule makes sense.
    pub django: Versions,
    /// Ids of Django's checks that say the same.
    pub mirrors: &'static [&'static str],
    /// A path in Django's documentation (the version is filled in), or a whole
    /// `https://` address of a package's own.
    pub docs: &'static str,
    /// The good state, as a checklist ticks it.
    pub title: Text,
    /// The harm, in one or two sentences.
    pub why: Text,
    /// The next step, in one or two sentences.
    pub how: Text,
    pub examples: &'static [Example],
    pub check: fn(&Project) -> Verdict,
}

/// What a rule says: an outcome, or why it cannot tell.
pub type Verdict = Result<Outcome, Undecided>;

/// From (inclusive) and until (exclusive).
#[derive(Debug, Clone, Copy)]
pub struct Versions {
    pub since: Option<Version>,
    pub until: Option<Version>,
}

/// Every version.
pub const ALWAYS: Versions = Versions { since: None, until: None };

/// From this version on.
#[must_use]
pub const fn since(major: u16, minor: u16) -> Versions {
    Versions { since: Some(Version { major, minor }), until: None }
}

/// Up to the version before this one.
#[must_use]
pub const fn until(major: u16, minor: u16) -> Versions {
    Versions { since: None, until: Some(Version { major, minor }) }
}

/// From the first version up to the one before the second.
#[must_use]
pub const fn between(since: (u16, u16), until: (u16, u16)) -> Versions {
    Versions {
        since: Some(Version { major: since.0, minor: since.1 }),
        until: Some(Version { major: until.0, minor: until.1 }),
    }
}

impl Versions {
    /// Whether the version is among them.
    #[must_use]
    pub fn contain(self, version: Version) -> bool {
        self.since.is_none_or(|since| version >= since) && self.until.is_none_or(|until| version < until)
    }
}

/// How a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Pass,
    /// Does not hold: `fail` or `attention`, by the rule's severity.
    Fail,
    /// Does not hold, and it is less grave than the rule's severity says.
    Attention,
    /// Only a person can tell.
    Manual,
    NotApplicable,
}

/// A rule's outcome on a project.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub standing: Standing,
    /// What was found, with the person's own names and values; for a pass it
    /// may be none, then the title serves.
    pub message: Option<Text>,
    pub evidence: Vec<Place>,
    pub related: Vec<Place>,
    pub remedy: Option<Remedy>,
    /// The exception at the start that is the same fault: its setting, and words of it.
    pub raises: Option<(&'static str, &'static str)>,
}

/// The rule holds.
#[must_use]
pub fn pass() -> Outcome {
    Outcome::new(Standing::Pass, None)
}

/// The rule does not hold; the message says what was found.
#[must_use]
pub fn fail(message: Text) -> Outcome {
    Outcome::new(Standing::Fail, Some(message))
}

/// The rule does not hold, in a way that is worth a look only.
#[must_use]
pub fn attention(message: Text) -> Outcome {
    Outcome::new(Standing::Attention, Some(message))
}

/// Only a person can tell; the message says what to look at.
#[must_use]
pub fn manual(message: Text) -> Outcome {
    Outcome::new(Standing::Manual, Some(message))
}

/// The rule is about something that this project does not have. It is not
/// listed among the findings unless a message says why.
#[must_use]
pub fn not_applicable() -> Outcome {
    Outcome::new(Standing::NotApplicable, None)
}

impl Outcome {
    fn new(standing: Standing, message: Option<Text>) -> Self {
        Self { standing, message, evidence: Vec::new(), related: Vec::new(), remedy: None, raises: None }
    }

    /// The same outcome with the place of a fact as evidence.
    #[must_use]
    pub fn at<T>(self, known: &Known<T>) -> Self {
        self.at_place(known.place)
    }

    /// The same outcome with a place as evidence.
    #[must_use]
    pub fn at_place(mut self, place: Option<Place>) -> Self {
        self.evidence.extend(place);
        self
    }

    /// The same outcome with a place that explains it.
    #[must_use]
    pub fn related(mut self, place: Option<Place>) -> Self {
        self.related.extend(place);
        self
    }

    /// The same outcome of a fault by which Django does not start: the setting that the
    /// exception is about, and words of its message. It is then told there, once.
    #[must_use]
    pub fn raising(mut self, setting: &'static str, words: &'static str) -> Self {
        self.raises = Some((setting, words));
        self
    }

    /// The same outcome with words.
    #[must_use]
    pub fn saying(mut self, message: Text) -> Self {
        self.message = Some(message);
        self
    }

    /// The same outcome with a fix.
    #[must_use]
    pub fn fix(mut self, applicability: Applicability, target: Where, snippet: impl Into<String>) -> Self {
        self.remedy = Some(Remedy { applicability, target, snippet: snippet.into() });
        self
    }

    /// The same outcome with a list setting written anew, if there is a way to.
    #[must_use]
    pub fn fix_list(
        self,
        applicability: Applicability,
        setting: &'static str,
        edit: Option<ListEdit>,
    ) -> Self {
        let Some(ListEdit { target, code }) = edit else { return self };
        match target {
            ListTarget::Statement(place) => self.fix(applicability, Where::Text(place), code),
            ListTarget::Nowhere => self.fix(applicability, Where::Setting(setting), code),
            ListTarget::Unclear => self.fix(Applicability::DisplayOnly, Where::Setting(setting), code),
        }
    }
}

/// What to write, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    pub applicability: Applicability,
    pub target: Where,
    pub snippet: String,
}

/// Where a snippet belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// In place of the statement that sets the name in the judged module; at
    /// the module's end where there is none.
    Setting(&'static str),
    /// At the end of the judged module.
    Module,
    /// In place of the whole statement at this place.
    Statement(Place),
    /// The same, and the snippet is indented already.
    Text(Place),
    /// At the end of the requirements file that production uses.
    Requirements,
    /// In place of the requirement at this place.
    Requirement(Place),
    /// In a file of this name, which may not exist yet.
    File(&'static str),
}

/// A project in small, and how the rule must stand on it.
pub struct Example {
    pub expect: Expect,
    /// `settings.py`, the only module unless `files` has more.
    pub settings: &'static str,
    /// Other files: path and text.
    pub files: &'static [(&'static str, &'static str)],
    /// How the site is served, where a person said it.
    pub topology: Topology,
    pub django: Option<Version>,
}

/// The standing that an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// `fail` or `attention`.
    Fails,
    Passes,
    /// `open` or `no-data`.
    Undecided,
    NotApplicable,
    Manual,
}

/// The rule does not hold for these settings. If it offers a fix for a settings
/// file, the fixed settings must pass.
#[must_use]
pub const fn fails(settings: &'static str) -> Example {
    example(Expect::Fails, settings)
}

/// The rule holds for these settings.
#[must_use]
pub const fn passes(settings: &'static str) -> Example {
    example(Expect::Passes, settings)
}

/// The rule cannot tell.
#[must_use]
pub const fn undecided(settings: &'static str) -> Example {
    example(Expect::Undecided, settings)
}

/// The rule is not about these settings.
#[must_use]
pub const fn irrelevant(settings: &'static str) -> Example {
    example(Expect::NotApplicable, settings)
}

/// Only a person can tell.
#[must_use]
pub const fn asks(settings: &'static str) -> Example {
    example(Expect::Manual, settings)
}

const fn example(expect: Expect, settings: &'static str) -> Example {
    // The page shows a failing one on the rule's own page; all of them would weigh twice as much.
    let settings = if is_shown(expect) { settings } else { "" };
    Example { expect, settings, files: &[], topology: Topology::NOT_SAID, django: None }
}

/// Whether examples of this kind are there in what runs.
const fn is_shown(expect: Expect) -> bool {
    !cfg!(target_arch = "wasm32") || matches!(expect, Expect::Fails)
}

impl Example {
    /// The same example with more files.
    #[must_use]
    pub const fn with(mut self, files: &'static [(&'static str, &'static str)]) -> Self {
        if is_shown(self.expect) {
            self.files = files;
        }
        self
    }

    /// The same example for a site that is served so.
    #[must_use]
    pub const fn served(mut self, topology: Topology) -> Self {
        self.topology = topology;
        self
    }

    /// The same example under a version of Django; otherwise the newest LTS.
    #[must_use]
    pub const fn django(mut self, major: u16, minor: u16) -> Self {
        self.django = Some(Version { major, minor });
        self
    }
}
