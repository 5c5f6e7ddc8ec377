//! Time to answer: caches that are shared, responses that are small, templates
//! that are compiled once.

use super::Rule;

mod cache_files;
mod cache_order;
mod cache_outage;
mod compression;
mod compression_order;
mod sessions;
mod shared_cache;
mod template_loaders;

pub(super) const RULES: &[&Rule] = &[
    &shared_cache::RULE,
    &sessions::RULE,
    &compression::RULE,
    &compression_order::RULE,
    &cache_order::RULE,
    &template_loaders::RULE,
    &cache_files::RULE,
    &cache_outage::RULE,
];
