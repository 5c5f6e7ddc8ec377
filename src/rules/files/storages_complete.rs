//! `STORAGES` names both storages that Django asks for.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.storages-complete",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: since(4, 2),
    mirrors: &["staticfiles.E005"],
    docs: "ref/settings/#storages",
    title: text("STORAGES has both default and staticfiles", "В STORAGES есть и default, и staticfiles"),
    why: text(
        "The setting replaces Django's own as a whole: what is left out is not there, and collectstatic or the first upload stops with InvalidStorageError.",
        "Эта настройка заменяет стандартную целиком: пропущенного алиаса просто нет, и collectstatic или первая же загрузка падает с InvalidStorageError.",
    ),
    how: text("Add the missing alias.", "Добавьте недостающий алиас."),
    examples: &[
        fails(
            "INSTALLED_APPS = ['django.contrib.staticfiles']\nSTORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}",
        ),
        fails(
            "STORAGES = {'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'}}",
        ),
        passes(
            "INSTALLED_APPS = ['django.contrib.staticfiles']\nSTORAGES = {'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'}, 'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}}",
        ),
        irrelevant("STATIC_URL = 'static/'"),
        undecided("from .other import STORAGES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.settings.is_set("STORAGES")? {
        return Ok(not_applicable());
    }
    let whole = project.settings.value("STORAGES")?;
    let aliases = project.settings.entries("STORAGES", &[])?;
    let has = |alias: &str| aliases.iter().any(|(name, _)| &**name == alias);
    let (alias, class) = if !has("staticfiles") && project.has_app("django.contrib.staticfiles")? {
        ("staticfiles", "django.contrib.staticfiles.storage.StaticFilesStorage")
    } else if !has("default") {
        ("default", "django.core.files.storage.FileSystemStorage")
    } else {
        return Ok(pass().at(&whole));
    };
    Ok(fail(text! {
        en: "STORAGES is set and has no alias {alias:?}.",
        ru: "STORAGES задан, но алиаса {alias:?} в нём нет.",
    })
    .at(&whole)
    .fix(
        Applicability::Safe,
        Where::Module,
        format!("STORAGES[\"{alias}\"] = {{\n    \"BACKEND\": \"{class}\",\n}}"),
    ))
}
