//! `collectstatic` has a folder to collect into.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Storage};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.static-root",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#static-root",
    title: text("STATIC_ROOT is set", "STATIC_ROOT задан"),
    why: text(
        "collectstatic stops with ImproperlyConfigured without it, and with DEBUG off there is nothing that a server could hand out: pages come without styles, the admin too.",
        "Без него collectstatic падает с ImproperlyConfigured, а при выключенном DEBUG серверу нечего раздавать: страницы и админка открываются без стилей.",
    ),
    how: text(
        "Set STATIC_ROOT to a folder of its own and run collectstatic with each release.",
        "Задайте в STATIC_ROOT отдельную папку и запускайте collectstatic при каждом релизе.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_URL = 'static/'"),
        fails(
            "from pathlib import Path\nBASE_DIR = Path(__file__).resolve().parent\nINSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_URL = 'static/'",
        ),
        passes("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_ROOT = '/srv/static'"),
        undecided(
            "import os\nINSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_ROOT = os.environ.get('STATIC_ROOT')",
        ),
        irrelevant("INSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_app("django.contrib.staticfiles")? {
        return Ok(not_applicable());
    }
    let root = project.settings.truthy("STATIC_ROOT")?;
    if *root {
        return Ok(pass().at(&root));
    }
    // A storage elsewhere needs no folder.
    if !project.storage(Storage::Static)?.is_some_and(|class| keeps_files_here(&class.value)) {
        return Ok(not_applicable());
    }
    let snippet = format!("STATIC_ROOT = {}", project.path_expression("staticfiles"));
    let message = if root.is_default() {
        text("STATIC_ROOT is not set.", "STATIC_ROOT не задан.")
    } else {
        text("STATIC_ROOT is empty.", "STATIC_ROOT пуст.")
    };
    Ok(fail(message).at(&root).fix(Applicability::Safe, Where::Setting("STATIC_ROOT"), snippet))
}

fn keeps_files_here(class: &str) -> bool {
    class.starts_with("django.") || class.starts_with("whitenoise.")
}
