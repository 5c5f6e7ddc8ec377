//! Response headers that browsers protect people by.

use super::Rule;

mod content_security_policy;
mod content_type;
mod csp_nonce;
mod csp_quotes;
mod csp_type;
mod csp_unsafe;
mod frame_options;
mod opener_policy;
mod permissions_policy;
mod referrer_policy;

pub(super) const RULES: &[&Rule] = &[
    &content_type::RULE,
    &frame_options::RULE,
    &referrer_policy::RULE,
    &opener_policy::RULE,
    &content_security_policy::RULE,
    &csp_type::RULE,
    &csp_nonce::RULE,
    &csp_unsafe::RULE,
    &csp_quotes::RULE,
    &permissions_policy::RULE,
];
