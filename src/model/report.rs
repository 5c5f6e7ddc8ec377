//! The report: everything the engine has to say, the same for page and command.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{Finding, Item, Stage, Status, Text};

/// One run's result. Lists are sorted; the same input gives the same bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this shape: 1.
    pub schema: u32,
    pub tool: Tool,
    pub django: DjangoReport,
    /// The settings file that was judged, and why that one.
    pub judged: Option<Origin>,
    pub judged_because: Text,
    pub items: Vec<ItemReport>,
    pub findings: Vec<Finding>,
    pub environments: Vec<Environment>,
    pub environment_variables: Vec<Variable>,
    pub requirements: Vec<RequirementReport>,
    pub problems: Vec<Problem>,
}

/// Who made the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tool {
    pub name: String,
    pub version: String,
    /// The day of the newest fact in the tables, `YYYY-MM-DD`.
    pub data_date: String,
}

/// Which Django the files were judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DjangoReport {
    /// `major.minor`.
    pub version: String,
    pub because: Text,
    /// The versions a person can choose from, oldest first.
    pub choices: Vec<String>,
}

/// One row of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemReport {
    pub item: Item,
    pub stage: Stage,
    /// The worst status of its rules.
    pub status: Status,
    /// Its rules' ids, worst first.
    pub rules: Vec<String>,
}

/// A settings module that some process starts with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Environment {
    /// The dotted name, as in `DJANGO_SETTINGS_MODULE`.
    pub module: String,
    pub file: String,
    pub role: SettingRole,
    /// True for the one that is judged.
    pub chosen: bool,
    pub settings: IndexMap<String, SettingReport>,
    pub predicted: Predicted,
}

/// What a settings module is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SettingRole {
    Production,
    Development,
    Test,
    Base,
    Unknown,
}

/// What `manage.py check --deploy` would print.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Predicted {
    /// The exit status at the default fail level; none if it cannot be told.
    pub exit: Option<i32>,
    /// The ids, sorted; an id that is printed twice stands twice.
    pub checks: Vec<String>,
    pub messages: Vec<PredictedCheck>,
    /// Ids that cannot be told from these files.
    pub undecided: Vec<String>,
    /// The exception, as `Type: message`, if the settings do not even load.
    pub crash: Option<String>,
}

/// One line of `check --deploy`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictedCheck {
    pub id: String,
    /// `E` or `W`.
    pub level: char,
    pub silenced: bool,
}

/// How well a value is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SettingState {
    Known,
    /// Depends on environment variables; `value` is what holds when they are unset.
    Environment,
    Unknown,
}

/// One setting's value at run time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SettingReport {
    pub state: SettingState,
    /// JSON, with tagged objects for what JSON lacks; secrets are masked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<serde_json::Value>,
    pub origin: Option<Origin>,
    pub history: Vec<HistoryEntry>,
    /// Environment variables that the value depends on.
    pub variables: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<Text>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub file: String,
    pub line: u32,
}

/// One step in a setting's life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    pub file: String,
    pub line: u32,
    /// What happened there: `= True`, `+=`, `.append()`, `['default'][…] =`.
    pub what: String,
    /// What was changed, as it was afterwards, in short and masked: of
    /// `['default'][…] =` the value under `'default'`. `?` is what is not known,
    /// `a | b` one of several, `…` what is left out.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub after: Option<String>,
    /// It stands in a branch that may not be taken.
    #[serde(default)]
    pub doubtful: bool,
}

/// An environment variable that the settings read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variable {
    pub name: String,
    pub read_by: Vec<Origin>,
    /// The cast: `str`, `bool`, `int`, `list`, `url` ...
    #[serde(rename = "type")]
    pub kind: String,
    /// The value when it is unset, masked where secret.
    pub default: Option<String>,
    /// Unset, the settings do not load.
    pub required: bool,
    pub secret: bool,
}

/// One requirement as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequirementReport {
    pub name: String,
    pub specifier: String,
    pub file: String,
    pub line: u32,
    /// Comes from a lock file.
    pub locked: bool,
}

/// Something that could not be read; the rest is still judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    pub file: String,
    pub line: Option<u32>,
    pub message: Text,
}
