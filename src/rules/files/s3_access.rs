//! Uploads in the bucket are not open to everybody.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Storage};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.s3-access",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html",
    title: text("Uploads in S3 are not public", "Загрузки в S3 не открыты всем"),
    why: text(
        "With a public access list everything that visitors upload, invoices and documents too, can be read by whoever has or guesses the address.",
        "С публичным списком доступа всё загруженное, включая счета и документы, прочтёт любой, кто знает или угадает адрес.",
    ),
    how: text(
        "Leave AWS_DEFAULT_ACL at None and hand out signed addresses; keep a bucket of its own for what is meant to be public.",
        "Оставьте AWS_DEFAULT_ACL = None и отдавайте подписанные ссылки; для публичных файлов заведите отдельный бакет.",
    ),
    examples: &[
        fails(
            "STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}\nAWS_DEFAULT_ACL = 'public-read'",
        ),
        fails(
            "STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'default_acl': 'public-read-write'}}}",
        ),
        passes(
            "STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}\nAWS_DEFAULT_ACL = 'private'",
        ),
        passes("STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}"),
        irrelevant("AWS_DEFAULT_ACL = 'public-read'"),
        undecided("from .other import STORAGES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(class) =
        project.storage(Storage::Uploads)?.filter(|class| class.starts_with("storages.backends.s3"))
    else {
        return Ok(not_applicable());
    };
    let option = project.storage_option(Storage::Uploads, "default_acl")?;
    let (acl, target, snippet) = match option {
        Some(option) => (option, Where::Module, "STORAGES[\"default\"][\"OPTIONS\"][\"default_acl\"] = None"),
        None if project.settings.is_set("AWS_DEFAULT_ACL")? => (
            project.settings.value("AWS_DEFAULT_ACL")?,
            Where::Setting("AWS_DEFAULT_ACL"),
            "AWS_DEFAULT_ACL = None",
        ),
        None => return Ok(pass().at(&class)),
    };
    let name = acl.name.clone();
    let outcome = match acl.value.as_str() {
        Some("public-read-write") => fail(text! {
            en: "{name} is \"public-read-write\": strangers may replace the files.",
            ru: "{name} = \"public-read-write\": посторонние могут подменять файлы.",
        }),
        Some("public-read") => attention(text! {
            en: "{name} is \"public-read\", for uploads too.",
            ru: "{name} = \"public-read\", в том числе для загрузок.",
        }),
        _ => return Ok(pass().at(&acl)),
    };
    Ok(outcome.at(&acl).fix(Applicability::Unsafe, target, snippet))
}
