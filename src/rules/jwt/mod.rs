//! JSON Web Tokens of djangorestframework-simplejwt: how long they open the door.

use super::Rule;

mod blacklist;
mod lifetimes;
mod removed_settings;
mod signing_key;

pub(super) const RULES: &[&Rule] =
    &[&lifetimes::RULE, &blacklist::RULE, &removed_settings::RULE, &signing_key::RULE];
