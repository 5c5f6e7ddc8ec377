//! Django's own middleware stand in the order that they are made for.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "middleware.order",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/middleware/#middleware-ordering",
    title: text("Middleware stand in Django's order", "Middleware стоят в порядке, который задаёт Django"),
    why: text(
        "Each passes the request on to the next: what comes too late has no say in what was answered before it.",
        "Каждый передаёт запрос следующему: тот, кто стоит поздно, не влияет на то, что ответили до него.",
    ),
    how: text("Move the one named first above the other.", "Переставьте первый из названных выше второго."),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'django.middleware.security.SecurityMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'django.middleware.locale.LocaleMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
    ],
    check,
};

const SECURITY: &str = "django.middleware.security.SecurityMiddleware";
const SESSION: &str = "django.contrib.sessions.middleware.SessionMiddleware";
const LOCALE: &str = "django.middleware.locale.LocaleMiddleware";
const COMMON: &str = "django.middleware.common.CommonMiddleware";
const CSRF: &str = "django.middleware.csrf.CsrfViewMiddleware";
const AUTHENTICATION: &str = "django.contrib.auth.middleware.AuthenticationMiddleware";
const REMOTE_USER: &str = "django.contrib.auth.middleware.RemoteUserMiddleware";
const CONDITIONAL: &str = "django.middleware.http.ConditionalGetMiddleware";

/// The first belongs above the second.
const ORDER: &[(&str, &str)] = &[
    (SECURITY, SESSION),
    (SECURITY, COMMON),
    (SECURITY, CSRF),
    (SESSION, LOCALE),
    (LOCALE, COMMON),
    (CONDITIONAL, COMMON),
    (AUTHENTICATION, REMOTE_USER),
];

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    let mut seen = false;
    for (above, below) in ORDER {
        let (Some(first), Some(second)) = (middleware.position(above), middleware.position(below)) else {
            continue;
        };
        seen = true;
        if first < second {
            continue;
        }
        let name = |path: &str| path.rsplit('.').next().unwrap_or_default().to_owned();
        let (above, below) = (name(above), name(below));
        return Ok(fail(text! {
            en: "{above} stands below {below}.",
            ru: "{above} стоит ниже, чем {below}.",
        })
        .at_place(middleware.items[first].place.or(middleware.place))
        .related(middleware.items[second].place));
    }
    middleware.no_holes()?;
    Ok(if seen { pass().at(&middleware) } else { not_applicable() })
}
