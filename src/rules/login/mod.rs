//! Guessing of passwords at the login form.

use super::Rule;

mod brute_force;
mod ratelimit_cache;

pub(super) const RULES: &[&Rule] = &[&brute_force::RULE, &ratelimit_cache::RULE];
