//! The vocabulary that the engine and the page share: plain data, serialisable,
//! with public fields. What a report says outlives the files it was made from.

mod checklist;
mod deploy_check;
mod env_example;
mod finding;
mod logging;
mod rehearsal;
mod report;
mod rulebook;
mod text;
mod topology;

pub use checklist::{Item, Stage};
pub use deploy_check::{AfterFixes, CheckReport, CheckState, DeployCheck};
pub use env_example::env_example;
pub use finding::{Applicability, Edit, Evidence, Finding, Fix, Role, Severity, Status, written};
pub use logging::{LogEnd, LogEvent, LogRoute, LogStop, LoggingReport};
pub use rehearsal::{Effect, Rehearsal, RehearsalStep};
pub use report::{
    AssumedReport, CellState, Difference, DifferenceCell, DjangoReport, Environment, EnvironmentFile,
    HistoryEntry, ItemReport, LimitHit, Origin, Predicted, PredictedCheck, Problem, Report,
    RequirementReport, SettingReport, SettingRole, SettingState, SharedSecret, Tool, Variable,
};
pub use rulebook::{RuleExample, RuleReport, Rulebook};
pub use text::{Lang, Text, plural_en, plural_ru, text};
pub use topology::{Processes, Tls, Topology, TopologyReport};
// The macro of the same name: sentences with values in them.
pub use crate::text;
