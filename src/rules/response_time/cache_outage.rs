//! A failing cache is heard of.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "response_time.cache-outage",
    item: Item::ResponseTime,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/jazzband/django-redis#memcached-exceptions-behavior",
    title: text("Failures of the cache are logged", "Сбои кеша попадают в лог"),
    why: text(
        "With exceptions ignored and not logged, a Redis that is down shows as nothing but slowness.",
        "Если исключения глушатся и не пишутся в лог, упавший Redis заметен лишь по тому, что всё медленно.",
    ),
    how: text(
        "Set DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS to True.",
        "Задайте DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True.",
    ),
    examples: &[
        fails("DJANGO_REDIS_IGNORE_EXCEPTIONS = True"),
        fails(
            "CACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'OPTIONS': {'IGNORE_EXCEPTIONS': True}}}",
        ),
        passes("DJANGO_REDIS_IGNORE_EXCEPTIONS = True\nDJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True"),
        irrelevant(""),
        undecided(
            "import os\nDJANGO_REDIS_IGNORE_EXCEPTIONS = os.environ.get('DJANGO_REDIS_IGNORE_EXCEPTIONS', True)",
        ),
    ],
    check: |project| rarely(project, check),
};

const LOG: &str = "DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS";

fn check(project: &Project) -> Verdict {
    let (settings, log) = (&project.settings, LOG);
    let whole = settings.truthy_at("DJANGO_REDIS_IGNORE_EXCEPTIONS", &[])?;
    let mut ignores = whole.filter(|found| **found);
    for (alias, _) in settings.entries("CACHES", &[]).unwrap_or_default() {
        if let Some(found) =
            settings.truthy_at("CACHES", &[&alias, "OPTIONS", "IGNORE_EXCEPTIONS"])?.filter(|found| **found)
        {
            ignores = Some(found);
        }
    }
    let Some(ignores) = ignores else { return Ok(not_applicable()) };
    if settings.truthy_at(log, &[])?.is_some_and(|found| *found) {
        return Ok(pass().at(&ignores));
    }
    let name = &ignores.name;
    Ok(attention(text! {
        en: "{name} is on, and {log} is not.",
        ru: "{name} включён, а {log} — нет.",
    })
    .at(&ignores)
    .fix(Applicability::Safe, Where::Setting(LOG), format!("{log} = True")))
}
