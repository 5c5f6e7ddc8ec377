//! Tokens of the API end.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "drf.tokens",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.django-rest-framework.org/api-guide/authentication/#tokenauthentication",
    title: text("Tokens of the API expire", "У токенов API есть срок действия"),
    why: text(
        "A token of rest_framework.authtoken is valid until somebody deletes it, and is stored in the clear.",
        "Токен rest_framework.authtoken действует, пока его не удалят, и хранится в базе в открытом виде.",
    ),
    how: text(
        "Use knox or JWT where people log in; for machines, delete tokens that are no longer used.",
        "Для людей возьмите knox или JWT; у машин удаляйте токены, которые больше не нужны.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['rest_framework', 'rest_framework.authtoken']\nREST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework.authentication.TokenAuthentication']}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ['knox.auth.TokenAuthentication']}",
        ),
        irrelevant("INSTALLED_APPS = ['rest_framework']"),
        undecided("from .other import REST_FRAMEWORK\nINSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

const TOKEN: &str = "rest_framework.authentication.TokenAuthentication";

fn check(project: &Project) -> Verdict {
    if !project.uses("rest_framework", "djangorestframework") {
        return Ok(not_applicable());
    }
    let Some(classes) = project.classes("REST_FRAMEWORK", &["DEFAULT_AUTHENTICATION_CLASSES"])? else {
        return Ok(not_applicable());
    };
    Ok(if classes.iter().any(|class| class == TOKEN) {
        attention(text(
            "DEFAULT_AUTHENTICATION_CLASSES has TokenAuthentication.",
            "В DEFAULT_AUTHENTICATION_CLASSES есть TokenAuthentication.",
        ))
        .at(&classes)
    } else {
        pass().at(&classes)
    })
}
