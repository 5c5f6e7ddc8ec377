//! `SECURE_PROXY_SSL_HEADER` has the form that Django reads.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.proxy-header-form",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secure-proxy-ssl-header",
    title: text(
        "The proxy's header is named as Django sees it",
        "Заголовок прокси назван так, как его видит Django",
    ),
    why: text(
        "Django looks the name up in request.META: without HTTP_ and with dashes it is never found, and anything but a pair ends every request with an error.",
        "Django ищет имя в request.META: без HTTP_ и с дефисами оно не найдётся, а если это не пара, каждый запрос закончится ошибкой.",
    ),
    how: text(
        "Write (\"HTTP_X_FORWARDED_PROTO\", \"https\").",
        "Пишите (\"HTTP_X_FORWARDED_PROTO\", \"https\").",
    ),
    examples: &[
        fails("SECURE_PROXY_SSL_HEADER = ('X-Forwarded-Proto', 'https')"),
        fails("SECURE_PROXY_SSL_HEADER = 'HTTP_X_FORWARDED_PROTO'"),
        passes("SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')"),
        irrelevant(""),
        undecided("from .other import SECURE_PROXY_SSL_HEADER"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !*project.settings.truthy("SECURE_PROXY_SSL_HEADER")? {
        return Ok(not_applicable());
    }
    let header = project.settings.value("SECURE_PROXY_SSL_HEADER")?;
    const RIGHT: &str = "SECURE_PROXY_SSL_HEADER = (\"HTTP_X_FORWARDED_PROTO\", \"https\")";
    let wrong = |message| {
        Ok(fail(message).at(&header).fix(
            Applicability::Unsafe,
            Where::Setting("SECURE_PROXY_SSL_HEADER"),
            RIGHT,
        ))
    };
    let Some([name, _value]) = header.value.items() else {
        return wrong(text(
            "SECURE_PROXY_SSL_HEADER is not a pair of header and value: every request ends with ImproperlyConfigured.",
            "SECURE_PROXY_SSL_HEADER — не пара из заголовка и значения: каждый запрос закончится ImproperlyConfigured.",
        ));
    };
    let Some(name) = name.as_str() else {
        project.settings.look("SECURE_PROXY_SSL_HEADER", name)?;
        return Ok(not_applicable());
    };
    let is_meta = name.starts_with("HTTP_") && !name.contains('-') && name.to_ascii_uppercase() == name;
    if is_meta {
        return Ok(pass().at(&header));
    }
    wrong(text! {
        en: "Django never finds a header under {name:?}.",
        ru: "Под именем {name:?} Django заголовок не найдёт.",
    })
}
