//! `TEMPLATES` is what the template engine takes.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "readiness.templates",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["templates.E001", "templates.E002"],
    docs: "ref/settings/#templates",
    title: text("TEMPLATES has options that go together", "Параметры в TEMPLATES сочетаются"),
    why: text(
        "The engine refuses APP_DIRS together with loaders, and a string_if_invalid that is not a string.",
        "Движок не принимает APP_DIRS вместе с loaders и string_if_invalid, который не строка.",
    ),
    how: text(
        "Remove APP_DIRS where loaders are listed, and write string_if_invalid as a string.",
        "Уберите APP_DIRS там, где перечислены loaders, а string_if_invalid пишите строкой.",
    ),
    examples: &[
        fails("TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True, 'OPTIONS': {'loaders': []}}]").django(4, 2),
        fails("TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'OPTIONS': {'string_if_invalid': None}}]"),
        passes("TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]"),
        undecided("from .other import TEMPLATES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let place = project.place_of("TEMPLATES");
    if checks::finds(project, "templates.E001")? {
        return Ok(fail(text(
            "An engine in TEMPLATES has APP_DIRS and loaders at once.",
            "У движка в TEMPLATES одновременно APP_DIRS и loaders.",
        ))
        .at_place(place));
    }
    if checks::finds(project, "templates.E002")? {
        return Ok(fail(text(
            "string_if_invalid in TEMPLATES is not a string.",
            "string_if_invalid в TEMPLATES — не строка.",
        ))
        .at_place(place));
    }
    Ok(if place.is_some() { pass().at_place(place) } else { not_applicable() })
}
