//! The rules: judgement over facts. One file a rule; a family is a folder.
//!
//! To add one: write `family/subject.rs` after its neighbours, and add its `mod`
//! line and its `RULE` to the family's `mod.rs`. Everything else picks it up.

mod counted;
mod rare;
mod rule;
mod worst;

mod allauth;
mod app_server;
mod auth;
mod axes;
mod backups;
mod configuration;
mod cookies;
mod cors;
mod csp;
mod database;
mod debug;
mod delivery;
mod dependencies;
mod drf;
mod email;
mod files;
mod headers;
mod hosts;
mod jwt;
mod logging;
mod login;
mod metrics;
mod middleware;
mod payments;
mod readiness;
mod response_time;
mod secret_key;
mod sentry;
mod tasks;
mod transport;
mod upgrade;

pub use rule::{
    ALWAYS, Example, Expect, Outcome, Remedy, Rule, Standing, Verdict, Versions, Where, asks, attention,
    between, fail, fails, irrelevant, manual, not_applicable, pass, passes, since, undecided, until,
};

/// Every family's rules.
const FAMILIES: &[&[&Rule]] = &[
    debug::RULES,
    secret_key::RULES,
    hosts::RULES,
    readiness::RULES,
    transport::RULES,
    cookies::RULES,
    headers::RULES,
    middleware::RULES,
    auth::RULES,
    dependencies::RULES,
    upgrade::RULES,
    drf::RULES,
    jwt::RULES,
    cors::RULES,
    csp::RULES,
    login::RULES,
    axes::RULES,
    allauth::RULES,
    sentry::RULES,
    tasks::RULES,
    payments::RULES,
    database::RULES,
    files::RULES,
    configuration::RULES,
    email::RULES,
    logging::RULES,
    app_server::RULES,
    backups::RULES,
    delivery::RULES,
    metrics::RULES,
    response_time::RULES,
];

/// All rules, family by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten().copied()
}
