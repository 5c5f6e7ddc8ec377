//! Names in the person's code: which are used, and which are only assigned.

use super::fact::no_settings;
use super::{Fact, Project, Undecided};
use crate::model::text;
use crate::python::Reason;
use crate::source::{FileId, FileKind, Place, Span};

impl Project {
    /// That all names which the judged settings set are known; undecided where
    /// something that was not given may set more.
    pub fn names_known(&self) -> Fact<()> {
        let Some(module) = self.settings.module() else { return Err(no_settings()) };
        let Some(unknown) = &module.open else { return Ok(()) };
        let reason = match &unknown.reason {
            Reason::NotGiven(module) => text! {
                en: "More settings may be set in {module}, which was not given.",
                ru: "Часть настроек может задаваться в {module}, а этого файла здесь нет.",
            },
            _ => text(
                "More settings are set in a way that is not followed here.",
                "Часть настроек задаётся способом, который здесь не разбирается.",
            ),
        };
        Err(Undecided {
            reason,
            variables: unknown.variables.clone(),
            places: unknown.place.into_iter().collect(),
            missing_file: matches!(unknown.reason, Reason::NotGiven(_)),
            setting: None,
        })
    }

    /// Whether any given Python file uses the name, other than by assigning it.
    #[must_use]
    pub fn is_read(&self, name: &str) -> bool {
        self.files(FileKind::Python)
            .any(|(_, text)| text.contains(name) && text.lines().any(|line| reads(line, name)))
    }

    /// Names that the judged settings assign at the left edge of a line and
    /// that Django does not see, because they are not upper case.
    #[must_use]
    pub fn names_not_upper(&self) -> Vec<(String, Place)> {
        let mut found = Vec::new();
        for &id in self.settings.module().map(|module| module.files.as_slice()).unwrap_or_default() {
            collect(id, &self.tree.file(id).text, &mut found);
        }
        found
    }
}

fn collect(id: FileId, text: &str, found: &mut Vec<(String, Place)>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let name = identifier(line);
        let rest = line[name.len()..].trim_start();
        if !name.is_empty()
            && rest.starts_with('=')
            && !rest.starts_with("==")
            && name.chars().any(char::is_lowercase)
        {
            let end = start + line.trim_end().len();
            found.push((name.to_owned(), Place { file: id, span: Span::new(start as u32, end as u32) }));
        }
        start += line.len();
    }
}

/// The identifier that a line begins with.
fn identifier(line: &str) -> &str {
    let end = line.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(line.len());
    if line.starts_with(|c: char| c.is_ascii_digit()) { "" } else { &line[..end] }
}

/// Whether the line uses the name: as a whole word, and not as the target of an
/// assignment at the line's start.
fn reads(line: &str, name: &str) -> bool {
    let trimmed = line.trim_start();
    if trimmed.starts_with('#') {
        return false;
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    trimmed.match_indices(name).any(|(at, _)| {
        let (before, after) = (&trimmed[..at], &trimmed[at + name.len()..]);
        let whole = !before.ends_with(is_word) && !after.starts_with(is_word);
        let after = after.trim_start();
        let assigned = at == 0
            && (after.starts_with('=') && !after.starts_with("==")
                || after.starts_with("+=")
                || after.starts_with(':'));
        whole && !assigned
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_use_is_told_from_an_assignment() {
        for (line, used) in [
            ("HOST = 'a'", false),
            ("    HOST += ['a']", false),
            ("HOST: str = 'a'", false),
            ("# HOST", false),
            ("MY_HOST = 1", false),
            ("EMAIL = HOST", true),
            ("HOST.append('a')", true),
            ("x = settings.HOST", true),
            ("getattr(settings, 'HOST')", true),
            ("if HOST == 'a':", true),
        ] {
            assert_eq!(reads(line, "HOST"), used, "{line}");
        }
    }

    #[test]
    fn names_with_small_letters_are_found_at_the_edge() {
        let mut found = Vec::new();
        collect(FileId(0), "Debug = True\nDEBUG = True\n    x = 1\nenv == 2\nallowed_hosts=[]\n", &mut found);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["Debug", "allowed_hosts"]);
    }
}
