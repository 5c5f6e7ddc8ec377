//! Development tools are not part of the production module.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "debug.tools",
    item: Item::Debug,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-debug-toolbar.readthedocs.io/en/latest/installation.html",
    title: text("Debug tools are not installed in production", "Инструментов отладки нет в продакшене"),
    why: text(
        "They show requests, SQL and settings, cost time on every request, and one wrong option opens them to everybody.",
        "Они показывают запросы, SQL и настройки, замедляют каждый запрос, а одна неверная опция открывает их всем.",
    ),
    how: text(
        "Add them to INSTALLED_APPS and MIDDLEWARE only in the module for development, or under `if DEBUG`.",
        "Добавляйте их в INSTALLED_APPS и MIDDLEWARE только в модуле для разработки или под `if DEBUG`.",
    ),
    examples: &[
        fails("DEBUG = False\nINSTALLED_APPS = ['django.contrib.auth', 'debug_toolbar']"),
        fails("MIDDLEWARE = ['silk.middleware.SilkyMiddleware']"),
        passes(
            "DEBUG = False\nINSTALLED_APPS = ['django.contrib.auth']\nif DEBUG:\n    INSTALLED_APPS += ['debug_toolbar']",
        ),
        undecided("from .apps import INSTALLED_APPS"),
    ],
    check,
};

/// Packages whose apps or middleware serve development alone.
const TOOLS: &[(&str, &str)] = &[
    ("debug_toolbar", "django-debug-toolbar"),
    ("silk", "django-silk"),
    ("django_browser_reload", "django-browser-reload"),
    ("django_watchfiles", "django-watchfiles"),
    ("livereload", "django-livereload-server"),
    ("nplusone", "nplusone"),
    ("zeal", "django-zeal"),
    ("django_pdb", "django-pdb"),
    ("django_fastdev", "django-fastdev"),
    ("werkzeug_debugger_runserver", "django-werkzeug-debugger-runserver"),
    ("template_profiler_panel", "django-debug-toolbar-template-profiler"),
    ("pympler", "Pympler"),
];

fn check(project: &Project) -> Verdict {
    if project.settings.module().is_none() {
        return Ok(not_applicable());
    }
    let mut found: Vec<&str> = Vec::new();
    let mut places = Vec::new();
    let mut undecided = None;
    for setting in ["INSTALLED_APPS", "MIDDLEWARE"] {
        let list = match project.settings.list(setting) {
            Ok(list) => list,
            Err(reason) => {
                undecided = Some(reason);
                continue;
            }
        };
        for (path, item) in list.strs() {
            let root = path.split('.').next().unwrap_or(path);
            if let Some((_, name)) = TOOLS.iter().find(|(module, _)| *module == root) {
                if !found.contains(name) {
                    found.push(name);
                }
                places.push(item.place);
            }
        }
        undecided = list.no_holes().err().or(undecided);
    }
    if found.is_empty() {
        return undecided.map_or_else(|| Ok(pass()), Err);
    }
    let names = found.join(", ");
    let outcome = fail(text! {
        en: "Installed whatever DEBUG is: {names}.",
        ru: "Подключено независимо от DEBUG: {names}.",
    });
    Ok(places.into_iter().fold(outcome, crate::rules::Outcome::at_place))
}
