//! Caches in files lie in a folder of their own.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Value;
use crate::rules::rare::rarely;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "response_time.cache-files",
    item: Item::ResponseTime,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["caches.W002", "caches.W003"],
    docs: "ref/checks/#caches",
    title: text("Caches in files lie apart, by a full path", "Файловый кеш лежит отдельно, по полному пути"),
    why: text(
        "Whoever can put a file into the folder runs code on the server: entries are pickles. A relative path is another folder in each process.",
        "Кто может положить файл в эту папку, выполнит код на сервере: записи — это pickle. Относительный путь у каждого процесса свой.",
    ),
    how: text(
        "Give LOCATION the full path of a folder that holds nothing else.",
        "Укажите в LOCATION полный путь к папке, где больше ничего нет.",
    ),
    examples: &[
        fails(
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.filebased.FileBasedCache', 'LOCATION': 'cache'}}",
        ),
        fails(
            "MEDIA_ROOT = '/srv/media'\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.filebased.FileBasedCache', 'LOCATION': '/srv/media/cache'}}",
        ),
        passes(
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.filebased.FileBasedCache', 'LOCATION': '/var/cache/shop'}}",
        ),
        irrelevant("CACHES = {'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache'}}"),
        undecided(
            "import os\nMEDIA_ROOT = os.environ.get('MEDIA_ROOT', '/srv/media')\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.filebased.FileBasedCache', 'LOCATION': '/srv/media/cache'}}",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let place = project.place_of("CACHES");
    if checks::finds(project, "caches.W003")? {
        return Ok(fail(text(
            "LOCATION of a cache in files is a relative path.",
            "LOCATION файлового кеша — относительный путь.",
        ))
        .at_place(place));
    }
    if checks::finds(project, "caches.W002")? {
        return Ok(fail(text(
            "A cache lies in MEDIA_ROOT, STATIC_ROOT or STATICFILES_DIRS, or around one of them.",
            "Кеш лежит внутри MEDIA_ROOT, STATIC_ROOT или STATICFILES_DIRS либо охватывает их.",
        ))
        .at_place(place));
    }
    let in_files = project.settings.entries("CACHES", &[])?.iter().any(|(_, cache)| {
        cache
            .key("BACKEND")
            .and_then(Value::as_str)
            .is_some_and(|backend| backend.ends_with(".FileBasedCache"))
    });
    Ok(if in_files { pass().at_place(place) } else { not_applicable() })
}
