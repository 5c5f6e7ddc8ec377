//! django-cache-url 3.4.6.

use super::dj_database_url::without_slash;
use super::{Settings, parse_qs, urlparse};
use crate::python::library::{Failure, Outcome, casts, text_value};
use crate::python::value::Value;

const REDIS: &str = "django.core.cache.backends.redis.RedisCache";
const REDIS_CACHE: &str = "redis_cache.RedisCache";
const BACKENDS: [(&str, &str); 13] = [
    ("db", "django.core.cache.backends.db.DatabaseCache"),
    ("dummy", "django.core.cache.backends.dummy.DummyCache"),
    ("elasticache", "django_elasticache.memcached.ElastiCache"),
    ("file", "django.core.cache.backends.filebased.FileBasedCache"),
    ("locmem", "django.core.cache.backends.locmem.LocMemCache"),
    ("uwsgicache", "uwsgicache.UWSGICache"),
    ("memcached", "django.core.cache.backends.memcached.PyLibMCCache"),
    ("djangopylibmc", "django_pylibmc.memcached.PyLibMCCache"),
    ("pymemcached", "django.core.cache.backends.memcached.MemcachedCache"),
    ("pymemcache", "django.core.cache.backends.memcached.PyMemcacheCache"),
    ("redis", REDIS),
    ("rediss", REDIS),
    ("hiredis", REDIS),
];

/// `django_cache_url.parse(url)`.
pub(crate) fn parse_cache(text: &str) -> Outcome<Value> {
    let url = urlparse(text)?;
    let scheme = url.scheme.as_str();
    let mut arguments = Settings::default();
    for (name, values) in parse_qs(&url.query) {
        arguments.set(&name.to_uppercase(), text_value(values.join(";")));
    }
    let found = BACKENDS.iter().find(|(known, _)| *known == scheme);
    let Some((_, mut backend)) = found.copied() else {
        return Err(Failure::raises("Exception", format!("Unknown backend: \"{scheme}\"")));
    };
    if scheme.contains("redis")
        && let Some(library) = arguments.get("LIB").and_then(Value::as_str)
    {
        match BACKENDS.iter().find(|(known, _)| *known == library) {
            Some((_, other)) => backend = *other,
            // Its options are many; nobody has used it since Django has its own.
            None if library == "redis-cache" => {
                return Err(Failure::Unsupported("a cache of django-redis-cache"));
            }
            None => {}
        }
    }
    let mut config = Settings::default();
    let mut options = Settings::default();
    config.set("BACKEND", text_value(backend));
    if scheme == "hiredis" {
        options.set("PARSER_CLASS", text_value("redis.connection.HiredisParser"));
    }
    let location = if url.netloc.is_empty() {
        match scheme {
            "memcached" | "pymemcached" | "pymemcache" | "djangopylibmc" => format!("unix://{}", url.path),
            "redis" | "hiredis" => {
                // The first number after the first character.
                let from = url.path.chars().next().map_or(0, char::len_utf8);
                let digits =
                    url.path[from..].find(|c: char| c.is_ascii_digit()).map(|at| &url.path[from + at..]);
                match digits {
                    Some(digits) => {
                        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                        let folder = url.path.rfind('/').map_or("", |at| &url.path[..at]);
                        format!("unix://{folder}?db={}", &digits[..end])
                    }
                    None => format!("unix://{}?db=0", url.path),
                }
            }
            _ => url.path.clone(),
        }
    } else if matches!(scheme, "redis" | "rediss" | "hiredis") {
        let number = match without_slash(&url.path)? {
            "" => "0",
            number => number,
        };
        let password = url.password().filter(|password| !password.is_empty());
        let own = matches!(backend, REDIS | REDIS_CACHE);
        if let Some(password) = password.filter(|_| !own) {
            options.set("PASSWORD", text_value(password));
        }
        let port = url.port()?.filter(|port| *port != 0).unwrap_or(6379);
        let host = url.hostname().unwrap_or_else(|| "None".to_owned());
        let secure = if scheme == "rediss" { "rediss" } else { "redis" };
        let login = password.filter(|_| own).map_or(String::new(), |password| format!(":{password}@"));
        format!("{secure}://{login}{host}:{port}/{number}")
    } else {
        url.netloc.split(',').collect::<Vec<_>>().join(";")
    };
    let location =
        if scheme == "uwsgicache" && location.is_empty() { "default".to_owned() } else { location };
    config.set("LOCATION", text_value(location));
    for name in ["MAX_ENTRIES", "CULL_FREQUENCY"] {
        if let Some(value) = arguments.take(name) {
            options.set(name, casts::int_of_text(value.as_str().unwrap_or_default(), 10)?);
        }
    }
    if !options.0.is_empty() {
        config.set("OPTIONS", options.into_value());
    }
    for (name, value) in arguments.0 {
        config.set(name.as_str().unwrap_or_default(), value);
    }
    Ok(config.into_value())
}
