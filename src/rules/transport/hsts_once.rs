//! HSTS is sent by Django or by the web server, not by both.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.hsts-once",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.rfc-editor.org/rfc/rfc6797#section-8.1",
    title: text("HSTS is sent once", "HSTS отправляется один раз"),
    why: text(
        "A browser follows the first of two headers and ignores the other, so one of the two terms never holds.",
        "Из двух заголовков браузер учитывает первый, поэтому один из сроков не действует никогда.",
    ),
    how: text(
        "Keep HSTS in one place: take add_header out of the web server, or SECURE_HSTS_SECONDS out of the settings.",
        "Оставьте HSTS в одном месте: уберите add_header из веб-сервера или SECURE_HSTS_SECONDS из настроек.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000",
        )
        .with(&[("nginx.conf", "add_header Strict-Transport-Security \"max-age=300\" always;\n")]),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000",
        )
        .with(&[(
            "nginx.conf",
            "proxy_hide_header Strict-Transport-Security;\nadd_header Strict-Transport-Security \"max-age=300\" always;\n",
        )]),
        irrelevant("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 300"),
        irrelevant("SECURE_HSTS_SECONDS = 0")
            .with(&[("nginx.conf", "add_header Strict-Transport-Security \"max-age=300\" always;\n")]),
        undecided("from .other import MIDDLEWARE").with(&[("nginx.conf", "add_header Strict-Transport-Security \"max-age=300\" always;\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(sent) = project.web_server_hsts() else { return Ok(not_applicable()) };
    if checks::finds(project, "security.W001")? || checks::finds(project, "security.W004")? {
        return Ok(not_applicable());
    }
    if sent.instead {
        return Ok(pass().at_place(Some(sent.place)));
    }
    Ok(attention(text(
        "The web server adds Strict-Transport-Security to the one that SECURE_HSTS_SECONDS sends.",
        "Веб-сервер добавляет Strict-Transport-Security к тому, который отправляет SECURE_HSTS_SECONDS.",
    ))
    .at_place(Some(sent.place))
    .related(project.place_of("SECURE_HSTS_SECONDS")))
}
