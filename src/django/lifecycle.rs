//! Settings and dotted paths that came, changed or went.
//!
//! From a comparison of `global_settings.py` over the releases 2.2 to 6.1, from the
//! release notes and from Django's deprecation timeline. The series after 6.2 is
//! called 2028; there is no 7.0.

use super::Version;
use crate::model::{Text, text};

/// The life of one setting. Once it is removed Django neither reads it nor prints
/// anything about it: the line is silently without effect.
#[derive(Debug, Clone)]
pub struct Lifecycle {
    pub name: &'static str,
    pub deprecated: Option<Version>,
    /// The first series without it.
    pub removed: Version,
    /// What to write instead; empty: only delete the line.
    pub replacement: &'static str,
    /// One sentence: what follows for the project.
    pub note: Text,
}

/// Where a setting stands in a series.
#[derive(Debug, Clone)]
pub enum Stage {
    Deprecated(&'static Lifecycle),
    Removed(&'static Lifecycle),
    /// It does nothing yet: it comes with this series.
    NotYet(Version),
}

/// Where a setting stands in a series; none: it is simply there, or is no setting
/// of Django's.
#[must_use]
pub fn stage(name: &str, series: Version) -> Option<Stage> {
    if let Some(&(_, since)) = ADDED.iter().find(|(added, _)| *added == name)
        && series < since
    {
        return Some(Stage::NotYet(since));
    }
    let lifecycle = LIFECYCLES.iter().find(|lifecycle| lifecycle.name == name)?;
    if series >= lifecycle.removed {
        Some(Stage::Removed(lifecycle))
    } else if lifecycle.deprecated.is_some_and(|since| series >= since) {
        Some(Stage::Deprecated(lifecycle))
    } else {
        None
    }
}

/// The newer setting that an older one may not stand beside in a series: both
/// together are `ImproperlyConfigured` when the settings load.
#[must_use]
pub fn excluded_by(name: &str, series: Version) -> Option<&'static str> {
    match name {
        "DEFAULT_FILE_STORAGE" | "STATICFILES_STORAGE" => {
            (v(4, 2) <= series && series < v(5, 1)).then_some("STORAGES")
        }
        _ => {
            let lifecycle = LIFECYCLES.iter().find(|lifecycle| lifecycle.name == name)?;
            (lifecycle.replacement == "MAILERS" && v(6, 1) <= series && series < lifecycle.removed)
                .then_some("MAILERS")
        }
    }
}

/// A class or module that settings name by its dotted path and that is gone or going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GonePath {
    pub path: &'static str,
    pub deprecated: Version,
    /// The first series without it: naming it stops the process.
    pub removed: Version,
    /// What to name instead; empty: only delete it.
    pub replacement: &'static str,
}

/// The life of a dotted path, if it is one that Django took away.
#[must_use]
pub fn gone_path(path: &str) -> Option<&'static GonePath> {
    GONE_PATHS.iter().find(|gone| gone.path == path)
}

/// A default that changed between two series.
#[derive(Debug, Clone)]
pub struct DefaultChange {
    pub name: &'static str,
    /// The first series with the new default.
    pub since: Version,
    pub note: Text,
}

/// What changes under a project that goes from one series to a later one without
/// setting the setting itself.
pub fn changes(from: Version, to: Version) -> impl Iterator<Item = &'static DefaultChange> {
    DEFAULT_CHANGES.iter().filter(move |change| from < change.since && change.since <= to)
}

const fn v(major: u16, minor: u16) -> Version {
    Version::new(major, minor)
}

const fn gone(
    name: &'static str,
    deprecated: Version,
    removed: Version,
    replacement: &'static str,
    note: Text,
) -> Lifecycle {
    Lifecycle { name, deprecated: Some(deprecated), removed, replacement, note }
}

const EMAIL_NOTE: Text = text(
    "Since 6.1 the connection for mail is described in MAILERS; this setting goes in Django 2028, and both together stop the process.",
    "С версии 6.1 почта настраивается в MAILERS; эта настройка исчезнет в Django 2028, а вместе с MAILERS она не даст процессу запуститься.",
);

const OLD_TEMPLATES_NOTE: Text = text(
    "Templates are configured in TEMPLATES since 1.8; this line has no effect.",
    "С версии 1.8 шаблоны настраиваются в TEMPLATES; эта строка ни на что не влияет.",
);

const fn email(name: &'static str) -> Lifecycle {
    gone(name, v(6, 1), Version::YEAR_2028, "MAILERS", EMAIL_NOTE)
}

const fn old_templates(name: &'static str) -> Lifecycle {
    gone(name, v(1, 8), v(1, 10), "TEMPLATES", OLD_TEMPLATES_NOTE)
}

/// Settings that were removed, or will be.
pub static LIFECYCLES: &[Lifecycle] = &[
    gone(
        "MIDDLEWARE_CLASSES",
        v(1, 10),
        v(2, 0),
        "MIDDLEWARE",
        text(
            "Django reads MIDDLEWARE alone, so that none of these middleware runs, the security ones included.",
            "Django читает только MIDDLEWARE, поэтому ни один из этих middleware не работает, в том числе отвечающие за безопасность.",
        ),
    ),
    old_templates("TEMPLATE_DIRS"),
    old_templates("TEMPLATE_LOADERS"),
    old_templates("TEMPLATE_CONTEXT_PROCESSORS"),
    old_templates("TEMPLATE_DEBUG"),
    old_templates("ALLOWED_INCLUDE_ROOTS"),
    gone(
        "DEFAULT_CONTENT_TYPE",
        v(2, 0),
        v(3, 0),
        "",
        text("Pages are always sent as text/html.", "Страницы всегда отдаются как text/html."),
    ),
    gone(
        "FILE_CHARSET",
        v(2, 2),
        v(3, 1),
        "",
        text("Files are always read as UTF-8.", "Файлы всегда читаются в UTF-8."),
    ),
    gone(
        "PASSWORD_RESET_TIMEOUT_DAYS",
        v(3, 1),
        v(4, 0),
        "PASSWORD_RESET_TIMEOUT",
        text(
            "The value is not read: reset links live for three days unless PASSWORD_RESET_TIMEOUT, in seconds, says otherwise.",
            "Значение не читается: ссылки на сброс пароля действуют три дня, если PASSWORD_RESET_TIMEOUT (в секундах) не задаёт другое.",
        ),
    ),
    gone(
        "DEFAULT_HASHING_ALGORITHM",
        v(3, 1),
        v(4, 0),
        "",
        text("Signatures always use SHA-256.", "Для подписей всегда используется SHA-256."),
    ),
    Lifecycle {
        name: "SECURE_BROWSER_XSS_FILTER",
        deprecated: None,
        removed: v(4, 0),

        replacement: "SECURE_CSP",
        note: text(
            "The X-XSS-Protection header is no longer sent, and browsers no longer read it; a Content Security Policy does its work.",
            "Заголовок X-XSS-Protection больше не отправляется, да и браузеры его не читают; его роль выполняет Content Security Policy.",
        ),
    },
    gone(
        "USE_L10N",
        v(4, 0),
        v(5, 0),
        "",
        text(
            "Localised formats are always on; if the value was False, dates and numbers look different now.",
            "Форматы локали включены всегда; если здесь было False, даты и числа теперь выглядят иначе.",
        ),
    ),
    gone(
        "USE_DEPRECATED_PYTZ",
        v(4, 0),
        v(5, 0),
        "",
        text("Time zones come from zoneinfo alone.", "Часовые пояса берутся только из zoneinfo."),
    ),
    gone(
        "CSRF_COOKIE_MASKED",
        v(4, 1),
        v(5, 0),
        "",
        text("It only helped to upgrade to 4.1.", "Эта настройка нужна была только для перехода на 4.1."),
    ),
    gone(
        "DEFAULT_FILE_STORAGE",
        v(4, 2),
        v(5, 1),
        "STORAGES[\"default\"]",
        text(
            "The storage named here is not used: uploads go to the local disk unless STORAGES says otherwise.",
            "Указанное здесь хранилище не используется: загруженные файлы попадают на локальный диск, если STORAGES не задаёт другое.",
        ),
    ),
    gone(
        "STATICFILES_STORAGE",
        v(4, 2),
        v(5, 1),
        "STORAGES[\"staticfiles\"]",
        text(
            "The storage named here is not used: static files get no hashes and no compression unless STORAGES says otherwise.",
            "Указанное здесь хранилище не используется: статические файлы остаются без хешей и сжатия, если STORAGES не задаёт другое.",
        ),
    ),
    gone(
        "FORMS_URLFIELD_ASSUME_HTTPS",
        v(5, 0),
        v(6, 0),
        "",
        text("URL fields of forms assume https.", "Поля URL в формах по умолчанию подставляют https."),
    ),
    gone(
        "URLIZE_ASSUME_HTTPS",
        v(6, 0),
        Version::YEAR_2028,
        "",
        text(
            "It only brings forward the behaviour of Django 2028: True is the value to have until then.",
            "Настройка лишь заранее включает поведение Django 2028: до тех пор лучше держать True.",
        ),
    ),
    gone(
        "USE_BLANK_CHOICE_DASH",
        v(6, 1),
        Version::YEAR_2028,
        "",
        text(
            "It only keeps the old label of empty choices until Django 2028.",
            "Настройка лишь сохраняет прежнюю подпись пустого варианта до Django 2028.",
        ),
    ),
    gone(
        "SIGNED_COOKIE_LEGACY_SALT_FALLBACK",
        v(6, 1),
        Version::YEAR_2028,
        "",
        text(
            "True accepts cookies signed in the old way, on which CVE-2026-6873 rests; False closes it.",
            "True принимает cookie со старой подписью, на чём построена CVE-2026-6873; False закрывает эту возможность.",
        ),
    ),
    email("EMAIL_BACKEND"),
    email("EMAIL_FILE_PATH"),
    email("EMAIL_HOST"),
    email("EMAIL_HOST_PASSWORD"),
    email("EMAIL_HOST_USER"),
    email("EMAIL_PORT"),
    email("EMAIL_SSL_CERTFILE"),
    email("EMAIL_SSL_KEYFILE"),
    email("EMAIL_TIMEOUT"),
    email("EMAIL_USE_SSL"),
    email("EMAIL_USE_TLS"),
];

/// Settings and the series that first reads them. Where a security fix brought
/// one to older series as well, the oldest of them stands here.
pub const ADDED: &[(&str, Version)] = &[
    ("DATA_UPLOAD_MAX_NUMBER_FILES", v(3, 2)),
    ("DEFAULT_AUTO_FIELD", v(3, 2)),
    ("DEFAULT_EXCEPTION_REPORTER", v(3, 1)),
    ("LANGUAGE_COOKIE_HTTPONLY", v(3, 0)),
    ("LANGUAGE_COOKIE_SAMESITE", v(3, 0)),
    ("LANGUAGE_COOKIE_SECURE", v(3, 0)),
    ("MAILERS", v(6, 1)),
    ("PASSWORD_RESET_TIMEOUT", v(3, 1)),
    ("SECRET_KEY_FALLBACKS", v(4, 1)),
    ("SECURE_CROSS_ORIGIN_OPENER_POLICY", v(4, 0)),
    ("SECURE_CSP", v(6, 0)),
    ("SECURE_CSP_REPORT_ONLY", v(6, 0)),
    ("SECURE_REFERRER_POLICY", v(3, 0)),
    ("SIGNED_COOKIE_LEGACY_SALT_FALLBACK", v(5, 2)),
    ("STORAGES", v(4, 2)),
    ("TASKS", v(6, 0)),
    ("URLIZE_ASSUME_HTTPS", v(6, 0)),
    ("USE_BLANK_CHOICE_DASH", v(6, 1)),
];

const fn path(
    path: &'static str,
    deprecated: Version,
    removed: Version,
    replacement: &'static str,
) -> GonePath {
    GonePath { path, deprecated, removed, replacement }
}

/// Dotted paths that were removed.
pub const GONE_PATHS: &[GonePath] = &[
    path(
        "django.contrib.sessions.serializers.PickleSerializer",
        v(4, 1),
        v(5, 0),
        "django.contrib.sessions.serializers.JSONSerializer",
    ),
    path("django.contrib.auth.hashers.CryptPasswordHasher", v(4, 1), v(5, 0), ""),
    path(
        "django.contrib.auth.hashers.SHA1PasswordHasher",
        v(4, 2),
        v(5, 1),
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ),
    path(
        "django.contrib.auth.hashers.UnsaltedSHA1PasswordHasher",
        v(4, 2),
        v(5, 1),
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ),
    path(
        "django.contrib.auth.hashers.UnsaltedMD5PasswordHasher",
        v(4, 2),
        v(5, 1),
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ),
    path(
        "django.core.cache.backends.memcached.MemcachedCache",
        v(3, 2),
        v(4, 1),
        "django.core.cache.backends.memcached.PyMemcacheCache",
    ),
    path(
        "django.contrib.staticfiles.storage.CachedStaticFilesStorage",
        v(2, 2),
        v(3, 1),
        "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
    ),
    path("django.contrib.auth.middleware.SessionAuthenticationMiddleware", v(1, 10), v(2, 0), ""),
    path(
        "django.forms.renderers.DjangoDivFormRenderer",
        v(5, 0),
        v(6, 0),
        "django.forms.renderers.DjangoTemplates",
    ),
    path("django.forms.renderers.Jinja2DivFormRenderer", v(5, 0), v(6, 0), "django.forms.renderers.Jinja2"),
];

const fn change(name: &'static str, since: Version, note: Text) -> DefaultChange {
    DefaultChange { name, since, note }
}

/// Oldest first.
pub static DEFAULT_CHANGES: &[DefaultChange] = &[
    change(
        "FILE_UPLOAD_PERMISSIONS",
        v(3, 0),
        text("Uploaded files get the mode 0o644.", "Загруженные файлы получают права 0o644."),
    ),
    change(
        "X_FRAME_OPTIONS",
        v(3, 0),
        text(
            "No page may be framed any more: DENY instead of SAMEORIGIN.",
            "Страницы больше нельзя встраивать во фреймы: DENY вместо SAMEORIGIN.",
        ),
    ),
    change(
        "SECURE_CONTENT_TYPE_NOSNIFF",
        v(3, 0),
        text(
            "Browsers are told not to guess content types.",
            "Браузерам запрещается угадывать тип содержимого.",
        ),
    ),
    change(
        "SECURE_REFERRER_POLICY",
        v(3, 1),
        text(
            "Other sites no longer learn the address of the page a visitor came from.",
            "Другие сайты больше не узнают адрес страницы, с которой пришёл посетитель.",
        ),
    ),
    change(
        "USE_L10N",
        v(4, 0),
        text(
            "Dates and numbers follow the language of the visitor.",
            "Даты и числа выводятся по правилам языка посетителя.",
        ),
    ),
    change(
        "CSRF_TRUSTED_ORIGINS",
        v(4, 0),
        text(
            "Each origin needs its scheme: https://example.com instead of example.com.",
            "Каждому источнику нужна схема: https://example.com вместо example.com.",
        ),
    ),
    change(
        "PASSWORD_HASHERS",
        v(4, 0),
        text(
            "Passwords hashed with scrypt can be checked as well.",
            "Теперь можно проверять и пароли, хешированные scrypt.",
        ),
    ),
    change(
        "USE_TZ",
        v(5, 0),
        text(
            "Times are stored in UTC and carry their time zone.",
            "Время хранится в UTC и учитывает часовой пояс.",
        ),
    ),
    change(
        "DEFAULT_AUTO_FIELD",
        v(6, 0),
        text(
            "New primary keys are 64 bits wide, so that models without one of their own get a migration.",
            "Новые первичные ключи 64-битные, поэтому модели без своего ключа получат миграцию.",
        ),
    ),
    change(
        "SIGNED_COOKIE_LEGACY_SALT_FALLBACK",
        v(6, 1),
        text(
            "Cookies signed in the old way are no longer accepted.",
            "Cookie со старой подписью больше не принимаются.",
        ),
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::django::settings;

    #[test]
    fn settings_come_and_go_with_the_series() {
        let told = |name: &str, major, minor| match stage(name, v(major, minor)) {
            Some(Stage::Deprecated(lifecycle)) => format!("deprecated until {}", lifecycle.removed),
            Some(Stage::Removed(lifecycle)) => format!("removed in {}", lifecycle.removed),
            Some(Stage::NotYet(since)) => format!("not before {since}"),
            None => String::new(),
        };
        for (name, (major, minor), expected) in [
            ("USE_L10N", (3, 2), ""),
            ("USE_L10N", (4, 2), "deprecated until 5.0"),
            ("USE_L10N", (5, 2), "removed in 5.0"),
            ("STATICFILES_STORAGE", (5, 0), "deprecated until 5.1"),
            ("STATICFILES_STORAGE", (5, 1), "removed in 5.1"),
            ("SECURE_BROWSER_XSS_FILTER", (3, 2), ""),
            ("EMAIL_HOST", (6, 1), "deprecated until 2028"),
            ("EMAIL_HOST", (6, 0), ""),
            ("MAILERS", (5, 2), "not before 6.1"),
            ("SECURE_CSP", (6, 0), ""),
            ("DEBUG", (5, 2), ""),
            ("MY_OWN", (5, 2), ""),
        ] {
            assert_eq!(told(name, major, minor), expected, "{name} in {major}.{minor}");
        }
    }

    /// The two tables come from different sources and have to agree.
    #[test]
    fn what_is_removed_has_no_default() {
        for lifecycle in LIFECYCLES {
            for series in Version::ALL.iter().filter(|series| **series >= lifecycle.removed) {
                assert_eq!(settings::default(lifecycle.name, *series), None, "{} {series}", lifecycle.name);
            }
        }
        for (name, since) in ADDED {
            for series in Version::ALL.iter().filter(|series| *series < since) {
                assert_eq!(settings::default(name, *series), None, "{name} {series}");
            }
        }
    }

    #[test]
    fn a_default_that_is_told_to_change_changes() {
        for change in DEFAULT_CHANGES.iter().filter(|change| change.since > Version::ALL[0]) {
            let before = Version::ALL.iter().rfind(|series| **series < change.since).expect("an older one");
            let same =
                settings::default(change.name, *before) == settings::default(change.name, change.since);
            // Of the origins only the form changed.
            assert_eq!(same, change.name == "CSRF_TRUSTED_ORIGINS", "{}", change.name);
        }
        let names: Vec<_> = changes(v(4, 2), v(5, 2)).map(|change| change.name).collect();
        assert_eq!(names, ["USE_TZ"]);
    }

    #[test]
    fn old_and_new_exclude_each_other_while_both_are_read() {
        for (name, (major, minor), newer) in [
            ("STATICFILES_STORAGE", (4, 1), None),
            ("STATICFILES_STORAGE", (5, 0), Some("STORAGES")),
            ("STATICFILES_STORAGE", (5, 1), None),
            ("EMAIL_HOST", (6, 0), None),
            ("EMAIL_HOST", (6, 1), Some("MAILERS")),
            ("DEFAULT_FROM_EMAIL", (6, 1), None),
        ] {
            assert_eq!(excluded_by(name, v(major, minor)), newer, "{name} in {major}.{minor}");
        }
    }

    #[test]
    fn paths_are_found() {
        let gone = gone_path("django.core.cache.backends.memcached.MemcachedCache").expect("gone");
        assert_eq!(gone.removed, v(4, 1));
        assert!(gone_path("django.core.cache.backends.redis.RedisCache").is_none());
    }
}
