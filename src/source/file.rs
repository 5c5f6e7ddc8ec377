//! The files that were given, and the arithmetic of lines and columns.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};

use super::{FileId, Place};

/// A line and a column, both from 1; the column counts Unicode code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

/// One text file: its path within the tree, with `/`, and its text as decoded.
#[derive(Debug, Clone)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
    lines: OnceCell<Vec<u32>>,
}

impl SourceFile {
    /// A file whose path is normalised: `\` becomes `/`, a leading `./` goes.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let path = path.into().replace('\\', "/");
        let path = path.strip_prefix("./").map_or_else(|| path.clone(), str::to_owned);
        Self { path, text: text.into(), lines: OnceCell::new() }
    }

    /// The name without its folders.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Offsets at which lines start. Lines end with LF, CRLF or a lone CR, as in Python.
    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let mut starts = vec![0];
            for (index, byte) in bytes.iter().enumerate() {
                let ends_line = match byte {
                    b'\n' => true,
                    b'\r' => bytes.get(index + 1) != Some(&b'\n'),
                    _ => false,
                };
                if ends_line {
                    starts.push(index as u32 + 1);
                }
            }
            starts
        })
    }

    /// The line and column of a byte offset; an offset past the end is the end.
    #[must_use]
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let mut offset = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start as usize <= offset).max(1);
        let start = starts[line - 1] as usize;
        let column = self.text[start..offset].chars().count() as u32 + 1;
        LineColumn { line: line as u32, column }
    }

    /// The text of a line (from 1) without its end; empty where there is none.
    #[must_use]
    pub fn line(&self, line: u32) -> &str {
        let starts = self.line_starts();
        let Some(&start) = (line as usize).checked_sub(1).and_then(|index| starts.get(index)) else {
            return "";
        };
        let end = starts.get(line as usize).map_or(self.text.len(), |&next| next as usize);
        self.text[start as usize..end].trim_end_matches(['\n', '\r'])
    }
}

/// All files that were given.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: Vec<SourceFile>,
    by_path: HashMap<String, FileId>,
    /// Whether the files are everything that the project holds (a folder), so
    /// that a file which is not here does not exist. Otherwise they are what a
    /// person happened to paste, and a missing file only was not given.
    pub complete: bool,
    /// Every folder below the top, where all of them are known; one that was not
    /// entered ends with `/`.
    pub folders: Option<BTreeSet<String>>,
}

impl Tree {
    /// A tree of these files; of two with one path the last one counts.
    pub fn new(files: impl IntoIterator<Item = SourceFile>, complete: bool) -> Self {
        let mut tree = Self { files: Vec::new(), by_path: HashMap::new(), complete, folders: None };
        for file in files {
            if let Some(&id) = tree.by_path.get(&file.path) {
                tree.files[id.0 as usize] = file;
            } else {
                tree.by_path.insert(file.path.clone(), FileId(tree.files.len() as u32));
                tree.files.push(file);
            }
        }
        tree
    }

    /// The same tree with other texts in its files; none where one has none.
    pub fn with_texts(&self, text: impl Fn(&SourceFile) -> Option<String>) -> Option<Self> {
        let files: Option<Vec<SourceFile>> =
            self.files.iter().map(|file| Some(SourceFile::new(&*file.path, text(file)?))).collect();
        Some(Self { folders: self.folders.clone(), ..Self::new(files?, self.complete) })
    }

    /// The file of a number that this tree gave out.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The number of the file at this exact path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// Whether there is a folder at this path; none: these files do not tell.
    #[must_use]
    pub fn has_folder(&self, path: &str) -> Option<bool> {
        let below = format!("{path}/");
        if path.is_empty() || self.files.iter().any(|file| file.path.starts_with(&below)) {
            return Some(true);
        }
        if self.by_path.contains_key(path) {
            return Some(false);
        }
        let folders = self.folders.as_ref().filter(|_| self.complete)?;
        if folders.contains(path) {
            return Some(true);
        }
        // What lies in a folder that was not entered is not known.
        let mut parents = below.match_indices('/').map(|(end, _)| &below[..=end]);
        (!parents.any(|parent| folders.contains(parent))).then_some(false)
    }

    /// All files with their numbers, in the order given.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing was given.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The text at a place.
    #[must_use]
    pub fn text(&self, place: Place) -> &str {
        self.file(place.file).text.get(place.span.range()).unwrap_or("")
    }

    /// Path and line of a place, for sentences.
    #[must_use]
    pub fn line(&self, place: Place) -> u32 {
        self.file(place.file).line_column(place.span.start).line
    }
}

/// The path that `relative` means in the file at `base`; none where it leaves the tree.
#[must_use]
pub fn beside(base: &str, relative: &str) -> Option<String> {
    let relative = relative.replace('\\', "/");
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    if relative.starts_with('/') {
        return None;
    }
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_python_ends_them() {
        let file = SourceFile::new("a.py", "a\r\nbé\rc\n");
        assert_eq!(file.line_column(0), LineColumn { line: 1, column: 1 });
        assert_eq!(file.line_column(3), LineColumn { line: 2, column: 1 });
        assert_eq!(file.line_column(6), LineColumn { line: 2, column: 3 });
        assert_eq!(file.line_column(7), LineColumn { line: 3, column: 1 });
        assert_eq!(file.line_column(99), LineColumn { line: 4, column: 1 });
        assert_eq!(file.line(2), "bé");
        assert_eq!(file.line(9), "");
    }

    #[test]
    fn the_last_of_two_files_with_one_path_counts() {
        let tree = Tree::new([SourceFile::new(".\\a.py", "1"), SourceFile::new("a.py", "2")], true);
        assert_eq!(tree.len(), 1);
        assert_eq!(tree.file(FileId(0)).text, "2");
    }
}
