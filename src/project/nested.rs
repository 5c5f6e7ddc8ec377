//! Dicts inside settings: `DATABASES`, `CACHES`, `LOGGING` and their like.

use std::rc::Rc;

use super::fact::{Fact, Known, Undecided};
use super::settings::Settings;
use crate::model::text;
use crate::python::{Kind, Value};

impl Settings {
    /// Undecided where names may be set that were not seen: no module at all, or
    /// a star import of something that was not given.
    pub fn seen_whole(&self) -> Fact<()> {
        // No setting has this name: only what is not known about all names speaks.
        self.is_set("").map(|_| ()).map_err(|unknown| Undecided {
            reason: if unknown.missing_file {
                text("Some settings files were not given.", "Переданы не все файлы настроек.")
            } else {
                text("Not all settings are known.", "Известны не все настройки.")
            },
            ..unknown
        })
    }

    /// The names and values of a dict at a path inside a setting, in order; none
    /// where it is absent. A value may be a hole, a name may not.
    pub fn entries(&self, name: &str, keys: &[&str]) -> Fact<Vec<(Rc<str>, Value)>> {
        let Some(found) = self.path(name, keys)? else { return Ok(Vec::new()) };
        let Kind::Dict(pairs) = &found.value.kind else { return Ok(Vec::new()) };
        let mut entries = Vec::with_capacity(pairs.len());
        for (key, value) in pairs {
            if let Some(hole) = key.first_hole() {
                return Err(Undecided::hole(&found.name, hole));
            }
            if let Some(key) = key.as_str() {
                entries.push((key.into(), value.clone()));
            }
        }
        Ok(entries)
    }

    /// A text at a path inside a setting; none where it is absent or no text.
    pub fn text_at(&self, name: &str, keys: &[&str]) -> Fact<Option<Known<Rc<str>>>> {
        Ok(self.path(name, keys)?.and_then(|found| match &found.value.kind {
            Kind::Str(text) | Kind::Path(text) => Some(found.with(text.clone())),
            _ => None,
        }))
    }

    /// Python's truth value at a path inside a setting; none where it is absent.
    pub fn truthy_at(&self, name: &str, keys: &[&str]) -> Fact<Option<Known<bool>>> {
        let Some(found) = self.path(name, keys)? else { return Ok(None) };
        let truth = found.value.truthy().ok_or_else(|| Undecided::hole(&found.name, &found.value))?;
        Ok(Some(found.with(truth)))
    }
}
