//! Where log records go on the server: the words and the shape of it.

use serde::{Deserialize, Serialize};

use super::text::{Text, text};

/// Where the usual records go with `DEBUG` off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggingReport {
    pub routes: Vec<LogRoute>,
    /// Why the routes cannot be told; then there are none.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reason: Option<Text>,
}

/// The way of one kind of record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogRoute {
    pub event: LogEvent,
    pub logger: String,
    /// `ERROR` and the like.
    pub level: String,
    pub end: LogEnd,
    /// It is so if none of the environment variables is set.
    #[serde(default)]
    pub when_unset: bool,
    pub stops: Vec<LogStop>,
    /// Why it goes nowhere, or is not known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Text>,
}

/// What makes a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogEvent {
    Unhandled,
    AppError,
    AppInfo,
    DisallowedHost,
    NotFound,
}

impl LogEvent {
    /// What happened.
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Unhandled => text("An exception in a view", "Исключение в представлении"),
            Self::AppError => text("logger.error() in your code", "logger.error() в вашем коде"),
            Self::AppInfo => text("logger.info() in your code", "logger.info() в вашем коде"),
            Self::DisallowedHost => text("A request for another host", "Запрос к чужому хосту"),
            Self::NotFound => text("A page that does not exist", "Несуществующая страница"),
        }
    }
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogEnd {
    Taken,
    /// Python itself writes it to the standard error stream: no handler is there.
    LastResort,
    Nowhere,
    Unknown,
}

impl LogEnd {
    /// What is said of it; none where the stops say it.
    #[must_use]
    pub const fn words(self) -> Option<Text> {
        match self {
            Self::Taken => None,
            Self::LastResort => Some(text(
                "standard error, by Python's last resort: no time, no level",
                "стандартный поток ошибок: пишет сам Python, без времени и уровня",
            )),
            Self::Nowhere => Some(text("nowhere", "никуда")),
            Self::Unknown => Some(text("not known", "неизвестно")),
        }
    }
}

/// A handler that takes the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogStop {
    /// Its name in LOGGING; empty: no handler of LOGGING.
    pub handler: String,
    pub class: String,
    /// Where it writes to.
    pub target: Text,
    /// It takes it for certain.
    pub certain: bool,
    /// So many times.
    pub times: usize,
}
