//! django-csp: that its policy is the one that is sent.

use super::Rule;

mod old_names;
mod one_policy;

pub(super) const RULES: &[&Rule] = &[&old_names::RULE, &one_policy::RULE];
