//! Keys stand on the level where they are read.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::{Kind, Value};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.misplaced-keys",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/",
    title: text("Keys of settings stand where they are read", "Ключи настроек стоят там, где их читают"),
    why: text(
        "A key one level off is ignored without a word, or stops Django at start.",
        "Ключ не на своём уровне молча игнорируется или не даёт Django запуститься.",
    ),
    how: text("Move the key to where it belongs.", "Перенесите ключ на своё место."),
    examples: &[
        fails(
            "CACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'OPTIONS': {'TIMEOUT': 60}}}",
        ),
        fails("STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage', 'bucket_name': 'shop'}}"),
        fails("LOGGING = {'version': 1, 'django': {'handlers': ['console'], 'level': 'INFO'}}"),
        fails("LOGGING = {'version': 1, 'loggers': {'django': {'handler': 'console'}}}"),
        fails(
            "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'context_processors': []}]",
        ),
        passes(
            "CACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'TIMEOUT': 60, 'OPTIONS': {'PASSWORD': None}}}",
        ),
        passes("LOGGING = {'version': 1, 'root': {'handlers': []}, 'loggers': {'django': {'handlers': []}}}"),
        irrelevant("DEBUG = False"),
    ],
    check,
};

const OF_CACHE: &[&str] = &["BACKEND", "KEY_FUNCTION", "KEY_PREFIX", "LOCATION", "TIMEOUT", "VERSION"];
const OF_CACHE_OPTIONS: &[&str] = &[
    "CLIENT_CLASS",
    "CONNECTION_POOL_KWARGS",
    "IGNORE_EXCEPTIONS",
    "PASSWORD",
    "SERIALIZER",
    "SOCKET_TIMEOUT",
];
const OF_STORAGE: &[&str] = &["BACKEND", "OPTIONS"];
const OF_ENGINE: &[&str] = &["APP_DIRS", "BACKEND", "DIRS", "NAME", "OPTIONS"];
const OF_LOGGING: &[&str] = &[
    "version",
    "incremental",
    "disable_existing_loggers",
    "formatters",
    "filters",
    "handlers",
    "loggers",
    "root",
];
const OF_LOGGER: &[&str] = &["filters", "handlers", "level", "propagate"];

/// Where a key belongs.
enum Place {
    Options,
    Above,
    Nowhere,
}

fn check(project: &Project) -> Verdict {
    let settings = &project.settings;
    let mut found: Vec<(String, Place, Option<crate::source::Place>)> = Vec::new();
    let mut asked = false;
    // Of what cannot be told nothing is said.
    let unclear = ["CACHES", "STORAGES", "LOGGING"].iter().any(|name| settings.dict(name).is_err())
        || settings.list("TEMPLATES").is_err();
    let entries = |name: &str| match settings.binding(name) {
        Some(_) => settings.entries(name, &[]).unwrap_or_default(),
        None => Vec::new(),
    };
    for (alias, cache) in entries("CACHES") {
        asked = true;
        for (key, value) in keys(&cache) {
            if OF_CACHE_OPTIONS.contains(&key) {
                found.push((format!("CACHES[{alias:?}][{key:?}]"), Place::Options, value.place));
            }
        }
        for (key, value) in cache.key("OPTIONS").into_iter().flat_map(keys) {
            if OF_CACHE.contains(&key) {
                found.push((format!("CACHES[{alias:?}][\"OPTIONS\"][{key:?}]"), Place::Above, value.place));
            }
        }
    }
    for (alias, storage) in entries("STORAGES") {
        asked = true;
        for (key, value) in keys(&storage).filter(|(key, _)| !OF_STORAGE.contains(key)) {
            found.push((format!("STORAGES[{alias:?}][{key:?}]"), Place::Options, value.place));
        }
    }
    for (key, value) in entries("LOGGING") {
        asked = true;
        if !OF_LOGGING.contains(&&*key) && value.items().is_none() {
            found.push((format!("LOGGING[{key:?}]"), Place::Nowhere, value.place));
        }
    }
    for (name, logger) in settings.entries("LOGGING", &["loggers"]).unwrap_or_default() {
        for (key, value) in keys(&logger).filter(|(key, _)| !OF_LOGGER.contains(key)) {
            found.push((format!("LOGGING[\"loggers\"][{name:?}][{key:?}]"), Place::Nowhere, value.place));
        }
    }
    let templates = settings.list("TEMPLATES").ok().filter(|_| settings.binding("TEMPLATES").is_some());
    for engine in templates.iter().flat_map(|templates| &templates.items) {
        let is_own = engine
            .key("BACKEND")
            .and_then(Value::as_str)
            .is_some_and(|backend| backend.starts_with("django."));
        asked |= is_own;
        for (key, value) in keys(engine).filter(|(key, _)| is_own && !OF_ENGINE.contains(key)) {
            found.push((format!("TEMPLATES[…][{key:?}]"), Place::Options, value.place));
        }
    }
    let Some((shown, belongs, place)) = found.first() else {
        return Ok(if asked && !unclear { pass() } else { not_applicable() });
    };
    let message = match belongs {
        Place::Options => text! { en: "{shown} belongs in OPTIONS.", ru: "Место {shown} — внутри OPTIONS." },
        Place::Above => text! { en: "{shown} belongs one level up.", ru: "Место {shown} — уровнем выше." },
        Place::Nowhere => text! { en: "Nothing reads {shown}.", ru: "{shown} никто не читает." },
    };
    let outcome = fail(message).at_place(*place);
    // An engine takes no key that it does not know.
    let is_refused = shown.starts_with("TEMPLATES");
    Ok(if is_refused { outcome.raising("TEMPLATES", "Unknown parameters") } else { outcome })
}

fn keys(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let pairs = match &value.kind {
        Kind::Dict(pairs) => pairs.as_slice(),
        _ => &[],
    };
    pairs.iter().filter_map(|(key, value)| Some((key.as_str()?, value)))
}
