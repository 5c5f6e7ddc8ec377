//! A policy is written as a dict.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "headers.csp-type",
    item: Item::Https,
    severity: Severity::Error,
    django: since(6, 0),
    mirrors: &["security.E026"],
    docs: "ref/settings/#secure-csp",
    title: text("SECURE_CSP is a dict", "SECURE_CSP — это словарь"),
    why: text(
        "Anything else is an error: check, migrate and runserver stop on it.",
        "Всё остальное — ошибка: на ней останавливаются check, migrate и runserver.",
    ),
    how: text(
        "Write directives as keys and lists of sources as values.",
        "Пишите директивы ключами, а списки источников — значениями.",
    ),
    examples: &[
        fails("SECURE_CSP = \"default-src 'self'\"").django(6, 0),
        fails("SECURE_CSP_REPORT_ONLY = ['self']").django(6, 1),
        passes("SECURE_CSP = {'default-src': [\"'self'\"]}").django(6, 0),
        irrelevant("").django(6, 0),
        undecided("from .other import SECURE_CSP").django(6, 0),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let names = ["SECURE_CSP", "SECURE_CSP_REPORT_ONLY"];
    let place = names.iter().find_map(|name| project.place_of(name));
    if !checks::finds(project, "security.E026")? {
        return Ok(if place.is_some() { pass().at_place(place) } else { not_applicable() });
    }
    let mut wrong = Vec::new();
    for name in names {
        if project.settings.value(name)?.value.items().is_some() || project.settings.dict(name).is_err() {
            wrong.push(name);
        }
    }
    let shown = wrong.join(", ");
    let outcome = fail(text! { en: "Not a dict: {shown}.", ru: "Не словарь: {shown}." });
    Ok(wrong.iter().fold(outcome, |outcome, name| outcome.at_place(project.place_of(name))))
}
