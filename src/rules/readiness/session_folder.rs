//! Sessions in files have their folder.

use crate::model::{Item, Severity, text};
use crate::project::{Project, normal_path};
use crate::rules::{
    ALWAYS, Rule, Verdict, asks, fail, fails, irrelevant, manual, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "readiness.session-folder",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#session-file-path",
    title: text("The folder for sessions is there", "Папка для сессий существует"),
    why: text(
        "Django does not make SESSION_FILE_PATH: without it every request ends with ImproperlyConfigured.",
        "Django не создаёт SESSION_FILE_PATH: без неё каждый запрос заканчивается ImproperlyConfigured.",
    ),
    how: text(
        "Make the folder during the deployment, writable for the server's user.",
        "Создайте папку при развёртывании, с правом записи для пользователя сервера.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']\nSESSION_ENGINE = 'django.contrib.sessions.backends.file'\nSESSION_FILE_PATH = '/nonexistent/sessions'",
        ),
        passes(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']\nSESSION_ENGINE = 'django.contrib.sessions.backends.file'\nSESSION_FILE_PATH = '/var/tmp/'",
        ),
        asks(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']\nSESSION_ENGINE = 'django.contrib.sessions.backends.file'\nSESSION_FILE_PATH = '/srv/sessions'",
        ),
        undecided(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']\nSESSION_ENGINE = 'django.contrib.sessions.backends.file'\nSESSION_FILE_PATH = find()",
        ),
        irrelevant("SESSION_FILE_PATH = '/nonexistent/sessions'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.settings.is_set("SESSION_FILE_PATH")?
        || &*project.settings.str("SESSION_ENGINE")?.value != "django.contrib.sessions.backends.file"
        || !project
            .settings
            .list("MIDDLEWARE")?
            .contains("django.contrib.sessions.middleware.SessionMiddleware")?
        || !*project.settings.truthy("SESSION_FILE_PATH")?
    {
        return Ok(not_applicable());
    }
    let path = project.settings.str("SESSION_FILE_PATH")?;
    let shown = &*path.value;
    let outcome = match project.has_folder(&normal_path(shown)) {
        Some(true) => pass(),
        Some(false) => fail(text! {
            en: "There is no folder {shown}: every request ends with ImproperlyConfigured.",
            ru: "Папки {shown} нет: каждый запрос закончится ImproperlyConfigured.",
        }),
        None => manual(text! {
            en: "Only the server can tell whether {shown} is there; Django does not make it.",
            ru: "Есть ли {shown}, видно только на сервере; сам Django её не создаёт.",
        }),
    };
    Ok(outcome.at(&path))
}
