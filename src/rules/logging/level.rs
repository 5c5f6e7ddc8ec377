//! Production does not log every detail.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Value;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.level",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/logging/#loggers",
    title: text("No logger writes at DEBUG level", "Ни один логгер не пишет на уровне DEBUG"),
    why: text(
        "DEBUG lines of Django and its libraries name request data, tokens and internals; they also bury the one line that matters and fill the disk.",
        "Строки DEBUG из Django и библиотек содержат данные запросов, токены и внутренние подробности, а ещё в них тонет единственная важная строка, и заполняется диск.",
    ),
    how: text(
        "Use INFO or WARNING, and take the level from the environment.",
        "Используйте INFO или WARNING, а уровень берите из окружения.",
    ),
    examples: &[
        fails(
            "LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': ['c'], 'level': 'DEBUG'}}",
        ),
        fails(
            "LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}, 'loggers': {'django': {'handlers': ['c'], 'level': 'DEBUG'}}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler', 'level': 'INFO'}}, 'root': {'handlers': ['c'], 'level': 'DEBUG'}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': ['c'], 'level': 'INFO'}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'filters': {'d': {'()': 'django.utils.log.RequireDebugTrue'}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'filters': ['d']}}, 'root': {'handlers': ['c'], 'level': 'DEBUG'}}",
        ),
        irrelevant("DEBUG = False"),
        undecided("from .other import LOGGING"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let settings = &project.settings;
    let logging = settings.value("LOGGING")?;
    if logging.value.truthy() == Some(false) {
        return Ok(not_applicable());
    }
    let handlers = settings.entries("LOGGING", &["handlers"])?;
    let filters = settings.entries("LOGGING", &["filters"])?;
    let passes_debug = |name: &str| {
        let Some((_, handler)) = handlers.iter().find(|(known, _)| &**known == name) else { return false };
        let level = handler.key("level").and_then(Value::as_str);
        // A filter that lets lines through only while DEBUG is on.
        let only_debug =
            handler.key("filters").and_then(Value::items).unwrap_or_default().iter().any(|filter| {
                filters.iter().any(|(name, made)| {
                    filter.as_str() == Some(name)
                        && made
                            .key("()")
                            .and_then(Value::as_str)
                            .is_some_and(|class| class.ends_with("RequireDebugTrue"))
                })
            });
        let quiet_class =
            handler.key("class").and_then(Value::as_str).is_some_and(|class| class.ends_with("NullHandler"));
        handler.key("level").is_none_or(|_| matches!(level, Some("DEBUG" | "NOTSET")))
            && !only_debug
            && !quiet_class
    };
    let mut loggers = settings.entries("LOGGING", &["loggers"])?;
    if let Some(root) = settings.path("LOGGING", &["root"])? {
        loggers.push(("root".into(), root.value));
    }
    for (name, logger) in &loggers {
        let Some(level) = logger.key("level").filter(|level| level.as_str() == Some("DEBUG")) else {
            continue;
        };
        let written = logger.key("handlers").and_then(Value::items).unwrap_or_default();
        if written.iter().filter_map(Value::as_str).any(passes_debug) {
            let name = if name.is_empty() { "root" } else { name };
            return Ok(attention(text! {
                en: "The logger {name:?} writes at DEBUG level.",
                ru: "Логгер {name:?} пишет на уровне DEBUG.",
            })
            .at_place(level.place.or(logging.place)));
        }
    }
    Ok(pass().at(&logging))
}
