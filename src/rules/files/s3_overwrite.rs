//! Two uploads with one name do not overwrite each other in the bucket.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Storage};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.s3-overwrite",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-storages.readthedocs.io/en/latest/backends/amazon-S3.html",
    title: text("Uploads to S3 do not overwrite each other", "Загрузки в S3 не перезаписывают друг друга"),
    why: text(
        "django-storages overwrites by default: when a second visitor uploads photo.jpg, the first one's is gone.",
        "По умолчанию django-storages перезаписывает файлы: когда второй посетитель загрузит photo.jpg, файл первого пропадёт.",
    ),
    how: text(
        "Set AWS_S3_FILE_OVERWRITE to False, or make upload_to give unique names.",
        "Задайте AWS_S3_FILE_OVERWRITE = False или делайте имена в upload_to уникальными.",
    ),
    examples: &[
        fails("STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}"),
        fails("DEFAULT_FILE_STORAGE = 'storages.backends.s3boto3.S3Boto3Storage'").django(4, 1),
        passes(
            "STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'file_overwrite': False}}}",
        ),
        passes(
            "STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage'}}\nAWS_S3_FILE_OVERWRITE = False",
        ),
        undecided("import os\nSTORAGES = {'default': {'BACKEND': os.environ['STORAGE']}}"),
        irrelevant("MEDIA_ROOT = '/srv/media'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(class) =
        project.storage(Storage::Uploads)?.filter(|class| class.starts_with("storages.backends.s3"))
    else {
        return Ok(not_applicable());
    };
    if let Some(option) = project.storage_option(Storage::Uploads, "file_overwrite")? {
        if option.value.truthy() == Some(false) {
            return Ok(pass().at(&option));
        }
        return Ok(attention(text(
            "file_overwrite is on for uploads.",
            "Для загрузок включён file_overwrite.",
        ))
        .at(&option)
        .fix(
            Applicability::Unsafe,
            Where::Module,
            "STORAGES[\"default\"][\"OPTIONS\"][\"file_overwrite\"] = False",
        ));
    }
    let fix = |outcome: crate::rules::Outcome| {
        outcome.fix(
            Applicability::Unsafe,
            Where::Setting("AWS_S3_FILE_OVERWRITE"),
            "AWS_S3_FILE_OVERWRITE = False",
        )
    };
    if !project.settings.is_set("AWS_S3_FILE_OVERWRITE")? {
        return Ok(fix(attention(text(
            "Uploads go to S3, and AWS_S3_FILE_OVERWRITE is not set; its default is True.",
            "Загрузки уходят в S3, а AWS_S3_FILE_OVERWRITE не задан; по умолчанию он True.",
        ))
        .at(&class)));
    }
    let overwrite = project.settings.truthy("AWS_S3_FILE_OVERWRITE")?;
    if !*overwrite {
        return Ok(pass().at(&overwrite));
    }
    Ok(fix(attention(text("AWS_S3_FILE_OVERWRITE is on.", "AWS_S3_FILE_OVERWRITE включён.")).at(&overwrite)))
}
