//! The admin has everything that it asks for.

use crate::checks;
use crate::model::{Item, Severity, Text, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "readiness.admin",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[
        "admin.E401",
        "admin.E402",
        "admin.E403",
        "admin.E404",
        "admin.E405",
        "admin.E406",
        "admin.E408",
        "admin.E409",
        "admin.E410",
        "admin.W411",
    ],
    docs: "ref/contrib/admin/#overview",
    title: text("The admin has what it needs", "У админки есть всё, что ей нужно"),
    why: text(
        "Django's admin asks for certain apps, middleware and context processors; without one check ends with an error.",
        "Админке Django нужны определённые приложения, middleware и контекстные процессоры: без любого из них check завершается ошибкой.",
    ),
    how: text("Add what is named.", "Добавьте то, чего не хватает."),
    examples: &[
        fails(
            "INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth', 'django.contrib.contenttypes']",
        ),
        irrelevant("INSTALLED_APPS = ['django.contrib.auth']"),
        undecided("from .other import INSTALLED_APPS"),
        passes(
            "INSTALLED_APPS = ['django.contrib.admin', 'django.contrib.auth', 'django.contrib.contenttypes', 'django.contrib.messages', 'django.contrib.sessions']\nMIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware', 'django.contrib.messages.middleware.MessageMiddleware']\nTEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'OPTIONS': {'context_processors': ['django.template.context_processors.request', 'django.contrib.auth.context_processors.auth', 'django.contrib.messages.context_processors.messages']}}]",
        ),
    ],
    check,
};

/// What an id asks for, in words.
fn wanted(id: &str) -> Text {
    let in_apps = |app: &str| text! { en: "{app} in INSTALLED_APPS", ru: "{app} в INSTALLED_APPS" };
    let in_middleware = |class: &str| text! { en: "{class} in MIDDLEWARE", ru: "{class} в MIDDLEWARE" };
    let processor =
        |path: &str| text! { en: "the context processor {path}", ru: "контекстный процессор {path}" };
    match id {
        "admin.E401" => in_apps("django.contrib.contenttypes"),
        "admin.E405" => in_apps("django.contrib.auth"),
        "admin.E406" => in_apps("django.contrib.messages"),
        "admin.E408" => in_middleware("AuthenticationMiddleware"),
        "admin.E409" => in_middleware("MessageMiddleware"),
        "admin.E410" => in_middleware("SessionMiddleware"),
        "admin.E402" => processor("django.contrib.auth.context_processors.auth"),
        "admin.E404" => processor("django.contrib.messages.context_processors.messages"),
        "admin.W411" => processor("django.template.context_processors.request"),
        _ => text("the engine DjangoTemplates in TEMPLATES", "движок DjangoTemplates в TEMPLATES"),
    }
}

fn check(project: &Project) -> Verdict {
    let mut missing = Vec::new();
    let mut undecided = None;
    for id in RULE.mirrors {
        match checks::finds(project, id) {
            Ok(true) => missing.push(wanted(id)),
            Ok(false) => {}
            Err(reason) => undecided = Some(reason),
        }
    }
    if missing.is_empty() {
        if let Some(reason) = undecided {
            return Err(reason);
        }
        return Ok(if project.has_app("django.contrib.admin")? { pass() } else { not_applicable() });
    }
    let en = missing.iter().map(|text| text.en.as_ref()).collect::<Vec<_>>().join(", ");
    let ru = missing.iter().map(|text| text.ru.as_ref()).collect::<Vec<_>>().join(", ");
    let message = Text {
        en: format!("The admin lacks {en}.").into(),
        ru: format!("Админке не хватает: {ru}.").into(),
    };
    Ok(fail(message).at_place(project.place_of("INSTALLED_APPS")))
}
