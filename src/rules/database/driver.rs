//! The driver that the engine needs is required.

use crate::django::Version;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Database, Engine, Project};
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.driver",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/",
    title: text("The database driver is in the requirements", "Драйвер базы данных указан в зависимостях"),
    why: text(
        "Without the driver Django stops at start with \"Error loading … module\", on the server first: on the developer's machine it is usually installed by hand.",
        "Без драйвера Django падает при запуске с «Error loading … module», причём именно на сервере: на машине разработчика он обычно уже стоит.",
    ),
    how: text(
        "Add the driver to the production requirements.",
        "Добавьте драйвер в зависимости для продакшена.",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app'}}")
            .with(&[("requirements.txt", "Django==5.2.1\n")]),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app'}}")
            .with(&[("requirements.txt", "Django==4.1.13\npsycopg[binary]==3.1.8\n")])
            .django(4, 1),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app'}}")
            .with(&[("requirements.txt", "Django==5.2.1\npsycopg[binary]==3.2.3\n")]),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'NAME': 'app'}}")
            .with(&[("requirements.txt", "Django==5.2.1\nmysqlclient==2.2.4\n")]),
        undecided("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app'}}"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(|database| one(project, database)))
}

fn one(project: &Project, database: &Database) -> Verdict {
    let engine = database.engine()?;
    let version = project.django.version;
    let (drivers, offered): (&[&str], &str) = match *engine {
        // Since 4.2 both generations of psycopg will do, before only the second.
        Engine::Postgres if version >= Version::new(4, 2) => (
            &["psycopg", "psycopg2", "psycopg2-binary", "psycopg-binary", "psycopg-c", "psycopg2cffi"],
            "psycopg[binary]",
        ),
        Engine::Postgres => (&["psycopg2", "psycopg2-binary", "psycopg2cffi"], "psycopg2"),
        Engine::MySql => (&["mysqlclient", "pymysql", "mysql-connector-python"], "mysqlclient"),
        Engine::Oracle => (&["oracledb", "cx-oracle"], "oracledb"),
        Engine::Sqlite | Engine::Dummy | Engine::Other => return Ok(not_applicable()),
    };
    if let Some(found) = project.any_package(drivers)? {
        return Ok(pass().at_place(Some(found.place)));
    }
    let server = engine.name();
    if *engine == Engine::Postgres
        && let Some(newer) = project.package("psycopg")?
    {
        return Ok(fail(text! {
            en: "The requirements have psycopg 3, which Django {version} cannot use: it needs psycopg2.",
            ru: "В зависимостях psycopg 3, но Django {version} с ним работать не умеет: нужен psycopg2.",
        })
        .at_place(Some(newer.place))
        .related(engine.place)
        .fix(Applicability::DisplayOnly, Where::Requirement(newer.place), offered));
    }
    let list = drivers.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    Ok(fail(text! {
        en: "The engine is {server}, and none of its drivers ({list}) is in the requirements.",
        ru: "Движок — {server}, но ни одного его драйвера ({list}) в зависимостях нет.",
    })
    .at(&engine)
    .fix(Applicability::DisplayOnly, Where::Requirements, offered))
}
