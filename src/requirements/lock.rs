//! Lock files: every package that gets installed, with its exact version.

use std::ops::Range;

use super::versions;
use super::{FileContent, Group, LineProblem, ProblemKind, Requirement, VersionRange, normalise, place};
use crate::source::FileId;
use crate::source::toml::{self, Table};

/// `poetry.lock`, `uv.lock` and `pdm.lock` list `[[package]]`; `pylock.toml`
/// (PEP 751) lists `[[packages]]`.
pub(super) fn read_toml(id: FileId, text: &str) -> FileContent {
    let (root, broken) = toml::parse(text);
    let mut content = FileContent { lock: true, ..FileContent::default() };
    // A lock file is written by a tool: one break says all.
    if let Some(range) = broken.into_iter().next() {
        let place = place(id, range.start, range.end);
        content.problems.push(LineProblem { place, kind: ProblemKind::Syntax });
    }
    for item in root.array("package").iter().chain(root.array("packages")) {
        let Some(package) = item.table() else { continue };
        let (Some(name), Some(version)) = (package.item("name"), package.text("version")) else { continue };
        if let Some(name_text) = name.text()
            && !is_the_project(package)
        {
            content.requirements.extend(locked(id, name_text, version, name.span.clone(), Group::Production));
        }
    }
    content
}

/// uv lists the project itself among its packages.
fn is_the_project(package: &Table) -> bool {
    package
        .table(&["source"])
        .is_some_and(|source| source.item("virtual").is_some() || source.item("editable").is_some())
}

/// `Pipfile.lock`, which is JSON.
pub(super) fn read_json(id: FileId, text: &str) -> FileContent {
    let mut content = FileContent { lock: true, ..FileContent::default() };
    let Ok(root) = serde_json::from_str::<serde_json::Value>(text) else {
        let kind = ProblemKind::Syntax;
        content.problems.push(LineProblem { place: place(id, 0, text.len().min(1)), kind });
        return content;
    };
    for (section, group) in [("default", Group::Production), ("develop", Group::Development)] {
        // JSON values come without places; Pipenv writes names in order, so that
        // each is found after the one before it.
        let mut from = text.find(&format!("\"{section}\"")).unwrap_or(0);
        for (name, package) in root.get(section).and_then(|section| section.as_object()).into_iter().flatten()
        {
            let quoted = format!("\"{name}\": {{");
            let start = text[from..].find(&quoted).map_or(from, |at| from + at);
            from = start;
            let version = package.get("version").and_then(|version| version.as_str()).unwrap_or_default();
            let span = start..(start + name.len() + 2).min(text.len());
            content.requirements.extend(locked(
                id,
                name,
                version.trim_start_matches('='),
                span,
                group.clone(),
            ));
        }
    }
    content
}

fn locked(id: FileId, name: &str, version: &str, span: Range<usize>, group: Group) -> Option<Requirement> {
    let version = versions::version(version)?;
    Some(Requirement {
        name: normalise(name),
        written_name: name.to_owned(),
        extras: Vec::new(),
        versions: VersionRange::exactly(version),
        url: None,
        marker: None,
        hashes: true,
        editable: false,
        place: place(id, span.start, span.end),
        group,
        locked: true,
        constraints: Vec::new(),
    })
}
