//! Where django-dbbackup writes to.

use std::rc::Rc;

use super::Project;
use super::fact::{Fact, Known};
use crate::python::Value;

impl Project {
    /// Whether django-dbbackup is in use.
    #[must_use]
    pub fn has_dbbackup(&self) -> bool {
        self.uses("dbbackup", "django-dbbackup") || self.requires("django-dbbackup")
    }

    /// The class that stores backups; none: its own default, a local folder.
    pub fn backup_class(&self) -> Fact<Option<Known<Rc<str>>>> {
        if let Some(class) = self.settings.text_at("STORAGES", &["dbbackup", "BACKEND"])? {
            return Ok(Some(class));
        }
        self.settings.text_at("DBBACKUP_STORAGE", &[])
    }

    /// An option of that class.
    pub fn backup_option(&self, option: &str) -> Fact<Option<Known<Value>>> {
        if let Some(found) = self.settings.path("STORAGES", &["dbbackup", "OPTIONS", option])? {
            return Ok(Some(found));
        }
        self.settings.path("DBBACKUP_STORAGE_OPTIONS", &[option])
    }
}
