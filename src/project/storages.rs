//! Which class stores uploads, and which static files, in each Django.

use std::rc::Rc;

use super::Project;
use super::fact::{Fact, Known, Origin};
use crate::django::Version;
use crate::python::Value;

/// What a project keeps in storages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// Uploads: `default`.
    Uploads,
    /// Static files: `staticfiles`.
    Static,
}

impl Storage {
    /// The alias in `STORAGES`.
    #[must_use]
    pub const fn alias(self) -> &'static str {
        match self {
            Self::Uploads => "default",
            Self::Static => "staticfiles",
        }
    }

    /// The setting that named the class until Django 5.1.
    #[must_use]
    pub const fn old_setting(self) -> &'static str {
        match self {
            Self::Uploads => "DEFAULT_FILE_STORAGE",
            Self::Static => "STATICFILES_STORAGE",
        }
    }

    pub(super) const fn django_class(self) -> &'static str {
        match self {
            Self::Uploads => "django.core.files.storage.FileSystemStorage",
            Self::Static => "django.contrib.staticfiles.storage.StaticFilesStorage",
        }
    }
}

impl Project {
    /// The dotted path of the class that this Django really uses; none where
    /// `STORAGES` is set and leaves the alias out.
    pub fn storage(&self, storage: Storage) -> Fact<Option<Known<Rc<str>>>> {
        let version = self.django.version;
        let old_counts = version < Version::new(5, 1);
        let new_counts = version >= Version::new(4, 2);
        if new_counts && self.settings.is_set("STORAGES")? {
            return self.settings.text_at("STORAGES", &[storage.alias(), "BACKEND"]);
        }
        let old = storage.old_setting();
        if old_counts && self.settings.is_set(old)? {
            return self.settings.str(old).map(Some);
        }
        Ok(Some(Known {
            name: storage.alias().into(),
            value: storage.django_class().into(),
            origin: Origin::Default,
            place: None,
        }))
    }

    /// An option of a storage's class, from `STORAGES`; none where it is absent.
    pub fn storage_option(&self, storage: Storage, option: &str) -> Fact<Option<Known<Value>>> {
        if self.django.version < Version::new(4, 2) || !self.settings.is_set("STORAGES")? {
            return Ok(None);
        }
        self.settings.path("STORAGES", &[storage.alias(), "OPTIONS", option])
    }

    /// The class, where django-storages itself keeps the files in S3; a class of
    /// one's own may do anything.
    pub fn s3_class(&self, storage: Storage) -> Fact<Option<Known<Rc<str>>>> {
        // Where nothing of the settings names it, what is not known is not it either.
        let files = self.settings.module().map(|module| module.files.as_slice()).unwrap_or_default();
        if !files.iter().any(|&id| self.tree.file(id).text.contains("storages.backends.s3")) {
            return Ok(None);
        }
        Ok(self.storage(storage)?.filter(|class| class.starts_with("storages.backends.s3")))
    }

    /// An option of a storage in S3: its own, or the setting for all of them.
    pub fn s3_option(&self, storage: Storage, option: &str) -> Fact<Option<Known<Value>>> {
        if let Some(own) = self.storage_option(storage, option)? {
            return Ok(Some(own));
        }
        let setting = S3_SETTINGS.iter().find(|(name, _)| *name == option).map(|(_, setting)| *setting);
        setting.map_or(Ok(None), |setting| self.settings.get(setting))
    }
}

/// Options of django-storages for S3, and the settings that stand for them.
const S3_SETTINGS: &[(&str, &str)] = &[
    ("bucket_name", "AWS_STORAGE_BUCKET_NAME"),
    ("custom_domain", "AWS_S3_CUSTOM_DOMAIN"),
    ("endpoint_url", "AWS_S3_ENDPOINT_URL"),
    ("location", "AWS_LOCATION"),
    ("querystring_auth", "AWS_QUERYSTRING_AUTH"),
    ("use_ssl", "AWS_S3_USE_SSL"),
    ("verify", "AWS_S3_VERIFY"),
];
