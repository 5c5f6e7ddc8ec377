//! `yaml.safe_load` of PyYAML 6: YAML 1.1's plain scalars over a parser's events.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::numbers::{find, put};
use super::{Failure, Outcome, date, marker, regex, text_value};
use crate::python::value::{Kind, Value};

const NOT_FOLLOWED: Failure = Failure::Unsupported("this value of YAML");
const BROKEN: Failure = Failure::Unsupported("YAML that is broken");
const MAX_DEPTH: usize = 60;
/// Values in one document, those behind aliases each time.
const MAX_VALUES: usize = 50_000;

struct Reader<'t> {
    parser: Parser<'t, saphyr_parser::StrInput<'t>>,
    anchors: HashMap<usize, (Value, usize)>,
    values: usize,
}

/// All documents of a text.
pub(crate) fn load_all(text: &str) -> Outcome<Vec<Value>> {
    marker::plain(text)?;
    // A tab is white space to one parser and an error to the other; so is the end
    // of a block scalar that no line break ends.
    let block = |line: &str| {
        let line = line.trim_end().trim_end_matches(|c: char| matches!(c, '+' | '-' | '0'..='9'));
        line.ends_with(['|', '>'])
    };
    if text.contains('\t') || !text.ends_with('\n') && text.lines().any(block) {
        return Err(NOT_FOLLOWED);
    }
    // PyYAML refuses what is not printable, and these break lines for it.
    if text
        .chars()
        .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Err(NOT_FOLLOWED);
    }
    let mut reader = Reader { parser: Parser::new_from_str(text), anchors: HashMap::new(), values: 0 };
    let mut documents = Vec::new();
    loop {
        match reader.next()? {
            Event::StreamEnd => return Ok(documents),
            Event::DocumentStart(_) => {
                reader.anchors.clear();
                let first = reader.next()?;
                documents.push(reader.value(first, 0)?);
            }
            _ => {}
        }
    }
}

/// `yaml.safe_load(text)`.
pub(crate) fn load(text: &str) -> Outcome<Value> {
    let mut documents = load_all(text)?;
    match documents.len() {
        0 => Ok(Value::unplaced(Kind::None)),
        1 => Ok(documents.remove(0)),
        _ => Err(BROKEN),
    }
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Outcome<Event<'t>> {
        match self.parser.next_event() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(_)) | None => Err(BROKEN),
        }
    }

    fn value(&mut self, event: Event<'t>, depth: usize) -> Outcome<Value> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            return Err(Failure::ITEMS);
        }
        let before = self.values;
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => (scalar(&text, style, tag.as_deref())?, anchor),
            Event::Alias(anchor) => {
                let (value, count) = self.anchors.get(&anchor).ok_or(BROKEN)?;
                self.values += count;
                return Ok(value.clone());
            }
            Event::SequenceStart(anchor, tag) => {
                plain_tag(tag.as_deref(), "seq")?;
                let mut items = Vec::new();
                loop {
                    match self.next()? {
                        Event::SequenceEnd => break,
                        event => items.push(self.value(event, depth + 1)?),
                    }
                }
                (Value::unplaced(Kind::List(items)), anchor)
            }
            Event::MappingStart(anchor, tag) => {
                plain_tag(tag.as_deref(), "map")?;
                (self.mapping(depth)?, anchor)
            }
            _ => return Err(BROKEN),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, (value.clone(), self.values - before));
        }
        Ok(value)
    }

    fn mapping(&mut self, depth: usize) -> Outcome<Value> {
        let mut own: Vec<(Value, Value)> = Vec::new();
        // What `<<` brings in comes first, and what the mapping says itself wins.
        let mut merged: Vec<(Value, Value)> = Vec::new();
        loop {
            let event = match self.next()? {
                Event::MappingEnd => break,
                event => event,
            };
            let merges =
                matches!(&event, Event::Scalar(text, ScalarStyle::Plain, _, None) if text.as_ref() == "<<");
            let key = if merges { None } else { Some(self.value(event, depth + 1)?) };
            let event = self.next()?;
            let value = self.value(event, depth + 1)?;
            match key {
                Some(key) => {
                    if matches!(key.kind, Kind::List(_) | Kind::Dict(_)) {
                        return Err(BROKEN);
                    }
                    put(&mut own, &key, &value)?;
                }
                None => {
                    let sources = match &value.kind {
                        Kind::List(items) => items.iter().rev().collect(),
                        _ => vec![&value],
                    };
                    for source in sources {
                        let Kind::Dict(pairs) = &source.kind else { return Err(BROKEN) };
                        for (key, value) in pairs {
                            put(&mut merged, key, value)?;
                        }
                    }
                }
            }
        }
        for (key, value) in own {
            put(&mut merged, &key, &value)?;
        }
        // A key that was merged and then said anew keeps its first place.
        debug_assert!(merged.iter().all(|(key, _)| find(&merged, key).is_ok_and(|found| found.is_some())));
        Ok(Value::unplaced(Kind::Dict(merged)))
    }
}

/// Whether a tag is none, or the one that a value has anyway.
fn plain_tag(tag: Option<&Tag>, usual: &str) -> Outcome<()> {
    match tag {
        None => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == usual => Ok(()),
        Some(_) => Err(NOT_FOLLOWED),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Outcome<Value> {
    if let Some(tag) = tag {
        return match tag.suffix.as_str() {
            "str" if tag.is_yaml_core_schema() => Ok(text_value(text)),
            _ => Err(NOT_FOLLOWED),
        };
    }
    if style != ScalarStyle::Plain { Ok(text_value(text)) } else { plain(text) }
}

fn holds(pattern: &str, text: &[char]) -> Outcome<bool> {
    let pattern = regex::compile(pattern, 0)?;
    Ok(regex::Search { pattern: &pattern, text, steps: 0 }.find(0, regex::Mode::Full, false)?.is_some())
}

/// What a scalar without quotes is.
fn plain(text: &str) -> Outcome<Value> {
    let made = |kind| Ok(Value::unplaced(kind));
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return made(Kind::None),
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            return made(Kind::Bool(true));
        }
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            return made(Kind::Bool(false));
        }
        "=" | "<<" => return Err(NOT_FOLLOWED),
        _ => {}
    }
    if !text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) || text.len() > 60 {
        return Ok(text_value(text));
    }
    let characters: Vec<char> = text.chars().collect();
    let is = |pattern: &str| holds(pattern, &characters);
    let bare = text.replace('_', "");
    let (negative, digits) = match bare.strip_prefix(['+', '-']) {
        Some(digits) => (bare.starts_with('-'), digits),
        None => (false, bare.as_str()),
    };
    let signed = |number: i128| Kind::Int(if negative { -number } else { number });
    if is(
        "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+",
    )? {
        let number = match digits.as_bytes() {
            [b'0', b'b', ..] => i128::from_str_radix(&digits[2..], 2),
            [b'0', b'x', ..] => i128::from_str_radix(&digits[2..], 16),
            [b'0', _, ..] => i128::from_str_radix(&digits[1..], 8),
            _ if digits.contains(':') => {
                return sixties(digits).map(|number| Value::unplaced(signed(number)));
            }
            _ => digits.parse(),
        };
        return made(signed(number.map_err(|_| NOT_FOLLOWED)?));
    }
    if is("(?:[-+]?(?:[0-9][0-9_]*)\\.[0-9_]*(?:[eE][-+][0-9]+)?|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)")? {
        return made(Kind::Float(bare.parse().map_err(|_| NOT_FOLLOWED)?));
    }
    if is("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*")? {
        let mut total = 0.0;
        let mut base = 1.0;
        for part in digits.rsplit(':') {
            total += part.parse::<f64>().map_err(|_| NOT_FOLLOWED)? * base;
            base *= 60.0;
        }
        return made(Kind::Float(if negative { -total } else { total }));
    }
    match digits {
        ".inf" | ".Inf" | ".INF" => {
            return made(Kind::Float(if negative { f64::NEG_INFINITY } else { f64::INFINITY }));
        }
        ".nan" | ".NaN" | ".NAN" if !text.starts_with(['+', '-']) => return made(Kind::Float(f64::NAN)),
        _ => {}
    }
    if is("[0-9]{4}-[0-9][0-9]-[0-9][0-9]")? {
        let part = |range: std::ops::Range<usize>| super::int_value(text[range].parse().unwrap_or(0));
        let parts = [part(0..4), part(5..7), part(8..10)];
        return date::call("datetime.date", &parts, &[]).unwrap_or(Err(NOT_FOLLOWED));
    }
    if is(
        "[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \\t]+)[0-9][0-9]?:[0-9][0-9]:[0-9][0-9](?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?",
    )? {
        return match date::canonical(&text.replacen([' ', 't'], "T", 1)) {
            Some(value) if text.len() == 19 => Ok(value),
            _ => Err(NOT_FOLLOWED),
        };
    }
    Ok(text_value(text))
}

/// `1:30` is ninety.
fn sixties(text: &str) -> Outcome<i128> {
    text.split(':').try_fold(0_i128, |total, part| {
        let part: i128 = part.parse().map_err(|_| NOT_FOLLOWED)?;
        total.checked_mul(60).and_then(|total| total.checked_add(part)).ok_or(NOT_FOLLOWED)
    })
}
