//! `SIMPLE_JWT` holds no key that its library refuses.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "jwt.removed-settings",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html",
    title: text("SIMPLE_JWT has no removed keys", "В SIMPLE_JWT нет удалённых ключей"),
    why: text(
        "The library raises RuntimeError for keys that it no longer has, as soon as its settings are read.",
        "На удалённые ключи библиотека отвечает RuntimeError, как только читает свои настройки.",
    ),
    how: text(
        "Rename the key as the library's documentation of settings says.",
        "Переименуйте ключ по документации библиотеки.",
    ),
    examples: &[
        fails("SIMPLE_JWT = {'AUTH_HEADER_TYPE': 'Bearer'}"),
        passes("SIMPLE_JWT = {'AUTH_HEADER_TYPES': ('Bearer',)}"),
        irrelevant(""),
        undecided("from .other import SIMPLE_JWT"),
    ],
    check,
};

/// Removed keys, and what took their place.
const REMOVED: &[(&str, &str)] = &[
    ("AUTH_HEADER_TYPE", "AUTH_HEADER_TYPES"),
    ("AUTH_TOKEN_CLASS", "AUTH_TOKEN_CLASSES"),
    ("SECRET_KEY", "SIGNING_KEY"),
    ("TOKEN_BACKEND_CLASS", "TOKEN_BACKEND"),
];

fn check(project: &Project) -> Verdict {
    if project.settings.binding("SIMPLE_JWT").is_none() {
        return Ok(not_applicable());
    }
    let dict = project.settings.dict("SIMPLE_JWT")?;
    for (key, instead) in REMOVED {
        if let Some(found) = dict.key(key) {
            let message = text! {
                en: "SIMPLE_JWT has the key {key}, which was removed; {instead} took its place.",
                ru: "В SIMPLE_JWT есть удалённый ключ {key}; вместо него теперь {instead}.",
            };
            return Ok(fail(message).at_place(found.place.or(dict.place)));
        }
    }
    Ok(pass().at(&dict))
}
