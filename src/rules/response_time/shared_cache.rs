//! What is cached is seen by all processes.

use crate::model::{Applicability, Item, Severity, Text, Topology, text};
use crate::project::{CacheKind, Project};
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "response_time.shared-cache",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/cache/#setting-up-the-cache",
    title: text("The cache is shared by all processes", "Кеш общий для всех процессов"),
    why: text(
        "Memory of one process is not seen by the others: each worker fills its own copy, an invalidated entry lives on next door, and a limit on attempts counts per worker.",
        "Память одного процесса не видна другим: каждый воркер наполняет свою копию, сброшенная запись живёт у соседа, а лимит попыток считается для каждого воркера отдельно.",
    ),
    how: text(
        "Use Redis or Memcached as the default cache.",
        "Используйте для кеша default Redis или Memcached.",
    ),
    examples: &[
        fails("DEBUG = False"),
        fails("CACHES = {'default': {'BACKEND': 'django.core.cache.backends.dummy.DummyCache'}}"),
        fails(
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.filebased.FileBasedCache', 'LOCATION': '/tmp/cache'}}",
        ),
        fails(
            "INSTALLED_APPS = ['allauth', 'allauth.account']\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache'}}",
        )
        .served(Topology::NOT_SAID.processes(4)),
        passes("DEBUG = False").served(Topology::NOT_SAID.processes(1)),
        passes(
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://cache:6379'}}",
        ),
        undecided("import environ\nenv = environ.Env()\nCACHES = {'default': env.cache()}"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(cache) = project.cache("default")? else {
        let caches = project.settings.value("CACHES")?;
        return Ok(attention(text("CACHES has no alias \"default\".", "В CACHES нет алиаса \"default\"."))
            .at(&caches));
    };
    let message = match *cache {
        CacheKind::Local if project.is_one_process() => {
            return Ok(pass()
                .saying(text(
                    "One process answers, so its memory is enough for a cache; a restart empties it.",
                    "Отвечает один процесс, и для кеша хватает его памяти; перезапуск её очищает.",
                ))
                .at(&cache));
        }
        CacheKind::Local => {
            let Text { en, ru } = project.each_process();
            let users = project.cache_users("default").join(", ");
            if !users.is_empty() {
                text! {
                    en: "The default cache is the memory of {en}. What must be one for all is kept there: {users}.",
                    ru: "Кеш default — память {ru}. Там лежит то, что должно быть общим: {users}.",
                }
            } else if cache.is_default() {
                text! {
                    en: "CACHES is not set, so Django caches in the memory of {en}.",
                    ru: "CACHES не задан, и Django кеширует в памяти {ru} отдельно.",
                }
            } else {
                text! {
                    en: "The default cache is the memory of {en}.",
                    ru: "Кеш default — память {ru}.",
                }
            }
        }
        CacheKind::Dummy => text(
            "The default cache is the dummy, which keeps nothing.",
            "Кеш default — заглушка, которая ничего не хранит.",
        ),
        CacheKind::Files if project.in_container() == Some(true) => text(
            "The default cache is a folder of files, which goes with the container.",
            "Кеш default — папка с файлами: она исчезнет вместе с контейнером.",
        ),
        CacheKind::Files => text(
            "The default cache is a folder of files, which is slow to clean and belongs to one machine.",
            "Кеш default — папка с файлами: она медленно чистится и есть только на одной машине.",
        ),
        CacheKind::Database | CacheKind::Server | CacheKind::Other => return Ok(pass().at(&cache)),
    };
    let reader = project.reader();
    let backend = if project.django.version >= crate::django::Version::new(4, 0) {
        "django.core.cache.backends.redis.RedisCache"
    } else {
        "django_redis.cache.RedisCache"
    };
    let entry = format!(
        "{{\n        \"BACKEND\": \"{backend}\",\n        \"LOCATION\": {},\n    }}",
        reader.str("REDIS_URL", None)
    );
    Ok(attention(message).at(&cache).related(project.processes_place()).fix(
        Applicability::Unsafe,
        Where::Setting("CACHES"),
        reader.with_import(format!("CACHES = {{\n    \"default\": {entry},\n}}")),
    ))
}
