//! The report: everything the engine has to say, the same for page and command.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::{DeployCheck, Finding, Item, LoggingReport, Rehearsal, Stage, Status, Text, TopologyReport};

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
    /// What `check --deploy` says of the judged settings; none without any.
    #[serde(default)]
    pub deploy_check: Option<DeployCheck>,
    /// What Django gives where the judged settings set nothing: NAME -> value, in short.
    #[serde(default)]
    pub defaults: IndexMap<String, String>,
    /// Settings that the environments do not agree on.
    #[serde(default)]
    pub differences: Vec<Difference>,
    /// Secrets that are the same in several environments.
    #[serde(default)]
    pub shared_secrets: Vec<SharedSecret>,
    pub environment_variables: Vec<Variable>,
    /// The `.env` files that were given.
    #[serde(default)]
    pub environment_files: Vec<EnvironmentFile>,
    /// What was taken to hold of the server's environment; the values themselves are
    /// not repeated.
    #[serde(default)]
    pub assumed: AssumedReport,
    /// How the site is served, as far as it was said or found.
    #[serde(default)]
    pub topology: TopologyReport,
    /// Where log records go with `DEBUG` off.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub logging: Option<LoggingReport>,
    pub requirements: Vec<RequirementReport>,
    pub problems: Vec<Problem>,
    /// What another Django would make of it, where that was asked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub rehearsal: Option<Rehearsal>,
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
    /// Files that name it as `DJANGO_SETTINGS_MODULE`: `manage.py`, `wsgi.py`, a Dockerfile.
    #[serde(default)]
    pub named_by: Vec<String>,
    /// Other settings modules that import it.
    #[serde(default)]
    pub imported_by: Vec<String>,
    pub settings: IndexMap<String, SettingReport>,
    pub predicted: Predicted,
}

/// What a settings module is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SettingRole {
    Production,
    Staging,
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
    /// The value in short, as Python on one line, masked: `a | b` is one of several,
    /// `?` what is not known.
    #[serde(default)]
    pub shown: String,
    /// JSON, with tagged objects for what JSON lacks; secrets are masked.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<serde_json::Value>,
    pub origin: Option<Origin>,
    pub history: Vec<HistoryEntry>,
    /// Environment variables that the value depends on.
    pub variables: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<Text>,
    /// A limit of the evaluator that was hit on the way, and where.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub limit: Option<LimitHit>,
}

/// A limit that kept a value from being computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LimitHit {
    /// Which one.
    pub what: Text,
    pub origin: Option<Origin>,
}

/// A setting that is not the same in all environments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    pub setting: String,
    /// One for each of the report's environments, in their order.
    pub cells: Vec<DifferenceCell>,
}

/// A setting in one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceCell {
    pub state: CellState,
    /// The value in short, masked.
    pub shown: String,
    /// A part of the value is masked, so that values which differ may look the same.
    pub masked: bool,
    /// The index of the first environment that has the same value; its own where it
    /// is the first.
    pub same_as: usize,
}

/// Where a value in an environment comes from, and how well it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CellState {
    Known,
    Environment,
    Unknown,
    /// The files set nothing, so Django's own value holds.
    Default,
    /// Nobody sets it.
    Absent,
}

/// A secret that several environments have in common. It is not shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedSecret {
    /// `SECRET_KEY`, `DATABASES["default"]["PASSWORD"]`.
    pub setting: String,
    /// The files of the environments.
    pub files: Vec<String>,
    /// Where it stands.
    pub origins: Vec<Origin>,
}

/// A file with values of environment variables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvironmentFile {
    pub file: String,
    /// The settings read it themselves.
    pub read: bool,
    /// The names that it gives.
    pub names: Vec<String>,
}

/// What was taken to hold, beyond what the files say. Empty: nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AssumedReport {
    /// Variables with a value.
    pub given: Vec<String>,
    /// Variables that are unset.
    pub unset: Vec<String>,
    /// All others are unset too.
    pub closed: bool,
    /// The file that gave some of the values.
    pub file: Option<String>,
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
    /// The value when it is unset, as one would write it into the variable; masked
    /// where secret. None where there is none, or it cannot be written so.
    pub default: Option<String>,
    /// Unset, the settings do not load.
    pub required: bool,
    pub secret: bool,
    /// The files of the environments that read it.
    #[serde(default)]
    pub used_by: Vec<String>,
    /// Settings of the judged environment that depend on it.
    #[serde(default)]
    pub settings: Vec<String>,
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
