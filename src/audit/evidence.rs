//! Places as evidence: the person's own lines, with secrets masked. The only
//! way a line of theirs gets into a report.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::model::{Evidence, Role};
use crate::project::{Project, mask_code, mask_environment, mask_plain};
use crate::source::{FileId, FileKind, Place, recognise};

/// Lines of one piece of evidence; more are cut.
const MAX_LINES: usize = 6;
/// Characters of one line.
const MAX_COLUMNS: usize = 240;

/// The lines of a project's files with their secrets masked. Whole files are
/// masked, once: what a text is may be said many lines above it.
pub(super) struct Lines<'a> {
    project: &'a Project,
    masked: RefCell<BTreeMap<FileId, Rc<[String]>>>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self { project, masked: RefCell::default() }
    }

    fn of(&self, id: FileId) -> Rc<[String]> {
        let mut masked = self.masked.borrow_mut();
        let lines = masked.entry(id).or_insert_with(|| {
            let file = self.project.tree.file(id);
            let text = file.text.replace("\r\n", "\n").replace('\r', "\n");
            let shown = match recognise(&file.path, &file.text) {
                FileKind::Python => mask_code(&text),
                FileKind::Env => mask_environment(&text),
                _ => mask_plain(&text),
            };
            shown.split('\n').map(str::to_owned).collect()
        });
        Rc::clone(lines)
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
