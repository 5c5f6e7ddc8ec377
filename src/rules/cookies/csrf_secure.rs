//! The CSRF cookie travels over HTTPS alone.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cookies.csrf-secure",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.W016"],
    docs: "ref/settings/#csrf-cookie-secure",
    title: text("The CSRF cookie is sent over HTTPS only", "CSRF-cookie передаётся только по HTTPS"),
    why: text(
        "Whoever reads the token on the way can forge forms in the name of its owner.",
        "Кто перехватит токен по дороге, сможет подделать форму от имени его владельца.",
    ),
    how: text("Set CSRF_COOKIE_SECURE to True.", "Задайте CSRF_COOKIE_SECURE = True."),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']"),
        fails("MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']\nCSRF_COOKIE_SECURE = 'True'"),
        passes("MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']\nCSRF_COOKIE_SECURE = True"),
        passes("MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']\nCSRF_USE_SESSIONS = True"),
        undecided(
            "from .other import CSRF_COOKIE_SECURE\nMIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']",
        ),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W003")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("CSRF_COOKIE_SECURE");
    if !checks::finds(project, "security.W016")? {
        return Ok(pass().at_place(place));
    }
    let message = if place.is_none() {
        text("CSRF_COOKIE_SECURE is not set.", "CSRF_COOKIE_SECURE не задан.")
    } else {
        text("CSRF_COOKIE_SECURE is not True.", "CSRF_COOKIE_SECURE не равен True.")
    };
    Ok(fail(message).at_place(place).fix(
        Applicability::Safe,
        Where::Setting("CSRF_COOKIE_SECURE"),
        "CSRF_COOKIE_SECURE = True",
    ))
}
