//! Logs and errors: that they are written, kept, and seen by a person.

use super::Rule;

mod admins;
mod configured;
mod container;
mod disabled_loggers;
mod error_tracker;
mod level;
mod rotation;
mod valid;

pub(super) const RULES: &[&Rule] = &[
    &error_tracker::RULE,
    &configured::RULE,
    &valid::RULE,
    &disabled_loggers::RULE,
    &level::RULE,
    &rotation::RULE,
    &container::RULE,
    &admins::RULE,
];
