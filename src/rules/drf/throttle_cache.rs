//! The counters of throttles are shared by all processes.

use crate::model::{Item, Severity, Text, Topology, text};
use crate::project::{LOCAL_MEMORY, Project};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

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
        irrelevant("INSTALLED_APPS = ['rest_framework']"),
        irrelevant("INSTALLED_APPS = []"),
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
    let Some(backend) = project.settings.path("CACHES", &["default", "BACKEND"])? else {
        return Ok(not_applicable());
    };
    Ok(match backend.as_str() {
        Some(LOCAL_MEMORY) if project.is_one_process() => pass()
            .saying(text(
                "One process answers, so its memory counts for all; a restart forgets.",
                "Отвечает один процесс, и его памяти хватает; перезапуск её очищает.",
            ))
            .at(&backend),
        Some(LOCAL_MEMORY) => {
            let Text { en, ru } = project.each_process();
            attention(text! {
                en: "The default cache is the memory of {en}: a client has the limit once in each.",
                ru: "Кеш default — память {ru}: в каждом у клиента отдельный лимит.",
            })
            .at(&backend)
            .related(project.processes_place())
        }
        Some("django.core.cache.backends.dummy.DummyCache") => attention(text(
            "The default cache is DummyCache, which keeps nothing: the limits never take effect.",
            "Кеш default — это DummyCache, который ничего не хранит: лимиты никогда не сработают.",
        ))
        .at(&backend),
        _ => pass().at(&backend),
    })
}
