//! Python: what a settings module's names hold at run time, without running it.
//!
//! Knows the language and the libraries that settings use. Does not know what
//! `DEBUG` means: that is for the floors above.

mod definition;
mod evaluate;
pub(crate) mod library;
mod outline;
mod parse;
mod symbols;
mod value;

pub use definition::{Definition, Signature, define};
pub use evaluate::{Host, Sources, evaluate};
pub use outline::{Argument, Call, outline};
pub use parse::{Parsed, SyntaxKind, SyntaxProblem, parse};
pub use value::{
    Binding, Change, EnvironmentRead, Event, Kind, Made, Maybe, Module, OMITTED, Raised, Reason, Unknown,
    Value,
};
