//! A locked-out visitor is told so.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "axes.middleware",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-axes.readthedocs.io/en/latest/2_installation.html",
    title: text("AxesMiddleware is the last one", "AxesMiddleware стоит последним"),
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
        fails(
            "INSTALLED_APPS = ['axes']\nMIDDLEWARE = ['axes.middleware.AxesMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware']",
        ),
        passes(
            "INSTALLED_APPS = ['axes']\nMIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware', 'axes.middleware.AxesMiddleware']",
        ),
        irrelevant("MIDDLEWARE = []"),
    ],
    check,
};

const AXES: &str = "axes.middleware.AxesMiddleware";
const AUTHENTICATION: &str = "django.contrib.auth.middleware.AuthenticationMiddleware";

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
        Some(found) if middleware.position(AXES) < middleware.position(AUTHENTICATION) => attention(text(
            "AxesMiddleware comes before AuthenticationMiddleware.",
            "AxesMiddleware стоит раньше AuthenticationMiddleware.",
        ))
        .at_place(found.place.or(middleware.place)),
        Some(found) => return Ok(pass().at_place(found.place.or(middleware.place))),
    };
    let Some(code) = project.middleware_with(AXES, <[String]>::len) else { return Ok(outcome) };
    let target =
        if project.is_written_once("MIDDLEWARE") { Where::Setting("MIDDLEWARE") } else { Where::Module };
    Ok(outcome.fix(Applicability::Unsafe, target, code))
}
