//! Settings out of the code: no credential is written down, and what comes from
//! the environment comes with the right type.

use super::Rule;

mod boolean_cast;
mod database_password;
mod empty_list;
mod env_example;
mod env_file;
mod env_overwrite;
mod evaluation;
mod local_import;
mod mail_password;
mod number_cast;
mod placeholder;
mod printed_secrets;
mod private_key;
mod sample_env;
mod secret_default;
mod service_secret;
mod shared_secret;
mod url_password;

pub(super) const RULES: &[&Rule] = &[
    &database_password::RULE,
    &mail_password::RULE,
    &service_secret::RULE,
    &url_password::RULE,
    &private_key::RULE,
    &secret_default::RULE,
    &shared_secret::RULE,
    &env_file::RULE,
    &env_overwrite::RULE,
    &boolean_cast::RULE,
    &number_cast::RULE,
    &empty_list::RULE,
    &evaluation::RULE,
    &local_import::RULE,
    &printed_secrets::RULE,
    &env_example::RULE,
    &placeholder::RULE,
    &sample_env::RULE,
];
