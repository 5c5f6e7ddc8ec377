//! TOML: a tree over `toml_parser`'s events, values with their places, and what
//! is broken left out and told.

use std::ops::Range;

use indexmap::IndexMap;
use toml_parser::decoder::ScalarKind;
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};
use toml_parser::{ParseError, Source};

use super::sort_by_key;

/// Inline values nested deeper, and keys with more parts, are left out: the tree
/// is walked by recursion.
const MAX_DEPTH: u32 = 32;
/// Tables among which one that is said twice is looked for.
const MAX_TABLES: usize = 1000;

#[derive(Debug, Default)]
pub(crate) struct Table {
    entries: IndexMap<String, Entry>,
    /// Written between braces: nothing can be added to it.
    inline: bool,
}

/// A value with its key.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) key: Range<usize>,
    pub(crate) item: Item,
}

#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) value: Value,
    pub(crate) span: Range<usize>,
}

#[derive(Debug)]
pub(crate) enum Value {
    Text(String),
    Bool(bool),
    Array(Vec<Item>),
    Table(Table),
    /// A number, without its underscores; the base of an integer.
    Number(String, Option<u32>),
    /// A date or a time, as it is written.
    Moment(String),
}

impl Table {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(key, entry)| (key.as_str(), entry))
    }

    pub(crate) fn item(&self, key: &str) -> Option<&Item> {
        self.entries.get(key).map(|entry| &entry.item)
    }

    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.item(key).and_then(Item::text)
    }

    pub(crate) fn is_true(&self, key: &str) -> bool {
        self.item(key).is_some_and(|item| matches!(item.value, Value::Bool(true)))
    }

    pub(crate) fn table(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |table, key| table.item(key)?.table())
    }

    pub(crate) fn array(&self, key: &str) -> &[Item] {
        self.item(key).map_or(&[], Item::array)
    }
}

impl Item {
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    pub(crate) fn array(&self) -> &[Item] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }
}

/// The document, if nothing in it is broken, nested too deeply, or said twice.
pub(crate) fn parse_strict(text: &str) -> Option<Table> {
    let (root, broken, clash) = read(text, true);
    (broken.is_empty() && !clash).then_some(root)
}

/// The document as far as it can be read, and where it cannot.
pub(crate) fn parse(text: &str) -> (Table, Vec<Range<usize>>) {
    let (root, broken, _) = read(text, false);
    (root, broken)
}

fn read(text: &str, strict: bool) -> (Table, Vec<Range<usize>>, bool) {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
    let mut errors: Vec<ParseError> = Vec::new();
    {
        let mut guarded = RecursionGuard::new(&mut events, MAX_DEPTH);
        parse_document(&tokens, &mut guarded, &mut errors);
    }
    let mut builder = Builder {
        source,
        events: &events,
        next: 0,
        errors,
        clash: false,
        strict,
        defined: Vec::new(),
        headers: Vec::new(),
        arrays: Vec::new(),
    };
    let root = builder.document();
    let mut broken: Vec<Range<usize>> = builder
        .errors
        .iter()
        .map(|error| {
            let span = error.unexpected().or_else(|| error.context());
            span.map_or(0..0, |span| span.start()..span.end())
        })
        .collect();
    sort_by_key(&mut broken, |range| range.start);
    (root, broken, builder.clash)
}

struct Builder<'a> {
    source: Source<'a>,
    events: &'a [Event],
    next: usize,
    errors: Vec<ParseError>,
    /// Something is said twice.
    clash: bool,
    /// Somebody asks for that.
    strict: bool,
    /// Tables that a header or a dotted key has made so far.
    defined: Vec<Vec<String>>,
    /// Those of headers alone.
    headers: Vec<Vec<String>>,
    /// Arrays that `[[headers]]` have made.
    arrays: Vec<Vec<String>>,
}

type Key = (String, Range<usize>);

impl Builder<'_> {
    fn document(&mut self) -> Table {
        let mut root = Table::default();
        let mut current: Vec<Key> = Vec::new();
        while let Some(event) = self.peek() {
            match event.kind() {
                EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                    self.next += 1;
                    let is_array = event.kind() == EventKind::ArrayTableOpen;
                    current = self.key(if is_array {
                        EventKind::ArrayTableClose
                    } else {
                        EventKind::StdTableClose
                    });
                    self.header(&root, &current, is_array);
                    let made = if is_array {
                        push_table(&mut root, &current)
                    } else {
                        descend(&mut root, &current).is_some()
                    };
                    self.clash |= !made;
                }
                EventKind::SimpleKey => {
                    let key = self.key(EventKind::KeyValSep);
                    self.dotted(&root, &current, &key);
                    if let Some(item) = self.value()
                        && let Some(table) = descend(&mut root, &current)
                    {
                        self.clash |= !insert(table, &key, item);
                    }
                }
                _ => self.next += 1,
            }
        }
        root
    }

    /// Whether what is said twice is looked for, in a document that is no flood.
    fn looks(&mut self, length: usize) -> bool {
        let most = self.defined.len() < MAX_TABLES && length <= MAX_DEPTH as usize;
        self.clash |= !most;
        self.strict && most
    }

    /// A header is read: whether its table may be made here.
    fn header(&mut self, root: &Table, path: &[Key], is_array: bool) {
        if !self.looks(path.len()) {
            return;
        }
        let path = names(path);
        self.clash |= is_closed(root, &path) || self.defined.contains(&path);
        if is_array {
            // What is there already has to be such an array, and each of its tables
            // has tables of its own.
            let known = self.arrays.contains(&path);
            self.clash |= !known && value_at(root, &path).is_some();
            if !known {
                self.arrays.push(path.clone());
            }
            self.defined.retain(|other| !other.starts_with(&path));
            self.headers.retain(|other| !other.starts_with(&path));
        } else {
            self.clash |= matches!(value_at(root, &path), Some(Value::Array(_)));
            self.headers.push(path.clone());
            self.defined.push(path);
        }
    }

    /// A dotted key is read: it adds to tables of dotted keys alone.
    fn dotted(&mut self, root: &Table, table: &[Key], key: &[Key]) {
        if key.len() < 2 || !self.looks(table.len() + key.len()) {
            return;
        }
        let mut path = names(table);
        for (name, _) in &key[..key.len() - 1] {
            path.push(name.clone());
            self.clash |= self.headers.contains(&path) || is_closed(root, &path);
            if !self.defined.contains(&path) {
                self.defined.push(path.clone());
            }
        }
    }

    fn peek(&self) -> Option<Event> {
        self.events
            .get(self.next)
            .map(|event| Event::new_unchecked(event.kind(), event.encoding(), event.span()))
    }

    /// A dotted key up to and with the event that ends it.
    fn key(&mut self, end: EventKind) -> Vec<Key> {
        let mut parts = Vec::new();
        while let Some(event) = self.peek() {
            match event.kind() {
                EventKind::SimpleKey => {
                    let span = event.span();
                    let mut name = String::new();
                    if let Some(raw) = self.source.get(event) {
                        raw.decode_key(&mut name, &mut self.errors);
                    }
                    parts.push((name, span.start()..span.end()));
                }
                EventKind::Newline => break,
                kind if kind == end => {
                    self.next += 1;
                    break;
                }
                _ => {}
            }
            self.next += 1;
        }
        parts
    }

    fn value(&mut self) -> Option<Item> {
        while let Some(event) = self.peek() {
            let span = event.span();
            match event.kind() {
                EventKind::Scalar => {
                    self.next += 1;
                    let mut text = String::new();
                    let raw = self.source.get(event)?;
                    let value = match raw.decode_scalar(&mut text, &mut self.errors) {
                        ScalarKind::String => Value::Text(text),
                        ScalarKind::Boolean(truth) => Value::Bool(truth),
                        ScalarKind::Integer(radix) => Value::Number(text, Some(radix.value())),
                        ScalarKind::Float => Value::Number(text, None),
                        ScalarKind::DateTime => Value::Moment(text),
                    };
                    return Some(Item { value, span: span.start()..span.end() });
                }
                EventKind::ArrayOpen => {
                    self.next += 1;
                    return Some(self.array(span.start()));
                }
                EventKind::InlineTableOpen => {
                    self.next += 1;
                    return Some(self.inline_table(span.start()));
                }
                EventKind::Whitespace | EventKind::Comment | EventKind::Error => self.next += 1,
                _ => return None,
            }
        }
        None
    }

    fn array(&mut self, start: usize) -> Item {
        let mut items = Vec::new();
        let mut end = start;
        while let Some(event) = self.peek() {
            end = event.span().end();
            match event.kind() {
                EventKind::ArrayClose => {
                    self.next += 1;
                    break;
                }
                EventKind::Scalar | EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                    items.extend(self.value());
                }
                _ => self.next += 1,
            }
        }
        Item { value: Value::Array(items), span: start..end }
    }

    fn inline_table(&mut self, start: usize) -> Item {
        let mut table = Table::default();
        let mut end = start;
        while let Some(event) = self.peek() {
            end = event.span().end();
            match event.kind() {
                EventKind::InlineTableClose => {
                    self.next += 1;
                    break;
                }
                EventKind::SimpleKey => {
                    let key = self.key(EventKind::KeyValSep);
                    if let Some(item) = self.value() {
                        self.clash |= !insert(&mut table, &key, item);
                    }
                }
                _ => self.next += 1,
            }
        }
        table.inline = true;
        Item { value: Value::Table(table), span: start..end }
    }
}

fn names(path: &[Key]) -> Vec<String> {
    path.iter().map(|(name, _)| name.clone()).collect()
}

/// The value at a path; of an array of tables the last one counts.
fn value_at<'a>(root: &'a Table, path: &[String]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    let value = &root.entries.get(first)?.item.value;
    match (value, rest) {
        (value, []) => Some(value),
        (Value::Table(table), _) => value_at(table, rest),
        (Value::Array(items), _) => value_at(items.last()?.table()?, rest),
        _ => None,
    }
}

/// Whether a path leads into a table to which nothing can be added.
fn is_closed(root: &Table, path: &[String]) -> bool {
    (1..=path.len())
        .any(|length| matches!(value_at(root, &path[..length]), Some(Value::Table(table)) if table.inline))
}

/// The table at a path, made where it is absent; of an array of tables the last one.
fn descend<'a>(root: &'a mut Table, path: &[Key]) -> Option<&'a mut Table> {
    if path.len() > MAX_DEPTH as usize {
        return None;
    }
    let mut table = root;
    for (name, span) in path {
        let entry = table.entries.entry(name.clone()).or_insert_with(|| Entry {
            key: span.clone(),
            item: Item { value: Value::Table(Table::default()), span: span.clone() },
        });
        table = match &mut entry.item.value {
            Value::Table(table) => table,
            Value::Array(items) => match &mut items.last_mut()?.value {
                Value::Table(table) => table,
                _ => return None,
            },
            _ => return None,
        };
    }
    Some(table)
}

/// Whether there was a place for it.
fn push_table(root: &mut Table, path: &[Key]) -> bool {
    let Some(((name, span), above)) = path.split_last() else { return false };
    let Some(table) = descend(root, above) else { return false };
    let entry = table.entries.entry(name.clone()).or_insert_with(|| Entry {
        key: span.clone(),
        item: Item { value: Value::Array(Vec::new()), span: span.clone() },
    });
    let Value::Array(items) = &mut entry.item.value else { return false };
    items.push(Item { value: Value::Table(Table::default()), span: span.clone() });
    true
}

/// Whether the key was free.
fn insert(table: &mut Table, key: &[Key], item: Item) -> bool {
    let Some(((name, span), above)) = key.split_last() else { return false };
    let Some(table) = descend(table, above) else { return false };
    let free = !table.entries.contains_key(name);
    table.entries.entry(name.clone()).or_insert_with(|| Entry { key: span.clone(), item });
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_they_are_written() {
        let text = "a.b = [\"x\", 'y'] # c\n[t.\"u v\"]\nk = { n = true, m = 1 }\n[[l]]\nn = 'one'\n[[l]]\nn = 'two'\n";
        let (root, broken) = parse(text);
        assert_eq!(broken, []);
        let array = root.table(&["a"]).expect("a").array("b");
        assert_eq!(array.iter().filter_map(Item::text).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(&text[array[1].span.clone()], "'y'");
        let inline = root.table(&["t", "u v", "k"]).expect("k");
        assert!(inline.is_true("n") && !inline.is_true("m"));
        let names: Vec<_> = root.array("l").iter().filter_map(|item| item.table()?.text("n")).collect();
        assert_eq!(names, ["one", "two"]);
    }

    #[test]
    fn what_is_broken_is_left_out_and_told() {
        let (root, broken) = parse("a = \n[t\nb = 'c'\n[u]\nd = 'e'\nwhat is this\nf = 'g'\n");
        assert!(!broken.is_empty());
        let table = root.table(&["u"]).expect("u");
        assert_eq!((table.text("d"), table.text("f")), (Some("e"), Some("g")));
    }

    #[test]
    fn depth_is_bounded() {
        let deep = format!("a = {}{}\nb = 'c'\n", "[".repeat(50_000), "]".repeat(50_000));
        let dotted = format!("{}z = 1\nb = 'c'\n", "a.".repeat(50_000));
        for text in [deep, dotted] {
            assert_eq!(parse(&text).0.text("b"), Some("c"));
        }
    }
}
