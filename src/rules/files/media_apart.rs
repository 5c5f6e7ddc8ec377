//! Uploads and static files do not share a folder or an address.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_inside, path_of};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "files.media-apart",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#media-root",
    title: text("Uploads are apart from static files", "Загрузки отделены от статики"),
    why: text(
        "With one folder a visitor's upload can replace a script of the site, and collectstatic --clear deletes the uploads; Django refuses equal addresses and folders.",
        "В общей папке загруженный посетителем файл может подменить скрипт сайта, а collectstatic --clear удалит загрузки; одинаковые адреса и папки Django не принимает.",
    ),
    how: text(
        "Give MEDIA_ROOT and MEDIA_URL places of their own.",
        "Отведите MEDIA_ROOT и MEDIA_URL отдельное место.",
    ),
    examples: &[
        fails("STATIC_ROOT = '/srv/files'\nMEDIA_ROOT = '/srv/files/'"),
        fails("STATIC_ROOT = '/srv/static'\nMEDIA_ROOT = '/srv/static/media'"),
        fails("STATIC_URL = '/files/'\nMEDIA_URL = '/files/'\nMEDIA_ROOT = '/srv/media'"),
        passes(
            "STATIC_ROOT = '/srv/static'\nMEDIA_ROOT = '/srv/media'\nSTATIC_URL = '/static/'\nMEDIA_URL = '/media/'",
        ),
        irrelevant("STATIC_ROOT = '/srv/static'"),
        undecided("from .other import MEDIA_URL"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let settings = &project.settings;
    let (static_root, media_root) = (settings.value("STATIC_ROOT")?, settings.value("MEDIA_ROOT")?);
    let roots = path_of(&static_root.value).zip(path_of(&media_root.value));
    if let Some((below, above)) = &roots {
        if below == above {
            return Ok(fail(text(
                "MEDIA_ROOT and STATIC_ROOT are one folder.",
                "MEDIA_ROOT и STATIC_ROOT — одна папка.",
            ))
            .at(&media_root)
            .related(static_root.place));
        }
        if is_inside(above, below) {
            return Ok(fail(text(
                "MEDIA_ROOT lies inside STATIC_ROOT.",
                "MEDIA_ROOT лежит внутри STATIC_ROOT.",
            ))
            .at(&media_root)
            .related(static_root.place));
        }
    }
    let (static_url, media_url) = (settings.str("STATIC_URL")?, settings.str("MEDIA_URL")?);
    if !media_url.is_empty() && media_url.value == static_url.value {
        let url = &*media_url.value;
        return Ok(fail(text! {
            en: "MEDIA_URL and STATIC_URL are both {url:?}.",
            ru: "MEDIA_URL и STATIC_URL совпадают: {url:?}.",
        })
        .at(&media_url)
        .related(static_url.place));
    }
    Ok(if roots.is_some() || !media_url.is_empty() { pass().at(&media_root) } else { not_applicable() })
}
