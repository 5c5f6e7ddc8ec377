//! Sessions and users are there before what reads them.

use crate::django::middleware::{SESSION, Weight};
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "middleware.session-order",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/middleware/#middleware-ordering",
    title: text(
        "Sessions and users come before what reads them",
        "Сессия и пользователь появляются раньше тех, кто их читает",
    ),
    why: text(
        "Authentication and messages ask the request for its session, others for its user: without it every request ends with an exception.",
        "Аутентификация и сообщения берут у запроса сессию, другие — пользователя: без них каждый запрос заканчивается исключением.",
    ),
    how: text(
        "Put SessionMiddleware above AuthenticationMiddleware and MessageMiddleware, and those above what asks for the user.",
        "Поставьте SessionMiddleware выше AuthenticationMiddleware и MessageMiddleware, а их — выше тех, кому нужен пользователь.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware']",
        ),
        fails("MIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware']"),
        fails(
            "CSRF_USE_SESSIONS = True\nMIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['hijack.middleware.HijackUserMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware']",
        ),
        undecided(
            "import os\nMIDDLEWARE = [os.environ['FIRST'], 'django.contrib.auth.middleware.AuthenticationMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware', 'django.contrib.auth.middleware.AuthenticationMiddleware']",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let order = project.middleware_order()?;
    let middleware = &order.items;
    let crash = |weight: Weight| weight == Weight::Crash;
    let wrong = order.violations().filter(|(constraint, ..)| crash(constraint.weight));
    // One that is read most: the list that is right settles them all.
    if let Some(&(_, above, below)) = wrong.min_by_key(|(_, _, below)| *below) {
        let (first, second) = (order.name(above), order.name(below));
        return Ok(fail(text! {
            en: "{second} stands above {first}.",
            ru: "{second} стоит выше {first}.",
        })
        .at_place(middleware.items[below].place.or(middleware.place))
        .related(middleware.items[above].place)
        .fix_list(Applicability::Safe, "MIDDLEWARE", project.middleware_in_order(&order)));
    }
    // Another package's sessions may stand in for Django's.
    if middleware.find_by(|path| path.ends_with("SessionMiddleware"))?.is_none() {
        for reader in project.session_readers()? {
            let Some(position) = middleware.position(reader) else { continue };
            let name = order.name(position);
            let written = project.middleware_added(SESSION);
            return Ok(fail(text! {
                en: "{name} needs SessionMiddleware, and it is not in MIDDLEWARE.",
                ru: "{name} требует SessionMiddleware, а его нет в MIDDLEWARE.",
            })
            .at_place(middleware.items[position].place.or(middleware.place))
            .fix_list(Applicability::Safe, "MIDDLEWARE", written));
        }
    }
    middleware.no_holes()?;
    let seen = order.pairs.iter().any(|(constraint, ..)| crash(constraint.weight));
    Ok(if seen { pass().at(middleware) } else { not_applicable() })
}
