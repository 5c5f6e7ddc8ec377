//! Debug mode: what it shows to strangers, and what turns it on by accident.

use super::Rule;

mod off;

pub(super) const RULES: &[&Rule] = &[&off::RULE];
