//! allauth finds its middleware.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "allauth.middleware",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.allauth.org/en/latest/installation/quickstart.html",
    title: text("AccountMiddleware of allauth is there", "AccountMiddleware от allauth подключён"),
    why: text(
        "Since 0.56 allauth raises ImproperlyConfigured when its middleware is missing: the site does not start.",
        "Начиная с 0.56 allauth без своего middleware вызывает ImproperlyConfigured: сайт не запускается.",
    ),
    how: text(
        "Add allauth.account.middleware.AccountMiddleware to MIDDLEWARE.",
        "Добавьте allauth.account.middleware.AccountMiddleware в MIDDLEWARE.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['allauth', 'allauth.account']\nMIDDLEWARE = []"),
        passes(
            "INSTALLED_APPS = ['allauth', 'allauth.account']\nMIDDLEWARE = ['allauth.account.middleware.AccountMiddleware']",
        ),
        irrelevant("INSTALLED_APPS = ['allauth', 'allauth.account']")
            .with(&[("requirements.txt", "Django==4.2.30\ndjango-allauth==0.54.0\n")]),
        irrelevant("INSTALLED_APPS = ['allauth', 'allauth.account']")
            .with(&[("requirements.txt", "Django==4.2.30\ndjango-allauth~=0.54.0\n")]),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import MIDDLEWARE\nINSTALLED_APPS = ['allauth', 'allauth.account']"),
    ],
    check,
};

const ACCOUNT: &str = "allauth.account.middleware.AccountMiddleware";

fn check(project: &Project) -> Verdict {
    if !project.uses("allauth.account", "django-allauth") || project.is_below("django-allauth", "0.56") {
        return Ok(not_applicable());
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    if let Some(found) = middleware.find(ACCOUNT)? {
        return Ok(pass().at_place(found.place.or(middleware.place)));
    }
    // A release without a middleware of its own does not run on Django 5.
    let sure =
        project.requirements.pinned("django-allauth").is_some() || project.django.version.at_least(5, 0);
    let outcome = if sure {
        fail(text(
            "allauth.account is installed, and MIDDLEWARE lacks allauth.account.middleware.AccountMiddleware.",
            "allauth.account установлен, а в MIDDLEWARE нет allauth.account.middleware.AccountMiddleware.",
        ))
    } else {
        attention(text(
            "MIDDLEWARE lacks allauth.account.middleware.AccountMiddleware, and which allauth gets installed is not known.",
            "В MIDDLEWARE нет allauth.account.middleware.AccountMiddleware, а какая версия allauth установится, неизвестно.",
        ))
    }
    .at(&middleware);
    let written = project.middleware_added(ACCOUNT);
    Ok(outcome.fix_list(Applicability::Safe, "MIDDLEWARE", written))
}
