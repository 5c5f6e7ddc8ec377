//! Browsers can keep static files from S3.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::project::Storage;
use crate::rules::rare::rarely;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "files.s3-static-links",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html",
    title: text("Addresses of static files in S3 stay the same", "Адреса статики в S3 не меняются"),
    why: text(
        "A signed address is another one on each page: browsers fetch every file anew.",
        "Подписанный адрес на каждой странице другой, и браузеры скачивают все файлы заново.",
    ),
    how: text(
        "Switch querystring_auth off for static files, and let everyone read them in the bucket.",
        "Отключите querystring_auth для статики и откройте её в бакете на чтение всем.",
    ),
    examples: &[
        fails(
            "STORAGES = {'default': {'BACKEND': 'x'}, 'staticfiles': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'bucket_name': 'b'}}}",
        ),
        passes(
            "AWS_QUERYSTRING_AUTH = False\nSTORAGES = {'default': {'BACKEND': 'x'}, 'staticfiles': {'BACKEND': 'storages.backends.s3.S3Storage'}}",
        ),
        passes(
            "STORAGES = {'default': {'BACKEND': 'x'}, 'staticfiles': {'BACKEND': 'storages.backends.s3.S3ManifestStaticStorage', 'OPTIONS': {'custom_domain': 'cdn.example.com'}}}",
        ),
        irrelevant(""),
        undecided(
            "import os\nSTORAGES = {'default': {'BACKEND': 'x'}, 'staticfiles': os.environ.get('STORAGES', {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'bucket_name': 'b'}})}",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let Some(class) = project.s3_class(Storage::Static)? else { return Ok(not_applicable()) };
    // An address of one's own is not signed.
    if project
        .s3_option(Storage::Static, "custom_domain")?
        .is_some_and(|domain| domain.truthy() == Some(true))
    {
        return Ok(pass().at(&class));
    }
    Ok(match project.s3_option(Storage::Static, "querystring_auth")? {
        Some(signed) if signed.truthy() == Some(false) => pass().at(&signed),
        _ => fail(text(
            "Static files are in S3, and their addresses are signed.",
            "Статика лежит в S3, и её адреса подписываются.",
        ))
        .at(&class),
    })
}
