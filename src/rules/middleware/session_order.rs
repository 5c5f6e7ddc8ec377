//! Sessions come before what reads them.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "middleware.session-order",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/middleware/#middleware-ordering",
    title: text("Sessions come before what reads them", "Сессии подключены раньше тех, кто их читает"),
    why: text(
        "Authentication and messages ask the request for its session; without one every request ends with ImproperlyConfigured.",
        "Аутентификация и сообщения берут у запроса сессию: без неё каждый запрос заканчивается ImproperlyConfigured.",
    ),
    how: text(
        "Put SessionMiddleware above AuthenticationMiddleware and MessageMiddleware.",
        "Поставьте SessionMiddleware выше AuthenticationMiddleware и MessageMiddleware.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware']",
        ),
        fails("MIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware']"),
        fails(
            "CSRF_USE_SESSIONS = True\nMIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware']",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
    ],
    check,
};

const SESSION: &str = "django.contrib.sessions.middleware.SessionMiddleware";

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    // Another package's sessions may stand in for Django's.
    let is_session = |path: &str| path.ends_with("SessionMiddleware");
    let session = middleware.items.iter().position(|item| item.as_str().is_some_and(is_session));
    let mut readers = vec!["django.contrib.auth.middleware.AuthenticationMiddleware"];
    let storage = project.settings.str("MESSAGE_STORAGE")?;
    if !storage.value.ends_with(".CookieStorage") {
        readers.push("django.contrib.messages.middleware.MessageMiddleware");
    }
    if *project.settings.truthy("CSRF_USE_SESSIONS")? {
        readers.push("django.middleware.csrf.CsrfViewMiddleware");
    }
    let mut seen = false;
    for reader in readers {
        let Some(position) = middleware.position(reader) else { continue };
        seen = true;
        if session.is_some_and(|session| session < position) {
            continue;
        }
        if session.is_none() {
            middleware.no_holes()?;
        }
        let name = reader.rsplit('.').next().unwrap_or(reader);
        let message = if session.is_some() {
            text! {
                en: "{name} stands above SessionMiddleware.",
                ru: "{name} стоит выше SessionMiddleware.",
            }
        } else {
            text! {
                en: "{name} needs SessionMiddleware, and it is not in MIDDLEWARE.",
                ru: "{name} требует SessionMiddleware, а его нет в MIDDLEWARE.",
            }
        };
        let outcome = fail(message)
            .at_place(middleware.items[position].place.or(middleware.place))
            .related(session.and_then(|index| middleware.items[index].place));
        let written = project
            .middleware_with(SESSION, |items| items.iter().position(|item| item == reader).unwrap_or(0));
        return Ok(match written {
            Some(code) => outcome.fix(Applicability::Safe, Where::Setting("MIDDLEWARE"), code),
            None => outcome,
        });
    }
    middleware.no_holes()?;
    Ok(if seen { pass().at(&middleware) } else { not_applicable() })
}
