//! Dotted paths of Django's that settings name.

use std::rc::Rc;

use super::Project;
use crate::python::{Kind, Value};
use crate::source::Place;

/// A dotted path in a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPath {
    pub setting: Rc<str>,
    pub path: Rc<str>,
    /// Where the text itself stands, where that is known.
    pub text: Option<Place>,
    /// The statement that made the setting last.
    pub statement: Option<Place>,
}

impl Project {
    /// Every text below `django.` in the settings that Django reads; names of
    /// the project's own may hold anything.
    #[must_use]
    pub fn django_paths(&self) -> Vec<NamedPath> {
        let mut found = Vec::new();
        for name in self.settings.names().filter(|name| crate::django::settings::is_known(name)) {
            let Some(binding) = self.settings.binding(name) else { continue };
            let statement = binding.history.last().map(|event| event.place);
            collect(&binding.value, &mut |path, text| {
                found.push(NamedPath { setting: name.clone(), path: path.clone(), text, statement });
            });
        }
        found
    }
}

/// Calls `see` with every text in the value that may be a dotted path.
fn collect(value: &Value, see: &mut dyn FnMut(&Rc<str>, Option<Place>)) {
    match &value.kind {
        Kind::Str(text) if text.starts_with("django.") => see(text, value.place),
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => {
            items.iter().for_each(|item| collect(item, see));
        }
        Kind::Dict(pairs) => pairs.iter().for_each(|(_, item)| collect(item, see)),
        _ => {}
    }
}
