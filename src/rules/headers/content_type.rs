//! Browsers do not guess the type of a file.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "headers.content-type",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &["security.W006"],
    docs: "ref/settings/#secure-content-type-nosniff",
    title: text("Browsers do not guess file types", "Браузеры не угадывают тип файла"),
    why: text(
        "A browser that guesses may run an uploaded text or picture as a script.",
        "Угадывая тип, браузер может выполнить загруженный текст или картинку как скрипт.",
    ),
    how: text(
        "Remove SECURE_CONTENT_TYPE_NOSNIFF: its default is True.",
        "Уберите SECURE_CONTENT_TYPE_NOSNIFF: по умолчанию он равен True.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_CONTENT_TYPE_NOSNIFF = False",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_CONTENT_TYPE_NOSNIFF = 1",
        ),
        passes("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']"),
        irrelevant("SECURE_CONTENT_TYPE_NOSNIFF = False"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W001")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECURE_CONTENT_TYPE_NOSNIFF");
    if !checks::finds(project, "security.W006")? {
        return Ok(pass().at_place(place));
    }
    Ok(fail(text("SECURE_CONTENT_TYPE_NOSNIFF is not True.", "SECURE_CONTENT_TYPE_NOSNIFF не равен True."))
        .at_place(place)
        .fix(
            Applicability::Safe,
            Where::Setting("SECURE_CONTENT_TYPE_NOSNIFF"),
            "SECURE_CONTENT_TYPE_NOSNIFF = True",
        ))
}
