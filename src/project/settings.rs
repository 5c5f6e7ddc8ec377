//! The effective settings of the judged module: what Django would see, typed.

use std::cell::OnceCell;
use std::rc::Rc;

use super::credentials::Credential;
use super::fact::{Fact, Known, Origin, Undecided, no_settings, wrong_type};
use super::reader::Reader;
use crate::django::Version;
use crate::django::settings::{self, DefaultValue};
use crate::python::{Binding, Kind, Module, Value};

/// How values that depend on the environment are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// As undecided.
    #[default]
    Strict,
    /// As if no variable were set: a default of the reader holds.
    Unset,
}

/// The settings of one module under one version of Django.
#[derive(Debug, Clone)]
pub struct Settings {
    module: Option<Rc<Module>>,
    version: Version,
    view: View,
    /// What does not depend on the view, found once.
    pub(super) credentials: Rc<OnceCell<Vec<Credential>>>,
    pub(super) reader: Rc<OnceCell<Reader>>,
}

impl Settings {
    /// The settings of a module; none: no settings file was given.
    #[must_use]
    pub fn new(module: Option<Rc<Module>>, version: Version) -> Self {
        // django-configurations repeats Django's defaults, which nobody wrote.
        let is_default = |name: &str, binding: &Binding| {
            binding.history.is_empty()
                && binding.value.place.is_none()
                && !matches!(settings::default(name, version), None | Some(DefaultValue::Absent))
        };
        let module = module.map(|mut module| {
            if module.settings.iter().any(|(name, binding)| is_default(name, binding)) {
                Rc::make_mut(&mut module).settings.retain(|name, binding| !is_default(name, binding));
            }
            module
        });
        Self { module, version, view: View::Strict, credentials: Rc::default(), reader: Rc::default() }
    }

    /// The same settings, looked at in another way.
    #[must_use]
    pub fn viewed(&self, view: View) -> Self {
        Self { view, ..self.clone() }
    }

    /// The values that a setting may have, one project's settings each, where
    /// the list of them is whole; none where it is not, or there is no choice.
    #[must_use]
    pub fn alternatives(&self, name: &str) -> Vec<Self> {
        let Some(Kind::Maybe(maybe)) = self.binding(name).map(|binding| &binding.value.kind) else {
            return Vec::new();
        };
        if maybe.open.is_some() {
            return Vec::new();
        }
        let mut values: Vec<&Value> = maybe.usual.iter().collect();
        values.extend(maybe.others.iter().filter(|value| maybe.usual.as_ref() != Some(value)));
        values.into_iter().map(|value| self.having(name, value)).collect()
    }

    /// The same settings, one of which has a value for certain.
    fn having(&self, name: &str, value: &Value) -> Self {
        let mut module = self.module.as_deref().cloned();
        if let Some(module) = &mut module {
            if value.kind == Kind::Absent {
                module.settings.shift_remove(name);
            } else {
                let binding = Binding { value: value.clone(), history: Vec::new() };
                module.settings.entry(name.into()).or_insert(binding).value = value.clone();
            }
        }
        Self { module: module.map(Rc::new), credentials: Rc::default(), ..self.clone() }
    }

    /// The same settings, as if the list had one more text at its end; none where the
    /// list is not known.
    #[must_use]
    pub fn with_item(&self, name: &str, item: &str) -> Option<Self> {
        let mut value = self.get(name).ok()??.value;
        let (Kind::List(items) | Kind::Tuple(items)) = &mut value.kind else { return None };
        items.push(Value::unplaced(Kind::Str(item.into())));
        self.module.is_some().then(|| self.having(name, &value))
    }

    /// The module behind the settings.
    #[must_use]
    pub fn module(&self) -> Option<&Module> {
        self.module.as_deref()
    }

    /// What the files say of a name, without Django's defaults.
    #[must_use]
    pub fn binding(&self, name: &str) -> Option<&Binding> {
        self.module.as_ref()?.settings.get(name)
    }

    /// All names that the files set, in order.
    pub fn names(&self) -> impl Iterator<Item = &Rc<str>> {
        self.module.iter().flat_map(|module| module.settings.keys())
    }

    /// Whether the files set the name; undecided where a star import of
    /// something that was not given may do so.
    pub fn is_set(&self, name: &str) -> Fact<bool> {
        let Some(module) = &self.module else { return Err(no_settings()) };
        match (module.settings.get(name), &module.open) {
            (Some(_), _) => Ok(true),
            (None, Some(unknown)) => Err(Undecided::unknown(name, unknown, None)),
            (None, None) => Ok(false),
        }
    }

    /// The effective value: the files', else Django's default for the version,
    /// else none. Its parts may still have holes.
    pub fn get(&self, name: &str) -> Fact<Option<Known<Value>>> {
        if !self.is_set(name)? {
            return self.default(name);
        }
        let binding = self.binding(name).expect("is_set found it");
        let value = self.look(name, &binding.value)?;
        if value.kind == Kind::Absent {
            return self.default(name);
        }
        let origin = binding.history.last().map_or(Origin::Default, |event| Origin::Written(event.place));
        let place = value.place.or_else(|| binding.history.last().map(|event| event.place));
        Ok(Some(Known { name: name.into(), value, origin, place }))
    }

    /// Django's own value of a name; none where this version has no such setting.
    pub fn default(&self, name: &str) -> Fact<Option<Known<Value>>> {
        Ok(match settings::default(name, self.version) {
            None | Some(DefaultValue::Absent) => None,
            // Whatever the project gives the other one.
            Some(DefaultValue::SameAs(other)) => {
                self.get(other)?.map(|known| Known { name: name.into(), ..known })
            }
            Some(default) => Some(Known {
                name: name.into(),
                value: default_value(default, self.version),
                origin: Origin::Default,
                place: None,
            }),
        })
    }

    /// The value of a name that must have one: a setting that Django defines.
    fn require(&self, name: &str) -> Fact<Known<Value>> {
        // A name without a default under this version is as good as None.
        Ok(self.get(name)?.unwrap_or_else(|| Known {
            name: name.into(),
            value: Value::unplaced(Kind::None),
            origin: Origin::Default,
            place: None,
        }))
    }

    /// A part of a value as this view sees it: holes are undecided, or the
    /// value that holds when nothing is set. `subject` names it in the reason.
    pub fn look(&self, subject: &str, value: &Value) -> Fact<Value> {
        match &value.kind {
            Kind::Maybe(maybe) => match (&maybe.usual, self.view) {
                (Some(usual), View::Unset) => self.look(subject, usual),
                _ => Err(Undecided::hole(subject, value)),
            },
            Kind::Unknown(_) => Err(Undecided::hole(subject, value)),
            _ => Ok(value.clone()),
        }
    }

    /// The value; `None` where neither files nor Django set it.
    pub fn value(&self, name: &str) -> Fact<Known<Value>> {
        self.require(name)
    }

    /// Python's truth value. Values that differ but agree in truth are decided.
    pub fn truthy(&self, name: &str) -> Fact<Known<bool>> {
        if self.is_set(name)? {
            let binding = self.binding(name).expect("is_set found it");
            if let Some(truth) = binding.value.truthy() {
                let place = binding.value.place.or_else(|| binding.history.last().map(|event| event.place));
                let origin =
                    binding.history.last().map_or(Origin::Default, |event| Origin::Written(event.place));
                return Ok(Known { name: name.into(), value: truth, origin, place });
            }
        }
        let known = self.require(name)?;
        let truth = known.value.truthy().ok_or_else(|| Undecided::hole(name, &known.value))?;
        Ok(known.with(truth))
    }

    /// Whether the value `is True`, as Django's security checks ask since 4.1:
    /// `1` and `"True"` are not.
    pub fn is_true(&self, name: &str) -> Fact<Known<bool>> {
        let known = self.require(name)?;
        let is_true = matches!(known.value.kind, Kind::Bool(true));
        Ok(known.with(is_true))
    }

    /// An integer; a bool counts as one, as in Python.
    pub fn int(&self, name: &str) -> Fact<Known<i128>> {
        let known = self.require(name)?;
        match known.value.kind {
            Kind::Int(value) => Ok(known.with(value)),
            Kind::Bool(value) => Ok(known.with(i128::from(value))),
            _ => Err(wrong_type(name, &known.value, "int")),
        }
    }

    /// A text; `None` is the empty text.
    pub fn str(&self, name: &str) -> Fact<Known<Rc<str>>> {
        let known = self.require(name)?;
        match &known.value.kind {
            Kind::Str(value) | Kind::Path(value) | Kind::Lazy(value) => Ok(known.with(value.clone())),
            Kind::None => Ok(known.with("".into())),
            _ => Err(wrong_type(name, &known.value, "str")),
        }
    }

    /// A list, tuple or set; `None` is the empty list.
    pub fn list(&self, name: &str) -> Fact<Known<Items>> {
        let mut known = self.require(name)?;
        // The value is a copy already: its items are taken, not copied again.
        let value = std::mem::replace(&mut known.value, Value::unplaced(Kind::None));
        let items = self.items(name, value)?;
        Ok(known.with(items))
    }

    /// A dict; `None` is the empty dict.
    pub fn dict(&self, name: &str) -> Fact<Known<Value>> {
        let known = self.require(name)?;
        match &known.value.kind {
            Kind::Dict(_) => Ok(known),
            Kind::None => Ok(known.with(Value::unplaced(Kind::Dict(Vec::new())))),
            _ => Err(wrong_type(name, &known.value, "dict")),
        }
    }

    /// A value by keys: `path("DATABASES", &["default", "ENGINE"])`; none where
    /// a key is absent. A hole on the way is undecided.
    pub fn path(&self, name: &str, keys: &[&str]) -> Fact<Option<Known<Value>>> {
        let Some(known) = self.get(name)? else { return Ok(None) };
        let mut value = known.value.clone();
        let mut subject = name.to_owned();
        let mut place = known.place;
        for key in keys {
            let found = match &value.kind {
                Kind::Dict(pairs) => {
                    if let Some((_, hole)) = pairs.iter().find(|(k, _)| k.first_hole().is_some()) {
                        return Err(Undecided::hole(&subject, hole));
                    }
                    value.key(key).cloned()
                }
                _ => None,
            };
            let Some(found) = found else { return Ok(None) };
            subject = format!("{subject}[{key:?}]");
            value = self.look(&subject, &found)?;
            place = found.place.or(place);
        }
        Ok(Some(Known { name: subject.into(), value, origin: known.origin, place }))
    }

    /// The items of a list-like value, through this view.
    pub fn items_of(&self, subject: &str, value: &Value) -> Fact<Items> {
        self.items(subject, value.clone())
    }

    fn items(&self, subject: &str, mut value: Value) -> Fact<Items> {
        let items = match std::mem::replace(&mut value.kind, Kind::None) {
            Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => items,
            Kind::None => Vec::new(),
            other => {
                value.kind = other;
                return Err(wrong_type(subject, &value, "list"));
            }
        };
        let seen = |item: Value| self.look(subject, &item).unwrap_or(item);
        let is_hole = |item: &Value| matches!(item.kind, Kind::Maybe(_) | Kind::Unknown(_));
        let items = items.into_iter().map(|item| if is_hole(&item) { seen(item) } else { item }).collect();
        Ok(Items { subject: subject.into(), items })
    }
}

/// Items of a list setting; some may be holes.
#[derive(Debug, Clone, PartialEq)]
pub struct Items {
    subject: Rc<str>,
    pub items: Vec<Value>,
}

impl Items {
    /// The item that equals the text, if there is one; undecided if a hole may be it.
    pub fn find(&self, wanted: &str) -> Fact<Option<&Value>> {
        self.find_by(|text| text == wanted)
    }

    /// Whether an item equals the text.
    pub fn contains(&self, wanted: &str) -> Fact<bool> {
        self.find(wanted).map(|found| found.is_some())
    }

    /// The first text item that passes the test; undecided if a hole may.
    pub fn find_by(&self, test: impl Fn(&str) -> bool) -> Fact<Option<&Value>> {
        if let Some(found) = self.items.iter().find(|item| item.as_str().is_some_and(&test)) {
            return Ok(Some(found));
        }
        self.no_holes().map(|()| None)
    }

    /// The position of the item; none where it is absent or a hole before it
    /// makes the position uncertain only in number, not in order.
    #[must_use]
    pub fn position(&self, wanted: &str) -> Option<usize> {
        self.items.iter().position(|item| item.as_str() == Some(wanted))
    }

    /// The items that are known texts, with their values.
    pub fn strs(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.items.iter().filter_map(|item| Some((item.as_str()?, item)))
    }

    /// Undecided if an item is a hole.
    pub fn no_holes(&self) -> Fact<()> {
        match self.items.iter().find(|item| matches!(item.kind, Kind::Unknown(_) | Kind::Maybe(_))) {
            Some(hole) => Err(Undecided::hole(&self.subject, hole)),
            None => Ok(()),
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// A default from Django's tables as a value.
fn default_value(default: &DefaultValue, version: Version) -> Value {
    let text = |text: &str| Value::unplaced(Kind::Str(text.into()));
    Value::unplaced(match default {
        DefaultValue::Null | DefaultValue::Absent | DefaultValue::SameAs(_) => Kind::None,
        DefaultValue::Bool(value) => Kind::Bool(*value),
        DefaultValue::Int(value) => Kind::Int(i128::from(*value)),
        DefaultValue::Text(value) => return text(value),
        DefaultValue::List(items) => Kind::List(items.iter().map(|item| text(item)).collect()),
        DefaultValue::Dict(pairs) => {
            Kind::Dict(pairs.iter().map(|(key, value)| (text(key), default_value(value, version))).collect())
        }
        // Pairs of a code and a name that no check reads.
        DefaultValue::Languages => Kind::List(
            settings::languages(version)
                .map(|code| Value::unplaced(Kind::Tuple(vec![text(code), text(code)])))
                .collect(),
        ),
    })
}

/// Django's global settings with their defaults, as plain values.
pub(super) fn globals(version: Version) -> Vec<(String, Value)> {
    settings::names(version)
        // Its names are translations that the table does not hold.
        .filter(|name| *name != "LANGUAGES")
        .filter_map(|name| {
            let default = match settings::default(name, version)? {
                DefaultValue::SameAs(other) => settings::default(other, version)?,
                default => default,
            };
            Some((name.to_owned(), default_value(default, version)))
        })
        .collect()
}
