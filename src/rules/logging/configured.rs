//! `LOGGING` sends the log somewhere.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.configured",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/logging/#configuring-logging",
    title: text("LOGGING is configured", "LOGGING настроен"),
    why: text(
        "With DEBUG off Django's own configuration writes the traceback of a failed request nowhere: it is mailed to ADMINS, and that is all.",
        "При выключенном DEBUG стандартная конфигурация Django никуда не пишет трассировку упавшего запроса: её только отправляют на почту ADMINS.",
    ),
    how: text(
        "Give LOGGING a handler that writes to the standard error stream, and a root logger that uses it.",
        "Опишите в LOGGING обработчик, который пишет в стандартный поток ошибок, и корневой логгер с ним.",
    ),
    examples: &[
        fails("DEBUG = False"),
        fails(
            "LOGGING = {'version': 1, 'disable_existing_loggers': False, 'handlers': {'console': {'class': 'logging.StreamHandler'}}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'disable_existing_loggers': False, 'handlers': {'console': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': ['console'], 'level': 'INFO'}}",
        ),
        undecided("from company.logs import LOGGING"),
        irrelevant("LOGGING_CONFIG = None"),
    ],
    check,
};

const SNIPPET: &str = r#"LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}"#;

fn check(project: &Project) -> Verdict {
    let config = project.settings.value("LOGGING_CONFIG")?;
    if config.value.truthy() == Some(false) {
        // The project sets its logging up with code of its own.
        return Ok(not_applicable());
    }
    let logging = project.settings.value("LOGGING")?;
    if logging.value.truthy() == Some(false) {
        let message = if logging.is_default() {
            text("LOGGING is not set.", "LOGGING не задан.")
        } else {
            text("LOGGING is empty.", "LOGGING пуст.")
        };
        return Ok(attention(message).at(&logging).fix(
            Applicability::Unsafe,
            Where::Setting("LOGGING"),
            SNIPPET,
        ));
    }
    // A logger that names a handler; a hole may be one.
    let root = project.settings.path("LOGGING", &["root"])?;
    let loggers = project.settings.entries("LOGGING", &["loggers"])?;
    let has_handlers = |value: &crate::python::Value| match value.key("handlers") {
        Some(handlers) => handlers.truthy() != Some(false),
        None => matches!(value.kind, Kind::Unknown(_) | Kind::Maybe(_)),
    };
    if root.as_ref().is_some_and(|root| has_handlers(&root.value))
        || loggers.iter().any(|(_, logger)| has_handlers(logger))
    {
        return Ok(pass().at(&logging));
    }
    Ok(attention(text(
        "No logger in LOGGING has a handler, so nothing is written.",
        "Ни у одного логгера в LOGGING нет обработчика, поэтому ничего не пишется.",
    ))
    .at(&logging))
}
