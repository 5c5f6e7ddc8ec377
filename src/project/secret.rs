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
    "_SALT",
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
    "TOKEN_URI",
    "TOKEN_ENDPOINT",
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
    "_TEXT",
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

/// Beginnings by which providers mark their secrets, and the least length of one.
const MARKS: &[(&str, usize)] = &[
    ("-----BEGIN", 60),
    ("AGE-SECRET-KEY-1", 60),
    ("AIza", 39),
    ("AKIA", 20),
    ("AQVN", 38),
    ("ASIA", 20),
    ("ATATT3", 100),
    ("EAACEdEose0cBA", 30),
    ("GOCSPX-", 35),
    ("SG.", 60),
    ("SK", 34),
    ("access_token$production$", 60),
    ("dckr_pat_", 30),
    ("django-insecure-", 50),
    ("dop_v1_", 60),
    ("dp.pt.", 40),
    ("eyJhbGciOi", 80),
    ("gho_", 36),
    ("ghp_", 36),
    ("ghs_", 36),
    ("ghu_", 36),
    ("github_pat_", 40),
    ("glpat-", 20),
    ("gsk_", 50),
    ("hf_", 36),
    ("hvs.", 90),
    ("key-", 36),
    ("live_", 40),
    ("lin_api_", 40),
    ("npm_", 36),
    ("nfp_", 40),
    ("phx_", 40),
    ("pypi-AgE", 60),
    ("re_", 33),
    ("rk_live_", 20),
    ("rk_test_", 0),
    ("sbp_", 40),
    ("shpat_", 32),
    ("sk-", 40),
    ("sk.eyJ", 60),
    ("sk_live_", 20),
    ("sk_test_", 0),
    ("sntrys_", 60),
    ("sntryu_", 60),
    ("sq0csp-", 40),
    ("t1.9eu", 80),
    ("vercel_", 30),
    ("whsec_", 20),
    ("xapp-", 24),
    ("xkeysib-", 60),
    ("xoxb-", 24),
    ("xoxp-", 24),
    ("y0_", 50),
    ("ya29.", 40),
    ("yookassa_", 40),
];

/// Addresses that are a secret as a whole: who has one may write there.
const SECRET_ADDRESSES: &[&str] = &[
    "https://hooks.slack.com/services/T",
    "https://discord.com/api/webhooks/",
    "https://discordapp.com/api/webhooks/",
];

/// Whether a text is a secret of a known provider, by its mark and its length.
/// Keys for tests open nothing that matters.
#[must_use]
pub fn is_marked(text: &str) -> bool {
    // No secret is shorter.
    if text.len() < 20 {
        return false;
    }
    let whole = || text.bytes().all(|byte| byte.is_ascii_graphic());
    let marked = || {
        MARKS.iter().any(|(start, length)| {
            *length > 0 && text.len() >= *length && text.starts_with(start) && fits(start, text)
        })
    };
    // Random words have digits; names that only begin alike have none.
    text.bytes().any(|byte| byte.is_ascii_digit()) && (marked() || is_bot_token(text)) && whole()
        || SECRET_ADDRESSES.iter().any(|start| text.len() > start.len() + 20 && text.starts_with(start))
}

/// The mark that a text has, be it cut short.
fn mark_of(text: &str) -> Option<&'static str> {
    let long = |start: &str, least: usize| text.len() >= (least / 2).max(start.len() + 8);
    let found = MARKS.iter().find(|(start, least)| text.starts_with(start) && long(start, *least));
    found.map(|(start, _)| *start)
}

/// What a beginning alone does not tell.
fn fits(start: &str, text: &str) -> bool {
    let rest = &text[start.len()..];
    match start {
        "SK" => text.len() == 34 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "AKIA" | "ASIA" => {
            text.len() == 20 && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        }
        "key-" => text.len() == 36 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()),
        _ => true,
    }
}

/// `123456789:AA…`, as Telegram gives its bots.
fn is_bot_token(text: &str) -> bool {
    text.split_once(':').is_some_and(|(number, token)| {
        (8..=10).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && token.len() == 35
            && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
    })
}

/// Whether the text holds a private key.
#[must_use]
pub(super) fn is_private_key(text: &str) -> bool {
    text.contains("-----BEGIN") && text.contains("PRIVATE KEY")
}

/// Whether a text looks like a secret whatever its name: a provider's prefix, a
/// private key, a URL with a password, or a long random word.
#[must_use]
pub fn looks_like_secret(text: &str) -> bool {
    if mark_of(text).is_some()
        || is_bot_token(text)
        || SECRET_ADDRESSES.iter().any(|start| text.starts_with(start))
    {
        return true;
    }
    mask_passwords(text) != text || is_random_word(text)
}

/// Long, without spaces or dots, of mixed kinds of characters and high entropy:
/// neither a word, a path, a dotted name nor a URL.
pub(super) fn is_random_word(text: &str) -> bool {
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
    match mark_of(text) {
        Some(start) => format!("{start}•••"),
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
            "OIDC_OP_TOKEN_ENDPOINT",
            "DEBUG",
            "CACHE_KEY",
        ] {
            assert!(!is_secret_name(name), "{name}");
        }
    }

    #[test]
    fn marks_of_providers_have_their_lengths() {
        for text in [
            "sk_live_51Habcdefgh1234",
            "SK0123456789abcdef0123456789abcdef",
            "123456789:AAbcdefghijklmnopqrstuvwxyz12345678",
            "live_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd",
        ] {
            assert!(is_marked(text), "{text}");
        }
        for text in [
            "sk_test_51Habcdefgh1234",
            "pk_live_51Habcdefgh1234",
            "live_stream_of_the_shop_that_never_ends_anywhere",
            "SKU-0123",
            "key-name",
            "https://hooks.slack.com/services/T",
        ] {
            assert!(!is_marked(text), "{text}");
        }
    }

    #[test]
    fn shapes_tell_secrets() {
        for text in [
            "123456789:AAbcdefghijklmnopqrstuvwxyz12345678",
            "https://hooks.slack.com/services/T00000000/B00000000/abcdefghijklmnop",
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
