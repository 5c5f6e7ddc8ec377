//! What gets installed: that it is told, fits together, and is still cared for.

use super::Rule;

mod compatible;
mod development_packages;
mod direct_urls;
mod django_current;
mod django_pinned;
mod django_supported;
mod indexes;
mod installed;
mod maintained;
mod one_version;
mod python_fits;
mod python_supported;
mod readable;
mod switched_on;
mod unpinned;

pub(super) const RULES: &[&Rule] = &[
    &readable::RULE,
    &django_pinned::RULE,
    &django_supported::RULE,
    &django_current::RULE,
    &python_fits::RULE,
    &python_supported::RULE,
    &compatible::RULE,
    &installed::RULE,
    &one_version::RULE,
    &unpinned::RULE,
    &direct_urls::RULE,
    &indexes::RULE,
    &maintained::RULE,
    &development_packages::RULE,
    &switched_on::RULE,
];
