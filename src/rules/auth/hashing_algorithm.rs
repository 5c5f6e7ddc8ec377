//! Signatures use an algorithm that Django 3.2 knows.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided, until,
};

pub(super) static RULE: Rule = Rule {
    id: "auth.hashing-algorithm",
    item: Item::Https,
    severity: Severity::Error,
    django: until(4, 0),
    mirrors: &["security.E100"],
    docs: "ref/settings/#default-hashing-algorithm",
    title: text("DEFAULT_HASHING_ALGORITHM is sha256 or sha1", "DEFAULT_HASHING_ALGORITHM — sha256 или sha1"),
    why: text(
        "On any other value check ends with an error.",
        "На любом другом значении check завершается ошибкой.",
    ),
    how: text("Remove the setting: the default is sha256.", "Уберите настройку: по умолчанию sha256."),
    examples: &[
        fails("DEFAULT_HASHING_ALGORITHM = 'md5'").django(3, 2),
        passes("DEFAULT_HASHING_ALGORITHM = 'sha1'").django(3, 2),
        irrelevant("").django(3, 2),
        undecided("from .other import DEFAULT_HASHING_ALGORITHM").django(3, 2),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let is_found = checks::finds(project, "security.E100")?;
    let place = project.place_of("DEFAULT_HASHING_ALGORITHM");
    if place.is_none() {
        return Ok(not_applicable());
    }
    if !is_found {
        return Ok(pass().at_place(place));
    }
    Ok(fail(text(
        "DEFAULT_HASHING_ALGORITHM is neither sha256 nor sha1.",
        "DEFAULT_HASHING_ALGORITHM не равен ни sha256, ни sha1.",
    ))
    .at_place(place)
    .fix(
        Applicability::Safe,
        Where::Setting("DEFAULT_HASHING_ALGORITHM"),
        "DEFAULT_HASHING_ALGORITHM = \"sha256\"",
    ))
}
