//! Health and metrics: that something asks, and gets a true answer.

use super::Rule;

mod health;
mod health_modules;
mod health_redirect;
mod monitoring;
mod probe_host;
mod probe_redirect;
mod prometheus_middleware;
mod prometheus_version;

pub(super) const RULES: &[&Rule] = &[
    &health::RULE,
    &monitoring::RULE,
    &health_modules::RULE,
    &health_redirect::RULE,
    &prometheus_middleware::RULE,
    &prometheus_version::RULE,
    &probe_host::RULE,
    &probe_redirect::RULE,
];
