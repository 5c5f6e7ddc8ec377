//! Django REST framework: who may call the API, how often, and what it shows.

use super::Rule;

mod basic_authentication;
mod browsable_api;
mod pagination;
mod permissions;
mod proxies;
mod schema;
mod throttle_cache;
mod throttle_rates;
mod tokens;

pub(super) const RULES: &[&Rule] = &[
    &permissions::RULE,
    &basic_authentication::RULE,
    &browsable_api::RULE,
    &throttle_rates::RULE,
    &throttle_cache::RULE,
    &proxies::RULE,
    &schema::RULE,
    &pagination::RULE,
    &tokens::RULE,
];
