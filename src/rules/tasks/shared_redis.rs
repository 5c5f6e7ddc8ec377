//! Clearing the cache does not clear the queue.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Value;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "tasks.shared-redis",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/cache/#redis",
    title: text(
        "Cache and task queue have a Redis database each",
        "У кеша и очереди задач разные базы Redis",
    ),
    why: text(
        "cache.clear() empties the whole Redis database, so tasks that wait there are lost; a full cache can push them out as well.",
        "cache.clear() очищает базу Redis целиком, и ожидающие там задачи пропадут; переполненный кеш тоже может их вытеснить.",
    ),
    how: text(
        "Give the cache another database number, or better another server.",
        "Отведите кешу другой номер базы, а лучше отдельный сервер.",
    ),
    examples: &[
        fails(
            "CELERY_BROKER_URL = 'redis://redis:6379/0'\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://redis:6379'}}",
        ),
        passes(
            "CELERY_BROKER_URL = 'redis://redis:6379/0'\nCACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'redis://redis:6379/1'}}",
        ),
        irrelevant("CELERY_BROKER_URL = 'amqp://queue'"),
        irrelevant(
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://redis:6379'}}",
        ),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    // Addresses that only the server knows are not compared.
    let Some(broker) = ["CELERY_BROKER_URL", "BROKER_URL"]
        .into_iter()
        .find_map(|name| project.settings.get(name).ok().flatten())
        .filter(|broker| broker.as_str().is_some_and(is_redis))
    else {
        return Ok(not_applicable());
    };
    let queue = broker.as_str().and_then(database);
    let Ok(caches) = project.settings.dict("CACHES") else { return Ok(not_applicable()) };
    let crate::python::Kind::Dict(pairs) = &caches.kind else { return Ok(not_applicable()) };
    let mut asked = false;
    for (alias, cache) in pairs {
        let Some(location) = cache.key("LOCATION").and_then(first_text) else { continue };
        if !location.as_str().is_some_and(is_redis) {
            continue;
        }
        asked = true;
        if location.as_str().and_then(database) == queue {
            let alias = alias.as_str().unwrap_or_default();
            let name = &broker.name;
            return Ok(attention(text! {
                en: "The cache {alias:?} and {name} use the same Redis database.",
                ru: "Кеш {alias:?} и {name} используют одну и ту же базу Redis.",
            })
            .at_place(location.place.or(caches.place))
            .related(broker.place));
        }
    }
    Ok(if asked { pass().at(&broker) } else { not_applicable() })
}

fn first_text(value: &Value) -> Option<&Value> {
    match value.items() {
        Some(items) => items.first(),
        None => Some(value),
    }
}

fn is_redis(url: &str) -> bool {
    url.starts_with("redis://") || url.starts_with("rediss://")
}

/// Server, port and number of the database in a Redis URL.
fn database(url: &str) -> Option<(String, u16, u32)> {
    let (_, rest) = url.split_once("://")?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) =
        host.rsplit_once(':').map_or((host, Some(6379)), |(host, port)| (host, port.parse().ok()));
    let number = path.split('?').next().unwrap_or_default();
    let number = if number.is_empty() { Some(0) } else { number.parse().ok() };
    Some((host.to_ascii_lowercase(), port?, number?))
}
