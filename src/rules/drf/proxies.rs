//! Clients behind a proxy are told apart by an address that they cannot invent.

use crate::model::{Applicability, Item, Severity, Text, Tls, Topology, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "drf.proxies",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.django-rest-framework.org/api-guide/throttling/#how-clients-are-identified",
    title: text(
        "API limits cannot be dodged with a made-up address",
        "Лимиты API нельзя обойти поддельным адресом",
    ),
    why: text(
        "Without NUM_PROXIES a client is whatever its X-Forwarded-For header says: another header with each call is another client with a fresh limit.",
        "Без NUM_PROXIES клиент определяется по заголовку X-Forwarded-For целиком: меняя его в каждом запросе, клиент каждый раз получает новый лимит.",
    ),
    how: text(
        "Set NUM_PROXIES to the number of proxies in front of Django; 0 if there is none.",
        "Укажите в NUM_PROXIES число прокси перед Django; 0, если их нет.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {\n    'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'],\n    'DEFAULT_THROTTLE_RATES': {'anon': '100/day'},\n}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {\n    'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'],\n    'NUM_PROXIES': 1,\n}",
        ),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {\n    'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'],\n    'NUM_PROXIES': 1,\n}",
        )
        .served(Topology::NOT_SAID.tls(Tls::App)),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {\n    'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'],\n    'NUM_PROXIES': 0,\n}",
        )
        .served(Topology::NOT_SAID.tls(Tls::Proxy)),
        irrelevant("INSTALLED_APPS = ['rest_framework']"),
        undecided("from .other import REST_FRAMEWORK\nINSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("rest_framework", "djangorestframework") {
        return Ok(not_applicable());
    }
    let classes = project.classes("REST_FRAMEWORK", &["DEFAULT_THROTTLE_CLASSES"])?;
    let Some(classes) = classes.filter(|classes| !classes.is_empty()) else { return Ok(not_applicable()) };
    let proxies = project.settings.path("REST_FRAMEWORK", &["NUM_PROXIES"])?;
    let right = if project.faces_the_browser() { 0 } else { 1 };
    let snippet = format!("REST_FRAMEWORK[\"NUM_PROXIES\"] = {right}");
    let Some(proxies) = proxies.filter(|proxies| !matches!(proxies.kind, Kind::None)) else {
        return Ok(attention(text(
            "NUM_PROXIES is not set, so the whole X-Forwarded-For header names the client.",
            "NUM_PROXIES не задан, поэтому клиента определяет заголовок X-Forwarded-For целиком.",
        ))
        .at(&classes)
        .fix(Applicability::Unsafe, Where::Module, snippet));
    };
    let wrong = match (&proxies.kind, project.tls()) {
        (Kind::Int(count), Some(Tls::App)) if *count > 0 => text! {
            en: "NUM_PROXIES is {count}, and nothing stands in front of Django: a client writes its own address.",
            ru: "NUM_PROXIES равен {count}, а перед Django никого нет: клиент сам пишет свой адрес.",
        },
        (Kind::Int(0), Some(tls)) if tls != Tls::App => {
            let Text { en, ru } = tls.title();
            text! {
                en: "NUM_PROXIES is 0, and TLS ends at {en}: all visitors share its address, and one limit.",
                ru: "NUM_PROXIES равен 0, а TLS терминирует {ru}: у всех посетителей его адрес и общий лимит.",
            }
        }
        _ => return Ok(pass().at(&proxies)),
    };
    Ok(attention(wrong).at(&proxies).related(project.tls_place()).fix(
        Applicability::Unsafe,
        Where::Module,
        snippet,
    ))
}
