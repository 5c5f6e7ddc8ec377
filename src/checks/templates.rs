//! `templates.*` as far as `TEMPLATES` itself decides them.

use super::read::decide;
use super::{Check, error, warning};
use crate::project::{Fact, Project, Undecided};
use crate::python::{Kind, Value};

pub(super) const CHECKS: &[Check] = &[
    // Where template engines are made during the checks, Django does not get as
    // far as this message: see `startup`.
    error("templates.E001", |project| {
        decide(&project.settings, "TEMPLATES", |value| {
            let mut found = false;
            for engine in engines(value) {
                found |= has_loaders_and_app_dirs(engine)?;
            }
            Ok(usize::from(found))
        })
    })
    .until(5, 1),
    error("templates.E002", |project| {
        decide(&project.settings, "TEMPLATES", |value| {
            let mut count = 0;
            for engine in engines(value) {
                let option = engine.key("OPTIONS").and_then(|options| options.key("string_if_invalid"));
                count += match option.map(|value| &value.kind) {
                    None | Some(Kind::Str(_)) => 0,
                    Some(Kind::Unknown(_) | Kind::Maybe(_)) => {
                        return Err(Undecided::hole("TEMPLATES", engine));
                    }
                    Some(_) => 1,
                };
            }
            Ok(count)
        })
    }),
    warning("templates.E003", same_tags).since(4, 1).until(5, 1),
    warning("templates.W003", same_tags).since(5, 1),
];

/// Modules of template tags that Django and its apps bring.
const TAGS: &[(&str, &str)] = &[
    ("", "cache i18n l10n static tz"),
    ("admin", "admin_list admin_modify admin_urls base log"),
    ("flatpages", "flatpages"),
    ("humanize", "humanize"),
];

/// Names of tag libraries that a module of Django's has already; those of other
/// apps are not known.
fn same_tags(project: &Project) -> Fact<usize> {
    let mut taken: Vec<(&str, String)> = Vec::new();
    for (app, names) in TAGS {
        let package = match *app {
            "" => "django".to_owned(),
            app => format!("django.contrib.{app}"),
        };
        if app.is_empty() || super::read::app(project, &package)? {
            taken.extend(names.split(' ').map(|name| (name, format!("{package}.templatetags.{name}"))));
        }
    }
    decide(&project.settings, "TEMPLATES", |value| {
        let mut count = 0;
        for engine in engines(value) {
            let Some(libraries) = engine.key("OPTIONS").and_then(|options| options.key("libraries")) else {
                continue;
            };
            let Kind::Dict(pairs) = &libraries.kind else { continue };
            count += pairs
                .iter()
                .filter(|(name, module)| {
                    taken.iter().any(|(tag, own)| {
                        name.as_str() == Some(tag) && module.as_str().is_some_and(|module| module != own)
                    })
                })
                .count();
        }
        Ok(count)
    })
}

/// The entries of `TEMPLATES`.
pub(super) fn engines(value: &Value) -> &[Value] {
    value.items().unwrap_or_default()
}

/// An engine that has both is refused.
pub(super) fn has_loaders_and_app_dirs(engine: &Value) -> Fact<bool> {
    let has_loaders = engine.key("OPTIONS").and_then(|options| options.key("loaders")).is_some();
    let Some(app_dirs) = engine.key("APP_DIRS").filter(|_| has_loaders) else { return Ok(false) };
    app_dirs.truthy().ok_or_else(|| Undecided::hole("TEMPLATES", app_dirs))
}

/// Whether making the engine is refused: `None` stands for no loaders there.
pub(super) fn is_refused(engine: &Value) -> Fact<bool> {
    let loaders = engine.key("OPTIONS").and_then(|options| options.key("loaders"));
    Ok(loaders.is_some_and(|loaders| loaders.kind != Kind::None) && has_loaders_and_app_dirs(engine)?)
}

/// Whether running the checks makes the template engines: since 5.1 always,
/// before that only the admin's checks do.
pub(super) fn makes_engines(project: &Project) -> Fact<bool> {
    if project.django.version.at_least(5, 1) {
        return Ok(true);
    }
    super::read::app(project, "django.contrib.admin")
}
