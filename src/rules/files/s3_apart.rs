//! Uploads and static files do not share a folder in S3.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::project::Storage;
use crate::rules::rare::rarely;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "files.s3-apart",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html",
    title: text("Uploads in S3 are apart from static files", "Загрузки в S3 лежат отдельно от статики"),
    why: text(
        "An upload can take the place of a script, and `collectstatic --clear` deletes the uploads.",
        "Загрузка может подменить скрипт, а `collectstatic --clear` удалит загрузки.",
    ),
    how: text(
        "Give each a bucket or a location of its own.",
        "Дайте каждому хранилищу свой bucket_name или location.",
    ),
    examples: &[
        fails(
            "AWS_STORAGE_BUCKET_NAME = 'shop'\nSTORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}, 'staticfiles': {'BACKEND': 'storages.backends.s3.S3Storage'}}",
        ),
        passes(
            "AWS_STORAGE_BUCKET_NAME = 'shop'\nSTORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'location': 'media'}}, 'staticfiles': {'BACKEND': 'storages.backends.s3.S3Storage'}}",
        ),
        irrelevant(""),
        undecided(
            "import os\nAWS_STORAGE_BUCKET_NAME = os.environ.get('AWS_STORAGE_BUCKET_NAME', 'shop')\nSTORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}, 'staticfiles': {'BACKEND': 'storages.backends.s3.S3Storage'}}",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let (Some(uploads), Some(_)) = (project.s3_class(Storage::Uploads)?, project.s3_class(Storage::Static)?)
    else {
        return Ok(not_applicable());
    };
    for option in ["bucket_name", "location"] {
        let [one, other] =
            [Storage::Uploads, Storage::Static].map(|storage| project.s3_option(storage, option));
        let (one, other) = (one?.map(|found| found.value.kind), other?.map(|found| found.value.kind));
        if one != other {
            return Ok(pass().at(&uploads));
        }
    }
    Ok(fail(text(
        "Uploads and static files have the same bucket and location.",
        "У загрузок и статики один и тот же бакет и путь.",
    ))
    .at(&uploads))
}
