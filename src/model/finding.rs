//! What one rule found, where, and what to do about it.

use serde::{Deserialize, Serialize};

use super::{Item, Lang, Text};
use crate::source::sort_by;

/// How a rule or an item stands, worst first: the order is the order of concern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Fail,
    Attention,
    /// Cannot be told from these files: the server's environment or code that
    /// is not evaluated decides.
    Open,
    /// No file can prove it; a person confirms.
    Manual,
    /// The file that would prove it was not given.
    NoData,
    Pass,
    NotApplicable,
}

impl Status {
    pub const ALL: [Self; 7] = [
        Self::Fail,
        Self::Attention,
        Self::Open,
        Self::Manual,
        Self::NoData,
        Self::Pass,
        Self::NotApplicable,
    ];

    /// The word used in reports and in `data-status`.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Fail => "fail",
            Self::Attention => "attention",
            Self::Open => "open",
            Self::Manual => "manual",
            Self::NoData => "no-data",
            Self::Pass => "pass",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The words that a person reads.
    #[must_use]
    pub const fn words(self, lang: Lang) -> &'static str {
        let (en, ru) = match self {
            Self::Fail => ("Fails", "Не пройдено"),
            Self::Attention => ("Attention", "Внимание"),
            Self::Open => ("Cannot be told", "По файлам не видно"),
            Self::Manual => ("Check yourself", "Проверьте сами"),
            Self::NoData => ("No data", "Нет данных"),
            Self::Pass => ("Passed", "Пройдено"),
            Self::NotApplicable => ("Not applicable", "Неприменимо"),
        };
        match lang {
            Lang::En => en,
            Lang::Ru => ru,
        }
    }
}

/// How much a rule's failing matters. `Error` makes the status [`Status::Fail`],
/// the others [`Status::Attention`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// What a place has to do with a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Primary,
    Related,
}

/// A place in the person's files. Lines and columns count from 1, columns in
/// Unicode code points; `end_column` is one past the last character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub file: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub role: Role,
    /// The text of the place, with secrets masked.
    pub shown: String,
}

/// How far a fix may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// Keeps the meaning of the program but for the defect.
    Safe,
    /// May change what the program does; a person has to agree.
    Unsafe,
    /// A hint to write by hand.
    DisplayOnly,
}

/// What to write instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    pub applicability: Applicability,
    /// The file to change.
    pub file: String,
    /// The line (from 1) that the snippet replaces; none: add it at the end.
    pub line: Option<u32>,
    /// The code to write there.
    pub snippet: String,
    /// The same as changes of text; none where it is a hint to write by hand,
    /// or where the file does not exist yet.
    #[serde(default)]
    pub edits: Vec<Edit>,
}

/// A change of a file: offsets in bytes of the text that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    pub file: String,
    pub start: u32,
    pub end: u32,
    /// What stands between them afterwards.
    pub text: String,
}

/// A file's text with those of the edits made that are of this file; none where they do not
/// fit it, or one undoes another. What is added at one place keeps its order.
#[must_use]
pub fn written(text: &str, file: &str, edits: &[Edit]) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.iter().filter(|edit| edit.file == file).collect();
    sort_by(&mut edits, |a, b| (a.start, a.end).cmp(&(b.start, b.end)));
    let mut all = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (edit.start as usize, edit.end as usize);
        // What is replaced has to be there as well.
        text.get(start..end)?;
        all.push_str(text.get(done..start)?);
        all.push_str(&edit.text);
        done = end;
    }
    all.push_str(text.get(done..)?);
    Some(all)
}

/// One rule's verdict on the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's stable id, `family.subject`.
    pub rule: String,
    pub item: Item,
    pub status: Status,
    pub severity: Severity,
    /// Ids of Django's own checks that say the same.
    pub mirrors: Vec<String>,
    /// The good state that the rule asks for.
    pub title: Text,
    /// What was found in these files.
    pub message: Text,
    pub why: Text,
    pub how: Text,
    /// Where to read more, for the project's version of Django.
    pub docs: String,
    pub evidence: Vec<Evidence>,
    /// Settings that the evidence speaks of; their history is that of the judged environment.
    #[serde(default)]
    pub settings: Vec<String>,
    /// Environment variables that decide, where the status is open.
    pub variables: Vec<String>,
    /// Where the status is open: how it stands if none of the variables is set.
    pub when_unset: Option<Status>,
    pub fix: Option<Fix>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_written_whatever_their_order() {
        let edit = |file: &str, start, end, text: &str| Edit {
            file: file.to_owned(),
            start,
            end,
            text: text.to_owned(),
        };
        let made = |edits: &[Edit]| written("ab\u{444}d", "a.py", edits);
        let (first, last, other) =
            (edit("a.py", 0, 1, "12"), edit("a.py", 4, 5, ""), edit("b.py", 0, 9, "x"));
        let both = Some("12b\u{444}".to_owned());
        assert_eq!(made(&[first.clone(), last.clone(), other.clone()]), both);
        assert_eq!(made(&[other, last, first.clone()]), both);
        // What is added before what is replaced, in the order in which it is given.
        let (one, two) = (edit("a.py", 0, 0, "1"), edit("a.py", 0, 0, "2"));
        assert_eq!(made(&[first.clone(), one, two]).as_deref(), Some("1212b\u{444}d"));
        for wrong in [
            vec![edit("a.py", 3, 4, "")],
            vec![edit("a.py", 0, 6, "")],
            vec![edit("a.py", 2, 1, "")],
            vec![first, edit("a.py", 0, 2, "")],
        ] {
            assert_eq!(made(&wrong), None, "{wrong:?}");
        }
    }
}
