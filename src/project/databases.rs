//! `DATABASES`, alias by alias.

use std::rc::Rc;

use super::Project;
use super::fact::{Fact, Known};
use super::settings::Settings;
use crate::python::{Kind, Value};
use crate::source::Place;

/// What kind of server an `ENGINE` talks to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Postgres,
    MySql,
    Oracle,
    Sqlite,
    /// Answers every query with an error: what Django takes where nothing is set.
    Dummy,
    Other,
}

impl Engine {
    /// The kind behind a dotted path, wrappers such as django-prometheus's included.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let lower = path.to_ascii_lowercase();
        let names = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        if names(&["postg", "psql", "timescale"]) {
            Self::Postgres
        } else if names(&["mysql", "mariadb"]) {
            Self::MySql
        } else if names(&["sqlite", "spatialite"]) {
            Self::Sqlite
        } else if lower.contains("oracle") {
            Self::Oracle
        } else if lower == "django.db.backends.dummy" {
            Self::Dummy
        } else {
            Self::Other
        }
    }

    /// Whether each connection is made over a socket to a server.
    #[must_use]
    pub const fn is_networked(self) -> bool {
        matches!(self, Self::Postgres | Self::MySql | Self::Oracle)
    }

    /// The server's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgres => "PostgreSQL",
            Self::MySql => "MySQL",
            Self::Oracle => "Oracle",
            Self::Sqlite => "SQLite",
            Self::Dummy => "dummy",
            Self::Other => "?",
        }
    }
}

/// One alias of `DATABASES`.
#[derive(Debug, Clone)]
pub struct Database<'project> {
    settings: &'project Settings,
    pub alias: Rc<str>,
    pub place: Option<Place>,
}

impl Project {
    /// The databases; empty where none is set.
    pub fn databases(&self) -> Fact<Vec<Database<'_>>> {
        let entries = self.settings.entries("DATABASES", &[])?;
        Ok(entries
            .into_iter()
            .map(|(alias, value)| Database { settings: &self.settings, alias, place: value.place })
            .collect())
    }
}

impl Project {
    /// The file of SQLite that settings of the project keep below its folder: what is
    /// copied as a whole brings it along.
    #[must_use]
    pub fn local_database(&self) -> Option<String> {
        self.entries.iter().find_map(|entry| {
            let default = entry.module.settings.get("DATABASES")?.value.key("default")?;
            let is_sqlite = default.key("ENGINE")?.as_str()?.ends_with("sqlite3");
            let path = super::path_of(default.key("NAME")?)?;
            let below = path.strip_prefix("<ROOT>/").filter(|_| is_sqlite)?;
            (!below.contains("..")).then(|| below.to_owned())
        })
    }
}

impl Database<'_> {
    /// The dotted path of the backend; the dummy one where it is not set, as in Django.
    pub fn backend(&self) -> Fact<Known<Rc<str>>> {
        let found = self.at(&["ENGINE"])?.filter(|found| found.value.truthy() != Some(false));
        Ok(match found {
            Some(found) => {
                let path: Rc<str> = found.value.as_str().unwrap_or("").into();
                found.with(path)
            }
            None => {
                let whole = self.at(&[])?;
                let dummy: Rc<str> = "django.db.backends.dummy".into();
                match whole {
                    Some(whole) => whole.with(dummy),
                    None => Known {
                        name: "DATABASES".into(),
                        value: dummy,
                        origin: super::Origin::Default,
                        place: None,
                    },
                }
            }
        })
    }

    /// What kind of server it is.
    pub fn engine(&self) -> Fact<Known<Engine>> {
        let backend = self.backend()?;
        Ok(backend.with(Engine::of(&backend.value)))
    }

    /// A value below this alias: `at(&["OPTIONS", "pool"])`.
    pub fn at(&self, keys: &[&str]) -> Fact<Option<Known<Value>>> {
        self.settings.path("DATABASES", &self.path(keys))
    }

    /// A text below this alias; none where it is absent or no text.
    pub fn text(&self, keys: &[&str]) -> Fact<Option<Known<Rc<str>>>> {
        self.settings.text_at("DATABASES", &self.path(keys))
    }

    /// Python's truth value below this alias; none where it is absent.
    pub fn truthy(&self, keys: &[&str]) -> Fact<Option<Known<bool>>> {
        self.settings.truthy_at("DATABASES", &self.path(keys))
    }

    /// How long a connection is kept, in seconds. Not set is 0, as in Django.
    pub fn age(&self) -> Fact<Known<Age>> {
        let Some(found) = self.at(&["CONN_MAX_AGE"])? else {
            let engine = self.backend()?;
            return Ok(Known {
                name: "CONN_MAX_AGE".into(),
                value: Age::Seconds(0),
                origin: super::Origin::Default,
                place: self.place.or(engine.place),
            });
        };
        let age = match &found.value.kind {
            Kind::None => Age::Forever,
            Kind::Int(seconds) => Age::Seconds(*seconds),
            Kind::Float(seconds) => Age::Seconds(*seconds as i128),
            Kind::Bool(value) => Age::Seconds(i128::from(*value)),
            _ => Age::Unfit,
        };
        Ok(found.with(age))
    }

    /// `DATABASES["default"]`, and what follows it.
    #[must_use]
    pub fn shown(&self, keys: &[&str]) -> String {
        self.path(keys).iter().fold("DATABASES".to_owned(), |shown, key| format!("{shown}[{key:?}]"))
    }

    fn path<'key>(&'key self, keys: &[&'key str]) -> Vec<&'key str> {
        std::iter::once(&*self.alias).chain(keys.iter().copied()).collect()
    }
}

/// A value of `CONN_MAX_AGE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    Seconds(i128),
    /// `None`: until the process ends.
    Forever,
    /// Neither a number nor `None`.
    Unfit,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_are_seen_through() {
        for (path, engine) in [
            ("django.db.backends.postgresql", Engine::Postgres),
            ("django.contrib.gis.db.backends.postgis", Engine::Postgres),
            ("django_prometheus.db.backends.mysql", Engine::MySql),
            ("django_tenants.postgresql_backend", Engine::Postgres),
            ("django.contrib.gis.db.backends.spatialite", Engine::Sqlite),
            ("django.db.backends.dummy", Engine::Dummy),
            ("mssql", Engine::Other),
        ] {
            assert_eq!(Engine::of(path), engine, "{path}");
        }
    }
}
