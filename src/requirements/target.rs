//! Requirements that are addresses: a repository, an archive, a folder.

use super::versions;
use super::{VersionRange, normalise};

/// What an address tells about the package behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Target {
    /// Empty where nothing names it, as in `-e .`
    pub(super) name: String,
    pub(super) extras: Vec<String>,
    pub(super) versions: VersionRange,
}

/// Whether pip takes the text for an address rather than a name.
pub(super) fn is_address(text: &str) -> bool {
    let first = text.split([' ', '\t', ';']).next().unwrap_or_default();
    // In `name @ url` and `name@url` the name stands before.
    let before_at = first.split('@').next().unwrap_or_default();
    let (folder, is_nested) = match before_at.find(['/', '\\']) {
        // A backslash at the end is a continuation that went wrong.
        Some(at) => (&before_at[..at], !before_at[at..].chars().all(|c| c == '\\')),
        None => ("", false),
    };
    has_scheme(first)
        || first.starts_with(['.', '/', '~'])
        || is_nested && !folder.contains(['<', '>', '=', '!'])
        || archive_stem(before_at).is_some_and(|stem| !stem.contains(['<', '>', '=', '!']))
}

fn has_scheme(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let known = ["http", "https", "ftp", "file"].contains(&scheme.to_ascii_lowercase().as_str())
        || ["git+", "hg+", "svn+", "bzr+"].iter().any(|vcs| scheme.starts_with(vcs));
    // `git+git@host:path` is refused by pip, but it is no name either.
    known && (rest.starts_with('/') || scheme.contains('+'))
}

/// Reads what the address tells: the egg fragment first, then a wheel's or an
/// archive's file name, then the name of the repository.
pub(super) fn read(address: &str) -> Target {
    let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
    let mut target = Target::default();
    for pair in fragment.split('&') {
        if let Some(egg) = pair.strip_prefix("egg=") {
            (target.name, target.extras) = name_and_extras(egg);
        }
    }
    let (path, extras) = split_extras(path);
    if target.extras.is_empty() {
        target.extras = extras;
    }
    let from_repository = path.contains("+") && has_scheme(path);
    let path = path.split('?').next().unwrap_or(path);
    if from_repository {
        let after_scheme = path.split_once("://").map_or(path, |(_, rest)| rest);
        // The `@` of `user@host` stands before the first slash, a revision's after it.
        let host_end = after_scheme.find('/').unwrap_or(after_scheme.len());
        let (location, revision) = match after_scheme[host_end..].rsplit_once('@') {
            Some((path, revision)) => (&after_scheme[..host_end + path.len()], revision),
            None => (after_scheme, ""),
        };
        if target.name.is_empty() {
            let repository = location.trim_end_matches('/').rsplit(['/', ':']).next().unwrap_or_default();
            target.name = repository.trim_end_matches(".git").to_owned();
        }
        target.versions = tag(revision);
        return target;
    }
    let last = path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    if let Some(stem) = archive_stem(last) {
        let (name, version) = name_and_version(last, stem);
        if target.name.is_empty() {
            target.name = name;
        }
        target.versions = version;
    } else if target.name.is_empty() && !last.starts_with('.') && !last.starts_with('~') {
        let (name, _) = name_and_extras(last);
        target.name = name;
    }
    target
}

/// The name that an address gives to requirements: empty if it cannot be one.
fn name_and_extras(text: &str) -> (String, Vec<String>) {
    let (name, extras) = split_extras(text);
    // Old egg fragments carry a version: `egg=Django-1.11`, `egg=name==1.0`.
    let name = name.split("==").next().unwrap_or(name);
    let valid = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if name.chars().all(valid) { (name.to_owned(), extras) } else { (String::new(), extras) }
}

fn split_extras(text: &str) -> (&str, Vec<String>) {
    match text.find('[') {
        Some(at) if text.ends_with(']') => {
            (&text[..at], super::grammar::bracketed(&text[at..]).unwrap_or_default())
        }
        _ => (text, Vec::new()),
    }
}

fn archive_stem(name: &str) -> Option<&str> {
    [".whl", ".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".zip"].iter().find_map(|end| name.strip_suffix(end))
}

/// `name-1.0-py3-none-any.whl`, `name-1.0.tar.gz`; an archive that is named
/// after a revision (`main.zip`) tells no name.
fn name_and_version(file: &str, stem: &str) -> (String, VersionRange) {
    let mut parts = stem.splitn(2, '-');
    let (first, rest) = (parts.next().unwrap_or_default(), parts.next());
    if file.ends_with(".whl") {
        let version = rest.and_then(|rest| versions::version(rest.split('-').next()?));
        return (first.to_owned(), version.map_or_else(VersionRange::any, VersionRange::exactly));
    }
    if let Some((name, version)) = stem.rsplit_once('-')
        && let Some(version) = versions::version(version)
    {
        return (name.to_owned(), VersionRange::exactly(version));
    }
    (String::new(), tag(stem))
}

/// The version that a tag is named after: `v5.2.1`, not `main` and not a hash.
fn tag(revision: &str) -> VersionRange {
    if !revision.contains('.') {
        return VersionRange::any();
    }
    versions::version(revision).map_or_else(VersionRange::any, VersionRange::exactly)
}

/// An address without user and password, for problems to quote.
pub(super) fn without_credentials(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else { return address.to_owned() };
    let authority_end = rest.find('/').unwrap_or(rest.len());
    let host = rest[..authority_end].rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{}", &rest[authority_end..])
}

impl Target {
    /// The name, normalised; none where nothing names the package.
    pub(super) fn normal_name(&self) -> Option<String> {
        (!self.name.is_empty()).then(|| normalise(&self.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_tell_names_and_versions() {
        for (address, name, version) in [
            ("git+https://github.com/django/django.git@5.2.1#egg=Django", "Django", "==5.2.1"),
            ("git+https://github.com/django/django.git@stable/5.2.x", "django", ""),
            ("git+https://user:pa@ss@host.org/x/my-app", "my-app", ""),
            ("git+ssh://git@github.com/x/app.git", "app", ""),
            ("git+ssh://git@github.com/x/app.git@v1.2.0#egg=app[extra]", "app", "==1.2.0"),
            ("https://host/Django-5.2.1-py3-none-any.whl", "Django", "==5.2.1"),
            ("./wheels/django_redis-6.0.0.tar.gz", "django_redis", "==6.0.0"),
            ("https://github.com/django/django/archive/main.zip", "", ""),
            ("https://github.com/x/y/archive/1.0.zip#egg=y", "y", "==1.0"),
            (".", "", ""),
            ("../shared/library", "library", ""),
            ("./package[dev]", "package", ""),
        ] {
            assert!(is_address(address), "{address}");
            let target = read(address);
            assert_eq!((target.name.as_str(), target.versions.text.as_str()), (name, version), "{address}");
        }
        assert_eq!(read("./package[dev,Test_x]").extras, ["dev", "test-x"]);
    }

    #[test]
    fn names_are_no_addresses() {
        for text in [
            "django",
            "django==5.2",
            "django @ https://host/x",
            "a.b>=1",
            "x[y]; os_name == 'a/b'",
            "a==1\\",
            "a>=1/b",
        ] {
            assert!(!is_address(text), "{text}");
        }
    }

    #[test]
    fn quoted_addresses_hold_no_password() {
        assert_eq!(without_credentials("https://user:secret@host/simple"), "https://host/simple");
        assert_eq!(without_credentials("https://host/a@b"), "https://host/a@b");
    }
}
