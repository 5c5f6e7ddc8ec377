//! django-ratelimit counts where all processes see it.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "login.ratelimit-cache",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-ratelimit.readthedocs.io/en/stable/installation.html",
    title: text("django-ratelimit has a shared cache", "У django-ratelimit общий кеш"),
    why: text(
        "With a cache that cannot count for all processes, manage.py stops at its check django_ratelimit.E003.",
        "Если кеш не умеет считать для всех процессов сразу, manage.py остановится на его проверке django_ratelimit.E003.",
    ),
    how: text(
        "Point RATELIMIT_USE_CACHE at a cache in Redis or Memcached.",
        "Укажите в RATELIMIT_USE_CACHE кеш в Redis или Memcached.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django_ratelimit']"),
        passes(
            "INSTALLED_APPS = ['django_ratelimit']\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.memcached.PyMemcacheCache', 'LOCATION': 'cache:11211'}}",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import CACHES\nINSTALLED_APPS = ['django_ratelimit']"),
    ],
    check,
};

/// Backends whose counters are not shared, or not counted at once.
const REFUSED: &[&str] = &[
    "django.core.cache.backends.dummy.DummyCache",
    "django.core.cache.backends.locmem.LocMemCache",
    "django.core.cache.backends.filebased.FileBasedCache",
    "django.core.cache.backends.db.DatabaseCache",
];

fn check(project: &Project) -> Verdict {
    // Its checks run only where it is installed as an app.
    if !project.uses("django_ratelimit", "django-ratelimit") || !project.has_app("django_ratelimit")? {
        return Ok(not_applicable());
    }
    let alias = project.settings.get("RATELIMIT_USE_CACHE")?;
    let alias = alias.as_ref().and_then(|alias| alias.as_str()).unwrap_or("default").to_owned();
    let Some(backend) = project.settings.path("CACHES", &[&alias, "BACKEND"])? else {
        return Ok(not_applicable());
    };
    match backend.as_str().filter(|name| REFUSED.contains(name)) {
        Some(name) => {
            let class = name.rsplit('.').next().unwrap_or(name);
            Ok(fail(text! {
                en: "The cache {alias:?} is {class}, which django-ratelimit refuses.",
                ru: "Кеш {alias:?} — это {class}, с ним django-ratelimit работать отказывается.",
            })
            .at(&backend))
        }
        None => Ok(pass().at(&backend)),
    }
}
