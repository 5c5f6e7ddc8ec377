//! Backups do not lie where the web server hands out files.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_inside, path_of};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "backups.private",
    item: Item::Backups,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-dbbackup.readthedocs.io/en/stable/storages/",
    title: text("Backups cannot be downloaded by visitors", "Копии не скачать посетителям"),
    why: text(
        "What lies under MEDIA_ROOT or STATIC_ROOT is handed out to whoever asks for its name, and the names of backups follow a pattern.",
        "Всё, что лежит под MEDIA_ROOT или STATIC_ROOT, отдаётся любому, кто назовёт имя файла, а имена копий строятся по шаблону.",
    ),
    how: text("Keep backups outside of both folders.", "Храните копии вне этих папок."),
    examples: &[
        fails(
            "INSTALLED_APPS = ['dbbackup']\nMEDIA_ROOT = '/srv/media'\nSTORAGES = {'dbbackup': {'BACKEND': 'django.core.files.storage.FileSystemStorage', 'OPTIONS': {'location': '/srv/media/backups'}}}",
        ),
        fails(
            "INSTALLED_APPS = ['dbbackup']\nSTORAGES = {'dbbackup': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'default_acl': 'public-read'}}}",
        ),
        passes(
            "INSTALLED_APPS = ['dbbackup']\nMEDIA_ROOT = '/srv/media'\nSTORAGES = {'dbbackup': {'BACKEND': 'django.core.files.storage.FileSystemStorage', 'OPTIONS': {'location': '/srv/backups'}}}",
        ),
        irrelevant("INSTALLED_APPS = ['dbbackup']"),
        undecided("from .other import STORAGES\nINSTALLED_APPS = ['dbbackup']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_dbbackup() {
        return Ok(not_applicable());
    }
    if let Some(acl) = project.backup_option("default_acl")?
        && acl.value.as_str().is_some_and(|acl| acl.starts_with("public"))
    {
        return Ok(fail(text("The backups' bucket is public.", "Бакет с копиями открыт для всех.")).at(&acl));
    }
    let Some(location) = project.backup_option("location")? else { return Ok(not_applicable()) };
    let Some(path) = path_of(&location.value) else { return Ok(not_applicable()) };
    for name in ["MEDIA_ROOT", "STATIC_ROOT"] {
        let root = project.settings.value(name)?;
        let Some(folder) = path_of(&root.value) else { continue };
        if path == folder || is_inside(&path, &folder) {
            return Ok(fail(
                text! { en: "Backups are written below {name}.", ru: "Копии пишутся внутрь {name}." },
            )
            .at(&location)
            .related(root.place));
        }
    }
    Ok(pass().at(&location))
}
