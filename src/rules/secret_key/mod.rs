//! `SECRET_KEY`: strong, out of the code, and not shared.

use super::Rule;

mod default;
mod fallback_current;
mod fallbacks;
mod literal;
mod placeholder;
mod random;
mod shared;
mod strength;

pub(super) const RULES: &[&Rule] = &[
    &strength::RULE,
    &literal::RULE,
    &default::RULE,
    &placeholder::RULE,
    &random::RULE,
    &shared::RULE,
    &fallbacks::RULE,
    &fallback_current::RULE,
];
