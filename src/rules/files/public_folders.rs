//! What is served to visitors is not the project itself.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_inside, path_of};
use crate::python::Value;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "files.public-folders",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#media-root",
    title: text("Public folders do not hold the code", "В открытых папках нет кода"),
    why: text(
        "Whatever lies in these folders is for everybody to download: settings, .env and the database file too.",
        "Всё, что лежит в этих папках, может скачать любой: и настройки, и .env, и файл базы.",
    ),
    how: text("Point the setting to a folder of its own.", "Укажите в настройке отдельную папку."),
    examples: &[
        fails("from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\nMEDIA_ROOT = BASE_DIR"),
        fails(
            "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\nSTATICFILES_DIRS = [BASE_DIR]",
        ),
        passes(
            "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\nMEDIA_ROOT = BASE_DIR / 'media'",
        ),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(entry) = project.judged() else { return Ok(not_applicable()) };
    // As `__file__` has it.
    let own = format!("<ROOT>/{}", project.tree.file(entry.file).path);
    let holds = |value: &Value| path_of(value).filter(|path| is_inside(&own, path));
    let mut asked = false;
    let mut unclear = false;
    for name in ["MEDIA_ROOT", "STATIC_ROOT"] {
        // A folder that the server names is not one of these.
        let Ok(root) = project.settings.value(name) else {
            unclear = true;
            continue;
        };
        asked |= !root.is_default();
        if holds(&root.value).is_some() {
            return Ok(fail(text! {
                en: "{name} is a folder that the settings themselves lie in.",
                ru: "{name} — папка, в которой лежат и сами настройки.",
            })
            .at(&root));
        }
    }
    let Ok(folders) = project.settings.list("STATICFILES_DIRS") else { return Ok(not_applicable()) };
    asked |= !folders.is_empty();
    for item in &folders.items {
        // A pair is a prefix and a folder.
        let folder = item.items().and_then(<[Value]>::last).unwrap_or(item);
        if holds(folder).is_some() {
            return Ok(fail(text(
                "STATICFILES_DIRS has a folder that the settings themselves lie in: collectstatic publishes them.",
                "В STATICFILES_DIRS есть папка, в которой лежат сами настройки: collectstatic их опубликует.",
            ))
            .at_place(item.place.or(folders.place)));
        }
    }
    Ok(if asked && !unclear && folders.no_holes().is_ok() { pass() } else { not_applicable() })
}
