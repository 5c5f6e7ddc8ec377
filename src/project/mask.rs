//! Texts as they may be shown: a person's own lines with every secret in them
//! replaced. Where it cannot be told, more is masked rather than less. Lines
//! keep their number, so that one line of a masked file is that line masked.

use super::secret::{is_secret_name, looks_like_secret, mask_text};

/// What stands for a secret.
const MASK: &str = "•••";

/// Python code: its texts are masked if a secret name stands before them or if
/// they look like a secret by themselves; its comments, too.
#[must_use]
pub fn mask_code(code: &str) -> String {
    Code::new(code).mask(0)
}

/// A bracket of code that is open.
struct Frame {
    opener: char,
    /// A secret name stands before the bracket, so all in it is secret.
    inherited: bool,
    /// The element at hand is secret.
    secret: bool,
    /// A text in the bracket is a secret name: `env("SECRET_KEY", ...)`.
    named: bool,
    /// What is called or subscripted: `env.str`.
    callee: Option<String>,
    /// No comma was met yet.
    first: bool,
}

impl Frame {
    fn new(opener: char, inherited: bool, callee: Option<String>) -> Self {
        Self { opener, inherited, secret: inherited, named: false, callee, first: true }
    }

    /// Whether a text that comes first in it may be the name of a variable.
    fn reads_names(&self) -> bool {
        const READERS: &[&str] = &["env", "conf", "secret", "vault", "param", "setting"];
        self.first
            && self.callee.as_ref().is_some_and(|callee| {
                let callee = callee.to_ascii_lowercase();
                READERS.iter().any(|reader| callee.contains(reader))
            })
    }
}

/// Code that is masked from left to right.
struct Code<'a> {
    text: &'a str,
    at: usize,
    shown: String,
    /// The first one is the statement itself.
    frames: Vec<Frame>,
    /// The last character that is no space and no comment.
    last: char,
    /// The dotted name that ends right before, if any.
    path: String,
}

impl<'a> Code<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            shown: String::with_capacity(text.len()),
            frames: vec![Frame::new('\n', false, None)],
            last: '\n',
            path: String::new(),
        }
    }

    fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the statement's own frame is never closed")
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, length: usize) {
        self.shown.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    /// What stands next on the way, past spaces and, in brackets, line ends.
    fn next_word(&self) -> &'a str {
        if self.frames.len() > 1 {
            self.rest().trim_start()
        } else {
            self.rest().trim_start_matches([' ', '\t'])
        }
    }

    fn mask(mut self, depth: usize) -> String {
        while let Some(character) = self.rest().chars().next() {
            match character {
                '"' | '\'' => self.string(false, depth),
                '#' => self.comment(),
                c if c.is_alphabetic() || c == '_' => self.word(depth),
                c if c.is_ascii_digit() => {
                    let length = word_length(self.rest());
                    self.take(length);
                    self.last = '0';
                    self.path.clear();
                }
                _ => self.mark(character),
            }
        }
        self.shown
    }

    /// A name, a keyword, or the prefix of a text.
    fn word(&mut self, depth: usize) {
        let length = word_length(self.rest());
        let word = &self.rest()[..length];
        let quote_follows = self.rest()[length..].starts_with(['"', '\'']);
        if quote_follows && length <= 2 && word.chars().all(|c| "rbuftRBUFT".contains(c)) {
            let format = word.contains(['f', 'F', 't', 'T']);
            self.take(length);
            self.string(format, depth);
            return;
        }
        let starts_element = matches!(self.last, '(' | ',');
        if self.last != '.' {
            self.path.clear();
        }
        self.path.push_str(word);
        self.take(length);
        let is_keyword = starts_element
            && self.top().opener == '('
            && self.next_word().starts_with('=')
            && !self.next_word().starts_with("==");
        let secret = is_secret_name(word);
        let top = self.top();
        if is_keyword {
            top.secret = top.inherited || top.named || secret;
        } else if secret {
            top.secret = true;
        }
        self.last = 'a';
    }

    fn mark(&mut self, character: char) {
        match character {
            '(' | '[' | '{' => {
                let after_name = matches!(self.last, 'a' | ')' | ']') && character != '{';
                let callee = after_name.then(|| std::mem::take(&mut self.path));
                let inherited = self.top().secret;
                self.frames.push(Frame::new(character, inherited, callee));
            }
            ')' | ']' | '}' if self.frames.len() > 1 => {
                let closed = self.frames.pop();
                // `os.environ["SECRET_KEY"] or "x"`, `DATABASES["default"]["PASSWORD"] = "x"`.
                if closed.is_some_and(|closed| closed.named && closed.callee.is_some()) {
                    self.top().secret = true;
                }
            }
            ',' if self.frames.len() > 1 => {
                let top = self.top();
                top.secret = top.inherited || top.named;
                top.first = false;
            }
            '\n' if self.frames.len() == 1 && !matches!(self.last, '=' | '+' | '\\' | ':') => {
                self.top().secret = false;
            }
            ';' if self.frames.len() == 1 => self.top().secret = false,
            _ => {}
        }
        if character != '.' && !character.is_whitespace() {
            self.path.clear();
        }
        // The colon of `if PASSWORD:` ends a statement; that of a key does not.
        if character == ':' && self.last != '"' && self.frames.len() == 1 {
            self.last = ';';
        } else if !character.is_whitespace() {
            self.last = character;
        }
        self.take(character.len_utf8());
    }

    fn comment(&mut self) {
        let rest = self.rest();
        let comment = &rest[..rest.find('\n').unwrap_or(rest.len())];
        let body = comment.trim_start_matches('#');
        self.shown.push_str(&comment[..comment.len() - body.len()]);
        self.shown.push_str(&mask_line(&Code::new(body).mask_prose(), true));
        self.at += comment.len();
    }

    /// A comment may be code that was put aside, or words with apostrophes.
    fn mask_prose(self) -> String {
        if has_apostrophe(self.text) { self.text.to_owned() } else { self.mask(1) }
    }

    fn string(&mut self, format: bool, depth: usize) {
        let rest = self.rest();
        let quote = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|quote| rest.starts_with(quote))
            .expect("called where a quote stands");
        let inside = &rest[quote.len()..];
        let (length, closed) = body_length(inside, quote);
        let body = &inside[..length];
        self.shown.push_str(quote);
        self.at += quote.len() + length + if closed { quote.len() } else { 0 };

        let starts_element = matches!(self.last, '(' | '[' | '{' | ',' | '\n' | ';');
        let next = self.next_word();
        let top = self.top();
        let is_key = matches!(top.opener, '{' | '\n')
            && starts_element
            && next.starts_with(':')
            && !next.starts_with(":=");
        let subscript = top.opener == '[' && top.callee.is_some() && next.starts_with(']');
        let names = is_secret_name(body) && is_name(body);
        if is_key || subscript && is_name(body) {
            self.shown.push_str(&if looks_like_secret(body) { mask_text(body) } else { body.to_owned() });
            let top = self.top();
            top.secret = top.inherited || names;
            top.named |= subscript && names;
        } else if top.reads_names() && (is_variable(body) || names && !top.inherited) {
            // What is read is a name; what follows is its value.
            top.named |= names;
            top.secret |= names;
            self.shown.push_str(body);
        } else if top.secret || looks_like_secret(body) {
            self.masked(body);
        } else {
            if top.opener == '(' && names && body.contains(|c: char| c.is_ascii_uppercase()) {
                top.named = true;
            }
            let mut shown = body.to_owned();
            if format && depth < 2 && body.contains(['"', '\'']) {
                shown = Code::new(body).mask(depth + 1);
            }
            if !closed {
                // The rest of a broken file may be in it.
                shown = shown
                    .split('\n')
                    .map(|line| mask_line(&Code::new(line).mask_prose(), true))
                    .collect::<Vec<_>>()
                    .join("\n");
            }
            let commented = body.contains('\n');
            let lines: Vec<String> = shown.split('\n').map(|line| mask_line(line, commented)).collect();
            self.shown.push_str(&lines.join("\n"));
        }
        if closed {
            self.shown.push_str(quote);
        }
        self.last = '"';
        self.path.clear();
    }

    fn masked(&mut self, body: &str) {
        if body.trim().is_empty() {
            self.shown.push_str(body);
            return;
        }
        // The first line of a key says what it is; its other lines keep their number.
        let shown = mask_text(body);
        self.shown.push_str(shown.split('\n').next().unwrap_or(MASK));
        self.shown.extend(std::iter::repeat_n('\n', body.matches('\n').count()));
    }
}

fn word_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// How long the text inside of quotes is, and whether they are closed. A text in
/// single quotes ends with its line.
fn body_length(inside: &str, quote: &str) -> (usize, bool) {
    let mut escaped = false;
    for (index, character) in inside.char_indices() {
        if !escaped && inside[index..].starts_with(quote) {
            return (index, true);
        }
        if character == '\n' && !escaped && quote.len() == 1 {
            return (index, false);
        }
        escaped = character == '\\' && !escaped;
    }
    (inside.len(), false)
}

/// `DB_PASSWORD`, `db-password`: short, and made as names are.
fn is_name(text: &str) -> bool {
    text.len() <= 60
        && text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && !looks_like_secret(text)
}

/// `DB_PASSWORD`, as environment variables are written.
fn is_variable(text: &str) -> bool {
    is_name(text) && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Words, not code: `don't`.
fn has_apostrophe(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    characters
        .windows(3)
        .any(|three| three[1] == '\'' && three[0].is_ascii_lowercase() && three[2].is_ascii_lowercase())
        && text.matches('\'').count() % 2 == 1
}

/// A text that is not known to be secret: passwords of URLs in it, values under
/// secret names, words that look like a secret.
#[must_use]
pub fn mask_words(text: &str) -> String {
    text.split('\n').map(|line| mask_line(line, false)).collect::<Vec<_>>().join("\n")
}

/// Passwords in `scheme://user:password@host`, wherever they stand in a text; and
/// a long word in place of user and password, as tokens are given.
#[must_use]
pub fn mask_passwords(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(scheme) = rest.find("://") {
        let (before, url) = rest.split_at(scheme + 3);
        shown.push_str(before);
        let word = &url[..url.find([' ', '\t', '\n', '"', '\'', '<', '>', '`']).unwrap_or(url.len())];
        // Another URL may follow after a comma.
        let word = &word[..word.find("://").unwrap_or(word.len())];
        let authority = &word[..word.find(['/', '?', '#', ',']).unwrap_or(word.len())];
        let has_port = |text: &str| {
            text.rsplit_once(':').is_some_and(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()))
        };
        // A password may hold `/` or `#` where nobody escaped it.
        let at = match authority.rfind('@') {
            Some(at) => Some(at),
            None if authority.contains(':') && !has_port(authority) => word.rfind('@'),
            None => None,
        };
        rest = url;
        let Some(at) = at else { continue };
        let user_info = &url[..at];
        let (kept, secret) = match user_info.split_once(':') {
            Some((user, password)) => (if is_token(user) { MASK } else { user }, Some(password)),
            None => (if is_token(user_info) { MASK } else { user_info }, None),
        };
        shown.push_str(kept);
        if let Some(secret) = secret {
            shown.push(':');
            shown.push_str(if secret.is_empty() || is_reference(secret) { secret } else { MASK });
        }
        rest = &url[at..];
    }
    shown.push_str(rest);
    shown
}

/// Whether the user of a URL is a key rather than a name.
fn is_token(user: &str) -> bool {
    user.len() >= 16 && user.bytes().any(|byte| byte.is_ascii_digit()) && !is_reference(user)
}

/// A file that is not Python: Dockerfile, compose, CI, Procfile, requirements, ini, toml.
#[must_use]
pub fn mask_plain(text: &str) -> String {
    let mut shown = Vec::new();
    // `- name: DB_PASSWORD` `  value: ...`, as Kubernetes and others write it.
    let mut named = false;
    // The indent of a secret name whose value stands on the lines below.
    let mut block: Option<usize> = None;
    for line in text.split('\n') {
        let content = line.trim_start();
        let indent = line.len() - content.len();
        let bare = content.trim_start_matches("- ");
        if block
            .is_some_and(|outer| !content.trim().is_empty() && indent <= outer && !content.starts_with("- "))
        {
            block = None;
        }
        if let Some((key, value)) = yaml_pair(bare) {
            // `DB_PASSWORD:` with `value:` below it is GitLab's.
            let below = block.is_some_and(|outer| indent > outer);
            if key == "value" && (named || below) && !value.is_empty() && !is_harmless(value) {
                shown.push(format!("{}{MASK}", &line[..line.len() - value.len()]));
                continue;
            }
            if matches!(key, "name" | "key" | "Name") {
                named = is_secret_name(value) && is_name(value);
                if named {
                    shown.push(line.to_owned());
                    continue;
                }
            }
            let opens_block = value.is_empty() || matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+");
            // Under `secrets:` stand names.
            if opens_block && is_secret_name(key) && !key.eq_ignore_ascii_case("secrets") {
                block = Some(indent);
                shown.push(line.to_owned());
                continue;
            }
        }
        if block.is_some() && !content.trim().is_empty() && yaml_pair(bare).is_none() {
            let dash = if bare.len() < content.len() { "- " } else { "" };
            shown.push(format!("{}{dash}{MASK}", &line[..indent]));
            continue;
        }
        // The name of an image is long and has numbers in it.
        let is_image = content.starts_with("FROM ") || bare.starts_with("image: ");
        shown.push(if is_image { mask_passwords(line) } else { mask_line(line, true) });
    }
    shown.join("\n")
}

/// `key: value` of a line of YAML.
fn yaml_pair(content: &str) -> Option<(&str, &str)> {
    let (key, value) = content.split_once(':')?;
    let key = key.trim().trim_matches(['"', '\'']);
    let fits = value.is_empty() || value.starts_with([' ', '\t', '\r']);
    (fits && is_name(key)).then(|| (key, value.trim()))
}

/// An environment file: no value is shown but words that everyone has.
#[must_use]
pub fn mask_environment(text: &str) -> String {
    let mut shown = Vec::new();
    let mut open: Option<char> = None;
    for line in text.split('\n') {
        if let Some(quote) = open {
            if line.contains(quote) {
                open = None;
            }
            shown.push(MASK.to_owned());
            continue;
        }
        let content = line.trim();
        let pair = line.split_once('=').or_else(|| line.split_once(": "));
        let Some((name, value)) = pair else {
            // A name without a value, or words; else the rest of some value.
            let words = content.is_empty() || content.starts_with('#') || is_variable(content);
            shown.push(if words { mask_line(line, true) } else { MASK.to_owned() });
            continue;
        };
        let value = value.trim();
        if !content.starts_with('#')
            && let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\''))
            && !value[1..].contains(quote)
        {
            open = Some(quote);
        }
        let bare = value.trim_matches(['"', '\'']);
        let harmless = bare.is_empty()
            || matches!(
                bare.to_ascii_lowercase().as_str(),
                "true" | "false" | "on" | "off" | "yes" | "no" | "production"
            )
            || bare.bytes().all(|byte| byte.is_ascii_digit()) && !is_secret_name(name.trim());
        let named = name.trim_start_matches(['#', ' ']).trim_start_matches("export ").trim();
        if !is_name(named) {
            let words = content.starts_with('#');
            shown.push(if words { mask_line(line, true) } else { MASK.to_owned() });
        } else if harmless {
            shown.push(line.to_owned());
        } else {
            shown.push(format!("{}{MASK}", &line[..=name.len()]));
        }
    }
    shown.join("\n")
}

/// One line: passwords of URLs, values after secret names and `=` (and, in files
/// that are no program, `:` or a space), words that look like a secret.
fn mask_line(line: &str, plain: bool) -> String {
    let line = mask_passwords(line);
    let mut shown = String::with_capacity(line.len());
    let mut at = 0;
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    // The word before decides what a space after a name means: `ENV NAME value`.
    let mut before = "";
    while let Some(character) = line[at..].chars().next() {
        if !is_part(character) {
            shown.push(character);
            at += character.len_utf8();
            continue;
        }
        let length = line[at..].find(|c: char| !is_part(c)).unwrap_or(line.len() - at);
        let word = &line[at..at + length];
        shown.push_str(word);
        at += length;
        let name = word.trim_start_matches('-');
        let name = name.rsplit('.').next().unwrap_or(name);
        let value = if is_secret_name(name) {
            value_after(&line, at, word, before, plain)
        } else {
            sent_after(&line, at, word)
        };
        if let Some(value) = value {
            shown.push_str(&line[at..value.start]);
            shown.push_str(MASK);
            at = value.end;
        }
        before = word;
    }
    shown.split_inclusive([' ', '\t', '"', '\'', ',']).map(mask_word).collect()
}

/// Where a secret stands that a request is made with: `Bearer x`, `-u user:x`.
fn sent_after(line: &str, at: usize, word: &str) -> Option<std::ops::Range<usize>> {
    let scheme = matches!(word, "Bearer" | "Basic" | "Token");
    if !scheme && !matches!(word, "-u" | "--user" | "--proxy-user") {
        return None;
    }
    let rest = &line[at..];
    let value = rest.trim_start_matches([' ', '=', '"', '\'', ',']);
    let mut start = at + (rest.len() - value.len());
    let length = value.find([' ', '\t', '"', '\'', ',']).unwrap_or(value.len());
    let end = start + length;
    if scheme {
        // A word of a sentence is no token.
        let is_told = line[..at].to_ascii_lowercase().contains("authorization");
        return (is_told && length > 0 && !is_harmless(&value[..length])).then_some(start..end);
    }
    start += value[..length].find(':')? + 1;
    (start < end && !is_harmless(&line[start..end])).then_some(start..end)
}

/// Where the value of a secret name stands that ends at `at`.
fn value_after(
    line: &str,
    at: usize,
    word: &str,
    before: &str,
    plain: bool,
) -> Option<std::ops::Range<usize>> {
    let rest = &line[at..];
    // `"password": "x"`, also where the quotes are escaped.
    let after_quote = rest.trim_start_matches('\\').trim_start_matches(['"', '\'']);
    let quoted_name = after_quote.len() < rest.len();
    let after_space = after_quote.trim_start_matches([' ', '\t']);
    let separator = after_space.chars().next();
    let shell_default = after_space.starts_with(":-") || after_space.starts_with(":=");
    let (value, to_end) = match separator {
        Some('=') if !after_space.starts_with("==") => {
            let value = after_space[1..].trim_start_matches('>').trim_start_matches([' ', '\t']);
            // `a = b c` of an ini file goes to the end, `A=b c` of a shell does not.
            (value, after_space.len() < after_quote.len() && plain)
        }
        Some(':') if shell_default => (&after_space[2..], false),
        Some(':') if (plain || quoted_name) && !after_space.starts_with("://") => {
            (after_space[1..].trim_start_matches([' ', '\t']), plain)
        }
        Some(_)
            if plain
                && after_space.len() < after_quote.len()
                && (word.starts_with("--") || matches!(before, "ENV" | "set" | "proxy_set_header")) =>
        {
            (after_space, before == "ENV")
        }
        _ => return None,
    };
    let start = line.len() - value.len();
    let opening = value.trim_start_matches('\\');
    if let Some(quote) = opening.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inside = start + (value.len() - opening.len()) + 1;
        let (length, _) = body_length(&line[inside..], if quote == '"' { "\"" } else { "'" });
        // An escaped quote closes where the opening one was escaped.
        let length =
            if opening.len() < value.len() { line[inside..].find(['\\']).unwrap_or(length) } else { length };
        return (length > 0 && !is_harmless(&line[inside..inside + length]))
            .then_some(inside..inside + length);
    }
    let end = if to_end {
        value.find(" #").unwrap_or(value.len())
    } else if shell_default {
        value.find('}').unwrap_or(value.len())
    } else {
        let in_query = line[..at - word.len()].ends_with(['?', '&']);
        value
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'') || in_query && c == '&')
            .unwrap_or(value.len())
    };
    let end = value[..end].trim_end().trim_end_matches([',', ';']).len();
    (end > 0 && !is_harmless(&value[..end])).then(|| start..start + end)
}

/// A value that says where the secret is, or that there is none.
fn is_harmless(value: &str) -> bool {
    let bare = value.trim_matches(['"', '\'']);
    bare.is_empty()
        || is_reference(bare)
        || ["/run/", "/etc/", "/var/", "./"].iter().any(|folder| bare.starts_with(folder))
        || bare.starts_with(MASK)
        || matches!(
            bare.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "none" | "yes" | "no" | "on" | "off" | "~"
        )
}

/// `${NAME}`, `$NAME`, `{name}`, `%(name)s`, `<name>`.
fn is_reference(value: &str) -> bool {
    match value.as_bytes() {
        [b'$', b'{' | b'(', ..] | [b'<', ..] | [b'%', b'(' | b's', ..] | [b'{', b'{', ..] => true,
        [b'$', name @ ..] => {
            !name.is_empty()
                && name.iter().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b'$'))
        }
        [b'{', name @ .., b'}'] => !name.contains(&b'"') && !name.contains(&b'\'') && !name.contains(&b':'),
        _ => false,
    }
}

/// A word between spaces or quotes, with its end.
fn mask_word(word: &str) -> String {
    let bare = word.trim_end_matches([' ', '\t', '"', '\'', ',']);
    let end = &word[bare.len()..];
    let (name, value) = bare.rsplit_once('=').map_or(("", bare), |(name, value)| (name, value));
    if value.contains(MASK) || !looks_like_secret(value) {
        return word.to_owned();
    }
    let sign = if name.is_empty() { "" } else { "=" };
    format!("{name}{sign}{}{end}", mask_text(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mask: fn(&str) -> String, cases: &[(&str, &str)]) {
        for (text, shown) in cases {
            assert_eq!(mask(text), *shown, "{text}");
        }
    }

    #[test]
    fn code_is_shown_without_its_secrets() {
        all(
            mask_code,
            &[
                ("SECRET_KEY = 'abc'", "SECRET_KEY = '•••'"),
                ("SECRET_KEY = 'MySecretPassword'", "SECRET_KEY = '•••'"),
                (
                    "SECRET_KEY = env('SECRET_KEY', default='abc')",
                    "SECRET_KEY = env('SECRET_KEY', default='•••')",
                ),
                (
                    "KEY_ = os.environ.get('DB_PASSWORD', 'abc')",
                    "KEY_ = os.environ.get('DB_PASSWORD', '•••')",
                ),
                ("X = os.environ['API_TOKEN'] or 'abc'", "X = os.environ['API_TOKEN'] or '•••'"),
                ("X = config('db_password', default='abc')", "X = config('db_password', default='•••')"),
                ("D['default']['PASSWORD'] = 'abc'", "D['default']['PASSWORD'] = '•••'"),
                ("DEBUG = env('DEBUG')", "DEBUG = env('DEBUG')"),
                (
                    "'USER': 'app', 'PASSWORD': 'hunter2', 'HOST': 'db'",
                    "'USER': 'app', 'PASSWORD': '•••', 'HOST': 'db'",
                ),
                (
                    "connect(user='app', password='hunter2', host='db')",
                    "connect(user='app', password='•••', host='db')",
                ),
                (
                    "D = {'PASSWORD':\n  'hunter2',\n 'HOST': 'db'}",
                    "D = {'PASSWORD':\n  '•••',\n 'HOST': 'db'}",
                ),
                ("TOKENS = [\n  'a',\n  'b',\n]\nX = 'c'", "TOKENS = [\n  '•••',\n  '•••',\n]\nX = 'c'"),
                ("SECRETS = {'a': 'b', 'c': ['d']}", "SECRETS = {'a': '•••', 'c': ['•••']}"),
                ("PASSWORD = ('ab'\n  'cd')\nX = 'e'", "PASSWORD = ('•••'\n  '•••')\nX = 'e'"),
                ("PASSWORD = 'a' \\\n  'b'\nX = 'c'", "PASSWORD = '•••' \\\n  '•••'\nX = 'c'"),
                ("KEY = '''a\nb'''\nX = 'c'", "KEY = '''•••\n'''\nX = 'c'"),
                ("URL = 'redis://:pw@cache:6379/0'", "URL = 'redis://:•••@cache:6379/0'"),
                ("URL = 'a://b:c@d,e://f:g@h'", "URL = 'a://b:•••@d,e://f:•••@h'"),
                ("URL = 'pg://b:c/d@e/f'", "URL = 'pg://b:•••@e/f'"),
                ("U = f\"{env('DB_PASSWORD', 'x')}\"", "U = f\"{env('DB_PASSWORD', '•••')}\""),
                ("DSN_ = 'host=db password=x dbname=y'", "DSN_ = '•••'"),
                ("A = 'host=db password=x dbname=y'", "A = 'host=db password=••• dbname=y'"),
                (
                    "J = '{\"password\": \"x\", \"user\": \"y\"}'",
                    "J = '{\"password\": \"•••\", \"user\": \"y\"}'",
                ),
                (r#"J = "{\"password\": \"x\", \"b\": 1}""#, r#"J = "{\"password\": \"•••\", \"b\": 1}""#),
                ("# SECRET_KEY = 'abc'", "# SECRET_KEY = '•••'"),
                ("X = 1  # password: hunter2", "X = 1  # password: •••"),
                ("# don't touch\nX = 'y'", "# don't touch\nX = 'y'"),
                ("SECRET_KEY = 'unterminated\nX = 'y'", "SECRET_KEY = '•••\nX = 'y'"),
                ("X = '''open\nPASSWORD = 'hunter2'", "X = '''open\nPASSWORD = '•••'"),
                ("if PASSWORD:\n    X = 'y'", "if PASSWORD:\n    X = 'y'"),
                ("MIDDLEWARE = ['a.TokenMiddleware', 'b']", "MIDDLEWARE = ['a.TokenMiddleware', 'b']"),
            ],
        );
    }

    #[test]
    fn other_files_are_shown_without_their_secrets() {
        all(
            mask_plain,
            &[
                ("web: SECRET_KEY=x gunicorn a.wsgi", "web: SECRET_KEY=••• gunicorn a.wsgi"),
                ("ENV SECRET_KEY=x DEBUG=0", "ENV SECRET_KEY=••• DEBUG=0"),
                ("ENV SECRET_KEY x y", "ENV SECRET_KEY •••"),
                ("ARG TOKEN=\"a b\"", "ARG TOKEN=\"•••\""),
                ("RUN curl --token abc -o x", "RUN curl --token ••• -o x"),
                ("RUN TOKEN=$TOKEN make", "RUN TOKEN=$TOKEN make"),
                ("curl -H 'Authorization: Bearer abc' x", "curl -H 'Authorization: Bearer •••' x"),
                ("[\"curl\", \"-u\", \"me:abc\"]", "[\"curl\", \"-u\", \"me:•••\"]"),
                ("docker run -u 1000:$GID x", "docker run -u 1000:$GID x"),
                ("Basic usage", "Basic usage"),
                ("FROM python:3.11.4-slim-bullseye AS x", "FROM python:3.11.4-slim-bullseye AS x"),
                ("  PASSWORD: x y", "  PASSWORD: •••"),
                ("  - POSTGRES_PASSWORD=x", "  - POSTGRES_PASSWORD=•••"),
                ("  POSTGRES_PASSWORD: ${DB_PASSWORD:-x}", "  POSTGRES_PASSWORD: ${DB_PASSWORD:-•••}"),
                ("  password: ${{ secrets.TOKEN }}", "  password: ${{ secrets.TOKEN }}"),
                ("- name: DB_PASSWORD\n  value: x", "- name: DB_PASSWORD\n  value: •••"),
                ("- name: web\n  value: x", "- name: web\n  value: x"),
                (
                    "DB_PASSWORD:\n  value: x\n  description: y",
                    "DB_PASSWORD:\n  value: •••\n  description: y",
                ),
                ("password: |\n  abc\nuser: b", "password: |\n  •••\nuser: b"),
                ("tokens:\n  - abc\nuser: b", "tokens:\n  - •••\nuser: b"),
                ("secrets:\n  - db_password", "secrets:\n  - db_password"),
                ("password = a b", "password = •••"),
                ("\"token\": \"x\", \"a\": \"b\"", "\"token\": \"•••\", \"a\": \"b\""),
                ("--extra-index-url https://u:p@host/simple", "--extra-index-url https://u:•••@host/simple"),
                ("--index-url https://0123456789abcdef@host/", "--index-url https://•••@host/"),
                ("django-secret-key==1.0", "django-secret-key==1.0"),
                ("key sk_live_abcdefgh12345678", "key sk_live_•••"),
                ("url: https://host/a?token=x&b=c", "url: https://host/a?token=•••&b=c"),
            ],
        );
    }

    #[test]
    fn environment_files_show_names() {
        all(
            mask_environment,
            &[
                ("DEBUG=True", "DEBUG=True"),
                ("export A=b", "export A=•••"),
                ("PORT=8000\nPIN=\nPASSWORD=1234", "PORT=8000\nPIN=\nPASSWORD=•••"),
                ("KEY=\"a\nb=\nc\"\nDEBUG=1", "KEY=•••\n•••\n•••\nDEBUG=1"),
                ("# PASSWORD=x", "# PASSWORD=•••"),
                ("A: b", "A:•••"),
                ("loose words", "•••"),
            ],
        );
    }

    #[test]
    fn lines_keep_their_number() {
        for text in
            ["A = '''\nPASSWORD = 'x'\n\n'''\nKEY = '''a\n\nb'''\n", "x: |\n\n  a\r\nb", "# a\n'\n\"\n"]
        {
            for mask in [mask_code, mask_plain, mask_environment] {
                assert_eq!(mask(text).matches('\n').count(), text.matches('\n').count(), "{text}");
            }
        }
    }
}
