//! An API is closed unless a view opens it.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "drf.permissions",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.django-rest-framework.org/api-guide/permissions/#setting-the-permission-policy",
    title: text("The API asks who is calling by default", "API по умолчанию проверяет, кто обращается"),
    why: text(
        "A view that does not set permission_classes itself is open to everyone: one forgotten line publishes its data.",
        "Представление без своих permission_classes открыто для всех: одна забытая строка — и данные доступны любому.",
    ),
    how: text(
        "Make IsAuthenticated the default, and mark the views that are public with AllowAny one by one.",
        "Сделайте IsAuthenticated значением по умолчанию, а публичные представления явно отмечайте AllowAny.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['rest_framework']"),
        fails("INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': []}"),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.AllowAny'], 'PAGE_SIZE': 20}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ('rest_framework.permissions.IsAuthenticated',)}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['api.permissions.HasKey']}",
        ),
        undecided("from vault import api\nINSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = api()"),
        irrelevant("INSTALLED_APPS = ['django.contrib.auth']"),
    ],
    check,
};

const ALLOW_ANY: &str = "rest_framework.permissions.AllowAny";

fn check(project: &Project) -> Verdict {
    if !project.uses("rest_framework", "djangorestframework") {
        return Ok(not_applicable());
    }
    let classes = project.classes("REST_FRAMEWORK", &["DEFAULT_PERMISSION_CLASSES"])?;
    let outcome = match &classes {
        // All classes must agree, so one that is stricter than AllowAny is enough.
        Some(classes) if classes.iter().any(|class| class != ALLOW_ANY) => return Ok(pass().at(classes)),
        Some(classes) if classes.is_empty() => attention(text(
            "DEFAULT_PERMISSION_CLASSES is empty: nobody is asked for anything.",
            "DEFAULT_PERMISSION_CLASSES пуст: никаких прав не требуется.",
        ))
        .at(classes),
        Some(classes) => attention(text(
            "DEFAULT_PERMISSION_CLASSES allows everyone.",
            "DEFAULT_PERMISSION_CLASSES пропускает всех.",
        ))
        .at(classes),
        None => attention(text(
            "DEFAULT_PERMISSION_CLASSES is not set, and the framework's own default is AllowAny.",
            "DEFAULT_PERMISSION_CLASSES не задан, а значение по умолчанию в REST framework — AllowAny.",
        ))
        .at_place(project.app("rest_framework").ok().flatten().flatten()),
    };
    let snippet = project.set_key(
        "REST_FRAMEWORK",
        "DEFAULT_PERMISSION_CLASSES",
        "[\"rest_framework.permissions.IsAuthenticated\"]",
    );
    Ok(outcome.fix(Applicability::Unsafe, Where::Module, snippet))
}
