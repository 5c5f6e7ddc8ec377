//! Build and release: what the pipeline runs, and what the image is made of.

use super::Rule;

mod base_image;
mod compose_passwords;
mod compose_ports;
mod container_user;
mod deploy_check;
mod ignored_env;
mod image_secrets;
mod migrations_check;
mod pipeline_secrets;
mod pipeline_tests;
mod placeholders;
mod start_steps;

pub(super) const RULES: &[&Rule] = &[
    &pipeline_tests::RULE,
    &deploy_check::RULE,
    &container_user::RULE,
    &base_image::RULE,
    &image_secrets::RULE,
    &ignored_env::RULE,
    &compose_passwords::RULE,
    &compose_ports::RULE,
    &pipeline_secrets::RULE,
    &placeholders::RULE,
    &migrations_check::RULE,
    &start_steps::RULE,
];
