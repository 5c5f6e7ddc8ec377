//! Plain HTTP is redirected to HTTPS.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "transport.ssl-redirect",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &["security.W008"],
    docs: "ref/settings/#secure-ssl-redirect",
    title: text("Plain HTTP is redirected to HTTPS", "HTTP перенаправляется на HTTPS"),
    why: text(
        "Who types the address without https:// stays on an open connection, and a login on it can be read on the way.",
        "Тот, кто набрал адрес без https://, остаётся на открытом соединении, и его логин можно прочитать по дороге.",
    ),
    how: text(
        "Set SECURE_SSL_REDIRECT to True, or leave the redirect to the web server in front and silence security.W008 with a comment.",
        "Задайте SECURE_SSL_REDIRECT = True. Если редирект делает веб-сервер, заглушите security.W008 с комментарием.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']"),
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_SSL_REDIRECT = 'True'"),
        passes("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_SSL_REDIRECT = True"),
        undecided(
            "from .other import SECURE_SSL_REDIRECT\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
        ),
        irrelevant("SECURE_SSL_REDIRECT = True"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W001")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECURE_SSL_REDIRECT");
    if !checks::finds(project, "security.W008")? {
        return Ok(pass().at_place(place));
    }
    let written = project.settings.value("SECURE_SSL_REDIRECT")?;
    let by_server = project
        .files(FileKind::Nginx)
        .any(|(_, text)| text.contains("return 301 https://") || text.contains("return 308 https://"));
    let message = if by_server {
        text(
            "Django does not redirect to HTTPS; the web server's configuration does. check --deploy prints security.W008 all the same.",
            "Django не перенаправляет на HTTPS, это делает конфигурация веб-сервера. check --deploy всё равно выведет security.W008.",
        )
    } else if written.value.truthy() == Some(true) {
        text(
            "SECURE_SSL_REDIRECT is true but not True, and check --deploy accepts nothing else.",
            "SECURE_SSL_REDIRECT истинно, но не равно True, а check --deploy принимает только True.",
        )
    } else {
        text("SECURE_SSL_REDIRECT is off.", "SECURE_SSL_REDIRECT выключен.")
    };
    Ok(fail(message).at_place(place).fix(
        Applicability::Unsafe,
        Where::Setting("SECURE_SSL_REDIRECT"),
        "SECURE_SSL_REDIRECT = True",
    ))
}
