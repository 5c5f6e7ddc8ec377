//! Work outside of the request: Celery, channels, Django's own tasks.

use super::Rule;

mod backend;
mod celery_eager;
mod celery_names;
mod celery_pickle;
mod channel_layer;
mod shared_redis;
mod time_limits;

pub(super) const RULES: &[&Rule] = &[
    &celery_eager::RULE,
    &celery_pickle::RULE,
    &shared_redis::RULE,
    &channel_layer::RULE,
    &backend::RULE,
    &time_limits::RULE,
    &celery_names::RULE,
];
