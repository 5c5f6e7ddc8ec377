//! Connection settings stand inside the alias, where Django reads them.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.misplaced-options",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#databases",
    title: text(
        "Connection settings stand where Django reads them",
        "Параметры соединения стоят там, где Django их читает",
    ),
    why: text(
        "Django reads these keys inside each alias of DATABASES and nothing but the driver's own options inside OPTIONS; elsewhere they have no effect or stop the connection.",
        "Эти ключи Django читает внутри каждого алиаса DATABASES, а в OPTIONS ждёт только параметры драйвера; в другом месте они не действуют или ломают подключение.",
    ),
    how: text("Move the key to where it belongs.", "Перенесите ключ на своё место."),
    examples: &[
        fails(
            "CONN_MAX_AGE = 600\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app'}}",
        ),
        fails(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'OPTIONS': {'CONN_MAX_AGE': 600}}}",
        ),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'sslmode': 'require'}}"),
        passes(
            "CONN_MAX_AGE = 600\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': CONN_MAX_AGE}}",
        ),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'ATOMIC_REQUESTS': True, 'OPTIONS': {'sslmode': 'require'}}}",
        ),
        undecided("from .other import DATABASES"),
    ],
    check,
};

const OF_ALIAS: &[&str] =
    &["CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "ATOMIC_REQUESTS", "AUTOCOMMIT", "DISABLE_SERVER_SIDE_CURSORS"];
const OF_OPTIONS: &[&str] =
    &["sslmode", "sslrootcert", "pool", "connect_timeout", "init_command", "charset", "transaction_mode"];

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    for database in &databases {
        let alias = &database.alias;
        for key in OF_OPTIONS {
            if let Some(found) = database.at(&[key])? {
                return Ok(fail(text! {
                    en: "{key} stands in the alias {alias:?} itself, where Django does not read it; it belongs in OPTIONS.",
                    ru: "{key} стоит прямо в алиасе {alias:?}, где Django его не читает; его место в OPTIONS.",
                })
                .at(&found));
            }
        }
        for key in OF_ALIAS {
            if let Some(found) = database.at(&["OPTIONS", key])? {
                return Ok(fail(text! {
                    en: "{key} stands in OPTIONS of the alias {alias:?} and is handed to the driver, which does not know it; it belongs one level up.",
                    ru: "{key} стоит в OPTIONS алиаса {alias:?} и уходит драйверу, который его не знает; его место уровнем выше.",
                })
                .at(&found));
            }
        }
    }
    // A name of one's own at the top is fine if the aliases use it.
    for key in OF_ALIAS {
        let used = databases.iter().any(|database| matches!(database.at(&[key]), Ok(Some(_)) | Err(_)));
        if let (Some(binding), false, false) = (project.settings.binding(key), used, databases.is_empty()) {
            return Ok(fail(text! {
                en: "{key} is set at the top level of the settings, where Django does not read it.",
                ru: "{key} задан на верхнем уровне настроек, где Django его не читает.",
            })
            .at_place(binding.value.place.or_else(|| binding.history.last().map(|event| event.place))));
        }
    }
    Ok(pass())
}
