//! The counters of throttles are shared by all processes.

use crate::model::{Item, Severity, Topology, text};
use crate::project::Project;
use crate::rules::counted::counted;
use crate::rules::{ALWAYS, Rule, Verdict, fails, irrelevant, not_applicable, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "drf.throttle-cache",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.django-rest-framework.org/api-guide/throttling/#setting-up-the-cache",
    title: text("API limits are counted in a shared cache", "Лимиты API считаются в общем кеше"),
    why: text(
        "Throttles count in the default cache. If each worker has a cache of its own, a client gets the limit once per worker, and a restart forgets it.",
        "Счётчики лимитов лежат в кеше default. Если у каждого воркера он свой, клиент получает лимит столько раз, сколько воркеров, а перезапуск всё обнуляет.",
    ),
    how: text(
        "Move the default cache to Redis or Memcached.",
        "Переведите кеш default на Redis или Memcached.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {\n    'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle'],\n    'DEFAULT_THROTTLE_RATES': {'anon': '100/day'},\n}",
        ),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle']}",
        )
        .served(Topology::NOT_SAID.processes(4)),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle']}",
        )
        .served(Topology::NOT_SAID.processes(1)),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle']}\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://cache:6379/1'}}",
        ),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle']}\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.dummy.DummyCache'}}",
        ),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle']}\nCACHES = {'default': {'BACKEND': 'shop.caches.LocMemCache'}}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_THROTTLE_CLASSES': ['rest_framework.throttling.AnonRateThrottle']}\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.memcached.PyMemcacheCache', 'LOCATION': 'cache:11211'}}",
        ),
        irrelevant("INSTALLED_APPS = ['rest_framework']"),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import REST_FRAMEWORK\nINSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("rest_framework", "djangorestframework") {
        return Ok(not_applicable());
    }
    let classes = project.classes("REST_FRAMEWORK", &["DEFAULT_THROTTLE_CLASSES"])?;
    if classes.is_none_or(|classes| classes.is_empty()) {
        return Ok(not_applicable());
    }
    counted(project, "default", text("Calls to the API", "Запросы к API"))
}
