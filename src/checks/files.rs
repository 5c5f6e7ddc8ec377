//! `caches.*`, `files.*`, `staticfiles.*`, `urls.E006`: paths and addresses.

use super::read::{app, decide, has, path_text, setting_has, truthy};
use super::{Check, error, warning};
use crate::project::{Fact, Project, Undecided, normal_path};
use crate::python::{Kind, Value};

pub(super) const CHECKS: &[Check] = &[
    error("caches.E001", |project| {
        decide(&project.settings, "CACHES", |value| {
            has("CACHES", value, "default").map(|found| usize::from(!found))
        })
    }),
    warning("caches.W002", exposed_caches),
    warning("caches.W003", |project| {
        let mut count = 0;
        for location in file_caches(project)? {
            count += usize::from(!is_absolute(&location));
        }
        Ok(count)
    }),
    error("files.E001", |project| {
        if truthy(&project.settings, "FILE_UPLOAD_TEMP_DIR")? {
            let folder = path_of(project, "FILE_UPLOAD_TEMP_DIR")?;
            let there = project.has_folder(&folder).ok_or_else(|| unread_disk("FILE_UPLOAD_TEMP_DIR"))?;
            return Ok(usize::from(!there));
        }
        Ok(0)
    })
    .since(4, 0),
    error("staticfiles.E001", |project| {
        if !finds_folders(project)? {
            return Ok(0);
        }
        decide(&project.settings, "STATICFILES_DIRS", |value| match &value.kind {
            Kind::List(_) | Kind::Tuple(_) => Ok(0),
            Kind::Str(_) | Kind::Set(_) | Kind::Dict(_) => Ok(1),
            _ => Err(Undecided::hole("STATICFILES_DIRS", value)),
        })
    }),
    error("staticfiles.E002", |project| {
        if !finds_folders(project)? || !truthy(&project.settings, "STATIC_ROOT")? {
            return Ok(0);
        }
        let root = path_of(project, "STATIC_ROOT")?;
        let mut count = 0;
        for (_, folder) in static_folders(project)? {
            count += usize::from(folder? == root);
        }
        Ok(count)
    }),
    error("staticfiles.E003", |project| {
        if !finds_folders(project)? {
            return Ok(0);
        }
        Ok(static_folders(project)?.iter().filter(|(prefix, _)| prefix.ends_with('/')).count())
    }),
    warning("staticfiles.W004", |project| {
        if !finds_folders(project)? {
            return Ok(0);
        }
        let mut missing = 0;
        for (_, folder) in static_folders(project)? {
            let there = project.has_folder(&folder?).ok_or_else(|| unread_disk("STATICFILES_DIRS"))?;
            missing += usize::from(!there);
        }
        Ok(missing)
    })
    .since(4, 0),
    error("staticfiles.E005", |project| {
        if !app(project, "django.contrib.staticfiles")? {
            return Ok(0);
        }
        decide(&project.settings, "STORAGES", |value| {
            has("STORAGES", value, "staticfiles").map(|found| usize::from(!found))
        })
    })
    .since(5, 0),
    error("urls.E006", |project| {
        let mut count = 0;
        for name in ["STATIC_URL", "MEDIA_URL"] {
            count += decide(&project.settings, name, |value| match &value.kind {
                Kind::None => Ok(0),
                Kind::Str(url) => Ok(usize::from(!url.is_empty() && !url.ends_with('/'))),
                _ => Err(Undecided::hole(name, value)),
            })?;
        }
        Ok(count)
    }),
];

/// What only the server's disk can tell.
fn unread_disk(name: &str) -> Undecided {
    Undecided::hole(name, &Value::unplaced(Kind::None))
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || path.starts_with('<')
}

/// The normal path of a setting.
fn path_of(project: &Project, name: &str) -> Fact<String> {
    decide(&project.settings, name, |value| {
        path_text(value).map(normal_path).ok_or_else(|| Undecided::hole(name, value))
    })
}

/// The locations of caches in files.
fn file_caches(project: &Project) -> Fact<Vec<String>> {
    decide(&project.settings, "CACHES", |caches| {
        let Kind::Dict(pairs) = &caches.kind else { return Err(Undecided::hole("CACHES", caches)) };
        let mut locations = Vec::new();
        for (_, cache) in pairs {
            let Some(backend) = cache.key("BACKEND") else {
                if let Kind::Dict(_) = cache.kind {
                    continue;
                }
                return Err(Undecided::hole("CACHES", cache));
            };
            match backend.as_str() {
                Some("django.core.cache.backends.filebased.FileBasedCache") => {}
                Some(_) => continue,
                None => return Err(Undecided::hole("CACHES", backend)),
            }
            let location = cache.key("LOCATION").unwrap_or(cache);
            locations
                .push(path_text(location).ok_or_else(|| Undecided::hole("CACHES", location))?.to_owned());
        }
        Ok(locations)
    })
}

/// Once for each setting and cache whose folders are the same or one in the other.
fn exposed_caches(project: &Project) -> Fact<usize> {
    let caches = file_caches(project)?;
    if caches.is_empty() {
        return Ok(0);
    }
    let mut count = 0;
    for name in ["MEDIA_ROOT", "STATIC_ROOT", "STATICFILES_DIRS"] {
        if !truthy(&project.settings, name)? {
            continue;
        }
        let folders = if name == "STATICFILES_DIRS" {
            static_folders(project)?.into_iter().map(|(_, folder)| folder).collect::<Fact<Vec<_>>>()?
        } else {
            vec![path_of(project, name)?]
        };
        for cache in &caches {
            let cache = normal_path(cache);
            let mut touches = false;
            for folder in &folders {
                touches |= overlap(&cache, folder).ok_or_else(|| unread_disk(name))?;
            }
            count += usize::from(touches);
        }
    }
    Ok(count)
}

/// Whether one path is the other or lies in it; none where they have no common base.
fn overlap(a: &str, b: &str) -> Option<bool> {
    let base = |path: &str| path.starts_with('<').then(|| path.split('/').next().unwrap_or("").to_owned());
    if base(a) != base(b) {
        return None;
    }
    let inside = |inner: &str, outer: &str| {
        outer == "/" || inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    Some(inside(a, b) || inside(b, a))
}

/// Static files are installed, and are looked for in `STATICFILES_DIRS`.
fn finds_folders(project: &Project) -> Fact<bool> {
    Ok(app(project, "django.contrib.staticfiles")?
        && setting_has(
            &project.settings,
            "STATICFILES_FINDERS",
            "django.contrib.staticfiles.finders.FileSystemFinder",
        )?)
}

/// The entries of `STATICFILES_DIRS`: prefix and normal path.
fn static_folders(project: &Project) -> Fact<Vec<(String, Fact<String>)>> {
    decide(&project.settings, "STATICFILES_DIRS", |value| {
        let (Kind::List(items) | Kind::Tuple(items)) = &value.kind else { return Ok(Vec::new()) };
        let mut folders = Vec::new();
        for item in items {
            let (prefix, folder) = match (&item.kind, item.items()) {
                (Kind::Unknown(_) | Kind::Maybe(_), _) => {
                    return Err(Undecided::hole("STATICFILES_DIRS", item));
                }
                (_, Some([prefix, folder])) => (prefix.as_str().unwrap_or(""), folder),
                _ => ("", item),
            };
            let path = path_text(folder).map(normal_path);
            folders
                .push((prefix.to_owned(), path.ok_or_else(|| Undecided::hole("STATICFILES_DIRS", folder))));
        }
        Ok(folders)
    })
}

#[cfg(test)]
mod tests {
    use super::overlap;

    #[test]
    fn folders_overlap_within_one_base() {
        assert_eq!(overlap("/srv/media/cache", "/srv/media"), Some(true));
        assert_eq!(overlap("/srv/media2", "/srv/media"), Some(false));
        assert_eq!(overlap("<ROOT>/cache", "<ROOT>"), Some(true));
        assert_eq!(overlap("<ROOT>/cache", "/srv"), None);
    }
}
