//! Folders of fixtures are named once.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "readiness.fixture-dirs",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#fixture-dirs",
    title: text("FIXTURE_DIRS names each folder once", "В FIXTURE_DIRS каждая папка указана один раз"),
    why: text(
        "loaddata refuses a folder that is named twice: ImproperlyConfigured.",
        "loaddata не принимает папку, указанную дважды: ImproperlyConfigured.",
    ),
    how: text("Drop the second entry.", "Уберите повтор."),
    examples: &[
        fails("FIXTURE_DIRS = ['/srv/fixtures', '/srv/fixtures']"),
        passes("FIXTURE_DIRS = ['/srv/fixtures']"),
        irrelevant(""),
        undecided("from .other import FIXTURE_DIRS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let folders = project.settings.list("FIXTURE_DIRS")?;
    if folders.is_empty() {
        return Ok(not_applicable());
    }
    folders.no_holes()?;
    let items = &folders.items;
    match items
        .iter()
        .enumerate()
        .find(|(index, item)| items[..*index].iter().any(|other| other.kind == item.kind))
    {
        Some((_, twice)) => {
            Ok(fail(text("FIXTURE_DIRS names a folder twice.", "В FIXTURE_DIRS одна папка указана дважды."))
                .at_place(twice.place.or(folders.place)))
        }
        None => Ok(pass().at(&folders)),
    }
}
