//! Text to statements. A statement that cannot be parsed is skipped and named;
//! the rest is kept. The only file that asks the parser anything.

use std::rc::Rc;

use rustpython_parser::text_size::TextSize;
use rustpython_parser::{Parse, ast};

use crate::source::Span;

/// Brackets within brackets, or blocks within blocks: more may exhaust the
/// stack of the browser, and no settings need them.
const MAX_NESTING: usize = 90;
/// `elif` of one `if`: each is nested in the one above.
const MAX_BRANCHES: usize = 200;
/// Operators, commas aside, in one statement outside of any text.
const MAX_OPERATORS: usize = 1500;

/// A file's statements, and what could not be read.
#[derive(Debug, Default)]
pub struct Parsed {
    pub(crate) statements: Vec<ast::Stmt>,
    /// In the order of the text.
    pub problems: Vec<SyntaxProblem>,
}

/// A piece of text that is no Python statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxProblem {
    /// Where the parser stopped.
    pub at: Span,
    /// The lines that were skipped.
    pub skipped: Span,
    pub kind: SyntaxKind,
    /// Names that the skipped lines would have bound.
    pub names: Vec<Rc<str>>,
    /// How many statements come before it.
    pub(crate) index: usize,
}

/// What is wrong, as far as it can be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SyntaxKind {
    /// A `print` statement, `except A, e`, backticks: Python 2.
    PythonTwo,
    /// Nested too deeply, or too long, to be parsed in a browser.
    TooDeep,
    /// A null character.
    Null,
    /// Anything else; the parser's words.
    Other(String),
}

/// Parses a module.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    // One parse of the whole text where nothing is wrong, which is the rule.
    if too_deep(text).is_none() && !text.contains('\0') {
        if let Ok(statements) = ast::Suite::parse(text, "<settings>") {
            return Parsed { statements, problems: Vec::new() };
        }
        let rewritten = rewrite(text);
        if let Some(rewritten) = &rewritten
            && let Ok(statements) = ast::Suite::parse(rewritten, "<settings>")
        {
            return Parsed { statements, problems: Vec::new() };
        }
        return recover(rewritten.as_deref().unwrap_or(text));
    }
    recover(&rewrite(text).unwrap_or_else(|| text.to_owned()))
}

/// Statement by statement.
fn recover(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut pieces: Vec<Span> = pieces(text, false);
    pieces.reverse();
    let mut budget = 4000;
    while let Some(piece) = pieces.pop() {
        budget -= 1;
        if budget == 0 {
            break;
        }
        match parse_piece(text, piece) {
            Ok(statements) => parsed.statements.extend(statements),
            Err((at, kind)) => {
                // A bracket that is never closed swallows what follows: cut at
                // lines that look like statements.
                let inner = pieces_within(text, piece);
                if inner.len() > 1 {
                    pieces.extend(inner.into_iter().rev());
                    continue;
                }
                let kind = if is_python_two(&text[piece.range()]) { SyntaxKind::PythonTwo } else { kind };
                let names = names_by_sight(&text[piece.range()]);
                // One message for a run of broken lines.
                match parsed.problems.last_mut() {
                    Some(last)
                        if last.skipped.end == piece.start && last.index == parsed.statements.len() =>
                    {
                        last.skipped.end = piece.end;
                        last.names.extend(names);
                    }
                    _ => parsed.problems.push(SyntaxProblem {
                        at,
                        skipped: piece,
                        kind,
                        names,
                        index: parsed.statements.len(),
                    }),
                }
            }
        }
    }
    parsed
}

fn parse_piece(text: &str, piece: Span) -> Result<Vec<ast::Stmt>, (Span, SyntaxKind)> {
    let source = &text[piece.range()];
    if let Some(null) = source.find('\0') {
        let at = piece.start + null as u32;
        return Err((Span::new(at, at + 1), SyntaxKind::Null));
    }
    if let Some(deep) = too_deep(source) {
        let at = piece.start + deep as u32;
        return Err((Span::new(at, at + 1), SyntaxKind::TooDeep));
    }
    ast::Suite::parse_starts_at(source, "<settings>", TextSize::from(piece.start)).map_err(|error| {
        let mut at = u32::from(error.offset).clamp(piece.start, piece.end) as usize;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        (Span::new(at as u32, at as u32), SyntaxKind::Other(error.error.to_string()))
    })
}

/// What a character of the text belongs to.
struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    depth: usize,
}

/// A step of the scan.
enum Token {
    Open,
    Close,
    Newline,
    Operator,
    /// Anything else, a whole string literal or comment included.
    Other,
}

impl Scan<'_> {
    fn next(&mut self) -> Option<Token> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(match byte {
            b'(' | b'[' | b'{' => {
                self.depth += 1;
                Token::Open
            }
            b')' | b']' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                Token::Close
            }
            b'\n' => Token::Newline,
            b'\r' => {
                if self.bytes.get(self.at) == Some(&b'\n') {
                    self.at += 1;
                }
                Token::Newline
            }
            b'\\' => {
                // A backslash joins the next line.
                if self.bytes.get(self.at) == Some(&b'\r') && self.bytes.get(self.at + 1) == Some(&b'\n') {
                    self.at += 2;
                } else if self.at < self.bytes.len() {
                    self.at += 1;
                }
                Token::Other
            }
            b'#' => {
                while self.bytes.get(self.at).is_some_and(|&byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
                Token::Other
            }
            b'\'' | b'"' => {
                self.skip_string(byte);
                Token::Other
            }
            b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>' | b'.' => {
                Token::Operator
            }
            _ => Token::Other,
        })
    }

    fn skip_string(&mut self, quote: u8) {
        let triple = self.bytes.get(self.at) == Some(&quote) && self.bytes.get(self.at + 1) == Some(&quote);
        if triple {
            self.at += 2;
        }
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 2,
                b'\n' | b'\r' if !triple => return,
                _ if byte == quote => {
                    if !triple {
                        self.at += 1;
                        return;
                    }
                    if self.bytes.get(self.at + 1) == Some(&quote)
                        && self.bytes.get(self.at + 2) == Some(&quote)
                    {
                        self.at += 3;
                        return;
                    }
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(self.bytes.len());
    }
}

/// The offset at which the text is nested too deeply for the stack.
fn too_deep(text: &str) -> Option<usize> {
    let mut scan = Scan { bytes: text.as_bytes(), at: 0, depth: 0 };
    let mut operators = 0;
    let mut words = 0;
    // Each `elif` lies in the `else` of the one above it.
    let mut branches = 0;
    let mut indent_start = true;
    while let Some(token) = scan.next() {
        if indent_start {
            let indent =
                text.as_bytes()[scan.at - 1..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if scan.depth == 0 && indent > 400 {
                return Some(scan.at - 1);
            }
            if scan.depth == 0 {
                let line = &text.as_bytes()[scan.at - 1 + indent..];
                if line.starts_with(b"elif") {
                    branches += 1;
                    if branches > MAX_BRANCHES {
                        return Some(scan.at - 1);
                    }
                } else if indent == 0 && !line.starts_with(b"#") {
                    branches = 0;
                }
            }
            indent_start = false;
        }
        match token {
            Token::Open if scan.depth > MAX_NESTING => return Some(scan.at - 1),
            Token::Operator => {
                operators += 1;
                if operators > MAX_OPERATORS {
                    return Some(scan.at - 1);
                }
            }
            Token::Newline => {
                indent_start = true;
                if scan.depth == 0 {
                    operators = 0;
                    words = 0;
                }
            }
            Token::Other => {
                // `not not not ...`, `lambda: lambda: ...`, `a if b else a if b else ...`
                let rest = &text.as_bytes()[scan.at - 1..];
                if rest.starts_with(b"not ")
                    || rest.starts_with(b"lambda")
                    || rest.starts_with(b"else ")
                    || rest.starts_with(b"await ")
                {
                    words += 1;
                    if words > MAX_NESTING {
                        return Some(scan.at - 1);
                    }
                }
            }
            _ => {}
        }
    }
    None
}

/// Top-level statements, each with the lines that belong to it.
fn pieces(text: &str, ignore_brackets: bool) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut starts = vec![0_usize];
    let mut scan = Scan { bytes, at: 0, depth: 0 };
    while let Some(token) = scan.next() {
        if matches!(token, Token::Newline)
            && (scan.depth == 0 || ignore_brackets && begins_statement(&text[scan.at..]))
        {
            let rest = &bytes[scan.at..];
            let begins = match rest.first() {
                None | Some(b' ' | b'\t' | b'\n' | b'\r' | b'#' | b')' | b']' | b'}') => false,
                Some(_) => !continues(&text[scan.at..]),
            };
            if begins {
                // Decorators belong to what they decorate.
                let previous = &text[*starts.last().expect("starts with one")..scan.at];
                let decorator = previous.trim_start().starts_with('@')
                    && !previous.contains("\ndef ")
                    && !previous.contains("\nclass ")
                    && !previous.contains("\nasync ");
                if !decorator {
                    if ignore_brackets {
                        scan.depth = 0;
                    }
                    starts.push(scan.at);
                }
            }
        }
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| Span::new(start as u32, end as u32)).collect()
}

/// A broken piece cut at lines that look like statements of their own, whatever
/// brackets are open.
fn pieces_within(text: &str, piece: Span) -> Vec<Span> {
    let source = &text[piece.range()];
    let mut cut = pieces(source, true);
    for part in &mut cut {
        part.start += piece.start;
        part.end += piece.start;
    }
    if cut.len() <= 1 {
        // An unterminated text swallows lines too: cut by lines alone.
        let mut starts = vec![piece.start];
        let mut offset = piece.start;
        for line in source.split_inclusive('\n') {
            if offset > piece.start && begins_statement(line) {
                starts.push(offset);
            }
            offset += line.len() as u32;
        }
        let ends: Vec<u32> = starts.iter().skip(1).copied().chain([piece.end]).collect();
        cut = starts.into_iter().zip(ends).map(|(start, end)| Span::new(start, end)).collect();
    }
    cut
}

/// `else:` and its like go on with the statement before.
fn continues(line: &str) -> bool {
    ["else:", "else ", "elif ", "elif(", "except:", "except ", "except*", "finally:", "finally "]
        .iter()
        .any(|word| line.starts_with(word))
}

/// Whether a line without indentation looks like the start of a statement.
fn begins_statement(line: &str) -> bool {
    const WORDS: &[&str] =
        &["import ", "from ", "if ", "def ", "class ", "try:", "for ", "with ", "while ", "del "];
    if WORDS.iter().any(|word| line.starts_with(word)) {
        return true;
    }
    let name = line.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(line.len());
    if name == 0 || line.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let rest = line[name..].trim_start_matches([' ', '\t']);
    rest.starts_with("+=") || rest.starts_with('=') && !rest.starts_with("==")
}

/// The names that lines would bind, by their look alone.
fn names_by_sight(source: &str) -> Vec<Rc<str>> {
    let mut names: Vec<Rc<str>> = Vec::new();
    let word = |text: &str| -> Rc<str> {
        text.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default().into()
    };
    // A definition binds its own name alone.
    let first =
        source.lines().find(|line| !line.starts_with(['@', '#', ' ', '\t']) && !line.trim().is_empty());
    for keyword in ["def ", "async def ", "class "] {
        if let Some(name) = first.and_then(|line| line.strip_prefix(keyword)) {
            return vec![word(name.trim_start())];
        }
    }
    for line in source.lines() {
        let line = line.trim_start();
        if let Some((_, listed)) = line.strip_prefix("from ").and_then(|rest| rest.split_once(" import ")) {
            let listed = listed.trim_matches(['(', ')', ' ']).split(',');
            names.extend(listed.map(|name| word(name.rsplit(" as ").next().unwrap_or(name).trim())));
            continue;
        }
        if let Some(listed) = line.strip_prefix("import ") {
            names.extend(
                listed.split(',').map(|name| word(name.rsplit(" as ").next().unwrap_or(name).trim())),
            );
            continue;
        }
        let end = line.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(line.len());
        if end == 0 || line.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let rest = line[end..].trim_start();
        let binds = rest.starts_with('=') && !rest.starts_with("==")
            || ["+=", "-=", "|=", "[", ".", ":"].iter().any(|sign| rest.starts_with(sign));
        let name = &line[..end];
        if binds && !names.iter().any(|known| &**known == name) && !is_keyword(name) {
            names.push(name.into());
        }
    }
    names
}

fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "if" | "else"
            | "elif"
            | "for"
            | "while"
            | "try"
            | "except"
            | "finally"
            | "with"
            | "def"
            | "class"
            | "return"
            | "import"
            | "from"
            | "print"
            | "lambda"
            | "not"
            | "and"
            | "or"
            | "in"
            | "is"
            | "pass"
            | "raise"
            | "yield"
            | "True"
            | "False"
            | "None"
    )
}

fn is_python_two(source: &str) -> bool {
    source.lines().any(|line| {
        let line = line.trim_start();
        let print = line.strip_prefix("print ").is_some_and(|rest| {
            let rest = rest.trim_start();
            rest.starts_with(['"', '\'', '>', '%']) || rest.starts_with(|c: char| c.is_alphabetic())
        });
        let except = line.strip_prefix("except ").is_some_and(|rest| {
            !rest.starts_with('(')
                && rest.contains(',')
                && rest.trim_end().ends_with(':')
                && !rest.contains(" as ")
        });
        let exec = line.starts_with("exec ") || line.contains("<>");
        print || except || exec
    })
}

/// Newer syntax written with the same number of bytes, so that places hold:
/// quotes within replacement fields that repeat the string's own (PEP 701), the
/// prefix `t` (PEP 750), read as `f`, and `except A, B:` (PEP 758), read as
/// `except A| B:`.
fn rewrite(text: &str) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let mut changed = false;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => {
                while at < bytes.len() && bytes[at] != b'\n' {
                    at += 1;
                }
            }
            quote @ (b'"' | b'\'') => {
                let mut start = at;
                while start > 0 && bytes[start - 1].is_ascii_alphabetic() && at - start < 2 {
                    start -= 1;
                }
                let named =
                    start > 0 && (bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] == b'_');
                let prefix = bytes[start..at].to_ascii_lowercase();
                let is_format = !named && (prefix.contains(&b'f') || prefix.contains(&b't'));
                if is_format {
                    for byte in &mut bytes[start..at] {
                        if matches!(*byte, b't' | b'T') {
                            *byte = b'f';
                            changed = true;
                        }
                    }
                    at = rewrite_format(&mut bytes, at, quote, &mut changed);
                } else {
                    let mut scan = Scan { bytes: &bytes, at: at + 1, depth: 0 };
                    scan.skip_string(quote);
                    at = scan.at;
                }
            }
            b'e' if bytes[at..].starts_with(b"except ") && begins_line(&bytes, at) => {
                changed |= rewrite_except(&mut bytes, at + 7);
                at += 7;
            }
            _ => at += 1,
        }
    }
    if changed { String::from_utf8(bytes).ok() } else { None }
}

/// Whether nothing but white space comes before it in its line.
fn begins_line(bytes: &[u8], at: usize) -> bool {
    bytes[..at]
        .iter()
        .rev()
        .take_while(|byte| !matches!(byte, b'\n' | b'\r'))
        .all(|byte| matches!(byte, b' ' | b'\t'))
}

/// `A, b.C:` after `except `. Python 2 wrote a variable behind the comma, which
/// begins with a small letter.
fn rewrite_except(bytes: &mut [u8], start: usize) -> bool {
    let Some(length) = bytes[start..].iter().position(|byte| matches!(byte, b':' | b'\n')) else {
        return false;
    };
    let kinds = &bytes[start..start + length];
    let is_class = |kind: &[u8]| {
        let kind = kind.trim_ascii();
        let leaf = kind.rsplit(|byte| *byte == b'.').next().unwrap_or(kind);
        leaf.first().is_some_and(u8::is_ascii_uppercase)
            && kind.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
    };
    if bytes[start + length] != b':'
        || !kinds.contains(&b',')
        || !kinds.split(|byte| *byte == b',').all(is_class)
    {
        return false;
    }
    for byte in &mut bytes[start..start + length] {
        if *byte == b',' {
            *byte = b'|';
        }
    }
    true
}

/// Walks a format string; inner quotes become the other kind. Gives the offset
/// after its end.
fn rewrite_format(bytes: &mut [u8], open: usize, quote: u8, changed: &mut bool) -> usize {
    let triple = bytes.get(open + 1) == Some(&quote) && bytes.get(open + 2) == Some(&quote);
    let other = if quote == b'"' { b'\'' } else { b'"' };
    let mut at = open + if triple { 3 } else { 1 };
    let mut fields = 0_usize;
    while at < bytes.len() {
        let byte = bytes[at];
        if fields == 0 {
            match byte {
                b'\\' => at += 1,
                b'{' if bytes.get(at + 1) == Some(&b'{') => at += 1,
                b'{' => fields = 1,
                b'\n' if !triple => return at,
                _ if byte == quote => {
                    if !triple {
                        return at + 1;
                    }
                    if bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote) {
                        return at + 3;
                    }
                }
                _ => {}
            }
        } else {
            match byte {
                b'{' => fields += 1,
                b'}' => fields -= 1,
                b'\n' if !triple => return at,
                _ if byte == quote && !triple => {
                    // A text within the field in the string's own quotes.
                    let Some(length) = bytes[at + 1..].iter().position(|&b| b == quote || b == b'\n') else {
                        return at + 1;
                    };
                    let close = at + 1 + length;
                    if bytes[close] == b'\n'
                        || bytes[at + 1..close].contains(&other)
                        || bytes[at + 1..close].contains(&b'\\')
                    {
                        return at + 1;
                    }
                    bytes[at] = other;
                    bytes[close] = other;
                    *changed = true;
                    at = close;
                }
                _ => {}
            }
        }
        at += 1;
    }
    at
}

/// The names that a statement binds, those of its blocks included.
pub(crate) fn bound_names(statement: &ast::Stmt) -> Vec<Rc<str>> {
    let mut names = Vec::new();
    collect(statement, &mut names);
    names
}

fn collect(statement: &ast::Stmt, names: &mut Vec<Rc<str>>) {
    use ast::Stmt as S;
    let block =
        |body: &[ast::Stmt], names: &mut Vec<Rc<str>>| body.iter().for_each(|inner| collect(inner, names));
    match statement {
        S::Assign(node) => node.targets.iter().for_each(|target| collect_target(target, names)),
        S::AnnAssign(node) => collect_target(&node.target, names),
        S::AugAssign(node) => collect_target(&node.target, names),
        S::For(node) => {
            collect_target(&node.target, names);
            block(&node.body, names);
            block(&node.orelse, names);
        }
        S::While(node) => {
            block(&node.body, names);
            block(&node.orelse, names);
        }
        S::If(node) => {
            block(&node.body, names);
            block(&node.orelse, names);
        }
        S::With(node) => {
            node.items
                .iter()
                .filter_map(|item| item.optional_vars.as_deref())
                .for_each(|target| collect_target(target, names));
            block(&node.body, names);
        }
        S::Match(node) => node.cases.iter().for_each(|case| block(&case.body, names)),
        S::Try(node) => {
            block(&node.body, names);
            for handler in &node.handlers {
                let ast::ExceptHandler::ExceptHandler(handler) = handler;
                block(&handler.body, names);
            }
            block(&node.orelse, names);
            block(&node.finalbody, names);
        }
        S::FunctionDef(node) => names.push(node.name.as_str().into()),
        S::ClassDef(node) => names.push(node.name.as_str().into()),
        S::Import(node) => {
            for alias in &node.names {
                let name = alias.asname.as_ref().map_or_else(
                    || alias.name.as_str().split('.').next().unwrap_or_default(),
                    |name| name.as_str(),
                );
                names.push(name.into());
            }
        }
        S::ImportFrom(node) => {
            for alias in &node.names {
                names.push(alias.asname.as_ref().unwrap_or(&alias.name).as_str().into());
            }
        }
        // `NAME.append(...)` and the like change what the name holds.
        S::Expr(node) => {
            if let ast::Expr::Call(call) = &*node.value
                && let ast::Expr::Attribute(attribute) = &*call.func
            {
                collect_target(&attribute.value, names);
            }
        }
        _ => {}
    }
}

fn collect_target(target: &ast::Expr, names: &mut Vec<Rc<str>>) {
    match target {
        ast::Expr::Name(name) => names.push(name.id.as_str().into()),
        ast::Expr::Tuple(node) => node.elts.iter().for_each(|target| collect_target(target, names)),
        ast::Expr::List(node) => node.elts.iter().for_each(|target| collect_target(target, names)),
        ast::Expr::Starred(node) => collect_target(&node.value, names),
        ast::Expr::Subscript(node) => collect_target(&node.value, names),
        ast::Expr::Attribute(node) => collect_target(&node.value, names),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (usize, Vec<(String, Vec<String>)>) {
        let parsed = parse(text);
        let problems = parsed
            .problems
            .iter()
            .map(|problem| {
                let kind = match &problem.kind {
                    SyntaxKind::PythonTwo => "python 2".to_owned(),
                    SyntaxKind::TooDeep => "deep".to_owned(),
                    SyntaxKind::Null => "null".to_owned(),
                    SyntaxKind::Other(_) => "syntax".to_owned(),
                };
                (kind, problem.names.iter().map(ToString::to_string).collect())
            })
            .collect();
        (parsed.statements.len(), problems)
    }

    #[test]
    fn a_broken_statement_does_not_cost_the_rest() {
        let (statements, problems) = read("A = 1\nB = = 2\nC = 3\nif C:\n    D = (1\nE = 5\n");
        assert_eq!(statements, 3, "{problems:?}");
        assert_eq!(
            problems,
            [("syntax".to_owned(), vec!["B".to_owned()]), ("syntax".to_owned(), vec!["D".to_owned()]),]
        );
    }

    #[test]
    fn an_open_bracket_or_text_does_not_swallow_the_file() {
        assert_eq!(read("A = [1,\nB = 2\nC = 3\n").0, 2);
        assert_eq!(read("A = '''x\nB = 2\nC = 3\n").0, 2);
        assert_eq!(read("A = 'x\nB = 2\n").0, 1);
    }

    #[test]
    fn newer_syntax_is_read() {
        assert_eq!(read("A = f\"{env(\"X\")}/y\"\nB = t'a'\n"), (2, Vec::new()));
    }

    #[test]
    fn python_two_is_named() {
        assert_eq!(read("print 'x'\nA = 1\n").1[0].0, "python 2");
        assert_eq!(read("try:\n    import a\nexcept ImportError, e:\n    pass\nA = 1\n").1[0].0, "python 2");
    }

    #[test]
    fn hostile_nesting_is_refused_without_harm() {
        let long = format!("if a:\n    A = 1\n{}B = 2\n", "elif b:\n    A = 3\n".repeat(5_000));
        assert_eq!(read(&long), (1, vec![("deep".to_owned(), vec!["A".to_owned()])]));
        let deep = format!("A = {}1{}\nB = 2\n", "(".repeat(50_000), ")".repeat(50_000));
        assert_eq!(read(&deep), (1, vec![("deep".to_owned(), vec!["A".to_owned()])]));
        let chain = format!("A = 1{}\nB = 2\n", "+1".repeat(50_000));
        assert_eq!(read(&chain).0, 1);
        let unary = format!("A = {}1\nB = 2\n", "not ".repeat(50_000));
        assert_eq!(read(&unary).0, 1);
    }
}
