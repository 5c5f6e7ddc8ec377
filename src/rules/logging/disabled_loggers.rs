//! `LOGGING` does not silence loggers that exist already.

use crate::model::{Applicability, Item, Severity, Text, text};
use crate::project::{End, Event, Project, Why};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.disabled-loggers",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/logging/#configuring-logging",
    title: text("Existing loggers stay on", "Существующие логгеры остаются включены"),
    why: text(
        "Otherwise every logger made before this configuration and not named in it goes silent, Django's own among them.",
        "Иначе замолкают все логгеры, созданные до этой конфигурации и не названные в ней, в том числе логгеры Django.",
    ),
    how: text("Set disable_existing_loggers to False.", "Задайте disable_existing_loggers = False."),
    examples: &[
        fails("LOGGING = {'version': 1, 'disable_existing_loggers': True}"),
        fails("LOGGING = {'version': 1}"),
        passes("LOGGING = {'version': 1, 'disable_existing_loggers': False}"),
        irrelevant("DEBUG = False"),
        undecided("from .other import LOGGING"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let logging = project.settings.value("LOGGING")?;
    let config = project.settings.value("LOGGING_CONFIG")?;
    if logging.value.truthy() == Some(false) || !config.is_default() {
        return Ok(not_applicable());
    }
    let disable = project.settings.truthy_at("LOGGING", &["disable_existing_loggers"])?;
    let outcome = match &disable {
        Some(disable) if !**disable => return Ok(pass().at(disable)),
        Some(disable) => {
            attention(text("disable_existing_loggers is on.", "disable_existing_loggers включён."))
                .at(disable)
        }
        None => attention(text(
            "disable_existing_loggers is not set, and Python's default is True.",
            "disable_existing_loggers не задан, а по умолчанию в Python он True.",
        ))
        .at(&logging),
    };
    // The gravest that follows from it, where it does.
    let lost = project.log_routes().ok().is_some_and(|routes| {
        routes.iter().any(|route| route.event == Event::Unhandled && route.end == End::Nowhere(Why::Disabled))
    });
    let outcome = match outcome.message.clone().filter(|_| lost) {
        Some(Text { en, ru }) => outcome.saying(text! {
            en: "{en} So an exception in a view is written nowhere.",
            ru: "{ru} Поэтому исключение в представлении никуда не пишется.",
        }),
        None => outcome,
    };
    Ok(outcome.fix(Applicability::Unsafe, Where::Module, "LOGGING[\"disable_existing_loggers\"] = False"))
}
