//! What a project installs, and the Python it runs on.

use super::{Fact, Project, Undecided};
use crate::model::text;
use crate::requirements::{Group, ProblemKind, Requirement, Version};
use crate::source::{FileId, FileKind, Place, Span};

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
            .filter(|requirement| !self.is_of_another_program(requirement.place.file))
    }

    /// That no version is bounded by a file of constraints that was not given.
    pub fn sees_all_constraints(&self) -> Fact<()> {
        if self.requirements.misses_constraints { self.lists_all_packages() } else { Ok(()) }
    }

    /// That production installs nothing but what is listed. Undecided where no
    /// requirements were given, or where more stands in a file that was not, or in
    /// lines that cannot be read.
    pub fn lists_all_packages(&self) -> Fact<()> {
        if !self.requirements.is_given() {
            return Err(Undecided::not_given(text(
                "No requirements were given.",
                "Файл зависимостей не передан.",
            )));
        }
        let is_of_production = |file: FileId| Group::guess(&self.tree.file(file).path) == Group::Production;
        let mut hidden = self.requirements.problems.iter().filter(|problem| problem.hides_names());
        let any = self.requirements.files.iter().any(|file| is_of_production(*file));
        let Some(problem) = hidden.find(|problem| !any || is_of_production(problem.place.file)) else {
            return Ok(());
        };
        let (reason, is_missing) = match &problem.kind {
            ProblemKind::NotGiven(path) => (
                text! {
                    en: "The requirements include {path}, which was not given.",
                    ru: "Зависимости подключают {path}, а этот файл не передан.",
                },
                true,
            ),
            ProblemKind::Remote(url) => (
                text! {
                    en: "The requirements include {url}, which is not opened here.",
                    ru: "Зависимости подключают {url}, а здесь эта ссылка не открывается.",
                },
                false,
            ),
            _ => (
                text(
                    "A part of the requirements cannot be read.",
                    "Часть зависимостей не удаётся прочитать.",
                ),
                false,
            ),
        };
        let undecided = if is_missing { Undecided::not_given(reason) } else { Undecided::because(reason) };
        Err(undecided.at(problem.place))
    }

    /// The Django that is pinned. Undecided where it may stand in what was not given.
    pub fn pinned_django(&self) -> Fact<Option<(Version, &Requirement)>> {
        let pinned = self.requirements.pinned("django");
        if pinned.is_none() && self.requirements.is_given() && !self.requires("django") {
            self.lists_all_packages()?;
        }
        Ok(pinned)
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
        if self.kind_of(requirement.place.file) != FileKind::Requirements || requirement.url.is_some() {
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
                _ if self.kind_of(id) == FileKind::Dockerfile
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
