//! HTTPS: getting everybody onto it, and keeping them there.

use super::Rule;

mod hsts_duration;
mod hsts_once;
mod hsts_preload;
mod hsts_seconds;
mod hsts_subdomains;
mod proxy_header;
mod proxy_header_form;
mod redirect_exempt;
mod server_encryption;
mod ssl_redirect;
mod tls_versions;

pub(super) const RULES: &[&Rule] = &[
    &ssl_redirect::RULE,
    &hsts_seconds::RULE,
    &hsts_duration::RULE,
    &hsts_subdomains::RULE,
    &hsts_preload::RULE,
    &hsts_once::RULE,
    &proxy_header::RULE,
    &proxy_header_form::RULE,
    &redirect_exempt::RULE,
    &server_encryption::RULE,
    &tls_versions::RULE,
];
