//! `4_0.*`, `async.*`, `mail.*`, `models.W042`, `translation.*`.

use super::read::{decide, has, is_language_code, truthy};
use super::{Check, error, warning};
use crate::django::Version;
use crate::project::{Fact, Project, Undecided};
use crate::python::{Kind, Value};

pub(super) const CHECKS: &[Check] = &[
    error("4_0.E001", |project| {
        decide(&project.settings, "CSRF_TRUSTED_ORIGINS", |value| {
            let mut count = 0;
            let items = match &value.kind {
                // Of a text each character is taken for an origin.
                Kind::Str(text) => return Ok(text.chars().count()),
                Kind::Dict(pairs) => &pairs.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>(),
                _ => value.items().ok_or_else(|| Undecided::hole("CSRF_TRUSTED_ORIGINS", value))?,
            };
            for origin in items {
                let text = origin.as_str().ok_or_else(|| Undecided::hole("CSRF_TRUSTED_ORIGINS", origin))?;
                count += usize::from(!text.contains("://"));
            }
            Ok(count)
        })
    })
    .since(4, 0),
    error("async.E001", |project| Ok(usize::from(allows_async_unsafe(project)))),
    warning("mail.W001", |project| {
        if !project.settings.is_set("MAILERS")? {
            return Ok(0);
        }
        decide(&project.settings, "MAILERS", |value| {
            has("MAILERS", value, "default").map(|found| usize::from(!found))
        })
    })
    .since(6, 1),
    error("mail.E001", |project| {
        if !project.settings.is_set("MAILERS")? {
            return Ok(0);
        }
        decide(&project.settings, "MAILERS", |value| {
            let Some(mailer) = value.key("default") else {
                return has("MAILERS", value, "default").map(|_| 0);
            };
            match mailer.key("BACKEND") {
                None if mailer.first_hole().is_some() => Err(Undecided::hole("MAILERS", mailer)),
                None => Ok(0),
                Some(backend) => match backend.as_str() {
                    Some(path) => Ok(usize::from(TRIAL_BACKENDS.contains(&path))),
                    None => Err(Undecided::hole("MAILERS", backend)),
                },
            }
        })
    })
    .since(6, 1),
    // Printed for each model with an automatic key, and those are not in the settings.
    warning("models.W042", |project| {
        if project.settings.is_set("DEFAULT_AUTO_FIELD")? {
            return Ok(0);
        }
        decide(&project.settings, "INSTALLED_APPS", |value| {
            let own = |item: &&Value| !item.as_str().is_some_and(|path| path.starts_with("django.contrib."));
            match value.items().unwrap_or_default().iter().find(own) {
                Some(item) => Err(Undecided::hole("DEFAULT_AUTO_FIELD", item)),
                None => Ok(0),
            }
        })
    })
    .since(3, 2)
    .until(6, 0),
    error("translation.E001", |project| {
        decide(&project.settings, "LANGUAGE_CODE", |value| match &value.kind {
            Kind::Str(code) => Ok(usize::from(!is_language_code(code))),
            _ => Ok(1),
        })
    }),
    error("translation.E002", |project| {
        let codes = languages(project)?;
        Ok(codes.iter().filter(|code| !is_language_code(code)).count())
    }),
    error("translation.E003", |project| {
        decide(&project.settings, "LANGUAGES_BIDI", |value| {
            let mut count = 0;
            for code in value.items().unwrap_or_default() {
                let code = code.as_str().ok_or_else(|| Undecided::hole("LANGUAGES_BIDI", code))?;
                count += usize::from(!is_language_code(code));
            }
            Ok(count)
        })
    }),
    error("translation.E004", |project| {
        if !truthy(&project.settings, "USE_I18N")? {
            let is_blank = !truthy(&project.settings, "LANGUAGE_CODE")?;
            return Ok(usize::from(is_blank && project.django.version.at_least(4, 1)));
        }
        let codes = languages(project)?;
        decide(&project.settings, "LANGUAGE_CODE", |value| match value.as_str() {
            Some(code) => Ok(usize::from(!is_supported(code, &codes, project.django.version))),
            None => Err(Undecided::hole("LANGUAGE_CODE", value)),
        })
    }),
];

/// Backends that send nothing to anybody.
const TRIAL_BACKENDS: &[&str] = &[
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
    "django.core.mail.backends.filebased.EmailBackend",
    "django.core.mail.backends.locmem.EmailBackend",
];

/// The settings switch the guard off themselves; what the server's environment
/// holds besides is not known, and it is unset almost everywhere.
fn allows_async_unsafe(project: &Project) -> bool {
    let files = project.settings.module().map(|module| module.files.as_slice()).unwrap_or_default();
    files.iter().any(|&file| {
        project.tree.file(file).text.lines().any(|line| {
            line.starts_with("os.environ")
                && line.contains("DJANGO_ALLOW_ASYNC_UNSAFE")
                && !line.contains("\"\"")
                && !line.contains("''")
                && (line.contains("] =") || line.contains("]=") || line.contains("setdefault("))
        })
    })
}

/// The codes in `LANGUAGES`. Entries of Django's default may stand without their names.
fn languages(project: &Project) -> Fact<Vec<String>> {
    decide(&project.settings, "LANGUAGES", |value| {
        let items = value.items().ok_or_else(|| Undecided::hole("LANGUAGES", value))?;
        items
            .iter()
            .map(|item| {
                let code = item.items().and_then(<[Value]>::first).unwrap_or(item);
                code.as_str().map(str::to_owned).ok_or_else(|| Undecided::hole("LANGUAGES", item))
            })
            .collect()
    })
}

/// Whether Django finds the code, a more general one or a sibling among the
/// languages. Each is taken to have its translations. Case counts before 4.1.
fn is_supported(code: &str, languages: &[String], version: Version) -> bool {
    let mut candidates = vec![code];
    match code {
        "zh-cn" | "zh-my" | "zh-sg" => candidates.push("zh-hans"),
        "zh-hk" | "zh-mo" | "zh-tw" => candidates.push("zh-hant"),
        _ => {}
    }
    if version.at_least(4, 0) {
        let mut general = code;
        while let Some((shorter, _)) = general.rsplit_once('-') {
            candidates.push(shorter);
            general = shorter;
        }
    } else {
        candidates.push(code.split('-').next().unwrap_or(code));
    }
    let ignores_case = version.at_least(4, 1);
    let languages: Vec<String> =
        languages.iter().map(|code| if ignores_case { code.to_lowercase() } else { code.clone() }).collect();
    let is_listed = |candidate: &&str| {
        let wanted = if ignores_case { candidate.to_lowercase() } else { (*candidate).to_owned() };
        is_language_code(candidate) && languages.contains(&wanted)
    };
    let sibling = format!("{}-", candidates.last().unwrap_or(&code));
    !code.is_empty()
        && (candidates.iter().any(is_listed)
            || languages.iter().any(|language| language.starts_with(&sibling)))
}
