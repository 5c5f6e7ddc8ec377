//! What many rules ask for, found once.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Project;
use super::code::blank_texts;
use crate::python::{Definition, define, parse};
use crate::source::{FileId, FileKind, Tree, recognise};

/// Facts about the files alone, whichever module is judged.
#[derive(Debug, Default)]
pub(super) struct Shared {
    kinds: OnceCell<Vec<FileKind>>,
    code: OnceCell<Vec<OnceCell<Rc<str>>>>,
    definitions: RefCell<BTreeMap<(FileId, String), Definition>>,
}

impl Shared {
    /// What each file is, in the tree's order.
    pub(super) fn kinds(&self, tree: &Tree) -> &[FileKind] {
        self.kinds.get_or_init(|| tree.iter().map(|(_, file)| recognise(&file.path, &file.text)).collect())
    }
}

impl Project {
    /// What a Python file's top level makes of a name.
    #[must_use]
    pub fn definition(&self, file: FileId, name: &str) -> Definition {
        let mut known = self.shared.definitions.borrow_mut();
        let define = || {
            let text = &self.tree.file(file).text;
            define(&parse(text), text, name)
        };
        known.entry((file, name.to_owned())).or_insert_with(define).clone()
    }

    /// A file's text without comments and the contents of strings.
    #[must_use]
    pub fn code_of(&self, file: FileId) -> Rc<str> {
        let all = self.shared.code.get_or_init(|| self.tree.iter().map(|_| OnceCell::new()).collect());
        let blank = || Rc::from(blank_texts(&self.tree.file(file).text));
        all.get(file.0 as usize).map_or_else(blank, |code| code.get_or_init(blank).clone())
    }
}
