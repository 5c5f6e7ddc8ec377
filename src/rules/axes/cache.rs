//! Failed logins are counted in one place for all processes.

use crate::model::{Item, Severity, Topology, text};
use crate::project::Project;
use crate::rules::counted::counted;
use crate::rules::{ALWAYS, Rule, Verdict, fails, irrelevant, not_applicable, passes, undecided};

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
        fails(
            "INSTALLED_APPS = ['axes']\nAXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'\nCACHES = {'default': {'BACKEND': 'shop.caches.FilebasedCache'}}",
        ),
        passes(
            "INSTALLED_APPS = ['axes']\nAXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'\nCACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'redis://cache/1'}}",
        ),
        irrelevant("INSTALLED_APPS = ['axes']"),
        irrelevant("AXES_HANDLER = 'axes.handlers.cache.AxesCacheHandler'"),
        undecided("from .other import AXES_HANDLER\nINSTALLED_APPS = ['axes']"),
    ],
    check,
};

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
    counted(project, &alias, text("Failed logins", "Неудачные входы"))
}
