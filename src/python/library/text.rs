//! Text as Python makes and cuts it: `str()`, `repr()`, formatting, and the
//! methods of `str` and `bytes`.

mod format;
mod methods;

pub(crate) use format::{format_value, percent_format, str_format};
pub(crate) use methods::{bytes_method, contains, item, slice, slice_indexes, split_lines, str_method};

use std::fmt::Write as _;

use super::{Failure, Outcome};
use crate::python::value::{Kind, Value};

/// `str(value)`.
pub(crate) fn str_of(value: &Value) -> Outcome<String> {
    match &value.kind {
        Kind::Str(text) | Kind::Path(text) | Kind::Decimal(text) => Ok(text.to_string()),
        Kind::Timedelta(micros) => timedelta_text(*micros),
        // `str()` of a date with a time has a space where ISO has a T.
        Kind::Date(text) => Ok(match text.as_bytes().get(10) {
            Some(b'T') => format!("{} {}", &text[..10], &text[11..]),
            _ => text.to_string(),
        }),
        Kind::Lazy(_) => Err(Failure::Unsupported("text in the language of the reader")),
        _ => repr_of(value),
    }
}

/// `repr(value)`.
pub(crate) fn repr_of(value: &Value) -> Outcome<String> {
    let mut out = String::new();
    write_repr(value, &mut out)?;
    Ok(out)
}

/// `ascii(value)`.
pub(crate) fn ascii_of(value: &Value) -> Outcome<String> {
    let mut out = String::new();
    for character in repr_of(value)?.chars() {
        if character.is_ascii() { out.push(character) } else { push_escape(character, &mut out) }
    }
    Ok(out)
}

fn write_repr(value: &Value, out: &mut String) -> Outcome<()> {
    match &value.kind {
        Kind::None => out.push_str("None"),
        Kind::Bool(true) => out.push_str("True"),
        Kind::Bool(false) => out.push_str("False"),
        Kind::Int(value) => out.push_str(&value.to_string()),
        Kind::Float(value) => out.push_str(&float_text(*value)),
        Kind::Str(text) => write_quoted(text, out),
        Kind::Bytes(bytes) => write_bytes(bytes, out),
        Kind::List(items) => write_items("[", items, "]", out)?,
        Kind::Tuple(items) => write_items("(", items, if items.len() == 1 { ",)" } else { ")" }, out)?,
        Kind::Set(items) if items.is_empty() => out.push_str("set()"),
        Kind::Set(items) if items.len() == 1 => write_items("{", items, "}", out)?,
        Kind::Set(_) => return Err(Failure::Unsupported("the order of a set")),
        Kind::Dict(pairs) => {
            out.push('{');
            for (at, (key, value)) in pairs.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                write_repr(key, out)?;
                out.push_str(": ");
                write_repr(value, out)?;
            }
            out.push('}');
        }
        Kind::Path(text) => {
            out.push_str("PosixPath(");
            write_quoted(text, out);
            out.push(')');
        }
        Kind::Timedelta(micros) => out.push_str(&timedelta_repr(*micros)),
        Kind::Decimal(text) => {
            out.push_str("Decimal('");
            out.push_str(text);
            out.push_str("')");
        }
        Kind::Date(_) | Kind::Regex(_) | Kind::Lazy(_) | Kind::Object(_) => {
            return Err(Failure::Unsupported("the text of an object"));
        }
        Kind::Absent | Kind::Unknown(_) | Kind::Maybe(_) => {
            return Err(Failure::Unsupported("a value that is not known"));
        }
    }
    Ok(())
}

fn write_items(open: &str, items: &[Value], close: &str, out: &mut String) -> Outcome<()> {
    out.push_str(open);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        write_repr(item, out)?;
    }
    out.push_str(close);
    Ok(())
}

/// A text between the quotes that Python would choose.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_quoted(text, &mut out);
    out
}

fn quote_for(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

fn write_quoted(text: &str, out: &mut String) {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    out.push(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if character == quote => {
                out.push('\\');
                out.push(character);
            }
            _ if is_printable(character) => out.push(character),
            _ => push_escape(character, out),
        }
    }
    out.push(quote);
}

fn push_escape(character: char, out: &mut String) {
    let code = u32::from(character);
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// `str.isprintable()` of one character.
pub(crate) fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return character == ' ' || character.is_ascii_graphic();
    }
    // Rust's `Debug` asks the same question, save for combining marks at the
    // start of a text: hence the letter before.
    let mut buffer = String::from("a");
    buffer.push(character);
    !buffer.escape_debug().skip(1).any(|c| c == '\\')
}

fn write_bytes(bytes: &[u8], out: &mut String) {
    let quote = quote_for(bytes.contains(&b'\''), bytes.contains(&b'"'));
    out.push('b');
    out.push(quote);
    for byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ if char::from(*byte) == quote => {
                out.push('\\');
                out.push(quote);
            }
            0x20..=0x7e => out.push(char::from(*byte)),
            _ => push_escape(char::from(*byte), out),
        }
    }
    out.push(quote);
}

/// `repr()` of a float: the shortest digits that give it back.
pub(crate) fn float_text(value: f64) -> String {
    if !value.is_finite() {
        return if value.is_nan() {
            "nan"
        } else if value > 0.0 {
            "inf"
        } else {
            "-inf"
        }
        .to_owned();
    }
    let mut shortest = format!("{:e}", value.abs());
    // Of two texts of that length Python takes the nearer one, and of two that
    // are as near the even one.
    let count = shortest.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
    let nearest = format!("{:.*e}", count.saturating_sub(1), value.abs());
    if nearest.parse() == Ok(value.abs()) {
        shortest = nearest;
    }
    let (mantissa, exponent) = shortest.split_once('e').unwrap_or((&shortest, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let body = if (-4..16).contains(&exponent) {
        let fixed = format::place_point(&digits, exponent);
        if fixed.contains('.') { fixed } else { fixed + ".0" }
    } else {
        format::scientific(&digits, exponent, 'e', false)
    };
    format!("{sign}{body}")
}

const DAY: i128 = 86_400_000_000;

/// Days, seconds and microseconds as `timedelta` keeps them.
fn timedelta_parts(micros: i128) -> (i128, i128, i128) {
    let rest = micros.rem_euclid(DAY);
    (micros.div_euclid(DAY), rest / 1_000_000, rest % 1_000_000)
}

fn timedelta_text(micros: i128) -> Outcome<String> {
    let (days, seconds, micros) = timedelta_parts(micros);
    let mut out = String::new();
    if days != 0 {
        let _ = write!(out, "{days} day{}, ", if days.abs() == 1 { "" } else { "s" });
    }
    let _ = write!(out, "{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    if micros != 0 {
        let _ = write!(out, ".{micros:06}");
    }
    Ok(out)
}

fn timedelta_repr(micros: i128) -> String {
    let (days, seconds, micros) = timedelta_parts(micros);
    let parts: Vec<String> = [("days", days), ("seconds", seconds), ("microseconds", micros)]
        .iter()
        .filter(|(_, amount)| *amount != 0)
        .map(|(name, amount)| format!("{name}={amount}"))
        .collect();
    if parts.is_empty() {
        "datetime.timedelta(0)".to_owned()
    } else {
        format!("datetime.timedelta({})", parts.join(", "))
    }
}
