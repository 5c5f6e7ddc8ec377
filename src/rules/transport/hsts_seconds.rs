//! HSTS is switched on.

use crate::checks;
use crate::model::{Applicability, Item, Severity, Text, text};
use crate::project::{HstsStep, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.hsts-seconds",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &["security.W004"],
    docs: "ref/settings/#secure-hsts-seconds",
    title: text("HSTS is switched on", "HSTS включён"),
    why: text(
        "Without HSTS a browser tries plain HTTP first each time, and somebody on the way can keep it there.",
        "Без HSTS браузер каждый раз сначала пробует HTTP, и на этом шаге его могут перехватить.",
    ),
    how: text(
        "Begin with 300, five minutes. Then go in steps: a day, a year, the subdomains, and preload at the very last.",
        "Начните с 300, то есть с пяти минут. Дальше шагами: сутки, год, поддомены и только в самом конце предзагрузка.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']"),
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 0"),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000",
        ),
        undecided(
            "import os\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = int(os.environ['HSTS'])",
        ),
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_PRELOAD = True"),
        passes("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']")
            .with(&[("nginx.conf", "add_header Strict-Transport-Security \"max-age=86400\" always;\n")]),
        irrelevant("SECURE_HSTS_SECONDS = 3600"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W001")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECURE_HSTS_SECONDS");
    if !checks::finds(project, "security.W004")? {
        return Ok(pass().at_place(place));
    }
    if let Some(sent) = project.web_server_hsts() {
        return Ok(pass()
            .saying(text("The web server sends HSTS itself.", "HSTS отправляет сам веб-сервер."))
            .at_place(Some(sent.place)));
    }
    let idle = ["SECURE_HSTS_PRELOAD", "SECURE_HSTS_INCLUDE_SUBDOMAINS"]
        .into_iter()
        .find(|name| project.settings.truthy(name).is_ok_and(|value| *value));
    let message = if let Some(name) = idle {
        text! {
            en: "{name} has no effect: without SECURE_HSTS_SECONDS HSTS is off.",
            ru: "{name} ни на что не влияет: без SECURE_HSTS_SECONDS HSTS выключен.",
        }
    } else if let Some(tls) = project.proxy() {
        let Text { en, ru } = tls.title();
        text! {
            en: "Django sends no HSTS. TLS ends at {en}, which may send it; these files do not show it.",
            ru: "Django не отправляет HSTS. TLS терминирует {ru}, и HSTS может отправляться там, но по этим файлам этого не видно.",
        }
    } else if place.is_some() {
        text("SECURE_HSTS_SECONDS is 0: HSTS is off.", "SECURE_HSTS_SECONDS равен 0: HSTS выключен.")
    } else {
        text("SECURE_HSTS_SECONDS is not set: HSTS is off.", "SECURE_HSTS_SECONDS не задан: HSTS выключен.")
    };
    // Browsers remember HSTS, so a person must agree to it, and begins with little.
    Ok(fail(message).at_place(place).related(project.tls_place()).fix(
        Applicability::Unsafe,
        Where::Setting("SECURE_HSTS_SECONDS"),
        format!("SECURE_HSTS_SECONDS = {}", HstsStep::FIRST),
    ))
}
