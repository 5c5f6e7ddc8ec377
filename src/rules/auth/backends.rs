//! Somebody can log in.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "auth.backends",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/auth/customizing/#specifying-authentication-backends",
    title: text("There is a backend to log in by", "Есть бэкенд, через который можно войти"),
    why: text(
        "With an empty AUTHENTICATION_BACKENDS every login ends with ImproperlyConfigured.",
        "С пустым AUTHENTICATION_BACKENDS любой вход заканчивается ImproperlyConfigured.",
    ),
    how: text(
        "Remove the setting, or list django.contrib.auth.backends.ModelBackend in it.",
        "Уберите настройку или укажите в ней django.contrib.auth.backends.ModelBackend.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.auth']\nAUTHENTICATION_BACKENDS = []"),
        passes("INSTALLED_APPS = ['django.contrib.auth']"),
        undecided("from .other import AUTHENTICATION_BACKENDS\nINSTALLED_APPS = ['django.contrib.auth']"),
        irrelevant("AUTHENTICATION_BACKENDS = []"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_app("django.contrib.auth")? {
        return Ok(not_applicable());
    }
    let backends = project.settings.truthy("AUTHENTICATION_BACKENDS")?;
    if *backends {
        return Ok(pass().at(&backends));
    }
    Ok(fail(text("AUTHENTICATION_BACKENDS is empty.", "Список AUTHENTICATION_BACKENDS пуст."))
        .at(&backends)
        .fix(
            Applicability::Safe,
            Where::Setting("AUTHENTICATION_BACKENDS"),
            "AUTHENTICATION_BACKENDS = [\"django.contrib.auth.backends.ModelBackend\"]",
        ))
}
