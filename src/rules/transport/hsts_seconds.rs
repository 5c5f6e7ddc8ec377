//! HSTS is switched on.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
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
        "Start with one hour; once everything works over HTTPS, raise it to a day, then to a year.",
        "Начните с одного часа. Когда всё заработает по HTTPS, увеличьте до суток, затем до года.",
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
    let message = if place.is_some() {
        text("SECURE_HSTS_SECONDS is 0: HSTS is off.", "SECURE_HSTS_SECONDS равен 0: HSTS выключен.")
    } else {
        text("SECURE_HSTS_SECONDS is not set: HSTS is off.", "SECURE_HSTS_SECONDS не задан: HSTS выключен.")
    };
    // Browsers remember HSTS, so a person must agree to it.
    Ok(fail(message).at_place(place).fix(
        Applicability::Unsafe,
        Where::Setting("SECURE_HSTS_SECONDS"),
        "SECURE_HSTS_SECONDS = 3600",
    ))
}
