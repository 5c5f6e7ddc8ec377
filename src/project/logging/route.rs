//! The way of a record from its logger up to the handlers that take it.

use std::rc::Rc;

use super::{Filter, Handler, Logger, Loggers};
use crate::project::{Project, View};

/// A record that a project makes sooner or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// `logger.error()` in an app of the project.
    AppError,
    AppInfo,
    /// A view ends with an exception.
    Unhandled,
    /// A request for a host that is not allowed.
    DisallowedHost,
    /// A page that is not there.
    NotFound,
}

impl Event {
    pub const ALL: [Self; 5] =
        [Self::Unhandled, Self::AppError, Self::AppInfo, Self::DisallowedHost, Self::NotFound];

    /// As in reports.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::AppError => "app-error",
            Self::AppInfo => "app-info",
            Self::Unhandled => "unhandled",
            Self::DisallowedHost => "disallowed-host",
            Self::NotFound => "not-found",
        }
    }

    /// The level's name and number.
    #[must_use]
    pub const fn level(self) -> (&'static str, i128) {
        match self {
            Self::AppError | Self::Unhandled | Self::DisallowedHost => ("ERROR", 40),
            Self::AppInfo => ("INFO", 20),
            Self::NotFound => ("WARNING", 30),
        }
    }
}

/// Where a record goes.
#[derive(Debug, Clone)]
pub struct Route {
    pub event: Event,
    pub logger: Rc<str>,
    pub end: End,
    /// The handlers that take it, or may; one stands as often as it takes it.
    pub stops: Vec<Stop>,
    /// The handlers on the way that do not.
    pub lost: Vec<(Rc<Handler>, Lost)>,
}

/// A handler that takes the record.
#[derive(Debug, Clone)]
pub struct Stop {
    pub handler: Rc<Handler>,
    /// It does for certain.
    pub certain: bool,
}

/// Why a handler does not take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lost {
    Level,
    /// It takes records only while `DEBUG` is on.
    Debug,
    Filter,
    /// It throws them away.
    Null,
}

/// What becomes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A handler takes it.
    Taken,
    /// No handler is on the way: Python writes it to the standard error stream.
    LastResort,
    Nowhere(Why),
    Unknown,
}

/// Why a record goes nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The logger's level is higher.
    Level,
    /// `disable_existing_loggers` switched the logger off.
    Disabled,
    /// A filter of the logger.
    Filter,
    /// Handlers are there, and none takes it.
    Handlers,
    /// No handler is on the way, and it is too little for the last resort.
    NoHandler,
}

impl Project {
    /// The logger of an app of the project's own: the first of `INSTALLED_APPS` whose
    /// folder was given.
    #[must_use]
    pub fn app_logger(&self) -> Option<String> {
        let apps = self.viewed(View::Unset).settings.list("INSTALLED_APPS").ok()?;
        let given = |app: &str| {
            let folder = app.split(".apps.").next().unwrap_or(app);
            let path = format!("{}/", folder.replace('.', "/"));
            let below = format!("/{path}");
            self.tree
                .iter()
                .any(|(_, file)| file.path.starts_with(&path) || file.path.contains(&below))
                .then(|| folder.to_owned())
        };
        apps.strs().find_map(|(app, _)| given(app))
    }
}

/// The way of one event's record.
pub(super) fn route(project: &Project, loggers: &Loggers, event: Event) -> Route {
    let name: Rc<str> = match event {
        Event::AppError | Event::AppInfo => project.app_logger().unwrap_or_else(|| "myapp".to_owned()).into(),
        Event::Unhandled | Event::NotFound => "django.request".into(),
        Event::DisallowedHost => "django.security.DisallowedHost".into(),
    };
    let (_, level) = event.level();
    let fresh = Logger::fresh();
    let logger = loggers.get(&name).unwrap_or(&fresh);
    let mut route =
        Route { event, logger: name.clone(), end: End::Unknown, stops: Vec::new(), lost: Vec::new() };
    let filtered = passes(&logger.filters, &name);
    let enabled = effective(loggers, &name).map(|effective| effective <= level);
    route.end = match (logger.disabled, enabled, filtered) {
        (Some(true), ..) => End::Nowhere(Why::Disabled),
        (_, Some(false), _) => End::Nowhere(Why::Level),
        (.., Some(false)) => End::Nowhere(Why::Filter),
        _ => End::Unknown,
    };
    if route.end != End::Unknown {
        return route;
    }
    let sure = logger.disabled.is_some() && enabled.is_some() && filtered.is_some();
    // Whether a handler is on the way, and whether all are known.
    let (mut found, mut whole) = (false, true);
    let mut certain = sure;
    for ancestor in ancestors(&name) {
        let Some(logger) = loggers.get(ancestor) else { continue };
        match &logger.handlers {
            None => whole = false,
            Some(handlers) => {
                found |= certain && !handlers.is_empty();
                whole &= certain || handlers.is_empty();
                for handler in handlers {
                    match take(handler, level, &name) {
                        Some(Err(why)) => route.lost.push((handler.clone(), why)),
                        taken => {
                            let certain = certain && taken.is_some();
                            route.stops.push(Stop { handler: handler.clone(), certain });
                        }
                    }
                }
            }
        }
        match logger.propagate {
            Some(false) => break,
            Some(true) => {}
            None => certain = false,
        }
    }
    let possible = !route.stops.is_empty();
    route.end = if route.stops.iter().any(|stop| stop.certain) {
        End::Taken
    } else if possible || !sure || !whole {
        End::Unknown
    } else if found {
        End::Nowhere(Why::Handlers)
    } else if level >= 30 {
        End::LastResort
    } else {
        End::Nowhere(Why::NoHandler)
    };
    route
}

/// The name and those of its ancestors, the root last.
fn ancestors(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        if name.is_empty() { None } else { Some(name.rfind('.').map_or("", |dot| &name[..dot])) }
    })
}

/// The level that holds for a logger; none where it is not known.
fn effective(loggers: &Loggers, name: &str) -> Option<i128> {
    for ancestor in ancestors(name) {
        match loggers.get(ancestor).map(|logger| logger.level) {
            Some(Some(0)) | None => {}
            Some(level) => return level,
        }
    }
    Some(0)
}

fn passes(filters: &[Filter], logger: &str) -> Option<bool> {
    let mut passes = Some(true);
    for filter in filters {
        match filter {
            Filter::DebugOff => {}
            Filter::DebugOn => return Some(false),
            Filter::Name(name) => {
                let rest = logger.strip_prefix(&**name);
                if !name.is_empty() && !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
                    return Some(false);
                }
            }
            Filter::Unknown => passes = None,
        }
    }
    passes
}

/// Whether the handler takes it; none: it may.
fn take(handler: &Handler, level: i128, logger: &str) -> Option<Result<(), Lost>> {
    if handler.class.as_deref() == Some("logging.NullHandler") {
        return Some(Err(Lost::Null));
    }
    if handler.level.is_some_and(|least| least > level) {
        return Some(Err(Lost::Level));
    }
    let filters = handler.filters.as_deref();
    if filters.and_then(|filters| passes(filters, logger)) == Some(false) {
        let debug = filters.is_some_and(|filters| filters.contains(&Filter::DebugOn));
        return Some(Err(if debug { Lost::Debug } else { Lost::Filter }));
    }
    handler.level?;
    passes(filters?, logger).map(|_| Ok(()))
}
