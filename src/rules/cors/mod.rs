//! Cross-origin calls, as django-cors-headers lets them through.

use super::Rule;

mod all_origins;
mod middleware;
mod old_names;
mod origin_patterns;
mod origins;
mod trusted_origins;

pub(super) const RULES: &[&Rule] = &[
    &all_origins::RULE,
    &origin_patterns::RULE,
    &origins::RULE,
    &middleware::RULE,
    &old_names::RULE,
    &trusted_origins::RULE,
];
