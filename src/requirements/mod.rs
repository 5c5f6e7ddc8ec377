//! Requirements: what pip, Poetry, uv or Pipenv would install, from the files alone.
//!
//! Knows the grammars of PEP 440, 503, 508, 621 and 735, of pip's requirements
//! files and of Poetry. Knows no package by name, and words no sentences: a
//! problem is data.

mod file;
mod grammar;
mod lock;
mod marker;
mod problem;
mod pyproject;
mod requirement;
mod target;
mod versions;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub use marker::{Comparison, Marker, Operand};
pub use problem::{LineProblem, ProblemKind};
pub use requirement::{Group, Requirement, normalise};
pub use versions::VersionRange;

pub use pep440_rs::Version;

use crate::source::{FileId, FileKind, Place, Span, Tree, recognise, sort_by_key};

/// Problems listed for one file; further ones are counted.
const MAX_PROBLEMS: usize = 12;

/// Everything that the requirement files of a tree say.
#[derive(Debug, Clone, Default)]
pub struct Requirements {
    /// In the order of the files and lines.
    pub all: Vec<Requirement>,
    /// The files that were read, constraint files included.
    pub files: Vec<FileId>,
    /// Which Python the project asks for.
    pub python: Option<PythonRange>,
    /// Options of pip that stand on lines of their own: `--index-url` ...
    pub options: Vec<FileOption>,
    pub problems: Vec<LineProblem>,
    /// A file of constraints is named that was not given.
    pub misses_constraints: bool,
}

/// The Python versions that a project says it runs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PythonRange {
    pub versions: VersionRange,
    pub place: Place,
}

/// An option of pip in a requirements file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileOption {
    /// The long name with its dashes: `--trusted-host`.
    pub name: &'static str,
    /// As written, so it may hold a password; empty for a flag.
    pub value: String,
    pub place: Place,
}

impl Requirements {
    /// Whether any requirement file was given, readable or not.
    #[must_use]
    pub fn is_given(&self) -> bool {
        !self.files.is_empty()
    }

    /// Whether the package is required anywhere, under any spelling of its name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.of(name).next().is_some()
    }

    /// Whether the package is installed where the project runs.
    #[must_use]
    pub fn has_in_production(&self, name: &str) -> bool {
        self.of(name).any(|requirement| requirement.group == Group::Production)
    }

    /// Every mention of the package, in the order of the files.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &Requirement> {
        let name = normalise(name);
        self.all.iter().filter(move |requirement| requirement.name == name)
    }

    /// The line to show for a package: written by a person rather than a tool,
    /// for production rather than development, with a version rather than none.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Requirement> {
        self.of(name)
            .min_by_key(|one| (&one.group, one.locked, one.pinned().is_none(), one.versions.is_any()))
    }

    /// The version that will be installed, where a pin or a lock file tells it,
    /// and the line that says so.
    #[must_use]
    pub fn pinned(&self, name: &str) -> Option<(Version, &Requirement)> {
        let mut pinned: Vec<_> =
            self.of(name).filter_map(|one| one.pinned().map(|version| (version, one))).collect();
        sort_by_key(&mut pinned, |(_, one)| (one.group.clone(), !one.locked));
        pinned.into_iter().next()
    }
}

/// What one file says.
#[derive(Debug, Default)]
struct FileContent {
    requirements: Vec<Requirement>,
    includes: Vec<Include>,
    options: Vec<FileOption>,
    problems: Vec<LineProblem>,
    misses_constraints: bool,
    python: Option<PythonRange>,
    /// A lock file proper, which lists packages of every group.
    lock: bool,
}

/// A reference to another requirements file.
#[derive(Debug)]
struct Include {
    /// Within the tree.
    path: String,
    place: Place,
    constraint: bool,
}

/// Reads every requirement file of the tree, each once, with what they include.
#[must_use]
pub fn read(tree: &Tree) -> Requirements {
    let mut contents: BTreeMap<FileId, FileContent> = BTreeMap::new();
    let mut edges: BTreeMap<FileId, Vec<(FileId, usize)>> = BTreeMap::new();
    let mut waiting: VecDeque<FileId> = VecDeque::new();
    for (id, file) in tree.iter() {
        if Format::of(&file.path, &file.text).is_some() {
            waiting.push_back(id);
        }
    }
    // A template of another project is filled in before anything reads it.
    let is_template = |id: &FileId| tree.file(*id).path.contains("{{");
    if !waiting.iter().all(is_template) {
        waiting.retain(|id| !is_template(id));
    }
    let roots: Vec<FileId> = waiting.iter().copied().collect();
    while let Some(id) = waiting.pop_front() {
        if contents.contains_key(&id) {
            continue;
        }
        let file = tree.file(id);
        // An included file is a requirements file whatever its name says.
        let format = Format::of(&file.path, &file.text).unwrap_or(Format::Lines);
        let mut content = format.read(id, &file.path, &file.text);
        for (index, include) in content.includes.iter().enumerate() {
            match tree.find(&include.path) {
                Some(target) => {
                    edges.entry(id).or_default().push((target, index));
                    waiting.push_back(target);
                }
                None => {
                    content.misses_constraints |= include.constraint;
                    content.problems.push(LineProblem {
                        place: include.place,
                        kind: ProblemKind::NotGiven(include.path.clone()),
                    });
                }
            }
        }
        contents.insert(id, content);
    }
    report_cycles(&mut contents, &edges);
    let required = required_files(tree, &roots, &contents, &edges);
    assemble(contents, &required)
}

/// The files that install something: all but those that only constrain.
fn required_files(
    tree: &Tree,
    roots: &[FileId],
    contents: &BTreeMap<FileId, FileContent>,
    edges: &BTreeMap<FileId, Vec<(FileId, usize)>>,
) -> BTreeSet<FileId> {
    let includes = |id: FileId| edges.get(&id).into_iter().flatten().copied();
    let is_constraint = |from: FileId, index: usize| contents[&from].includes[index].constraint;
    let mut constrained: BTreeSet<FileId> = BTreeSet::new();
    for &from in edges.keys() {
        constrained.extend(includes(from).filter(|&(_, index)| is_constraint(from, index)).map(|(to, _)| to));
    }
    let mut waiting: Vec<FileId> = roots
        .iter()
        .copied()
        .filter(|id| {
            !constrained.contains(id) && !tree.file(*id).name().to_ascii_lowercase().contains("constraint")
        })
        .collect();
    let mut required = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if required.insert(id) {
            waiting.extend(includes(id).filter(|&(_, index)| !is_constraint(id, index)).map(|(to, _)| to));
        }
    }
    required
}

/// Says at each include that leads back to its own file that it does.
fn report_cycles(
    contents: &mut BTreeMap<FileId, FileContent>,
    edges: &BTreeMap<FileId, Vec<(FileId, usize)>>,
) {
    let mut done: BTreeSet<FileId> = BTreeSet::new();
    let mut found = Vec::new();
    for &root in edges.keys() {
        // A depth-first walk with its own stack: chains may be as long as the tree.
        let mut path: Vec<(FileId, usize)> = vec![(root, 0)];
        let mut on_path: BTreeSet<FileId> = BTreeSet::from([root]);
        while let Some((id, next)) = path.last_mut() {
            let id = *id;
            if !done.contains(&id)
                && let Some(&(target, index)) = edges.get(&id).and_then(|targets| targets.get(*next))
            {
                *next += 1;
                if on_path.contains(&target) {
                    found.push((id, index));
                } else if !done.contains(&target) {
                    on_path.insert(target);
                    path.push((target, 0));
                }
                continue;
            }
            done.insert(id);
            on_path.remove(&id);
            path.pop();
        }
    }
    for (id, index) in found {
        if let Some(content) = contents.get_mut(&id) {
            let include = &content.includes[index];
            let kind = ProblemKind::Cycle(include.path.clone());
            content.problems.push(LineProblem { place: include.place, kind });
        }
    }
}

fn assemble(contents: BTreeMap<FileId, FileContent>, required: &BTreeSet<FileId>) -> Requirements {
    let mut read = Requirements::default();
    let mut constraints: BTreeMap<String, Vec<VersionRange>> = BTreeMap::new();
    let mut from_locks = Vec::new();
    for (id, mut content) in contents {
        read.files.push(id);
        sort_by_key(&mut content.problems, |problem| problem.place);
        if content.problems.len() > MAX_PROBLEMS {
            let more = ProblemKind::More(content.problems.len() - MAX_PROBLEMS);
            content.problems[MAX_PROBLEMS].kind = more;
            content.problems.truncate(MAX_PROBLEMS + 1);
        }
        read.misses_constraints |= content.misses_constraints;
        read.problems.append(&mut content.problems);
        read.options.append(&mut content.options);
        // A lock file repeats the Python of the project that it belongs to.
        if read.python.is_none() && !content.lock {
            read.python = content.python;
        }
        if !required.contains(&id) {
            for requirement in content.requirements {
                constraints.entry(requirement.name).or_default().push(requirement.versions);
            }
        } else if content.lock {
            from_locks.append(&mut content.requirements);
        } else {
            read.all.append(&mut content.requirements);
        }
    }
    // A lock file does not say what a package is for; the file that asks for it does.
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for requirement in &read.all {
        let group = groups.entry(requirement.name.clone()).or_insert_with(|| requirement.group.clone());
        if requirement.group < *group {
            *group = requirement.group.clone();
        }
    }
    for mut requirement in from_locks {
        if let Some(group) = groups.get(&requirement.name) {
            requirement.group = group.clone();
        }
        read.all.push(requirement);
    }
    sort_by_key(&mut read.all, |requirement| requirement.place);
    for requirement in &mut read.all {
        if let Some(ranges) = constraints.get(&requirement.name) {
            requirement.constraints.clone_from(ranges);
        }
    }
    read
}

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// pip's requirements file.
    Lines,
    Pyproject,
    Pipfile,
    /// `poetry.lock`, `uv.lock`, `pdm.lock`, `pylock.toml`.
    TomlLock,
    /// `Pipfile.lock`.
    JsonLock,
}

impl Format {
    fn of(path: &str, text: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        match name.as_str() {
            "pipfile" => return Some(Self::Pipfile),
            "pipfile.lock" => return Some(Self::JsonLock),
            "poetry.lock" | "uv.lock" | "pdm.lock" | "pylock.toml" => return Some(Self::TomlLock),
            _ => {}
        }
        match recognise(path, text) {
            FileKind::Requirements => Some(Self::Lines),
            FileKind::Pyproject => Some(Self::Pyproject),
            // The name promised requirements; the text is a saved error page.
            FileKind::Html if !name.ends_with(".html") && !name.ends_with(".htm") && !name.is_empty() => {
                (recognise(path, "") == FileKind::Requirements).then_some(Self::Lines)
            }
            _ => None,
        }
    }

    fn read(self, id: FileId, path: &str, text: &str) -> FileContent {
        match self {
            Self::Lines => file::read(id, path, text),
            Self::Pyproject => pyproject::read(id, path, text),
            Self::Pipfile => pyproject::read_pipfile(id, text),
            Self::TomlLock => lock::read_toml(id, text),
            Self::JsonLock => lock::read_json(id, text),
        }
    }
}

/// A place from byte offsets.
fn place(file: FileId, start: usize, end: usize) -> Place {
    Place { file, span: Span::new(start as u32, end as u32) }
}

#[cfg(test)]
mod tests;
