//! Middleware: what has to be there, once, and in which order.

use super::Rule;

mod clickjacking;
mod csrf;
mod csrf_failure_view;
mod duplicates;
mod login_required;
mod order;
mod security;
mod session_order;

pub(super) const RULES: &[&Rule] = &[
    &security::RULE,
    &csrf::RULE,
    &clickjacking::RULE,
    &session_order::RULE,
    &order::RULE,
    &duplicates::RULE,
    &login_required::RULE,
    &csrf_failure_view::RULE,
];
