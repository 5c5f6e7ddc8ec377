//! MySQL refuses values that do not fit rather than cutting them.

use crate::model::{Item, Severity, text};
use crate::project::{Database, Engine, Project};
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.strict-mode",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["mysql.W002"],
    docs: "ref/databases/#mysql-sql-mode",
    title: text("MySQL runs in strict mode", "MySQL работает в строгом режиме"),
    why: text(
        "Without strict mode MySQL cuts texts and numbers that do not fit and stores the rest, with a warning that nobody reads.",
        "Без строгого режима MySQL обрезает строки и числа, которые не помещаются, и сохраняет остаток, а предупреждение никто не читает.",
    ),
    how: text(
        "Take the sql_mode out of the settings (strict is MySQL's own default), or name STRICT_TRANS_TABLES in it.",
        "Уберите sql_mode из настроек (строгий режим в MySQL включён по умолчанию) или добавьте в него STRICT_TRANS_TABLES.",
    ),
    examples: &[
        fails(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'init_command': \"SET sql_mode=''\"}}}",
        ),
        fails(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'sql_mode': 'NO_ENGINE_SUBSTITUTION'}}}",
        ),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'init_command': \"SET sql_mode='STRICT_TRANS_TABLES'\"}}}",
        ),
        irrelevant(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'init_command': 'SET NAMES utf8mb4'}}}",
        ),
        undecided("from .other import DATABASES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(one))
}

fn one(database: &Database) -> Verdict {
    let command = database
        .text(&["OPTIONS", "init_command"])?
        .filter(|command| command.value.to_ascii_lowercase().contains("sql_mode"));
    let Some(mode) = database.text(&["OPTIONS", "sql_mode"])?.or(command) else {
        return Ok(not_applicable());
    };
    if *database.engine()? != Engine::MySql {
        return Ok(not_applicable());
    }
    let upper = mode.value.to_ascii_uppercase();
    // `TRADITIONAL` and a server's own mode (`@@sql_mode`) may be strict.
    if ["STRICT_TRANS_TABLES", "STRICT_ALL_TABLES", "TRADITIONAL", "@@"]
        .iter()
        .any(|word| upper.contains(word))
    {
        return Ok(pass().at(&mode));
    }
    let alias = &database.alias;
    Ok(fail(text! {
        en: "The database {alias:?} sets an sql_mode without STRICT_TRANS_TABLES.",
        ru: "Для базы {alias:?} задан sql_mode без STRICT_TRANS_TABLES.",
    })
    .at(&mode))
}
