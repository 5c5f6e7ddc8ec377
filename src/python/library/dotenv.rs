//! `.env` files as their readers understand them: django-environ 0.14,
//! python-dotenv 1.2 and python-decouple 3.8.

use super::text::split_lines;
use super::{is_space, strip};

/// Lines end with `\n` once Python has opened the file as text.
fn opened(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Sets a name as a Python dict does: the first place, the last value.
fn put<T>(pairs: &mut Vec<(String, T)>, key: String, value: T) {
    match pairs.iter_mut().find(|(known, _)| *known == key) {
        Some((_, old)) => *old = value,
        None => pairs.push((key, value)),
    }
}

/// `environ.Env.read_env(file, parse_comments=…)`.
pub(crate) fn environ(text: &str, parse_comments: bool) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for line in split_lines(&opened(text), false) {
        let Some((key, value)) = line.strip_prefix("export ").unwrap_or(line).split_once('=') else {
            continue;
        };
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            continue;
        }
        put(&mut pairs, key.to_owned(), environ_value(value, parse_comments));
    }
    pairs
}

fn environ_value(value: &str, parse_comments: bool) -> String {
    let between = |value: &str, quote: char| {
        value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)).map(str::to_owned)
    };
    let mut value = value.to_owned();
    if parse_comments {
        value = quoted_before_comment(&value)
            .unwrap_or_else(|| value.find('#').map_or(&*value, |at| &value[..at]))
            .to_owned();
    } else if let Some(inner) = between(&value, '\'') {
        value = inner;
    }
    match between(&value, '"') {
        Some(inner) => without_backslashes(&inner),
        None => value,
    }
}

/// What stands in single quotes, if nothing but a comment follows.
fn quoted_before_comment(value: &str) -> Option<&str> {
    let inner = value.trim_start_matches(is_space).strip_prefix('\'')?;
    let ends = inner.rmatch_indices('\'').map(|(at, _)| at);
    let mut ends = ends.filter(|at| {
        let rest = inner[at + 1..].trim_start_matches(is_space);
        rest.is_empty() || rest.starts_with('#')
    });
    ends.next().map(|at| &inner[..at])
}

/// Backslashes go, save those that write a line break or a tab.
fn without_backslashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some(escaped @ ('r' | 'n' | 't')) => out.extend(['\\', escaped]),
                Some(escaped) => out.push(escaped),
                None => out.push('\\'),
            },
            _ => out.push(character),
        }
    }
    out
}

/// `DOTENV` of django-configurations.
pub(crate) fn configurations(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for line in split_lines(&opened(text), false) {
        let Some((key, value)) = line.split_once('=') else { continue };
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            continue;
        }
        let between = |value: &str, quote: char| {
            value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)).map(str::to_owned)
        };
        let value = between(value, '\'').unwrap_or_else(|| value.to_owned());
        let value = match between(&value, '"') {
            Some(inner) => {
                let mut escaped = false;
                inner
                    .chars()
                    .filter(|c| {
                        escaped = *c == '\\' && !escaped;
                        !escaped
                    })
                    .collect()
            }
            None => value,
        };
        pairs.push((key.to_owned(), value));
    }
    pairs
}

/// `decouple.RepositoryEnv(file)`.
pub(crate) fn decouple(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for line in opened(text).split('\n').map(strip) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let value = strip(value);
        let bare = ['\'', '"'].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
        put(&mut pairs, strip(key).to_owned(), bare.unwrap_or(value).to_owned());
    }
    pairs
}

/// `load_dotenv(file)`: each binding in its turn, where `${NAME}` stands for an
/// earlier name or for what `environment` gives. `over_environment` is
/// python-dotenv's `override`: the file's own names win over the environment's.
pub(crate) fn python_dotenv_each(
    text: &str,
    over_environment: bool,
    environment: &dyn Fn(&str) -> Option<String>,
    each: &mut dyn FnMut(&str, Option<&str>),
) {
    let mut pairs: Vec<(String, Option<String>)> = Vec::new();
    for (key, value) in bindings(text) {
        let value = value.map(|value| {
            expand(&value, &|name| {
                let own = pairs.iter().find(|(known, _)| known == name);
                let own = own.map(|(_, value)| value.clone().unwrap_or_default());
                if over_environment { own.or_else(|| environment(name)) } else { environment(name).or(own) }
            })
        });
        each(&key, value.as_deref());
        put(&mut pairs, key, value);
    }
}

/// The same as a list: the first place of a name, its last value.
pub(crate) fn python_dotenv_expanded(
    text: &str,
    over_environment: bool,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Vec<(String, Option<String>)> {
    let mut pairs = Vec::new();
    python_dotenv_each(text, over_environment, environment, &mut |key, value| {
        put(&mut pairs, key.to_owned(), value.map(str::to_owned));
    });
    pairs
}

/// Replaces `${NAME}` and `${NAME:-default}`.
fn expand(value: &str, lookup: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(at) = rest.find("${") {
        out.push_str(&rest[..at]);
        let inner = &rest[at + 2..];
        let end = inner.find(['}', ':']).unwrap_or(inner.len());
        let (name, after) = inner.split_at(end);
        let found = if let Some(after) = after.strip_prefix('}') {
            Some(("", after))
        } else {
            after.strip_prefix(":-").and_then(|after| after.split_once('}'))
        };
        match found {
            Some((default, after)) => {
                out.push_str(&lookup(name).unwrap_or_else(|| default.to_owned()));
                rest = after;
            }
            None => {
                out.push_str("${");
                rest = inner;
            }
        }
    }
    out + rest
}

/// The parser of python-dotenv; lines that it cannot read are left out.
pub(crate) fn bindings(text: &str) -> Vec<(String, Option<String>)> {
    let text = opened(text);
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut found = Vec::new();
    while !rest.is_empty() {
        match binding(&mut rest) {
            Some((Some(key), value)) => found.push((key, value)),
            Some((None, _)) => {}
            None => rest = rest.find('\n').map_or("", |at| &rest[at + 1..]),
        }
    }
    found
}

fn inline_space(character: char) -> bool {
    is_space(character) && character != '\n' && character != '\r'
}

/// One binding; none is an error, and what is left of its line is skipped.
fn binding(rest: &mut &str) -> Option<(Option<String>, Option<String>)> {
    *rest = rest.trim_start_matches(is_space);
    if rest.is_empty() {
        return Some((None, None));
    }
    if let Some(after) = rest.strip_prefix("export").filter(|after| after.starts_with(inline_space)) {
        *rest = after.trim_start_matches(inline_space);
    }
    let key = if rest.starts_with('#') {
        None
    } else if let Some(quoted) = rest.strip_prefix('\'') {
        let (key, after) = quoted.split_once('\'').filter(|(key, _)| !key.is_empty())?;
        *rest = after;
        Some(key.to_owned())
    } else {
        let end = rest.find(|c: char| c == '=' || c == '#' || is_space(c)).unwrap_or(rest.len());
        let (key, after) = rest.split_at_checked(end).filter(|(key, _)| !key.is_empty())?;
        *rest = after;
        Some(key.to_owned())
    };
    *rest = rest.trim_start_matches(inline_space);
    let mut value = None;
    if let Some(after) = rest.strip_prefix('=') {
        *rest = after.trim_start_matches(inline_space);
        let spaced = rest.len() < after.len();
        value = Some(if spaced && rest.starts_with('#') { String::new() } else { dotenv_value(rest)? });
    }
    let after = rest.trim_start_matches(inline_space);
    if after.starts_with('#') {
        *rest = after.find('\n').map_or("", |at| &after[at..]);
    }
    let after = rest.trim_start_matches(inline_space);
    if after.is_empty() {
        *rest = after;
    } else {
        *rest = after.strip_prefix('\n')?;
    }
    Some((key, value))
}

fn dotenv_value(rest: &mut &str) -> Option<String> {
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let Some(quote) = quote else {
        let (line, after) = rest.split_at(rest.find('\n').unwrap_or(rest.len()));
        *rest = after;
        return Some(without_comment(line).trim_end_matches(is_space).to_owned());
    };
    let inner = &rest[1..];
    let mut escaped = false;
    let end = inner.char_indices().find(|(_, c)| {
        let closes = *c == quote && !escaped;
        escaped = *c == '\\' && !escaped;
        closes
    });
    let (end, _) = end?;
    *rest = &inner[end + 1..];
    Some(unescaped(&inner[..end], quote == '"'))
}

fn without_comment(line: &str) -> &str {
    let starts = line.match_indices('#').map(|(at, _)| &line[..at]);
    starts
        .into_iter()
        .find(|before| before.ends_with(is_space))
        .map_or(line, |before| before.trim_end_matches(is_space))
}

fn unescaped(text: &str, double: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let known = rest[at + 1..].chars().next().and_then(|c| match c {
            '\\' | '\'' => Some(c),
            '"' if double => Some('"'),
            'a' if double => Some('\u{7}'),
            'b' if double => Some('\u{8}'),
            'f' if double => Some('\u{c}'),
            'n' if double => Some('\n'),
            'r' if double => Some('\r'),
            't' if double => Some('\t'),
            'v' if double => Some('\u{b}'),
            _ => None,
        });
        match known {
            Some(character) => {
                out.push(character);
                rest = &rest[at + 2..];
            }
            None => {
                out.push('\\');
                rest = &rest[at + 1..];
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::{decouple, environ, python_dotenv_expanded};

    const FILE: &str =
        "# c\nA=1\nexport B='x y'\nC=\"q\\n\\\"\" # no\nD=a b # c\nE=\nF\nG = spaced \nH='it' # c\n";

    fn flat(pairs: Vec<(String, String)>) -> String {
        pairs.into_iter().map(|(key, value)| format!("{key}={value:?}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_reader_has_its_own_idea_of_a_file() {
        assert_eq!(
            flat(environ(FILE, false)),
            r##"A="1" B="x y" C="\"q\\n\\\"\" # no" D="a b # c" E="" H="'it' # c""##
        );
        assert_eq!(flat(environ("A='it' # c\nB=a b # c", true)), r#"A="it" B="a b ""#);
        assert_eq!(
            flat(decouple(FILE)),
            r##"A="1" export B="x y" C="\"q\\n\\\"\" # no" D="a b # c" E="" G="spaced" H="'it' # c""##
        );
        let shown = |pairs: Vec<(String, Option<String>)>| {
            flat(pairs.into_iter().map(|(key, value)| (key, value.unwrap_or("?".to_owned()))).collect())
        };
        assert_eq!(
            shown(python_dotenv_expanded(FILE, true, &|_| None)),
            r#"A="1" B="x y" C="q\n\"" D="a b" E="" F="?" G="spaced" H="it""#
        );
        let outside = |name: &str| (name == "HOST").then(|| "db".to_owned());
        assert_eq!(
            shown(python_dotenv_expanded("HOST=a\nU=${HOST}/${X:-y}${Z}$A", false, &outside)),
            r#"HOST="a" U="db/y$A""#
        );
    }
}
