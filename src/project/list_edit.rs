//! A list setting written anew with its entries in another order, comments kept.

use super::mask::mask_code;
use super::settings::Items;
use super::{Project, list_code};
use crate::python::Value;
use crate::source::Place;

/// An entry of the new list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The entry that stands at this position now.
    Old(usize),
    New(String),
}

/// A list setting as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEdit {
    pub target: ListTarget,
    pub code: String,
}

/// Where the code of a list belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListTarget {
    /// In place of this statement, in whatever file it stands.
    Statement(Place),
    /// Nothing sets the list yet.
    Nowhere,
    /// Several statements make the list: a person has to see how.
    Unclear,
}

impl Project {
    /// `MIDDLEWARE` with one entry at another place, or added there.
    pub(super) fn middleware_with(
        &self,
        entry: &str,
        place: impl Fn(&[String]) -> usize,
    ) -> Option<ListEdit> {
        let items = self.settings.list("MIDDLEWARE").ok()?;
        let mut others = self.known_items("MIDDLEWARE")?;
        let old = others.iter().position(|item| item == entry);
        let mut slots: Vec<Slot> =
            (0..others.len()).filter(|&at| others[at] != entry).map(Slot::Old).collect();
        others.retain(|item| item != entry);
        let slot = old.map_or_else(|| Slot::New(entry.to_owned()), Slot::Old);
        slots.insert(place(&others).min(slots.len()), slot);
        self.list_edit("MIDDLEWARE", &items, &slots)
    }

    /// The list setting with these entries, in this order: as a change of the statement
    /// that wrote the list, if its text alone decides, else written out.
    #[must_use]
    pub fn list_edit(&self, name: &str, items: &Items, slots: &[Slot]) -> Option<ListEdit> {
        self.in_statement(name, items, slots).or_else(|| {
            let texts: Option<Vec<String>> = slots
                .iter()
                .map(|slot| match slot {
                    Slot::Old(at) => items.items.get(*at)?.as_str().map(str::to_owned),
                    Slot::New(text) => Some(text.clone()),
                })
                .collect();
            let target = match self.settings.binding(name) {
                Some(_) => ListTarget::Unclear,
                None => ListTarget::Nowhere,
            };
            Some(ListEdit { target, code: list_code(name, &texts?) })
        })
    }

    /// Which entries the text of one statement gives, one after another; the others come
    /// from elsewhere, and a change of that statement does not move them.
    #[must_use]
    pub fn written_entries(&self, name: &str, items: &Items) -> Option<(Place, Vec<bool>)> {
        let binding = self.settings.binding(name)?;
        let own = |statement: Place| -> Vec<bool> {
            items.items.iter().map(|item| within(item, statement).is_some()).collect()
        };
        let count = |own: &[bool]| own.iter().filter(|own| **own).count();
        let (place, own) = binding
            .history
            .iter()
            .map(|event| (event.place, own(event.place)))
            .max_by_key(|(place, own)| (count(own), std::cmp::Reverse(*place)))
            .filter(|(_, own)| count(own) > 0)?;
        Some((place, own))
    }

    fn in_statement(&self, name: &str, items: &Items, slots: &[Slot]) -> Option<ListEdit> {
        let (statement, own) = self.written_entries(name, items)?;
        let first = own.iter().position(|own| *own)?;
        let last = own.iter().rposition(|own| *own)?;
        let is_own = |slot: &Slot| !matches!(slot, Slot::Old(at) if !own[*at]);
        let stays = |(at, slot): (usize, &Slot)| is_own(slot) || *slot == Slot::Old(at);
        let (wanted, kept): (Vec<&Slot>, bool) = if own[first..=last].iter().all(|own| *own) {
            // What comes before and after in the list comes from elsewhere and stays there.
            let tail = own.len() - last - 1;
            let middle = slots.get(first..slots.len().checked_sub(tail)?)?;
            let ends = slots[..first].iter().enumerate().all(|(at, slot)| *slot == Slot::Old(at))
                && slots
                    .iter()
                    .rev()
                    .zip((0..own.len()).rev())
                    .take(tail)
                    .all(|(slot, at)| *slot == Slot::Old(at));
            (middle.iter().collect(), ends && middle.iter().all(is_own))
        } else {
            // Something is inserted at a position: that stays the same one.
            let same = slots.len() == own.len() && slots.iter().enumerate().all(stays);
            (slots.iter().filter(|slot| is_own(slot)).collect(), same)
        };
        if !kept {
            return None;
        }
        let text = self.tree.text(statement);
        let mut spans = Vec::new();
        for item in items.items.iter().filter(|item| within(item, statement).is_some()) {
            let place = within(item, statement)?;
            let start = (place.span.start - statement.span.start) as usize;
            let end = (place.span.end - statement.span.start) as usize;
            spans.push((start, end));
        }
        let index = |at: usize| own[..at].iter().filter(|own| **own).count();
        let source = self.tree.file(statement.file);
        let line = source.line(source.line_column(statement.span.start).line);
        let indent = &line[..line.len() - line.trim_start().len()];
        let wanted: Vec<Piece> = wanted
            .into_iter()
            .map(|slot| match slot {
                Slot::Old(at) => Piece::Old(index(*at)),
                Slot::New(text) => Piece::New(text),
            })
            .collect();
        let code = permuted(text, &spans, &wanted, indent)?;
        // A comment may hold what must not be shown.
        (mask_code(&code) == code).then_some(ListEdit { target: ListTarget::Statement(statement), code })
    }
}

fn within(item: &Value, statement: Place) -> Option<Place> {
    item.place.filter(|place| {
        place.file == statement.file
            && place.span.start >= statement.span.start
            && place.span.end <= statement.span.end
            && place.span != statement.span
    })
}

enum Piece<'a> {
    Old(usize),
    New(&'a str),
}

/// The text with its entries, at these spans, in another order; none where more than
/// commas, white space and comments stands between them.
fn permuted(text: &str, spans: &[(usize, usize)], wanted: &[Piece], indent: &str) -> Option<String> {
    let (&(start, _), &(_, end)) = (spans.first()?, spans.last()?);
    let gaps: Vec<&str> =
        spans.windows(2).map(|pair| text.get(pair[0].1..pair[1].0)).collect::<Option<_>>()?;
    let commas = |gap: &str| gap.lines().map(code_of).collect::<String>().trim().to_owned();
    if gaps.iter().any(|gap| commas(gap) != ",") {
        return None;
    }
    let quote = if text[start..].starts_with('\'') { '\'' } else { '"' };
    let body = |piece: &Piece| match piece {
        Piece::Old(at) => text[spans[*at].0..spans[*at].1].to_owned(),
        Piece::New(path) => format!("{quote}{path}{quote}"),
    };
    let own_lines = text[..start].rsplit('\n').next().is_some_and(|line| line.trim().is_empty())
        && text[..start].contains('\n')
        && gaps
            .iter()
            .all(|gap| gap.contains('\n') && gap.trim_start().starts_with(',') && !gap.starts_with('\n'));
    if !own_lines {
        // Commas and line breaks stay where they are; a comment would stay, too.
        if gaps.iter().any(|gap| gap.contains('#')) {
            return None;
        }
        let mut line = text[..start].to_owned();
        for (at, piece) in wanted.iter().enumerate() {
            if at > 0 {
                line.push_str(gaps.get(at - 1).copied().unwrap_or(", "));
            }
            line.push_str(&body(piece));
        }
        line.push_str(&text[end..]);
        return Some(line);
    }
    // Every entry with the comments above it and the one on its line.
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = |at: usize| text[at..].find('\n').map_or(text.len(), |newline| at + newline);
    let mut head = line_start(start);
    while let Some(above) = text[..head.saturating_sub(1)].rfind('\n').map(|newline| newline + 1) {
        let line = text[above..head].trim();
        if !line.starts_with('#') {
            break;
        }
        head = above;
    }
    let rest = &text[end..line_end(end)];
    let (closes, tail) = match rest.trim_start().strip_prefix(',').unwrap_or(rest.trim_start()).trim_start() {
        "" => (false, line_end(end)),
        comment if comment.starts_with('#') => (false, line_end(end)),
        _ => (true, end + rest.find([']', ')', '}'])?),
    };
    let mut lines: Vec<String> = Vec::new();
    let margin = &text[line_start(start)..start];
    for piece in wanted {
        let Piece::Old(at) = piece else {
            lines.push(format!("{margin}{},", body(piece)));
            continue;
        };
        let (from, to) = spans[*at];
        let above = if *at == 0 { head } else { line_end(spans[at - 1].1) + 1 };
        let raw = &text[to..line_end(to)];
        let after = raw.trim_start().strip_prefix(',').unwrap_or(raw);
        let after = if closes && at + 1 == spans.len() { "" } else { after };
        lines.push(format!("{}{},{}", text.get(above..from)?, body(piece), after.trim_end()));
    }
    let mut code = text[..head].to_owned();
    code.push_str(&lines.join("\n"));
    if closes {
        code.push('\n');
        code.push_str(indent);
    }
    code.push_str(&text[tail..]);
    Some(code)
}

/// A line without its comment; no text of the language stands in it.
fn code_of(line: &str) -> &str {
    line.split('#').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Input;
    use crate::source::{SourceFile, Tree};

    fn edit(settings: &str, slots: &[Slot]) -> (bool, String) {
        let tree = Tree::new([SourceFile::new("settings.py", settings)], false);
        let project = Project::read(tree, &Input::default());
        let items = project.settings.list("MIDDLEWARE").expect("a list");
        let edit = project.list_edit("MIDDLEWARE", &items, slots).expect("known texts");
        (matches!(edit.target, ListTarget::Statement(_)), edit.code)
    }

    fn swapped(settings: &str) -> (bool, String) {
        edit(settings, &[Slot::Old(1), Slot::Old(0), Slot::Old(2)])
    }

    #[test]
    fn comments_go_with_their_lines() {
        let settings = "MIDDLEWARE = [  # all of it\n    # First,\n    'a',  # a's own\n\n    # Second\n    'b',\n    'c'  # the last\n    # The end.\n]";
        let (edits, code) = swapped(settings);
        assert!(edits);
        assert_eq!(
            code,
            "MIDDLEWARE = [  # all of it\n\n    # Second\n    'b',\n    # First,\n    'a',  # a's own\n    'c',  # the last\n    # The end.\n]"
        );
    }

    #[test]
    fn short_lists_stay_on_one_line() {
        assert_eq!(
            swapped("MIDDLEWARE = ['a', 'b', 'c']"),
            (true, "MIDDLEWARE = ['b', 'a', 'c']".to_owned())
        );
        let (edits, code) = edit("MIDDLEWARE = ('a',)", &[Slot::Old(0), Slot::New("b".to_owned())]);
        assert_eq!((edits, code.as_str()), (true, "MIDDLEWARE = ('a', 'b',)"));
    }

    #[test]
    fn a_bracket_on_the_last_line_is_kept() {
        let (_, code) = edit("MIDDLEWARE = [\n    'a',\n    'b']", &[Slot::Old(1), Slot::Old(0)]);
        assert_eq!(code, "MIDDLEWARE = [\n    'b',\n    'a',\n]");
    }

    #[test]
    fn what_other_statements_add_stays_out_of_it() {
        let settings =
            "MIDDLEWARE = [\n    'a',\n    'b',\n]\nMIDDLEWARE.insert(0, 'x')\nMIDDLEWARE += ['y']\n";
        let order = [Slot::Old(0), Slot::Old(2), Slot::Old(1), Slot::Old(3)];
        assert_eq!(edit(settings, &order), (true, "MIDDLEWARE = [\n    'b',\n    'a',\n]".to_owned()));
        let moved = [Slot::Old(1), Slot::Old(0), Slot::Old(2), Slot::Old(3)];
        let (edits, code) = edit(settings, &moved);
        assert!(!edits && code.contains("\"x\""));
    }

    #[test]
    fn what_is_more_than_a_list_of_texts_is_not_edited() {
        assert!(!swapped("B = 'b'\nMIDDLEWARE = ['a', B, 'c']").0);
        assert!(!swapped("MIDDLEWARE = ['a', 'b'  # one\n, 'c']").0);
        assert!(!swapped("MIDDLEWARE = ['a'] + ['b', 'c']").0);
    }
}
