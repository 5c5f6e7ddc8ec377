//! A kept connection is tried before it is used again.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Age, Database, Project};
use crate::rules::worst::worst;
use crate::rules::{
    Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.health-checks",
    item: Item::Database,
    severity: Severity::Warning,
    django: since(4, 1),
    mirrors: &[],
    docs: "ref/settings/#conn-health-checks",
    title: text(
        "Kept connections are checked before use",
        "Долгоживущие соединения проверяются перед использованием",
    ),
    why: text(
        "When the database restarts or a firewall drops idle connections, each worker answers with an error until it notices; the check reconnects instead.",
        "После перезапуска базы или обрыва простаивающих соединений воркеры отвечают ошибкой, пока не заметят разрыв; с проверкой соединение просто откроется заново.",
    ),
    how: text(
        "Set CONN_HEALTH_CHECKS to True beside CONN_MAX_AGE.",
        "Рядом с CONN_MAX_AGE задайте CONN_HEALTH_CHECKS = True.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': 600}}"),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'CONN_MAX_AGE': None}}"),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': 600, 'CONN_HEALTH_CHECKS': True}}",
        ),
        irrelevant("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}"),
        irrelevant(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': 60}}",
        )
        .with(&[("Procfile", "web: daphne config.asgi:application\n")]),
        undecided("from .other import DATABASES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    // A server that runs asynchronously must not keep them at all, which is told.
    if project.async_server().is_some() {
        return Ok(not_applicable());
    }
    let databases = project.databases()?;
    worst(databases.iter().map(one))
}

fn one(database: &Database) -> Verdict {
    let age = database.age()?;
    if *age == Age::Seconds(0) || *age == Age::Unfit || !database.engine()?.is_networked() {
        return Ok(not_applicable());
    }
    // Nor do they go with a pool.
    if database.truthy(&["OPTIONS", "pool"])?.is_some_and(|pool| *pool) {
        return Ok(not_applicable());
    }
    let checks = database.truthy(&["CONN_HEALTH_CHECKS"])?;
    if let Some(checks) = checks.filter(|checks| **checks) {
        return Ok(pass().at(&checks));
    }
    let shown = database.shown(&["CONN_HEALTH_CHECKS"]);
    let alias = &database.alias;
    Ok(attention(text! {
        en: "Connections to the database {alias:?} are kept, and CONN_HEALTH_CHECKS is off.",
        ru: "Соединения с базой {alias:?} сохраняются, а CONN_HEALTH_CHECKS выключен.",
    })
    .at(&age)
    .fix(Applicability::Safe, Where::Module, format!("{shown} = True")))
}
