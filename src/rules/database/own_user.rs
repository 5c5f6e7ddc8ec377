//! The site does not connect as the server's administrator.

use crate::model::{Item, Severity, text};
use crate::project::{Database, Project};
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.own-user",
    item: Item::Database,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/",
    title: text("The site has a database user of its own", "У сайта свой пользователь базы данных"),
    why: text(
        "The administrator may read every database of the server and run programs on it, so one SQL injection costs everything rather than one site's tables.",
        "Администратору доступны все базы сервера и запуск программ на нём, поэтому одна SQL-инъекция обойдётся не в таблицы сайта, а во всё сразу.",
    ),
    how: text(
        "Create a user that owns this database only, and connect with it.",
        "Создайте пользователя, которому принадлежит только эта база, и подключайтесь под ним.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'USER': 'postgres'}}"),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'USER': 'root'}}"),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'USER': 'shop'}}"),
        undecided(
            "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'USER': os.environ['DB_USER']}}",
        ),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(one))
}

fn one(database: &Database) -> Verdict {
    let engine = database.engine()?;
    if !engine.is_networked() {
        return Ok(not_applicable());
    }
    let Some(user) = database.text(&["USER"])? else { return Ok(not_applicable()) };
    let name = &*user.value;
    if !matches!(name, "postgres" | "root" | "sys" | "system" | "SYS" | "SYSTEM" | "rdsadmin") {
        return Ok(if name.is_empty() { not_applicable() } else { pass().at(&user) });
    }
    let (alias, server) = (&database.alias, engine.name());
    Ok(attention(text! {
        en: "The site connects to the database {alias:?} as {name:?}, {server}'s administrator.",
        ru: "К базе {alias:?} сайт подключается под именем {name:?} — это администратор {server}.",
    })
    .at(&user))
}
