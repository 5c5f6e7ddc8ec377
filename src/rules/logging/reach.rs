//! Errors are written somewhere once `DEBUG` is off.

use crate::model::{Item, Severity, Text, plural_en, text};
use crate::project::{End, Event, Lost, Project, Route, Undecided, Why};
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
        let Some(reason) = silence(project, route)? else {
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

/// Why nothing is written, if it is not.
fn silence(project: &Project, route: &Route) -> Result<Option<Text>, Undecided> {
    Ok(match route.end {
        // The rule on disable_existing_loggers says it.
        End::Nowhere(Why::Disabled) => None,
        End::Nowhere(Why::Level) => {
            Some(text("the level of its logger is too high", "уровень его логгера слишком высок"))
        }
        End::Nowhere(_) => Some(lost(route)),
        End::Taken => {
            // Handlers of the project that mail to nobody have a rule of their own.
            let only_mail =
                route.stops.iter().all(|stop| stop.handler.is_default && stop.handler.mails_admins());
            if only_mail && !*project.settings.truthy("ADMINS")? {
                Some(text(
                    "it is only mailed to ADMINS, which is empty",
                    "только письмом на ADMINS, а там пусто",
                ))
            } else {
                None
            }
        }
        End::LastResort | End::Unknown => None,
    })
}

/// What each handler on the way does not take it for.
fn lost(route: &Route) -> Text {
    let mut reasons: Vec<Text> = Vec::new();
    for kind in [Lost::Debug, Lost::Level, Lost::Filter] {
        let names: Vec<String> = route
            .lost
            .iter()
            .filter(|(handler, why)| *why == kind && !handler.is_default)
            .map(|(handler, _)| format!("{:?}", handler.name))
            .collect();
        if names.is_empty() {
            continue;
        }
        let en = plural_en(names.len(), ["writes", "write"]);
        let ru = plural_en(names.len(), ["пишет", "пишут"]);
        let names = names.join(", ");
        reasons.push(match kind {
            Lost::Debug => text! {
                en: "{names} {en} only while DEBUG is on",
                ru: "{names} {ru} только при включённом DEBUG",
            },
            Lost::Level => text! {
                en: "the level of {names} is too high",
                ru: "уровень {names} слишком высок",
            },
            Lost::Filter | Lost::Null => text! {
                en: "a filter of {names} holds it back",
                ru: "фильтр {names} не пропускает",
            },
        });
    }
    if reasons.is_empty() {
        return text(
            "only Django's own handlers are there, and they do not take it",
            "есть только обработчики самого Django, и они такое не берут",
        );
    }
    let join = |words: fn(&Text) -> &str| reasons.iter().map(words).collect::<Vec<_>>().join("; ");
    Text { en: join(|text| &text.en).into(), ru: join(|text| &text.ru).into() }
}
