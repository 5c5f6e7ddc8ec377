//! The program that runs the site in production.

use super::Rule;

mod application_path;
mod asgi;
mod daphne_first;
mod forwarded_ips;
mod installed;
mod no_runserver;
mod reload;
mod settings_module;
mod timeout;
mod uwsgi_master;
mod uwsgi_threads;
mod workers;

pub(super) const RULES: &[&Rule] = &[
    &installed::RULE,
    &no_runserver::RULE,
    &application_path::RULE,
    &settings_module::RULE,
    &asgi::RULE,
    &daphne_first::RULE,
    &reload::RULE,
    &workers::RULE,
    &timeout::RULE,
    &uwsgi_master::RULE,
    &uwsgi_threads::RULE,
    &forwarded_ips::RULE,
];
