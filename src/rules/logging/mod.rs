//! Logs and errors: that they are written, kept, and seen by a person.

use super::Rule;

mod admins;
mod configured;
mod container;
mod disabled_loggers;
mod error_tracker;
mod file_place;
mod html_mail;
mod level;
mod reach;
mod reporter_filter;
mod rotation;
mod structlog;
mod valid;

pub(super) const RULES: &[&Rule] = &[
    &error_tracker::RULE,
    &configured::RULE,
    &valid::RULE,
    &reach::RULE,
    &disabled_loggers::RULE,
    &level::RULE,
    &rotation::RULE,
    &container::RULE,
    &file_place::RULE,
    &admins::RULE,
    &html_mail::RULE,
    &reporter_filter::RULE,
    &structlog::RULE,
];
