//! Failed logins are counted in one place for all processes.

use crate::model::{Item, Severity, Text, Topology, text};
use crate::project::{LOCAL_MEMORY, Project};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "axes.cache",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-axes.readthedocs.io/en/latest/4_configuration.html",
    title: text("Failed logins are counted in a shared cache", "Неудачные входы считаются в общем кеше"),
    why: text(
        "With a cache that each process has for itself, an attacker gets the limit once per worker; with DummyCache there is no limit at all.",
        "Если кеш у каждого процесса свой, злоумышленник получает лимит на каждый воркер; с DummyCache лимита нет вовсе.",
    ),
    how: text(
        "Give AXES_CACHE a cache in Redis or Memcached, or let axes count in the database.",
        "Укажите в AXES_CACHE кеш в Redis или Memcached либо считайте попытки в базе данных.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['axes']\nAXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'"),
        fails("INSTALLED_APPS = ['axes']\nAXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'")
            .served(Topology::NOT_SAID.processes(4)),
        passes("INSTALLED_APPS = ['axes']\nAXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'")
            .served(Topology::NOT_SAID.processes(1)),
        passes(
            "INSTALLED_APPS = ['axes']\nAXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'\nAXES_CACHE = 'shared'\nCACHES = {'shared': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://cache/1'}}",
        ),
        irrelevant("INSTALLED_APPS = ['axes']"),
        irrelevant("AXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'"),
    ],
    check,
};

/// Caches that other processes do not see, or that forget.
const NOT_SHARED: &[&str] = &[
    LOCAL_MEMORY,
    "django.core.cache.backends.dummy.DummyCache",
    "django.core.cache.backends.filebased.FileBasedCache",
];

fn check(project: &Project) -> Verdict {
    if !project.uses("axes", "django-axes") {
        return Ok(not_applicable());
    }
    let handler = project.settings.get("AXES_HANDLER")?;
    if handler.and_then(|handler| handler.as_str().map(str::to_owned)).as_deref()
        != Some("axes.handlers.cache.AxesCacheHandler")
    {
        return Ok(not_applicable());
    }
    let alias = project.settings.get("AXES_CACHE")?;
    let alias = alias.as_ref().and_then(|alias| alias.as_str()).unwrap_or("default").to_owned();
    let Some(backend) = project.settings.path("CACHES", &[&alias, "BACKEND"])? else {
        return Ok(not_applicable());
    };
    match backend.as_str().filter(|name| NOT_SHARED.contains(name)) {
        Some(LOCAL_MEMORY) if project.is_one_process() => Ok(pass()
            .saying(text(
                "One process answers, so its memory counts for all; a restart forgets.",
                "Отвечает один процесс, и его памяти хватает; перезапуск её очищает.",
            ))
            .at(&backend)),
        Some(LOCAL_MEMORY) => {
            let Text { en, ru } = project.each_process();
            Ok(attention(text! {
                en: "axes counts in the cache {alias:?}, the memory of {en}: whoever guesses passwords has the limit once in each.",
                ru: "axes считает попытки в кеше {alias:?}, то есть в памяти {ru}: в каждом у подбирающего пароль отдельный лимит.",
            })
            .at(&backend)
            .related(project.processes_place()))
        }
        Some(name) => {
            let class = name.rsplit('.').next().unwrap_or(name);
            Ok(attention(text! {
                en: "axes counts in the cache {alias:?}, which is {class}.",
                ru: "axes считает попытки в кеше {alias:?}, а это {class}.",
            })
            .at(&backend))
        }
        None => Ok(pass().at(&backend)),
    }
}
