//! Calls that the settings make for their effect, such as `sentry_sdk.init()`:
//! their named arguments, as far as those are written plainly.

use super::{Fact, Project, Undecided, calls};
use crate::model::text;
use crate::python::{Kind, Value};
use crate::source::{FileId, Place, Span};

/// One call in the judged settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Of the call's first line.
    pub place: Place,
    /// Whether it stands in a branch or a function.
    pub guarded: bool,
    pub arguments: Vec<Argument>,
}

/// A named argument of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    pub name: String,
    /// The code of the value.
    pub code: String,
    /// Of name and value.
    pub place: Place,
}

impl Call {
    /// The argument of this name.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Argument> {
        self.arguments.iter().find(|argument| argument.name == name)
    }
}

impl Project {
    /// The first call of this function in the files of the judged settings,
    /// under its dotted name or as imported from its module.
    #[must_use]
    pub fn settings_call(&self, module: &str, function: &str) -> Option<Call> {
        let dotted = format!("{module}.{function}");
        let imported = format!("from {module} import {function}");
        let files = self.settings.module().map(|module| module.files.as_slice()).unwrap_or_default();
        files.iter().find_map(|&id| {
            let text = &self.tree.file(id).text;
            let code = self.code_of(id);
            let mut starts = calls(&code, &dotted).map(|start| (start, dotted.len()));
            let found = starts.next().or_else(|| {
                let plain = code.contains(&imported).then(|| calls(&code, function).next()).flatten();
                plain.map(|start| (start, function.len()))
            });
            let (start, length) = found?;
            let arguments = arguments(id, text, &code, start + length);
            let line = code[..start].rfind('\n').map_or(0, |at| at + 1);
            Some(Call {
                place: self.line_at(id, start),
                guarded: code[line..start].starts_with([' ', '\t']),
                arguments,
            })
        })
    }

    /// What an argument comes to: a literal, or a name in capitals of the
    /// settings. Anything else is not followed.
    pub fn argument_value(&self, argument: &Argument) -> Fact<Value> {
        let kind = match argument.code.as_str() {
            "True" => Some(Kind::Bool(true)),
            "False" => Some(Kind::Bool(false)),
            "None" => Some(Kind::None),
            code => code.parse().map(Kind::Float).ok(),
        };
        if let Some(kind) = kind {
            return Ok(Value::at(kind, argument.place));
        }
        if let Ok(Some(found)) = self.settings.get(&argument.code) {
            return Ok(found.value);
        }
        let name = &argument.name;
        Err(Undecided::because(text! {
            en: "{name} is computed in a way that is not followed here.",
            ru: "{name} вычисляется способом, который здесь не разбирается.",
        })
        .at(argument.place))
    }
}

/// The named arguments of the call whose opening bracket follows `from`.
fn arguments(id: FileId, text: &str, code: &str, from: usize) -> Vec<Argument> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut start = from;
    for (at, character) in code[from..].char_indices().map(|(at, character)| (from + at, character)) {
        match character {
            '(' | '[' | '{' => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            ')' | ']' | '}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    found.extend(argument(id, text, code, start, at));
                    break;
                }
            }
            ',' if depth == 1 => {
                found.extend(argument(id, text, code, start, at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

fn argument(id: FileId, text: &str, code: &str, start: usize, end: usize) -> Option<Argument> {
    let written = &code[start..end];
    let (name, value) = written.split_once('=')?;
    // Blanked comments may stand before the name.
    let first = start + (written.len() - written.trim_start().len());
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !is_name || value.starts_with('=') {
        return None;
    }
    let value_start = end - value.trim_start().len();
    let value_end = value_start + value.trim().len();
    let place = Place { file: id, span: Span::new(first as u32, value_end as u32) };
    Some(Argument { name: name.to_owned(), code: text[value_start..value_end].to_owned(), place })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::blank_texts;

    #[test]
    fn named_arguments_are_read_and_others_left_out() {
        let text = "init(\n    'dsn',  # a, b=1\n    rate=0.5,\n    on = True,\n    f=lambda x: g(x, y=2),\n    **more\n)\nz = init(q=1)";
        let found = arguments(FileId(0), text, &blank_texts(text), 4);
        let pairs: Vec<(&str, &str)> =
            found.iter().map(|one| (one.name.as_str(), one.code.as_str())).collect();
        assert_eq!(pairs, [("rate", "0.5"), ("on", "True"), ("f", "lambda x: g(x, y=2)")]);
        assert_eq!(&text[found[0].place.span.range()], "rate=0.5");
    }
}
