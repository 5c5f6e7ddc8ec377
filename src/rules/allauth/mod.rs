//! django-allauth: that it starts, and what its accounts are worth.

use super::Rule;

mod client_address;
mod email_verification;
mod enumeration;
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
    &client_address::RULE,
    &enumeration::RULE,
];
