//! django-allauth: that it starts, and what its accounts are worth.

use super::Rule;

mod email_verification;
mod get_actions;
mod http_protocol;
mod middleware;
mod old_names;
mod rate_limits;

pub(super) const RULES: &[&Rule] = &[
    &middleware::RULE,
    &email_verification::RULE,
    &http_protocol::RULE,
    &rate_limits::RULE,
    &get_actions::RULE,
    &old_names::RULE,
];
