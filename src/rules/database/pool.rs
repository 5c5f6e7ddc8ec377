//! A connection pool has what it needs, and nothing that contradicts it.

use crate::django::Version;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Age, Database, Engine, Project};
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.pool",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/databases/#postgresql-pool",
    title: text("The connection pool can work", "Пул соединений сможет работать"),
    why: text(
        "Django's pool needs psycopg 3 with psycopg_pool, and refuses to start beside persistent connections: the first query ends in ImproperlyConfigured.",
        "Пулу Django нужен psycopg 3 с psycopg_pool, а с постоянными соединениями он несовместим: первый же запрос закончится ImproperlyConfigured.",
    ),
    how: text(
        "Set CONN_MAX_AGE to 0 and require psycopg[pool].",
        "Задайте CONN_MAX_AGE = 0 и добавьте в зависимости psycopg[pool].",
    ),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'CONN_MAX_AGE': 60, 'OPTIONS': {'pool': True}}}")
            .with(&[("requirements.txt", "Django==5.2.1\npsycopg[pool]==3.2.3\n")]),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'OPTIONS': {'pool': True}}}")
            .with(&[("requirements.txt", "Django==5.2.1\npsycopg2==2.9.9\n")]),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'OPTIONS': {'pool': True}}}").django(4, 2),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'OPTIONS': {'pool': {'max_size': 4}}}}")
            .with(&[("requirements.txt", "Django==5.2.1\npsycopg[binary,pool]==3.2.3\n")]),
        undecided("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'OPTIONS': {'pool': True}}}"),
        irrelevant("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(|database| one(project, database)))
}

fn one(project: &Project, database: &Database) -> Verdict {
    let Some(pool) = database.truthy(&["OPTIONS", "pool"])?.filter(|pool| **pool) else {
        return Ok(not_applicable());
    };
    let engine = database.engine()?;
    let first = match *engine {
        Engine::Postgres => Version::new(5, 1),
        Engine::Oracle => Version::new(5, 2),
        _ => return Ok(not_applicable()),
    };
    let version = project.django.version;
    let alias = &database.alias;
    if version < first {
        return Ok(fail(text! {
            en: "The database {alias:?} asks for a pool, which Django {version} hands on to the driver as an unknown option; pools came with Django {first}.",
            ru: "Для базы {alias:?} включён пул, но Django {version} передаст его драйверу как неизвестный параметр: пулы появились в Django {first}.",
        })
        .at(&pool));
    }
    let age = database.age()?;
    if *age != Age::Seconds(0) {
        return Ok(fail(text! {
            en: "The database {alias:?} has both a pool and CONN_MAX_AGE other than 0, and Django refuses the pair.",
            ru: "У базы {alias:?} заданы и пул, и ненулевой CONN_MAX_AGE, а вместе Django их не принимает.",
        })
        .at(&age)
        .related(pool.place)
        .fix(Applicability::Safe, Where::Module, format!("{} = 0", database.shown(&["CONN_MAX_AGE"]))));
    }
    if *engine != Engine::Postgres {
        return Ok(pass().at(&pool));
    }
    let newer = project.package("psycopg")?;
    let extra = project.package("psycopg-pool")?;
    match (newer, extra) {
        (Some(psycopg), None) if !psycopg.extras.iter().any(|extra| extra == "pool" || extra == "all") => Ok(fail(text! {
            en: "The database {alias:?} has a pool, and psycopg is required without its extra \"pool\".",
            ru: "У базы {alias:?} есть пул, но psycopg указан без дополнения «pool».",
        })
        .at_place(Some(psycopg.place))
        .related(pool.place)),
        (None, _) => Ok(fail(text! {
            en: "The database {alias:?} has a pool, and psycopg 3 is not in the requirements; psycopg2 has no pool that Django could use.",
            ru: "У базы {alias:?} есть пул, но psycopg 3 в зависимостях нет, а psycopg2 для пула Django не годится.",
        })
        .at(&pool)
        .fix(Applicability::DisplayOnly, Where::Requirements, "psycopg[binary,pool]")),
        _ => Ok(pass().at(&pool)),
    }
}
