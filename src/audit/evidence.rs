//! Places as evidence: the person's own lines, with secrets masked. The only
//! way a line of theirs gets into a report.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

use crate::model::{Evidence, Role, Text};
use crate::project::{Project, mask_code, mask_environment, mask_passwords, mask_plain};
use crate::source::{FileId, FileKind, Place};

/// Lines of one piece of evidence; more are cut.
const MAX_LINES: usize = 6;
/// Characters of one line.
const MAX_COLUMNS: usize = 240;

/// The lines of a project's files with their secrets masked. Whole files are
/// masked, once: what a text is may be said many lines above it.
pub(super) struct Lines<'a> {
    project: &'a Project,
    masked: RefCell<BTreeMap<FileId, Rc<[String]>>>,
    hidden: OnceCell<HashSet<String>>,
}

/// Shorter words hide nothing.
const MIN_HIDDEN: usize = 4;

impl<'a> Lines<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self { project, masked: RefCell::default(), hidden: OnceCell::new() }
    }

    fn of(&self, id: FileId) -> Rc<[String]> {
        let mut masked = self.masked.borrow_mut();
        let lines = masked.entry(id).or_insert_with(|| {
            let file = self.project.tree.file(id);
            let text = file.text.replace("\r\n", "\n").replace('\r', "\n");
            let shown = match self.project.kind_of(id) {
                FileKind::Python => mask_code(&text),
                FileKind::Env => mask_environment(&text),
                _ => mask_plain(&text),
            };
            shown.split('\n').map(str::to_owned).collect()
        });
        Rc::clone(lines)
    }

    /// Words of the person's code that are seen nowhere once it is masked.
    fn hidden(&self) -> &HashSet<String> {
        self.hidden.get_or_init(|| {
            let mut hidden = HashSet::new();
            let python = || self.project.tree.iter().filter(|(_, file)| file.path.ends_with(".py"));
            for (_, file) in python() {
                hidden.extend(words(&file.text).map(|(_, word)| word.to_owned()));
            }
            for (id, _) in python() {
                for line in self.of(id).iter() {
                    for (_, word) in words(line) {
                        hidden.remove(word);
                    }
                }
            }
            hidden
        })
    }

    /// What an exception says, without the secrets it quotes: those that
    /// are masked where they stand in the code.
    pub(super) fn exception(&self, message: &str) -> String {
        let message = mask_passwords(message);
        let mut shown = String::with_capacity(message.len());
        let mut at = 0;
        for (start, word) in words(&message) {
            if self.hidden().contains(word) {
                shown.push_str(&message[at..start]);
                shown.push_str("•••");
                at = start + word.len();
            }
        }
        shown.push_str(&message[at..]);
        self.project.assumed.hide(&shown)
    }

    /// Masks a sentence, which may quote what could not be read.
    pub(super) fn sentence(&self, sentence: &mut Text) {
        for words in [&mut sentence.en, &mut sentence.ru] {
            let masked =
                if self.quotes_exception(words) { self.exception(words) } else { mask_passwords(words) };
            let masked = self.project.assumed.hide(&masked);
            if masked != **words {
                *words = masked.into();
            }
        }
    }

    /// Whether a sentence tells of an exception.
    fn quotes_exception(&self, sentence: &str) -> bool {
        let mut raised = self.project.entries.iter().filter_map(|entry| entry.module.raised.as_ref());
        raised.any(|raised| sentence.contains(&*raised.class))
    }

    /// The place as evidence.
    pub(super) fn evidence(&self, place: Place, role: Role) -> Evidence {
        let file = self.project.tree.file(place.file);
        let start = file.line_column(place.span.start);
        let end = file.line_column(place.span.end);
        // Whole lines: a value alone does not say what it is.
        let first = start.line;
        let last = end.line.max(first);
        let all = self.of(place.file);
        let upper = (last as usize).min(all.len());
        let lines = all.get(first as usize - 1..upper).unwrap_or_default();
        let cut = lines.len() > MAX_LINES;
        let lines = &lines[..lines.len().min(MAX_LINES)];
        let indent = lines
            .iter()
            .filter(|line| !line.trim().is_empty())
            .map(|line| line.len() - line.trim_start().len())
            .min()
            .unwrap_or(0);
        let whole: Vec<String> = lines
            .iter()
            .map(|line| {
                line.get(indent..).unwrap_or_else(|| line.trim_start()).chars().take(MAX_COLUMNS).collect()
            })
            .collect();
        let mut shown = whole.join("\n");
        if cut {
            shown.push_str("\n…");
        }
        Evidence {
            file: file.path.clone(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            role,
            shown,
        }
    }
}

/// Words of code and of sentences, with where they start.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '(' | ')' | '[' | ']' | '{' | '}');
    text.split(is_end)
        .map(move |word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
        .filter(|(_, word)| word.len() >= MIN_HIDDEN)
}
