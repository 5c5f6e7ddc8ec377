//! What a project installs, and the Python it runs on.

use super::Project;
use crate::requirements::{Group, Requirement};
use crate::source::{FileId, FileKind, Place, Span, recognise};

/// A Python that some file says the project runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Runtime {
    pub series: (u32, u32),
    pub place: Place,
}

impl Project {
    /// The requirements that production installs and a person wrote down, lock
    /// files left out.
    pub fn production_requirements(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements
            .all
            .iter()
            .filter(|requirement| requirement.group == Group::Production && self.is_hand_kept(requirement))
    }

    /// Whether the requirement stands in a file that lists what is wanted: a
    /// requirements file, `pyproject.toml`, a `Pipfile`; not in a lock file.
    #[must_use]
    pub fn is_hand_kept(&self, requirement: &Requirement) -> bool {
        let file = self.tree.file(requirement.place.file);
        !file.name().to_ascii_lowercase().ends_with(".lock") && file.name() != "pylock.toml"
    }

    /// The requirement with exactly this version, as its line in a requirements
    /// file; none where it stands in a file of another form.
    #[must_use]
    pub fn pinned_line(&self, requirement: &Requirement, version: &str) -> Option<String> {
        let file = self.tree.file(requirement.place.file);
        if recognise(&file.path, &file.text) != FileKind::Requirements || requirement.url.is_some() {
            return None;
        }
        Some(pinned(self.tree.text(requirement.place), &requirement.versions.text, version))
    }

    /// The series of Python that files name as the one to run on: the base
    /// image, `.python-version`, `runtime.txt`.
    #[must_use]
    pub fn runtimes(&self) -> Vec<Runtime> {
        let mut found = Vec::new();
        for (id, file) in self.tree.iter() {
            let name = file.name();
            match name {
                ".python-version" => found.extend(first_series(id, &file.text, "")),
                "runtime.txt" => found.extend(first_series(id, &file.text, "python-")),
                // An image of something else, such as a proxy, installs nothing for Django.
                _ if recognise(&file.path, &file.text) == FileKind::Dockerfile
                    && (name == "Dockerfile" || installs_packages(&file.text)) =>
                {
                    found.extend(image_series(id, &file.text));
                }
                _ => {}
            }
        }
        found
    }
}

/// A requirement as written, with one version in place of its range.
fn pinned(written: &str, range: &str, version: &str) -> String {
    let (before, marker) = match written.find(';') {
        Some(at) => (&written[..at], &written[at..]),
        None => (written, ""),
    };
    let name = if range.is_empty() { before } else { before.split(range).next().unwrap_or(before) };
    let space = if marker.is_empty() { "" } else { " " };
    format!("{}=={version}{space}{marker}", name.trim_end().trim_end_matches('(').trim_end())
}

/// Whether an image holds packages of Python, or runs the site.
fn installs_packages(text: &str) -> bool {
    ["pip", "uv ", "poetry", "pdm ", "requirements", "manage.py", "gunicorn", "wsgi"]
        .iter()
        .any(|word| text.contains(word))
}

/// The series at the start of a file, behind a prefix.
fn first_series(id: FileId, text: &str, prefix: &str) -> Option<Runtime> {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].lines().next()?.trim_end();
    let series = series(line.strip_prefix(prefix)?)?;
    Some(Runtime { series, place: place(id, start, line.len()) })
}

/// The series of the last `FROM python:...`: the stage that runs.
fn image_series(id: FileId, text: &str) -> Option<Runtime> {
    let mut found = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let image =
            trimmed.get(..5).filter(|word| word.eq_ignore_ascii_case("from ")).map(|_| trimmed[5..].trim());
        if let Some(image) = image {
            let image = image.split_whitespace().find(|word| !word.starts_with("--")).unwrap_or_default();
            if let Some((repository, tag)) = image.split_once(':')
                && (repository == "python" || repository.ends_with("/python"))
                && let Some(series) = series(tag)
            {
                let indent = line.len() - line.trim_start().len();
                found = Some(Runtime { series, place: place(id, start + indent, trimmed.len()) });
            }
        }
        start += line.len();
    }
    found
}

/// `3.12` of `3.12.1-slim`.
fn series(text: &str) -> Option<(u32, u32)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let mut numbers = text[..end].split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

fn place(file: FileId, start: usize, length: usize) -> Place {
    Place { file, span: Span::new(start as u32, (start + length) as u32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_keeps_extras_and_markers() {
        for (written, range, line) in [
            ("Django", "", "Django==5.2.19"),
            ("Django>=4.2,<6", ">=4.2,<6", "Django==5.2.19"),
            ("Django [argon2] >= 4.2", ">= 4.2", "Django [argon2]==5.2.19"),
            ("Django (>=4.2)", ">=4.2", "Django==5.2.19"),
            ("Django>=4.2; python_version > '3'", ">=4.2", "Django==5.2.19 ; python_version > '3'"),
        ] {
            assert_eq!(pinned(written, range, "5.2.19"), line, "{written}");
        }
    }

    #[test]
    fn the_python_of_a_file_is_read() {
        let id = FileId(0);
        let of = |runtime: Option<Runtime>| runtime.map(|runtime| runtime.series);
        assert_eq!(of(first_series(id, "python-3.9.18\n", "python-")), Some((3, 9)));
        assert_eq!(of(first_series(id, "\n3.12\n", "")), Some((3, 12)));
        assert_eq!(of(first_series(id, "pypy3.9\n", "")), None);
        for (text, series) in [
            ("FROM python:3.12-slim\nRUN true\n", Some((3, 12))),
            (
                "FROM node:20 AS js\nFROM --platform=linux/amd64 docker.io/library/python:3.9.1 AS app\n",
                Some((3, 9)),
            ),
            ("FROM python:latest\n", None),
            ("FROM debian:12\n", None),
        ] {
            assert_eq!(of(image_series(id, text)), series, "{text}");
        }
    }
}
