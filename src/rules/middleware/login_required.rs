//! LoginRequiredMiddleware knows who is logged in.

use crate::checks;
use crate::django::middleware::LOGIN_REQUIRED;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "middleware.login-required",
    item: Item::Readiness,
    severity: Severity::Error,
    django: since(5, 1),
    mirrors: &["auth.E013"],
    docs: "ref/middleware/#django.contrib.auth.middleware.LoginRequiredMiddleware",
    title: text("Logins are required after they are known", "Вход проверяется после того, как он установлен"),
    why: text(
        "LoginRequiredMiddleware reads the user that AuthenticationMiddleware sets: check stops with an error if it does not come first.",
        "LoginRequiredMiddleware читает пользователя, которого задаёт AuthenticationMiddleware: если тот стоит не раньше, check завершается ошибкой.",
    ),
    how: text(
        "Put LoginRequiredMiddleware below AuthenticationMiddleware.",
        "Поставьте LoginRequiredMiddleware ниже AuthenticationMiddleware.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['django.contrib.auth']\nMIDDLEWARE = ['django.contrib.auth.middleware.LoginRequiredMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware']",
        ),
        passes(
            "INSTALLED_APPS = ['django.contrib.auth']\nMIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware', 'django.contrib.auth.middleware.LoginRequiredMiddleware']",
        ),
        irrelevant(""),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let is_found = checks::finds(project, "auth.E013")?;
    let middleware = project.settings.list("MIDDLEWARE")?;
    let Some(position) = middleware.position(LOGIN_REQUIRED) else { return Ok(not_applicable()) };
    let place = middleware.items[position].place.or(middleware.place);
    if !is_found {
        return Ok(pass().at_place(place));
    }
    let outcome = fail(text(
        "LoginRequiredMiddleware does not come after AuthenticationMiddleware.",
        "LoginRequiredMiddleware стоит не после AuthenticationMiddleware.",
    ))
    .at_place(place);
    let written = project.middleware_in_order(&project.middleware_order()?);
    Ok(outcome.fix_list(Applicability::Safe, "MIDDLEWARE", written))
}
