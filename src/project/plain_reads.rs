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
        let code = blank_texts(&self.tree.file(place.file).text);
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
