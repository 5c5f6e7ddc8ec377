//! Debug mode: what it shows to strangers, and what turns it on by accident.

use super::Rule;

mod cast;
mod default_off;
mod internal_ips;
mod off;
mod package_flags;
mod propagate_exceptions;
mod templates;
mod toolbar_callback;
mod tools;

pub(super) const RULES: &[&Rule] = &[
    &off::RULE,
    &default_off::RULE,
    &cast::RULE,
    &tools::RULE,
    &toolbar_callback::RULE,
    &internal_ips::RULE,
    &templates::RULE,
    &propagate_exceptions::RULE,
    &package_flags::RULE,
];
