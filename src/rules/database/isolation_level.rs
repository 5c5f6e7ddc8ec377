//! MySQL's isolation level is one that Django takes.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Database, Engine, Project};
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.isolation-level",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/#mysql-isolation-level",
    title: text("MySQL's isolation level is valid", "Уровень изоляции MySQL задан верно"),
    why: text(
        "Django checks the name when it connects: with another one the first query ends in ImproperlyConfigured.",
        "Django проверяет название при подключении: с другим первый же запрос закончится ImproperlyConfigured.",
    ),
    how: text(
        "Write one of read uncommitted, read committed, repeatable read, serializable.",
        "Укажите read uncommitted, read committed, repeatable read или serializable.",
    ),
    examples: &[
        fails(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'isolation_level': 'read_committed'}}}",
        ),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'isolation_level': 'READ COMMITTED'}}}",
        ),
        irrelevant("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql'}}"),
        undecided("from .other import DATABASES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(one))
}

fn one(database: &Database<'_>) -> Verdict {
    const LEVELS: &[&str] = &["read uncommitted", "read committed", "repeatable read", "serializable"];
    let Some(level) = database.text(&["OPTIONS", "isolation_level"])? else { return Ok(not_applicable()) };
    // PostgreSQL takes a constant of its driver there.
    if *database.engine()? != Engine::MySql || level.value.is_empty() {
        return Ok(not_applicable());
    }
    let written = &*level.value;
    if LEVELS.contains(&written.to_lowercase().as_str()) {
        return Ok(pass().at(&level));
    }
    let shown = database.shown(&["OPTIONS", "isolation_level"]);
    Ok(fail(text! { en: "{shown} is {written:?}, which Django does not take.", ru: "{shown} = {written:?}: Django такого не принимает." }).at(&level).fix(
        Applicability::Unsafe,
        Where::Module,
        format!("{shown} = \"read committed\""),
    ))
}
