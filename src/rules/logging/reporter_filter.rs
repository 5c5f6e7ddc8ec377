//! What hides secrets in error reports is Django's own, or looked at.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Example, Expect, Rule, Verdict, fails, irrelevant, manual, not_applicable, undecided,
};

const MANUAL: Example =
    Example { expect: Expect::Manual, ..fails("DEFAULT_EXCEPTION_REPORTER_FILTER = 'shop.reports.Filter'") };

pub(super) static RULE: Rule = Rule {
    id: "logging.reporter-filter",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#default-exception-reporter-filter",
    title: text("Error reports hide secrets", "Отчёты об ошибках скрывают секреты"),
    why: text(
        "DEFAULT_EXCEPTION_REPORTER_FILTER decides which settings, parameters and variables are blacked out in error reports.",
        "DEFAULT_EXCEPTION_REPORTER_FILTER решает, какие настройки, параметры и переменные закрываются звёздочками в отчётах об ошибках.",
    ),
    how: text(
        "Let the class extend SafeExceptionReporterFilter, and widen hidden_settings rather than replace it.",
        "Наследуйте класс от SafeExceptionReporterFilter и расширяйте hidden_settings, а не заменяйте его.",
    ),
    examples: &[
        MANUAL,
        irrelevant("DEFAULT_EXCEPTION_REPORTER_FILTER = 'django.views.debug.SafeExceptionReporterFilter'"),
        irrelevant(""),
        undecided("from .other import DEFAULT_EXCEPTION_REPORTER_FILTER"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let filter = project.settings.value("DEFAULT_EXCEPTION_REPORTER_FILTER")?;
    let path = match filter.value.as_str() {
        Some(path) if path != "django.views.debug.SafeExceptionReporterFilter" => path,
        _ => return Ok(not_applicable()),
    };
    Ok(manual(text! {
        en: "Whether {path} hides what Django's own filter hides is for a person to see.",
        ru: "Скрывает ли {path} то же, что фильтр самого Django, нужно посмотреть человеку.",
    })
    .at(&filter))
}
