//! `LOGGING` is set.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
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
    Ok(pass().at(&logging))
}
