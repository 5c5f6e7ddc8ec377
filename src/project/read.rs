//! Files in, facts out.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::settings::{Settings, View};
use super::{Fact, Undecided};
use crate::django::Version;
use crate::model::{SettingRole, Text, text};
use crate::python::Module;
use crate::requirements::Requirements;
use crate::source::{FileId, FileKind, Place, Tree, recognise};

/// What to judge, besides the files.
#[derive(Debug, Clone, Default)]
pub struct Input {
    pub django: Option<Version>,
    pub settings: Option<String>,
    pub root: Option<String>,
    pub environment: BTreeMap<String, String>,
    pub closed_environment: bool,
    pub argv: Vec<String>,
    /// `YYYY-MM-DD`; none: no date is known and nothing is judged by age.
    pub today: Option<crate::django::Date>,
}

/// The Django that the files are judged by.
#[derive(Debug, Clone)]
pub struct Target {
    pub version: Version,
    pub because: Text,
    /// Read from the requirements or chosen, rather than assumed.
    pub known: bool,
}

/// A settings module that some process starts with, after its run.
#[derive(Debug, Clone)]
pub struct EntryModule {
    pub file: FileId,
    /// The dotted name.
    pub name: String,
    pub role: SettingRole,
    pub module: Rc<Module>,
}

/// One person's project.
#[derive(Debug, Clone)]
pub struct Project {
    pub tree: Rc<Tree>,
    pub django: Target,
    /// Of the judged module.
    pub settings: Settings,
    pub requirements: Rc<Requirements>,
    /// All settings modules that are entry points.
    pub entries: Rc<Vec<EntryModule>>,
    /// The index of the judged one in `entries`.
    pub judged: Option<usize>,
    pub judged_because: Text,
    pub today: Option<crate::django::Date>,
}

impl Project {
    /// The same project, with values of unset variables looked at in another way.
    #[must_use]
    pub fn viewed(&self, view: View) -> Self {
        Self { settings: self.settings.viewed(view), ..self.clone() }
    }

    /// The judged module.
    #[must_use]
    pub fn judged(&self) -> Option<&EntryModule> {
        self.entries.get(self.judged?)
    }

    /// Files of a kind, with their texts.
    pub fn files(&self, kind: FileKind) -> impl Iterator<Item = (FileId, &str)> {
        self.tree
            .iter()
            .filter(move |(_, file)| recognise(&file.path, &file.text) == kind)
            .map(|(id, file)| (id, file.text.as_str()))
    }

    /// Whether the app is in `INSTALLED_APPS`, by its name or by an `AppConfig`
    /// below it: `debug_toolbar` or `debug_toolbar.apps.X`.
    pub fn has_app(&self, name: &str) -> Fact<bool> {
        self.app(name).map(|found| found.is_some())
    }

    /// The place of the app in `INSTALLED_APPS`, if it is installed.
    pub fn app(&self, name: &str) -> Fact<Option<Option<Place>>> {
        let apps = self.settings.list("INSTALLED_APPS")?;
        let config = format!("{name}.apps.");
        let found = apps.find_by(|app| app == name || app.starts_with(&config))?;
        Ok(found.map(|item| item.place))
    }

    /// The requirement of this name. Undecided where no requirements were given.
    pub fn package(&self, name: &str) -> Fact<Option<&crate::requirements::Requirement>> {
        if !self.requirements.is_given() {
            return Err(Undecided::not_given(text(
                "No requirements were given.",
                "Файл зависимостей не дан.",
            )));
        }
        Ok(self.requirements.find(name))
    }

    /// The first of these packages that is required.
    pub fn any_package(&self, names: &[&str]) -> Fact<Option<&crate::requirements::Requirement>> {
        for name in names {
            if let Some(found) = self.package(name)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Path and line of a place, for sentences.
    #[must_use]
    pub fn describe(&self, place: Place) -> String {
        format!("{}:{}", self.tree.file(place.file).path, self.tree.line(place))
    }
}
