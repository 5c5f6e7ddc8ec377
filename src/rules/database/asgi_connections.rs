//! Under ASGI connections are not kept.

use crate::model::{Item, Severity, text};
use crate::project::{Age, Project};
use crate::rules::rare::rarely;
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.asgi-connections",
    item: Item::Database,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/#persistent-database-connections",
    title: text("Under ASGI no connection is kept", "Под ASGI соединения не удерживаются"),
    why: text(
        "Under ASGI each thread keeps connections that nobody gives back: the database runs out of them.",
        "Под ASGI соединения копятся в потоках и не возвращаются: лимит базы будет исчерпан.",
    ),
    how: text(
        "Set CONN_MAX_AGE to 0, and use the pool of the database driver or pgbouncer.",
        "Задайте CONN_MAX_AGE = 0 и используйте пул драйвера или pgbouncer.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': 60}}")
            .with(&[("Procfile", "web: daphne config.asgi:application\n")]),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}")
            .with(&[("Procfile", "web: uvicorn config.asgi:application\n")]),
        irrelevant(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': 60}}",
        )
        .with(&[("Procfile", "web: gunicorn config.wsgi\n")]),
        undecided("import os\nDATABASES = {'default': os.environ.get('DATABASES', {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': 60})}").with(&[("Procfile", "web: daphne config.asgi:application\n")]),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let Some(server) = project.async_server() else { return Ok(not_applicable()) };
    let databases = project.databases()?;
    worst(databases.iter().map(|database| {
        if !database.engine()?.is_networked() {
            return Ok(not_applicable());
        }
        let age = database.age()?;
        if matches!(*age, Age::Seconds(0) | Age::Unfit) {
            return Ok(pass().at(&age));
        }
        let alias = &database.alias;
        Ok(attention(text! {
            en: "The site runs under {server}, and connections to the database {alias:?} are kept.",
            ru: "Сайт работает под {server}, а соединения с базой {alias:?} удерживаются.",
        })
        .at(&age))
    }))
}
