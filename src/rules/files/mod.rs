//! Static files and uploads: where they are kept, and who hands them out.

use super::Rule;

mod absolute_paths;
mod alias_slash;
mod hashed_names;
mod media_apart;
mod media_server;
mod old_storage;
mod public_folders;
mod s3_access;
mod s3_apart;
mod s3_encryption;
mod s3_overwrite;
mod s3_static_links;
mod server;
mod static_root;
mod static_root_apart;
mod static_url;
mod static_view;
mod storages_complete;
mod upload_limits;
mod upload_permissions;
mod upload_size;
mod url_slash;
mod whitenoise_package;

pub(super) const RULES: &[&Rule] = &[
    &static_root::RULE,
    &static_url::RULE,
    &server::RULE,
    &url_slash::RULE,
    &static_root_apart::RULE,
    &media_apart::RULE,
    &storages_complete::RULE,
    &old_storage::RULE,
    &whitenoise_package::RULE,
    &hashed_names::RULE,
    &absolute_paths::RULE,
    &s3_overwrite::RULE,
    &s3_access::RULE,
    &upload_permissions::RULE,
    &public_folders::RULE,
    &upload_limits::RULE,
    &s3_static_links::RULE,
    &s3_encryption::RULE,
    &s3_apart::RULE,
    &alias_slash::RULE,
    &upload_size::RULE,
    &static_view::RULE,
    &media_server::RULE,
];
