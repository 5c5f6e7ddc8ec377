//! Cookies: over HTTPS only, out of reach of scripts and of other sites.

use super::Rule;

mod csrf_secure;
mod domain;
mod language_secure;
mod prefixes;
mod salt_fallback;
mod same_site;
mod serializer;
mod session_age;
mod session_http_only;
mod session_secure;
mod signed_sessions;
mod strict_login;

pub(super) const RULES: &[&Rule] = &[
    &session_secure::RULE,
    &session_http_only::RULE,
    &csrf_secure::RULE,
    &same_site::RULE,
    &domain::RULE,
    &prefixes::RULE,
    &serializer::RULE,
    &language_secure::RULE,
    &strict_login::RULE,
    &signed_sessions::RULE,
    &session_age::RULE,
    &salt_fallback::RULE,
];
