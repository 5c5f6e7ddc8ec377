//! Sessions are kept where every process finds them.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{CacheKind, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "response_time.sessions",
    item: Item::ResponseTime,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/http/sessions/#using-cached-sessions",
    title: text("Sessions are shared by all processes", "Сессии общие для всех процессов"),
    why: text(
        "With sessions in the memory of one process a visitor is logged out whenever another worker answers, and everybody is at each restart.",
        "Если сессии лежат в памяти одного процесса, посетителя выбрасывает каждый раз, когда отвечает другой воркер, а при перезапуске — всех сразу.",
    ),
    how: text(
        "Keep sessions in cached_db, or in a cache that all processes share.",
        "Храните сессии в cached_db или в кеше, общем для всех процессов.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_ENGINE = 'django.contrib.sessions.backends.cache'",
        ),
        fails(
            "INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_ENGINE = 'django.contrib.sessions.backends.file'",
        ),
        passes(
            "INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_ENGINE = 'django.contrib.sessions.backends.cached_db'",
        ),
        passes(
            "INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_ENGINE = 'django.contrib.sessions.backends.cache'\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://cache'}}",
        ),
        irrelevant("INSTALLED_APPS = []"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    let used = project.has_app("django.contrib.sessions")?
        || middleware.contains("django.contrib.sessions.middleware.SessionMiddleware")?;
    if !used {
        return Ok(not_applicable());
    }
    let engine = project.settings.str("SESSION_ENGINE")?;
    let outcome = match engine.rsplit('.').next() {
        Some("file") if engine.starts_with("django.contrib.sessions.") => attention(text(
            "Sessions are files on this machine: a second machine or a new container does not have them.",
            "Сессии — файлы на этой машине: на второй машине и в новом контейнере их не будет.",
        )),
        Some("cache") if engine.starts_with("django.contrib.sessions.") => match project.session_cache()? {
            Some(cache) if matches!(*cache, CacheKind::Local | CacheKind::Dummy) => {
                let what = if *cache == CacheKind::Dummy {
                    text(
                        "Sessions are kept in a cache that keeps nothing.",
                        "Сессии хранятся в кеше, который ничего не хранит.",
                    )
                } else {
                    text(
                        "Sessions are kept in the memory of one process.",
                        "Сессии хранятся в памяти одного процесса.",
                    )
                };
                fail(what).related(cache.place)
            }
            _ => return Ok(pass().at(&engine)),
        },
        _ => return Ok(pass().at(&engine)),
    };
    Ok(outcome.at(&engine).fix(
        Applicability::Unsafe,
        Where::Setting("SESSION_ENGINE"),
        "SESSION_ENGINE = \"django.contrib.sessions.backends.cached_db\"",
    ))
}
