//! Python: what a settings module's names hold at run time, without running it.
//!
//! Knows the language and the libraries that settings use. Does not know what
//! `DEBUG` means: that is for the floors above.

mod value;

pub use value::{
    Binding, Change, EnvironmentRead, Event, Kind, Maybe, Module, Raised, Reason, Unknown, Value,
};
