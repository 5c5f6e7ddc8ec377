//! Does Django start with these settings, and what does it have to say?

use super::Rule;

mod admin;
mod async_unsafe;
mod check_deploy;
mod fixture_dirs;
mod languages;
mod session_folder;
mod silenced;
mod site_id;
mod starts;
mod templates;

pub(super) const RULES: &[&Rule] = &[
    &starts::RULE,
    &check_deploy::RULE,
    &silenced::RULE,
    &admin::RULE,
    &templates::RULE,
    &languages::RULE,
    &site_id::RULE,
    &async_unsafe::RULE,
    &fixture_dirs::RULE,
    &session_folder::RULE,
];
