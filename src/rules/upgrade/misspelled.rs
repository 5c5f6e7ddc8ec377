//! No setting is lost to a slip of the pen.

use crate::django::lifecycle::LIFECYCLES;
use crate::django::settings as known;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, mask_code};
use crate::python::{Kind, Value};
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, not_applicable, pass, passes};
use crate::source::Place;

pub(super) static RULE: Rule = Rule {
    id: "upgrade.misspelled",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/",
    title: text("No setting's name is misspelled", "В именах настроек нет опечаток"),
    why: text(
        "A name that nothing reads does nothing, and nothing says so: the default stays in force.",
        "Имя, которое никто не читает, ничего не делает, и об этом никто не скажет: действует значение по умолчанию.",
    ),
    how: text("Correct the name.", "Исправьте имя."),
    examples: &[
        fails("SESION_COOKIE_SECURE = True"),
        fails("CSRF_TRUSTED_ORIGIN = ['https://example.com']"),
        fails("EMAIL_HOST_USERNAME = 'shop'"),
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGIN = ['https://example.com']"),
        fails("REST_FRAMEWORK = {'DEFAULT_PERMISSIONS_CLASSES': []}"),
        fails("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'USERNAME': 'shop'}}"),
        fails("CACHES = {'default': {'BACKEND': 'x', 'location': 'redis://redis'}}"),
        passes(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'TEST': {}, 'SCHEMA': 'a'}}",
        ),
        passes("SESSION_COOKIE_SECURE = True"),
        // A name that is used has a purpose of its own.
        passes("STATICFILES_DIR = 'assets'\nSTATICFILES_DIRS = [STATICFILES_DIR]"),
        passes("LOG_LEVEL = 'INFO'\nADMIN = 'b'"),
        passes("EMAIL_USER = 'shop'")
            .with(&[("shop/mail.py", "from django.conf import settings\nsettings.EMAIL_USER\n")]),
    ],
    check,
};

/// Slips that are more than a letter or two.
const SLIPS: &[(&str, &str)] = &[
    ("ALLOW_HOSTS", "ALLOWED_HOSTS"),
    ("CACHE", "CACHES"),
    ("EMAIL_HOST_USERNAME", "EMAIL_HOST_USER"),
    ("EMAIL_USERNAME", "EMAIL_HOST_USER"),
    ("HSTS_SECONDS", "SECURE_HSTS_SECONDS"),
    ("LOGIN_REDIRECT", "LOGIN_REDIRECT_URL"),
    ("LOGOUT_REDIRECT", "LOGOUT_REDIRECT_URL"),
    ("MIDDLEWARES", "MIDDLEWARE"),
    ("SECURE_HSTS_SECOND", "SECURE_HSTS_SECONDS"),
    ("SSL_REDIRECT", "SECURE_SSL_REDIRECT"),
    ("STATICFILES_ROOT", "STATIC_ROOT"),
    ("TRUSTED_ORIGINS", "CSRF_TRUSTED_ORIGINS"),
    ("CSRF_TRUSTED_HOSTS", "CSRF_TRUSTED_ORIGINS"),
];

/// Settings of packages that matter for a release. None of them is a slip, and
/// a name next to one is.
const OF_PACKAGES: &[&str] = &[
    "ACCOUNT_ADAPTER",
    "ACCOUNT_DEFAULT_HTTP_PROTOCOL",
    "ACCOUNT_EMAIL_VERIFICATION",
    "ACCOUNT_LOGIN_METHODS",
    "ACCOUNT_PREVENT_ENUMERATION",
    "ACCOUNT_RATE_LIMITS",
    "ACCOUNT_SIGNUP_FIELDS",
    "ALLAUTH_TRUSTED_CLIENT_IP_HEADER",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
    "ALLOWED_CIDR_NETS",
    "ASGI_APPLICATION",
    "AWS_ACCESS_KEY_ID",
    "AWS_DEFAULT_ACL",
    "AWS_LOCATION",
    "AWS_QUERYSTRING_AUTH",
    "AWS_QUERYSTRING_EXPIRE",
    "AWS_S3_CUSTOM_DOMAIN",
    "AWS_S3_ENDPOINT_URL",
    "AWS_S3_FILE_OVERWRITE",
    "AWS_S3_REGION_NAME",
    "AWS_S3_SIGNATURE_VERSION",
    "AWS_S3_USE_SSL",
    "AWS_S3_VERIFY",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_STORAGE_BUCKET_NAME",
    "AXES_COOLOFF_TIME",
    "AXES_ENABLED",
    "AXES_FAILURE_LIMIT",
    "AXES_HANDLER",
    "AXES_LOCKOUT_PARAMETERS",
    "AXES_RESET_ON_SUCCESS",
    "CELERY_ACCEPT_CONTENT",
    "CELERY_BEAT_SCHEDULE",
    "CELERY_BEAT_SCHEDULER",
    "CELERY_BROKER_URL",
    "CELERY_RESULT_BACKEND",
    "CELERY_RESULT_SERIALIZER",
    "CELERY_TASK_ALWAYS_EAGER",
    "CELERY_TASK_SERIALIZER",
    "CELERY_TASK_SOFT_TIME_LIMIT",
    "CELERY_TASK_TIME_LIMIT",
    "CELERY_TIMEZONE",
    "CHANNEL_LAYERS",
    "COMPRESS_ENABLED",
    "COMPRESS_OFFLINE",
    "CONTENT_SECURITY_POLICY",
    "CONTENT_SECURITY_POLICY_REPORT_ONLY",
    "CORS_ALLOWED_ORIGINS",
    "CORS_ALLOWED_ORIGIN_REGEXES",
    "CORS_ALLOW_ALL_ORIGINS",
    "CORS_ALLOW_CREDENTIALS",
    "CORS_ALLOW_HEADERS",
    "CORS_ALLOW_METHODS",
    "CORS_EXPOSE_HEADERS",
    "CORS_ORIGIN_ALLOW_ALL",
    "CORS_ORIGIN_REGEX_WHITELIST",
    "CORS_ORIGIN_WHITELIST",
    "CORS_PREFLIGHT_MAX_AGE",
    "CORS_URLS_REGEX",
    "CRISPY_TEMPLATE_PACK",
    "DBBACKUP_CLEANUP_KEEP",
    "DBBACKUP_GPG_RECIPIENT",
    "DEBUG_TOOLBAR_CONFIG",
    "DEBUG_TOOLBAR_PANELS",
    "DJANGO_REDIS_IGNORE_EXCEPTIONS",
    "DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS",
    "DJSTRIPE_WEBHOOK_VALIDATION",
    "PERMISSIONS_POLICY",
    "PROMETHEUS_EXPORT_MIGRATIONS",
    "RATELIMIT_ENABLE",
    "RATELIMIT_USE_CACHE",
    "REST_FRAMEWORK",
    "SIMPLE_JWT",
    "SITE_ID",
    "SOCIALACCOUNT_PROVIDERS",
    "SPECTACULAR_SETTINGS",
    "STRIPE_LIVE_MODE",
    "STRIPE_LIVE_SECRET_KEY",
    "STRIPE_TEST_SECRET_KEY",
    "WHITENOISE_AUTOREFRESH",
    "WHITENOISE_MANIFEST_STRICT",
    "WHITENOISE_MAX_AGE",
    "WHITENOISE_USE_FINDERS",
];

/// Settings whose keys are known, below so many levels of names of one's own.
const KEYS: &[(&str, usize, &[&str])] = &[
    (
        "DATABASES",
        1,
        &[
            "ENGINE",
            "NAME",
            "USER",
            "PASSWORD",
            "HOST",
            "PORT",
            "OPTIONS",
            "CONN_MAX_AGE",
            "CONN_HEALTH_CHECKS",
            "ATOMIC_REQUESTS",
            "AUTOCOMMIT",
            "DISABLE_SERVER_SIDE_CURSORS",
        ],
    ),
    ("CACHES", 1, &["BACKEND", "KEY_FUNCTION", "KEY_PREFIX", "LOCATION", "OPTIONS", "TIMEOUT", "VERSION"]),
    (
        "REST_FRAMEWORK",
        0,
        &[
            "DEFAULT_RENDERER_CLASSES",
            "DEFAULT_PARSER_CLASSES",
            "DEFAULT_AUTHENTICATION_CLASSES",
            "DEFAULT_PERMISSION_CLASSES",
            "DEFAULT_THROTTLE_CLASSES",
            "DEFAULT_CONTENT_NEGOTIATION_CLASS",
            "DEFAULT_METADATA_CLASS",
            "DEFAULT_VERSIONING_CLASS",
            "DEFAULT_PAGINATION_CLASS",
            "DEFAULT_FILTER_BACKENDS",
            "DEFAULT_SCHEMA_CLASS",
            "DEFAULT_THROTTLE_RATES",
            "NUM_PROXIES",
            "PAGE_SIZE",
            "EXCEPTION_HANDLER",
            "DEFAULT_VERSION",
            "ALLOWED_VERSIONS",
        ],
    ),
    (
        "SIMPLE_JWT",
        0,
        &[
            "ACCESS_TOKEN_LIFETIME",
            "REFRESH_TOKEN_LIFETIME",
            "ROTATE_REFRESH_TOKENS",
            "BLACKLIST_AFTER_ROTATION",
            "UPDATE_LAST_LOGIN",
            "ALGORITHM",
            "SIGNING_KEY",
            "VERIFYING_KEY",
            "AUDIENCE",
            "ISSUER",
            "AUTH_HEADER_TYPES",
            "AUTH_HEADER_NAME",
            "USER_ID_FIELD",
            "USER_ID_CLAIM",
        ],
    ),
];

fn check(project: &Project) -> Verdict {
    let mut slips: Vec<(String, &str, Option<Place>)> = Vec::new();
    let mut known: Vec<(&'static str, u64)> = known::names(project.django.version)
        .chain(OF_PACKAGES.iter().copied())
        .filter(|name| name.len() > 6)
        .map(|name| (name, letters(name)))
        .collect();
    crate::source::sort_by_key(&mut known, |(name, _)| name.len());
    for name in project.settings.names() {
        let Some(meant) = meant(&known, name) else { continue };
        if project.settings.binding(meant).is_some() || project.is_read(name) {
            continue;
        }
        let place = project
            .settings
            .binding(name)
            .and_then(|binding| binding.history.last())
            .map(|event| event.place);
        slips.push((name.to_string(), meant, place));
    }
    for (setting, depth, keys) in KEYS {
        if let Some(binding) = project.settings.binding(setting) {
            nested(setting, &binding.value, *depth, keys, &mut slips);
        }
    }
    let Some((name, meant, place)) = slips.first() else {
        return Ok(if project.settings.module().is_some() { pass() } else { not_applicable() });
    };
    let outcome = match slips.len() {
        1 => attention(text! {
            en: "Nothing reads {name}; the setting is called {meant}.",
            ru: "{name} никто не читает; настройка называется {meant}.",
        }),
        _ => {
            let pairs = slips
                .iter()
                .map(|(name, meant, _)| format!("{name} → {meant}"))
                .collect::<Vec<_>>()
                .join(", ");
            attention(text! {
                en: "Names that nothing reads, and what they seem to mean: {pairs}.",
                ru: "Имена, которые никто не читает, и что, похоже, имелось в виду: {pairs}.",
            })
        }
    };
    let outcome = slips.iter().fold(outcome, |outcome, (.., place)| outcome.at_place(*place));
    // One rename at a time, where the statement is plain; a secret is not repeated.
    let statement = place.map(|place| project.tree.text(place)).unwrap_or_default();
    let renamed = statement
        .strip_prefix(name.as_str())
        .filter(|rest| rest.trim_start().starts_with('=') && mask_code(statement) == statement);
    Ok(match (slips.len(), place, renamed) {
        (1, Some(place), Some(rest)) => {
            outcome.fix(Applicability::Unsafe, Where::Statement(*place), format!("{meant}{rest}"))
        }
        _ => outcome,
    })
}

/// Keys of a dict that are next to a known one.
fn nested(
    shown: &str,
    value: &Value,
    depth: usize,
    keys: &[&'static str],
    slips: &mut Vec<(String, &'static str, Option<Place>)>,
) {
    let Kind::Dict(pairs) = &value.kind else { return };
    for (key, inner) in pairs {
        let Some(name) = key.as_str() else { continue };
        let shown = format!("{shown}[{name:?}]");
        if depth > 0 {
            nested(&shown, inner, depth - 1, keys, slips);
        } else if !keys.contains(&name) {
            let has = |key: &str| pairs.iter().any(|(other, _)| other.as_str() == Some(key));
            let slip = if name.len() < 4 { 0 } else { 1 + usize::from(name.len() > 11) };
            let meant = keys.iter().find(|meant| {
                let upper = name.to_ascii_uppercase();
                upper == **meant && upper != name && name != "timeout"
                    || (upper == "USERNAME" && **meant == "USER")
                    || distance(name.as_bytes(), meant.as_bytes(), slip) <= slip
                        && !differ_by_a_word(name, meant)
            });
            if let Some(meant) = meant.filter(|meant| !has(meant)) {
                slips.push((shown, meant, key.place.or(inner.place)));
            }
        }
    }
}

/// The setting that an unknown name was meant to be, if it is next to one.
fn meant(all: &[(&'static str, u64)], name: &str) -> Option<&'static str> {
    if let Some((_, meant)) = SLIPS.iter().find(|(slip, _)| *slip == name) {
        return Some(meant);
    }
    if known::is_known(name) || OF_PACKAGES.binary_search(&name).is_ok() {
        return None;
    }
    // Short names are next to too many others.
    let allowed = match name.len() {
        0..=6 => return None,
        7..=11 => 1,
        _ => 2,
    };
    let own = letters(name);
    // Of about the same length; the names stand in its order.
    let from = all.partition_point(|(known, _)| known.len() + allowed < name.len());
    all[from..]
        .iter()
        .take_while(|(known, _)| known.len() <= name.len() + allowed)
        // A slip brings one letter, and takes one away, at most.
        .filter(|(_, letters)| (letters ^ own).count_ones() as usize <= 2 * allowed)
        .map(|&(known, _)| (distance(name.as_bytes(), known.as_bytes(), allowed), known))
        .filter(|(distance, known)| *distance <= allowed && !differ_by_a_word(name, known))
        .min()
        .map(|(_, known)| known)
        // Names of older versions are told elsewhere; they are no slips.
        .filter(|_| LIFECYCLES.iter().all(|lifecycle| lifecycle.name != name))
}

/// The letters that stand in a name, a bit for each.
fn letters(name: &str) -> u64 {
    name.bytes().fold(0, |all, byte| all | 1 << (byte % 64))
}

/// Whether two names differ by a digit or a whole short word, so that both may
/// be meant: `AWS_KEY_1` and `AWS_KEY_2`, `LOG_IN_URL` and `LOG_UP_URL`.
fn differ_by_a_word(one: &str, other: &str) -> bool {
    let (ones, others): (Vec<_>, Vec<_>) = (one.split('_').collect(), other.split('_').collect());
    if ones.len() != others.len() {
        return true;
    }
    ones.iter().zip(&others).filter(|(a, b)| a != b).any(|(a, b)| {
        a.len().max(b.len()) <= 3 || a.bytes().chain(b.bytes()).any(|byte| byte.is_ascii_digit())
    })
}

/// How many letters are wrong, missing, too many or swapped with a neighbour; more
/// than the limit is not counted to its end.
fn distance(one: &[u8], other: &[u8], limit: usize) -> usize {
    let width = other.len() + 1;
    let (mut before, mut last) = (vec![0; width], (0..width).collect::<Vec<usize>>());
    let mut row = vec![0; width];
    for (i, a) in one.iter().enumerate() {
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let mut least = (last[j] + usize::from(a != b)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row[j + 1] = least;
        }
        // A swap looks back by two rows.
        if row.iter().chain(&last).all(|cost| *cost > limit) {
            return limit + 1;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        assert_eq!(distance(b"SESION", b"SESSION", 2), 1);
        assert_eq!(distance(b"HOTS", b"HOST", 2), 1);
        assert!(distance(b"STATIC_ROOT", b"MEDIA_ROOT", 2) > 2);
        assert!(differ_by_a_word("SERVER_KEY_1", "SERVER_KEY_2"));
        assert!(!differ_by_a_word("SESION_COOKIE_SECURE", "SESSION_COOKIE_SECURE"));
        assert!(differ_by_a_word("MEDIA_DIR", "MEDIA_URL"));
    }
}
