//! Connections are kept between requests.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Age, Database, Project};
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.persistent-connections",
    item: Item::Database,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/#persistent-connections",
    title: text(
        "Database connections are kept between requests",
        "Соединения с базой живут дольше одного запроса",
    ),
    why: text(
        "With CONN_MAX_AGE at 0 every request opens a connection and closes it again: milliseconds on each page, and a burst of connections under load.",
        "При CONN_MAX_AGE, равном 0, каждый запрос открывает соединение и закрывает его: это миллисекунды на каждой странице и всплеск соединений под нагрузкой.",
    ),
    how: text(
        "Set CONN_MAX_AGE (in seconds) to a few minutes, or use a pool; see that workers times threads stay below the server's connection limit.",
        "Задайте CONN_MAX_AGE (в секундах) на несколько минут или включите пул; число воркеров, умноженное на потоки, должно укладываться в лимит соединений сервера.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app'}}"),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app', 'CONN_MAX_AGE': 60}}",
        ),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app', 'OPTIONS': {'pool': True}}}",
        ),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': 'a'}, 'main': {'ENGINE': 'django.db.backends.mysql', 'NAME': 'app', 'CONN_MAX_AGE': None}}",
        ),
        undecided(
            "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'CONN_MAX_AGE': int(os.environ['AGE'])}}",
        ),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(|database| one(project, database)))
}

fn one(project: &Project, database: &Database) -> Verdict {
    let engine = database.engine()?;
    if !engine.is_networked() {
        return Ok(not_applicable());
    }
    let alias = &database.alias;
    let age = database.age()?;
    if *age != Age::Seconds(0) {
        return Ok(pass().at(&age));
    }
    if let Some(pool) = database.truthy(&["OPTIONS", "pool"])?.filter(|pool| **pool) {
        return Ok(pass().at(&pool).saying(text! {
            en: "The database {alias:?} has a connection pool.",
            ru: "У базы {alias:?} есть пул соединений.",
        }));
    }
    // A bouncer outside keeps the connections; Django's documentation asks for short ones under ASGI.
    let bouncer = database.truthy(&["DISABLE_SERVER_SIDE_CURSORS"])?.is_some_and(|on| *on);
    if bouncer || project.async_server().is_some() {
        return Ok(not_applicable());
    }
    let shown = database.shown(&["CONN_MAX_AGE"]);
    let message = if age.is_default() {
        text! {
            en: "{shown} is not set, so every request opens a connection of its own.",
            ru: "{shown} не задан, поэтому каждый запрос открывает своё соединение.",
        }
    } else {
        text! {
            en: "{shown} is 0, so every request opens a connection of its own.",
            ru: "{shown} равен 0, поэтому каждый запрос открывает своё соединение.",
        }
    };
    let mut snippet = format!("{shown} = 60");
    if project.django.version >= crate::django::Version::new(4, 1) {
        snippet.push_str(&format!("\n{} = True", database.shown(&["CONN_HEALTH_CHECKS"])));
    }
    Ok(attention(message).at(&age).fix(Applicability::Unsafe, Where::Module, snippet))
}
