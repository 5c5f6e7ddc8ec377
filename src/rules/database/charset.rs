//! MySQL takes every character, emoji included.

use crate::django::Version;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Database, Engine, Project};
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.charset",
    item: Item::Database,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/#mysql-notes",
    title: text("MySQL speaks utf8mb4", "MySQL работает с utf8mb4"),
    why: text(
        "MySQL's utf8 holds three bytes a character, so an emoji or a rare ideograph in a form ends in an error.",
        "utf8 в MySQL хранит не больше трёх байтов на символ, поэтому эмодзи или редкий иероглиф в форме приводит к ошибке.",
    ),
    how: text(
        "Set OPTIONS[\"charset\"] to utf8mb4, and see that the tables have it too.",
        "Задайте OPTIONS[\"charset\"] = \"utf8mb4\" и убедитесь, что таблицы созданы в той же кодировке.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'charset': 'utf8'}}}"),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql'}}").django(4, 2),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql'}}").django(5, 2),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'OPTIONS': {'charset': 'utf8mb4'}}}").django(4, 2),
        undecided("from .other import DATABASES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(|database| one(project, database)))
}

fn one(project: &Project, database: &Database) -> Verdict {
    let engine = database.engine()?;
    if *engine != Engine::MySql {
        return Ok(not_applicable());
    }
    let version = project.django.version;
    let charset = database.text(&["OPTIONS", "charset"])?;
    let message = match &charset {
        Some(charset) if charset.value.to_ascii_lowercase().starts_with("utf8mb4") => {
            return Ok(pass().at(charset));
        }
        Some(charset) => {
            let written = &*charset.value;
            text! { en: "The connection's charset is {written:?}.", ru: "Кодировка соединения — {written:?}." }
        }
        None => {
            let command = database.text(&["OPTIONS", "init_command"])?;
            let named = command.is_some_and(|command| command.value.to_ascii_lowercase().contains("utf8mb4"));
            let by_file = database.at(&["OPTIONS", "read_default_file"])?.is_some();
            // Django's own default since 5.2.
            if named || by_file || version >= Version::new(5, 2) {
                return Ok(pass().at(&engine));
            }
            text! {
                en: "OPTIONS[\"charset\"] is not set, and Django {version} then connects with utf8.",
                ru: "OPTIONS[\"charset\"] не задан, и Django {version} подключается в utf8.",
            }
        }
    };
    let snippet = if database.at(&["OPTIONS"])?.is_some() {
        format!("{} = \"utf8mb4\"", database.shown(&["OPTIONS", "charset"]))
    } else {
        format!("{} = {{\"charset\": \"utf8mb4\"}}", database.shown(&["OPTIONS"]))
    };
    let place = charset.map_or(engine.place, |charset| charset.place);
    Ok(attention(message).at_place(place).fix(Applicability::Unsafe, Where::Module, snippet))
}
