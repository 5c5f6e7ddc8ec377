//! Redis and brokers on the internet are reached by TLS.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_public_host};
use crate::python::Value;
use crate::rules::rare::rarely;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "transport.server-encryption",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/",
    title: text("Redis and the broker are reached by TLS", "К Redis и брокеру подключаются по TLS"),
    why: text(
        "Sessions, cached pages, tasks and the password itself travel readable for everybody on the way.",
        "Сессии, страницы из кеша, задачи и сам пароль идут по сети открыто.",
    ),
    how: text(
        "Write rediss:// or amqps://, which the server has to offer.",
        "Пишите rediss:// или amqps://, если сервер это умеет.",
    ),
    examples: &[
        fails("CELERY_BROKER_URL = 'redis://cache.example.com:6379/0'"),
        fails(
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': ['redis://cache.example.com:6379']}}",
        ),
        passes("CELERY_BROKER_URL = 'rediss://cache.example.com:6379/0'"),
        irrelevant("CELERY_BROKER_URL = 'redis://redis:6379/0'"),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let settings = &project.settings;
    let mut addresses = Vec::new();
    // What only the server knows is not asked about.
    for name in ["CELERY_BROKER_URL", "CELERY_RESULT_BACKEND", "BROKER_URL", "RQ_QUEUES"] {
        addresses
            .extend(settings.get(name).ok().flatten().map(|found| (found.name.clone(), found.value.clone())));
    }
    for (alias, cache) in settings.entries("CACHES", &[]).unwrap_or_default() {
        let location =
            cache.key("LOCATION").map(|value| value.items().and_then(<[Value]>::first).unwrap_or(value));
        addresses.extend(location.map(|value| (format!("CACHES[{alias:?}]").into(), value.clone())));
    }
    let mut encrypted = None;
    for (name, value) in addresses {
        let Some((scheme, rest)) = value.as_str().and_then(|url| url.split_once("://")) else { continue };
        let authority = rest.split(['/', '?']).next().unwrap_or(rest);
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        let host = host.split(':').next().unwrap_or(host);
        if !is_public_host(host) {
            continue;
        }
        match scheme {
            "redis" | "amqp" | "valkey" => {
                return Ok(fail(text! {
                    en: "{name} reaches {host} by {scheme}://, without encryption.",
                    ru: "{name} обращается к {host} по {scheme}://, без шифрования.",
                })
                .at_place(project.place_of(name.split('[').next().unwrap_or(&name))));
            }
            "rediss" | "amqps" | "valkeys" => encrypted = value.place.or(encrypted),
            _ => {}
        }
    }
    Ok(if encrypted.is_some() { pass().at_place(encrypted) } else { not_applicable() })
}
