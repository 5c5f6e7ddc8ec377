//! Passwords and who may log in.

use super::Rule;

mod backends;
mod hashing_algorithm;
mod password_hashers;
mod password_length;
mod password_validators;
mod reset_timeout;
mod user_model;

pub(super) const RULES: &[&Rule] = &[
    &password_validators::RULE,
    &password_length::RULE,
    &password_hashers::RULE,
    &backends::RULE,
    &user_model::RULE,
    &reset_timeout::RULE,
    &hashing_algorithm::RULE,
];
