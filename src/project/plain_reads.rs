//! Values that are the plain text of one environment variable.

use super::Project;
use super::code::blank_texts;
use crate::python::{EnvironmentRead, Kind, Reason, Value};
use crate::source::{Place, Span};

/// What stands before the bracket in a read of a text.
const READERS: &[&str] = &[
    "os.environ.get",
    "os.getenv",
    "os.environ",
    "environ.get",
    "environ",
    "getenv",
    "env",
    "env.str",
    "config",
];

impl Project {
    /// The read of a variable in the statement that makes the setting.
    #[must_use]
    pub fn read_within(&self, setting: &str) -> Option<&EnvironmentRead> {
        let statement = self.settings.binding(setting)?.history.last()?.place;
        let module = self.settings.module()?;
        module
            .reads
            .iter()
            .find(|read| self.tree.text(read.place).len() > 1 && super::contains(statement, read.place))
    }

    /// The read of a text that a setting is written as, perhaps within `bool(...)`:
    /// no word is false to it.
    #[must_use]
    pub fn uncast_read(&self, setting: &str) -> Option<&EnvironmentRead> {
        let statement = self.statement_of(setting)?;
        self.read_within(setting).filter(|read| read.cast == "str" && is_bare_read(statement))
    }

    /// The read that a value is, without a cast or anything else around it, and
    /// the place of the call.
    #[must_use]
    pub fn plain_read(&self, value: &Value) -> Option<(&EnvironmentRead, Place)> {
        let variables = match &value.kind {
            Kind::Maybe(maybe) => {
                let is_text = |value: &Value| matches!(value.kind, Kind::Str(_) | Kind::None);
                if !maybe.usual.as_ref().is_none_or(is_text) || !maybe.others.iter().all(is_text) {
                    return None;
                }
                &maybe.variables
            }
            Kind::Unknown(unknown) if unknown.reason == Reason::Environment => &unknown.variables,
            _ => return None,
        };
        let name = variables.first().filter(|_| variables.len() == 1)?;
        let module = self.settings.module()?;
        let read = module.reads.iter().find(|read| read.name == *name && read.cast == "str")?;
        let place = value.place?;
        let code = blank_texts(self.tree.text(place));
        // Where only the statement is known: what stands right of its sign.
        let start = match code.split_once('=') {
            Some((target, _)) if is_name(target.trim()) => target.len() + 1,
            _ => 0,
        };
        let start = start + (code[start..].len() - code[start..].trim_start().len());
        let call = code[start..].trim_end();
        let head = call.find(['(', '['])?;
        let whole = matching(call, head)? + 1 == call.len();
        (READERS.contains(&call[..head].trim_end()) && whole).then(|| {
            let start = place.span.start + start as u32;
            (read, Place { file: place.file, span: Span::new(start, start + call.len() as u32) })
        })
    }

    /// The innermost call whose arguments hold the place.
    #[must_use]
    pub fn call_around(&self, place: Place) -> Option<Place> {
        let code = self.code_of(place.file);
        let mut depth = 0_usize;
        let mut open = None;
        for (at, character) in code[..place.span.start as usize].char_indices().rev() {
            match character {
                ')' | ']' | '}' => depth += 1,
                '(' if depth == 0 => {
                    open = Some(at);
                    break;
                }
                '[' | '{' if depth == 0 => return None,
                '(' | '[' | '{' => depth -= 1,
                _ => {}
            }
        }
        let open = open?;
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let start = code[..open].rfind(|c: char| !is_part(c)).map_or(0, |at| at + 1);
        let end = open + matching(&code[open..], 0)? + 1;
        (start < open).then(|| Place { file: place.file, span: Span::new(start as u32, end as u32) })
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The offset of the bracket that closes the one at `open`.
fn matching(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in code[open..].char_indices() {
        match character {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(open + at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The right side is nothing but a read of a text, perhaps within `bool(...)`.
fn is_bare_read(statement: &str) -> bool {
    let Some((_, value)) = statement.split_once('=') else { return false };
    let mut value = value.split('#').next().unwrap_or("").trim();
    if let Some(inner) = value.strip_prefix("bool(").and_then(|rest| rest.strip_suffix(')')) {
        value = inner.trim();
    }
    let reads_text = [
        "os.environ.get(",
        "os.getenv(",
        "os.environ[",
        "environ.get(",
        "environ[",
        "getenv(",
        "config(",
        "env(",
        "env.str(",
    ]
    .iter()
    .any(|start| value.starts_with(start));
    let is_whole = value.ends_with(')') || value.ends_with(']');
    let is_one_call = value.matches(['(', '[']).count() == 1;
    reads_text && is_whole && is_one_call && !value.contains("cast") && !value.contains(" in ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_reads_of_texts_are_bare() {
        for statement in [
            "DEBUG = os.environ.get('DEBUG', False)",
            "DEBUG = bool(os.getenv('X'))",
            "DEBUG = os.environ['D']  # on",
        ] {
            assert!(is_bare_read(statement), "{statement}");
        }
        for statement in [
            "DEBUG = os.environ.get('DEBUG') == '1'",
            "DEBUG = bool(int(os.environ.get('DEBUG', 0)))",
            "DEBUG = config('DEBUG', cast=bool)",
            "DEBUG = env.bool('DEBUG')",
            "DEBUG = os.environ.get('DEBUG', '').lower() in ('1', 'true')",
        ] {
            assert!(!is_bare_read(statement), "{statement}");
        }
    }
}
