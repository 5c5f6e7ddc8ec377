//! Every global setting and its default in every series.
//!
//! From `django/conf/global_settings.py` of the releases 3.2 to 6.1. `LANGUAGES`
//! holds the codes alone: the names are translated, and no check reads them.

use super::Version;

/// A default, as plain data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultValue {
    /// Python's `None`.
    Null,
    Bool(bool),
    Int(i64),
    Text(&'static str),
    /// A list of texts.
    List(&'static [&'static str]),
    Dict(&'static [(&'static str, DefaultValue)]),
    /// The languages that Django is translated to: see [`languages`].
    Languages,
    /// The default of another setting, whatever the project gives that one.
    SameAs(&'static str),
    /// There is no such setting in that series.
    Absent,
}

/// How a default fares over the series.
enum Span {
    Always(DefaultValue),
    /// From a series on, oldest first, the first one being 3.2.
    Varies(&'static [(Version, DefaultValue)]),
}

/// The default of a setting; none where the series knows no such setting. A
/// series that is not in [`Version::ALL`] has the defaults of the nearest one.
#[must_use]
pub fn default(name: &str, version: Version) -> Option<&'static DefaultValue> {
    let index = SETTINGS.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
    value_in(&SETTINGS[index].1, version)
}

/// The names of all settings that a series has a default for, in alphabetical order.
pub fn names(version: Version) -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().filter(move |(_, span)| value_in(span, version).is_some()).map(|(name, _)| *name)
}

/// Whether some series has a default for this name.
#[must_use]
pub fn is_known(name: &str) -> bool {
    SETTINGS.binary_search_by(|(known, _)| known.cmp(&name)).is_ok()
}

/// The codes in the default of `LANGUAGES`, in Django's order.
pub fn languages(version: Version) -> impl Iterator<Item = &'static str> {
    LANGUAGES.split(' ').filter(move |code| {
        let since = match *code {
            "ms" => Version::new(4, 0),
            "ckb" => Version::new(4, 2),
            "ug" => Version::new(5, 0),
            "ht" => Version::new(6, 0),
            _ => return true,
        };
        version >= since
    })
}

fn value_in(span: &'static Span, version: Version) -> Option<&'static DefaultValue> {
    let value = match span {
        Always(value) => value,
        Varies(values) => {
            let later = values.partition_point(|(since, _)| *since <= version);
            &values[later.saturating_sub(1)].1
        }
    };
    (*value != Absent).then_some(value)
}

const fn v(major: u16, minor: u16) -> Version {
    Version::new(major, minor)
}

const LANGUAGES: &str = "af ar ar-dz ast az bg be bn br bs ca ckb cs cy da de dsb el en en-au en-gb eo es es-ar es-co \
    es-mx es-ni es-ve et eu fa fi fr fy ga gd gl he hi hr hsb ht hu hy ia id ig io is it ja ka kab \
    kk km kn ko ky lb lt lv mk ml mn mr ms my nb ne nl nn os pa pl pt pt-br ro ru sk sl sq sr \
    sr-latn sv sw ta te tg th tk tr tt udm ug uk ur uz vi zh-hans zh-hant";

use DefaultValue::{Absent, Bool, Dict, Int, Languages, List, Null, SameAs, Text};
use Span::{Always, Varies};

/// In alphabetical order.
static SETTINGS: &[(&str, Span)] = &[
    ("ABSOLUTE_URL_OVERRIDES", Always(Dict(&[]))),
    ("ADMINS", Always(List(&[]))),
    ("ALLOWED_HOSTS", Always(List(&[]))),
    ("APPEND_SLASH", Always(Bool(true))),
    ("AUTHENTICATION_BACKENDS", Always(List(&["django.contrib.auth.backends.ModelBackend"]))),
    ("AUTH_PASSWORD_VALIDATORS", Always(List(&[]))),
    ("AUTH_USER_MODEL", Always(Text("auth.User"))),
    (
        "CACHES",
        Always(Dict(&[(
            "default",
            Dict(&[("BACKEND", Text("django.core.cache.backends.locmem.LocMemCache"))]),
        )])),
    ),
    ("CACHE_MIDDLEWARE_ALIAS", Always(Text("default"))),
    ("CACHE_MIDDLEWARE_KEY_PREFIX", Always(Text(""))),
    ("CACHE_MIDDLEWARE_SECONDS", Always(Int(600))),
    ("CSRF_COOKIE_AGE", Always(Int(60 * 60 * 24 * 7 * 52))),
    ("CSRF_COOKIE_DOMAIN", Always(Null)),
    ("CSRF_COOKIE_HTTPONLY", Always(Bool(false))),
    ("CSRF_COOKIE_MASKED", Varies(&[(v(3, 2), Absent), (v(4, 1), Bool(false)), (v(5, 0), Absent)])),
    ("CSRF_COOKIE_NAME", Always(Text("csrftoken"))),
    ("CSRF_COOKIE_PATH", Always(Text("/"))),
    ("CSRF_COOKIE_SAMESITE", Always(Text("Lax"))),
    ("CSRF_COOKIE_SECURE", Always(Bool(false))),
    ("CSRF_FAILURE_VIEW", Always(Text("django.views.csrf.csrf_failure"))),
    ("CSRF_HEADER_NAME", Always(Text("HTTP_X_CSRFTOKEN"))),
    ("CSRF_TRUSTED_ORIGINS", Always(List(&[]))),
    ("CSRF_USE_SESSIONS", Always(Bool(false))),
    ("DATABASES", Always(Dict(&[]))),
    ("DATABASE_ROUTERS", Always(List(&[]))),
    ("DATA_UPLOAD_MAX_MEMORY_SIZE", Always(Int(2_621_440))),
    ("DATA_UPLOAD_MAX_NUMBER_FIELDS", Always(Int(1_000))),
    ("DATA_UPLOAD_MAX_NUMBER_FILES", Always(Int(100))),
    ("DATETIME_FORMAT", Always(Text("N j, Y, P"))),
    (
        "DATETIME_INPUT_FORMATS",
        Always(List(&[
            "%Y-%m-%d %H:%M:%S",
            "%Y-%m-%d %H:%M:%S.%f",
            "%Y-%m-%d %H:%M",
            "%m/%d/%Y %H:%M:%S",
            "%m/%d/%Y %H:%M:%S.%f",
            "%m/%d/%Y %H:%M",
            "%m/%d/%y %H:%M:%S",
            "%m/%d/%y %H:%M:%S.%f",
            "%m/%d/%y %H:%M",
        ])),
    ),
    ("DATE_FORMAT", Always(Text("N j, Y"))),
    (
        "DATE_INPUT_FORMATS",
        Always(List(&[
            "%Y-%m-%d",
            "%m/%d/%Y",
            "%m/%d/%y",
            "%b %d %Y",
            "%b %d, %Y",
            "%d %b %Y",
            "%d %b, %Y",
            "%B %d %Y",
            "%B %d, %Y",
            "%d %B %Y",
            "%d %B, %Y",
        ])),
    ),
    ("DEBUG", Always(Bool(false))),
    ("DEBUG_PROPAGATE_EXCEPTIONS", Always(Bool(false))),
    ("DECIMAL_SEPARATOR", Always(Text("."))),
    (
        "DEFAULT_AUTO_FIELD",
        Varies(&[
            (v(3, 2), Text("django.db.models.AutoField")),
            (v(6, 0), Text("django.db.models.BigAutoField")),
        ]),
    ),
    ("DEFAULT_CHARSET", Always(Text("utf-8"))),
    ("DEFAULT_EXCEPTION_REPORTER", Always(Text("django.views.debug.ExceptionReporter"))),
    ("DEFAULT_EXCEPTION_REPORTER_FILTER", Always(Text("django.views.debug.SafeExceptionReporterFilter"))),
    (
        "DEFAULT_FILE_STORAGE",
        Varies(&[(v(3, 2), Text("django.core.files.storage.FileSystemStorage")), (v(5, 1), Absent)]),
    ),
    ("DEFAULT_FROM_EMAIL", Always(Text("webmaster@localhost"))),
    ("DEFAULT_HASHING_ALGORITHM", Varies(&[(v(3, 2), Text("sha256")), (v(4, 0), Absent)])),
    ("DEFAULT_INDEX_TABLESPACE", Always(Text(""))),
    ("DEFAULT_TABLESPACE", Always(Text(""))),
    ("DISALLOWED_USER_AGENTS", Always(List(&[]))),
    ("EMAIL_BACKEND", Always(Text("django.core.mail.backends.smtp.EmailBackend"))),
    ("EMAIL_HOST", Always(Text("localhost"))),
    ("EMAIL_HOST_PASSWORD", Always(Text(""))),
    ("EMAIL_HOST_USER", Always(Text(""))),
    ("EMAIL_PORT", Always(Int(25))),
    ("EMAIL_SSL_CERTFILE", Always(Null)),
    ("EMAIL_SSL_KEYFILE", Always(Null)),
    ("EMAIL_SUBJECT_PREFIX", Always(Text("[Django] "))),
    ("EMAIL_TIMEOUT", Always(Null)),
    ("EMAIL_USE_LOCALTIME", Always(Bool(false))),
    ("EMAIL_USE_SSL", Always(Bool(false))),
    ("EMAIL_USE_TLS", Always(Bool(false))),
    ("FILE_UPLOAD_DIRECTORY_PERMISSIONS", Always(Null)),
    (
        "FILE_UPLOAD_HANDLERS",
        Always(List(&[
            "django.core.files.uploadhandler.MemoryFileUploadHandler",
            "django.core.files.uploadhandler.TemporaryFileUploadHandler",
        ])),
    ),
    ("FILE_UPLOAD_MAX_MEMORY_SIZE", Always(Int(2_621_440))),
    ("FILE_UPLOAD_PERMISSIONS", Always(Int(0o644))),
    ("FILE_UPLOAD_TEMP_DIR", Always(Null)),
    ("FIRST_DAY_OF_WEEK", Always(Int(0))),
    ("FIXTURE_DIRS", Always(List(&[]))),
    ("FORCE_SCRIPT_NAME", Always(Null)),
    ("FORMAT_MODULE_PATH", Always(Null)),
    ("FORMS_URLFIELD_ASSUME_HTTPS", Varies(&[(v(3, 2), Absent), (v(5, 0), Bool(false)), (v(6, 0), Absent)])),
    ("FORM_RENDERER", Always(Text("django.forms.renderers.DjangoTemplates"))),
    ("IGNORABLE_404_URLS", Always(List(&[]))),
    ("INSTALLED_APPS", Always(List(&[]))),
    ("INTERNAL_IPS", Always(List(&[]))),
    ("LANGUAGES", Always(Languages)),
    (
        "LANGUAGES_BIDI",
        Varies(&[
            (v(3, 2), List(&["he", "ar", "ar-dz", "fa", "ur"])),
            (v(4, 2), List(&["he", "ar", "ar-dz", "ckb", "fa", "ur"])),
            (v(5, 0), List(&["he", "ar", "ar-dz", "ckb", "fa", "ug", "ur"])),
        ]),
    ),
    ("LANGUAGE_CODE", Always(Text("en-us"))),
    ("LANGUAGE_COOKIE_AGE", Always(Null)),
    ("LANGUAGE_COOKIE_DOMAIN", Always(Null)),
    ("LANGUAGE_COOKIE_HTTPONLY", Always(Bool(false))),
    ("LANGUAGE_COOKIE_NAME", Always(Text("django_language"))),
    ("LANGUAGE_COOKIE_PATH", Always(Text("/"))),
    ("LANGUAGE_COOKIE_SAMESITE", Always(Null)),
    ("LANGUAGE_COOKIE_SECURE", Always(Bool(false))),
    ("LOCALE_PATHS", Always(List(&[]))),
    ("LOGGING", Always(Dict(&[]))),
    ("LOGGING_CONFIG", Always(Text("logging.config.dictConfig"))),
    ("LOGIN_REDIRECT_URL", Always(Text("/accounts/profile/"))),
    ("LOGIN_URL", Always(Text("/accounts/login/"))),
    ("LOGOUT_REDIRECT_URL", Always(Null)),
    ("MANAGERS", Always(SameAs("ADMINS"))),
    ("MEDIA_ROOT", Always(Text(""))),
    ("MEDIA_URL", Always(Text(""))),
    ("MESSAGE_STORAGE", Always(Text("django.contrib.messages.storage.fallback.FallbackStorage"))),
    ("MIDDLEWARE", Always(List(&[]))),
    ("MIGRATION_MODULES", Always(Dict(&[]))),
    ("MONTH_DAY_FORMAT", Always(Text("F j"))),
    ("NUMBER_GROUPING", Always(Int(0))),
    (
        "PASSWORD_HASHERS",
        Varies(&[
            (
                v(3, 2),
                List(&[
                    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
                    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
                    "django.contrib.auth.hashers.Argon2PasswordHasher",
                    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
                ]),
            ),
            (
                v(4, 0),
                List(&[
                    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
                    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher",
                    "django.contrib.auth.hashers.Argon2PasswordHasher",
                    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
                    "django.contrib.auth.hashers.ScryptPasswordHasher",
                ]),
            ),
        ]),
    ),
    ("PASSWORD_RESET_TIMEOUT", Always(Int(60 * 60 * 24 * 3))),
    ("PASSWORD_RESET_TIMEOUT_DAYS", Varies(&[(v(3, 2), Int(3)), (v(4, 0), Absent)])),
    ("PREPEND_WWW", Always(Bool(false))),
    ("SECRET_KEY", Always(Text(""))),
    ("SECRET_KEY_FALLBACKS", Varies(&[(v(3, 2), Absent), (v(4, 1), List(&[]))])),
    ("SECURE_BROWSER_XSS_FILTER", Varies(&[(v(3, 2), Bool(false)), (v(4, 0), Absent)])),
    ("SECURE_CONTENT_TYPE_NOSNIFF", Always(Bool(true))),
    ("SECURE_CROSS_ORIGIN_OPENER_POLICY", Varies(&[(v(3, 2), Absent), (v(4, 0), Text("same-origin"))])),
    ("SECURE_CSP", Varies(&[(v(3, 2), Absent), (v(6, 0), Dict(&[]))])),
    ("SECURE_CSP_REPORT_ONLY", Varies(&[(v(3, 2), Absent), (v(6, 0), Dict(&[]))])),
    ("SECURE_HSTS_INCLUDE_SUBDOMAINS", Always(Bool(false))),
    ("SECURE_HSTS_PRELOAD", Always(Bool(false))),
    ("SECURE_HSTS_SECONDS", Always(Int(0))),
    ("SECURE_PROXY_SSL_HEADER", Always(Null)),
    ("SECURE_REDIRECT_EXEMPT", Always(List(&[]))),
    ("SECURE_REFERRER_POLICY", Always(Text("same-origin"))),
    ("SECURE_SSL_HOST", Always(Null)),
    ("SECURE_SSL_REDIRECT", Always(Bool(false))),
    ("SERVER_EMAIL", Always(Text("root@localhost"))),
    ("SESSION_CACHE_ALIAS", Always(Text("default"))),
    ("SESSION_COOKIE_AGE", Always(Int(60 * 60 * 24 * 7 * 2))),
    ("SESSION_COOKIE_DOMAIN", Always(Null)),
    ("SESSION_COOKIE_HTTPONLY", Always(Bool(true))),
    ("SESSION_COOKIE_NAME", Always(Text("sessionid"))),
    ("SESSION_COOKIE_PATH", Always(Text("/"))),
    ("SESSION_COOKIE_SAMESITE", Always(Text("Lax"))),
    ("SESSION_COOKIE_SECURE", Always(Bool(false))),
    ("SESSION_ENGINE", Always(Text("django.contrib.sessions.backends.db"))),
    ("SESSION_EXPIRE_AT_BROWSER_CLOSE", Always(Bool(false))),
    ("SESSION_FILE_PATH", Always(Null)),
    ("SESSION_SAVE_EVERY_REQUEST", Always(Bool(false))),
    ("SESSION_SERIALIZER", Always(Text("django.contrib.sessions.serializers.JSONSerializer"))),
    ("SHORT_DATETIME_FORMAT", Always(Text("m/d/Y P"))),
    ("SHORT_DATE_FORMAT", Always(Text("m/d/Y"))),
    (
        "SIGNED_COOKIE_LEGACY_SALT_FALLBACK",
        Varies(&[(v(3, 2), Absent), (v(5, 2), Bool(true)), (v(6, 1), Bool(false))]),
    ),
    ("SIGNING_BACKEND", Always(Text("django.core.signing.TimestampSigner"))),
    ("SILENCED_SYSTEM_CHECKS", Always(List(&[]))),
    ("STATICFILES_DIRS", Always(List(&[]))),
    (
        "STATICFILES_FINDERS",
        Always(List(&[
            "django.contrib.staticfiles.finders.FileSystemFinder",
            "django.contrib.staticfiles.finders.AppDirectoriesFinder",
        ])),
    ),
    (
        "STATICFILES_STORAGE",
        Varies(&[
            (v(3, 2), Text("django.contrib.staticfiles.storage.StaticFilesStorage")),
            (v(5, 1), Absent),
        ]),
    ),
    ("STATIC_ROOT", Always(Null)),
    ("STATIC_URL", Always(Null)),
    (
        "STORAGES",
        Varies(&[
            (v(3, 2), Absent),
            (
                v(4, 2),
                Dict(&[
                    ("default", Dict(&[("BACKEND", Text("django.core.files.storage.FileSystemStorage"))])),
                    (
                        "staticfiles",
                        Dict(&[("BACKEND", Text("django.contrib.staticfiles.storage.StaticFilesStorage"))]),
                    ),
                ]),
            ),
        ]),
    ),
    (
        "TASKS",
        Varies(&[
            (v(3, 2), Absent),
            (
                v(6, 0),
                Dict(&[(
                    "default",
                    Dict(&[("BACKEND", Text("django.tasks.backends.immediate.ImmediateBackend"))]),
                )]),
            ),
        ]),
    ),
    ("TEMPLATES", Always(List(&[]))),
    ("TEST_NON_SERIALIZED_APPS", Always(List(&[]))),
    ("TEST_RUNNER", Always(Text("django.test.runner.DiscoverRunner"))),
    ("THOUSAND_SEPARATOR", Always(Text(","))),
    ("TIME_FORMAT", Always(Text("P"))),
    ("TIME_INPUT_FORMATS", Always(List(&["%H:%M:%S", "%H:%M:%S.%f", "%H:%M"]))),
    ("TIME_ZONE", Always(Text("America/Chicago"))),
    ("URLIZE_ASSUME_HTTPS", Varies(&[(v(3, 2), Absent), (v(6, 0), Bool(false))])),
    ("USE_BLANK_CHOICE_DASH", Varies(&[(v(3, 2), Absent), (v(6, 1), Bool(false))])),
    ("USE_DEPRECATED_PYTZ", Varies(&[(v(3, 2), Absent), (v(4, 0), Bool(false)), (v(5, 0), Absent)])),
    ("USE_I18N", Always(Bool(true))),
    ("USE_L10N", Varies(&[(v(3, 2), Bool(false)), (v(4, 0), Bool(true)), (v(5, 0), Absent)])),
    ("USE_THOUSAND_SEPARATOR", Always(Bool(false))),
    ("USE_TZ", Varies(&[(v(3, 2), Bool(false)), (v(5, 0), Bool(true))])),
    ("USE_X_FORWARDED_HOST", Always(Bool(false))),
    ("USE_X_FORWARDED_PORT", Always(Bool(false))),
    ("WSGI_APPLICATION", Always(Null)),
    ("X_FRAME_OPTIONS", Always(Text("DENY"))),
    ("YEAR_MONTH_FORMAT", Always(Text("F Y"))),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_spans_start_at_the_oldest_series() {
        assert!(SETTINGS.is_sorted_by_key(|(name, _)| *name));
        for (name, span) in SETTINGS {
            if let Varies(values) = span {
                assert_eq!(values[0].0, Version::ALL[0], "{name}");
                assert!(values.is_sorted_by_key(|(since, _)| *since), "{name}");
            }
        }
    }

    #[test]
    fn defaults_change_when_django_changed_them() {
        for (name, series, expected) in [
            ("DEBUG", (5, 2), Some(Bool(false))),
            ("USE_TZ", (4, 2), Some(Bool(false))),
            ("USE_TZ", (5, 0), Some(Bool(true))),
            ("USE_L10N", (3, 2), Some(Bool(false))),
            ("USE_L10N", (5, 0), None),
            ("STORAGES", (4, 1), None),
            ("STATICFILES_STORAGE", (5, 1), None),
            (
                "STATICFILES_STORAGE",
                (5, 0),
                Some(Text("django.contrib.staticfiles.storage.StaticFilesStorage")),
            ),
            ("DEFAULT_AUTO_FIELD", (6, 0), Some(Text("django.db.models.BigAutoField"))),
            ("SESSION_COOKIE_AGE", (5, 2), Some(Int(1_209_600))),
            ("FILE_UPLOAD_PERMISSIONS", (5, 2), Some(Int(420))),
            ("MANAGERS", (5, 2), Some(SameAs("ADMINS"))),
            ("SECURE_CSP", (5, 2), None),
            ("SECURE_CSP", (6, 0), Some(Dict(&[]))),
            ("SIGNED_COOKIE_LEGACY_SALT_FALLBACK", (6, 1), Some(Bool(false))),
            ("PASSWORD_RESET_TIMEOUT_DAYS", (3, 2), Some(Int(3))),
            // Series that no table holds are judged by their nearest neighbour.
            ("USE_L10N", (2, 2), Some(Bool(false))),
            ("USE_TZ", (2028, 0), Some(Bool(true))),
            ("NO_SUCH_SETTING", (5, 2), None),
        ] {
            let (major, minor) = series;
            assert_eq!(default(name, Version::new(major, minor)).copied(), expected, "{name} {series:?}");
        }
    }

    #[test]
    fn every_series_has_its_settings_and_languages() {
        let counts: Vec<usize> = Version::ALL.iter().map(|version| names(*version).count()).collect();
        assert_eq!(counts, [147, 146, 148, 149, 147, 145, 146, 149, 150]);
        let languages: Vec<usize> = Version::ALL.iter().map(|version| languages(*version).count()).collect();
        assert_eq!(languages, [96, 97, 97, 98, 99, 99, 99, 100, 100]);
    }
}
