//! Text as Python makes and cuts it: `str()`, `repr()`, formatting, and the
//! methods of `str` and `bytes`.

mod format;
mod methods;

pub(crate) use format::{format_value, percent_format, str_format};
pub(crate) use methods::{bytes_method, item, slice, slice_indexes, split_lines, str_method};

use std::fmt::Write as _;

use super::{Failure, Outcome, object};
use crate::python::value::{Kind, Value};

/// `str(value)`.
pub(crate) fn str_of(value: &Value) -> Outcome<String> {
    match &value.kind {
        Kind::Str(text) | Kind::Path(text) | Kind::Decimal(text) | Kind::Typed(_, text) => {
            Ok(text.to_string())
        }
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
        Kind::Date(_) | Kind::Typed(..) | Kind::Regex(..) => out.push_str(&object::repr(value)?),
        Kind::Lazy(_) | Kind::Object(_) | Kind::Made(_) => {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::library::{shown, text_value, value_of};

    #[test]
    fn values_are_shown_as_python_shows_them() {
        for text in [
            "None",
            "True",
            "-5",
            "1.0",
            "1e+16",
            "1e-05",
            "0.1",
            "-0.0",
            "'it'",
            "\"it's\"",
            r#"'\'"'"#,
            r"'\\\n\x00\xad'",
            "b'\\x00a'",
            "[1, (2,), ()]",
            "{'a': [None]}",
            "'é日'",
        ] {
            assert_eq!(repr_of(&value_of(text)).as_deref(), Ok(text));
        }
        assert_eq!(shown(Ok(value_of("Path'a/b'"))), "PosixPath('a/b')");
        assert_eq!(repr_of(&value_of("{1, 2}")), Err(Failure::Unsupported("the order of a set")));
        let tie = "-579227478984268.25".parse().expect("a number");
        assert_eq!(float_text(tie), "-579227478984268.2");
        let time = Value::unplaced(Kind::Timedelta(-1));
        assert_eq!(str_of(&time).as_deref(), Ok("-1 day, 23:59:59.999999"));
        assert_eq!(
            repr_of(&time).as_deref(),
            Ok("datetime.timedelta(days=-1, seconds=86399, microseconds=999999)")
        );
    }

    #[test]
    fn formats_are_pythons() {
        for (value, spec, expected) in [
            ("1234567", "012,", "'0,001,234,567'"),
            ("3.14159", ".2f", "'3.14'"),
            ("2.5", ".0f", "'2'"),
            ("0.000012", "", "'1.2e-05'"),
            ("255", "#06x", "'0x00ff'"),
            ("'ab'", "*^6", "'**ab**'"),
            ("True", "", "'True'"),
            ("True", "d", "'1'"),
            ("0.25", ".1%", "'25.0%'"),
            ("'a'", "d", "ValueError: Unknown format code 'd' for object of type 'str'"),
            ("[]", "5", "TypeError: unsupported format string passed to list.__format__"),
            ("'<ROOT>'", "", "'<ROOT>'"),
            ("'<ROOT>'", ">9", "-"),
        ] {
            assert_eq!(
                shown(format_value(&value_of(value), spec).map(text_value)),
                expected,
                "{value} {spec}"
            );
        }
        for (template, argument, expected) in [
            ("%s/%d", "('<ROOT>', 5)", "'<ROOT>/5'"),
            ("%(a)05.1f%%", "{'a': 2}", "'002.0%'"),
            ("%s", "[1]", "'[1]'"),
            ("%s", "()", "TypeError: not enough arguments for format string"),
            ("x", "1", "TypeError: not all arguments converted during string formatting"),
            ("%d", "'1'", "TypeError: %d format: a real number is required, not str"),
            ("%(b)s", "{'a': 2}", "KeyError: 'b'"),
        ] {
            assert_eq!(
                shown(percent_format(template, &value_of(argument)).map(text_value)),
                expected,
                "{template}"
            );
        }
        let named = [("a".to_owned(), value_of("{'k': 7}"))];
        for (template, expected) in [
            ("{}-{}", "'x-3'"),
            ("{0:>{1}}|{{}}", "'  x|{}'"),
            ("{a[k]:03}{0!r}", "\"007'x'\""),
            ("{2}", "IndexError: Replacement index 2 out of range for positional args tuple"),
            ("{b}", "KeyError: 'b'"),
            ("{", "ValueError: Single '{' encountered in format string"),
        ] {
            let positional = [value_of("'x'"), value_of("3")];
            assert_eq!(
                shown(str_format(template, &positional, &named).map(text_value)),
                expected,
                "{template}"
            );
        }
    }
}
