//! `security.*`: `django/core/checks/security/`.

use super::read::{all, decide, has, is_true, not, setting_has, truthy};
use super::{Check, error, warning};
use crate::project::{Fact, FailureView, Project, Undecided};
use crate::python::{Kind, Value};

pub(super) const CHECKS: &[Check] = &[
    warning("security.W001", |project| once(not(security(project)))),
    warning("security.W002", |project| once(not(frame_options(project)))),
    warning("security.W003", |project| once(not(csrf(project)))),
    warning("security.W004", |project| {
        once(all([security(project), not(truthy(&project.settings, "SECURE_HSTS_SECONDS"))]))
    }),
    warning("security.W005", |project| once(hsts_without(project, "SECURE_HSTS_INCLUDE_SUBDOMAINS"))),
    warning("security.W006", |project| once(unless_true(project, "SECURE_CONTENT_TYPE_NOSNIFF"))),
    warning("security.W008", |project| once(unless_true(project, "SECURE_SSL_REDIRECT"))),
    warning("security.W009", |project| {
        once(decide(&project.settings, "SECRET_KEY", |value| is_weak_key("SECRET_KEY", value)))
    }),
    warning("security.W010", |project| {
        once(all([
            is_off(project, "SESSION_COOKIE_SECURE"),
            session_app(project),
            not(session_middleware(project)),
        ]))
    }),
    warning("security.W011", |project| {
        once(all([
            is_off(project, "SESSION_COOKIE_SECURE"),
            not(session_app(project)),
            session_middleware(project),
        ]))
    }),
    warning("security.W012", |project| {
        once(all([
            is_off(project, "SESSION_COOKIE_SECURE"),
            session_app(project),
            session_middleware(project),
        ]))
    }),
    warning("security.W013", |project| {
        once(all([
            is_off(project, "SESSION_COOKIE_HTTPONLY"),
            session_app(project),
            not(session_middleware(project)),
        ]))
    }),
    warning("security.W014", |project| {
        once(all([
            is_off(project, "SESSION_COOKIE_HTTPONLY"),
            not(session_app(project)),
            session_middleware(project),
        ]))
    }),
    warning("security.W015", |project| {
        once(all([
            is_off(project, "SESSION_COOKIE_HTTPONLY"),
            session_app(project),
            session_middleware(project),
        ]))
    }),
    warning("security.W016", |project| {
        let in_sessions = truthy(&project.settings, "CSRF_USE_SESSIONS");
        once(all([csrf(project), not(in_sessions), is_off(project, "CSRF_COOKIE_SECURE")]))
    }),
    warning("security.W018", |project| once(truthy(&project.settings, "DEBUG"))),
    warning("security.W019", |project| {
        let other = decide(&project.settings, "X_FRAME_OPTIONS", |value| Ok(value.as_str() != Some("DENY")));
        once(all([frame_options(project), other]))
    }),
    warning("security.W020", |project| once(not(truthy(&project.settings, "ALLOWED_HOSTS")))),
    warning("security.W021", |project| once(hsts_without(project, "SECURE_HSTS_PRELOAD"))),
    warning("security.W022", |project| {
        let none = decide(&project.settings, "SECURE_REFERRER_POLICY", |value| Ok(value.kind == Kind::None));
        once(all([security(project), none]))
    }),
    error("security.E023", |project| {
        once(all([
            security(project),
            decide(&project.settings, "SECURE_REFERRER_POLICY", is_bad_referrer_policy),
        ]))
    }),
    error("security.E024", |project| {
        let bad = decide(&project.settings, "SECURE_CROSS_ORIGIN_OPENER_POLICY", |value| {
            Ok(value.kind != Kind::None
                && !value.as_str().is_some_and(|policy| OPENER_POLICIES.contains(&policy)))
        });
        once(all([security(project), bad]))
    })
    .since(4, 0),
    warning("security.W025", weak_fallbacks).since(4, 1),
    error("security.E026", |project| {
        let mut count = 0;
        for name in POLICIES {
            count += usize::from(decide(&project.settings, name, |value| {
                Ok(!matches!(value.kind, Kind::None | Kind::Dict(_)))
            })?);
        }
        Ok(count)
    })
    .since(6, 0),
    warning("security.W027", |project| {
        let middleware = setting_has(&project.settings, "MIDDLEWARE", CSP);
        once(all([middleware, has_nonce(project), not(has_csp_processor(project))]))
    })
    .since(6, 1),
    error("security.E100", |project| {
        once(decide(&project.settings, "DEFAULT_HASHING_ALGORITHM", |value| {
            Ok(!matches!(value.as_str(), Some("sha1" | "sha256")))
        }))
    })
    .until(4, 0),
    error("security.E101", |project| failure_view(project, FailureView::Refuses)),
    error("security.E102", |project| failure_view(project, FailureView::NoPath)),
];

const SECURITY: &str = "django.middleware.security.SecurityMiddleware";
const FRAME_OPTIONS: &str = "django.middleware.clickjacking.XFrameOptionsMiddleware";
const CSRF: &str = "django.middleware.csrf.CsrfViewMiddleware";
const SESSION: &str = "django.contrib.sessions.middleware.SessionMiddleware";
const CSP: &str = "django.middleware.csp.ContentSecurityPolicyMiddleware";
/// What hides the checks of its own settings where it is missing.
pub(super) const GATES: [&str; 3] = [SECURITY, FRAME_OPTIONS, CSRF];
const POLICIES: [&str; 2] = ["SECURE_CSP", "SECURE_CSP_REPORT_ONLY"];

const OPENER_POLICIES: &[&str] = &["same-origin", "same-origin-allow-popups", "unsafe-none"];

const REFERRER_POLICIES: &[&str] = &[
    "no-referrer",
    "no-referrer-when-downgrade",
    "origin",
    "origin-when-cross-origin",
    "same-origin",
    "strict-origin",
    "strict-origin-when-cross-origin",
    "unsafe-url",
];

fn once(fact: Fact<bool>) -> Fact<usize> {
    fact.map(usize::from)
}

fn security(project: &Project) -> Fact<bool> {
    setting_has(&project.settings, "MIDDLEWARE", SECURITY)
}

fn frame_options(project: &Project) -> Fact<bool> {
    setting_has(&project.settings, "MIDDLEWARE", FRAME_OPTIONS)
}

fn csrf(project: &Project) -> Fact<bool> {
    setting_has(&project.settings, "MIDDLEWARE", CSRF)
}

fn session_middleware(project: &Project) -> Fact<bool> {
    setting_has(&project.settings, "MIDDLEWARE", SESSION)
}

/// By its name alone: an `AppConfig` does not count here.
fn session_app(project: &Project) -> Fact<bool> {
    setting_has(&project.settings, "INSTALLED_APPS", "django.contrib.sessions")
}

/// With SecurityMiddleware, a setting of its that is not `True`.
fn unless_true(project: &Project, name: &str) -> Fact<bool> {
    all([security(project), not(is_true(&project.settings, name))])
}

/// HSTS is on, and the setting that belongs to it is not `True`.
fn hsts_without(project: &Project, name: &str) -> Fact<bool> {
    all([
        security(project),
        truthy(&project.settings, "SECURE_HSTS_SECONDS"),
        not(is_true(&project.settings, name)),
    ])
}

/// A cookie's flag is off: since 4.1 anything but `True`, before that anything false.
fn is_off(project: &Project, name: &str) -> Fact<bool> {
    if project.django.version.at_least(4, 1) {
        not(is_true(&project.settings, name))
    } else {
        not(truthy(&project.settings, name))
    }
}

/// Shorter than 50 characters, of fewer than 5 different ones, or made by `startproject`.
fn is_weak_key(subject: &str, value: &Value) -> Fact<bool> {
    match &value.kind {
        Kind::None => Ok(true),
        Kind::Str(key) => {
            let unique: std::collections::BTreeSet<char> = key.chars().collect();
            Ok(unique.len() < 5 || key.chars().count() < 50 || key.starts_with("django-insecure-"))
        }
        Kind::Int(0) | Kind::Bool(false) => Ok(true),
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => Ok(items.len() < 5),
        Kind::Dict(pairs) => Ok(pairs.len() < 5),
        Kind::Bytes(bytes) => {
            let unique: std::collections::BTreeSet<&u8> = bytes.iter().collect();
            Ok(unique.len() < 5 || bytes.len() < 50)
        }
        _ => Err(Undecided::hole(subject, value)),
    }
}

fn weak_fallbacks(project: &Project) -> Fact<usize> {
    decide(&project.settings, "SECRET_KEY_FALLBACKS", |value| {
        let mut count = 0;
        for key in value.items().unwrap_or_default() {
            count += usize::from(is_weak_key("SECRET_KEY_FALLBACKS", key)?);
        }
        Ok(count)
    })
}

fn is_bad_referrer_policy(value: &Value) -> Fact<bool> {
    let is_bad = |policy: &str| !REFERRER_POLICIES.contains(&policy);
    match &value.kind {
        Kind::None => Ok(false),
        Kind::Str(list) => Ok(list.split(',').any(|policy| is_bad(policy.trim()))),
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => {
            if let Some(hole) =
                items.iter().find(|item| matches!(item.kind, Kind::Unknown(_) | Kind::Maybe(_)))
            {
                return Err(Undecided::hole("SECURE_REFERRER_POLICY", hole));
            }
            Ok(items.iter().any(|item| item.as_str().is_none_or(is_bad)))
        }
        _ => Err(Undecided::hole("SECURE_REFERRER_POLICY", value)),
    }
}

/// Some directive of a policy holds `CSP.NONCE`.
fn has_nonce(project: &Project) -> Fact<bool> {
    let mut undecided = None;
    for name in POLICIES {
        let found = decide(&project.settings, name, |policy| {
            let Kind::Dict(pairs) = &policy.kind else { return Ok(false) };
            if pairs.iter().any(|(_, sources)| {
                is_nonce(sources) || sources.items().is_some_and(|each| each.iter().any(is_nonce))
            }) {
                return Ok(true);
            }
            match policy.first_hole() {
                Some(hole) => Err(Undecided::hole(name, hole)),
                None => Ok(false),
            }
        });
        match found {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(reason) => undecided = Some(reason),
        }
    }
    undecided.map_or(Ok(false), Err)
}

fn is_nonce(value: &Value) -> bool {
    match &value.kind {
        Kind::Str(text) => text.contains("<CSP_NONCE_SENTINEL>"),
        Kind::Object(name) => name.ends_with("CSP.NONCE"),
        _ => false,
    }
}

fn has_csp_processor(project: &Project) -> Fact<bool> {
    decide(&project.settings, "TEMPLATES", |templates| {
        for template in templates.items().unwrap_or_default() {
            let processors = template.key("OPTIONS").and_then(|options| options.key("context_processors"));
            if let Some(processors) = processors
                && has("TEMPLATES", processors, "django.template.context_processors.csp")?
            {
                return Ok(true);
            }
        }
        Ok(false)
    })
}

/// Whether the view is found in this state.
fn failure_view(project: &Project, state: FailureView) -> Fact<usize> {
    match project.failure_view()? {
        FailureView::Unseen => decide(&project.settings, "CSRF_FAILURE_VIEW", |value| {
            Err(Undecided::hole("CSRF_FAILURE_VIEW", value))
        }),
        found => Ok(usize::from(found == state)),
    }
}
