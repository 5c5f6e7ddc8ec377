//! Django Preflight: what to fix in a Django project's settings before a release,
//! told from the text of its files alone.
//!
//! The floors, lowest first. Imports run down only; `tests/it/tidy.rs` holds them.
//!
//! - [`source`]: texts, places in them, kinds of files
//! - [`model`]: the vocabulary: items, findings, reports, in both languages
//! - [`protocol`]: the messages between page and engine
//! - [`python`]: values of names at the end of a module's run
//! - [`requirements`]: requirement files: pip, pyproject.toml, lock files
//! - [`django`]: what is known of Django and its packages, as tables
//! - [`project`]: facts about one person's files
//! - [`checks`]: what `check --deploy` of each version prints
//! - [`rules`]: judgement over facts
//! - [`audit`]: files in, report out
//! - `worker`: the engine behind messages
//! - `app`: the page; beside the engine, not above it

#[cfg(feature = "web")]
pub mod app;
pub mod audit;
pub mod checks;
pub mod django;
pub mod model;
pub mod project;
pub mod protocol;
pub mod python;
pub mod requirements;
pub mod rules;
pub mod source;
#[cfg(feature = "web")]
pub mod worker;
