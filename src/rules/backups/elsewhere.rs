//! Backups leave the machine that they are of.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "backups.elsewhere",
    item: Item::Backups,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-dbbackup.readthedocs.io/en/stable/storages/",
    title: text("Backups leave the machine", "Копии хранятся на другой машине"),
    why: text(
        "A copy on the same disk is lost with the disk, with the container, or with the account that was broken into.",
        "Копия на том же диске погибнет вместе с диском, контейнером или взломанной учётной записью.",
    ),
    how: text(
        "Send them to a bucket or another server, with credentials that cannot delete.",
        "Отправляйте копии в бакет или на другой сервер, с ключом без права удаления.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['dbbackup']"),
        fails(
            "INSTALLED_APPS = ['dbbackup']\nSTORAGES = {'dbbackup': {'BACKEND': 'django.core.files.storage.FileSystemStorage', 'OPTIONS': {'location': '/srv/backups'}}}",
        ),
        passes(
            "INSTALLED_APPS = ['dbbackup']\nSTORAGES = {'dbbackup': {'BACKEND': 'storages.backends.s3.S3Storage'}}",
        ),
        undecided(
            "import os\nINSTALLED_APPS = ['dbbackup']\nSTORAGES = {'dbbackup': {'BACKEND': os.environ['STORAGE']}}",
        ),
        irrelevant("INSTALLED_APPS = []"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_dbbackup() {
        return Ok(not_applicable());
    }
    let Some(class) = project.backup_class()? else {
        let app = project.app("dbbackup").ok().flatten().flatten();
        return Ok(attention(text(
            "django-dbbackup has no storage of its own, so copies stay in a local folder.",
            "Хранилище для django-dbbackup не задано, и копии остаются в локальной папке.",
        ))
        .at_place(app));
    };
    if class.ends_with(".FileSystemStorage") {
        return Ok(attention(text(
            "django-dbbackup writes to the local disk. If that folder is mounted from elsewhere, this is fine.",
            "django-dbbackup пишет на локальный диск. Если эта папка подключена с другой машины, всё в порядке.",
        ))
        .at(&class));
    }
    Ok(pass().at(&class))
}
