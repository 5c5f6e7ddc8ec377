//! `re`: patterns of literals, classes, groups, alternation, quantifiers, anchors
//! and lookaround, matched by backtracking as CPython does.
//!
//! What is rare or depends on Unicode's tables is not followed, and a match that
//! takes too long has no answer.

use super::{Failure, Outcome, is_space};

pub(crate) const IGNORECASE: u32 = 2;
pub(crate) const MULTILINE: u32 = 8;
pub(crate) const DOTALL: u32 = 16;
pub(crate) const UNICODE: u32 = 32;
pub(crate) const VERBOSE: u32 = 64;
pub(crate) const ASCII: u32 = 256;

/// Instructions of one compiled pattern.
const MAX_PROGRAM: usize = 20_000;
/// Instructions that one search may run.
pub(crate) const MAX_STEPS: usize = 400_000;
/// Groups within groups.
const MAX_NESTING: usize = 60;

const PATTERN: Failure = Failure::Unsupported("this regular expression");
const RARE: Failure = Failure::Unsupported("a regular expression over rare characters");
const SLOW: Failure = Failure::Limit("the steps of a regular expression");

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    program: Vec<Op>,
    /// With the global flags written in the pattern.
    pub(crate) flags: u32,
    /// How many groups there are, and the names of some.
    pub(crate) groups: usize,
    pub(crate) names: Vec<(String, usize)>,
}

#[derive(Debug, Clone)]
enum Op {
    Char(char, bool),
    Any(bool),
    Set(Set),
    Assert(Assert),
    /// Tries the first way, then the second.
    Split(usize, usize),
    Jump(usize),
    Save(usize),
    Back(usize, bool),
    /// Lookaround: the program within runs to its `Match`; then on from the end.
    Look {
        behind: Option<usize>,
        negate: bool,
        end: usize,
    },
    Match,
}

#[derive(Debug, Clone, Copy)]
enum Assert {
    Start,
    StartOfLine,
    End,
    EndOfLine,
    VeryEnd,
    Boundary(bool, bool),
}

#[derive(Debug, Clone)]
struct Set {
    negate: bool,
    ignore_case: bool,
    ascii: bool,
    items: Vec<Item>,
}

#[derive(Debug, Clone, Copy)]
enum Item {
    Range(char, char),
    /// `\d`, `\s`, `\w`, and their opposites.
    Class(char),
}

#[derive(Debug, Clone)]
enum Node {
    One(Op),
    Group(usize, Box<Self>),
    All(Vec<Self>),
    Either(Vec<Self>),
    Repeat { node: Box<Self>, least: usize, most: Option<usize>, lazy: bool },
    Look { node: Box<Self>, behind: bool, negate: bool },
}

impl Node {
    /// The least and the greatest number of characters; none: no bound.
    fn width(&self) -> (usize, Option<usize>) {
        match self {
            Self::One(Op::Char(..) | Op::Any(_) | Op::Set(_)) => (1, Some(1)),
            // What a group matched may be anything.
            Self::One(Op::Back(..)) => (0, None),
            Self::One(_) | Self::Look { .. } => (0, Some(0)),
            Self::Group(_, node) => node.width(),
            Self::All(nodes) => nodes.iter().fold((0, Some(0)), |(least, most), node| {
                let (a, b) = node.width();
                (least.saturating_add(a), most.zip(b).map(|(most, b)| most.saturating_add(b)))
            }),
            Self::Either(nodes) => {
                let widths: Vec<_> = nodes.iter().map(Self::width).collect();
                let least = widths.iter().map(|(least, _)| *least).min().unwrap_or(0);
                let most = widths.iter().map(|(_, most)| *most).collect::<Option<Vec<_>>>();
                (least, most.and_then(|most| most.into_iter().max()))
            }
            Self::Repeat { node, least, most, .. } => {
                let (a, b) = node.width();
                (a.saturating_mul(*least), b.zip(*most).map(|(b, most)| b.saturating_mul(most)))
            }
        }
    }
}

struct Parser<'p> {
    text: Vec<char>,
    at: usize,
    flags: u32,
    groups: usize,
    open: Vec<usize>,
    names: Vec<(String, usize)>,
    nesting: usize,
    whole: &'p str,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn next(&mut self) -> Outcome<char> {
        let found = self.peek().ok_or(PATTERN)?;
        self.at += 1;
        Ok(found)
    }

    fn until(&mut self, end: char) -> Outcome<String> {
        let mut name = String::new();
        loop {
            match self.next()? {
                found if found == end => return Ok(name),
                found => name.push(found),
            }
        }
    }

    /// What CPython says of a pattern that is none.
    fn invalid(&self, message: &str, at: usize) -> Failure {
        let before = &self.text[..at.min(self.text.len())];
        let place = if self.text.contains(&'\n') {
            let line = before.iter().filter(|c| **c == '\n').count() + 1;
            let column = before.iter().rev().take_while(|c| **c != '\n').count() + 1;
            format!(" (line {line}, column {column})")
        } else {
            String::new()
        };
        Failure::raises("PatternError", format!("{message} at position {at}{place}"))
    }

    fn close(&mut self, start: usize) -> Outcome<()> {
        if self.take(')') { Ok(()) } else { Err(self.invalid("missing ), unterminated subpattern", start)) }
    }

    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    fn alternatives(&mut self) -> Outcome<Node> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(PATTERN);
        }
        let mut ways = vec![self.sequence()?];
        while self.take('|') {
            ways.push(self.sequence()?);
        }
        self.nesting -= 1;
        Ok(match ways.len() {
            1 => ways.remove(0),
            _ => Node::Either(ways),
        })
    }

    fn sequence(&mut self) -> Outcome<Node> {
        let mut nodes = Vec::new();
        while let Some(next) = self.peek() {
            if matches!(next, '|' | ')') {
                break;
            }
            self.at += 1;
            if self.has(VERBOSE) {
                if is_space(next) {
                    continue;
                }
                if next == '#' {
                    while self.peek().is_some_and(|next| next != '\n') {
                        self.at += 1;
                    }
                    continue;
                }
            }
            let node = match next {
                '(' => match self.group()? {
                    Some(node) => node,
                    None => continue,
                },
                '[' => self.set()?,
                '\\' => self.escape()?,
                '.' => Node::One(Op::Any(self.has(DOTALL))),
                '^' if self.has(MULTILINE) => Node::One(Op::Assert(Assert::StartOfLine)),
                '^' => Node::One(Op::Assert(Assert::Start)),
                '$' if self.has(MULTILINE) => Node::One(Op::Assert(Assert::EndOfLine)),
                '$' => Node::One(Op::Assert(Assert::End)),
                '*' | '+' | '?' => return Err(self.invalid("nothing to repeat", self.at - 1)),
                '{' if self.bounds().is_some() => return Err(PATTERN),
                other => self.literal(other)?,
            };
            let node = self.quantified(node)?;
            nodes.push(node);
        }
        Ok(match nodes.len() {
            1 => nodes.remove(0),
            _ => Node::All(nodes),
        })
    }

    fn literal(&self, character: char) -> Outcome<Node> {
        let ignore = self.has(IGNORECASE);
        if ignore && !character.is_ascii() {
            return Err(RARE);
        }
        Ok(Node::One(Op::Char(if ignore { character.to_ascii_lowercase() } else { character }, ignore)))
    }

    /// `m,n}` after a brace; none where the brace stands for itself.
    fn bounds(&mut self) -> Option<(usize, Option<usize>)> {
        let start = self.at;
        let number = |me: &mut Self| {
            let mut digits = String::new();
            while let Some(digit) = me.peek().filter(char::is_ascii_digit) {
                digits.push(digit);
                me.at += 1;
            }
            digits
        };
        let least = number(self);
        let comma = self.take(',');
        let most = if comma { number(self) } else { least.clone() };
        // `{}` and `{,}`: the first is literal, the second any number.
        if !self.take('}') || (least.is_empty() && !comma) {
            self.at = start;
            return None;
        }
        let bound = |digits: &str| digits.parse::<usize>().unwrap_or(usize::MAX);
        Some((if least.is_empty() { 0 } else { bound(&least) }, (!most.is_empty()).then(|| bound(&most))))
    }

    fn quantified(&mut self, node: Node) -> Outcome<Node> {
        let before = self.at;
        if self.has(VERBOSE) {
            while self.peek().is_some_and(is_space) {
                self.at += 1;
            }
        }
        let (least, most) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.at += 1;
                match self.bounds() {
                    Some(bounds) => {
                        self.at -= 1;
                        bounds
                    }
                    None => {
                        self.at = before;
                        return Ok(node);
                    }
                }
            }
            _ => {
                self.at = before;
                return Ok(node);
            }
        };
        self.at += 1;
        let lazy = self.take('?');
        // `a++`, `a**`: possessive, or an error.
        if matches!(self.peek(), Some('+' | '*' | '?')) || most.is_some_and(|most| most < least) {
            return Err(PATTERN);
        }
        if let Some('{') = self.peek() {
            let at = self.at;
            self.at += 1;
            let again = self.bounds().is_some();
            self.at = at;
            if again {
                return Err(PATTERN);
            }
        }
        let (narrowest, _) = node.width();
        // An empty round of an endless loop: CPython's own rules, which few know.
        if narrowest == 0 && most != Some(1) || matches!(node, Node::One(Op::Assert(_))) {
            return Err(PATTERN);
        }
        Ok(Node::Repeat { node: Box::new(node), least, most, lazy })
    }

    fn group(&mut self) -> Outcome<Option<Node>> {
        let start = self.at - 1;
        if !self.take('?') {
            return self.captured(None, start).map(Some);
        }
        match self.next()? {
            ':' => self.enclosed(self.flags, start).map(Some),
            'P' => match self.next()? {
                '<' => {
                    let name = self.until('>')?;
                    let valid = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                        && !name.starts_with(|c: char| c.is_ascii_digit());
                    if !valid || name.is_empty() || self.names.iter().any(|(known, _)| *known == name) {
                        return Err(PATTERN);
                    }
                    self.captured(Some(name), start).map(Some)
                }
                '=' => {
                    let name = self.until(')')?;
                    let found = self.names.iter().find(|(known, _)| *known == name);
                    let number = found.map(|(_, number)| *number).ok_or(PATTERN)?;
                    self.back_reference(number).map(Some)
                }
                _ => Err(PATTERN),
            },
            '#' => self.until(')').map(|_| None),
            '=' => self.look(false, false, start).map(Some),
            '!' => self.look(false, true, start).map(Some),
            '<' => match self.next()? {
                '=' => self.look(true, false, start).map(Some),
                '!' => self.look(true, true, start).map(Some),
                _ => Err(PATTERN),
            },
            _ => {
                // `(?i)` at the start, or `(?i:...)`.
                self.at -= 1;
                let first_flag = self.at;
                let mut on = 0;
                let mut off = 0;
                let mut minus = false;
                loop {
                    let flag = match self.next()? {
                        'i' => IGNORECASE,
                        'm' => MULTILINE,
                        's' => DOTALL,
                        'x' => VERBOSE,
                        'a' => ASCII,
                        'u' => UNICODE,
                        '-' if !minus => {
                            minus = true;
                            continue;
                        }
                        ':' => return self.enclosed((self.flags | on) & !off, start).map(Some),
                        ')' => break,
                        _ => return Err(PATTERN),
                    };
                    if minus { off |= flag } else { on |= flag }
                }
                // Elsewhere it is an error; with x or a what was read before counts again.
                if first_flag != 2 || minus || !self.whole.starts_with("(?") {
                    return Err(PATTERN);
                }
                self.flags |= on;
                Ok(None)
            }
        }
    }

    fn enclosed(&mut self, flags: u32, start: usize) -> Outcome<Node> {
        let outer = std::mem::replace(&mut self.flags, flags);
        let node = self.alternatives()?;
        self.flags = outer;
        // A group of its own: a quantifier after it takes it whole.
        self.close(start)?;
        Ok(Node::All(vec![node]))
    }

    fn captured(&mut self, name: Option<String>, start: usize) -> Outcome<Node> {
        self.groups += 1;
        let number = self.groups;
        self.names.extend(name.map(|name| (name, number)));
        self.open.push(number);
        let node = self.alternatives()?;
        self.open.pop();
        self.close(start)?;
        Ok(Node::Group(number, Box::new(node)))
    }

    fn look(&mut self, behind: bool, negate: bool, start: usize) -> Outcome<Node> {
        let node = self.alternatives()?;
        self.close(start)?;
        let (least, most) = node.width();
        if behind && most != Some(least) {
            return Err(PATTERN);
        }
        Ok(Node::Look { node: Box::new(node), behind, negate })
    }

    fn back_reference(&self, number: usize) -> Outcome<Node> {
        if number == 0 || number > self.groups || self.open.contains(&number) {
            return Err(PATTERN);
        }
        Ok(Node::One(Op::Back(number, self.has(IGNORECASE))))
    }

    fn class(&self, letter: char) -> Node {
        Node::One(Op::Set(Set {
            negate: false,
            ignore_case: false,
            ascii: self.has(ASCII),
            items: vec![Item::Class(letter)],
        }))
    }

    fn escape(&mut self) -> Outcome<Node> {
        let letter = self.next()?;
        Ok(match letter {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => self.class(letter),
            'A' => Node::One(Op::Assert(Assert::Start)),
            'Z' => Node::One(Op::Assert(Assert::VeryEnd)),
            'b' | 'B' => Node::One(Op::Assert(Assert::Boundary(letter == 'b', self.has(ASCII)))),
            '1'..='9' => {
                let mut number = letter.to_digit(10).unwrap_or(0) as usize;
                if let Some(second) = self.peek().and_then(|next| next.to_digit(10)) {
                    self.at += 1;
                    number = number * 10 + second as usize;
                    if self.peek().is_some_and(|next| next.is_ascii_digit()) {
                        return Err(PATTERN);
                    }
                }
                self.back_reference(number)?
            }
            _ => {
                let character = self.escaped_character(letter)?;
                self.literal(character)?
            }
        })
    }

    /// The character that an escape stands for.
    fn escaped_character(&mut self, letter: char) -> Outcome<char> {
        let digits = match letter {
            'n' => return Ok('\n'),
            't' => return Ok('\t'),
            'r' => return Ok('\r'),
            'f' => return Ok('\u{c}'),
            'v' => return Ok('\u{b}'),
            'a' => return Ok('\u{7}'),
            '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => return Ok('\0'),
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ if letter.is_ascii_alphanumeric() => return Err(PATTERN),
            _ => return Ok(letter),
        };
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + self.next()?.to_digit(16).ok_or(PATTERN)?;
        }
        char::from_u32(code).ok_or(PATTERN)
    }

    fn set(&mut self) -> Outcome<Node> {
        let negate = self.take('^');
        let mut items = Vec::new();
        let first = self.at;
        loop {
            let Some(letter) = self.peek() else {
                let start = first - 1 - usize::from(negate);
                return Err(self.invalid("unterminated character set", start));
            };
            self.at += 1;
            if letter == ']' && self.at - 1 != first {
                break;
            }
            let low = match letter {
                '\\' => match self.set_escape()? {
                    Ok(character) => character,
                    Err(class) => {
                        if self.peek() == Some('-') && self.text.get(self.at + 1) != Some(&']') {
                            return Err(PATTERN);
                        }
                        items.push(Item::Class(class));
                        continue;
                    }
                },
                other => other,
            };
            let mut high = low;
            if self.peek() == Some('-') && self.text.get(self.at + 1).is_some_and(|next| *next != ']') {
                self.at += 1;
                high = match self.next()? {
                    '\\' => self.set_escape()?.map_err(|_| PATTERN)?,
                    other => other,
                };
                if high < low {
                    return Err(PATTERN);
                }
            }
            items.push(Item::Range(low, high));
        }
        let ignore_case = self.has(IGNORECASE);
        let plain = |item: &Item| match item {
            Item::Range(low, high) => low.is_ascii() && high.is_ascii(),
            Item::Class(_) => true,
        };
        if ignore_case && !items.iter().all(plain) {
            return Err(RARE);
        }
        Ok(Node::One(Op::Set(Set { negate, ignore_case, ascii: self.has(ASCII), items })))
    }

    fn set_escape(&mut self) -> Outcome<Result<char, char>> {
        let letter = self.next()?;
        Ok(match letter {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => Err(letter),
            'b' => Ok('\u{8}'),
            _ => Ok(self.escaped_character(letter)?),
        })
    }
}

struct Writer {
    program: Vec<Op>,
}

impl Writer {
    fn push(&mut self, op: Op) -> Outcome<usize> {
        if self.program.len() >= MAX_PROGRAM {
            return Err(PATTERN);
        }
        self.program.push(op);
        Ok(self.program.len() - 1)
    }

    fn write(&mut self, node: &Node) -> Outcome<()> {
        match node {
            Node::One(op) => {
                self.push(op.clone())?;
            }
            Node::Group(number, node) => {
                self.push(Op::Save(number * 2))?;
                self.write(node)?;
                self.push(Op::Save(number * 2 + 1))?;
            }
            Node::All(nodes) => {
                for node in nodes {
                    self.write(node)?;
                }
            }
            Node::Either(ways) => {
                let mut ends = Vec::new();
                for (at, way) in ways.iter().enumerate() {
                    if at + 1 == ways.len() {
                        self.write(way)?;
                        continue;
                    }
                    let split = self.push(Op::Match)?;
                    self.write(way)?;
                    ends.push(self.push(Op::Match)?);
                    self.program[split] = Op::Split(split + 1, self.program.len());
                }
                let end = self.program.len();
                for at in ends {
                    self.program[at] = Op::Jump(end);
                }
            }
            Node::Repeat { node, least, most, lazy } => {
                for _ in 0..*least {
                    self.write(node)?;
                }
                let split =
                    |on: usize, out: usize| if *lazy { Op::Split(out, on) } else { Op::Split(on, out) };
                match most {
                    None => {
                        let start = self.push(Op::Match)?;
                        self.write(node)?;
                        self.push(Op::Jump(start))?;
                        self.program[start] = split(start + 1, self.program.len());
                    }
                    Some(most) => {
                        let mut splits = Vec::new();
                        for _ in *least..*most {
                            splits.push(self.push(Op::Match)?);
                            self.write(node)?;
                        }
                        let end = self.program.len();
                        for at in splits {
                            self.program[at] = split(at + 1, end);
                        }
                    }
                }
            }
            Node::Look { node, behind, negate } => {
                let at = self.push(Op::Match)?;
                self.write(node)?;
                self.push(Op::Match)?;
                let behind = behind.then(|| node.width().0);
                self.program[at] = Op::Look { behind, negate: *negate, end: self.program.len() };
            }
        }
        Ok(())
    }
}

/// `re.compile(text, flags)`.
pub(crate) fn compile(text: &str, flags: u32) -> Outcome<Pattern> {
    if flags & !(IGNORECASE | MULTILINE | DOTALL | UNICODE | VERBOSE | ASCII) != 0 {
        return Err(PATTERN);
    }
    super::marker::plain(text)?;
    let mut parser = Parser {
        text: text.chars().collect(),
        at: 0,
        flags,
        groups: 0,
        open: Vec::new(),
        names: Vec::new(),
        nesting: 0,
        whole: text,
    };
    let node = parser.alternatives()?;
    if parser.at < parser.text.len() {
        return Err(parser.invalid("unbalanced parenthesis", parser.at));
    }
    let mut writer = Writer { program: Vec::new() };
    writer.write(&node)?;
    writer.push(Op::Match)?;
    let flags = if parser.flags & ASCII == 0 { parser.flags | UNICODE } else { parser.flags };
    Ok(Pattern { program: writer.program, flags, groups: parser.groups, names: parser.names })
}

/// Where a search may begin, and where it has to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Search,
    Match,
    Full,
}

/// Starts and ends of groups, in characters; group 0 is the whole.
pub(crate) type Spans = Vec<Option<usize>>;

/// One pattern over one text, with a budget of steps.
#[derive(Debug)]
pub(crate) struct Search<'s> {
    pub(crate) pattern: &'s Pattern,
    pub(crate) text: &'s [char],
    pub(crate) steps: usize,
}

enum Undo {
    Try(usize, usize),
    Slot(usize, Option<usize>),
}

impl Search<'_> {
    /// The first match from a position on; after an empty match the next one at
    /// the same place has to have characters.
    pub(crate) fn find(&mut self, from: usize, mode: Mode, advance: bool) -> Outcome<Option<Spans>> {
        if self.pattern.flags & IGNORECASE != 0 && !self.text.iter().all(char::is_ascii) {
            return Err(RARE);
        }
        let mut advance = advance;
        for start in from..=self.text.len() {
            let mut spans: Spans = vec![None; (self.pattern.groups + 1) * 2];
            if let Some(end) = self.run(0, start, &mut spans, mode == Mode::Full, advance)? {
                spans[0] = Some(start);
                spans[1] = Some(end);
                return Ok(Some(spans));
            }
            if mode != Mode::Search {
                break;
            }
            advance = false;
        }
        Ok(None)
    }

    /// All matches, as `finditer` gives them.
    pub(crate) fn all(&mut self) -> Outcome<Vec<Spans>> {
        let mut found: Vec<Spans> = Vec::new();
        let mut from = 0;
        let mut advance = false;
        while let Some(spans) = self.find(from, Mode::Search, advance)? {
            let (start, end) = (spans[0].unwrap_or(0), spans[1].unwrap_or(0));
            advance = start == end;
            from = end;
            found.push(spans);
        }
        Ok(found)
    }

    fn run(
        &mut self,
        program: usize,
        start: usize,
        spans: &mut Spans,
        full: bool,
        advance: bool,
    ) -> Outcome<Option<usize>> {
        let mut undo = vec![Undo::Try(program, start)];
        while let Some(last) = undo.pop() {
            let (mut op, mut at) = match last {
                Undo::Slot(slot, old) => {
                    spans[slot] = old;
                    continue;
                }
                Undo::Try(op, at) => (op, at),
            };
            loop {
                self.steps += 1;
                if self.steps > MAX_STEPS || undo.len() > MAX_STEPS {
                    return Err(SLOW);
                }
                let here = self.text.get(at).copied();
                let mut width = 0;
                let holds = match &self.pattern.program[op] {
                    Op::Match => {
                        if full && at != self.text.len() || advance && at == start {
                            break;
                        }
                        return Ok(Some(at));
                    }
                    Op::Jump(to) => {
                        op = *to;
                        continue;
                    }
                    Op::Split(first, second) => {
                        undo.push(Undo::Try(*second, at));
                        op = *first;
                        continue;
                    }
                    Op::Save(slot) => {
                        undo.push(Undo::Slot(*slot, spans[*slot]));
                        spans[*slot] = Some(at);
                        true
                    }
                    Op::Char(wanted, ignore) => {
                        width = 1;
                        here.is_some_and(|found| {
                            found == *wanted || *ignore && found.to_ascii_lowercase() == *wanted
                        })
                    }
                    Op::Any(newline) => {
                        width = 1;
                        here.is_some_and(|found| *newline || found != '\n')
                    }
                    Op::Set(set) => {
                        width = 1;
                        match here {
                            Some(found) => set.holds(found)?,
                            None => false,
                        }
                    }
                    Op::Assert(assert) => self.holds(*assert, at)?,
                    Op::Back(group, ignore) => match (spans[group * 2], spans[group * 2 + 1]) {
                        (Some(from), Some(to)) => {
                            width = to - from;
                            at + width <= self.text.len()
                                && (0..width).all(|offset| {
                                    let (a, b) = (self.text[from + offset], self.text[at + offset]);
                                    a == b || *ignore && a.eq_ignore_ascii_case(&b)
                                })
                        }
                        _ => false,
                    },
                    Op::Look { behind, negate, end } => {
                        let (negate, end) = (*negate, *end);
                        let from = match behind {
                            Some(width) => at.checked_sub(*width),
                            None => Some(at),
                        };
                        let before = spans.clone();
                        let found = match from {
                            Some(from) => self.run(op + 1, from, spans, false, false)?.is_some(),
                            None => false,
                        };
                        if found && !negate {
                            let slots = before.iter().enumerate().filter(|(slot, old)| spans[*slot] != **old);
                            undo.extend(slots.map(|(slot, old)| Undo::Slot(slot, *old)));
                        } else {
                            *spans = before;
                        }
                        if found == negate {
                            break;
                        }
                        op = end;
                        continue;
                    }
                };
                if !holds {
                    break;
                }
                at += width;
                op += 1;
            }
        }
        Ok(None)
    }

    fn holds(&self, assert: Assert, at: usize) -> Outcome<bool> {
        let length = self.text.len();
        Ok(match assert {
            Assert::Start => at == 0,
            Assert::StartOfLine => at == 0 || self.text[at - 1] == '\n',
            Assert::VeryEnd => at == length,
            Assert::End => at == length || at + 1 == length && self.text[at] == '\n',
            Assert::EndOfLine => at == length || self.text[at] == '\n',
            Assert::Boundary(wanted, ascii) => {
                let word = |at: Option<usize>| match at.and_then(|at| self.text.get(at)) {
                    Some(character) => in_class('w', *character, ascii),
                    None => Ok(false),
                };
                // In an empty text nothing is a boundary, and nothing is none.
                if length == 0 {
                    return Ok(false);
                }
                (word(at.checked_sub(1))? != word(Some(at))?) == wanted
            }
        })
    }
}

impl Set {
    fn holds(&self, character: char) -> Outcome<bool> {
        let (lower, upper) = (character.to_ascii_lowercase(), character.to_ascii_uppercase());
        let mut found = false;
        for item in &self.items {
            found = match *item {
                Item::Range(low, high) => {
                    let within = |character: char| low <= character && character <= high;
                    within(character) || self.ignore_case && (within(lower) || within(upper))
                }
                Item::Class(letter) => {
                    in_class(letter.to_ascii_lowercase(), character, self.ascii)?
                        == letter.is_ascii_lowercase()
                }
            };
            if found {
                break;
            }
        }
        Ok(found != self.negate)
    }
}

/// Whether `\d`, `\s` or `\w` holds a character.
fn in_class(letter: char, character: char, ascii: bool) -> Outcome<bool> {
    if character.is_ascii() || ascii {
        return Ok(match letter {
            'd' => character.is_ascii_digit(),
            's' if ascii => matches!(character, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}'),
            's' => is_space(character),
            _ => character.is_ascii_alphanumeric() || character == '_',
        });
    }
    // Letters of the alphabets in use; Rust's and Python's tables differ elsewhere.
    let plain = matches!(character, '\u{a0}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{55f}'
        | '\u{1e00}'..='\u{1fff}' | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20bf}' | '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    match letter {
        's' => Ok(is_space(character)),
        _ if !plain => Err(RARE),
        'd' => Ok(false),
        _ => Ok(character.is_alphanumeric()),
    }
}

/// A piece of what `re.sub` puts in.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Text(String),
    Group(usize),
}

/// The template of `re.sub`.
pub(crate) fn template(text: &str, pattern: &Pattern) -> Outcome<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        let letter = rest.next().ok_or(PATTERN)?;
        let group = match letter {
            'g' => {
                if rest.next() != Some('<') {
                    return Err(PATTERN);
                }
                let mut name = String::new();
                loop {
                    match rest.next().ok_or(PATTERN)? {
                        '>' => break,
                        other => name.push(other),
                    }
                }
                pattern.group(&name).ok_or(PATTERN)?
            }
            '1'..='9' => {
                let mut number = letter.to_digit(10).unwrap_or(0) as usize;
                if let Some(second) = rest.peek().and_then(|next| next.to_digit(10)) {
                    rest.next();
                    number = number * 10 + second as usize;
                    if rest.peek().is_some_and(char::is_ascii_digit) {
                        return Err(PATTERN);
                    }
                }
                number
            }
            'n' | 't' | 'r' | 'f' | 'v' | 'a' | 'b' => {
                plain.push(match letter {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'f' => '\u{c}',
                    'v' => '\u{b}',
                    'a' => '\u{7}',
                    _ => '\u{8}',
                });
                continue;
            }
            _ if letter.is_ascii_alphanumeric() => return Err(PATTERN),
            '\\' => {
                plain.push('\\');
                continue;
            }
            other => {
                plain.push('\\');
                plain.push(other);
                continue;
            }
        };
        if group > pattern.groups {
            return Err(PATTERN);
        }
        pieces.push(Piece::Text(std::mem::take(&mut plain)));
        pieces.push(Piece::Group(group));
    }
    pieces.push(Piece::Text(plain));
    Ok(pieces)
}

impl Pattern {
    /// The number of a group by its name or number.
    pub(crate) fn group(&self, name: &str) -> Option<usize> {
        match name.parse::<usize>() {
            Ok(number) if name.bytes().all(|byte| byte.is_ascii_digit()) => {
                (number <= self.groups).then_some(number)
            }
            _ => self.names.iter().find(|(known, _)| known == name).map(|(_, number)| *number),
        }
    }
}

/// `re.escape(text)`.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '(' | ')'
                | '['
                | ']'
                | '{'
                | '}'
                | '?'
                | '*'
                | '+'
                | '-'
                | '|'
                | '^'
                | '$'
                | '\\'
                | '.'
                | '&'
                | '~'
                | '#'
                | ' '
                | '\t'
                | '\n'
                | '\r'
                | '\u{b}'
                | '\u{c}'
        ) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
