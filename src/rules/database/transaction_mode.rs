//! SQLite's `transaction_mode` is one that this Django takes.

use crate::django::Version;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Database, Engine, Project};
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.transaction-mode",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/#sqlite-transaction-behavior",
    title: text("SQLite's transaction mode is valid", "Режим транзакций SQLite задан верно"),
    why: text(
        "Django knows DEFERRED, IMMEDIATE and EXCLUSIVE; anything else stops it at the first query.",
        "Django знает DEFERRED, IMMEDIATE и EXCLUSIVE; при любом другом значении он падает на первом же запросе.",
    ),
    how: text(
        "Write \"IMMEDIATE\", which also spares most \"database is locked\" errors; below Django 5.1, remove the key.",
        "Укажите \"IMMEDIATE\": заодно исчезнет большинство ошибок «database is locked». До Django 5.1 уберите этот ключ.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'OPTIONS': {'transaction_mode': 'WAL'}}}"),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'OPTIONS': {'transaction_mode': 'IMMEDIATE'}}}").django(5, 0),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'OPTIONS': {'transaction_mode': 'IMMEDIATE'}}}"),
        irrelevant("DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'OPTIONS': {'timeout': 20}}}"),
        undecided("from .other import DATABASES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(|database| one(project, database)))
}

fn one(project: &Project, database: &Database) -> Verdict {
    let Some(mode) = database.text(&["OPTIONS", "transaction_mode"])? else { return Ok(not_applicable()) };
    if *database.engine()? != Engine::Sqlite {
        return Ok(not_applicable());
    }
    let version = project.django.version;
    if version < Version::new(5, 1) {
        return Ok(fail(text! {
            en: "Django {version} does not know transaction_mode and hands it to sqlite3, which refuses it; it came with Django 5.1.",
            ru: "Django {version} не знает transaction_mode и передаёт его в sqlite3, который его не примет; параметр появился в Django 5.1.",
        })
        .at(&mode));
    }
    let written = &*mode.value;
    if matches!(written.to_ascii_uppercase().as_str(), "DEFERRED" | "IMMEDIATE" | "EXCLUSIVE") {
        return Ok(pass().at(&mode));
    }
    let shown = database.shown(&["OPTIONS", "transaction_mode"]);
    Ok(fail(text! { en: "{shown} is {written:?}, which Django does not take.", ru: "{shown} = {written:?}: Django такого не принимает." }).at(&mode).fix(
        Applicability::Unsafe,
        Where::Module,
        format!("{shown} = \"IMMEDIATE\""),
    ))
}
