//! The database: that there is one, that its connections bear load, that its
//! settings do not contradict each other.

use super::Rule;

mod asgi_connections;
mod aware_times;
mod charset;
mod configured;
mod container_host;
mod driver;
mod encryption;
mod engine_name;
mod health_checks;
mod isolation_level;
mod misplaced_options;
mod own_user;
mod password;
mod persistent_connections;
mod pool;
mod server;
mod server_side_cursors;
mod strict_mode;
mod transaction_mode;

pub(super) const RULES: &[&Rule] = &[
    &configured::RULE,
    &container_host::RULE,
    &engine_name::RULE,
    &server::RULE,
    &driver::RULE,
    &own_user::RULE,
    &password::RULE,
    &persistent_connections::RULE,
    &health_checks::RULE,
    &pool::RULE,
    &encryption::RULE,
    &misplaced_options::RULE,
    &strict_mode::RULE,
    &charset::RULE,
    &transaction_mode::RULE,
    &asgi_connections::RULE,
    &server_side_cursors::RULE,
    &aware_times::RULE,
    &isolation_level::RULE,
];
