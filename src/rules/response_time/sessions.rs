//! Sessions are kept where every process finds them.

use crate::model::{Applicability, Item, Severity, Text, Topology, text};
use crate::project::{CacheKind, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
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
        fails(
            "INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_ENGINE = 'django.contrib.sessions.backends.cache'",
        )
        .served(Topology::NOT_SAID.processes(4)),
        fails(
            "INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_ENGINE = 'django.contrib.sessions.backends.file'",
        )
        .served(Topology::NOT_SAID.container(true)),
        passes(
            "INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_ENGINE = 'django.contrib.sessions.backends.cached_db'",
        ),
        passes(
            "INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_ENGINE = 'django.contrib.sessions.backends.cache'\nCACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://cache'}}",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import INSTALLED_APPS"),
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
        Some("file")
            if engine.starts_with("django.contrib.sessions.") && project.in_container() == Some(true) =>
        {
            attention(text(
                "Sessions are files in the container: a new one does not have them, and everybody is logged out.",
                "Сессии — файлы в контейнере: в новом их не будет, и все выйдут из системы.",
            ))
            .related(project.container_place())
        }
        Some("file") if engine.starts_with("django.contrib.sessions.") => attention(text(
            "Sessions are files on this machine: a second machine or a new container does not have them.",
            "Сессии — файлы на этой машине: на второй машине и в новом контейнере их не будет.",
        )),
        Some("cache") if engine.starts_with("django.contrib.sessions.") => match project.session_cache()? {
            Some(cache) if matches!(*cache, CacheKind::Local | CacheKind::Dummy) => {
                let outcome = if *cache == CacheKind::Dummy {
                    fail(text(
                        "Sessions are kept in a cache that keeps nothing.",
                        "Сессии хранятся в кеше, который ничего не хранит.",
                    ))
                } else if project.is_one_process() {
                    attention(text(
                        "Sessions are kept in the memory of the process: each restart logs everybody out.",
                        "Сессии хранятся в памяти процесса: при каждом перезапуске все выйдут из системы.",
                    ))
                } else {
                    let Text { en, ru } = project.each_process();
                    fail(text! {
                        en: "Sessions are kept in the memory of {en}, where the others do not see them.",
                        ru: "Сессии хранятся в памяти {ru}, и остальные их не видят.",
                    })
                };
                outcome.related(cache.place).related(project.processes_place())
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
