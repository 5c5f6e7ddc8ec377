//! The effective settings of each entry module as JSON, and the environment
//! variables that they read.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::{Map, Number, Value as Json, json};

use super::evidence::Lines;
use super::shown::shown;
use crate::model::{
    Environment, HistoryEntry, Origin, Predicted, PredictedCheck, SettingReport, SettingState, Variable,
};
use crate::project::{EntryModule, Project, Settings, Undecided, is_secret_name, mask_value, mask_words};
use crate::python::{Binding, Change, Event, Kind, Value};
use crate::source::sort_by;

pub(super) fn environments(project: &Project, show_values: bool) -> Vec<Environment> {
    let lines = Lines::new(project);
    let mut all: Vec<Environment> = project
        .entries
        .iter()
        .enumerate()
        .map(|(index, entry)| {
            let settings: IndexMap<String, SettingReport> = entry
                .module
                .settings
                .iter()
                .map(|(name, binding)| (name.to_string(), setting(project, name, binding, show_values)))
                .collect();
            Environment {
                module: entry.name.clone(),
                file: project.tree.file(entry.file).path.clone(),
                role: entry.role,
                chosen: project.judged == Some(index),
                settings,
                predicted: predicted(project, entry, index, &lines, show_values),
            }
        })
        .collect();
    sort_by(&mut all, |a, b| a.file.cmp(&b.file));
    all
}

fn setting(project: &Project, name: &str, binding: &Binding, show_values: bool) -> SettingReport {
    let masked = if show_values { binding.value.clone() } else { mask_value(name, &binding.value) };
    let origin = binding.history.last().map(|event| Origin {
        file: project.tree.file(event.place.file).path.clone(),
        line: project.tree.line(event.place),
    });
    let history = binding.history.iter().map(|event| step(project, name, event, show_values)).collect();
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
    SettingReport { state, value, origin, history, variables: variables.into_iter().collect(), reason }
}

/// One step of a setting's history.
fn step(project: &Project, name: &str, event: &Event, show_values: bool) -> HistoryEntry {
    let within = mask_words(&event.within);
    let secret = || event.within.split(['[', ']', '\'', '"']).find(|key| is_secret_name(key));
    let after = if show_values {
        shown(&event.after)
    } else {
        shown(&mask_value(secret().unwrap_or(name), &event.after))
    };
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
        Kind::Object(_) => true,
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
        // 32 is `re.UNICODE`, which every pattern of text has.
        Kind::Regex(text) => json!({ "$regex": &**text, "flags": 32 }),
        Kind::Lazy(text) => json!({ "$lazy": &**text }),
        Kind::Absent | Kind::Object(_) | Kind::Unknown(_) | Kind::Maybe(_) => return None,
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
    let other = Project {
        settings: Settings::new(Some(entry.module.clone()), project.django.version),
        judged: Some(index),
        ..project.clone()
    };
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
    let fails = messages.iter().any(|message| message.level == 'E' && !message.silenced);
    let undecided: Vec<String> = prediction.undecided.iter().map(|id| (*id).to_owned()).collect();
    let exit = if crash.is_some() || fails {
        Some(1)
    } else if undecided.iter().any(|id| crate::checks::level(id) == Some(crate::checks::Level::Error)) {
        None
    } else {
        // Warnings do not change it.
        Some(0)
    };
    Predicted { exit, checks, messages, undecided, crash }
}

const fn letter(level: crate::checks::Level) -> char {
    match level {
        crate::checks::Level::Warning => 'W',
        crate::checks::Level::Error => 'E',
    }
}

/// Every variable that some entry module reads.
pub(super) fn variables(project: &Project) -> Vec<Variable> {
    let mut all: BTreeMap<String, Variable> = BTreeMap::new();
    for entry in project.entries.iter() {
        for read in &entry.module.reads {
            let origin = Origin {
                file: project.tree.file(read.place.file).path.clone(),
                line: project.tree.line(read.place),
            };
            let secret = is_secret_name(&read.name) || read.cast == "url";
            let variable = all.entry(read.name.to_string()).or_insert_with(|| Variable {
                name: read.name.to_string(),
                read_by: Vec::new(),
                kind: read.cast.to_owned(),
                default: None,
                required: false,
                secret,
            });
            if !variable.read_by.contains(&origin) {
                variable.read_by.push(origin);
            }
            if variable.kind == "str" {
                variable.kind = read.cast.to_owned();
            }
            variable.required |= read.required;
            if variable.default.is_none() {
                variable.default = read.default.as_ref().and_then(|default| {
                    let masked = mask_value(&read.name, default);
                    match &masked.kind {
                        Kind::Str(text) => Some(text.to_string()),
                        Kind::None => None,
                        _ => to_json(&masked).map(|json| json.to_string()),
                    }
                });
            }
        }
    }
    let mut all: Vec<Variable> = all.into_values().collect();
    for variable in &mut all {
        sort_by(&mut variable.read_by, |a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    }
    all
}
