//! Where log records go, for the report.

use crate::model::{LogEnd, LogEvent, LogRoute, LogStop, LoggingReport, Text, text};
use crate::project::{ADMIN_EMAIL, Call, End, Event, Handler, Project, Route, View, Why, mask_words};
use crate::python::{Kind, Value};

/// The routes of the judged settings; none without any.
pub(super) fn routes(project: &Project) -> Option<LoggingReport> {
    project.settings.module()?;
    let unset = project.viewed(View::Unset);
    let tracker = project.settings_call("sentry_sdk", "init");
    let usual = unset.log_routes();
    let routes = match (project.log_routes(), &usual) {
        (Ok(routes), usual) => routes
            .into_iter()
            .map(|route| {
                // What a variable decides is told as it is when none is set.
                let usual = usual.iter().flatten().find(|usual| usual.event == route.event);
                match usual.filter(|usual| route.end == End::Unknown && usual.end != End::Unknown) {
                    Some(usual) => shown(&unset, usual, tracker.as_ref(), true),
                    None => shown(project, &route, tracker.as_ref(), false),
                }
            })
            .collect(),
        (Err(_), Ok(routes)) => {
            routes.iter().map(|route| shown(&unset, route, tracker.as_ref(), true)).collect()
        }
        (Err(undecided), Err(_)) => {
            return Some(LoggingReport { routes: Vec::new(), reason: Some(undecided.reason) });
        }
    };
    Some(LoggingReport { routes, reason: None })
}

fn shown(project: &Project, route: &Route, tracker: Option<&Call>, when_unset: bool) -> LogRoute {
    let mut stops: Vec<LogStop> = Vec::new();
    for stop in &route.stops {
        let made = LogStop {
            handler: stop.handler.name.to_string(),
            class: stop.handler.class.as_deref().unwrap_or_default().to_owned(),
            target: target(project, &stop.handler),
            certain: stop.certain,
            times: 1,
        };
        match stops.iter_mut().find(|known| known.handler == made.handler && known.class == made.class) {
            Some(known) => known.times += 1,
            None => stops.push(made),
        }
    }
    let silenced = matches!(route.end, End::Nowhere(Why::Disabled | Why::Level | Why::Filter));
    if let Some(call) = tracker
        && (route.event == Event::Unhandled
            || !silenced && matches!(route.event, Event::AppError | Event::DisallowedHost))
    {
        stops.push(LogStop {
            handler: String::new(),
            class: "sentry_sdk".to_owned(),
            target: Text::same("Sentry"),
            certain: !call.guarded,
            times: 1,
        });
    }
    let end = match route.end {
        End::LastResort => LogEnd::LastResort,
        End::Taken => LogEnd::Taken,
        _ if stops.iter().any(|stop| stop.certain) => LogEnd::Taken,
        End::Nowhere(_) if stops.is_empty() => LogEnd::Nowhere,
        End::Nowhere(_) | End::Unknown => LogEnd::Unknown,
    };
    // A tracker hears of it whatever the handlers do.
    let by_handlers = stops.iter().all(|stop| !stop.handler.is_empty());
    let unheard = project.unheard(route).ok().flatten().filter(|_| by_handlers);
    let (end, note) = match unheard {
        Some(note) if end == LogEnd::Nowhere || end == LogEnd::Taken => {
            stops.clear();
            (LogEnd::Nowhere, Some(note))
        }
        _ => (end, None),
    };
    LogRoute {
        event: match route.event {
            Event::Unhandled => LogEvent::Unhandled,
            Event::AppError => LogEvent::AppError,
            Event::AppInfo => LogEvent::AppInfo,
            Event::DisallowedHost => LogEvent::DisallowedHost,
            Event::NotFound => LogEvent::NotFound,
        },
        logger: route.logger.to_string(),
        level: route.event.level().0.to_owned(),
        end,
        when_unset: when_unset && end != LogEnd::Unknown,
        stops,
        note,
    }
}

/// Where a handler writes to.
fn target(project: &Project, handler: &Handler) -> Text {
    let class = handler.class.as_deref().unwrap_or_default();
    let argument = |name: &str| handler.argument(name);
    match class {
        "logging.StreamHandler" => match argument("stream").map(|stream| &stream.kind) {
            None | Some(Kind::None) => text("standard error", "стандартный поток ошибок"),
            Some(Kind::Str(name) | Kind::Object(name)) if name.ends_with("sys.stderr") => {
                text("standard error", "стандартный поток ошибок")
            }
            Some(Kind::Str(name) | Kind::Object(name)) if name.ends_with("sys.stdout") => {
                text("standard output", "стандартный вывод")
            }
            _ => text("a stream", "поток"),
        },
        "logging.NullHandler" => text("nowhere", "никуда"),
        "logging.handlers.SMTPHandler" => text("mail", "почта"),
        "logging.handlers.SysLogHandler" => text("the system log", "системный журнал"),
        "logging.handlers.MemoryHandler" => match argument("target").and_then(Value::as_str) {
            Some(name) => text! { en: "collected for {name}", ru: "копится для {name}" },
            None => text("memory", "память"),
        },
        "logging.handlers.HTTPHandler"
        | "logging.handlers.SocketHandler"
        | "logging.handlers.DatagramHandler" => text("the network", "сеть"),
        ADMIN_EMAIL => mail(project),
        _ if class.ends_with("FileHandler") => match argument("filename").map(|name| &name.kind) {
            Some(Kind::Str(path) | Kind::Path(path)) => {
                let path = project.assumed.hide(&mask_words(path));
                text! { en: "the file {path}", ru: "файл {path}" }
            }
            _ => text("a file", "файл"),
        },
        "" => text("a handler that is not known", "неизвестный обработчик"),
        // Its name says what there is to say.
        _ => Text::same(class),
    }
}

fn mail(project: &Project) -> Text {
    let sends = project.mail_backend().ok().flatten().is_none_or(|backend| {
        !["console.", "dummy.", "locmem.", "filebased."].iter().any(|kind| {
            backend.strip_prefix("django.core.mail.backends.").is_some_and(|rest| rest.starts_with(kind))
        })
    });
    match project.settings.truthy("ADMINS").map(|admins| *admins) {
        Ok(false) => text("mail to ADMINS, which is empty", "письмо на ADMINS, а там пусто"),
        _ if !sends => text(
            "mail to ADMINS, by a backend that sends nothing",
            "письмо на ADMINS через бэкенд, который ничего не отправляет",
        ),
        Ok(true) => text("mail to ADMINS", "письмо на ADMINS"),
        Err(_) => text("mail to ADMINS, if any", "письмо на ADMINS, если там кто-то есть"),
    }
}
