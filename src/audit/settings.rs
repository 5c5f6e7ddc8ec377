//! The effective settings of each entry module as JSON, and the environment
//! variables that they read.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::{Map, Number, Value as Json, json};

use super::deploy_check::{exits, letter};
use super::evidence::Lines;
use super::shown::shown;
use crate::model::{
    Environment, HistoryEntry, LimitHit, Origin, Predicted, PredictedCheck, SettingReport, SettingState,
    Variable,
};
use crate::project::{
    EntryModule, Project, Settings, Undecided, is_secret_name, limit_words, mask_value, mask_words,
};
use crate::python::library::text::float_text;
use crate::python::{Binding, Change, Event, Kind, Made, Reason, Unknown, Value};
use crate::source::{FileId, Place, sort_by};

pub(super) fn environments(project: &Project, show_values: bool) -> Vec<Environment> {
    let lines = Lines::new(project);
    let view = Masking { project, show_values };
    let path = |file: FileId| project.tree.file(file).path.clone();
    let mut all: Vec<Environment> = project
        .entries
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            let settings: IndexMap<String, SettingReport> = entry
                .module
                .settings
                .iter()
                .map(|(name, binding)| (name.to_string(), setting(&view, name, binding)))
                .collect();
            Environment {
                module: entry.name.clone(),
                file: project.tree.file(entry.file).path.clone(),
                role: entry.role,
                chosen: project.judged == Some(index),
                named_by: entry.named_by.iter().map(|file| path(*file)).collect(),
                imported_by: importers(project, entry),
                settings,
                predicted: predicted(project, entry, index, &lines, show_values),
            }
        })
        .collect();
    sort_by(&mut all, |a, b| a.file.cmp(&b.file));
    all
}

/// The files of the other entry modules that import this one.
fn importers(project: &Project, entry: &EntryModule) -> Vec<String> {
    let all = project.entries.iter().filter(|other| other.file != entry.file);
    let importers = all.filter(|other| other.module.files.contains(&entry.file));
    let mut paths: Vec<String> = importers.map(|other| project.tree.file(other.file).path.clone()).collect();
    sort_by(&mut paths, Ord::cmp);
    paths
}

/// How values are shown: in full, or without their secrets.
pub(super) struct Masking<'a> {
    pub(super) project: &'a Project,
    pub(super) show_values: bool,
}

impl Masking<'_> {
    /// The value of a setting as it may be shown.
    pub(super) fn of(&self, name: &str, value: &Value) -> Value {
        if self.show_values {
            return value.clone();
        }
        let masked = mask_value(name, value);
        if self.project.assumed.hides_nothing() { masked } else { self.without_given(&masked) }
    }

    /// The value without the secrets that a person gave.
    fn without_given(&self, value: &Value) -> Value {
        let hide = |text: &Rc<str>| self.project.assumed.hide(text).into();
        let all = |items: &[Value]| items.iter().map(|item| self.without_given(item)).collect();
        let kind = match &value.kind {
            Kind::Str(text) => Kind::Str(hide(text)),
            Kind::Path(text) => Kind::Path(hide(text)),
            Kind::Lazy(text) => Kind::Lazy(hide(text)),
            Kind::Regex(text, flags) => Kind::Regex(hide(text), *flags),
            Kind::Typed(class, text) => Kind::Typed(class, hide(text)),
            Kind::Decimal(text) => Kind::Decimal(hide(text)),
            Kind::Made(made) => Kind::Made(made.with(|item| self.without_given(item)).into()),
            Kind::Bytes(bytes) => {
                let text = String::from_utf8_lossy(bytes);
                let hidden = self.project.assumed.hide(&text);
                if hidden == text {
                    Kind::Bytes(bytes.clone())
                } else {
                    Kind::Bytes(hidden.as_bytes().into())
                }
            }
            Kind::Int(number) if self.project.assumed.hide(&number.to_string()) == "•••" => {
                Kind::Str("•••".into())
            }
            Kind::List(items) => Kind::List(all(items)),
            Kind::Tuple(items) => Kind::Tuple(all(items)),
            Kind::Set(items) => Kind::Set(all(items)),
            Kind::Dict(pairs) => Kind::Dict(
                pairs.iter().map(|(key, item)| (self.without_given(key), self.without_given(item))).collect(),
            ),
            Kind::Maybe(maybe) => {
                let mut hidden = (**maybe).clone();
                hidden.usual = hidden.usual.map(|usual| self.without_given(&usual));
                hidden.others = all(&hidden.others);
                Kind::Maybe(hidden.into())
            }
            other => other.clone(),
        };
        Value { kind, place: value.place }
    }
}

fn setting(view: &Masking<'_>, name: &str, binding: &Binding) -> SettingReport {
    let project = view.project;
    let masked = view.of(name, &binding.value);
    let origin = binding.history.last().map(|event| origin_of(project, event.place));
    let history = binding.history.iter().map(|event| step(view, name, event)).collect();
    let mut variables = BTreeSet::new();
    collect_variables(&binding.value, &mut variables);
    let hole = binding.value.first_hole();
    let (state, value, reason) = match hole {
        None if holds_object(&binding.value) => {
            let what = binding.value.type_name().to_owned();
            let reason = crate::model::text! {
                en: "It is an object ({what}), not data.",
                ru: "Это объект ({what}), а не данные.",
            };
            (SettingState::Unknown, None, Some(reason))
        }
        None => (SettingState::Known, to_json(&masked), None),
        Some(hole) => {
            let reason = Some(Undecided::hole(name, hole).reason);
            if variables.is_empty() {
                (SettingState::Unknown, None, reason)
            } else {
                let usual = usual(&masked).filter(|usual| !holds_object(usual));
                (SettingState::Environment, usual.as_ref().and_then(to_json), reason)
            }
        }
    };
    let limit = limit_within(&binding.value).map(|(which, place)| LimitHit {
        what: limit_words(which),
        origin: place.map(|place| origin_of(project, place)),
    });
    let shown = shown(&masked);
    SettingReport {
        state,
        shown,
        value,
        origin,
        history,
        variables: variables.into_iter().collect(),
        reason,
        limit,
    }
}

/// The line of a place.
pub(super) fn origin_of(project: &Project, place: Place) -> Origin {
    Origin { file: project.tree.file(place.file).path.clone(), line: project.tree.line(place) }
}

/// The limit that keeps a part of a value from being known, and where it was hit.
fn limit_within(value: &Value) -> Option<(&'static str, Option<Place>)> {
    let hit = |unknown: &Rc<Unknown>| match unknown.reason {
        Reason::Limit(which) => Some((which, unknown.place)),
        _ => None,
    };
    match &value.kind {
        Kind::Unknown(unknown) => hit(unknown),
        Kind::Maybe(maybe) => maybe
            .open
            .iter()
            .chain([&maybe.because])
            .find_map(hit)
            .or_else(|| maybe.usual.iter().chain(&maybe.others).find_map(limit_within)),
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => items.iter().find_map(limit_within),
        Kind::Dict(pairs) => {
            pairs.iter().find_map(|(key, item)| limit_within(key).or_else(|| limit_within(item)))
        }
        _ => None,
    }
}

/// One step of a setting's history.
fn step(view: &Masking<'_>, name: &str, event: &Event) -> HistoryEntry {
    let project = view.project;
    let within = project.assumed.hide(&mask_words(&event.within));
    let secret = event.within.split(['[', ']', '\'', '"']).find(|key| is_secret_name(key));
    let after = shown(&view.of(secret.unwrap_or(name), &event.after));
    let what = match &event.change {
        Change::Set => format!("= {after}"),
        Change::Augmented(sign) => format!("{within}{}{sign}", if within.is_empty() { "" } else { " " }),
        Change::Method(method) if &**method == "()" => format!("{within}(…)"),
        Change::Method(method) => format!("{within}.{method}()"),
        Change::Item => format!("{within}[…] ="),
        Change::Deleted => format!("del {within}[…]"),
    };
    HistoryEntry {
        file: project.tree.file(event.place.file).path.clone(),
        line: project.tree.line(event.place),
        what,
        after: Some(after),
        doubtful: event.doubtful,
    }
}

/// The value that holds when no variable is set; none where a part is not known.
fn usual(value: &Value) -> Option<Value> {
    let all = |items: &[Value]| items.iter().map(usual).collect::<Option<Vec<_>>>();
    let kind = match &value.kind {
        Kind::Maybe(maybe) => return usual(maybe.usual.as_ref()?),
        Kind::Unknown(_) | Kind::Absent => return None,
        Kind::List(items) => Kind::List(all(items)?),
        Kind::Tuple(items) => Kind::Tuple(all(items)?),
        Kind::Set(items) => Kind::Set(all(items)?),
        Kind::Dict(pairs) => Kind::Dict(
            pairs.iter().map(|(key, item)| Some((usual(key)?, usual(item)?))).collect::<Option<Vec<_>>>()?,
        ),
        other => other.clone(),
    };
    Some(Value { kind, place: value.place })
}

fn collect_variables(value: &Value, names: &mut BTreeSet<String>) {
    match &value.kind {
        Kind::Unknown(unknown) => names.extend(unknown.variables.iter().map(ToString::to_string)),
        Kind::Maybe(maybe) => {
            names.extend(maybe.variables.iter().map(ToString::to_string));
            maybe.usual.iter().chain(&maybe.others).for_each(|value| collect_variables(value, names));
        }
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => {
            items.iter().for_each(|item| collect_variables(item, names));
        }
        Kind::Dict(pairs) => pairs.iter().for_each(|(key, item)| {
            collect_variables(key, names);
            collect_variables(item, names);
        }),
        _ => {}
    }
}

fn holds_object(value: &Value) -> bool {
    match &value.kind {
        Kind::Object(_) | Kind::Typed(..) => true,
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => items.iter().any(holds_object),
        Kind::Dict(pairs) => pairs.iter().any(|(key, item)| holds_object(key) || holds_object(item)),
        _ => false,
    }
}

/// JSON, with tagged objects for what JSON lacks; none for what is no data.
pub(super) fn to_json(value: &Value) -> Option<Json> {
    let all = |items: &[Value]| items.iter().map(to_json).collect::<Option<Vec<_>>>();
    Some(match &value.kind {
        Kind::None => Json::Null,
        Kind::Bool(value) => Json::Bool(*value),
        Kind::Int(value) => match (i64::try_from(*value), u64::try_from(*value)) {
            (Ok(value), _) => Json::Number(value.into()),
            (_, Ok(value)) => Json::Number(value.into()),
            _ => json!({ "$int": value.to_string() }),
        },
        Kind::Float(value) => match Number::from_f64(*value) {
            Some(number) => Json::Number(number),
            None if value.is_nan() => json!({ "$float": "nan" }),
            None if *value > 0.0 => json!({ "$float": "inf" }),
            None => json!({ "$float": "-inf" }),
        },
        Kind::Str(text) => Json::String(text.to_string()),
        Kind::Bytes(bytes) => {
            use std::fmt::Write;
            let mut hex = String::with_capacity(bytes.len() * 2);
            for byte in bytes.iter() {
                let _ = write!(hex, "{byte:02x}");
            }
            json!({ "$bytes": hex })
        }
        Kind::List(items) => Json::Array(all(items)?),
        Kind::Tuple(items) => json!({ "$tuple": all(items)? }),
        Kind::Set(items) => json!({ "$set": all(items)? }),
        Kind::Dict(pairs) => {
            if pairs.iter().all(|(key, _)| key.as_str().is_some()) {
                let mut map = Map::new();
                for (key, item) in pairs {
                    map.insert(key.as_str().unwrap_or_default().to_owned(), to_json(item)?);
                }
                Json::Object(map)
            } else {
                let pairs: Option<Vec<Json>> = pairs
                    .iter()
                    .map(|(key, item)| Some(Json::Array(vec![to_json(key)?, to_json(item)?])))
                    .collect();
                json!({ "$dict": pairs? })
            }
        }
        Kind::Path(text) => json!({ "$path": &**text }),
        #[expect(clippy::cast_precision_loss, reason = "a float is what Python's total_seconds() gives")]
        Kind::Timedelta(micros) => json!({ "$timedelta": *micros as f64 / 1e6 }),
        Kind::Date(text) => json!({ "$date": &**text }),
        Kind::Decimal(text) => json!({ "$decimal": &**text }),
        Kind::Regex(text, flags) => json!({ "$regex": &**text, "flags": flags }),
        Kind::Lazy(text) => json!({ "$lazy": &**text }),
        Kind::Made(made) => match &**made {
            Made::Member { class, name, value } => {
                json!({ "$enum": format!("{class}.{name}"), "value": to_json(value)? })
            }
            Made::LazyCall { function, arguments } => {
                json!({ "$lazy_call": function, "args": all(arguments)?, "kw": {} })
            }
        },
        Kind::Typed(..) | Kind::Absent | Kind::Object(_) | Kind::Unknown(_) | Kind::Maybe(_) => {
            return None;
        }
    })
}

/// What `check --deploy` would print with this module.
fn predicted(
    project: &Project,
    entry: &EntryModule,
    index: usize,
    lines: &Lines,
    show_values: bool,
) -> Predicted {
    let settings = Settings::new(Some(entry.module.clone()), project.django.version);
    let mut other = project.with_settings(settings);
    other.judged = Some(index);
    let prediction = crate::checks::predict(&other);
    let mut messages: Vec<PredictedCheck> = prediction
        .messages
        .iter()
        .map(|message| PredictedCheck {
            id: message.id.to_owned(),
            level: letter(message.level),
            silenced: false,
        })
        .chain(prediction.silenced.iter().map(|message| PredictedCheck {
            id: message.id.to_owned(),
            level: letter(message.level),
            silenced: true,
        }))
        .collect();
    sort_by(&mut messages, |a, b| (&a.id, a.silenced).cmp(&(&b.id, b.silenced)));
    let crash = prediction
        .crash
        .as_ref()
        .map(|crash| if show_values { crash.to_string() } else { lines.exception(&crash.to_string()) });
    let checks: Vec<String> =
        messages.iter().filter(|message| !message.silenced).map(|message| message.id.clone()).collect();
    let undecided: Vec<String> = prediction.undecided.iter().map(|id| (*id).to_owned()).collect();
    let (exit, _) = exits(&prediction);
    Predicted { exit, checks, messages, undecided, crash }
}

/// Every variable that some entry module reads.
pub(super) fn variables(project: &Project) -> Vec<Variable> {
    let mut all: BTreeMap<String, Variable> = BTreeMap::new();
    for entry in project.entries.iter() {
        let user = &project.tree.file(entry.file).path;
        for read in &entry.module.reads {
            let origin = origin_of(project, read.place);
            let secret = is_secret_name(&read.name) || read.cast == "url";
            let variable = all.entry(read.name.to_string()).or_insert_with(|| Variable {
                name: read.name.to_string(),
                read_by: Vec::new(),
                kind: read.cast.to_owned(),
                default: None,
                required: false,
                secret,
                used_by: Vec::new(),
                settings: Vec::new(),
            });
            if !variable.read_by.contains(&origin) {
                variable.read_by.push(origin);
            }
            if !variable.used_by.contains(user) {
                variable.used_by.push(user.clone());
            }
            if variable.kind == "str" {
                variable.kind = read.cast.to_owned();
            }
            variable.secret |= secret;
            variable.required |= read.required;
            if variable.default.is_none() {
                variable.default = read
                    .default
                    .as_ref()
                    .and_then(|default| written(read.cast, &mask_value(&read.name, default)));
            }
        }
    }
    if let Some(module) = project.settings.module() {
        for (name, binding) in &module.settings {
            let mut variables = BTreeSet::new();
            collect_variables(&binding.value, &mut variables);
            // Where a value is given for it, the setting does not depend on it any more;
            // the statement reads it all the same.
            let reads = module.reads.iter().filter(|read| {
                binding
                    .history
                    .iter()
                    .any(|event| event.place.file == read.place.file && event.place.span == read.place.span)
            });
            variables.extend(reads.map(|read| read.name.to_string()));
            for variable in variables {
                if let Some(variable) = all.get_mut(&variable) {
                    variable.settings.push(name.to_string());
                }
            }
        }
    }
    let mut all: Vec<Variable> = all.into_values().collect();
    for variable in &mut all {
        sort_by(&mut variable.read_by, |a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        sort_by(&mut variable.used_by, Ord::cmp);
    }
    all
}

/// A part of a default; none where readers would take it for several.
fn part(value: &Value) -> Option<String> {
    written("", value).filter(|text| !text.contains([',', '=', ';']))
}

/// A default as one would write it into the variable; none where it has no such form.
fn written(cast: &str, default: &Value) -> Option<String> {
    Some(match &default.kind {
        Kind::Str(text) => text.to_string(),
        Kind::Bool(true) => "True".to_owned(),
        Kind::Bool(false) => "False".to_owned(),
        Kind::Int(number) => number.to_string(),
        Kind::Float(number) => float_text(*number),
        Kind::Decimal(text) | Kind::Path(text) => text.to_string(),
        _ if cast == "json" => to_json(default)?.to_string(),
        Kind::List(items) | Kind::Tuple(items) => {
            let items: Option<Vec<String>> = items.iter().map(part).collect();
            items?.join(",")
        }
        Kind::Dict(pairs) => {
            let pairs: Option<Vec<String>> =
                pairs.iter().map(|(key, item)| Some(format!("{}={}", part(key)?, part(item)?))).collect();
            pairs?.join(",")
        }
        _ => return None,
    })
}
