//! Mail is set up in the form that lasts.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.email-settings",
    item: Item::Readiness,
    severity: Severity::Note,
    django: since(6, 1),
    mirrors: &[],
    docs: "ref/settings/#mailers",
    title: text("Mail is set up in MAILERS", "Почта настроена в MAILERS"),
    why: text(
        "Django 6.1 warns of the EMAIL_* settings that MAILERS replaces, and Django 2028 will not read them.",
        "Django 6.1 предупреждает о настройках EMAIL_*, которые заменяет MAILERS, а Django 2028 их не прочитает.",
    ),
    how: text(
        "Move them all into MAILERS at once: one of them beside MAILERS is ImproperlyConfigured.",
        "Перенесите их в MAILERS все сразу: хотя бы одна рядом с MAILERS — и будет ImproperlyConfigured.",
    ),
    examples: &[
        fails("EMAIL_HOST = 'smtp.example.com'\nEMAIL_USE_TLS = True").django(6, 1),
        passes("MAILERS = {'default': {'OPTIONS': {'host': 'smtp.example.com'}}}").django(6, 1),
        irrelevant("DEFAULT_FROM_EMAIL = 'shop@example.com'").django(6, 1),
        undecided("from .other import *").django(6, 1),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(rewrite) = project.mailers() else {
        return Ok(if project.settings.is_set("MAILERS")? { pass() } else { not_applicable() });
    };
    // Both together do not start at all, which is told elsewhere.
    if project.settings.is_set("MAILERS")? {
        return Ok(not_applicable());
    }
    let list = rewrite.names.join(", ");
    let outcome = attention(text! {
        en: "Deprecated since Django 6.1: {list}.",
        ru: "Устарело с Django 6.1: {list}.",
    });
    let outcome = rewrite.places.into_iter().fold(outcome, |outcome, place| outcome.at_place(Some(place)));
    // What is not written plainly would be missing from the snippet.
    Ok(match rewrite.code {
        Some(code) => outcome.fix(Applicability::DisplayOnly, Where::Module, code),
        None => outcome,
    })
}
