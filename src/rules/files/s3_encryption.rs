//! The way to S3 is encrypted.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::project::Storage;
use crate::python::Kind;
use crate::rules::rare::rarely;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "files.s3-encryption",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html",
    title: text("Files travel to S3 encrypted", "Файлы передаются в S3 с шифрованием"),
    why: text(
        "Without TLS, or with a certificate that nobody checks, others can read and change the files on their way.",
        "Без TLS или без проверки сертификата файлы в пути можно прочитать и подменить.",
    ),
    how: text(
        "Take the setting out: encryption and the check are on by default.",
        "Уберите настройку: шифрование и проверка включены по умолчанию.",
    ),
    examples: &[
        fails(
            "STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'use_ssl': False}}, 'staticfiles': {'BACKEND': 'x'}}",
        ),
        fails(
            "AWS_S3_VERIFY = False\nSTORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}, 'staticfiles': {'BACKEND': 'x'}}",
        ),
        passes(
            "STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}, 'staticfiles': {'BACKEND': 'x'}}",
        ),
        irrelevant(""),
        undecided(
            "import os\nAWS_S3_VERIFY = os.environ.get('AWS_S3_VERIFY', False)\nSTORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}, 'staticfiles': {'BACKEND': 'x'}}",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for storage in [Storage::Uploads, Storage::Static] {
        let Some(class) = project.s3_class(storage)? else { continue };
        // A server of one's own beside the site.
        let inner = project
            .s3_option(storage, "endpoint_url")?
            .is_some_and(|url| url.as_str().is_some_and(|url| url.starts_with("http://")));
        for option in ["use_ssl", "verify"] {
            let found = project.s3_option(storage, option)?;
            let Some(found) = found.filter(|found| matches!(found.kind, Kind::Bool(false)) && !inner) else {
                continue;
            };
            let name = &found.name;
            return Ok(fail(text! { en: "{name} is off.", ru: "{name} выключен." }).at(&found));
        }
        seen = Some(class);
    }
    Ok(seen.map_or_else(not_applicable, |class| pass().at(&class)))
}
