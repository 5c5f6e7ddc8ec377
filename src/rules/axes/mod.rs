//! django-axes: that it is wired up, and counts where it should.

use super::Rule;

mod backend;
mod cache;
mod client_address;
mod cooloff;
mod middleware;
mod old_names;

pub(super) const RULES: &[&Rule] = &[
    &backend::RULE,
    &middleware::RULE,
    &cache::RULE,
    &client_address::RULE,
    &cooloff::RULE,
    &old_names::RULE,
];
