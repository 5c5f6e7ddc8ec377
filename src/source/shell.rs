//! The words of shell commands: quotes, escapes, what joins commands. Variables
//! stay as they are written.

use std::ops::Range;

/// A command: a word and its arguments, up to `&&`, `;`, `|` or a line's end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Command {
    pub(crate) words: Vec<Word>,
}

/// A word without its quotes, and where it stands with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

/// Commands of one text; more are left out.
const MAX_COMMANDS: usize = 2000;

/// The commands of a text, in order. Redirections are left out; what stands in
/// `$(…)` and backquotes is part of its word.
pub(crate) fn commands(text: &str) -> Vec<Command> {
    let bytes = text.as_bytes();
    let mut commands = Vec::new();
    let mut command = Command::default();
    let mut at = 0;
    while at < bytes.len() && commands.len() < MAX_COMMANDS {
        match bytes[at] {
            b'\n' | b';' | b'|' | b'&' => {
                // `2>&1`, `&>file` belong to a redirection.
                if bytes[at] == b'&' && bytes.get(at + 1) == Some(&b'>') {
                    at += 1;
                    continue;
                }
                if !command.words.is_empty() {
                    commands.push(std::mem::take(&mut command));
                }
                at += 1;
            }
            b'\\' if matches!(bytes.get(at + 1), Some(b'\n')) => at += 2,
            b'\\' if bytes[at + 1..].starts_with(b"\r\n") => at += 3,
            b' ' | b'\t' | b'\r' | b'(' | b')' | b'{' | b'}' => at += 1,
            b'#' => at += text[at..].find('\n').unwrap_or(text.len() - at),
            b'>' | b'<' => {
                while matches!(bytes.get(at), Some(b'>' | b'<' | b'&' | b' ' | b'-')) {
                    at += 1;
                }
                // The file.
                at = word(text, at).span.end.max(at);
            }
            _ => {
                let found = word(text, at);
                at = found.span.end.max(at + 1);
                let descriptor = found.text.len() == 1
                    && found.text.as_bytes()[0].is_ascii_digit()
                    && matches!(bytes.get(at), Some(b'>' | b'<'));
                if !descriptor {
                    command.words.push(found);
                }
            }
        }
    }
    if !command.words.is_empty() {
        commands.push(command);
    }
    commands
}

/// The word that starts here.
fn word(text: &str, start: usize) -> Word {
    let mut made = String::new();
    let mut quote = None;
    // Brackets of `$(…)` and `${…}` that are open.
    let mut open: usize = 0;
    let mut end = text.len();
    let mut characters = text[start..].char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        match (quote, character) {
            (Some('\''), '\'') | (Some('"'), '"') => quote = None,
            (Some('\''), other) => made.push(other),
            (_, '\\') => match characters.next() {
                Some((_, '\n')) => {}
                Some((_, next)) => {
                    if quote.is_some() && !matches!(next, '"' | '\\' | '$' | '`') {
                        made.push('\\');
                    }
                    made.push(next);
                }
                None => {}
            },
            (None, '"' | '\'') => quote = Some(character),
            (_, '$') if matches!(characters.peek(), Some((_, '(' | '{'))) => {
                open += 1;
                made.push('$');
                made.extend(characters.next().map(|(_, bracket)| bracket));
            }
            (_, ')' | '}') if open > 0 => {
                open -= 1;
                made.push(character);
            }
            (None, ' ' | '\t' | '\r' | '\n' | ';' | '|' | '&' | '<' | '>' | '(' | ')') if open == 0 => {
                end = start + offset;
                break;
            }
            (_, other) => made.push(other),
        }
    }
    Word { text: made, span: start..end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let all: Vec<String> = commands(text)
            .iter()
            .map(|command| command.words.iter().map(|word| &*word.text).collect::<Vec<_>>().join("·"))
            .collect();
        all.join(" / ")
    }

    #[test]
    fn commands_are_told_apart() {
        for (text, expected) in [
            ("python manage.py migrate && gunicorn a.wsgi", "python·manage.py·migrate / gunicorn·a.wsgi"),
            ("A='x y' exec gunicorn \"a b\" # no", "A=x y·exec·gunicorn·a b"),
            ("sh -c 'a && b'; c | d", "sh·-c·a && b / c / d"),
            ("gunicorn \\\n  --bind 0.0.0.0:${PORT:-80 } \\\n  a", "gunicorn·--bind·0.0.0.0:${PORT:-80 }·a"),
            ("a > /dev/null 2>&1 && b &> x", "a / b"),
            ("x=$(a b) c", "x=$(a b)·c"),
            ("open 'quote", "open·quote"),
            ("", ""),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn words_keep_their_place() {
        let text = "a  'b c' d";
        let found = commands(text);
        let places: Vec<&str> = found[0].words.iter().map(|word| &text[word.span.clone()]).collect();
        assert_eq!(places, ["a", "'b c'", "d"]);
    }
}
