//! Middleware stands where Django looks for it.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.middleware-classes",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#middleware",
    title: text("Middleware is listed in MIDDLEWARE", "Middleware перечислены в MIDDLEWARE"),
    why: text(
        "Since Django 2.0 MIDDLEWARE_CLASSES is not read: without MIDDLEWARE there are no sessions, no CSRF protection and no security headers.",
        "С Django 2.0 MIDDLEWARE_CLASSES не читается: без MIDDLEWARE нет ни сессий, ни защиты от CSRF, ни заголовков безопасности.",
    ),
    how: text(
        "Rename it to MIDDLEWARE, and see that each class takes get_response.",
        "Переименуйте настройку в MIDDLEWARE и проверьте, что каждый класс принимает get_response.",
    ),
    examples: &[
        fails("MIDDLEWARE_CLASSES = ['django.middleware.common.CommonMiddleware']"),
        fails(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware']\nMIDDLEWARE_CLASSES = ['django.middleware.common.CommonMiddleware']",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        undecided("from .other import MIDDLEWARE_CLASSES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    // What files that were not given may set is no matter here.
    if project.settings.binding("MIDDLEWARE_CLASSES").is_none() {
        return Ok(not_applicable());
    }
    let Some(old) = project.settings.get("MIDDLEWARE_CLASSES")? else { return Ok(not_applicable()) };
    if project.settings.is_set("MIDDLEWARE")? {
        return Ok(attention(text(
            "MIDDLEWARE_CLASSES is still there, beside MIDDLEWARE, and is not read.",
            "Рядом с MIDDLEWARE остался MIDDLEWARE_CLASSES, который не читается.",
        ))
        .at(&old));
    }
    let outcome = fail(text(
        "MIDDLEWARE_CLASSES is set and MIDDLEWARE is not: this Django runs without any middleware.",
        "Задан MIDDLEWARE_CLASSES, а MIDDLEWARE нет: этот Django работает вообще без middleware.",
    ))
    .at(&old);
    let Some(mut items) = project.known_items("MIDDLEWARE_CLASSES") else { return Ok(outcome) };
    items.retain(|item| item != "django.contrib.auth.middleware.SessionAuthenticationMiddleware");
    // Only a person can tell whether their own classes take get_response. The
    // statement goes, so that nothing is left which is not read.
    Ok(outcome.fix(
        Applicability::DisplayOnly,
        Where::Setting("MIDDLEWARE_CLASSES"),
        list_code("MIDDLEWARE", &items),
    ))
}
