//! Mail: that it leaves the machine, from a real sender, and not in the clear.

use super::Rule;

mod backend;
mod encryption;
mod encryption_conflict;
mod host;
mod mailers;
mod sender;
mod staff;
mod timeout;

pub(super) const RULES: &[&Rule] = &[
    &backend::RULE,
    &mailers::RULE,
    &encryption_conflict::RULE,
    &encryption::RULE,
    &host::RULE,
    &sender::RULE,
    &timeout::RULE,
    &staff::RULE,
];
