//! Payments: real money, and from whom the news of it comes.

use super::Rule;

mod key_modes;
mod test_mode;
mod webhook_validation;

pub(super) const RULES: &[&Rule] = &[&test_mode::RULE, &key_modes::RULE, &webhook_validation::RULE];
