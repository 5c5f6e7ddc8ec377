//! The language cookie follows the others.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cookies.language-secure",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#language-cookie-secure",
    title: text("The language cookie is sent over HTTPS only", "Cookie языка передаётся только по HTTPS"),
    why: text(
        "It is no secret, but scanners report any cookie without Secure, and a site on HTTPS has no use for it otherwise.",
        "В ней нет секрета, но сканеры отмечают любую cookie без Secure, а сайту на HTTPS иное и не нужно.",
    ),
    how: text("Set LANGUAGE_COOKIE_SECURE to True.", "Задайте LANGUAGE_COOKIE_SECURE = True."),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.locale.LocaleMiddleware']\nSESSION_COOKIE_SECURE = True"),
        passes(
            "MIDDLEWARE = ['django.middleware.locale.LocaleMiddleware']\nSESSION_COOKIE_SECURE = True\nLANGUAGE_COOKIE_SECURE = True",
        ),
        irrelevant("SESSION_COOKIE_SECURE = True"),
        irrelevant("MIDDLEWARE = ['django.middleware.locale.LocaleMiddleware']"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let sets_language =
        project.settings.list("MIDDLEWARE")?.contains("django.middleware.locale.LocaleMiddleware")?;
    // Where the session cookie is open, this one is not worth a word.
    if !sets_language || !*project.settings.truthy("SESSION_COOKIE_SECURE")? {
        return Ok(not_applicable());
    }
    let secure = project.settings.truthy("LANGUAGE_COOKIE_SECURE")?;
    if *secure {
        return Ok(pass().at(&secure));
    }
    Ok(attention(text(
        "The session cookie has Secure, and the language cookie does not.",
        "У cookie сессии есть Secure, а у cookie языка — нет.",
    ))
    .at(&secure)
    .fix(Applicability::Safe, Where::Setting("LANGUAGE_COOKIE_SECURE"), "LANGUAGE_COOKIE_SECURE = True"))
}
