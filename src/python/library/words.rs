//! Texts cut and put together: `textwrap`, `shlex`, `fnmatch`, `html` and
//! `string.Template`.

use super::codec::html_escape;
use super::text::{repr_of, str_of};
use super::{Failure, Outcome, bind, bool_value, list_of_texts, marker, regex, text_value, whole};
use crate::python::value::{Kind, Value};

const NOT_FOLLOWED: Failure = Failure::Unsupported("this use of a text function");

fn text(value: Option<&Value>) -> Outcome<&str> {
    match value.map(|value| &value.kind) {
        Some(Kind::Str(text)) => marker::plain(text),
        _ => Err(NOT_FOLLOWED),
    }
}

/// The functions of these modules; none: another one.
pub(crate) fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    Some(match name {
        "textwrap.dedent" => one(args, named, |text| Ok(text_value(dedent(text)))),
        "textwrap.indent" => indent(args, named),
        "textwrap.wrap" => wrapped(args, named).map(list_of_texts),
        "textwrap.fill" => wrapped(args, named).map(|lines| text_value(lines.join("\n"))),
        "textwrap.shorten" => shorten(args, named),
        "shlex.split" => shlex_split(args, named),
        "shlex.quote" => one(args, named, |text| Ok(text_value(shlex_quote(text)))),
        "shlex.join" => match args {
            [Value { kind: Kind::List(items) | Kind::Tuple(items), .. }] => items
                .iter()
                .map(|item| text(Some(item)).map(shlex_quote))
                .collect::<Outcome<Vec<_>>>()
                .map(|all| text_value(all.join(" "))),
            _ => Err(NOT_FOLLOWED),
        },
        "fnmatch.fnmatch" | "fnmatch.fnmatchcase" => match args {
            [name, pattern] => match (text(Some(name)), text(Some(pattern))) {
                (Ok(name), Ok(pattern)) => fnmatch(name, pattern).map(bool_value),
                _ => Err(NOT_FOLLOWED),
            },
            _ => Err(NOT_FOLLOWED),
        },
        "fnmatch.filter" => match args {
            [Value { kind: Kind::List(items) | Kind::Tuple(items), .. }, pattern] => (|| {
                let pattern = text(Some(pattern))?;
                let mut kept = Vec::new();
                for item in items {
                    if fnmatch(text(Some(item))?, pattern)? {
                        kept.push(item.clone());
                    }
                }
                Ok(Value::unplaced(Kind::List(kept)))
            })(),
            _ => Err(NOT_FOLLOWED),
        },
        "fnmatch.translate" => one(args, named, |text| translate(text).map(text_value)),
        "html.escape" => (|| {
            let given = bind(&["s", "quote"], args, named)?;
            let quote = given[1].is_none_or(|value| value.truthy() == Some(true));
            Ok(html_escape(text(given[0])?, quote))
        })(),
        "html.unescape" => one(args, named, |text| {
            if !text.contains('&') {
                return Ok(text_value(text));
            }
            let mut out = text.to_owned();
            for (name, character) in [
                ("&lt;", "<"),
                ("&gt;", ">"),
                ("&quot;", "\""),
                ("&#x27;", "'"),
                ("&#39;", "'"),
                ("&amp;", "\0"),
            ] {
                out = out.replace(name, character);
            }
            if out.contains('&') || text.contains('\0') {
                return Err(NOT_FOLLOWED);
            }
            Ok(text_value(out.replace('\0', "&")))
        }),
        "string.capwords" => match args {
            [words] if named.is_empty() => text(Some(words)).and_then(|text| {
                if !text.is_ascii() {
                    return Err(NOT_FOLLOWED);
                }
                let capital =
                    |word: &str| format!("{}{}", word[..1].to_uppercase(), word[1..].to_lowercase());
                let words: Vec<String> =
                    text.split(super::is_space).filter(|word| !word.is_empty()).map(capital).collect();
                Ok(text_value(words.join(" ")))
            }),
            _ => Err(NOT_FOLLOWED),
        },
        "pprint.pformat" => match args {
            // Longer ones are broken into lines, and keys are sorted.
            [value] if named.is_empty() => match (&value.kind, repr_of(value)) {
                (Kind::Dict(_) | Kind::List(_) | Kind::Tuple(_) | Kind::Set(_), _) => Err(NOT_FOLLOWED),
                (Kind::Str(text), Ok(_)) if text.len() > 70 => Err(NOT_FOLLOWED),
                (_, shown) => shown.map(text_value),
            },
            _ => Err(NOT_FOLLOWED),
        },
        _ => return None,
    })
}

fn one(args: &[Value], named: &[(String, Value)], act: impl Fn(&str) -> Outcome<Value>) -> Outcome<Value> {
    match args {
        [value] if named.is_empty() => act(text(Some(value))?),
        _ => Err(NOT_FOLLOWED),
    }
}

/// `textwrap.dedent(text)`.
fn dedent(text: &str) -> String {
    // Lines of blanks and tabs alone count as empty.
    let blank = |line: &str| line.trim_matches([' ', '\t']).is_empty();
    let mut margin: Option<&str> = None;
    for line in text.split('\n').filter(|line| !blank(line)) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => indent,
            Some(before) => {
                let common = before.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
                &before[..common]
            }
        });
    }
    let margin = margin.unwrap_or("");
    let lines: Vec<&str> = text
        .split('\n')
        .map(|line| if blank(line) { "" } else { line.strip_prefix(margin).unwrap_or(line) })
        .collect();
    lines.join("\n")
}

fn indent(args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let given = bind(&["text", "prefix"], args, named)?;
    let (whole, prefix) = (text(given[0])?, text(given[1])?);
    let mut out = String::new();
    for line in super::text::split_lines(whole, true) {
        if !super::strip(line).is_empty() {
            out.push_str(prefix);
        }
        out.push_str(line);
    }
    Ok(text_value(out))
}

/// `textwrap.wrap` of words without hyphens and dashes.
fn wrapped(args: &[Value], named: &[(String, Value)]) -> Outcome<Vec<String>> {
    let given = bind(&["text", "width"], args, named)?;
    let width = given[1].map_or(Ok(70), whole)?;
    let width = usize::try_from(width).ok().filter(|width| *width > 0).ok_or(NOT_FOLLOWED)?;
    let source = text(given[0])?;
    if source.contains(['-', '\t']) || !source.is_ascii() {
        return Err(NOT_FOLLOWED);
    }
    let plain = source.replace(['\n', '\r', '\u{b}', '\u{c}'], " ");
    // Words and the white space between them, each a chunk.
    let mut chunks: Vec<&str> = Vec::new();
    let mut rest = plain.as_str();
    while !rest.is_empty() {
        let blank = rest.starts_with(' ');
        let end = rest.find(|c: char| (c == ' ') != blank).unwrap_or(rest.len());
        chunks.push(&rest[..end]);
        rest = &rest[end..];
    }
    chunks.reverse();
    let mut lines = Vec::new();
    while !chunks.is_empty() {
        if !lines.is_empty() && chunks.last().is_some_and(|chunk| chunk.trim().is_empty()) {
            chunks.pop();
        }
        let mut line: Vec<&str> = Vec::new();
        let mut length = 0;
        while let Some(chunk) = chunks.last().copied().filter(|chunk| length + chunk.len() <= width) {
            line.push(chunk);
            length += chunk.len();
            chunks.pop();
        }
        if let Some(long) = chunks.last().filter(|chunk| chunk.len() > width).copied() {
            // A word longer than a line is broken.
            let space = width.saturating_sub(length);
            line.push(&long[..space]);
            chunks.pop();
            chunks.push(&long[space..]);
        }
        if line.last().is_some_and(|chunk| chunk.trim().is_empty()) {
            line.pop();
        }
        if !line.is_empty() {
            lines.push(line.concat());
        }
    }
    Ok(lines)
}

fn shorten(args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let given = bind(&["text", "width", "placeholder"], args, named)?;
    let source = text(given[0])?;
    let width = given[1].map_or(Err(NOT_FOLLOWED), whole)?;
    let width = usize::try_from(width).map_err(|_| NOT_FOLLOWED)?;
    let placeholder = given[2].map_or(Ok(" [...]"), |value| text(Some(value)))?;
    if source.contains('-') || !source.is_ascii() || !placeholder.is_ascii() {
        return Err(NOT_FOLLOWED);
    }
    let words: Vec<&str> = source.split(super::is_space).filter(|word| !word.is_empty()).collect();
    let whole = words.join(" ");
    if placeholder.trim_start().len() > width {
        return Err(Failure::value_error("placeholder too large for max width"));
    }
    if whole.len() <= width {
        return Ok(text_value(whole));
    }
    // As many words as fit before the placeholder.
    for count in (1..words.len()).rev() {
        let kept = words[..count].join(" ");
        if kept.len() + placeholder.len() <= width {
            return Ok(text_value(format!("{kept}{placeholder}")));
        }
    }
    if words.first().is_some_and(|word| word.len() + placeholder.len() > width) {
        return Ok(text_value(placeholder.trim_start()));
    }
    Err(NOT_FOLLOWED)
}

fn shlex_quote(text: &str) -> String {
    let safe = |c: char| c.is_ascii_alphanumeric() || "_@%+=:,./-".contains(c);
    if text.is_empty() {
        "''".to_owned()
    } else if text.chars().all(safe) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\"'\"'"))
    }
}

/// `shlex.split(text)` in POSIX mode.
fn shlex_split(args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let given = bind(&["s", "comments", "posix"], args, named)?;
    let flag = |at: usize, usual: bool| given[at].map_or(usual, |value| value.truthy() == Some(true));
    if !flag(2, true) {
        return Err(NOT_FOLLOWED);
    }
    let comments = flag(1, false);
    let source = text(given[0])?;
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = source.chars();
    while let Some(character) = characters.next() {
        match character {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '#' if comments => {
                words.extend(word.take());
                for next in characters.by_ref() {
                    if next == '\n' {
                        break;
                    }
                }
            }
            '\\' => {
                let next = characters.next().ok_or_else(|| Failure::value_error("No escaped character"))?;
                word.get_or_insert_default().push(next);
            }
            '\'' | '"' => {
                let word = word.get_or_insert_default();
                loop {
                    let next =
                        characters.next().ok_or_else(|| Failure::value_error("No closing quotation"))?;
                    if next == character {
                        break;
                    }
                    if next == '\\' && character == '"' {
                        let after =
                            characters.next().ok_or_else(|| Failure::value_error("No escaped character"))?;
                        if after != '"' && after != '\\' {
                            word.push('\\');
                        }
                        word.push(after);
                    } else {
                        word.push(next);
                    }
                }
            }
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(list_of_texts(words))
}

/// `fnmatch.translate(pattern)`, the regular expression of a shell pattern,
/// in a form of our own.
fn shell_pattern(pattern: &str) -> Outcome<String> {
    let mut out = String::new();
    let characters: Vec<char> = pattern.chars().collect();
    let mut at = 0;
    while at < characters.len() {
        let character = characters[at];
        at += 1;
        match character {
            '*' => out.push_str(".*"),
            '?' => out.push('.'),
            '[' => {
                let mut end = at;
                if characters.get(end) == Some(&'!') {
                    end += 1;
                }
                if characters.get(end) == Some(&']') {
                    end += 1;
                }
                while characters.get(end).is_some_and(|next| *next != ']') {
                    end += 1;
                }
                if end >= characters.len() {
                    out.push_str("\\[");
                    continue;
                }
                let inner: String = characters[at..end].iter().collect();
                let (negate, inner) =
                    inner.strip_prefix('!').map_or(("", inner.as_str()), |inner| ("^", inner));
                let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
                if inner.is_empty() || !inner.chars().all(plain) {
                    return Err(NOT_FOLLOWED);
                }
                out.push('[');
                out.push_str(negate);
                out.push_str(inner);
                out.push(']');
                at = end + 1;
            }
            other => out.push_str(&regex::escape(&other.to_string())),
        }
    }
    Ok(out)
}

fn translate(pattern: &str) -> Outcome<String> {
    if pattern.contains(['*', '[']) {
        return Err(NOT_FOLLOWED);
    }
    Ok(format!("(?s:{})\\Z", shell_pattern(pattern)?))
}

/// `fnmatch.fnmatch(name, pattern)`, as POSIX has it.
pub(crate) fn fnmatch(name: &str, pattern: &str) -> Outcome<bool> {
    let pattern = regex::compile(&shell_pattern(pattern)?, regex::DOTALL)?;
    let characters: Vec<char> = name.chars().collect();
    let mut search = regex::Search { pattern: &pattern, text: &characters, steps: 0 };
    Ok(search.find(0, regex::Mode::Full, false)?.is_some())
}

/// `string.Template(text).substitute(mapping, **named)`.
pub(crate) fn substitute(template: &str, safe: bool, values: &[(Value, Value)]) -> Outcome<String> {
    marker::plain(template)?;
    let mut out = String::new();
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let before = template.len() - rest.len() + at;
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
            continue;
        }
        let (braced, body) = rest.strip_prefix('{').map_or((false, rest), |body| (true, body));
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = body.find(|c: char| !letter(c)).unwrap_or(body.len());
        let name = &body[..end];
        // It ignores case beyond ASCII in ways that few know.
        if body[end..].starts_with(['\u{131}', '\u{17f}', '\u{212a}']) {
            return Err(NOT_FOLLOWED);
        }
        let valid = !name.is_empty()
            && !name.starts_with(|c: char| c.is_ascii_digit())
            && (!braced || body[end..].starts_with('}'));
        if !valid {
            if safe {
                out.push('$');
                continue;
            }
            let lines: Vec<&str> = template[..before].split('\n').collect();
            let column = before - template[..before].rfind('\n').map_or(0, |at| at + 1) + 1;
            let message = format!("Invalid placeholder in string: line {}, col {column}", lines.len());
            return Err(Failure::value_error(message));
        }
        rest = &body[end + usize::from(braced)..];
        match values.iter().rev().find(|(key, _)| key.as_str() == Some(name)) {
            Some((_, value)) => out.push_str(&str_of(value)?),
            None if safe && braced => {
                out.push_str("${");
                out.push_str(name);
                out.push('}');
            }
            None if safe => {
                out.push('$');
                out.push_str(name);
            }
            None => return Err(Failure::raises("KeyError", super::text::quoted(name))),
        }
    }
    out.push_str(rest);
    Ok(out)
}
