//! `STATIC_ROOT` is not among the folders that it is collected from.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, path_of};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.static-root-apart",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["staticfiles.E002"],
    docs: "ref/settings/#staticfiles-dirs",
    title: text("STATIC_ROOT is apart from STATICFILES_DIRS", "STATIC_ROOT не входит в STATICFILES_DIRS"),
    why: text(
        "collectstatic would copy the folder into itself; Django's check refuses it, and manage.py stops there.",
        "collectstatic копировал бы папку в саму себя; проверка Django этого не допускает, и manage.py останавливается.",
    ),
    how: text(
        "Keep your sources in one folder (STATICFILES_DIRS) and collect into another (STATIC_ROOT).",
        "Исходные файлы держите в одной папке (STATICFILES_DIRS), а собирайте в другую (STATIC_ROOT).",
    ),
    examples: &[
        fails("STATIC_ROOT = '/srv/app/static'\nSTATICFILES_DIRS = ['/srv/app/static/']"),
        fails(
            "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\nSTATIC_ROOT = BASE_DIR / 'static'\nSTATICFILES_DIRS = [('x', BASE_DIR / 'static')]",
        ),
        passes("STATIC_ROOT = '/srv/app/staticfiles'\nSTATICFILES_DIRS = ['/srv/app/static']"),
        irrelevant("STATIC_ROOT = '/srv/app/static'"),
        undecided("from .other import STATIC_ROOT"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let folders = project.settings.list("STATICFILES_DIRS")?;
    let root = project.settings.value("STATIC_ROOT")?;
    let (Some(path), false) = (path_of(&root.value), folders.is_empty()) else { return Ok(not_applicable()) };
    for item in &folders.items {
        // An entry may carry a prefix: `("downloads", "/srv/stats")`.
        let folder = item.items().and_then(|pair| pair.get(1)).unwrap_or(item);
        if path_of(folder).as_deref() == Some(&*path) {
            let shown = path.replace("<ROOT>/", "");
            return Ok(fail(text! {
                en: "STATIC_ROOT and an entry of STATICFILES_DIRS are both {shown:?}.",
                ru: "STATIC_ROOT и один из STATICFILES_DIRS — одна и та же папка {shown:?}.",
            })
            .at_place(folder.place.or(folders.place))
            .related(root.place)
            .fix(
                Applicability::Unsafe,
                Where::Setting("STATIC_ROOT"),
                format!("STATIC_ROOT = {}", other(project)),
            ));
        }
    }
    folders.no_holes()?;
    Ok(pass().at(&root))
}

fn other(project: &Project) -> String {
    project.path_expression("staticfiles")
}
