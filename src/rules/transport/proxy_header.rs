//! Behind a proxy, Django knows which requests came over HTTPS.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, fails, irrelevant, manual, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.proxy-header",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secure-proxy-ssl-header",
    title: text("Django can tell HTTPS behind the proxy", "Django узнаёт HTTPS за прокси"),
    why: text(
        "If a proxy ends TLS and Django does not read its header, SECURE_SSL_REDIRECT sends each request round in a loop; read without a proxy, the header lets anybody claim HTTPS.",
        "Если TLS заканчивается на прокси, а Django не читает его заголовок, SECURE_SSL_REDIRECT зациклит каждый запрос. Без прокси этот заголовок может подставить кто угодно.",
    ),
    how: text(
        "Behind a proxy that always sets X-Forwarded-Proto, set SECURE_PROXY_SSL_HEADER = (\"HTTP_X_FORWARDED_PROTO\", \"https\"); without one, leave it out.",
        "За прокси, который всегда задаёт X-Forwarded-Proto, укажите SECURE_PROXY_SSL_HEADER = (\"HTTP_X_FORWARDED_PROTO\", \"https\"); без прокси не задавайте.",
    ),
    examples: &[
        passes("SECURE_SSL_REDIRECT = False"),
        irrelevant("SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')").with(&[]),
        undecided("from .other import *"),
        MANUAL,
    ],
    check,
};

const MANUAL: crate::rules::Example =
    crate::rules::Example { expect: crate::rules::Expect::Manual, ..fails("SECURE_SSL_REDIRECT = True") };

fn check(project: &Project) -> Verdict {
    let redirects = project.settings.truthy("SECURE_SSL_REDIRECT")?;
    let header = project.settings.truthy("SECURE_PROXY_SSL_HEADER")?;
    if *header {
        return Ok(not_applicable());
    }
    if !*redirects {
        return Ok(pass());
    }
    Ok(manual(text(
        "SECURE_SSL_REDIRECT is on without SECURE_PROXY_SSL_HEADER: right only if the application server itself ends TLS or the server in front sets wsgi.url_scheme.",
        "SECURE_SSL_REDIRECT включён без SECURE_PROXY_SSL_HEADER: верно, только если TLS заканчивается на самом сервере приложений или схему передаёт сервер перед ним.",
    ))
    .at(&redirects))
}
