//! Values of a type that Django cannot use: it trips over them while it starts
//! or while its checks run.

use super::read::{all, app, decide, setting_has, truthy};
use super::startup::{Crash, at, first};
use crate::project::{Fact, Project};
use crate::python::{Kind, Value};

/// What Django does with a setting, and the exception where it cannot.
struct Use {
    setting: &'static str,
    /// Only then it is used at all.
    applies: fn(&Project) -> Fact<bool>,
    /// The class of the exception for a value; none: it can be used.
    fails: fn(&Value) -> Option<&'static str>,
}

/// The first that fails.
pub(super) fn crash(project: &Project) -> Fact<Option<Crash>> {
    first(USES.iter().filter(|each| (each.applies)(project) == Ok(true)).map(|each| {
        match decide(&project.settings, each.setting, |value| Ok((each.fails)(value))) {
            Ok(class) => Ok(class.map(|class| at(project, each.setting, class, None))),
            Err(reason) if may_fail(project, each) => Err(reason),
            // Of a value that is not known at all nobody expects an odd type.
            Err(_) => Ok(None),
        }
    }))
}

/// Whether one of the values that the setting may have fails.
fn may_fail(project: &Project, each: &Use) -> bool {
    let Some(Kind::Maybe(maybe)) = project.settings.binding(each.setting).map(|binding| &binding.value.kind)
    else {
        return false;
    };
    maybe.usual.iter().chain(&maybe.others).any(|value| (each.fails)(value).is_some())
}

const fn always(setting: &'static str, fails: fn(&Value) -> Option<&'static str>) -> Use {
    Use { setting, applies: |_| Ok(true), fails }
}

const fn when(
    setting: &'static str,
    applies: fn(&Project) -> Fact<bool>,
    fails: fn(&Value) -> Option<&'static str>,
) -> Use {
    Use { setting, applies, fails }
}

const USES: &[Use] = &[
    when(
        "DATABASES",
        |project| app(project, "django.contrib.contenttypes"),
        |value| match &value.kind {
            Kind::None => Some("TypeError"),
            Kind::Dict(pairs) => {
                pairs.iter().any(|(_, database)| database.kind == Kind::None).then_some("AttributeError")
            }
            _ => None,
        },
    ),
    when("STATIC_URL", is_written::<0>, starts),
    when("MEDIA_URL", is_written::<1>, starts),
    always("TIME_ZONE", |value| match value.kind {
        Kind::Int(number) if number != 0 => Some("AttributeError"),
        _ => None,
    }),
    when(
        "LANGUAGE_CODE",
        |project| Ok(truthy(&project.settings, "USE_I18N")? && translates(project)?),
        |value| match value.kind {
            Kind::None | Kind::Int(_) | Kind::Bool(_) => Some("AttributeError"),
            Kind::List(_) | Kind::Dict(_) => Some("TypeError"),
            _ => None,
        },
    ),
    when(
        "STORAGES",
        |project| {
            Ok(since(project, 4, 2) && !since(project, 5, 1) && app(project, "django.contrib.staticfiles")?)
        },
        |value| (!matches!(value.kind, Kind::Dict(_) | Kind::Object(_))).then_some("AttributeError"),
    ),
    when(
        "CACHES",
        |project| Ok(!since(project, 5, 0)),
        |value| (value.kind == Kind::None).then_some("AttributeError"),
    ),
    always("SILENCED_SYSTEM_CHECKS", |value| match value.kind {
        Kind::None | Kind::Int(_) | Kind::Bool(_) => Some("TypeError"),
        _ => None,
    }),
    always("LANGUAGES", iterated),
    always("LANGUAGES_BIDI", iterated),
    always("LANGUAGES", |value| {
        let wrong = |item: &&Value| item.items().is_some_and(|parts| parts.len() != 2);
        value.items().unwrap_or_default().iter().find(wrong).map(|_| "ValueError")
    }),
    always("SECRET_KEY", |value| match &value.kind {
        Kind::Int(number) if *number != 0 => Some("TypeError"),
        Kind::Bool(true) => Some("TypeError"),
        // It is asked what it starts with once it is long enough.
        Kind::Bytes(bytes) => {
            let unique: std::collections::BTreeSet<&u8> = bytes.iter().collect();
            (unique.len() >= 5 && bytes.len() >= 50).then_some("TypeError")
        }
        _ => None,
    }),
    when(
        "CSRF_TRUSTED_ORIGINS",
        |project| Ok(since(project, 4, 0)),
        |value| iterated(value).or_else(|| any_item(value, |item| !matches!(item, Kind::Str(_)))),
    ),
    when(
        "SECRET_KEY_FALLBACKS",
        |project| Ok(since(project, 4, 1)),
        |value| any_item(value, |item| matches!(item, Kind::None | Kind::Int(_) | Kind::Bool(_))),
    ),
    when(
        "SECURE_CROSS_ORIGIN_OPENER_POLICY",
        |project| Ok(since(project, 4, 0) && guarded(project)?),
        |value| matches!(value.kind, Kind::List(_) | Kind::Dict(_) | Kind::Set(_)).then_some("TypeError"),
    ),
    when("SECURE_REFERRER_POLICY", guarded, |value| {
        matches!(value.kind, Kind::Int(_) | Kind::Bool(_)).then_some("TypeError")
    }),
    when(
        "MAILERS",
        |project| Ok(since(project, 6, 1) && project.settings.is_set("MAILERS")?),
        |value| match value.kind {
            Kind::None | Kind::Int(_) | Kind::Bool(_) => Some("TypeError"),
            _ => None,
        },
    ),
    when(
        "MIDDLEWARE",
        |project| app(project, "django.contrib.admin"),
        |value| {
            iterated(value).or_else(|| match &value.kind {
                // Of a path of one character there is no module.
                Kind::Str(text) if !text.is_empty() => {
                    Some(if text.contains('.') { "ValueError" } else { "ImportError" })
                }
                _ => None,
            })
        },
    ),
    when(
        "MIDDLEWARE",
        |project| Ok(since(project, 5, 1) && app(project, "django.contrib.auth")?),
        |value| any_item(value, |item| matches!(item, Kind::None | Kind::Int(_))).map(|_| "AttributeError"),
    ),
    when(
        "AUTHENTICATION_BACKENDS",
        |project| app(project, "django.contrib.admin"),
        |value| match &value.kind {
            Kind::None | Kind::Int(_) | Kind::Bool(_) => Some("TypeError"),
            _ => None,
        },
    ),
    when("STATICFILES_FINDERS", |project| app(project, "django.contrib.staticfiles"), iterated),
    when("STATICFILES_DIRS", finds_folders, iterated),
    when("STATICFILES_DIRS", finds_folders, |value| {
        let items = match &value.kind {
            Kind::List(items) | Kind::Tuple(items) => items,
            _ => return None,
        };
        items.iter().find_map(|item| match &item.kind {
            Kind::None | Kind::Int(_) => Some("TypeError"),
            Kind::List(parts) | Kind::Tuple(parts) if parts.len() != 2 => Some("ValueError"),
            _ => None,
        })
    }),
    when(
        "STORAGES",
        |project| Ok(since(project, 5, 1) && app(project, "django.contrib.staticfiles")?),
        |value| matches!(value.kind, Kind::None | Kind::Int(_) | Kind::Bool(_)).then_some("TypeError"),
    ),
    when("TEMPLATES", super::templates::makes_engines, |value| {
        iterated(value).or_else(|| {
            if value.as_str().is_some_and(|text| !text.is_empty()) {
                return Some("AttributeError");
            }
            value.items().unwrap_or_default().iter().find_map(|engine| match &engine.kind {
                Kind::None | Kind::Str(_) | Kind::Int(_) => Some("AttributeError"),
                Kind::Dict(_) => engine_fails(engine),
                _ => None,
            })
        })
    }),
];

/// Keyword arguments of the engine's class.
const OPTIONS: &[&str] = &[
    "autoescape",
    "builtins",
    "context_processors",
    "debug",
    "file_charset",
    "libraries",
    "loaders",
    "string_if_invalid",
];

/// What making an engine of Django's own raises.
fn engine_fails(engine: &Value) -> Option<&'static str> {
    if engine.key("BACKEND").and_then(Value::as_str)
        != Some("django.template.backends.django.DjangoTemplates")
    {
        return None;
    }
    if let Some(Kind::None | Kind::Int(_) | Kind::Bool(_)) = engine.key("DIRS").map(|folders| &folders.kind) {
        return Some("TypeError");
    }
    let options = engine.key("OPTIONS")?;
    match &options.kind {
        Kind::None => Some("AttributeError"),
        Kind::Dict(pairs) => pairs
            .iter()
            .filter_map(|(key, _)| key.as_str())
            .any(|key| !OPTIONS.contains(&key))
            .then_some("TypeError"),
        _ => None,
    }
}

/// Whether the files set `STATIC_URL` (0) or `MEDIA_URL` (1).
fn is_written<const WHICH: usize>(project: &Project) -> Fact<bool> {
    project.settings.is_set(["STATIC_URL", "MEDIA_URL"][WHICH])
}

/// It is asked what it starts with.
fn starts(value: &Value) -> Option<&'static str> {
    match value.kind {
        Kind::Int(_) | Kind::Path(_) | Kind::Bool(_) | Kind::List(_) | Kind::Dict(_) | Kind::Tuple(_) => {
            Some("AttributeError")
        }
        Kind::Bytes(_) => Some("TypeError"),
        _ => None,
    }
}

/// It is gone through.
fn iterated(value: &Value) -> Option<&'static str> {
    matches!(value.kind, Kind::None | Kind::Int(_) | Kind::Bool(_) | Kind::Float(_)).then_some("TypeError")
}

/// `TypeError` for an item of such a kind; a hole is none.
fn any_item(value: &Value, is_wrong: fn(&Kind) -> bool) -> Option<&'static str> {
    let items = value.items().unwrap_or_default();
    let is_known = |item: &&Value| !matches!(item.kind, Kind::Unknown(_) | Kind::Maybe(_) | Kind::Object(_));
    items.iter().filter(is_known).any(|item| is_wrong(&item.kind)).then_some("TypeError")
}

fn since(project: &Project, major: u16, minor: u16) -> bool {
    project.django.version.at_least(major, minor)
}

fn guarded(project: &Project) -> Fact<bool> {
    setting_has(&project.settings, "MIDDLEWARE", "django.middleware.security.SecurityMiddleware")
}

fn translates(project: &Project) -> Fact<bool> {
    app(project, "django.contrib.auth")
}

fn finds_folders(project: &Project) -> Fact<bool> {
    all([
        app(project, "django.contrib.staticfiles"),
        setting_has(
            &project.settings,
            "STATICFILES_FINDERS",
            "django.contrib.staticfiles.finders.FileSystemFinder",
        ),
    ])
}
