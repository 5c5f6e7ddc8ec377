//! The database password is not written in the settings.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Opens, Project};
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fail, fails, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.database-password",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#password",
    title: text("The database password is not in the code", "Пароля базы данных в коде нет"),
    why: text(
        "Whoever can read the repository, now or in any backup or fork of it, can open the database; and the password cannot be changed without a release.",
        "Открыть базу сможет любой, кто прочтёт репозиторий, его форк или резервную копию, а сменить пароль без релиза не выйдет.",
    ),
    how: text(
        "Read the password from the environment and change it on the server: it stays in the history of the repository.",
        "Читайте пароль из переменной окружения и смените его на сервере: в истории репозитория он останется.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'PASSWORD': 'hunter2'}}"),
        fails(
            "import environ\nenv = environ.Env()\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'PASSWORD': 'hunter2'}}",
        ),
        fails(
            "import os\nimport dj_database_url\nDATABASES = {'default': dj_database_url.config()}\nif os.environ.get('OWN_SERVER'):\n    DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'PASSWORD': 'postgres'}}",
        ),
        passes(
            "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'PASSWORD': os.environ['DB_PASSWORD']}}",
        ),
        // Of a machine that tests, not of the server.
        passes(
            "import os\nimport dj_database_url\nDATABASES = {'default': dj_database_url.config()}\nif os.environ.get('GITHUB_WORKFLOW'):\n    DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'PASSWORD': 'postgres'}}",
        ),
        passes("import environ\nenv = environ.Env()\nDATABASES = {'default': env.db()}"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let found: Vec<_> = project.credentials().iter().filter(|found| found.opens == Opens::Database).collect();
    let Some(first) = found.first() else {
        // Where nothing is set there is nothing to keep out of the code.
        return Ok(if project.settings.is_set("DATABASES")? { pass() } else { not_applicable() });
    };
    let shown = &first.shown;
    let mut outcome = if found.iter().all(|credential| project.is_switched_on(credential)) {
        attention(text! {
            en: "{shown} is written in a branch of the settings.",
            ru: "{shown} записан в одной из веток настроек.",
        })
    } else {
        fail(text! {
            en: "{shown} is written in the settings.",
            ru: "{shown} записан прямо в настройках.",
        })
    };
    for credential in &found {
        outcome = outcome.at_place(project.shown_place(&credential.text, credential.place));
    }
    Ok(match project.without_credentials(first.place) {
        Some((statement, code)) => outcome.fix(Applicability::Unsafe, Where::Statement(statement), code),
        None => outcome,
    })
}
