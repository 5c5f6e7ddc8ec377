//! Addresses in the settings carry no password.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Opens, Project};
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.url-password",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-environ.readthedocs.io/en/latest/types.html",
    title: text("Addresses in the code carry no password", "В адресах в коде нет паролей"),
    why: text(
        "An address such as redis://:password@host is a key like any other: whoever reads the code can connect.",
        "Адрес вида redis://:password@host — такой же ключ: кто прочёл код, тот и подключится.",
    ),
    how: text(
        "Read the whole address from the environment, and change the password.",
        "Читайте адрес целиком из переменной окружения и смените пароль.",
    ),
    examples: &[
        fails("CELERY_BROKER_URL = 'amqp://shop:rain-and-wind@mq.example.com:5672//'"),
        fails(
            "CACHES = {'default': {'BACKEND': 'django.core.cache.backends.redis.RedisCache', 'LOCATION': 'redis://:rain@cache:6379/0'}}",
        ),
        passes("CELERY_BROKER_URL = 'redis://cache:6379/0'"),
        passes("import os\nCELERY_BROKER_URL = os.environ['BROKER_URL']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let found = project.credentials().iter().find(|found| found.opens == Opens::Url);
    let Some(credential) = found else {
        project.settings.seen_whole()?;
        return Ok(pass());
    };
    let shown = &credential.shown;
    let outcome = fail(text! {
        en: "{shown} is an address with a password in it.",
        ru: "{shown} — адрес с паролем внутри.",
    })
    .at_place(project.shown_place(&credential.text, credential.place));
    Ok(match project.without_credentials(credential.place) {
        Some((statement, code)) => outcome.fix(Applicability::Unsafe, Where::Statement(statement), code),
        None => outcome,
    })
}
