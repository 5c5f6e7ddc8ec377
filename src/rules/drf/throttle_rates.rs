//! A throttle has a rate to hold.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "drf.throttle-rates",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.django-rest-framework.org/api-guide/throttling/#setting-the-throttling-policy",
    title: text("Calls to the API are limited in number", "Число запросов к API ограничено"),
    why: text(
        "Without a working limit one client can guess passwords or load the database as fast as the network allows.",
        "Без работающего ограничения один клиент может подбирать пароли и нагружать базу с любой скоростью.",
    ),
    how: text(
        "List the throttles in DEFAULT_THROTTLE_CLASSES and give each of their scopes a rate in DEFAULT_THROTTLE_RATES.",
        "Перечислите классы в DEFAULT_THROTTLE_CLASSES и задайте для каждого scope лимит в DEFAULT_THROTTLE_RATES.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle']}",
        ),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {\n    'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle', 'rest_framework.throttling.UserRateThrottle'],\n    'DEFAULT_THROTTLE_RATES': {'anon': '100/day'},\n}",
        ),
        fails("INSTALLED_APPS = ['rest_framework']"),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {\n    'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'],\n    'DEFAULT_THROTTLE_RATES': {'anon': '100/day'},\n}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_RATES': {'burst': '30/minute'}}",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import REST_FRAMEWORK\nINSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

/// The framework's own throttles, and the scopes that they read.
const SCOPES: &[(&str, &str, &str)] = &[
    ("rest_framework.throttling.AnonRateThrottle", "anon", "100/hour"),
    ("rest_framework.throttling.UserRateThrottle", "user", "1000/hour"),
];

fn check(project: &Project) -> Verdict {
    if !project.uses("rest_framework", "djangorestframework") {
        return Ok(not_applicable());
    }
    let classes = project.classes("REST_FRAMEWORK", &["DEFAULT_THROTTLE_CLASSES"])?;
    let Some(classes) = classes.filter(|classes| !classes.is_empty()) else {
        // Rates are there for single views.
        let rates = project.settings.path("REST_FRAMEWORK", &["DEFAULT_THROTTLE_RATES"])?;
        if let Some(rates) = rates.filter(|rates| rates.truthy() != Some(false)) {
            return Ok(pass().at(&rates));
        }
        return Ok(attention(text(
            "DEFAULT_THROTTLE_CLASSES is empty: nothing limits how often the API is called, unless single views or the web server do.",
            "DEFAULT_THROTTLE_CLASSES пуст: частоту запросов к API ничто не ограничивает, если этого не делают отдельные представления или веб-сервер.",
        ))
        .at_place(project.app("rest_framework").ok().flatten().flatten()));
    };
    let rates = project.settings.path("REST_FRAMEWORK", &["DEFAULT_THROTTLE_RATES"])?;
    for (class, scope, example) in SCOPES {
        if !classes.iter().any(|listed| listed == class) {
            continue;
        }
        let rate = project.settings.path("REST_FRAMEWORK", &["DEFAULT_THROTTLE_RATES", scope])?;
        if rate.as_ref().is_some_and(|rate| !matches!(rate.kind, Kind::None)) {
            continue;
        }
        let name = class.rsplit('.').next().unwrap_or(class);
        // The framework's own rates are None, which means no limit; a dict of
        // one's own replaces them, and a scope that it lacks is an error.
        let crashes =
            rates.as_ref().is_some_and(|rates| matches!(rates.kind, Kind::Dict(_))) && rate.is_none();
        let message = if crashes {
            text! {
                en: "DEFAULT_THROTTLE_RATES has no {scope:?} rate: every request that {name} looks at ends in ImproperlyConfigured.",
                ru: "В DEFAULT_THROTTLE_RATES нет лимита {scope:?}: каждый запрос, который проверяет {name}, завершится ImproperlyConfigured.",
            }
        } else {
            text! {
                en: "{name} is on, but the {scope:?} rate is not set: it lets every request through.",
                ru: "{name} включён, но лимит {scope:?} не задан: пропускаются все запросы.",
            }
        };
        let snippet = if rates.is_some() {
            format!("REST_FRAMEWORK[\"DEFAULT_THROTTLE_RATES\"][\"{scope}\"] = \"{example}\"")
        } else {
            let all = SCOPES
                .iter()
                .filter(|(class, ..)| classes.iter().any(|listed| listed == class))
                .map(|(_, scope, rate)| format!("\"{scope}\": \"{rate}\""))
                .collect::<Vec<_>>()
                .join(", ");
            format!("REST_FRAMEWORK[\"DEFAULT_THROTTLE_RATES\"] = {{{all}}}")
        };
        // The one ends every call with an error, the other is a limit that is not there.
        let outcome = if crashes { fail(message) } else { attention(message) };
        return Ok(outcome.at(&classes).fix(Applicability::Unsafe, Where::Module, snippet));
    }
    Ok(pass().at(&classes))
}
