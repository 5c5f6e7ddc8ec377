//! The Dockerfile's grammar, as BuildKit reads it: parser directives, lines that
//! go on, comments between them, heredocs, flags, the exec and the shell form.
//!
//! Knows no instruction's meaning: stages and users are `project`'s.

use std::ops::Range;

/// Instructions of one file; more are left out.
const MAX_INSTRUCTIONS: usize = 5000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Instruction {
    /// In upper case.
    pub(crate) keyword: String,
    /// `--from=build` as `("from", "build")`.
    pub(crate) flags: Vec<(String, String)>,
    /// What follows keyword and flags, on one line.
    pub(crate) text: String,
    /// Bodies of heredocs.
    pub(crate) documents: Vec<Range<usize>>,
    pub(crate) span: Range<usize>,
    /// Where parts of `text` stand in the file: offset there, offset here.
    pieces: Vec<(usize, usize)>,
    escape: char,
}

/// A word without quotes, and where it stands in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
    /// Variables in it are not replaced: it stood in single quotes.
    pub(crate) literal: bool,
}

/// All instructions, and lines that begin with none.
pub(crate) fn parse(text: &str) -> (Vec<Instruction>, Vec<Range<usize>>) {
    let lines = lines(text);
    let escape = escape(text, &lines);
    let mut instructions = Vec::new();
    let mut broken = Vec::new();
    let mut at = 0;
    while at < lines.len() && instructions.len() < MAX_INSTRUCTIONS {
        let line = lines[at].clone();
        let first = line.start + indent(&text[line.clone()]);
        if is_comment(&text[line.clone()]) || first >= line.end {
            at += 1;
            continue;
        }
        let mut logical = String::new();
        let mut pieces = Vec::new();
        let mut end = line.end;
        while let Some(line) = lines.get(at).cloned() {
            at += 1;
            let content = &text[line.clone()];
            if is_comment(content) || content.trim().is_empty() {
                // A comment or an empty line does not end what goes on.
                continue;
            }
            let start = if pieces.is_empty() { first } else { line.start };
            let content = &text[start..line.end];
            let bare = content.trim_end_matches([' ', '\t', '\r']);
            let goes_on = bare.strip_suffix(escape);
            let piece = goes_on.unwrap_or_else(|| content.trim_end());
            pieces.push((logical.len(), start));
            logical.push_str(piece);
            end = start + content.trim_end().len();
            if goes_on.is_none() {
                break;
            }
        }
        let keyword_length = logical.find(char::is_whitespace).unwrap_or(logical.len());
        let keyword = logical[..keyword_length].to_ascii_uppercase();
        if !keyword.bytes().all(|byte| byte.is_ascii_uppercase()) {
            broken.push(first..end);
            continue;
        }
        let mut instruction = Instruction {
            keyword,
            flags: Vec::new(),
            text: logical,
            documents: Vec::new(),
            span: first..end,
            pieces,
            escape,
        };
        let rest = instruction.take_flags(keyword_length);
        instruction.cut(rest);
        if matches!(instruction.keyword.as_str(), "RUN" | "COPY" | "ADD") {
            for (name, tabs) in instruction.heredocs() {
                let Some(start) = lines.get(at).map(|line| line.start) else { break };
                let mut body_end = start;
                while let Some(line) = lines.get(at) {
                    at += 1;
                    let content = text[line.clone()].trim_end_matches('\r');
                    let content = if tabs { content.trim_start_matches('\t') } else { content };
                    instruction.span.end = line.end;
                    if content == name {
                        break;
                    }
                    body_end = line.end;
                }
                instruction.documents.push(start..body_end);
            }
        }
        instructions.push(instruction);
    }
    (instructions, broken)
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut offset = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = offset;
            offset += line.len();
            start..start + line.trim_end_matches('\n').len()
        })
        .collect()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// `# escape=` among the directives at the top.
fn escape(text: &str, lines: &[Range<usize>]) -> char {
    for line in lines {
        let Some((name, value)) =
            text[line.clone()].trim().strip_prefix('#').and_then(|rest| rest.split_once('='))
        else {
            break;
        };
        let name = name.trim();
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            break;
        }
        if name.eq_ignore_ascii_case("escape") {
            return if value.trim() == "`" { '`' } else { '\\' };
        }
    }
    '\\'
}

impl Instruction {
    /// Reads `--name=value` words; where what follows them begins.
    fn take_flags(&mut self, from: usize) -> usize {
        let mut at = from;
        loop {
            let rest = &self.text[at..];
            at += rest.len() - rest.trim_start().len();
            let rest = &self.text[at..];
            let Some(flag) = rest.strip_prefix("--") else { return at };
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (name, value) = flag[..length - 2].split_once('=').unwrap_or((&flag[..length - 2], ""));
            self.flags.push((name.to_owned(), value.to_owned()));
            at += length;
        }
    }

    /// Drops the text before this offset.
    fn cut(&mut self, from: usize) {
        let inside = self.pieces.iter().filter(|(at, _)| *at > from).map(|(at, there)| (at - from, *there));
        let pieces = std::iter::once((0, self.source(from))).chain(inside).collect();
        self.text.drain(..from);
        self.pieces = pieces;
    }

    /// Where an offset of the text stands in the file.
    pub(crate) fn source(&self, offset: usize) -> usize {
        let index = self.pieces.partition_point(|(at, _)| *at <= offset).saturating_sub(1);
        self.pieces.get(index).map_or(self.span.start, |(at, there)| there + (offset - at))
    }

    /// A part of the text as a part of the file.
    pub(crate) fn range(&self, part: Range<usize>) -> Range<usize> {
        let start = self.source(part.start);
        let end = if part.end > part.start { self.source(part.end - 1) + 1 } else { start };
        start..end.max(start)
    }

    pub(crate) fn flag(&self, name: &str) -> Option<&str> {
        self.flags.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The strings of the exec form: `["a", "b"]`. None: it is the shell form.
    pub(crate) fn exec(&self) -> Option<Vec<String>> {
        if !self.text.starts_with('[') {
            return None;
        }
        serde_json::from_str(self.text.trim()).ok()
    }

    /// Words between spaces, quotes and escapes taken off.
    pub(crate) fn words(&self) -> Vec<Word> {
        if let Some(words) = self.exec() {
            // A string with escapes is not found as it is written; neither are those after it.
            let mut from = Some(0);
            return words
                .into_iter()
                .map(|text| {
                    let found = from.and_then(|from| self.text[from..].find(&*text).map(|at| from + at));
                    let place = found.map_or(0..self.text.len(), |at| at..at + text.len());
                    from = found.map(|at| at + text.len());
                    Word { span: self.range(place), text, literal: false }
                })
                .collect();
        }
        let mut words = Vec::new();
        let mut characters = self.text.char_indices().peekable();
        while let Some(&(start, first)) = characters.peek() {
            if first.is_whitespace() {
                characters.next();
                continue;
            }
            let mut made = String::new();
            let mut quote = None;
            let mut literal = false;
            let mut end = self.text.len();
            while let Some(&(at, character)) = characters.peek() {
                match quote {
                    None if character.is_whitespace() => {
                        end = at;
                        break;
                    }
                    None if matches!(character, '"' | '\'') => {
                        literal |= character == '\'';
                        quote = Some(character);
                    }
                    Some(open) if open == character => quote = None,
                    _ if character == self.escape && quote != Some('\'') => {
                        characters.next();
                        if let Some(&(_, next)) = characters.peek() {
                            if quote.is_some() && !matches!(next, '"' | '\'' | '$') && next != self.escape {
                                made.push(self.escape);
                            }
                            made.push(next);
                        }
                    }
                    _ => made.push(character),
                }
                characters.next();
            }
            words.push(Word { text: made, span: self.range(start..end), literal });
        }
        words
    }

    /// Names and values of `ENV`, `ARG` and `LABEL`; no value: `ARG NAME`. The place
    /// is that of the name.
    pub(crate) fn assignments(&self) -> Vec<(Word, Option<Word>)> {
        let words = self.words();
        let is_old = self.keyword != "ARG" && words.first().is_some_and(|word| !word.text.contains('='));
        if is_old {
            let length = self.text.find(char::is_whitespace).unwrap_or(self.text.len());
            let value = self.text[length..].trim();
            let start = self.text.len() - self.text[length..].trim_start().len();
            let name =
                Word { text: self.text[..length].to_owned(), span: self.range(0..length), literal: false };
            let value =
                Word { text: value.to_owned(), span: self.range(start..start + value.len()), literal: false };
            return vec![(name, Some(value))];
        }
        words
            .into_iter()
            .map(|word| {
                let (name, value) = match word.text.split_once('=') {
                    Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
                    None => (word.text.clone(), None),
                };
                let end = (word.span.start + name.len()).min(word.span.end);
                let value = value.map(|text| Word {
                    text,
                    span: (end + 1).min(word.span.end)..word.span.end,
                    literal: word.literal,
                });
                (Word { text: name, span: word.span.start..end, literal: word.literal }, value)
            })
            .collect()
    }

    /// Names of the heredocs that follow, and whether tabs before them are dropped.
    fn heredocs(&self) -> Vec<(String, bool)> {
        let mut found = Vec::new();
        let mut rest = self.text.as_str();
        while let Some(at) = rest.find("<<") {
            let before = &rest[..at];
            rest = &rest[at + 2..];
            if rest.starts_with('<')
                || !before.is_empty() && !before.ends_with(|c: char| c.is_whitespace() || c.is_ascii_digit())
            {
                rest = rest.trim_start_matches('<');
                continue;
            }
            let (tabs, name) = rest.strip_prefix('-').map_or((false, rest), |name| (true, name));
            let name = &name[..name.find(char::is_whitespace).unwrap_or(name.len())];
            let name = name.trim_matches(['"', '\'']);
            if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                found.push((name.to_owned(), tabs));
            }
        }
        found
    }
}

/// `$NAME`, `${NAME}`, `${NAME:-else}`, `${NAME:+then}` replaced; none where a
/// variable is not known or written in another way.
pub(crate) fn expand(text: &str, value: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    expand_within(text, value, 0)
}

/// Defaults within defaults.
const MAX_EXPANSIONS: u32 = 16;
/// What a text may grow to.
const MAX_EXPANDED: usize = 1 << 16;

fn expand_within(text: &str, value: &dyn Fn(&str) -> Option<String>, depth: u32) -> Option<String> {
    let mut made = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        made.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let braced = rest.starts_with('{');
        rest = rest.strip_prefix('{').unwrap_or(rest);
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        if length == 0 || depth > MAX_EXPANSIONS || made.len() > MAX_EXPANDED {
            return None;
        }
        let name = &rest[..length];
        rest = &rest[length..];
        if !braced {
            made.push_str(&value(name)?);
            continue;
        }
        let mut open = 1;
        let end = rest.char_indices().find_map(|(at, character)| {
            match character {
                '{' => open += 1,
                '}' => open -= 1,
                _ => {}
            }
            (open == 0).then_some(at)
        })?;
        let (operator, after) = (&rest[..end], &rest[end + 1..]);
        let set = value(name);
        if operator.is_empty() {
            made.push_str(&set?);
        } else if let Some(other) = operator.strip_prefix(":-").or_else(|| operator.strip_prefix('-')) {
            let kept = set.filter(|set| !(operator.starts_with(':') && set.is_empty()));
            made.push_str(&match kept {
                Some(set) => set,
                None => expand_within(other, value, depth + 1)?,
            });
        } else {
            return None;
        }
        rest = after;
    }
    made.push_str(rest);
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let (instructions, broken) = parse(text);
        let mut all: Vec<String> = instructions
            .iter()
            .map(|instruction| {
                let mut line = instruction.keyword.clone();
                for (name, value) in &instruction.flags {
                    line.push_str(&format!(" --{name}={value}"));
                }
                for word in instruction.words() {
                    line.push_str(&format!(" [{}]", word.text));
                }
                for body in &instruction.documents {
                    line.push_str(&format!(" <{}>", &text[body.clone()]));
                }
                line
            })
            .collect();
        all.extend(broken.into_iter().map(|range| format!("broken {}", &text[range])));
        all
    }

    #[test]
    fn instructions_are_read_as_docker_reads_them() {
        for (text, expected) in [
            (
                "FROM --platform=linux/amd64 python:3.13 AS build\n",
                &["FROM --platform=linux/amd64 [python:3.13] [AS] [build]"][..],
            ),
            ("run a \\\n  # why\n\n  && b\nCMD c", &["RUN [a] [&&] [b]", "CMD [c]"]),
            ("# escape=`\nRUN a `\n  b\\\nRUN c", &["RUN [a] [b\\]", "RUN [c]"]),
            ("# no directive\n# escape=`\nRUN a \\\n b", &["RUN [a] [b]"]),
            ("CMD [\"a\", \"b c\"]", &["CMD [a] [b c]"]),
            ("CMD ['a']", &["CMD [[a]]"]),
            ("RUN <<EOF\nline one\nEOF\nUSER app", &["RUN [<<EOF] <line one>", "USER [app]"]),
            ("COPY <<-'A' <<B /x/\n\ta\n\tA\nb\nB\nCMD c", &["COPY [<<-A] [<<B] [/x/] <\ta> <b>", "CMD [c]"]),
            ("ENV A=\"x y\" B=c\\ d C='$e'\n", &["ENV [A=x y] [B=c d] [C=$e]"]),
            ("FROM a\n}}}\nCMD b", &["FROM [a]", "CMD [b]", "broken }}}"]),
            ("RUN cat <<<word\nCMD a", &["RUN [cat] [<<<word]", "CMD [a]"]),
            ("RUN a \\", &["RUN [a]"]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn assignments_have_names_values_and_places() {
        let text = "ENV A=1 \\\n    SECRET=\"b c\"\nENV OLD one two\nARG TOKEN\nARG V=1\n";
        let (instructions, _) = parse(text);
        let found: Vec<String> = instructions
            .iter()
            .flat_map(Instruction::assignments)
            .map(|(name, value)| {
                format!("{}@{}={:?}", name.text, &text[name.span], value.map(|value| value.text))
            })
            .collect();
        assert_eq!(
            found,
            [
                "A@A=Some(\"1\")",
                "SECRET@SECRET=Some(\"b c\")",
                "OLD@OLD=Some(\"one two\")",
                "TOKEN@TOKEN=None",
                "V@V=Some(\"1\")"
            ]
        );
    }

    #[test]
    fn variables_are_replaced_where_they_are_known() {
        let value = |name: &str| (name == "TAG").then(|| "3.13".to_owned());
        for (text, expected) in [
            ("python:${TAG}-slim", Some("python:3.13-slim")),
            ("python:$TAG", Some("python:3.13")),
            ("${OTHER:-x$TAG}", Some("x3.13")),
            ("${OTHER}", None),
            ("${TAG%%.*}", None),
            ("plain", Some("plain")),
        ] {
            assert_eq!(expand(text, &value).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn floods_end() {
        for text in [
            "RUN a \\\n".repeat(50_000),
            "RUN <<A\n".repeat(50_000),
            "<<".repeat(200_000),
            "ENV ".to_owned() + &"a=b ".repeat(100_000),
        ] {
            let (instructions, _) = parse(&text);
            let _ = instructions.iter().map(|one| one.assignments().len()).sum::<usize>();
        }
    }
}
