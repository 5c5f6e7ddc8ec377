//! Values as a person reads them: Python, on one line, cut where it grows long.
//! What is given here has its secrets masked already.

use crate::python::library::text::{float_text, quoted};
use crate::python::{Kind, Value};

/// Characters of one text.
const MAX_TEXT: usize = 60;
/// Characters of the whole.
const MAX_SHOWN: usize = 160;

/// The value on one line. `?` is what is not known, `a | b` one of several.
pub(super) fn shown(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    cut(&out, MAX_SHOWN)
}

fn cut(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

fn write(value: &Value, out: &mut String) {
    // Enough for the cut; the rest would be thrown away.
    if out.len() > MAX_SHOWN * 4 {
        return;
    }
    match &value.kind {
        Kind::None => out.push_str("None"),
        Kind::Bool(true) => out.push_str("True"),
        Kind::Bool(false) => out.push_str("False"),
        Kind::Int(number) => out.push_str(&number.to_string()),
        Kind::Float(number) => out.push_str(&float_text(*number)),
        Kind::Str(text) | Kind::Lazy(text) => out.push_str(&quoted(&cut(text, MAX_TEXT))),
        Kind::Bytes(bytes) => {
            let text = String::from_utf8_lossy(bytes.get(..MAX_TEXT).unwrap_or(bytes));
            out.push('b');
            out.push_str(&quoted(&text));
        }
        Kind::List(items) => within(items, "[", "]", out),
        Kind::Tuple(items) => within(items, "(", if items.len() == 1 { ",)" } else { ")" }, out),
        Kind::Set(items) if items.is_empty() => out.push_str("set()"),
        Kind::Set(items) => within(items, "{", "}", out),
        Kind::Dict(pairs) => {
            out.push('{');
            for (index, (key, item)) in pairs.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write(key, out);
                // What is left out has no value of its own.
                if !matches!(&key.kind, Kind::Object(name) if name.starts_with(crate::python::OMITTED)) {
                    out.push_str(": ");
                    write(item, out);
                }
            }
            out.push('}');
        }
        Kind::Path(text) => called("Path", &quoted(text), out),
        Kind::Timedelta(micros) => {
            let (seconds, rest) = (micros / 1_000_000, micros % 1_000_000);
            let shown =
                if rest == 0 { format!("seconds={seconds}") } else { format!("microseconds={micros}") };
            called("timedelta", &shown, out);
        }
        Kind::Date(text) => out.push_str(text),
        Kind::Decimal(text) => called("Decimal", &quoted(text), out),
        Kind::Regex(text, _) => called("re.compile", &quoted(&cut(text, MAX_TEXT)), out),
        Kind::Typed(class, text) => called(class.rsplit('.').next().unwrap_or(class), &quoted(text), out),
        Kind::Object(name) => out.push_str(name),
        Kind::Made(made) => out.push_str(&made.written()),
        Kind::Absent => out.push('–'),
        Kind::Unknown(_) => out.push('?'),
        Kind::Maybe(maybe) => {
            for (index, value) in maybe.usual.iter().chain(&maybe.others).enumerate() {
                if index > 0 {
                    out.push_str(" | ");
                }
                write(value, out);
            }
            if maybe.open.is_some() {
                out.push_str(if maybe.usual.is_none() && maybe.others.is_empty() { "?" } else { " | ?" });
            }
        }
    }
}

fn within(items: &[Value], open: &str, close: &str, out: &mut String) {
    out.push_str(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push_str(", ");
        }
        write(item, out);
    }
    out.push_str(close);
}

fn called(name: &str, argument: &str, out: &mut String) {
    out.push_str(name);
    out.push('(');
    out.push_str(argument);
    out.push(')');
}
