//! YAML: a tree over `saphyr_parser`'s events, values with their places, merges
//! and aliases followed, and what is broken left out and told.
//!
//! Knows no schema: a scalar is a text, with or without quotes.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput};

/// Values nested deeper are left out: the tree is walked by recursion.
const MAX_DEPTH: usize = 48;
/// Values in one file, those behind aliases each time.
const MAX_VALUES: usize = 50_000;
/// Times that reading begins anew below a broken line.
const MAX_BREAKS: usize = 8;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) span: Range<usize>,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// A scalar; whether it is written without quotes.
    Text(Rc<str>, bool),
    List(Rc<[Node]>),
    /// Pairs in order; of two with one key the last one counts.
    Map(Rc<[(Node, Node)]>),
}

impl Node {
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text, _) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing is written: `key:`, `~`, `null`.
    pub(crate) fn is_null(&self) -> bool {
        matches!(&self.value, Value::Text(text, true) if matches!(&**text, "" | "~" | "null" | "Null" | "NULL"))
    }

    pub(crate) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    pub(crate) fn pairs(&self) -> &[(Node, Node)] {
        match &self.value {
            Value::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// Pairs whose keys are texts.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Node, &Node)> {
        self.pairs().iter().filter_map(|(key, value)| Some((key.text()?, key, value)))
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.pairs().iter().rev().find(|(known, _)| known.text() == Some(key)).map(|(_, value)| value)
    }

    /// The value at the end of a path of keys.
    pub(crate) fn at(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The items of a list; a text alone is a list of one.
    pub(crate) fn one_or_many(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Text(..) if !self.is_null() => std::slice::from_ref(self),
            _ => &[],
        }
    }
}

/// The documents as far as they can be read, and where they cannot.
pub(crate) fn parse(text: &str) -> (Vec<Node>, Vec<Range<usize>>) {
    let mut documents: Vec<Node> = Vec::new();
    let mut broken = Vec::new();
    let mut values = 0;
    let mut start = 0;
    // A document goes on below a line that broke it.
    let mut goes_on = false;
    for _ in 0..=MAX_BREAKS {
        let piece = &text[start..];
        let mut reader = Reader {
            parser: Parser::new_from_str(piece),
            offsets: Offsets::new(piece),
            anchors: HashMap::new(),
            values,
            start,
            broken: None,
        };
        for document in reader.documents() {
            match documents.last_mut() {
                Some(last) if goes_on => join(last, document),
                _ => documents.push(document),
            }
            goes_on = false;
        }
        values = reader.values;
        let Some(at) = reader.broken else { break };
        broken.push(at..(at + 1).min(text.len()));
        if values >= MAX_VALUES {
            break;
        }
        // The next line that begins a value of the outermost mapping.
        let mut next = at.max(start);
        let found = loop {
            let Some(line) = text[next..].find('\n') else { break None };
            next += line + 1;
            if text[next..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '"' | '\''))
            {
                break Some(next);
            }
        };
        let Some(next) = found else { break };
        start = next;
        goes_on = !documents.is_empty();
    }
    (documents, broken)
}

/// The pairs of the second mapping at the end of the first.
fn join(first: &mut Node, second: Node) {
    if let (Value::Map(pairs), Value::Map(more)) = (&first.value, &second.value) {
        first.value = Value::Map(pairs.iter().chain(more.iter()).cloned().collect());
        first.span.end = second.span.end;
    }
}

/// Characters to bytes.
struct Offsets {
    /// Empty where every character is a byte.
    bytes: Vec<u32>,
    length: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(byte, _)| byte as u32).collect()
        };
        Self { bytes, length: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        if self.bytes.is_empty() {
            return character.min(self.length);
        }
        self.bytes.get(character).map_or(self.length, |&byte| byte as usize)
    }
}

struct Reader<'t> {
    parser: Parser<'t, StrInput<'t>>,
    offsets: Offsets,
    anchors: HashMap<usize, (Node, usize)>,
    values: usize,
    /// Where the piece stands in its file.
    start: usize,
    broken: Option<usize>,
}

impl<'t> Reader<'t> {
    fn documents(&mut self) -> Vec<Node> {
        let mut documents = Vec::new();
        while let Some((event, _)) = self.next() {
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(_) => {
                    self.anchors.clear();
                    if let Some((first, span)) = self.next() {
                        documents.extend(self.value(first, span, 0));
                    }
                }
                _ => {}
            }
        }
        documents
    }

    /// The next event; none once something is broken, so that what is open ends.
    fn next(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        if self.broken.is_some() {
            return None;
        }
        match self.parser.next_event()? {
            Ok((event, span)) => Some((event, self.range(span))),
            Err(error) => {
                self.broken = Some(self.start + self.offsets.byte(error.marker().index()));
                None
            }
        }
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.start + self.offsets.byte(span.start.index());
        start..(self.start + self.offsets.byte(span.end.index())).max(start)
    }

    fn value(&mut self, event: Event<'t>, span: Range<usize>, depth: usize) -> Option<Node> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            self.values = MAX_VALUES;
            self.broken.get_or_insert(span.start);
            return None;
        }
        let before = self.values;
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                (Node { value: Value::Text(text.as_ref().into(), style == ScalarStyle::Plain), span }, anchor)
            }
            Event::Alias(anchor) => {
                let (node, count) = self.anchors.get(&anchor)?;
                self.values += count;
                return Some(node.clone());
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                let mut end = span.end;
                while let Some((event, at)) = self.next() {
                    if event == Event::SequenceEnd {
                        end = end.max(at.start);
                        break;
                    }
                    if let Some(item) = self.value(event, at, depth + 1) {
                        end = end.max(item.span.end);
                        items.push(item);
                    }
                }
                (Node { value: Value::List(items.into()), span: span.start..end }, anchor)
            }
            Event::MappingStart(anchor, _) => (self.mapping(span, depth), anchor),
            _ => return None,
        };
        if anchor != 0 {
            self.anchors.insert(anchor, (node.clone(), self.values - before));
        }
        Some(node)
    }

    fn mapping(&mut self, span: Range<usize>, depth: usize) -> Node {
        let mut own: Vec<(Node, Node)> = Vec::new();
        // What `<<` brings in comes first, and what the mapping says itself wins.
        let mut merged: Vec<(Node, Node)> = Vec::new();
        let mut end = span.end;
        loop {
            let Some((event, at)) = self.next() else {
                // The value before a break may have swallowed what follows it.
                own.pop_if(|(_, value)| matches!(value.value, Value::Text(..)));
                break;
            };
            if event == Event::MappingEnd {
                break;
            }
            let key_end = at.end;
            let Some(key) = self.value(event, at, depth + 1) else { continue };
            let value = self.next().and_then(|(event, at)| self.value(event, at, depth + 1));
            // A key whose value is broken is there all the same.
            let value =
                value.unwrap_or_else(|| Node { value: Value::Text("".into(), true), span: key_end..key_end });
            end = end.max(value.span.end);
            if matches!(&key.value, Value::Text(text, true) if &**text == "<<") {
                let sources = match &value.value {
                    Value::List(items) => items.iter().rev().collect(),
                    _ => vec![&value],
                };
                merged.extend(sources.into_iter().flat_map(|source| source.pairs().iter().cloned()));
            } else {
                own.push((key, value));
            }
        }
        if !merged.is_empty() {
            let said: HashSet<&str> = own.iter().filter_map(|(key, _)| key.text()).collect();
            merged.retain(|(key, _)| key.text().is_none_or(|key| !said.contains(key)));
        }
        merged.extend(own);
        // An empty value ends where its key does.
        Node { value: Value::Map(merged.into()), span: span.start..end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        fn write(node: &Node, into: &mut String) {
            match &node.value {
                Value::Text(text, true) => into.push_str(text),
                Value::Text(text, false) => into.push_str(&format!("{text:?}")),
                Value::List(items) => {
                    into.push('[');
                    for item in items.iter() {
                        write(item, into);
                        into.push(' ');
                    }
                    into.push(']');
                }
                Value::Map(pairs) => {
                    into.push('{');
                    for (key, value) in pairs.iter() {
                        write(key, into);
                        into.push('=');
                        write(value, into);
                        into.push(' ');
                    }
                    into.push('}');
                }
            }
        }
        let (documents, broken) = parse(text);
        let mut into = String::new();
        for document in &documents {
            write(document, &mut into);
        }
        for range in broken {
            let line = text[..range.start].matches('\n').count() + 1;
            into.push_str(&format!(" broken:{line}"));
        }
        into
    }

    #[test]
    fn trees_are_made_of_what_is_written() {
        for (text, tree) in [
            ("a: 1\nb: [x, 'y']\nc:\n  - d: e\n", "{a=1 b=[x \"y\" ] c=[{d=e } ] }"),
            ("a: &x {b: 1}\nc: *x\n", "{a={b=1 } c={b=1 } }"),
            ("x: &x {b: 1, c: 2}\ny: {<<: *x, b: 3}\n", "{x={b=1 c=2 } y={c=2 b=3 } }"),
            ("a: |\n  one\n  two\nb: 2\n", "{a=\"one\\ntwo\\n\" b=2 }"),
            ("a:\nb:\n", "{a= b= }"),
            ("---\na: 1\n---\nb: 2\n", "{a=1 }{b=2 }"),
        ] {
            assert_eq!(shown(text), tree, "{text}");
        }
    }

    #[test]
    fn what_is_broken_is_named_and_the_rest_is_read() {
        assert_eq!(shown("a: 1\nb: [1, 2\nc: 3\nd: 4\n"), "{a=1 b=[1 ] d=4 } broken:3");
        assert_eq!(shown("a:\n  b: 1\n   c: 2\nd:\n  e: 5\n"), "{a={} d={e=5 } } broken:3");
        assert_eq!(shown("a: *nobody\nb: 2\n"), "{b=2 } broken:1");
    }

    #[test]
    fn the_last_of_two_values_counts() {
        let (documents, _) = parse("x: &x {b: 1}\ny:\n  <<: *x\n  b: 2\n");
        assert_eq!(documents[0].at(&["y", "b"]).and_then(Node::text), Some("2"));
        assert_eq!(documents[0].at(&["x", "b"]).and_then(Node::text), Some("1"));
    }

    #[test]
    fn places_count_bytes() {
        for text in ["имя: значение\nb: ещё\n", "a: 1\r\nb: ещё\r\n"] {
            let (documents, _) = parse(text);
            let found = documents[0].get("b").expect("it is there");
            assert_eq!(&text[found.span.clone()], "ещё");
        }
    }

    #[test]
    fn floods_end() {
        let deep = format!("a: {}", "[".repeat(100_000));
        let laughs = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: [*f,*f,*f,*f,*f,*f,*f,*f,*f]\n";
        let broken = "a: [\nb: ]\n".repeat(20_000);
        for text in [&deep, laughs, &broken] {
            assert!(!parse(text).1.is_empty());
        }
    }
}
