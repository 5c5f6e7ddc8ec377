//! Cookies: over HTTPS only, out of reach of scripts and of other sites.

use super::Rule;

mod csrf_secure;
mod domain;
mod language_secure;
mod prefixes;
mod same_site;
mod serializer;
mod session_http_only;
mod session_secure;

pub(super) const RULES: &[&Rule] = &[
    &session_secure::RULE,
    &session_http_only::RULE,
    &csrf_secure::RULE,
    &same_site::RULE,
    &domain::RULE,
    &prefixes::RULE,
    &serializer::RULE,
    &language_secure::RULE,
];
