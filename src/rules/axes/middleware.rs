//! A locked-out visitor is told so.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "axes.middleware",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-axes.readthedocs.io/en/latest/2_installation.html",
    title: text("AxesMiddleware is on", "AxesMiddleware подключён"),
    why: text(
        "The middleware turns a lockout into an answer. Without it the visitor only sees a failed login and tries on.",
        "Этот middleware превращает блокировку в понятный ответ. Без него посетитель видит обычную ошибку входа и пробует дальше.",
    ),
    how: text(
        "Add axes.middleware.AxesMiddleware as the last line of MIDDLEWARE.",
        "Добавьте axes.middleware.AxesMiddleware последней строкой в MIDDLEWARE.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['axes']\nMIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware']",
        ),
        passes(
            "INSTALLED_APPS = ['axes']\nMIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware', 'axes.middleware.AxesMiddleware']",
        ),
        irrelevant("MIDDLEWARE = []"),
        undecided("from .other import MIDDLEWARE\nINSTALLED_APPS = ['axes']"),
    ],
    check,
};

const AXES: &str = "axes.middleware.AxesMiddleware";

fn check(project: &Project) -> Verdict {
    if !project.uses("axes", "django-axes") {
        return Ok(not_applicable());
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    let outcome = match middleware.find(AXES)? {
        None => attention(text(
            "axes is installed, but AxesMiddleware is not in MIDDLEWARE.",
            "axes установлен, но AxesMiddleware нет в MIDDLEWARE.",
        ))
        .at(&middleware),
        Some(found) => return Ok(pass().at_place(found.place.or(middleware.place))),
    };
    let written = project.middleware_added(AXES);
    Ok(outcome.fix_list(Applicability::Unsafe, "MIDDLEWARE", written))
}
