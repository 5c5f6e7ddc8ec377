//! LoginRequiredMiddleware knows who is logged in.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, since};

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
    ],
    check,
};

const PATH: &str = "django.contrib.auth.middleware.LoginRequiredMiddleware";

fn check(project: &Project) -> Verdict {
    let is_found = checks::finds(project, "auth.E013")?;
    let middleware = project.settings.list("MIDDLEWARE")?;
    let Some(position) = middleware.position(PATH) else { return Ok(not_applicable()) };
    let place = middleware.items[position].place.or(middleware.place);
    if !is_found {
        return Ok(pass().at_place(place));
    }
    let outcome = fail(text(
        "LoginRequiredMiddleware does not come after AuthenticationMiddleware.",
        "LoginRequiredMiddleware стоит не после AuthenticationMiddleware.",
    ))
    .at_place(place);
    let written =
        middleware.position("django.contrib.auth.middleware.AuthenticationMiddleware").and_then(|_| {
            project.middleware_with(PATH, |items| {
                items
                    .iter()
                    .position(|item| item.ends_with(".AuthenticationMiddleware"))
                    .map_or(0, |index| index + 1)
            })
        });
    Ok(match written {
        Some(code) => outcome.fix(Applicability::Safe, Where::Setting("MIDDLEWARE"), code),
        None => outcome,
    })
}
