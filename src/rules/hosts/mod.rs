//! Which hosts the site answers to, and which origins it trusts.

use super::Rule;

mod allow_cidr;
mod blank;
mod form;
mod forwarded_host;
mod list;
mod local_only;
mod not_empty;
mod origins_form;
mod origins_https;
mod origins_scheme;
mod proxied_host;
mod public_suffix;
mod wildcard;

pub(super) const RULES: &[&Rule] = &[
    &not_empty::RULE,
    &wildcard::RULE,
    &list::RULE,
    &blank::RULE,
    &form::RULE,
    &local_only::RULE,
    &public_suffix::RULE,
    &allow_cidr::RULE,
    &forwarded_host::RULE,
    &origins_scheme::RULE,
    &origins_https::RULE,
    &origins_form::RULE,
    &proxied_host::RULE,
];
