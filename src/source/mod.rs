//! Text: what was given, where things stand in it, and what kind of file it is.
//!
//! Knows bytes, characters and lines. Knows no Python, no Django, no browser.

mod decode;
pub(crate) mod dockerfile;
mod file;
pub(crate) mod ignore;
pub(crate) mod ini;
mod kind;
pub(crate) mod nginx;
pub(crate) mod shell;
mod sort;
mod span;
pub(crate) mod toml;
pub(crate) mod yaml;

pub use decode::{MAX_BYTES, Unreadable, decode};
pub use file::{LineColumn, SourceFile, Tree, beside};
pub use kind::{FileKind, recognise, suggested_name};
pub use sort::{sort, sort_by, sort_by_key};
pub use span::{FileId, Place, Span};
