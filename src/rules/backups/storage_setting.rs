//! django-dbbackup is told of its storage in the setting that it reads.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "backups.storage-setting",
    item: Item::Backups,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-dbbackup.readthedocs.io/en/stable/storages/",
    title: text("dbbackup finds its storage in STORAGES", "dbbackup берёт хранилище из STORAGES"),
    why: text(
        "django-dbbackup 5 dropped DBBACKUP_STORAGE: since 5.0.1 it refuses to start beside it, so no backup is made any more.",
        "В django-dbbackup 5 настройки DBBACKUP_STORAGE больше нет: начиная с 5.0.1 с ней он не запускается, и копии перестают делаться.",
    ),
    how: text(
        "Move the class and its options to STORAGES[\"dbbackup\"].",
        "Перенесите класс и его параметры в STORAGES[\"dbbackup\"].",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['dbbackup']\nDBBACKUP_STORAGE = 'storages.backends.s3.S3Storage'\nDBBACKUP_STORAGE_OPTIONS = {'bucket_name': 'copies'}")
            .with(&[("requirements.txt", "Django==5.2.1\ndjango-dbbackup==5.4.0\n")]),
        fails("INSTALLED_APPS = ['dbbackup']\nDBBACKUP_STORAGE = 'storages.backends.s3.S3Storage'")
            .with(&[("requirements.txt", "Django==5.2.1\ndjango-dbbackup\n")]),
        passes("INSTALLED_APPS = ['dbbackup']\nDBBACKUP_STORAGE = 'storages.backends.s3.S3Storage'")
            .with(&[("requirements.txt", "Django==4.2.1\ndjango-dbbackup==4.1.0\n")]),
        irrelevant("DBBACKUP_STORAGE = 'x'\nINSTALLED_APPS = []"),
        undecided("from .other import *\nINSTALLED_APPS = ['dbbackup']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_dbbackup() {
        return Ok(not_applicable());
    }
    let mut old = None;
    for name in ["DBBACKUP_STORAGE", "DBBACKUP_STORAGE_OPTIONS"] {
        if old.is_none() && project.settings.is_set(name)? {
            old = Some(name);
        }
    }
    let Some(name) = old else { return Ok(not_applicable()) };
    let place =
        project.settings.binding(name).and_then(|binding| binding.history.last()).map(|event| event.place);
    let five = project.requirements.pinned("django-dbbackup");
    if five.is_some() && project.is_below("django-dbbackup", "5.0") {
        return Ok(pass().at_place(place));
    }
    let class = project.settings.text_at("DBBACKUP_STORAGE", &[]).ok().flatten();
    let alone =
        !project.settings.is_set("DBBACKUP_STORAGE_OPTIONS")? && project.settings.is_set("STORAGES")?;
    let snippet = class
        .filter(|_| alone)
        .map(|class| format!("STORAGES[\"dbbackup\"] = {{\n    \"BACKEND\": \"{}\",\n}}", class.value));
    let outcome = match five {
        Some((version, _)) => fail(text! {
            en: "{name} is set, and django-dbbackup {version} does not accept it.",
            ru: "Задан {name}, а django-dbbackup {version} его не принимает.",
        }),
        None => attention(text! {
            en: "{name} is set, and django-dbbackup is not held below version 5, which does not accept it.",
            ru: "Задан {name}, а версия django-dbbackup не ограничена: пятая его не принимает.",
        }),
    }
    .at_place(place);
    Ok(match snippet {
        Some(code) => outcome.fix(Applicability::Unsafe, Where::Setting("DBBACKUP_STORAGE"), code),
        None => outcome,
    })
}
