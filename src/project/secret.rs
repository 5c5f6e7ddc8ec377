//! Secrets: telling them by name and by shape, and masking them in values.

use super::mask::{mask_passwords, mask_words};
use crate::python::{Kind, Value};

/// Parts of names whose values are secret.
const SECRET_WORDS: &[&str] = &[
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "TOKEN",
    "API_KEY",
    "APIKEY",
    "ACCESS_KEY",
    "PRIVATE_KEY",
    "SIGNING_KEY",
    "ENCRYPTION_KEY",
    "AUTH_KEY",
    "CREDENTIAL",
    "DSN",
    "SERVICE_ACCOUNT",
];

/// Names that hold such a word and are no secret.
const PUBLIC_WORDS: &[&str] = &[
    "PUBLISHABLE",
    "PUBLIC",
    "TIMEOUT",
    "VALIDATOR",
    "HASHER",
    "LIFETIME",
    "RESET",
    "TOKEN_MODEL",
    "TOKEN_CLASS",
    "TOKEN_URL",
    "TOKEN_FIELD",
    "HEADER",
    "EXPIR",
    "COOKIE_NAME",
    "_AGE",
    "SERIALIZER",
    "BACKEND",
    "_PATH",
    "_FILE",
    "_NAME",
    "_LENGTH",
    "TOKEN_TYPE",
    "TOKEN_BLACKLIST",
    "TOKEN_REFRESH",
    "_URL_NAME",
    "ALGORITHM",
    "_ID",
    "PASSWORD_CHANGE",
    "PASSWORD_RULE",
    "_ENABLED",
    "_REQUIRED",
    "USE_",
];

/// Whether a setting, key or variable of this name holds a secret.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let upper = name.to_ascii_uppercase().replace('-', "_");
    let keyed = upper == "KEY"
        || upper == "PASS"
        || upper.ends_with("_KEY") && !upper.ends_with("PUBLIC_KEY") && !upper.ends_with("SITE_KEY");
    let worded = SECRET_WORDS.iter().any(|word| upper.contains(word))
        || upper.ends_with("_PASS")
        || upper.ends_with("_PWD");
    if upper == "ACCESS_KEY_ID" || upper.ends_with("_ACCESS_KEY_ID") {
        return true;
    }
    (worded
        || keyed
            && !upper.ends_with("CACHE_KEY")
            && !upper.ends_with("PRIMARY_KEY")
            && !upper.ends_with("FOREIGN_KEY"))
        && !PUBLIC_WORDS
            .iter()
            .any(|word| upper.contains(word) && !(upper.contains("SECRET_KEY") && *word != "PUBLIC"))
}

/// Prefixes by which providers mark their secrets.
const PREFIXES: &[&str] = &[
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "rk_test_",
    "whsec_",
    "ghp_",
    "gho_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "AKIA",
    "ASIA",
    "AIza",
    "SG.",
    "key-",
    "sk-",
    "ya29.",
    "EAACEdEose0cBA",
    "dop_v1_",
    "shpat_",
    "pypi-",
    "django-insecure-",
    "live_",
    "-----BEGIN",
];

/// Whether a text looks like a secret whatever its name: a provider's prefix, a
/// private key, a URL with a password, or a long random word.
#[must_use]
pub fn looks_like_secret(text: &str) -> bool {
    if PREFIXES.iter().any(|prefix| text.starts_with(prefix) && text.len() >= prefix.len() + 8) {
        return true;
    }
    mask_passwords(text) != text || is_random_word(text)
}

/// Long, without spaces or dots, of mixed kinds of characters and high entropy:
/// neither a word, a path, a dotted name nor a URL.
fn is_random_word(text: &str) -> bool {
    let length = text.chars().count();
    if !(24..=512).contains(&length) || text.contains([' ', '\n', '/']) || text.contains("://") {
        return false;
    }
    // Names are made of words: letters joined by dots, dashes, underscores.
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let upper = text.bytes().filter(u8::is_ascii_uppercase).count();
    let lower = text.bytes().filter(u8::is_ascii_lowercase).count();
    let marks = length - (digits + upper + lower).min(length);
    if digits < 3 || (upper == 0 && marks < 3 && digits < 6) || text.matches('.').count() > 2 {
        return false;
    }
    entropy(text) > 3.5
}

/// Bits for each character, after Shannon.
fn entropy(text: &str) -> f64 {
    let mut counts = std::collections::BTreeMap::new();
    for character in text.chars() {
        *counts.entry(character).or_insert(0_u32) += 1;
    }
    let total = text.chars().count() as f64;
    counts.values().map(|&count| f64::from(count) / total).map(|share| -share * share.log2()).sum()
}

/// A secret text as it may be shown: a telling prefix, never more.
#[must_use]
pub fn mask_text(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let url = mask_passwords(text);
    if url != text {
        return mask_words(&url);
    }
    match PREFIXES.iter().find(|prefix| text.starts_with(**prefix)) {
        Some(prefix) => format!("{prefix}•••"),
        None => "•••".to_owned(),
    }
}

/// A value as JSON-like data with every secret in it masked: texts under a
/// secret name, and texts that look like one.
#[must_use]
pub fn mask_value(name: &str, value: &Value) -> Value {
    mask(value, is_secret_name(name))
}

fn mask(value: &Value, secret: bool) -> Value {
    let kind = match &value.kind {
        Kind::Str(text) if secret || looks_like_secret(text) => Kind::Str(mask_text(text).into()),
        Kind::Str(text) => Kind::Str(mask_words(text).into()),
        Kind::Lazy(text) if secret => Kind::Lazy(mask_text(text).into()),
        Kind::Bytes(bytes) if secret && !bytes.is_empty() => Kind::Bytes("•••".as_bytes().into()),
        Kind::List(items) => Kind::List(items.iter().map(|item| mask(item, secret)).collect()),
        Kind::Tuple(items) => Kind::Tuple(items.iter().map(|item| mask(item, secret)).collect()),
        Kind::Set(items) => Kind::Set(items.iter().map(|item| mask(item, secret)).collect()),
        Kind::Dict(pairs) => Kind::Dict(
            pairs
                .iter()
                .map(|(key, item)| {
                    let secret = secret || key.as_str().is_some_and(is_secret_name);
                    (mask(key, false), mask(item, secret))
                })
                .collect(),
        ),
        Kind::Maybe(maybe) => {
            let mut masked = (**maybe).clone();
            masked.usual = masked.usual.map(|usual| mask(&usual, secret));
            masked.others = masked.others.iter().map(|other| mask(other, secret)).collect();
            Kind::Maybe(masked.into())
        }
        Kind::Made(made) => Kind::Made(made.with(|item| mask(item, secret)).into()),
        other => other.clone(),
    };
    Value { kind, place: value.place }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_secrets() {
        for name in [
            "SECRET_KEY",
            "DB_PASSWORD",
            "AWS_SECRET_ACCESS_KEY",
            "STRIPE_API_KEY",
            "SENTRY_DSN",
            "PASSWORD",
            "EMAIL_HOST_PASSWORD",
            "SECRET_KEY_FALLBACKS",
            "GITHUB_TOKEN",
        ] {
            assert!(is_secret_name(name), "{name}");
        }
        for name in [
            "PASSWORD_HASHERS",
            "AUTH_PASSWORD_VALIDATORS",
            "PASSWORD_RESET_TIMEOUT",
            "CSRF_HEADER_NAME",
            "ACCESS_TOKEN_LIFETIME",
            "STRIPE_PUBLISHABLE_KEY",
            "DEBUG",
            "CACHE_KEY",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn shapes_tell_secrets() {
        for text in [
            "postgres://app:hunter2@db/app",
            "sk_live_abcdefgh12345678",
            "django-insecure-abc123abc123",
            "kq3J8vN1xZ7mP0sR4tY6uW9b",
        ] {
            assert!(looks_like_secret(text), "{text}");
        }
        for text in [
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "postgres://db/app",
            "/static/",
            "whitenoise.storage.CompressedManifestStaticFilesStorage",
            "%(levelname)s %(asctime)s",
            "utf8mb4_unicode_ci",
        ] {
            assert!(!looks_like_secret(text), "{text}");
        }
    }
}
