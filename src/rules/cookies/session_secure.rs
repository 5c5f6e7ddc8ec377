//! The session cookie travels over HTTPS alone.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cookies.session-secure",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.W010", "security.W011", "security.W012"],
    docs: "ref/settings/#session-cookie-secure",
    title: text("The session cookie is sent over HTTPS only", "Cookie сессии передаётся только по HTTPS"),
    why: text(
        "One request over plain HTTP is enough to show the session to anybody on the way, and with it the account.",
        "Достаточно одного запроса по HTTP, чтобы сессию, а с ней и учётную запись, увидел любой на пути.",
    ),
    how: text("Set SESSION_COOKIE_SECURE to True.", "Задайте SESSION_COOKIE_SECURE = True."),
    examples: &[
        fails(
            "INSTALLED_APPS = ['django.contrib.sessions']\nMIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']",
        ),
        fails("INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_COOKIE_SECURE = 1"),
        passes("INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_COOKIE_SECURE = True"),
        passes(
            "INSTALLED_APPS = ['django.contrib.sessions']\nDEBUG = False\nSESSION_COOKIE_SECURE = not DEBUG",
        ),
        undecided(
            "import environ\nenv = environ.Env()\nINSTALLED_APPS = ['django.contrib.sessions']\nSESSION_COOKIE_SECURE = env.bool('SECURE')",
        ),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let place = project.place_of("SESSION_COOKIE_SECURE");
    let mut found = false;
    for id in RULE.mirrors {
        found |= checks::finds(project, id)?;
    }
    if found {
        let message = if place.is_none() {
            text("SESSION_COOKIE_SECURE is not set.", "SESSION_COOKIE_SECURE не задан.")
        } else if *project.settings.truthy("SESSION_COOKIE_SECURE")? {
            text(
                "SESSION_COOKIE_SECURE is true but not True, and check --deploy accepts nothing else.",
                "SESSION_COOKIE_SECURE истинно, но не равно True, а check --deploy принимает только True.",
            )
        } else {
            text("SESSION_COOKIE_SECURE is off.", "SESSION_COOKIE_SECURE выключен.")
        };
        return Ok(fail(message).at_place(place).fix(
            Applicability::Safe,
            Where::Setting("SESSION_COOKIE_SECURE"),
            "SESSION_COOKIE_SECURE = True",
        ));
    }
    let has_sessions = project.settings.list("INSTALLED_APPS")?.contains("django.contrib.sessions")?
        || project
            .settings
            .list("MIDDLEWARE")?
            .contains("django.contrib.sessions.middleware.SessionMiddleware")?;
    Ok(if has_sessions { pass().at_place(place) } else { not_applicable() })
}
