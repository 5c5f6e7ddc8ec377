//! `ENGINE` names a backend that this Django has.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Database, Project};
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.engine-name",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#engine",
    title: text("ENGINE names an existing backend", "ENGINE указывает на существующий бэкенд"),
    why: text(
        "Django imports the backend when it first touches the database; a name that is not there stops the site with ImproperlyConfigured.",
        "Django импортирует бэкенд при первом обращении к базе; с несуществующим именем сайт остановится на ImproperlyConfigured.",
    ),
    how: text("Write the backend's present name.", "Укажите действующее имя бэкенда."),
    examples: &[
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgres', 'NAME': 'app'}}"),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql_psycopg2', 'NAME': 'app'}}",
        ),
        passes("DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'NAME': 'app'}}"),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django_prometheus.db.backends.postgresql', 'NAME': 'app'}}",
        ),
        undecided("from .other import DATABASES"),
    ],
    check,
};

/// The name before 1.9 is still understood: `load_backend` puts the new one in its place.
const PLAIN: &[&str] = &["postgresql", "postgresql_psycopg2", "mysql", "sqlite3", "oracle", "dummy"];
const SPATIAL: &[&str] = &["postgis", "mysql", "oracle", "spatialite"];

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(|database| one(project, database)))
}

fn one(project: &Project, database: &Database) -> Verdict {
    let backend = database.backend()?;
    let (root, names, word) = if let Some(word) = backend.strip_prefix("django.db.backends.") {
        ("django.db.backends", PLAIN, word)
    } else if let Some(word) = backend.strip_prefix("django.contrib.gis.db.backends.") {
        ("django.contrib.gis.db.backends", SPATIAL, word)
    } else {
        return Ok(if backend.is_empty() { not_applicable() } else { pass().at(&backend) });
    };
    // A module below, `django.db.backends.postgresql.base`, is no backend either, and somebody's own choice.
    if names.contains(&word) || word.contains('.') {
        return Ok(pass().at(&backend));
    }
    let shown = database.shown(&["ENGINE"]);
    let (name, version) = (&*backend.value, project.django.version);
    let message = text! {
        en: "{shown} is {name:?}, which Django {version} does not have.",
        ru: "{shown} = {name:?}: такого бэкенда в Django {version} нет.",
    };
    let right = match word {
        "postgres" | "psycopg2" | "postgresql_psycopg" => Some("postgresql"),
        "sqlite" => Some("sqlite3"),
        "postgresql" if names == SPATIAL => Some("postgis"),
        _ => None,
    };
    let outcome = fail(message).at(&backend);
    Ok(match right {
        Some(right) => {
            outcome.fix(Applicability::Safe, Where::Module, format!("{shown} = \"{root}.{right}\""))
        }
        None => outcome,
    })
}
