//! Where log records go: the state that Django and `logging.config.dictConfig` leave
//! behind, and the way of a record through it. Both as CPython does it, held to it by
//! `tests/it/logging.rs`.

mod config;
mod route;
mod schema;
mod unheard;

use std::rc::Rc;

use super::{Fact, Project, Undecided};
use crate::model::text;
use crate::python::Value;
use crate::source::Place;

pub use route::{End, Event, Lost, Route, Stop, Why};

/// All loggers after the configuration. What is not known is none.
#[derive(Debug, Clone, Default)]
struct Loggers {
    /// By name; the root is the empty name.
    all: Vec<(Rc<str>, Logger)>,
}

#[derive(Debug, Clone, Default)]
struct Logger {
    level: Option<i128>,
    handlers: Option<Vec<Rc<Handler>>>,
    filters: Vec<Filter>,
    propagate: Option<bool>,
    disabled: Option<bool>,
}

/// A handler of the configuration, or of Django's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Handler {
    pub name: Rc<str>,
    /// The dotted name, where it is known.
    pub class: Option<Rc<str>>,
    /// It is one that Django's own configuration made.
    pub is_default: bool,
    pub place: Option<Place>,
    pub(self) level: Option<i128>,
    pub(self) filters: Option<Vec<Filter>>,
    /// What it is made with.
    pub(self) config: Value,
}

#[derive(Debug, Clone, PartialEq)]
enum Filter {
    DebugOn,
    DebugOff,
    /// Lets through what a logger of this name, or one below it, says.
    Name(Rc<str>),
    Unknown,
}

/// An exception of `dictConfig`.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The class of the exception, `ValueError` as a rule.
    pub class: &'static str,
    /// Its message, to the letter.
    pub message: String,
    pub cause: Cause,
    pub place: Option<Place>,
}

/// What `dictConfig` stumbles over; `of` is the handler, the logger or the like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    NoDict,
    NoVersion,
    Version,
    /// A section that has to be a dict.
    Section(&'static str),
    NotDict(String),
    /// It names something of a section that is not there.
    Dangling {
        of: String,
        section: &'static str,
        name: String,
    },
    /// A text where a list of names is asked for.
    NoList {
        of: String,
        key: &'static str,
    },
    NoClass(String),
    Class {
        of: String,
        path: String,
    },
    Level {
        of: String,
        level: String,
    },
    Argument {
        of: String,
        class: String,
        argument: String,
    },
    Missing {
        of: String,
        class: String,
        argument: &'static str,
    },
    Style(String),
    Format {
        of: String,
        style: String,
    },
    /// What an incremental configuration names has to be there before.
    Incremental(String),
}

/// Django's handler that mails to `ADMINS`.
pub const ADMIN_EMAIL: &str = "django.utils.log.AdminEmailHandler";

impl Handler {
    /// Whether it is Django's handler that mails to `ADMINS`.
    #[must_use]
    pub fn mails_admins(&self) -> bool {
        self.class.as_deref().is_some_and(|class| class.ends_with("AdminEmailHandler"))
    }

    /// An argument that the handler is made with.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Value> {
        self.config.key(name)
    }
}

impl Loggers {
    fn get(&self, name: &str) -> Option<&Logger> {
        self.all.iter().find(|(known, _)| **known == *name).map(|(_, logger)| logger)
    }

    fn entry(&mut self, name: &str) -> &mut Logger {
        let index = self.all.iter().position(|(known, _)| **known == *name).unwrap_or_else(|| {
            self.all.push((name.into(), Logger::fresh()));
            self.all.len() - 1
        });
        &mut self.all[index].1
    }
}

impl Logger {
    /// As `logging.getLogger` makes one.
    fn fresh() -> Self {
        Self {
            level: Some(0),
            handlers: Some(Vec::new()),
            filters: Vec::new(),
            propagate: Some(true),
            disabled: Some(false),
        }
    }
}

impl Project {
    /// What `dictConfig` says of `LOGGING`, if it certainly ends with an exception; of
    /// several values that it may have, where all agree.
    pub fn logging_refusal(&self) -> Fact<Option<Refusal>> {
        let undecided = match self.one_refusal() {
            Ok(refusal) => return Ok(refusal),
            Err(undecided) => undecided,
        };
        let mut agreed: Option<Option<Refusal>> = None;
        for settings in self.settings.alternatives("LOGGING") {
            let found = Self { settings, ..self.clone() }.one_refusal()?;
            let words = |refusal: &Option<Refusal>| refusal.as_ref().map(|refusal| refusal.message.clone());
            if agreed.as_ref().is_some_and(|first| words(first) != words(&found)) {
                return Err(undecided);
            }
            agreed = Some(found);
        }
        agreed.ok_or(undecided)
    }

    fn one_refusal(&self) -> Fact<Option<Refusal>> {
        let config = self.settings.value("LOGGING_CONFIG")?;
        if config.value.as_str() != Some("logging.config.dictConfig") {
            return Ok(None);
        }
        let logging = self.settings.value("LOGGING")?;
        if logging.value.truthy() == Some(false) {
            return Ok(None);
        }
        let mut loggers = config::defaults();
        Ok(config::configure(&mut loggers, self, &logging.value).err())
    }

    /// The way of the usual records, as it is with `DEBUG` off.
    pub fn log_routes(&self) -> Fact<Vec<Route>> {
        let loggers = self.loggers()?;
        Ok(route::Event::ALL.iter().map(|event| route::route(self, &loggers, *event)).collect())
    }

    fn loggers(&self) -> Fact<Loggers> {
        self.no_logging_code()?;
        let function = self.settings.value("LOGGING_CONFIG")?;
        if function.value.truthy() == Some(false) {
            return Ok(config::untouched());
        }
        if function.value.as_str() != Some("logging.config.dictConfig") {
            return Err(Undecided {
                places: function.place.into_iter().collect(),
                ..Undecided::because(text(
                    "LOGGING_CONFIG names a function that is not followed here.",
                    "LOGGING_CONFIG указывает на функцию, которая здесь не разбирается.",
                ))
            });
        }
        let mut loggers = config::defaults();
        let logging = self.settings.value("LOGGING")?;
        let truth = logging.value.truthy();
        if truth != Some(false) {
            config::configure(&mut loggers, self, &logging.value).map_err(|refusal| {
                let Refusal { class, message, place, .. } = refusal;
                Undecided {
                    places: place.into_iter().collect(),
                    ..Undecided::because(text! {
                        en: "Nothing is logged: the site stops at start with {class}: {message}.",
                        ru: "Ничего не пишется: запуск прерывается с {class}: {message}.",
                    })
                }
            })?;
        }
        Ok(loggers)
    }

    /// Undecided where code of the settings sets logging up as well.
    fn no_logging_code(&self) -> Fact<()> {
        const CALLS: &[&str] = &["basicConfig(", "dictConfig(", "fileConfig(", ".addHandler("];
        for (file, code) in self.settings_code() {
            if let Some(at) = CALLS.iter().find_map(|call| code.find(call)) {
                let undecided = Undecided::because(text(
                    "The settings set logging up with code of their own as well.",
                    "Настройки настраивают логирование ещё и собственным кодом.",
                ));
                return Err(undecided.at(self.line_at(file, at)));
            }
        }
        Ok(())
    }
}
