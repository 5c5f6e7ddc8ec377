//! Log handlers that write to files.

use super::{Fact, Project};
use crate::python::Value;
use crate::source::Place;

/// A handler of `LOGGING` that writes to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFile {
    /// The handler's name.
    pub handler: String,
    pub place: Option<Place>,
}

impl Project {
    /// The first handler that writes to a file, where no handler writes to anything
    /// that outlives this machine's disk: a stream, a socket, a service.
    pub fn logs_only_to_files(&self) -> Fact<Option<LogFile>> {
        let mut first = None;
        for (name, handler) in &self.settings.entries("LOGGING", &["handlers"])? {
            let class = handler.key("class").and_then(Value::as_str).unwrap_or("()");
            let file = handler.key("filename").and_then(Value::as_str).unwrap_or("");
            let to_stream = file.starts_with("/dev/std") || file.starts_with("/proc/");
            if class.ends_with("FileHandler") && !to_stream {
                let place = handler.key("class").and_then(|class| class.place).or(handler.place);
                first = first.or(Some(LogFile { handler: name.to_string(), place }));
            } else if !class.ends_with("NullHandler") && !class.ends_with("AdminEmailHandler") {
                return Ok(None);
            }
        }
        Ok(first)
    }
}
