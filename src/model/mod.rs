//! The vocabulary that the engine and the page share: plain data, serialisable,
//! with public fields. What a report says outlives the files it was made from.

mod checklist;
mod finding;
mod report;
mod text;

pub use checklist::{Item, Stage};
pub use finding::{Applicability, Edit, Evidence, Finding, Fix, Role, Severity, Status};
pub use report::{
    DjangoReport, Environment, HistoryEntry, ItemReport, Origin, Predicted, PredictedCheck, Problem, Report,
    RequirementReport, SettingReport, SettingRole, SettingState, Tool, Variable,
};
pub use text::{Lang, Text, plural_en, plural_ru, text};
// The macro of the same name: sentences with values in them.
pub use crate::text;
