//! What an upgrade of Django left behind in the settings, and what the next one
//! will ask for.

use super::Rule;

mod admins_format;
mod auto_field;
mod deprecated_settings;
mod email_settings;
mod ignored_settings;
mod localized_formats;
mod middleware_classes;
mod misplaced_keys;
mod missing_package;
mod misspelled;
mod password_reset_timeout;
mod removed_classes;
mod setting_case;
mod template_settings;
mod time_zones;

pub(super) const RULES: &[&Rule] = &[
    &middleware_classes::RULE,
    &template_settings::RULE,
    &removed_classes::RULE,
    &password_reset_timeout::RULE,
    &localized_formats::RULE,
    &ignored_settings::RULE,
    &misspelled::RULE,
    &setting_case::RULE,
    &deprecated_settings::RULE,
    &email_settings::RULE,
    &admins_format::RULE,
    &time_zones::RULE,
    &auto_field::RULE,
    &misplaced_keys::RULE,
    &missing_package::RULE,
];
