//! `pyproject.toml` (PEP 621, PEP 735, Poetry, PDM, uv) and `Pipfile`.

use std::collections::BTreeSet;

use super::{
    FileContent, Group, Include, LineProblem, Marker, ProblemKind, PythonRange, Requirement, VersionRange,
    grammar, marker, normalise, place, target,
};
use crate::source::toml::{self, Entry, Item, Table, Value};
use crate::source::{FileId, Place, beside};

/// Reads a `pyproject.toml`.
pub(super) fn read(id: FileId, path: &str, text: &str) -> FileContent {
    let (mut reader, root) = Reader::open(id, text);
    if let Some(project) = root.table(&["project"]) {
        reader.project(project);
    }
    if let Some(groups) = root.table(&["dependency-groups"]) {
        let known: BTreeSet<String> = groups.iter().map(|(name, _)| normalise(name)).collect();
        for (name, entry) in groups.iter() {
            reader.dependency_group(name, &entry.item, &known);
        }
    }
    if let Some(tool) = root.table(&["tool"]) {
        if let Some(poetry) = tool.table(&["poetry"]) {
            reader.poetry(poetry);
        }
        if let Some(uv) = tool.table(&["uv"]) {
            reader.strings(uv.array("dev-dependencies"), &Group::Development);
        }
        if let Some(pdm) = tool.table(&["pdm", "dev-dependencies"]) {
            for (_, entry) in pdm.iter() {
                reader.strings(entry.item.array(), &Group::Development);
            }
        }
        if let Some(dynamic) = tool.table(&["setuptools", "dynamic"]) {
            reader.dynamic(dynamic, path);
        }
    }
    reader.content
}

/// Reads a `Pipfile`.
pub(super) fn read_pipfile(id: FileId, text: &str) -> FileContent {
    let (mut reader, root) = Reader::open(id, text);
    for (section, group) in [("packages", Group::Production), ("dev-packages", Group::Development)] {
        for (name, entry) in root.table(&[section]).into_iter().flat_map(Table::iter) {
            reader.named(name, entry, &group, VersionRange::parse);
        }
    }
    if let Some(requires) = root.table(&["requires"])
        && let Some(item) = requires.item("python_full_version").or_else(|| requires.item("python_version"))
        && let Some(text) = item.text()
    {
        let star = if text.matches('.').count() > 1 { "" } else { ".*" };
        reader.python(&format!("=={text}{star}"), item, VersionRange::parse);
    }
    reader.content
}

struct Reader<'a> {
    id: FileId,
    text: &'a str,
    content: FileContent,
}

impl<'a> Reader<'a> {
    fn open(id: FileId, text: &'a str) -> (Self, Table) {
        let (root, broken) = toml::parse(text);
        let mut content = FileContent::default();
        let mut told_until = 0;
        for range in broken {
            // One break makes several complaints on its line: the first one counts.
            if range.start < told_until {
                continue;
            }
            let rest = text.get(range.start..).unwrap_or_default();
            told_until = range.start + rest.find('\n').map_or(rest.len(), |length| length + 1);
            let place = place(id, range.start, range.end);
            content.problems.push(LineProblem { place, kind: ProblemKind::Syntax });
        }
        (Self { id, text, content }, root)
    }

    /// PEP 621.
    fn project(&mut self, project: &Table) {
        if let Some(item) = project.item("requires-python")
            && let Some(text) = item.text()
        {
            self.python(text, item, VersionRange::parse);
        }
        self.strings(project.array("dependencies"), &Group::Production);
        for (name, entry) in project.table(&["optional-dependencies"]).into_iter().flat_map(Table::iter) {
            self.strings(entry.item.array(), &named_group(name));
        }
    }

    /// PEP 735: requirements, and references to other groups.
    fn dependency_group(&mut self, name: &str, item: &Item, known: &BTreeSet<String>) {
        let group = named_group(name);
        self.strings(item.array(), &group);
        for included in item.array() {
            let Some(target) = included.table().and_then(|table| table.text("include-group")) else {
                continue;
            };
            if !known.contains(&normalise(target)) {
                self.problem(included, ProblemKind::NoGroup(target.to_owned()));
            }
        }
    }

    fn poetry(&mut self, poetry: &Table) {
        let extras = poetry.table(&["extras"]);
        for (name, entry) in poetry.table(&["dependencies"]).into_iter().flat_map(Table::iter) {
            if name == "python" {
                if let Some(text) = entry.item.text() {
                    self.python(text, &entry.item, VersionRange::parse_poetry);
                }
                continue;
            }
            let optional = entry.item.table().is_some_and(|table| table.is_true("optional"));
            let group = if optional { optional_group(name, extras) } else { Group::Production };
            self.named(name, entry, &group, VersionRange::parse_poetry);
        }
        for (name, entry) in poetry.table(&["dev-dependencies"]).into_iter().flat_map(Table::iter) {
            self.named(name, entry, &Group::Development, VersionRange::parse_poetry);
        }
        for (group_name, group_entry) in poetry.table(&["group"]).into_iter().flat_map(Table::iter) {
            let Some(table) = group_entry.item.table() else { continue };
            // Poetry installs every group that is not optional.
            let group = match Group::guess(group_name) {
                Group::Production if table.is_true("optional") => Group::Optional(group_name.to_owned()),
                group => group,
            };
            for (name, entry) in table.table(&["dependencies"]).into_iter().flat_map(Table::iter) {
                self.named(name, entry, &group, VersionRange::parse_poetry);
            }
        }
    }

    /// setuptools takes the dependencies from files that the project names.
    fn dynamic(&mut self, dynamic: &Table, path: &str) {
        let sets = dynamic.table(&["optional-dependencies"]).into_iter().flat_map(Table::iter);
        let items = dynamic.item("dependencies").into_iter().chain(sets.map(|(_, entry)| &entry.item));
        for item in items {
            let Some(file) = item.table().and_then(|table| table.item("file")) else { continue };
            let named = if file.text().is_some() { std::slice::from_ref(file) } else { file.array() };
            for file in named {
                if let Some(path) = file.text().and_then(|text| beside(path, text)) {
                    let place = self.place(file);
                    self.content.includes.push(Include { path, place, constraint: false });
                }
            }
        }
    }

    /// An array of PEP 508 strings.
    fn strings(&mut self, items: &[Item], group: &Group) {
        for item in items {
            let Some(text) = item.text() else { continue };
            match grammar::parse(text) {
                Ok(parsed) => {
                    let versions = match &parsed.url {
                        Some(url) => target::read(url).versions,
                        None => parsed.versions,
                    };
                    self.content.requirements.push(Requirement {
                        name: normalise(&parsed.name),
                        written_name: parsed.name,
                        extras: parsed.extras,
                        versions,
                        url: parsed.url,
                        marker: parsed.marker,
                        hashes: false,
                        editable: false,
                        place: self.place(item),
                        group: group.clone(),
                        locked: false,
                        constraints: Vec::new(),
                    });
                }
                Err(malformed) => self.problem(item, malformed.kind),
            }
        }
    }

    /// `name = "constraint"`, `name = { version = ... }`, or an array of such tables.
    fn named(&mut self, name: &str, entry: &Entry, group: &Group, parse: ParseVersions) {
        let place = place(self.id, entry.key.start, entry.item.span.end.max(entry.key.end));
        match &entry.item.value {
            Value::Array(items) => {
                for item in items {
                    self.one_named(name, item, self.place(item), group, parse);
                }
            }
            _ => self.one_named(name, &entry.item, place, group, parse),
        }
    }

    fn one_named(&mut self, name: &str, item: &Item, place: Place, group: &Group, parse: ParseVersions) {
        let table = item.table();
        let written = item.text().or_else(|| table.and_then(|table| table.text("version")));
        let field = |key: &str| table.and_then(|table| table.text(key));
        let versions = match written.filter(|text| text.trim() != "*").map(parse) {
            Some(Ok(versions)) => versions,
            Some(Err(text)) => {
                self.content.problems.push(LineProblem { place, kind: ProblemKind::Version(text) });
                VersionRange::any()
            }
            None => ["tag", "rev", "ref"]
                .iter()
                .find_map(|key| super::versions::version(field(key)?))
                .map_or_else(VersionRange::any, VersionRange::exactly),
        };
        let marker = match field("markers").map(marker::parse) {
            Some(Err(_)) => {
                self.content.problems.push(LineProblem { place, kind: ProblemKind::Marker });
                None
            }
            other => other.and_then(Result::ok),
        };
        let python = field("python").and_then(python_marker);
        let marker = match (marker, python) {
            (Some(one), Some(other)) => Some(Marker::And(vec![one, other])),
            (one, other) => one.or(other),
        };
        let extras = table.map_or(&[][..], |table| table.array("extras"));
        self.content.requirements.push(Requirement {
            name: normalise(name),
            written_name: name.to_owned(),
            extras: extras.iter().filter_map(Item::text).map(normalise).collect(),
            versions,
            url: ["git", "url", "file", "path"].iter().find_map(|key| field(key)).map(str::to_owned),
            marker,
            hashes: false,
            editable: table.is_some_and(|table| table.is_true("develop") || table.is_true("editable")),
            place,
            group: group.clone(),
            locked: false,
            constraints: Vec::new(),
        });
    }

    fn python(&mut self, text: &str, item: &Item, parse: ParseVersions) {
        let place = self.place(item);
        match parse(text) {
            Ok(versions) => {
                self.content.python.get_or_insert(PythonRange { versions, place });
            }
            Err(text) => {
                self.content.problems.push(LineProblem { place, kind: ProblemKind::Version(text) });
            }
        }
    }

    /// The place of a value; of a text without its quotes.
    fn place(&self, item: &Item) -> Place {
        let raw = self.text.get(item.span.clone()).unwrap_or_default();
        let quotes = ["\"\"\"", "'''", "\"", "'"]
            .iter()
            .find(|quote| raw.len() >= 2 * quote.len() && raw.starts_with(**quote) && raw.ends_with(**quote))
            .map_or(0, |quote| quote.len());
        place(self.id, item.span.start + quotes, item.span.end - quotes)
    }

    fn problem(&mut self, item: &Item, kind: ProblemKind) {
        let place = self.place(item);
        self.content.problems.push(LineProblem { place, kind });
    }
}

type ParseVersions = fn(&str) -> Result<VersionRange, String>;

/// Groups and extras are installed only where someone asks for them.
fn named_group(name: &str) -> Group {
    match Group::guess(name) {
        Group::Production if !matches!(name, "main" | "prod" | "production") => {
            Group::Optional(name.to_owned())
        }
        group => group,
    }
}

/// The extra of Poetry that brings an optional dependency.
fn optional_group(name: &str, extras: Option<&Table>) -> Group {
    let extra = extras.into_iter().flat_map(Table::iter).find(|(_, entry)| {
        entry.item.array().iter().filter_map(Item::text).any(|item| normalise(item) == normalise(name))
    });
    Group::Optional(extra.map_or("", |(extra, _)| extra).to_owned())
}

/// Poetry's `python = ">=3.9"` in a dependency, as a marker.
fn python_marker(text: &str) -> Option<Marker> {
    let range = VersionRange::parse_poetry(text).ok()?;
    marker::from_python(&range)
}
