//! `LOGGING` is something that Python accepts.

use std::rc::Rc;

use crate::model::{Applicability, Item, Severity, Text, text};
use crate::project::{Fact, Project};
use crate::python::{Kind, Value};
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};
use crate::source::Place;

pub(super) static RULE: Rule = Rule {
    id: "logging.valid",
    item: Item::ErrorsAndLogs,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.python.org/3/library/logging.config.html#logging-config-dictschema",
    title: text("LOGGING is valid", "LOGGING корректен"),
    why: text(
        "Django configures logging first thing; a wrong name in LOGGING stops the start with ValueError.",
        "Логирование Django настраивает самым первым: из-за неверного имени в LOGGING запуск прерывается с ValueError.",
    ),
    how: text(
        "Define every handler, formatter and filter that is named, and set version to 1.",
        "Опишите все упомянутые обработчики, форматтеры и фильтры и задайте version = 1.",
    ),
    examples: &[
        fails("LOGGING = {'disable_existing_loggers': False}"),
        fails("LOGGING = {'version': 1, 'root': {'handlers': ['console']}}"),
        fails(
            "LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler', 'formatter': 'verbose'}}}",
        ),
        fails(
            "LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler', 'filters': ['require_debug_false']}}}",
        ),
        fails("LOGGING = {'version': 1, 'handlers': {'c': {'level': 'INFO'}}}"),
        fails("LOGGING = {'version': 1, 'loggers': {'django': {'level': 'Debug'}}}"),
        passes(
            "LOGGING = {'version': 1, 'filters': {'f': {'()': 'django.utils.log.RequireDebugFalse'}}, 'formatters': {'v': {'format': '%(message)s'}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'formatter': 'v', 'filters': ['f']}}, 'root': {'handlers': ['c'], 'level': 'INFO'}}",
        ),
        irrelevant("DEBUG = False"),
    ],
    check,
};

const LEVELS: &[&str] = &["CRITICAL", "FATAL", "ERROR", "WARN", "WARNING", "INFO", "DEBUG", "NOTSET"];

fn check(project: &Project) -> Verdict {
    let settings = &project.settings;
    let logging = settings.value("LOGGING")?;
    let config = settings.value("LOGGING_CONFIG")?;
    let standard = config.is_default() || config.value.as_str() == Some("logging.config.dictConfig");
    if logging.value.truthy() == Some(false) || !standard {
        return Ok(not_applicable());
    }
    let version = settings.path("LOGGING", &["version"])?;
    match version.as_ref().map(|version| &version.value.kind) {
        Some(Kind::Int(1)) => {}
        Some(_) => {
            return Ok(fail(text("The version of LOGGING is not 1.", "version в LOGGING не равен 1."))
                .at_place(version.and_then(|version| version.place).or(logging.place))
                .fix(Applicability::Safe, Where::Module, "LOGGING[\"version\"] = 1"));
        }
        None => {
            return Ok(fail(text("LOGGING has no version.", "В LOGGING нет ключа version."))
                .at(&logging)
                .fix(Applicability::Safe, Where::Module, "LOGGING[\"version\"] = 1"));
        }
    }
    // An incremental configuration changes levels of what exists already.
    if settings.truthy_at("LOGGING", &["incremental"])?.is_some_and(|on| *on) {
        return Ok(not_applicable());
    }
    let names = |section: &str| -> Fact<Vec<Rc<str>>> {
        Ok(settings.entries("LOGGING", &[section])?.into_iter().map(|(name, _)| name).collect())
    };
    let (formatters, filters, handlers) = (names("formatters")?, names("filters")?, names("handlers")?);
    for (name, handler) in settings.entries("LOGGING", &["handlers"])? {
        let problem = handler_problem(&name, &handler, &formatters, &filters);
        if let Some((message, place)) = problem {
            return Ok(fail(message).at_place(place.or(handler.place).or(logging.place)));
        }
    }
    let mut loggers = settings.entries("LOGGING", &["loggers"])?;
    if let Some(root) = settings.path("LOGGING", &["root"])? {
        loggers.push(("root".into(), root.value));
    }
    for (name, logger) in &loggers {
        if let Some((message, place)) = logger_problem(name, logger, &handlers, &filters) {
            return Ok(fail(message).at_place(place.or(logger.place).or(logging.place)));
        }
    }
    if let Some(hole) = logging.value.first_hole() {
        // Everything else is sound; a hole may hold anything but is usually a level or a path.
        return Ok(pass().at_place(hole.place.or(logging.place)));
    }
    Ok(pass().at(&logging))
}

type Problem = Option<(Text, Option<Place>)>;

fn handler_problem(name: &str, handler: &Value, formatters: &[Rc<str>], filters: &[Rc<str>]) -> Problem {
    if !matches!(handler.kind, Kind::Dict(_)) {
        return None;
    }
    if handler.key("class").is_none() && handler.key("()").is_none() {
        let message = text! {
            en: "The handler {name:?} has no class.",
            ru: "У обработчика {name:?} не указан class.",
        };
        return Some((message, handler.place));
    }
    if let Some(formatter) = handler.key("formatter")
        && let Some(wanted) = formatter.as_str()
        && !formatters.iter().any(|known| &**known == wanted)
    {
        let message = text! {
            en: "The handler {name:?} names the formatter {wanted:?}, which LOGGING does not define.",
            ru: "Обработчик {name:?} ссылается на форматтер {wanted:?}, которого в LOGGING нет.",
        };
        return Some((message, formatter.place));
    }
    unknown_filter(name, handler, filters).or_else(|| unknown_level(name, handler))
}

fn logger_problem(name: &str, logger: &Value, handlers: &[Rc<str>], filters: &[Rc<str>]) -> Problem {
    if let Some(list) = logger.key("handlers") {
        if let Some(written) = list.as_str() {
            let message = text! {
                en: "handlers of the logger {name:?} is the text {written:?}, not a list.",
                ru: "handlers у логгера {name:?} — строка {written:?}, а не список.",
            };
            return Some((message, list.place));
        }
        for handler in list.items().unwrap_or_default() {
            if let Some(wanted) = handler.as_str()
                && !handlers.iter().any(|known| &**known == wanted)
            {
                let message = text! {
                    en: "The logger {name:?} names the handler {wanted:?}, which LOGGING does not define.",
                    ru: "Логгер {name:?} ссылается на обработчик {wanted:?}, которого в LOGGING нет.",
                };
                return Some((message, handler.place));
            }
        }
    }
    unknown_filter(name, logger, filters).or_else(|| unknown_level(name, logger))
}

fn unknown_filter(name: &str, part: &Value, filters: &[Rc<str>]) -> Problem {
    let filter = part.key("filters")?.items()?.iter().find(|filter| {
        filter.as_str().is_some_and(|wanted| !filters.iter().any(|known| &**known == wanted))
    })?;
    let wanted = filter.as_str()?;
    let message = text! {
        en: "{name:?} names the filter {wanted:?}, which LOGGING does not define.",
        ru: "{name:?} ссылается на фильтр {wanted:?}, которого в LOGGING нет.",
    };
    Some((message, filter.place))
}

fn unknown_level(name: &str, part: &Value) -> Problem {
    let level = part.key("level")?;
    let written = level.as_str()?;
    // Names in capitals may be added by a library, such as TRACE or SUCCESS.
    if LEVELS.contains(&written)
        || !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_uppercase())
    {
        return None;
    }
    let message = text! {
        en: "The level of {name:?} is {written:?}, which Python does not know.",
        ru: "Уровень {written:?} у {name:?} Python не знает.",
    };
    Some((message, level.place))
}
