//! What django-cors-headers is told, under its present and its older names.

use super::{Fact, Known, Project};
use crate::python::Value;

/// A setting's present name and the older one that is still read.
const OLD_NAMES: &[(&str, &str)] = &[
    ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL"),
    ("CORS_ALLOWED_ORIGINS", "CORS_ORIGIN_WHITELIST"),
    ("CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST"),
];

impl Project {
    /// Whether django-cors-headers answers here.
    #[must_use]
    pub fn uses_cors(&self) -> bool {
        self.uses("corsheaders", "django-cors-headers")
    }

    /// A setting of django-cors-headers by its present name, or by the older
    /// one where only that is set.
    pub fn cors(&self, name: &str) -> Fact<Option<Known<Value>>> {
        let old = OLD_NAMES.iter().find(|(present, _)| *present == name).map(|(_, old)| *old);
        let named = match old {
            Some(old) if self.settings.binding(name).is_none() && self.settings.binding(old).is_some() => old,
            _ => name,
        };
        self.settings.get(named)
    }

    /// Whether other sites may send the visitor's cookies along.
    pub fn cors_credentials(&self) -> Fact<bool> {
        Ok(self.cors("CORS_ALLOW_CREDENTIALS")?.is_some_and(|found| found.truthy() == Some(true)))
    }
}
