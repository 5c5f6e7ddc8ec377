//! Errors are written somewhere once `DEBUG` is off.

use crate::model::{Item, Severity, Text, text};
use crate::project::{End, Event, Lost, Project, Undecided, Why};
use crate::rules::{
    ALWAYS, Example, Expect, Rule, Verdict, fail, fails, irrelevant, manual, not_applicable, pass, passes,
    undecided,
};

const MANUAL: Example = Example {
    expect: Expect::Manual,
    ..fails(
        "LOGGING = {'version': 1, 'disable_existing_loggers': False, 'handlers': {'null': {'class': 'logging.NullHandler'}}, 'loggers': {'django.request': {'handlers': ['null'], 'propagate': False}}}",
    )
};

pub(super) static RULE: Rule = Rule {
    id: "logging.reach",
    item: Item::ErrorsAndLogs,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/logging/#configuring-logging",
    title: text("Errors are written with DEBUG off", "При выключенном DEBUG ошибки записываются"),
    why: text(
        "What works while DEBUG is on may fall silent on the server: a page fails, and no line tells of it.",
        "То, что писалось при включённом DEBUG, на сервере может замолчать: страница падает, а в логах ни строки.",
    ),
    how: text(
        "Give the root logger a handler that writes to the standard error stream, without require_debug_true.",
        "Дайте корневому логгеру обработчик, который пишет в стандартный поток ошибок, без require_debug_true.",
    ),
    examples: &[
        fails(
            "LOGGING = {'version': 1, 'disable_existing_loggers': False, 'filters': {'d': {'()': 'django.utils.log.RequireDebugTrue'}}, 'handlers': {'console': {'class': 'logging.StreamHandler', 'filters': ['d']}}, 'loggers': {'django': {'handlers': ['console']}}}",
        ),
        // Only Django's own handler is left, and it mails to nobody.
        fails(
            "LOGGING = {'version': 1, 'disable_existing_loggers': False, 'handlers': {'console': {'class': 'logging.StreamHandler'}}, 'loggers': {'shop': {'handlers': ['console']}}}",
        ),
        fails(
            "LOGGING = {'version': 1, 'disable_existing_loggers': False, 'handlers': {'console': {'class': 'logging.StreamHandler', 'level': 'CRITICAL'}}, 'loggers': {'django': {}}, 'root': {'handlers': ['console']}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'disable_existing_loggers': False, 'handlers': {'console': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': ['console']}}",
        ),
        passes(
            "ADMINS = [('Ops', 'ops@example.com')]\nLOGGING = {'version': 1, 'disable_existing_loggers': False}",
        ),
        MANUAL,
        undecided(
            "import os\nLOGGING = {'version': 1, 'disable_existing_loggers': False, 'handlers': {'console': {'class': 'logging.StreamHandler', 'level': os.environ['LEVEL']}}, 'loggers': {'django': {}}, 'root': {'handlers': ['console']}}",
        ),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let logging = project.settings.value("LOGGING")?;
    // What is not set, and what ends the start, have rules of their own; a tracker is told
    // of errors whatever LOGGING says.
    if logging.value.truthy() == Some(false)
        || project.logging_refusal()?.is_some()
        || project.settings_call("sentry_sdk", "init").is_some()
    {
        return Ok(not_applicable());
    }
    let routes = project.log_routes()?;
    let mut open = false;
    for event in [Event::Unhandled, Event::AppError] {
        let Some(route) = routes.iter().find(|route| route.event == event) else { continue };
        // The rule on disable_existing_loggers says it, and handlers of the project that
        // mail to nobody have a rule of their own.
        let is_told = route.end == End::Nowhere(Why::Disabled)
            || route.end == End::Taken && !route.stops.iter().all(|stop| stop.handler.is_default);
        let reason = if is_told { None } else { project.unheard(route)? };
        let Some(reason) = reason else {
            open |= route.end == End::Unknown;
            continue;
        };
        // What throws records away is there on purpose; whether something else writes them
        // is not in LOGGING.
        if route.lost.iter().any(|(_, why)| *why == Lost::Null) {
            let logger = &route.logger;
            return Ok(manual(text! {
                en: "A NullHandler throws away the errors of {logger}: see that something else writes them.",
                ru: "NullHandler отбрасывает ошибки из {logger}: проверьте, что их пишет что-то другое.",
            })
            .at(&logging));
        }
        let Text { en, ru } = reason;
        let logger = &route.logger;
        let message = if event == Event::Unhandled {
            text! {
                en: "With DEBUG off an exception in a view is written nowhere: {en}.",
                ru: "При выключенном DEBUG исключение в представлении никуда не пишется: {ru}.",
            }
        } else {
            text! {
                en: "With DEBUG off an error in {logger} is written nowhere: {en}.",
                ru: "При выключенном DEBUG ошибка из {logger} никуда не пишется: {ru}.",
            }
        };
        let place = route.lost.iter().find_map(|(handler, _)| handler.place);
        return Ok(fail(message).at_place(place.or(logging.place)));
    }
    if open {
        return Err(logging.value.first_hole().map_or_else(
            || Undecided::not_given(text("LOGGING is not known whole.", "LOGGING известен не целиком.")),
            |hole| Undecided::hole("LOGGING", hole),
        ));
    }
    Ok(pass().at(&logging))
}
