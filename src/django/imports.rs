//! Modules and names that code imports from Django, and the series that have them.
//!
//! Tried with each series from 3.2 to 6.1; older bounds are from the release notes.

use super::Version;

/// A name that not every series has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Import {
    pub module: &'static str,
    /// None: the module itself.
    pub name: Option<&'static str>,
    /// The first series with it.
    pub since: Version,
    /// The first series without it.
    pub until: Version,
    /// What to import instead; empty: nothing in its place.
    pub instead: &'static str,
}

impl Import {
    /// Whether the series has it.
    #[must_use]
    pub fn is_in(&self, series: Version) -> bool {
        self.since <= series && series < self.until
    }

    /// Whether an import of these names is one of it.
    #[must_use]
    pub fn matches(&self, module: &str, names: &[&str]) -> bool {
        match self.name {
            Some(name) => module == self.module && names.contains(&name),
            None => {
                module == self.module
                    || self
                        .module
                        .rsplit_once('.')
                        .is_some_and(|(package, own)| module == package && names.contains(&own))
            }
        }
    }
}

const FIRST: Version = Version::new(0, 0);
const LAST: Version = Version::new(u16::MAX, 0);

const fn gone(
    module: &'static str,
    name: &'static str,
    (major, minor): (u16, u16),
    instead: &'static str,
) -> Import {
    let name = if name.is_empty() { None } else { Some(name) };
    Import { module, name, since: FIRST, until: Version::new(major, minor), instead }
}

/// The names, by the series that took them away.
pub const IMPORTS: &[Import] = &[
    Import { module: "django.utils.csp", name: None, since: Version::new(6, 0), until: LAST, instead: "" },
    gone("django.core.urlresolvers", "", (2, 0), "django.urls"),
    gone("django.utils.six", "", (3, 0), "six"),
    gone("django.utils.lru_cache", "", (3, 0), "functools.lru_cache"),
    gone("django.utils.decorators", "available_attrs", (3, 0), ""),
    gone("django.utils.functional", "curry", (3, 0), "functools.partial"),
    gone("django.shortcuts", "render_to_response", (3, 0), "django.shortcuts.render"),
    gone("django.contrib.staticfiles.templatetags.staticfiles", "", (3, 0), "django.templatetags.static"),
    gone("django.utils.translation", "ugettext", (4, 0), "django.utils.translation.gettext"),
    gone("django.utils.translation", "ugettext_lazy", (4, 0), "django.utils.translation.gettext_lazy"),
    gone("django.utils.translation", "ugettext_noop", (4, 0), "django.utils.translation.gettext_noop"),
    gone("django.utils.translation", "ungettext", (4, 0), "django.utils.translation.ngettext"),
    gone("django.utils.translation", "ungettext_lazy", (4, 0), "django.utils.translation.ngettext_lazy"),
    gone("django.utils.encoding", "force_text", (4, 0), "django.utils.encoding.force_str"),
    gone("django.utils.encoding", "smart_text", (4, 0), "django.utils.encoding.smart_str"),
    gone("django.utils.http", "urlquote", (4, 0), "urllib.parse.quote"),
    gone("django.utils.http", "urlquote_plus", (4, 0), "urllib.parse.quote_plus"),
    gone("django.utils.http", "urlunquote", (4, 0), "urllib.parse.unquote"),
    gone("django.utils.http", "is_safe_url", (4, 0), "django.utils.http.url_has_allowed_host_and_scheme"),
    gone("django.utils.text", "unescape_entities", (4, 0), "html.unescape"),
    gone("django.conf.urls", "url", (4, 0), "django.urls.re_path"),
    gone("django.contrib.postgres.forms", "JSONField", (4, 0), "django.forms.JSONField"),
    gone("django.utils.timezone", "utc", (5, 0), "datetime.timezone.utc"),
    gone("django.utils.baseconv", "", (5, 0), ""),
    gone("django.utils.datetime_safe", "", (5, 0), "datetime"),
    gone("django.core.files.storage", "get_storage_class", (5, 1), "django.core.files.storage.storages"),
    gone("django.urls.converters", "get_converter", (5, 1), "django.urls.converters.get_converters"),
    gone("django.utils.itercompat", "", (6, 0), "collections.abc.Iterable"),
    gone("django.db.models.enums", "ChoicesMeta", (6, 0), "django.db.models.enums.ChoicesType"),
];
