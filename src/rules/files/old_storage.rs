//! The storage classes are named in the setting that this Django reads.

use crate::django::Version;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Storage};
use crate::rules::{
    Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.old-storage",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: since(4, 2),
    mirrors: &[],
    docs: "ref/settings/#storages",
    title: text("Storage classes are named in STORAGES", "Классы хранилищ указаны в STORAGES"),
    why: text(
        "Django 5.1 dropped DEFAULT_FILE_STORAGE and STATICFILES_STORAGE without a word: uploads go to the local disk and static files lose their hashes, while the settings still look right.",
        "Django 5.1 молча перестал читать DEFAULT_FILE_STORAGE и STATICFILES_STORAGE: загрузки пишутся на локальный диск, статика теряет хеши, а настройки выглядят исправными.",
    ),
    how: text("Move the classes to STORAGES.", "Перенесите классы в STORAGES."),
    examples: &[
        fails("DEFAULT_FILE_STORAGE = 'storages.backends.s3.S3Storage'"),
        fails(
            "STATICFILES_STORAGE = 'whitenoise.storage.CompressedManifestStaticFilesStorage'\nDEFAULT_FILE_STORAGE = 'storages.backends.s3.S3Storage'",
        ),
        fails("DEFAULT_FILE_STORAGE = 'storages.backends.s3.S3Storage'\nSTORAGES = {}").django(4, 2),
        undecided("import os\nSTATICFILES_STORAGE = os.environ['STORAGE']"),
        irrelevant("STATIC_URL = 'static/'"),
        passes("STATICFILES_STORAGE = 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'")
            .django(4, 2),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let settings = &project.settings;
    let version = project.django.version;
    let mut old = None;
    for storage in [Storage::Uploads, Storage::Static] {
        if settings.is_set(storage.old_setting())? {
            old = Some(storage);
            break;
        }
    }
    let Some(storage) = old else { return Ok(not_applicable()) };
    let name = storage.old_setting();
    let class = settings.str(name)?;
    let both = settings.is_set("STORAGES")?;
    if version < Version::new(5, 1) {
        if !both {
            return Ok(pass().at(&class));
        }
        return Ok(fail(text! {
            en: "{name} stands beside STORAGES, and Django {version} refuses the two together.",
            ru: "{name} задан вместе с STORAGES, а Django {version} такого сочетания не допускает.",
        })
        .at(&class)
        .raising(name, "mutually exclusive"));
    }
    if both {
        // A line that does nothing: other checks name it.
        return Ok(not_applicable());
    }
    let outcome = fail(text! {
        en: "{name} is set, and Django {version} does not read it.",
        ru: "Задан {name}, но Django {version} его не читает.",
    })
    .at(&class);
    Ok(match project.storages_anew().and_then(|rewrite| rewrite.code) {
        Some(code) => outcome.fix(Applicability::Unsafe, Where::Setting(name), code),
        None => outcome,
    })
}
