//! A content security policy says where scripts may come from.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "headers.content-security-policy",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CSP",
    title: text("A content security policy is sent", "Отправляется политика Content-Security-Policy"),
    why: text(
        "It is the last line against injected scripts: a browser with a policy does not run what it does not know.",
        "Это последний рубеж против внедрённых скриптов: браузер с политикой не выполнит то, чего в ней нет.",
    ),
    how: text(
        "Start with a policy that only reports, then enforce it: Django 6.0 has its own middleware, before that there is django-csp.",
        "Начните с политики, которая только сообщает, затем включите блокировку: в Django 6.0 есть свой middleware, раньше — django-csp.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']").django(6, 0),
        passes("MIDDLEWARE = ['django.middleware.csp.ContentSecurityPolicyMiddleware']\nSECURE_CSP = {'default-src': [\"'self'\"]}").django(6, 0),
        passes("MIDDLEWARE = ['csp.middleware.CSPMiddleware']"),
        fails("MIDDLEWARE = ['django.middleware.csp.ContentSecurityPolicyMiddleware']").django(6, 0),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

const MIDDLEWARE: &str = "django.middleware.csp.ContentSecurityPolicyMiddleware";

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    let by_server = project
        .web_servers()
        .flat_map(|server| &server.locations)
        .any(|location| location.answer("Content-Security-Policy").is_some());
    if by_server
        || middleware.find_by(|path| path.starts_with("csp.") || path.contains("contentsecurity"))?.is_some()
    {
        return Ok(pass().at(&middleware));
    }
    let is_built_in = project.django.version.at_least(6, 0);
    let own = if is_built_in { middleware.find(MIDDLEWARE)? } else { None };
    if let Some(item) = own {
        let has_policy =
            *project.settings.truthy("SECURE_CSP")? || *project.settings.truthy("SECURE_CSP_REPORT_ONLY")?;
        if has_policy {
            return Ok(pass().at_place(item.place));
        }
        return Ok(attention(text(
            "ContentSecurityPolicyMiddleware is on, and neither SECURE_CSP nor SECURE_CSP_REPORT_ONLY has a policy.",
            "ContentSecurityPolicyMiddleware подключён, но ни в SECURE_CSP, ни в SECURE_CSP_REPORT_ONLY нет политики.",
        ))
        .at_place(item.place));
    }
    let outcome = attention(text(
        "No middleware sends a Content-Security-Policy.",
        "Ни один middleware не отправляет Content-Security-Policy.",
    ))
    .at_place(project.place_of("MIDDLEWARE"));
    let written = project.middleware_added(MIDDLEWARE);
    Ok(match written.filter(|_| is_built_in) {
        Some(edit) => outcome.fix(
            Applicability::DisplayOnly,
            Where::Setting("MIDDLEWARE"),
            format!("{}\n\nSECURE_CSP_REPORT_ONLY = {{\"default-src\": [\"'self'\"]}}", edit.code),
        ),
        None => outcome,
    })
}
