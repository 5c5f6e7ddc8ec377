//! nginx's configuration: directives with words, and blocks of directives.

use std::ops::Range;

/// Blocks within blocks.
const MAX_DEPTH: usize = 32;
/// Directives of one file; more are left out.
const MAX_DIRECTIVES: usize = 20_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Directive {
    pub(crate) name: String,
    pub(crate) words: Vec<String>,
    /// Of the name and its words.
    pub(crate) span: Range<usize>,
    /// None: it ends with a semicolon.
    pub(crate) block: Option<Vec<Directive>>,
}

impl Directive {
    pub(crate) fn word(&self, index: usize) -> &str {
        self.words.get(index).map_or("", String::as_str)
    }

    pub(crate) fn inside(&self) -> &[Directive] {
        self.block.as_deref().unwrap_or_default()
    }
}

/// The directives of a file, and where a bracket is missing or one too many.
pub(crate) fn parse(text: &str) -> (Vec<Directive>, Vec<Range<usize>>) {
    let mut reader = Reader { text, at: 0, count: 0, broken: Vec::new() };
    let mut all = Vec::new();
    loop {
        all.extend(reader.block(0));
        if reader.at >= text.len() || reader.count >= MAX_DIRECTIVES {
            break;
        }
        // A closing bracket that nothing opened.
        reader.broken.push(reader.at.saturating_sub(1)..reader.at);
    }
    (all, reader.broken)
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    count: usize,
    broken: Vec<Range<usize>>,
}

enum Token {
    Word(String, Range<usize>),
    Semicolon,
    Open,
    Close,
    End,
}

impl Reader<'_> {
    fn block(&mut self, depth: usize) -> Vec<Directive> {
        let mut directives = Vec::new();
        let mut words: Vec<String> = Vec::new();
        let mut span = 0..0;
        let mut make = |words: &mut Vec<String>, span: &Range<usize>, block| {
            if words.is_empty() {
                return;
            }
            let name = words.remove(0);
            directives.push(Directive { name, words: std::mem::take(words), span: span.clone(), block });
        };
        while self.count < MAX_DIRECTIVES {
            match self.token() {
                Token::Word(word, at) => {
                    if words.is_empty() {
                        span.start = at.start;
                    }
                    span.end = at.end;
                    words.push(word);
                }
                Token::Semicolon => {
                    self.count += 1;
                    make(&mut words, &span, None);
                }
                Token::Open => {
                    self.count += 1;
                    // Lua has brackets of its own.
                    let is_code = words.first().is_some_and(|name| name.ends_with("_by_lua_block"));
                    let inner = if is_code || depth >= MAX_DEPTH {
                        self.skip();
                        Vec::new()
                    } else {
                        self.block(depth + 1)
                    };
                    make(&mut words, &span, Some(inner));
                }
                Token::Close => {
                    if !words.is_empty() {
                        self.broken.push(span.clone());
                        make(&mut words, &span, None);
                    }
                    return directives;
                }
                Token::End => {
                    if !words.is_empty() || depth > 0 {
                        let end = self.text.trim_end().len();
                        self.broken.push(end.saturating_sub(1)..end);
                        make(&mut words, &span, None);
                    }
                    return directives;
                }
            }
        }
        directives
    }

    /// Past the bracket that closes the open one.
    fn skip(&mut self) {
        let mut open = 1;
        while open > 0 {
            match self.token() {
                Token::Open => open += 1,
                Token::Close => open -= 1,
                Token::End => return,
                _ => {}
            }
        }
    }

    fn token(&mut self) -> Token {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                None => return Token::End,
                Some(b'#') => {
                    self.at += self.text[self.at..].find('\n').unwrap_or(self.text.len() - self.at);
                }
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                Some(b';') => {
                    self.at += 1;
                    return Token::Semicolon;
                }
                Some(b'{') => {
                    self.at += 1;
                    return Token::Open;
                }
                Some(b'}') => {
                    self.at += 1;
                    return Token::Close;
                }
                Some(_) => return self.word(),
            }
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let mut made = String::new();
        let mut characters = self.text[start..].char_indices().peekable();
        let quote = characters.peek().map(|(_, first)| *first).filter(|first| matches!(first, '"' | '\''));
        if quote.is_some() {
            characters.next();
        }
        let mut end = self.text.len();
        let mut variable = false;
        while let Some((offset, character)) = characters.next() {
            match character {
                '\\' => {
                    if let Some((_, next)) = characters.next() {
                        if !matches!(next, '"' | '\'' | '\\') {
                            made.push('\\');
                        }
                        made.push(next);
                    }
                }
                _ if Some(character) == quote => {
                    end = start + offset + 1;
                    break;
                }
                _ if quote.is_some() => made.push(character),
                '$' if matches!(characters.peek(), Some((_, '{'))) => {
                    variable = true;
                    made.push_str("${");
                    characters.next();
                }
                '}' if variable => {
                    variable = false;
                    made.push('}');
                }
                ';' | '{' | '}' => {
                    end = start + offset;
                    break;
                }
                _ if character.is_whitespace() => {
                    end = start + offset;
                    break;
                }
                _ => made.push(character),
            }
        }
        self.at = end.max(start + 1);
        Token::Word(made, start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(directives: &[Directive]) -> String {
        let mut all = String::new();
        for directive in directives {
            all.push_str(&directive.name);
            for word in &directive.words {
                all.push_str(&format!("·{word}"));
            }
            match &directive.block {
                Some(block) => all.push_str(&format!("{{{}}}", shown(block))),
                None => all.push(';'),
            }
        }
        all
    }

    #[test]
    fn blocks_and_words_are_read() {
        for (text, expected, broken) in [
            (
                "server { listen 443 ssl; location / { proxy_pass http://app; } }",
                "server{listen·443·ssl;location·/{proxy_pass·http://app;}}",
                0,
            ),
            (
                "add_header X \"a; b\" always; # c;\nreturn 301 https://$host$request_uri;",
                "add_header·X·a; b·always;return·301·https://$host$request_uri;",
                0,
            ),
            ("location ~ \\.php$ { deny all; }", "location·~·\\.php${deny·all;}", 0),
            ("proxy_pass http://${APP}:80/;", "proxy_pass·http://${APP}:80/;", 0),
            ("content_by_lua_block { if x then { y } } } a b;", "content_by_lua_block{}a·b;", 1),
            ("server { listen 80;", "server{listen·80;}", 1),
            ("a } b;", "a;b;", 2),
            ("a 'open", "a·open;", 1),
        ] {
            let (directives, problems) = parse(text);
            assert_eq!((shown(&directives).as_str(), problems.len()), (expected, broken), "{text}");
        }
    }

    #[test]
    fn floods_end() {
        for text in ["a {".repeat(100_000), "}".repeat(100_000), "a;".repeat(100_000), "\"".repeat(100_001)] {
            let _ = parse(&text);
        }
    }
}
