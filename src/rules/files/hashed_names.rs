//! Names of static files carry a hash of what is in them.

use crate::django::Version;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Storage};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.hashed-names",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/contrib/staticfiles/#manifeststaticfilesstorage",
    title: text("Names of static files carry a hash", "Имена статических файлов содержат хеш"),
    why: text(
        "Without a hash in the name browsers either ask for each file on every visit or keep the old script after a release.",
        "Без хеша в имени браузер либо запрашивает каждый файл при каждом визите, либо после релиза продолжает выполнять старый скрипт.",
    ),
    how: text(
        "Use a manifest storage for static files; collectstatic then stops at references to missing files.",
        "Включите для статики хранилище с манифестом; после этого collectstatic останавливается на ссылках на несуществующие файлы.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_ROOT = '/srv/static'"),
        fails("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_ROOT = '/srv/static'\nSTORAGES = {'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'}, 'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedStaticFilesStorage'}}"),
        fails("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_ROOT = '/srv/static'").django(3, 2),
        irrelevant("INSTALLED_APPS = ['django.contrib.staticfiles']"),
        irrelevant("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_ROOT = '/srv/static'\nWHITENOISE_IMMUTABLE_FILE_TEST = r'^.+\\.[0-9a-f]{12}\\..+$'"),
        irrelevant("INSTALLED_APPS = ['django.contrib.staticfiles', 'compressor']\nSTATIC_ROOT = '/srv/static'"),
        passes("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTORAGES = {'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'}}"),
        passes("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATICFILES_STORAGE = 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'").django(4, 1),
        irrelevant("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTORAGES = {'staticfiles': {'BACKEND': 'config.storages.Static'}}"),
        undecided("from .other import INSTALLED_APPS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_app("django.contrib.staticfiles")? {
        return Ok(not_applicable());
    }
    // It names its scripts and styles by their content.
    if project.lists("INSTALLED_APPS", |app| app == "compressor") == Some(true) {
        return Ok(not_applicable());
    }
    // The names that a build tool gave are told to WhiteNoise.
    if project.settings.is_set("WHITENOISE_IMMUTABLE_FILE_TEST")? {
        return Ok(not_applicable());
    }
    let Some(class) = project.storage(Storage::Static)? else { return Ok(not_applicable()) };
    let path = &*class.value;
    if path.contains("Manifest") {
        return Ok(pass().at(&class));
    }
    if !path.starts_with("django.contrib.staticfiles.") && !path.starts_with("whitenoise.") {
        return Ok(not_applicable());
    }
    // Nothing is collected yet, so nothing gets a name.
    if !*project.settings.truthy("STATIC_ROOT")? {
        return Ok(not_applicable());
    }
    let whitenoise = path.starts_with("whitenoise.")
        || project.settings.list("MIDDLEWARE")?.strs().any(|(path, _)| path.starts_with("whitenoise."));
    let wanted = if whitenoise {
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
    } else {
        "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    };
    let outcome = attention(text! {
        en: "Static files are stored by {path}, which keeps their names.",
        ru: "Статику хранит {path}, а он имена файлов не меняет.",
    })
    .at(&class);
    Ok(if project.django.version < Version::new(4, 2) {
        outcome.fix(
            Applicability::Unsafe,
            Where::Setting("STATICFILES_STORAGE"),
            format!("STATICFILES_STORAGE = \"{wanted}\""),
        )
    } else if project.settings.is_set("STORAGES")? {
        outcome.fix(
            Applicability::Unsafe,
            Where::Module,
            format!("STORAGES[\"staticfiles\"] = {{\n    \"BACKEND\": \"{wanted}\",\n}}"),
        )
    } else if project.settings.is_set("STATICFILES_STORAGE")?
        || project.settings.is_set("DEFAULT_FILE_STORAGE")?
    {
        outcome
    } else {
        outcome.fix(
            Applicability::Unsafe,
            Where::Module,
            format!(
                "STORAGES = {{\n    \"default\": {{\n        \"BACKEND\": \"django.core.files.storage.FileSystemStorage\",\n    }},\n    \"staticfiles\": {{\n        \"BACKEND\": \"{wanted}\",\n    }},\n}}"
            ),
        )
    })
}
