//! `LOGGING` is something that Python accepts.

use crate::model::{Applicability, Item, Severity, Text, text};
use crate::project::{Cause, Project, Refusal};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.valid",
    item: Item::ErrorsAndLogs,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.python.org/3/library/logging.config.html#logging-config-dictschema",
    title: text("LOGGING is valid", "LOGGING корректен"),
    why: text(
        "Django configures logging first thing; a wrong name in LOGGING stops the site at start with ValueError.",
        "Логирование Django настраивает самым первым: из-за неверного имени в LOGGING запуск прерывается с ValueError.",
    ),
    how: text(
        "Define every handler, formatter and filter that is named, check the names of classes and levels, and set version to 1.",
        "Опишите все упомянутые обработчики, форматтеры и фильтры, проверьте имена классов и уровней и задайте version = 1.",
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
        fails("LOGGING = {'version': 1, 'formatters': {'v': {'format': '{levelname} {message}'}}}"),
        fails(
            "LOGGING = {'version': 1, 'handlers': {'f': {'class': 'logging.RotatingFileHandler', 'filename': 'a'}}}",
        ),
        fails("LOGGING = {'version': 1, 'handlers': {'f': {'class': 'logging.FileHandler'}}}"),
        fails(
            "LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': 'c1'}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'filters': {'f': {'()': 'django.utils.log.RequireDebugFalse'}}, 'formatters': {'v': {'format': '%(message)s'}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'formatter': 'v', 'filters': ['f']}}, 'root': {'handlers': ['c'], 'level': 'INFO'}}",
        ),
        undecided("from company.logs import LOGGING"),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let logging = project.settings.value("LOGGING")?;
    let config = project.settings.value("LOGGING_CONFIG")?;
    let standard = config.value.as_str() == Some("logging.config.dictConfig");
    if logging.value.truthy() == Some(false) || !standard {
        return Ok(not_applicable());
    }
    let Some(refusal) = project.logging_refusal()? else {
        // A hole may hold anything, but is usually a level or a path.
        return Ok(pass().at(&logging));
    };
    let outcome = fail(words(&refusal)).at_place(refusal.place.or(logging.place)).raising("LOGGING", "");
    Ok(match refusal.cause {
        Cause::NoVersion | Cause::Version => {
            outcome.fix(Applicability::Safe, Where::Module, "LOGGING[\"version\"] = 1")
        }
        _ => outcome,
    })
}

/// What is wrong.
fn words(refusal: &Refusal) -> Text {
    match &refusal.cause {
        Cause::NoDict => text("LOGGING is not a dict.", "LOGGING — не словарь."),
        Cause::NoVersion => text("LOGGING has no version.", "В LOGGING нет ключа version."),
        Cause::Version => text("The version of LOGGING is not 1.", "version в LOGGING не равен 1."),
        Cause::Section(name) => text! {
            en: "{name} in LOGGING is not a dict.",
            ru: "{name} в LOGGING — не словарь.",
        },
        Cause::NotDict(of) => text! { en: "{of:?} is not a dict.", ru: "{of:?} — не словарь." },
        Cause::Dangling { of, section, name } => text! {
            en: "{of:?} names {name:?}, which is not in {section}.",
            ru: "{of:?} ссылается на {name:?}, а в {section} его нет.",
        },
        Cause::NoList { of, key } => text! {
            en: "{key} of {of:?} is not a list.",
            ru: "{key} у {of:?} — не список.",
        },
        Cause::NoClass(of) => text! {
            en: "The handler {of:?} has no class.",
            ru: "У обработчика {of:?} не указан class.",
        },
        Cause::Class { of, path } => text! {
            en: "{path:?} of {of:?} does not exist.",
            ru: "{path:?} у {of:?} не существует.",
        },
        Cause::Level { of, level } => text! {
            en: "The level of {of:?} is {level:?}, which Python does not know.",
            ru: "Уровень {level:?} у {of:?} Python не знает.",
        },
        Cause::Argument { of, class, argument } => text! {
            en: "{class} of {of:?} does not take this {argument}.",
            ru: "{class} у {of:?} не принимает такой {argument}.",
        },
        Cause::Missing { of, class, argument } => text! {
            en: "{class} of {of:?} needs {argument}.",
            ru: "{class} у {of:?} требует {argument}.",
        },
        Cause::Style(of) => text! {
            en: "The style of the formatter {of:?} is none of %, {{ and $.",
            ru: "style форматтера {of:?} — не %, не {{ и не $.",
        },
        Cause::Format { of, style } => text! {
            en: "The format of {of:?} has no valid field of the style {style:?}.",
            ru: "В format у {of:?} нет верного поля для style {style:?}.",
        },
        Cause::Incremental(of) => text! {
            en: "LOGGING is incremental, and there is no handler {of:?} yet.",
            ru: "LOGGING дополняет настройки, а обработчика {of:?} ещё нет.",
        },
    }
}
