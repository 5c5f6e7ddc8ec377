//! Passwords do not travel with every call.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "drf.basic-authentication",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.django-rest-framework.org/api-guide/authentication/#basicauthentication",
    title: text(
        "The API does not take a password with every call",
        "API не принимает пароль в каждом запросе",
    ),
    why: text(
        "HTTP Basic sends the account's password with each request and lets anyone try passwords without a login form, its captcha or its limits.",
        "При HTTP Basic пароль передаётся в каждом запросе, и его можно подбирать в обход формы входа с её капчей и ограничениями.",
    ),
    how: text(
        "List the authentication classes that your clients use, without BasicAuthentication.",
        "Перечислите способы аутентификации, которыми пользуются ваши клиенты, без BasicAuthentication.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['rest_framework']"),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {\n    'DEFAULT_AUTHENTICATION_CLASSES': [\n        'rest_framework.authentication.BasicAuthentication',\n        'rest_framework.authentication.TokenAuthentication',\n    ],\n}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_AUTHENTICATION_CLASSES': ['rest_framework_simplejwt.authentication.JWTAuthentication']}",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import REST_FRAMEWORK\nINSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

const BASIC: &str = "rest_framework.authentication.BasicAuthentication";
const SESSION: &str = "rest_framework.authentication.SessionAuthentication";

fn check(project: &Project) -> Verdict {
    if !project.uses("rest_framework", "djangorestframework") {
        return Ok(not_applicable());
    }
    let classes = project.classes("REST_FRAMEWORK", &["DEFAULT_AUTHENTICATION_CLASSES"])?;
    let (outcome, mut kept) = match &classes {
        Some(classes) if !classes.iter().any(|class| class == BASIC) => return Ok(pass().at(classes)),
        Some(classes) => (
            attention(text(
                "DEFAULT_AUTHENTICATION_CLASSES includes BasicAuthentication.",
                "В DEFAULT_AUTHENTICATION_CLASSES есть BasicAuthentication.",
            ))
            .at(classes),
            classes.iter().filter(|class| *class != BASIC).cloned().collect(),
        ),
        None => (
            attention(text(
                "DEFAULT_AUTHENTICATION_CLASSES is not set, and the framework's own default includes BasicAuthentication.",
                "DEFAULT_AUTHENTICATION_CLASSES не задан, а в значение по умолчанию входит BasicAuthentication.",
            ))
            .at_place(project.app("rest_framework").ok().flatten().flatten()),
            Vec::new(),
        ),
    };
    if kept.is_empty() {
        kept.push(SESSION.to_owned());
    }
    let code = kept.iter().map(|class| format!("\"{class}\"")).collect::<Vec<_>>().join(", ");
    let snippet = project.set_key("REST_FRAMEWORK", "DEFAULT_AUTHENTICATION_CLASSES", &format!("[{code}]"));
    Ok(outcome.fix(Applicability::Unsafe, Where::Module, snippet))
}
