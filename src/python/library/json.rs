//! `json.loads` and `json.dumps`.

use super::numbers::put;
use super::text::float_text;
use super::{Failure, Outcome, marker, text_value};
use crate::python::value::{Kind, Value};
use crate::source::sort_by;

const DEEPEST: usize = 200;
const UNKNOWN: Failure = Failure::Unsupported("a value that is not known");

/// `json.loads(text)`.
pub(crate) fn loads(text: &str) -> Outcome<Value> {
    if text.starts_with('\u{feff}') {
        return Err(error("Unexpected UTF-8 BOM (decode using utf-8-sig)", text, 0));
    }
    let mut reader = Reader { text, at: 0 };
    reader.space();
    let value = reader.value(0)?;
    reader.space();
    if reader.at < text.len() { Err(error("Extra data", text, reader.at)) } else { Ok(value) }
}

/// A `JSONDecodeError` at a byte of the text.
fn error(message: &str, text: &str, at: usize) -> Failure {
    let before = &text[..at.min(text.len())];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let message = format!("{message}: line {line} column {column} (char {})", before.chars().count());
    Failure::raises("JSONDecodeError", message)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn fail<T>(&self, message: &str, at: usize) -> Outcome<T> {
        Err(error(message, self.text, at))
    }

    fn value(&mut self, depth: usize) -> Outcome<Value> {
        if depth > DEEPEST {
            return Err(Failure::Unsupported("deeply nested JSON"));
        }
        const WORDS: [(&str, Kind); 6] = [
            ("null", Kind::None),
            ("true", Kind::Bool(true)),
            ("false", Kind::Bool(false)),
            ("NaN", Kind::Float(f64::NAN)),
            ("Infinity", Kind::Float(f64::INFINITY)),
            ("-Infinity", Kind::Float(f64::NEG_INFINITY)),
        ];
        for (word, kind) in &WORDS {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Ok(Value::unplaced(kind.clone()));
            }
        }
        match self.peek() {
            Some(b'"') => self.string().map(text_value),
            Some(b'{') => self.object(depth),
            Some(b'[') => self.array(depth),
            _ => self.number(),
        }
    }

    fn number(&mut self) -> Outcome<Value> {
        let rest = self.rest();
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let sign = usize::from(rest.starts_with('-'));
        let mut end = match rest.as_bytes().get(sign) {
            Some(b'0') => sign + 1,
            Some(b'1'..=b'9') => sign + digits(&rest[sign..]),
            _ => return self.fail("Expecting value", self.at),
        };
        let mut whole = true;
        if rest[end..].starts_with('.') && digits(&rest[end + 1..]) > 0 {
            end += 1 + digits(&rest[end + 1..]);
            whole = false;
        }
        if rest[end..].starts_with(['e', 'E']) {
            let signed = usize::from(rest[end + 1..].starts_with(['+', '-']));
            let count = digits(&rest[end + 1 + signed..]);
            if count > 0 {
                end += 1 + signed + count;
                whole = false;
            }
        }
        let number = &rest[..end];
        let kind = if whole {
            Kind::Int(number.parse().map_err(|_| Failure::NUMBER)?)
        } else {
            Kind::Float(number.parse().map_err(|_| Failure::Unsupported("a number"))?)
        };
        self.at += end;
        Ok(Value::unplaced(kind))
    }

    fn array(&mut self, depth: usize) -> Outcome<Value> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::unplaced(Kind::List(items)));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            match self.peek() {
                Some(b']') => break,
                Some(b',') => {}
                _ => return self.fail("Expecting ',' delimiter", self.at),
            }
            let comma = self.at;
            self.at += 1;
            self.space();
            if self.peek() == Some(b']') {
                return self.fail("Illegal trailing comma before end of array", comma);
            }
        }
        self.at += 1;
        Ok(Value::unplaced(Kind::List(items)))
    }

    fn object(&mut self, depth: usize) -> Outcome<Value> {
        const NO_NAME: &str = "Expecting property name enclosed in double quotes";
        let mut pairs = Vec::new();
        self.at += 1;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::unplaced(Kind::Dict(pairs)));
        }
        if self.peek() != Some(b'"') {
            return self.fail(NO_NAME, self.at);
        }
        loop {
            let key = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return self.fail("Expecting ':' delimiter", self.at);
            }
            self.at += 1;
            self.space();
            let value = self.value(depth + 1)?;
            put(&mut pairs, &text_value(key), &value)?;
            self.space();
            match self.peek() {
                Some(b'}') => break,
                Some(b',') => {}
                _ => return self.fail("Expecting ',' delimiter", self.at),
            }
            let comma = self.at;
            self.at += 1;
            self.space();
            match self.peek() {
                Some(b'"') => {}
                Some(b'}') => return self.fail("Illegal trailing comma before end of object", comma),
                _ => return self.fail(NO_NAME, self.at),
            }
        }
        self.at += 1;
        Ok(Value::unplaced(Kind::Dict(pairs)))
    }

    fn string(&mut self) -> Outcome<String> {
        let begin = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(character) = self.rest().chars().next() else {
                return self.fail("Unterminated string starting at", begin);
            };
            match character {
                '"' => {
                    self.at += 1;
                    return Ok(out);
                }
                '\\' => {
                    self.at += 1;
                    self.escape(begin, &mut out)?;
                }
                '\0'..='\u{1f}' => return self.fail("Invalid control character at", self.at),
                _ => {
                    out.push(character);
                    self.at += character.len_utf8();
                }
            }
        }
    }

    fn escape(&mut self, begin: usize, out: &mut String) -> Outcome<()> {
        let character = match self.rest().chars().next() {
            None => return self.fail("Unterminated string starting at", begin),
            Some(character @ ('"' | '\\' | '/')) => character,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let first = self.hex(self.at)?;
                self.at += 5;
                let mut code = first;
                if (0xd800..0xdc00).contains(&first) && self.rest().starts_with("\\u") {
                    let second = self.hex(self.at + 1)?;
                    if (0xdc00..0xe000).contains(&second) {
                        code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                        self.at += 6;
                    }
                }
                out.push(char::from_u32(code).ok_or(Failure::Unsupported("half of a surrogate pair"))?);
                return Ok(());
            }
            Some(_) => return self.fail("Invalid \\escape", self.at - 1),
        };
        out.push(character);
        self.at += 1;
        Ok(())
    }

    /// Four hexadecimal digits after the `u` at this byte.
    fn hex(&self, at: usize) -> Outcome<u32> {
        let digits =
            self.text.get(at + 1..at + 5).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
            Some(code) => Ok(code),
            None => self.fail("Invalid \\uXXXX escape", at),
        }
    }
}

/// How `json.dumps` is to write.
#[derive(Debug, Clone, Default)]
pub(crate) struct Style {
    /// What each level is moved in by.
    pub(crate) indent: Option<String>,
    pub(crate) sort_keys: bool,
    pub(crate) keep_unicode: bool,
    /// Between items, and between a key and its value.
    pub(crate) separators: Option<(String, String)>,
}

/// `json.dumps(value, …)`.
pub(crate) fn dumps(value: &Value, style: &Style) -> Outcome<String> {
    let between = if style.indent.is_some() { "," } else { ", " };
    let separators = style.separators.clone().unwrap_or_else(|| (between.to_owned(), ": ".to_owned()));
    let mut out = String::new();
    write(value, style, &separators, 0, &mut out)?;
    Ok(out)
}

fn float(number: f64) -> String {
    match number {
        _ if number.is_nan() => "NaN".to_owned(),
        _ if number.is_infinite() => if number > 0.0 { "Infinity" } else { "-Infinity" }.to_owned(),
        _ => float_text(number),
    }
}

fn write(
    value: &Value,
    style: &Style,
    separators: &(String, String),
    depth: usize,
    out: &mut String,
) -> Outcome<()> {
    if depth > DEEPEST {
        return Err(Failure::Unsupported("a deeply nested value"));
    }
    let line = |depth: usize, out: &mut String| {
        if let Some(indent) = &style.indent {
            out.push('\n');
            out.push_str(&indent.repeat(depth));
        }
    };
    match &value.kind {
        Kind::None => out.push_str("null"),
        Kind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Kind::Int(number) => out.push_str(&number.to_string()),
        Kind::Float(number) => out.push_str(&float(*number)),
        Kind::Str(text) => string(text, style, out)?,
        Kind::List(items) | Kind::Tuple(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push_str(&separators.0);
                }
                line(depth + 1, out);
                write(item, style, separators, depth + 1, out)?;
            }
            if !items.is_empty() {
                line(depth, out);
            }
            out.push(']');
        }
        Kind::Dict(pairs) => {
            let mut pairs: Vec<(&Value, &Value)> = pairs.iter().map(|(key, value)| (key, value)).collect();
            if style.sort_keys {
                if pairs.iter().any(|(key, _)| key.as_str().is_none()) {
                    return Err(Failure::Unsupported("sorting of keys that are no texts"));
                }
                sort_by(&mut pairs, |(one, _), (other, _)| one.as_str().cmp(&other.as_str()));
            }
            out.push('{');
            for (at, (key, value)) in pairs.iter().enumerate() {
                if at > 0 {
                    out.push_str(&separators.0);
                }
                line(depth + 1, out);
                match &key.kind {
                    Kind::Str(text) => string(text, style, out)?,
                    Kind::None => out.push_str("\"null\""),
                    Kind::Bool(flag) => out.push_str(if *flag { "\"true\"" } else { "\"false\"" }),
                    Kind::Int(number) => out.push_str(&format!("\"{number}\"")),
                    Kind::Float(number) => out.push_str(&format!("\"{}\"", float(*number))),
                    Kind::Unknown(_) | Kind::Maybe(_) => return Err(UNKNOWN),
                    _ => {
                        let name = class_name(key);
                        let message = format!("keys must be str, int, float, bool or None, not {name}");
                        return Err(Failure::type_error(message));
                    }
                }
                out.push_str(&separators.1);
                write(value, style, separators, depth + 1, out)?;
            }
            if !pairs.is_empty() {
                line(depth, out);
            }
            out.push('}');
        }
        Kind::Unknown(_) | Kind::Maybe(_) => return Err(UNKNOWN),
        Kind::Object(_) => return Err(Failure::Unsupported("an object as JSON")),
        _ => {
            let message = format!("Object of type {} is not JSON serializable", class_name(value));
            return Err(Failure::type_error(message));
        }
    }
    Ok(())
}

/// The bare name of a value's class.
fn class_name(value: &Value) -> &str {
    super::type_name(value).rsplit('.').next().unwrap_or("object")
}

fn string(text: &str, style: &Style, out: &mut String) -> Outcome<()> {
    if marker::is_marked(text) && text.contains(['"', '\\']) {
        return marker::hidden();
    }
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ' '..='~' => out.push(character),
            _ if style.keep_unicode && character > '\u{1f}' => out.push(character),
            _ => {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    out.push('"');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::library::{shown, text_value, value_of};

    #[test]
    fn json_is_read_and_written_as_python_does() {
        for (text, expected) in [
            (r#" {"b": [1, 2.0, true, null], "a": "\u00e9\ud83d\ude00", "b": 3} "#, "{'b': 3, 'a': 'é😀'}"),
            ("", "JSONDecodeError: Expecting value: line 1 column 1 (char 0)"),
            (
                "{'a': 1}",
                "JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
            ),
            ("[1,\n2] x", "JSONDecodeError: Extra data: line 2 column 4 (char 7)"),
            ("[1,]", "JSONDecodeError: Illegal trailing comma before end of array: line 1 column 3 (char 2)"),
            ("-Infinity", "-inf"),
        ] {
            assert_eq!(shown(loads(text)), expected, "{text}");
        }
        let value = value_of("{'a': (1, 'é'), 2: None}");
        assert_eq!(dumps(&value, &Style::default()).as_deref(), Ok(r#"{"a": [1, "\u00e9"], "2": null}"#));
        let pretty = Style { indent: Some(" ".to_owned()), keep_unicode: true, ..Style::default() };
        assert_eq!(
            dumps(&value, &pretty).as_deref(),
            Ok("{\n \"a\": [\n  1,\n  \"é\"\n ],\n \"2\": null\n}")
        );
        assert_eq!(
            shown(dumps(&value_of("{1}"), &pretty).map(text_value)),
            "TypeError: Object of type set is not JSON serializable"
        );
    }
}
