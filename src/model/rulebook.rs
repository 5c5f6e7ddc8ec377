//! What the rules are, whatever the files: for the page that lists them.

use serde::{Deserialize, Serialize};

use super::{Fix, Item, Severity, Text};

/// All rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rulebook {
    /// The Django whose documentation is linked, `major.minor`.
    pub django: String,
    /// By item, then by id.
    pub rules: Vec<RuleReport>,
    /// Of the rule whose example was asked for.
    pub example: Option<RuleExample>,
}

/// One rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleReport {
    /// The stable id, `family.subject`.
    pub rule: String,
    pub item: Item,
    pub severity: Severity,
    /// The first Django that it is about; none: all.
    pub since: Option<String>,
    /// The first Django that it is no longer about.
    pub until: Option<String>,
    /// It is about the Django that was asked for.
    pub applies: bool,
    /// Ids of Django's own checks that say the same.
    pub mirrors: Vec<String>,
    /// The good state that it asks for.
    pub title: Text,
    pub why: Text,
    pub how: Text,
    /// Where to read more.
    pub docs: String,
}

/// A project in small on which a rule fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleExample {
    pub rule: String,
    /// Its files: path and text.
    pub files: Vec<(String, String)>,
    /// The Django that it is judged by.
    pub django: String,
    /// What the rule says of it.
    pub message: Text,
    /// What it offers.
    pub fix: Option<Fix>,
    /// The file that the fix changes, afterwards, where it can be written there.
    pub fixed: Option<String>,
}
