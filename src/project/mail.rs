//! How mail is sent: by the `EMAIL_*` settings, or by `MAILERS` since Django 6.1.

use std::rc::Rc;

use super::Project;
use super::fact::{Fact, Known};
use crate::django::Version;
use crate::python::Value;

/// The backend that Django takes where none is named.
const SMTP: &str = "django.core.mail.backends.smtp.EmailBackend";

/// The old settings that `MAILERS` replaces, and that it refuses beside itself.
pub const OLD_MAIL_SETTINGS: &[&str] = &[
    "EMAIL_BACKEND",
    "EMAIL_FILE_PATH",
    "EMAIL_HOST",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST_USER",
    "EMAIL_PORT",
    "EMAIL_SSL_CERTFILE",
    "EMAIL_SSL_KEYFILE",
    "EMAIL_TIMEOUT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
];

impl Project {
    /// Whether `MAILERS` is what this Django reads.
    pub fn uses_mailers(&self) -> Fact<bool> {
        Ok(self.django.version >= Version::new(6, 1) && self.settings.is_set("MAILERS")?)
    }

    /// The backend of ordinary mail; none where `MAILERS` has no default.
    pub fn mail_backend(&self) -> Fact<Option<Known<Rc<str>>>> {
        if !self.uses_mailers()? {
            return self.settings.str("EMAIL_BACKEND").map(Some);
        }
        let Some(whole) = self.settings.path("MAILERS", &["default"])? else { return Ok(None) };
        let named = self.settings.text_at("MAILERS", &["default", "BACKEND"])?;
        Ok(Some(named.unwrap_or_else(|| whole.with(SMTP.into()))))
    }

    /// A value of the mail server's: `host` is `EMAIL_HOST`, or `OPTIONS["host"]` in
    /// `MAILERS`. None where it is not given and has no default.
    pub fn mail_option(&self, old: &str, option: &str) -> Fact<Option<Known<Value>>> {
        if self.uses_mailers()? {
            return self.settings.path("MAILERS", &["default", "OPTIONS", option]);
        }
        self.settings.get(old)
    }

    /// Whether the settings say anything of how mail is sent.
    pub fn configures_mail(&self) -> Fact<bool> {
        for name in ["EMAIL_BACKEND", "EMAIL_HOST", "MAILERS", "ANYMAIL"] {
            if self.settings.is_set(name)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
