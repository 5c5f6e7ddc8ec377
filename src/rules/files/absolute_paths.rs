//! Folders of files do not depend on where the process was started.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, is_relative, path_of};
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "files.absolute-paths",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#static-root",
    title: text("STATIC_ROOT and MEDIA_ROOT are absolute", "STATIC_ROOT и MEDIA_ROOT — абсолютные пути"),
    why: text(
        "A relative path counts from the folder in which the process was started, so collectstatic, the server and a cron job may each mean another folder.",
        "Относительный путь отсчитывается от папки, где запущен процесс, поэтому для collectstatic, сервера и задачи cron это могут быть разные папки.",
    ),
    how: text("Build the path from the project's folder.", "Стройте путь от папки проекта."),
    examples: &[
        fails("STATIC_ROOT = 'staticfiles'"),
        fails(
            "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent.parent\nMEDIA_ROOT = 'media/'",
        ),
        passes("STATIC_ROOT = '/srv/app/static'"),
        passes(
            "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\nSTATIC_ROOT = BASE_DIR / 'static'",
        ),
        undecided("import os\nMEDIA_ROOT = os.environ['MEDIA_ROOT']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    worst(["STATIC_ROOT", "MEDIA_ROOT"].map(|name| one(project, name)))
}

fn one(project: &Project, name: &'static str) -> Verdict {
    let root = project.settings.value(name)?;
    let Some(path) = path_of(&root.value) else { return Ok(not_applicable()) };
    if !is_relative(&path) {
        return Ok(pass().at(&root));
    }
    let below = path.trim_start_matches("./");
    let snippet = format!("{name} = {}", project.path_expression(below));
    let outcome = attention(
        text! { en: "{name} is {path:?}, a relative path.", ru: "{name} = {path:?} — относительный путь." },
    )
    .at(&root);
    Ok(if below.starts_with("..") {
        outcome
    } else {
        outcome.fix(Applicability::Unsafe, Where::Setting(name), snippet)
    })
}
