//! Methods of `str` and `bytes`, indexes and slices of `str`.

use std::rc::Rc;

#[cfg(test)]
use super::repr_of;
use crate::python::library::{
    Failure, Outcome, all_digits, bool_value, is_space, list_of_texts, marker, size_value, text_value,
    type_name, whole,
};
use crate::python::value::{Kind, Value};

const LONGEST: usize = 1_000_000;

/// The arguments of one call, to be asked for one by one.
struct Arguments<'a> {
    method: &'a str,
    positional: &'a [Value],
    named: &'a [(String, Value)],
}

impl<'a> Arguments<'a> {
    /// Checks the number of arguments and the names.
    fn new(
        method: &'a str,
        positional: &'a [Value],
        named: &'a [(String, Value)],
        least: usize,
        names: &[&str],
        named_from: usize,
    ) -> Outcome<Self> {
        let holes = positional.iter().chain(named.iter().map(|(_, value)| value));
        if holes.clone().any(|value| value.first_hole().is_some()) {
            return Err(Failure::Unsupported("an argument that is not known"));
        }
        let count = positional.len() + named.len();
        if named_from >= names.len() && !named.is_empty() {
            return Err(Failure::type_error(format!("str.{method}() takes no keyword arguments")));
        }
        if names.is_empty() && count > 0 {
            return Err(Failure::type_error(format!("str.{method}() takes no arguments ({count} given)")));
        }
        if least == 1 && names.len() == 1 && count != 1 {
            return Err(Failure::type_error(format!(
                "str.{method}() takes exactly one argument ({count} given)"
            )));
        }
        if positional.len() < least && named.is_empty() {
            let s = if least == 1 { "" } else { "s" };
            let bound = if least == names.len() { "" } else { "at least " };
            let given = positional.len();
            let message = match method {
                "replace" => format!("replace() takes at least 2 positional arguments ({given} given)"),
                _ => format!("{method} expected {bound}{least} argument{s}, got {given}"),
            };
            return Err(Failure::type_error(message));
        }
        if count > names.len() {
            let s = if names.len() == 1 { "" } else { "s" };
            let message = if named_from < names.len() {
                format!("{method}() takes at most {} argument{s} ({count} given)", names.len())
            } else {
                let bound = if least == names.len() { "" } else { "at most " };
                format!("{method} expected {bound}{} argument{s}, got {count}", names.len())
            };
            return Err(Failure::type_error(message));
        }
        for (name, _) in named {
            match names.iter().position(|known| known == name) {
                Some(at) if at >= named_from && at >= positional.len() => {}
                Some(_) => return Err(Failure::Unsupported("an argument given twice")),
                None => {
                    let message = format!("{method}() got an unexpected keyword argument '{name}'");
                    return Err(Failure::type_error(message));
                }
            }
        }
        Ok(Self { method, positional, named })
    }

    fn at(&self, index: usize, name: &str) -> Option<&'a Value> {
        self.positional
            .get(index)
            .or_else(|| self.named.iter().find(|(key, _)| key == name).map(|(_, value)| value))
    }

    /// A text at this place; none is not there or `None`.
    fn text(&self, index: usize, name: &str) -> Outcome<Option<&'a str>> {
        match self.at(index, name).map(|value| (value, &value.kind)) {
            None | Some((_, Kind::None)) => Ok(None),
            Some((_, Kind::Str(text))) => Ok(Some(text)),
            Some((_, Kind::Lazy(_) | Kind::Object(_))) => {
                Err(Failure::Unsupported("an argument of this type"))
            }
            Some((value, _)) => Err(Failure::type_error(match (self.method, index) {
                ("split" | "rsplit", _) => format!("must be str or None, not {}", type_name(value)),
                ("strip" | "lstrip" | "rstrip", _) => format!("{} arg must be None or str", self.method),
                ("partition" | "rpartition", _) => format!("must be str, not {}", type_name(value)),
                (method @ ("removeprefix" | "removesuffix"), _) => {
                    format!("{method}() argument must be str, not {}", type_name(value))
                }
                ("find" | "rfind" | "index" | "rindex" | "count", _) => {
                    format!("{}() argument {} must be str, not {}", self.method, index + 1, type_name(value))
                }
                (method, index) => {
                    format!("{method}() argument {} must be str, not {}", index + 1, type_name(value))
                }
            })),
        }
    }

    fn needed_text(&self, index: usize, name: &str) -> Outcome<&'a str> {
        match self.text(index, name)? {
            Some(text) => Ok(text),
            None => Err(Failure::type_error(match self.method {
                "partition" | "rpartition" => "must be str, not NoneType".to_owned(),
                method if matches!(method, "removeprefix" | "removesuffix") => {
                    format!("{method}() argument must be str, not None")
                }
                method => format!("{method}() argument {} must be str, not None", index + 1),
            })),
        }
    }

    /// The start or the end of a search.
    fn edge(&self, index: usize) -> Outcome<Option<i128>> {
        match self.at(index, "").map(|value| &value.kind) {
            None | Some(Kind::None) => Ok(None),
            Some(Kind::Int(number)) => Ok(Some(*number)),
            Some(Kind::Bool(flag)) => Ok(Some(i128::from(*flag))),
            Some(_) => {
                let message = "slice indices must be integers or None or have an __index__ method";
                Err(Failure::type_error(message))
            }
        }
    }

    fn int(&self, index: usize, name: &str) -> Outcome<Option<i128>> {
        match self.at(index, name) {
            None => Ok(None),
            Some(value) => whole(value).map(Some),
        }
    }
}

/// `text.name(*args, **named)`.
pub(crate) fn str_method(
    text: &str,
    name: &str,
    args: &[Value],
    named: &[(String, Value)],
) -> Outcome<Value> {
    let call = |least, names: &'static [&'static str], named_from| {
        Arguments::new(name, args, named, least, names, named_from)
    };
    match name {
        "format" => super::str_format(text, args, named).map(text_value),
        "format_map" => {
            let mapping = call(1, &["mapping"], 1)?;
            let Some(Kind::Dict(pairs)) = mapping.at(0, "").map(|value| &value.kind) else {
                return Err(Failure::Unsupported("format_map of this value"));
            };
            let named: Vec<(String, Value)> = pairs
                .iter()
                .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.clone())))
                .collect();
            super::str_format(text, &[], &named).map(text_value)
        }
        "join" => join(text, &call(1, &["iterable"], 1)?),
        "lower" | "upper" | "casefold" | "title" | "capitalize" | "swapcase" => {
            call(0, &[], 0)?;
            recase(marker::plain(text)?, name).map(text_value)
        }
        "isalpha" | "isdigit" | "isdecimal" | "isnumeric" | "isalnum" | "isspace" | "islower" | "isupper"
        | "istitle" | "isascii" | "isprintable" | "isidentifier" => {
            call(0, &[], 0)?;
            let known =
                marker::is_marked(text) && matches!(name, "isdigit" | "isdecimal" | "isnumeric" | "isspace");
            let known =
                known || marker::is_marked(text) && matches!(name, "isalpha" | "isalnum" | "isidentifier");
            // A path starts with a slash.
            if known { Ok(bool_value(false)) } else { is(marker::plain(text)?, name).map(bool_value) }
        }
        "strip" | "lstrip" | "rstrip" => {
            let call = call(0, &["chars"], 1)?;
            strip(text, name, call.text(0, "")?).map(text_value)
        }
        "startswith" | "endswith" => {
            affix(text, name, &call(1, &["prefix", "start", "end"], 3)?).map(bool_value)
        }
        "removeprefix" => {
            let prefix = call(1, &["prefix"], 1)?.needed_text(0, "")?;
            let cut = marker::starts_with(text, prefix)?;
            let rest = if cut { text.strip_prefix(prefix).ok_or(()) } else { Ok(text) };
            rest.map(text_value).or_else(|()| marker::hidden())
        }
        "removesuffix" => {
            let suffix = call(1, &["suffix"], 1)?.needed_text(0, "")?;
            let cut = marker::ends_with(text, suffix)?;
            Ok(text_value(if cut { text.strip_suffix(suffix).unwrap_or(text) } else { text }))
        }
        "replace" => replace(text, &call(2, &["old", "new", "count"], 2)?).map(text_value),
        "split" | "rsplit" => {
            let call = call(0, &["sep", "maxsplit"], 0)?;
            let most = call.int(1, "maxsplit")?.unwrap_or(-1);
            split(text, call.text(0, "sep")?, most, name == "rsplit").map(list_of_texts)
        }
        "splitlines" => {
            let call = call(0, &["keepends"], 0)?;
            let keep = call.at(0, "keepends").is_some_and(|value| value.truthy() == Some(true));
            Ok(list_of_texts(split_lines(marker::plain(text)?, keep)))
        }
        "partition" | "rpartition" => {
            let separator = call(1, &["sep"], 1)?.needed_text(0, "")?;
            partition(text, separator, name == "rpartition")
        }
        "find" | "rfind" | "index" | "rindex" | "count" => {
            find(text, name, &call(1, &["sub", "start", "end"], 3)?)
        }
        "center" | "ljust" | "rjust" => {
            justify(text, name, &call(1, &["width", "fillchar"], 2)?).map(text_value)
        }
        "zfill" => {
            let width = call(1, &["width"], 1)?.int(0, "")?.unwrap_or(0);
            zfill(marker::plain(text)?, width).map(text_value)
        }
        "expandtabs" => {
            let size = call(0, &["tabsize"], 0)?.int(0, "tabsize")?.unwrap_or(8);
            expand_tabs(marker::plain(text)?, size).map(text_value)
        }
        "encode" => encode(text, &call(0, &["encoding", "errors"], 0)?),
        "translate" => translate(marker::plain(text)?, &call(1, &["table"], 1)?).map(text_value),
        "maketrans" => make_table(&call(1, &["x", "y", "z"], 3)?),
        "__str__" => {
            call(0, &[], 0)?;
            Ok(text_value(text))
        }
        "__len__" => {
            call(0, &[], 0)?;
            Ok(size_value(marker::plain(text)?.chars().count()))
        }
        "__contains__" => {
            let call = call(1, &["key"], 1)?;
            match call.at(0, "").map(|value| &value.kind) {
                Some(Kind::Str(needle)) => contains(text, needle).map(bool_value),
                _ => Err(Failure::Unsupported("a search for no text")),
            }
        }
        _ if name.starts_with("__") => Err(Failure::Unsupported("a special method of str")),
        _ => Err(Failure::raises("AttributeError", format!("'str' object has no attribute '{name}'"))),
    }
}

/// `needle in text`.
pub(crate) fn contains(text: &str, needle: &str) -> Outcome<bool> {
    marker::contains(text, needle)
}

fn join(separator: &str, call: &Arguments<'_>) -> Outcome<Value> {
    let Some(value) = call.at(0, "") else { return Err(Failure::Unsupported("join of nothing")) };
    let single: Vec<Value>;
    let items: Vec<&Value> = match &value.kind {
        Kind::List(items) | Kind::Tuple(items) => items.iter().collect(),
        Kind::Set(items) if items.len() < 2 => items.iter().collect(),
        Kind::Dict(pairs) => pairs.iter().map(|(key, _)| key).collect(),
        Kind::Str(text) => {
            single = marker::plain(text)?.chars().map(|c| text_value(c.to_string())).collect();
            single.iter().collect()
        }
        Kind::None | Kind::Bool(_) | Kind::Int(_) | Kind::Float(_) | Kind::Path(_) => {
            return Err(Failure::type_error("can only join an iterable"));
        }
        _ => return Err(Failure::Unsupported("join of this value")),
    };
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(separator);
        }
        match &item.kind {
            Kind::Str(text) => out.push_str(text),
            Kind::Lazy(_) | Kind::Object(_) => return Err(Failure::Unsupported("join of objects")),
            _ => {
                let message = format!("sequence item {at}: expected str instance, {} found", type_name(item));
                return Err(Failure::type_error(message));
            }
        }
        limit(out.len())?;
    }
    Ok(text_value(out))
}

fn limit(length: usize) -> Outcome<()> {
    if length > LONGEST { Err(Failure::TEXT) } else { Ok(()) }
}

/// Case as Unicode has it where the standard library agrees with Python's.
fn recase(text: &str, name: &str) -> Outcome<String> {
    let exotic = || Failure::Unsupported("letters outside the common alphabets");
    let common = text.chars().all(has_plain_case);
    let latin = text.chars().all(|c| c < '\u{180}');
    Ok(match name {
        "lower" if latin || common && !text.contains('Σ') => text.to_lowercase(),
        "upper" if latin || common => text.to_uppercase(),
        "casefold" if common => text.to_lowercase().replace('ς', "σ"),
        "swapcase" if common && !text.contains('Σ') => text
            .chars()
            .flat_map(|c| {
                let swapped: Vec<char> =
                    if c.is_uppercase() { c.to_lowercase().collect() } else { c.to_uppercase().collect() };
                swapped
            })
            .collect(),
        "title" | "capitalize" if common && !text.contains('Σ') => {
            let mut out = String::with_capacity(text.len());
            let mut inside = false;
            for (at, c) in text.chars().enumerate() {
                let follows = if name == "title" { inside } else { at > 0 };
                if follows {
                    out.extend(c.to_lowercase())
                } else {
                    out.extend(c.to_uppercase())
                }
                inside = c.is_lowercase() || c.is_uppercase();
            }
            out
        }
        _ => return Err(exotic()),
    })
}

/// Characters whose case is a matter of one letter for one: ASCII, Latin-1
/// without the sharp s and its kin, Greek and Cyrillic, and all that has none.
fn has_plain_case(character: char) -> bool {
    match character {
        '\0'..='\x7f' | 'à'..='þ' | 'À'..='Þ' | 'Α'..='ω' | 'Ѐ'..='ѯ' => true,
        _ => {
            !character.is_alphabetic()
                && character.to_lowercase().eq([character])
                && character.to_uppercase().eq([character])
        }
    }
}

/// `isalpha` of a character; none where Rust's tables do not tell.
fn is_letter(character: char) -> Option<bool> {
    match character {
        _ if !character.is_alphabetic() => Some(false),
        _ if character.is_ascii() => Some(true),
        '\u{aa}'..='\u{2ff}' | '\u{370}'..='\u{481}' | '\u{48a}'..='\u{587}' | '\u{5d0}'..='\u{5ea}' => {
            Some(true)
        }
        '\u{1e00}'..='\u{1fff}'
        | '\u{3041}'..='\u{30ff}'
        | '\u{4e00}'..='\u{9fa5}'
        | '\u{ac00}'..='\u{d7a3}' => Some(true),
        _ => None,
    }
}

fn is(text: &str, name: &str) -> Outcome<bool> {
    const EXOTIC: Failure = Failure::Unsupported("letters outside the common alphabets");
    let all = |test: &dyn Fn(char) -> Option<bool>| -> Outcome<bool> {
        let mut every = !text.is_empty();
        for character in text.chars() {
            every &= test(character).ok_or(EXOTIC)?;
        }
        Ok(every)
    };
    // Ideographs can be numbers too.
    let number = |c: char| match c {
        _ if c.is_ascii() => Some(c.is_ascii_digit()),
        _ if c.is_numeric() || is_letter(c).is_none() || ('\u{2e80}'..'\u{ac00}').contains(&c) => None,
        _ => Some(false),
    };
    match name {
        "isascii" => Ok(text.is_ascii()),
        "isprintable" => Ok(text.chars().all(super::is_printable)),
        "isspace" => Ok(!text.is_empty() && text.chars().all(is_space)),
        "isalpha" => all(&is_letter),
        "isdigit" | "isdecimal" if text.is_ascii() => all_digits(text),
        "isdigit" | "isdecimal" | "isnumeric" => all(&number),
        "isalnum" => all(&|c| match is_letter(c)? {
            true => Some(true),
            false => number(c),
        }),
        _ if !text.chars().all(has_plain_case) => Err(EXOTIC),
        "islower" => Ok(text.chars().any(char::is_lowercase) && !text.chars().any(char::is_uppercase)),
        "isupper" => Ok(text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)),
        "istitle" => {
            let (mut inside, mut found) = (false, false);
            for c in text.chars() {
                if (c.is_uppercase() && inside) || (c.is_lowercase() && !inside) {
                    return Ok(false);
                }
                inside = c.is_uppercase() || c.is_lowercase();
                found |= inside;
            }
            Ok(found)
        }
        _ => {
            let start = |c: char| c == '_' || is_letter(c) == Some(true);
            let mut characters = text.chars();
            let first = characters.next().is_some_and(start);
            if text.is_ascii() {
                Ok(first && characters.all(|c| start(c) || c.is_ascii_digit()))
            } else {
                Err(EXOTIC)
            }
        }
    }
}

fn strip<'a>(text: &'a str, name: &str, characters: Option<&str>) -> Outcome<&'a str> {
    if let Some(characters) = characters {
        marker::plain(characters)?;
    }
    let strips = |c: char| characters.map_or_else(|| is_space(c), |characters| characters.contains(c));
    let mut text = text;
    if name != "lstrip" {
        let start = marker::tail_start(text);
        let kept = text[start..].trim_end_matches(strips);
        // A path ends with no slash, and settings have none that ends in a space.
        if start > 0 && kept.is_empty() && !characters.unwrap_or(" ").chars().all(|c| c == '/' || is_space(c))
        {
            return marker::hidden();
        }
        text = &text[..start + kept.len()];
    }
    if name != "rstrip" {
        let head = marker::head(text);
        let kept = head.trim_start_matches(strips);
        if kept.is_empty() && head.len() < text.len() && strips('/') {
            return marker::hidden();
        }
        text = &text[head.len() - kept.len()..];
    }
    Ok(text)
}

fn affix(text: &str, name: &str, call: &Arguments<'_>) -> Outcome<bool> {
    let part;
    let mut text = text;
    let mut nowhere = false;
    if call.at(1, "").is_some() {
        let (start, end) = (call.edge(1)?, call.edge(2)?);
        let length = marker::plain(text)?.chars().count();
        let past = start.is_some_and(|start| start > i128::try_from(length).unwrap_or(i128::MAX));
        nowhere = past || bound(start, 0, length) > bound(end, length, length);
        part = slice(text, start, end, None)?;
        text = &part;
    }
    let test = |text: &str, affix: &str| match name {
        // Not even nothing is found between a start and an end before it.
        _ if nowhere => Ok(false),
        "startswith" => marker::starts_with(text, affix),
        _ => marker::ends_with(text, affix),
    };
    let wrong = |value: &Value, within: &str| {
        let message = format!("{name} first arg must be str or a tuple of str, not {}", type_name(value));
        let inside = format!("tuple for {name} must only contain str, not {}", type_name(value));
        Failure::type_error(if within.is_empty() { message } else { inside })
    };
    let value = call.at(0, "").ok_or(Failure::Unsupported("no argument"))?;
    match &value.kind {
        Kind::Str(affix) => test(text, affix),
        Kind::Tuple(items) => {
            for item in items {
                match &item.kind {
                    Kind::Str(affix) if test(text, affix)? => return Ok(true),
                    Kind::Str(_) => {}
                    _ => return Err(wrong(item, "tuple")),
                }
            }
            Ok(false)
        }
        Kind::Lazy(_) | Kind::Object(_) => Err(Failure::Unsupported("an argument of this type")),
        _ => Err(wrong(value, "")),
    }
}

fn replace(text: &str, call: &Arguments<'_>) -> Outcome<String> {
    let (old, new) = (call.needed_text(0, "old")?, call.needed_text(1, "new")?);
    let count = call.int(2, "count")?.unwrap_or(-1);
    // No path on a server has a backslash, so this idiom does nothing to it.
    if marker::is_marked(text) && old != "\\" || marker::is_marked(old) {
        return marker::hidden();
    }
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    limit(text.len() + text.len().saturating_add(1).saturating_mul(new.len()) / old.len().max(1))?;
    Ok(text.replacen(old, new, count))
}

/// `text.split(separator, most)` or `rsplit`.
fn split<'a>(text: &'a str, separator: Option<&str>, most: i128, from_right: bool) -> Outcome<Vec<&'a str>> {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    if let Some(separator) = separator {
        if separator.is_empty() {
            return Err(Failure::value_error("empty separator"));
        }
        marker::plain(separator)?;
    }
    let mut parts = Vec::new();
    let mut rest = text;
    // Only the known end of a text may be cut: after the last marker, or before the first.
    let mut edge = if from_right { marker::tail_start(text) } else { marker::head(text).len() };
    match separator {
        Some(separator) => {
            while parts.len() < most {
                let found = if from_right { rest.rfind(separator) } else { rest.find(separator) };
                let found =
                    found.filter(|at| if from_right { *at >= edge } else { at + separator.len() <= edge });
                let Some(at) = found else {
                    if marker::is_marked(rest) {
                        return marker::hidden();
                    }
                    break;
                };
                let after = at + separator.len();
                if from_right {
                    parts.push(&rest[after..]);
                    rest = &rest[..at];
                } else {
                    parts.push(&rest[..at]);
                    rest = &rest[after..];
                    edge -= after;
                }
            }
            parts.push(rest);
        }
        None => {
            marker::plain(text)?;
            loop {
                rest = if from_right {
                    rest.trim_end_matches(is_space)
                } else {
                    rest.trim_start_matches(is_space)
                };
                if rest.is_empty() {
                    break;
                }
                if parts.len() == most {
                    parts.push(rest);
                    break;
                }
                let at = if from_right {
                    rest.char_indices()
                        .rev()
                        .find(|(_, c)| is_space(*c))
                        .map(|(at, c)| (at, at + c.len_utf8()))
                } else {
                    rest.find(is_space).map(|at| (at, at))
                };
                match at {
                    Some((before, after)) if from_right => {
                        parts.push(&rest[after..]);
                        rest = &rest[..before];
                    }
                    Some((_, at)) => {
                        parts.push(&rest[..at]);
                        rest = &rest[at..];
                    }
                    None => {
                        parts.push(rest);
                        break;
                    }
                }
            }
        }
    }
    if from_right {
        parts.reverse();
    }
    Ok(parts)
}

/// `text.splitlines(keepends)`.
pub(crate) fn split_lines(text: &str, keep_ends: bool) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let is_end = |c: char| {
            matches!(
                c,
                '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
            )
        };
        let Some(at) = rest.find(is_end) else {
            lines.push(rest);
            break;
        };
        let width = if rest[at..].starts_with("\r\n") {
            2
        } else {
            rest[at..].chars().next().map_or(1, char::len_utf8)
        };
        lines.push(&rest[..if keep_ends { at + width } else { at }]);
        rest = &rest[at + width..];
    }
    lines
}

fn partition(text: &str, separator: &str, from_right: bool) -> Outcome<Value> {
    let parts = split(text, Some(separator), 1, from_right)?;
    let three = match (parts.as_slice(), from_right) {
        ([before, after], _) => [*before, separator, *after],
        (_, true) => ["", "", text],
        (_, false) => [text, "", ""],
    };
    Ok(Value::unplaced(Kind::Tuple(three.into_iter().map(text_value).collect())))
}

fn find(text: &str, name: &str, call: &Arguments<'_>) -> Outcome<Value> {
    let needle = call.needed_text(0, "")?;
    if marker::is_marked(text) || marker::is_marked(needle) {
        let head = marker::head(text);
        let found =
            head.find(needle).filter(|_| call.positional.len() == 1 && matches!(name, "find" | "index"));
        return found.map_or_else(marker::hidden, |at| Ok(size_value(head[..at].chars().count())));
    }
    let (start, end) = (call.edge(1)?, call.edge(2)?);
    let length = text.chars().count();
    let (from, to) = (bound(start, 0, length), bound(end, length, length));
    let past = start.is_some_and(|start| start > i128::try_from(length).unwrap_or(i128::MAX));
    let missing = || match name {
        "index" | "rindex" => Err(Failure::value_error("substring not found")),
        "count" => Ok(size_value(0)),
        _ => Ok(crate::python::library::int_value(-1)),
    };
    if from > to || past {
        return missing();
    }
    let part: String = text.chars().skip(from).take(to - from).collect();
    if name == "count" {
        let count = if needle.is_empty() { part.chars().count() + 1 } else { part.matches(needle).count() };
        return Ok(size_value(count));
    }
    let found = if name.starts_with('r') { part.rfind(needle) } else { part.find(needle) };
    found.map_or_else(missing, |at| Ok(size_value(from + part[..at].chars().count())))
}

/// An index of a slice, within the text.
fn bound(index: Option<i128>, default: usize, length: usize) -> usize {
    let Some(index) = index else { return default };
    let length_signed = i128::try_from(length).unwrap_or(i128::MAX);
    let index = if index < 0 { index.saturating_add(length_signed) } else { index };
    usize::try_from(index.clamp(0, length_signed)).unwrap_or(length)
}

/// `text[index]`.
pub(crate) fn item(text: &str, index: i128) -> Outcome<String> {
    let known = if marker::is_marked(text) { marker::tail(text) } else { text };
    let count = usize::try_from(index.unsigned_abs()).unwrap_or(usize::MAX);
    let found = if index < 0 {
        known.chars().rev().nth(count - 1)
    } else if known.len() == text.len() {
        known.chars().nth(count)
    } else {
        marker::head(text).chars().nth(count)
    };
    match found {
        Some(character) => Ok(character.to_string()),
        // The first character of a path is a slash.
        None if index >= 0 && marker::is_marked(text) && marker::head(text).chars().count() == count => {
            Ok("/".to_owned())
        }
        None if marker::is_marked(text) => marker::hidden(),
        None => Err(Failure::raises("IndexError", "string index out of range")),
    }
}

/// `text[start:stop:step]`.
pub(crate) fn slice(
    text: &str,
    start: Option<i128>,
    stop: Option<i128>,
    step: Option<i128>,
) -> Outcome<String> {
    let step = step.unwrap_or(1);
    if step == 0 {
        return Err(Failure::value_error("slice step cannot be zero"));
    }
    if marker::is_marked(text) {
        let tail = marker::tail(text);
        let length = i128::try_from(tail.chars().count()).unwrap_or(0);
        let within = |index: Option<i128>| index.is_none_or(|index| index < 0 && -index <= length);
        if step != 1 || !within(stop) {
            return marker::hidden();
        }
        let kept = bound(stop, tail.chars().count(), tail.chars().count());
        let cut: String = tail.chars().take(kept).collect();
        return match start {
            None | Some(0) => Ok(format!("{}{cut}", &text[..text.len() - tail.len()])),
            Some(start) if start < 0 && -start <= length => {
                Ok(cut.chars().skip(bound(Some(start), 0, tail.chars().count())).collect())
            }
            _ => marker::hidden(),
        };
    }
    let characters: Vec<char> = text.chars().collect();
    Ok(slice_indexes(characters.len(), start, stop, step)
        .into_iter()
        .filter_map(|at| characters.get(at))
        .collect())
}

/// Which items a slice takes, in its order. The step is not zero.
pub(crate) fn slice_indexes(
    length: usize,
    start: Option<i128>,
    stop: Option<i128>,
    step: i128,
) -> Vec<usize> {
    let size = i128::try_from(length).unwrap_or(i128::MAX);
    let (lowest, highest) = if step < 0 { (-1, size - 1) } else { (0, size) };
    let place = |index: Option<i128>, default: i128| match index {
        None => default,
        Some(index) if index < 0 => index.saturating_add(size).clamp(lowest, highest),
        Some(index) => index.clamp(lowest, highest),
    };
    let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
    let (mut at, stop) = (place(start, first), place(stop, last));
    let mut indexes = Vec::new();
    while (step > 0 && at < stop) || (step < 0 && at > stop) {
        indexes.extend(usize::try_from(at));
        at = at.saturating_add(step);
    }
    indexes
}

fn justify(text: &str, name: &str, call: &Arguments<'_>) -> Outcome<String> {
    let width = usize::try_from(call.int(0, "")?.unwrap_or(0)).unwrap_or(0);
    let fill = match call.at(1, "").map(|value| (value, &value.kind)) {
        None => ' ',
        Some((_, Kind::Str(text))) => {
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(fill), None) => fill,
                _ => {
                    return Err(Failure::type_error("The fill character must be exactly one character long"));
                }
            }
        }
        Some((value, _)) => {
            let message = format!("The fill character must be a unicode character, not {}", type_name(value));
            return Err(Failure::type_error(message));
        }
    };
    limit(width)?;
    let missing = width.saturating_sub(marker::plain(text)?.chars().count());
    let filled = |count: usize| fill.to_string().repeat(count);
    Ok(match name {
        "ljust" => format!("{text}{}", filled(missing)),
        "rjust" => format!("{}{text}", filled(missing)),
        _ => {
            let left = missing / 2 + (missing & width & 1);
            format!("{}{text}{}", filled(left), filled(missing - left))
        }
    })
}

fn zfill(text: &str, width: i128) -> Outcome<String> {
    let width = usize::try_from(width).unwrap_or(0);
    limit(width)?;
    let zeros = "0".repeat(width.saturating_sub(text.chars().count()));
    Ok(match text.strip_prefix(['+', '-']) {
        Some(rest) => format!("{}{zeros}{rest}", &text[..1]),
        None => zeros + text,
    })
}

fn expand_tabs(text: &str, size: i128) -> Outcome<String> {
    let size = usize::try_from(size).unwrap_or(0);
    limit(size)?;
    let mut out = String::new();
    let mut column = 0;
    for character in text.chars() {
        match character {
            '\t' if size > 0 => {
                let missing = size - column % size;
                out.push_str(&" ".repeat(missing));
                column += missing;
            }
            '\t' => {}
            '\n' | '\r' => {
                out.push(character);
                column = 0;
            }
            _ => {
                out.push(character);
                column += 1;
            }
        }
        limit(out.len())?;
    }
    Ok(out)
}

/// A codec's name as Python compares it.
fn codec(name: &str) -> String {
    name.to_ascii_lowercase().replace([' ', '_'], "-")
}

fn encode(text: &str, call: &Arguments<'_>) -> Outcome<Value> {
    marker::plain(text)?;
    for (at, name) in [(0, "encoding"), (1, "errors")] {
        if let Some(value) = call.at(at, name).filter(|value| !matches!(value.kind, Kind::Str(_))) {
            let given = if value.kind == Kind::None { "None" } else { type_name(value) };
            return Err(Failure::type_error(format!("encode() argument '{name}' must be str, not {given}")));
        }
    }
    let encoding = call.text(0, "encoding")?.unwrap_or("utf-8");
    let errors = call.text(1, "errors")?.unwrap_or("strict");
    let bytes: Vec<u8> = match codec(encoding).as_str() {
        "utf-8" | "utf8" | "u8" => text.as_bytes().to_vec(),
        name @ ("ascii" | "us-ascii" | "646" | "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "l1") => {
            let latin = name.contains('l') || name.contains("8859");
            let (most, shown) = if latin { (0xff, "latin-1") } else { (0x7f, "ascii") };
            let mut bytes = Vec::new();
            let fits = |c: char| u32::from(c) <= most;
            for (at, character) in text.chars().enumerate() {
                match (u8::try_from(u32::from(character)), errors) {
                    (Ok(byte), _) if fits(character) => bytes.push(byte),
                    (_, "ignore") => {}
                    (_, "replace") => bytes.push(b'?'),
                    (_, "strict") => {
                        let run = text.chars().skip(at).take_while(|c| !fits(*c)).count();
                        let (what, place) = if run == 1 {
                            let shown = super::ascii_of(&text_value(character.to_string()))?;
                            (format!("character {shown}"), at.to_string())
                        } else {
                            ("characters".to_owned(), format!("{at}-{}", at + run - 1))
                        };
                        let message = format!(
                            "'{shown}' codec can't encode {what} in position {place}: ordinal not in range({})",
                            most + 1
                        );
                        return Err(Failure::raises("UnicodeEncodeError", message));
                    }
                    _ => return Err(Failure::Unsupported("this way to treat errors of a codec")),
                }
            }
            bytes
        }
        _ => return Err(Failure::Unsupported("this codec")),
    };
    Ok(Value::unplaced(Kind::Bytes(Rc::from(bytes))))
}

fn translate(text: &str, call: &Arguments<'_>) -> Outcome<String> {
    let Some(Kind::Dict(pairs)) = call.at(0, "").map(|value| &value.kind) else {
        return Err(Failure::Unsupported("translate with this table"));
    };
    let mut out = String::new();
    for character in text.chars() {
        let code = i128::from(u32::from(character));
        match pairs.iter().find(|(key, _)| key.kind == Kind::Int(code)).map(|(_, value)| &value.kind) {
            None => out.push(character),
            Some(Kind::None) => {}
            Some(Kind::Str(text)) => out.push_str(text),
            Some(Kind::Int(code)) => {
                let character = u32::try_from(*code).ok().and_then(char::from_u32);
                out.push(character.ok_or(Failure::Unsupported("a character out of range"))?);
            }
            Some(_) => {
                return Err(Failure::type_error("character mapping must return integer, None or str"));
            }
        }
        limit(out.len())?;
    }
    Ok(out)
}

/// `str.maketrans(…)`.
fn make_table(call: &Arguments<'_>) -> Outcome<Value> {
    let code = |c: char| crate::python::library::int_value(i128::from(u32::from(c)));
    let mut pairs: Vec<(Value, Value)> = Vec::new();
    let mut put = |key: Value, value: Value| match pairs.iter_mut().find(|(known, _)| known.kind == key.kind)
    {
        Some((_, old)) => *old = value,
        None => pairs.push((key, value)),
    };
    if call.positional.len() == 1 {
        let Some(Kind::Dict(table)) = call.at(0, "").map(|value| &value.kind) else {
            return Err(Failure::type_error("if you give only one argument to maketrans it must be a dict"));
        };
        for (key, value) in table {
            match &key.kind {
                Kind::Int(_) => put(key.clone(), value.clone()),
                Kind::Str(text) => {
                    let mut characters = text.chars();
                    match (characters.next(), characters.next()) {
                        (Some(character), None) => put(code(character), value.clone()),
                        _ => {
                            return Err(Failure::value_error(
                                "string keys in translate table must be of length 1",
                            ));
                        }
                    }
                }
                _ => return Err(Failure::type_error("keys in translate table must be strings or integers")),
            }
        }
    } else {
        let (from, to) = (call.needed_text(0, "")?, call.needed_text(1, "")?);
        if from.chars().count() != to.chars().count() {
            let message = "the first two maketrans arguments must have equal length";
            return Err(Failure::value_error(message));
        }
        from.chars().zip(to.chars()).for_each(|(from, to)| put(code(from), code(to)));
        if let Some(gone) = call.text(2, "")? {
            gone.chars().for_each(|c| put(code(c), Value::unplaced(Kind::None)));
        }
    }
    Ok(Value::unplaced(Kind::Dict(pairs)))
}

/// `bytes.name(*args, **named)`, for the methods that settings use.
pub(crate) fn bytes_method(
    bytes: &[u8],
    name: &str,
    args: &[Value],
    named: &[(String, Value)],
) -> Outcome<Value> {
    let call = |least, names: &'static [&'static str], named_from| {
        Arguments::new(name, args, named, least, names, named_from)
    };
    let as_bytes = |value: &Value| match &value.kind {
        Kind::Bytes(bytes) => Ok(bytes.clone()),
        _ => Err(Failure::Unsupported("an argument that is no bytes")),
    };
    let made = |bytes: &[u8]| Value::unplaced(Kind::Bytes(Rc::from(bytes)));
    match name {
        "decode" => {
            let call = call(0, &["encoding", "errors"], 0)?;
            let encoding = call.text(0, "encoding")?.unwrap_or("utf-8");
            decode(bytes, encoding, call.text(1, "errors")?.unwrap_or("strict")).map(text_value)
        }
        "hex" if args.is_empty() && named.is_empty() => {
            Ok(text_value(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
        }
        "lower" if args.is_empty() => Ok(made(&bytes.to_ascii_lowercase())),
        "upper" if args.is_empty() => Ok(made(&bytes.to_ascii_uppercase())),
        "startswith" | "endswith" if args.len() == 1 => {
            let affix = as_bytes(&args[0])?;
            Ok(bool_value(if name == "endswith" {
                bytes.ends_with(&affix)
            } else {
                bytes.starts_with(&affix)
            }))
        }
        "strip" | "lstrip" | "rstrip" if args.len() < 2 => {
            let set = args.first().map_or(Ok(Rc::from(&b" \t\n\r\x0b\x0c"[..])), as_bytes)?;
            let mut rest = bytes;
            while let ([first, after @ ..], true) = (rest, name != "rstrip") {
                if !set.contains(first) {
                    break;
                }
                rest = after;
            }
            while let ([before @ .., last], true) = (rest, name != "lstrip") {
                if !set.contains(last) {
                    break;
                }
                rest = before;
            }
            Ok(made(rest))
        }
        "split" | "find" | "index" | "count" | "replace" | "join" | "partition" | "isdigit" | "isalpha"
        | "removeprefix" | "removesuffix" | "zfill" | "title" | "splitlines" | "rsplit" | "isalnum" => {
            ascii_method(bytes, name, args, named)
        }
        _ => Err(Failure::Unsupported("this method of bytes")),
    }
}

/// A method that bytes of ASCII share with texts.
fn ascii_method(bytes: &[u8], name: &str, args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    fn text_of(value: &Value) -> Outcome<Value> {
        Ok(match &value.kind {
            Kind::Bytes(bytes) if bytes.is_ascii() => text_value(String::from_utf8_lossy(bytes).into_owned()),
            Kind::List(items) => {
                Value::unplaced(Kind::List(items.iter().map(text_of).collect::<Outcome<_>>()?))
            }
            Kind::Int(_) | Kind::Bool(_) | Kind::None => value.clone(),
            _ => return Err(Failure::Unsupported("an argument that is no bytes")),
        })
    }
    fn bytes_of(value: Value) -> Value {
        match value.kind {
            Kind::Str(text) => Value::unplaced(Kind::Bytes(text.as_bytes().into())),
            Kind::List(items) => Value::unplaced(Kind::List(items.into_iter().map(bytes_of).collect())),
            Kind::Tuple(items) => Value::unplaced(Kind::Tuple(items.into_iter().map(bytes_of).collect())),
            _ => value,
        }
    }
    if !bytes.is_ascii() || !named.is_empty() {
        return Err(Failure::Unsupported("this method of bytes"));
    }
    let args: Vec<Value> = args.iter().map(text_of).collect::<Outcome<_>>()?;
    match str_method(&String::from_utf8_lossy(bytes), name, &args, &[]) {
        Ok(value) => Ok(bytes_of(value)),
        // What is raised speaks of bytes.
        Err(_) => Err(Failure::Unsupported("this method of bytes")),
    }
}

fn decode(bytes: &[u8], encoding: &str, errors: &str) -> Outcome<String> {
    let failed = |codec: &str, at: usize, length: usize, reason: &str| {
        let (what, place) = if length == 1 {
            (format!("byte 0x{:02x}", bytes.get(at).copied().unwrap_or(0)), at.to_string())
        } else {
            ("bytes".to_owned(), format!("{at}-{}", at + length - 1))
        };
        let message = format!("'{codec}' codec can't decode {what} in position {place}: {reason}");
        Failure::raises("UnicodeDecodeError", message)
    };
    match codec(encoding).as_str() {
        "utf-8" | "utf8" | "u8" => match (std::str::from_utf8(bytes), errors) {
            (Ok(text), _) => Ok(text.to_owned()),
            (_, "replace") => Ok(String::from_utf8_lossy(bytes).into_owned()),
            (Err(error), "strict") => {
                let at = error.valid_up_to();
                let first = bytes.get(at).copied().unwrap_or(0);
                Err(match error.error_len() {
                    None => failed("utf-8", at, bytes.len() - at, "unexpected end of data"),
                    Some(1) if !(0xc2..=0xf4).contains(&first) => {
                        failed("utf-8", at, 1, "invalid start byte")
                    }
                    Some(length) => failed("utf-8", at, length, "invalid continuation byte"),
                })
            }
            _ => Err(Failure::Unsupported("this way to treat errors of a codec")),
        },
        "ascii" | "us-ascii" => match (bytes.iter().position(|byte| !byte.is_ascii()), errors) {
            (None, _) => Ok(bytes.iter().map(|byte| char::from(*byte)).collect()),
            (Some(at), "strict") => Err(failed("ascii", at, 1, "ordinal not in range(128)")),
            _ => Err(Failure::Unsupported("this way to treat errors of a codec")),
        },
        "latin-1" | "latin1" | "iso-8859-1" | "l1" => {
            Ok(bytes.iter().map(|byte| char::from(*byte)).collect())
        }
        _ => Err(Failure::Unsupported("this codec")),
    }
}

#[cfg(test)]
pub(super) fn shown(outcome: &Outcome<Value>) -> String {
    match outcome {
        Ok(value) => repr_of(value).unwrap_or_else(|_| "?".to_owned()),
        Err(Failure::Raises { class, message }) => format!("{class}: {message}"),
        Err(Failure::Unsupported(_) | Failure::Limit(_)) => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_with_markers_are_cut_only_where_they_are_known() {
        let text = |text: &str| text_value(text);
        let number = crate::python::library::int_value;
        for (subject, name, args, expected) in [
            ("<ROOT>/a/", "rstrip", vec![text("/")], "'<ROOT>/a'"),
            ("<ROOT>/", "rstrip", vec![text("/")], "'<ROOT>'"),
            ("<ROOT>/x", "rstrip", vec![text("x")], "'<ROOT>/'"),
            ("<ROOT>x", "rstrip", vec![text("x")], "-"),
            ("<ROOT>/a", "strip", vec![], "'<ROOT>/a'"),
            ("<ROOT>/a", "lstrip", vec![text("/")], "-"),
            ("<ROOT>/a", "upper", vec![], "-"),
            ("<ROOT>/a.b", "rsplit", vec![text("/"), number(1)], "['<ROOT>', 'a.b']"),
            ("<ROOT>/a.b", "rsplit", vec![text("/"), number(2)], "-"),
            ("<ROOT>/a.b", "split", vec![text(".")], "-"),
            ("x:<ROOT>/a", "partition", vec![text(":")], "('x', ':', '<ROOT>/a')"),
            ("<ROOT>/a", "rpartition", vec![text("/")], "('<ROOT>', '/', 'a')"),
            ("<ROOT>/a", "replace", vec![text("\\"), text("/")], "'<ROOT>/a'"),
            ("<ROOT>/a", "replace", vec![text("a"), text("b")], "-"),
            ("<ROOT>/a", "startswith", vec![text("/")], "True"),
            ("<ROOT>/a", "removeprefix", vec![text("<ROOT>/")], "'a'"),
            ("<ROOT>/a", "removeprefix", vec![text("/")], "-"),
            ("<ROOT>/{}.db", "format", vec![text("<HOME>")], "'<ROOT>/<HOME>.db'"),
            ("<ROOT>/a", "isdigit", vec![], "False"),
        ] {
            assert_eq!(shown(&str_method(subject, name, &args, &[])), expected, "{subject} {name}");
        }
        assert_eq!(slice("<ROOT>/ab", Some(-2), None, None).as_deref(), Ok("ab"));
        assert_eq!(slice("<ROOT>/ab", None, Some(-1), None).as_deref(), Ok("<ROOT>/a"));
        assert!(slice("<ROOT>/ab", Some(1), None, None).is_err());
        assert_eq!(item("<ROOT>/ab", 0).as_deref(), Ok("/"));
        assert_eq!(item("<ROOT>/ab", -1).as_deref(), Ok("b"));
    }
}
