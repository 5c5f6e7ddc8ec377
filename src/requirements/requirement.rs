//! One requirement: what pip would install, and where that is written.

use pep440_rs::Version;

use super::{Marker, VersionRange};
use crate::source::Place;

/// What a requirement is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Installed where the project runs.
    Production,
    /// An extra of the project: installed only if someone asks for it by name.
    Optional(String),
    /// Tests and continuous integration.
    Test,
    /// The developers' machines: tools, documentation.
    Development,
}

impl Group {
    /// The group that a name tells: of a file (`requirements/dev.txt`), of a
    /// dependency group, of an extra. A name that tells nothing is production.
    #[must_use]
    pub fn guess(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        let mut parts = lower.rsplit('/');
        // A folder further up (`test/project/requirements.txt`) says where the
        // project lies, not what the file is for.
        let near = [parts.next().unwrap_or_default(), parts.next().unwrap_or_default()];
        for word in near.iter().flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric())) {
            match word {
                "test" | "tests" | "testing" | "ci" => return Self::Test,
                "dev" | "devel" | "develop" | "development" | "local" | "debug" | "doc" | "docs" | "lint"
                | "linting" | "linters" | "typing" | "types" | "tools" | "quality" => {
                    return Self::Development;
                }
                _ => {}
            }
        }
        Self::Production
    }
}

/// One requirement as written in one place.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// The name as PEP 503 normalises it: `django-cors-headers`.
    pub name: String,
    /// The name as it stands in the file; guessed from the file's or the
    /// repository's name where only a URL or a path is written.
    pub written_name: String,
    /// The extras asked for, normalised.
    pub extras: Vec<String>,
    /// Which versions may be installed.
    pub versions: VersionRange,
    /// Where to fetch it from, as written: it may hold a password.
    pub url: Option<String>,
    /// When it is installed at all.
    pub marker: Option<Marker>,
    /// Whether hashes are given.
    pub hashes: bool,
    /// Installed in development mode (`-e`).
    pub editable: bool,
    /// From the name to the end of the marker, without comment and options.
    pub place: Place,
    pub group: Group,
    /// Written by a tool that resolved versions (a lock file, pip-compile), so
    /// that it may be something that only another package needs.
    pub locked: bool,
    /// What constraint files say of the same package.
    pub constraints: Vec<VersionRange>,
}

impl Requirement {
    /// The one version that can be installed, if only one can.
    #[must_use]
    pub fn pinned(&self) -> Option<Version> {
        std::iter::once(&self.versions).chain(&self.constraints).find_map(VersionRange::pinned)
    }

    /// Whether this version may be installed, constraints included. A URL
    /// without a version admits every one.
    #[must_use]
    pub fn admits(&self, version: &Version) -> bool {
        std::iter::once(&self.versions).chain(&self.constraints).all(|range| range.admits(version))
    }

    /// The lowest version that its specifiers name as allowed, constraints included.
    #[must_use]
    pub fn lowest(&self) -> Option<Version> {
        std::iter::once(&self.versions).chain(&self.constraints).filter_map(VersionRange::lowest).max()
    }

    /// Whether it is installed by a Linux `CPython` of this series; none: it cannot
    /// be told.
    #[must_use]
    pub fn applies(&self, python: Option<(u32, u32)>) -> Option<bool> {
        self.marker.as_ref().map_or(Some(true), |marker| marker.evaluate(python))
    }
}

/// A name as PEP 503 compares it: lower case, every run of `-`, `_`, `.` one `-`.
#[must_use]
pub fn normalise(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for c in name.chars() {
        if !matches!(c, '-' | '_' | '.') {
            normal.push(c.to_ascii_lowercase());
        } else if !normal.ends_with('-') {
            normal.push('-');
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_pip_takes_for_one_are_one() {
        for name in ["django-cors-headers", "Django_Cors.Headers", "django--cors__headers"] {
            assert_eq!(normalise(name), "django-cors-headers", "{name}");
        }
    }

    #[test]
    fn file_and_group_names_tell_what_they_are_for() {
        for (name, group) in [
            ("requirements.txt", Group::Production),
            ("requirements/base.txt", Group::Production),
            ("requirements/production.txt", Group::Production),
            ("requirements/local.txt", Group::Development),
            ("requirements-dev.txt", Group::Development),
            ("dev_requirements.in", Group::Development),
            ("docs/requirements.txt", Group::Development),
            ("tests/requirements.txt", Group::Test),
            ("requirements/ci.txt", Group::Test),
            ("test/project/requirements/base.txt", Group::Production),
            ("requirements/latest.txt", Group::Production),
        ] {
            assert_eq!(Group::guess(name), group, "{name}");
        }
    }
}
