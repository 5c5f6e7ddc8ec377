//! What another Django would make of the same files.

use serde::{Deserialize, Serialize};

use super::{Evidence, Fix, Text, text};

/// The way from the judged Django to another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// `major.minor`.
    pub from: String,
    pub to: String,
    /// Why to this one.
    pub because: Text,
    /// What there is to know and to do, gravest first.
    pub steps: Vec<RehearsalStep>,
    /// Ids that `check --deploy` prints afterwards and not before.
    pub new_checks: Vec<String>,
    /// Ids that it prints before and not afterwards.
    pub gone_checks: Vec<String>,
    /// The release notes of the target.
    pub docs: String,
}

impl Rehearsal {
    /// What stands above the ids that are printed under one of the two alone.
    #[must_use]
    pub const fn checks_title(new: bool) -> Text {
        if new {
            text("check --deploy will print as well", "check --deploy выведет ещё")
        } else {
            text("check --deploy will no longer print", "check --deploy больше не выведет")
        }
    }
}

/// One thing on the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RehearsalStep {
    pub effect: Effect,
    /// The series that brings it.
    pub since: String,
    /// The setting, class, module or package it is about.
    pub subject: String,
    pub message: Text,
    /// The rule that says it, where one does.
    pub rule: Option<String>,
    pub evidence: Vec<Evidence>,
    pub fix: Option<Fix>,
    /// The fix is right under the judged Django too: it can go in before the upgrade.
    pub both: bool,
}

/// What a step does to the project, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// It stops with an error.
    Breaks,
    /// It goes on, and does something else.
    Changes,
    /// Python, packages and servers have to be there first.
    Requires,
    /// It works for now, and is written differently from here on.
    Rewrite,
}

impl Effect {
    pub const ALL: [Self; 4] = [Self::Breaks, Self::Changes, Self::Requires, Self::Rewrite];

    /// The word in `data-effect`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Breaks => "breaks",
            Self::Changes => "changes",
            Self::Requires => "requires",
            Self::Rewrite => "rewrite",
        }
    }

    /// What stands above its steps.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Breaks => text("Breaks", "Сломается"),
            Self::Changes => text("Changes silently", "Молча изменится"),
            Self::Requires => text("Needed first", "Нужно заранее"),
            Self::Rewrite => text("Write instead", "Записать иначе"),
        }
    }
}
