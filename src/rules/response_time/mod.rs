//! Time to answer: caches that are shared, responses that are small, templates
//! that are compiled once.

use super::Rule;

mod cache_files;
mod cache_outage;
mod cache_pair;
mod compression;
mod sessions;
mod shared_cache;
mod template_loaders;

pub(super) const RULES: &[&Rule] = &[
    &shared_cache::RULE,
    &sessions::RULE,
    &compression::RULE,
    &cache_pair::RULE,
    &template_loaders::RULE,
    &cache_files::RULE,
    &cache_outage::RULE,
];
