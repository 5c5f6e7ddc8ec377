//! `SITE_ID` is a number.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "readiness.site-id",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["sites.E101"],
    docs: "ref/settings/#site-id",
    title: text("SITE_ID is a number", "SITE_ID — это число"),
    why: text(
        "A string, for example straight from the environment, is an error: check, migrate and runserver stop on it.",
        "Строка, например прямо из окружения, — ошибка: на ней останавливаются check, migrate и runserver.",
    ),
    how: text(
        "Write the number without quotes, or convert it by int().",
        "Пишите число без кавычек или преобразуйте через int().",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.sites']\nSITE_ID = '1'"),
        passes("INSTALLED_APPS = ['django.contrib.sites']\nSITE_ID = 1"),
        irrelevant("SITE_ID = '1'"),
        undecided("from .other import INSTALLED_APPS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_app("django.contrib.sites")? || !project.settings.is_set("SITE_ID")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SITE_ID");
    if !checks::finds(project, "sites.E101")? {
        return Ok(pass().at_place(place));
    }
    let found = project.settings.value("SITE_ID")?;
    let kind = found.value.type_name();
    let outcome = fail(text! {
        en: "SITE_ID is of type {kind}.",
        ru: "SITE_ID имеет тип {kind}.",
    })
    .at_place(place);
    Ok(match found.value.as_str().and_then(|text| text.trim().parse::<u32>().ok()) {
        Some(number) => {
            outcome.fix(Applicability::Safe, Where::Setting("SITE_ID"), format!("SITE_ID = {number}"))
        }
        None => outcome,
    })
}
