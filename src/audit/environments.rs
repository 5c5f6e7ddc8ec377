//! What the environments have in common and in what they differ, and what was taken
//! to hold of the server.

use indexmap::{IndexMap, IndexSet};

use super::settings::{Masking, origin_of};
use super::shown::shown;
use crate::django;
use crate::model::{
    AssumedReport, CellState, Difference, DifferenceCell, EnvironmentFile, Origin, SettingRole, SharedSecret,
};
use crate::project::{EntryModule, Project, Settings, environment_lines};
use crate::python::{Kind, Reason, Value};
use crate::source::{FileId, FileKind, sort_by};

/// Items of sets that are compared whatever their order.
const MAX_UNORDERED: usize = 200;

/// The entry modules in the order of the report.
fn entries(project: &Project) -> Vec<&EntryModule> {
    let mut all: Vec<&EntryModule> = project.entries.iter().collect();
    sort_by(&mut all, |a, b| project.tree.file(a.file).path.cmp(&project.tree.file(b.file).path));
    all
}

/// What Django gives where the judged settings set nothing.
pub(super) fn defaults(project: &Project) -> IndexMap<String, String> {
    let Some(module) = project.settings.module() else { return IndexMap::new() };
    django::settings::names(project.django.version)
        .filter(|name| !module.settings.contains_key(*name))
        .filter_map(|name| {
            let default = project.settings.default(name).ok()??;
            Some((name.to_owned(), shown(&default.value)))
        })
        .collect()
}

/// A setting in one environment, before it is shown.
struct Found {
    state: CellState,
    value: Option<Value>,
}

/// The settings that are not the same in all environments.
pub(super) fn differences(project: &Project, show_values: bool) -> Vec<Difference> {
    let entries = entries(project);
    if entries.len() < 2 {
        return Vec::new();
    }
    let view = Masking { project, show_values };
    let settings: Vec<Settings> = entries
        .iter()
        .map(|entry| Settings::new(Some(entry.module.clone()), project.django.version))
        .collect();
    let names: IndexSet<&str> =
        entries.iter().flat_map(|entry| entry.module.settings.keys()).map(|name| &**name).collect();
    let mut all: Vec<Difference> = names
        .into_iter()
        .filter_map(|name| {
            let found: Vec<Found> = settings.iter().map(|settings| effective(settings, name)).collect();
            let same_as: Vec<usize> = (0..found.len())
                .map(|at| (0..at).find(|&before| is_same(&found[before], &found[at])).unwrap_or(at))
                .collect();
            if same_as.iter().all(|&first| first == 0) {
                return None;
            }
            let cells = found
                .into_iter()
                .zip(same_as)
                .map(|(Found { state, value }, same_as)| {
                    let masked = value.as_ref().map(|value| view.of(name, value));
                    DifferenceCell {
                        state,
                        shown: masked.as_ref().map_or_else(String::new, shown),
                        masked: masked != value,
                        same_as,
                    }
                })
                .collect();
            Some(Difference { setting: name.to_owned(), cells })
        })
        .collect();
    sort_by(&mut all, |a, b| a.setting.cmp(&b.setting));
    all
}

/// What a setting is under these settings.
fn effective(settings: &Settings, name: &str) -> Found {
    if let Some(binding) = settings.binding(name)
        && binding.value.kind != Kind::Absent
    {
        let state = match binding.value.first_hole().map(|hole| &hole.kind) {
            None => CellState::Known,
            Some(Kind::Maybe(maybe)) if !maybe.variables.is_empty() => CellState::Environment,
            Some(Kind::Unknown(unknown)) if !unknown.variables.is_empty() => CellState::Environment,
            Some(_) => CellState::Unknown,
        };
        return Found { state, value: Some(binding.value.clone()) };
    }
    if settings.is_set(name).is_err() {
        return Found { state: CellState::Unknown, value: None };
    }
    match settings.default(name) {
        Ok(Some(default)) => Found { state: CellState::Default, value: Some(default.value) },
        Ok(None) => Found { state: CellState::Absent, value: None },
        Err(_) => Found { state: CellState::Unknown, value: None },
    }
}

fn is_same(one: &Found, other: &Found) -> bool {
    match (&one.value, &other.value) {
        (Some(one), Some(other)) => same(one, other),
        // What is not known is not known to be the same.
        (None, None) => one.state == other.state && one.state != CellState::Unknown,
        _ => false,
    }
}

/// Whether two values are one and the same, wherever they were written. What is not
/// known is the same where it comes from one variable or one place.
fn same(one: &Value, other: &Value) -> bool {
    let all =
        |a: &[Value], b: &[Value]| a.len() == b.len() && a.iter().zip(b).all(|(one, other)| same(one, other));
    match (&one.kind, &other.kind) {
        (Kind::List(a), Kind::List(b)) | (Kind::Tuple(a), Kind::Tuple(b)) => all(a, b),
        (Kind::Set(a), Kind::Set(b)) => {
            let few = a.len() <= MAX_UNORDERED;
            all(a, b)
                || few && a.len() == b.len() && a.iter().all(|one| b.iter().any(|other| same(one, other)))
        }
        (Kind::Dict(a), Kind::Dict(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(one, other)| same(&one.0, &other.0) && same(&one.1, &other.1))
        }
        (Kind::Unknown(a), Kind::Unknown(b)) => {
            a.reason == b.reason
                && a.variables == b.variables
                && (a.place == b.place || a.reason == Reason::Environment && !a.variables.is_empty())
        }
        (Kind::Maybe(a), Kind::Maybe(b)) => {
            let usual = match (&a.usual, &b.usual) {
                (Some(one), Some(other)) => same(one, other),
                (one, other) => one.is_none() && other.is_none(),
            };
            usual
                && a.variables == b.variables
                && a.open.is_some() == b.open.is_some()
                && (!a.variables.is_empty() || a.because.place == b.because.place)
                && all(&a.others, &b.others)
        }
        (a, b) => a == b,
    }
}

/// Secrets written into the files of several environments that run: what they are
/// all made from does not count, for it runs nowhere by itself.
pub(super) fn shared_secrets(project: &Project) -> Vec<SharedSecret> {
    struct Secret {
        setting: String,
        text: String,
        uses: Vec<(String, Origin)>,
    }
    let mut found: Vec<Secret> = Vec::new();
    let running = entries(project).into_iter().filter(|entry| entry.role != SettingRole::Base);
    for entry in running {
        let key = entry.module.settings.get("SECRET_KEY").and_then(|binding| {
            let text = binding.value.as_str().filter(|text| !text.is_empty())?;
            Some(("SECRET_KEY".to_owned(), text.to_owned(), binding.value.place?))
        });
        let credentials = project.credentials_of(&entry.module).into_iter();
        let credentials =
            credentials.map(|credential| (credential.shown, credential.text.to_string(), credential.place));
        for (setting, text, place) in key.into_iter().chain(credentials) {
            let used = (project.tree.file(entry.file).path.clone(), origin_of(project, place));
            match found.iter_mut().find(|known| known.setting == setting && known.text == text) {
                Some(known) => known.uses.push(used),
                None => found.push(Secret { setting, text, uses: vec![used] }),
            }
        }
    }
    let mut shared: Vec<SharedSecret> = found
        .into_iter()
        .filter(|secret| secret.uses.len() > 1)
        .map(|secret| {
            let (files, mut origins): (Vec<String>, Vec<Origin>) = secret.uses.into_iter().unzip();
            origins.dedup();
            SharedSecret { setting: secret.setting, files, origins }
        })
        .collect();
    sort_by(&mut shared, |a, b| a.setting.cmp(&b.setting));
    shared
}

/// The `.env` files, and whether the settings read them.
pub(super) fn files(project: &Project) -> Vec<EnvironmentFile> {
    let is_read = |id: FileId| project.entries.iter().any(|entry| entry.module.opened.contains(&id));
    project
        .tree
        .iter()
        .filter(|(id, file)| project.kind_of(*id) == FileKind::Env && !is_sample(file.name()))
        .map(|(id, file)| EnvironmentFile {
            file: file.path.clone(),
            read: is_read(id),
            names: environment_lines(&project.tree, &file.text)
                .into_iter()
                .map(|(name, _)| name)
                .filter(|name| is_name(name))
                .collect(),
        })
        .collect()
}

/// Whether it is surely the name of a variable: a line of a key that spans several
/// may look like one too, and is part of a secret.
fn is_name(name: &str) -> bool {
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a file shows what a `.env` looks like, rather than being one.
fn is_sample(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["example", "sample", "template", "dist"].iter().any(|word| lower.contains(word))
}

/// What was taken to hold of the server's environment, without the values.
pub(super) fn assumed(project: &Project) -> AssumedReport {
    let assumed = &project.assumed;
    AssumedReport {
        given: assumed.values.keys().filter(|name| is_name(name)).cloned().collect(),
        unset: assumed.unset.iter().cloned().collect(),
        closed: assumed.closed,
        file: assumed.file.clone(),
    }
}
