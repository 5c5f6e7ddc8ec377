//! Sentry: what it is told of visitors, how often, and from where.

use super::Rule;

mod environment;
mod personal_data;
mod sampling;

pub(super) const RULES: &[&Rule] = &[&personal_data::RULE, &sampling::RULE, &environment::RULE];
