//! The toolbar's own guard is not switched off.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Example, Expect, Rule, Verdict, fail, fails, irrelevant, manual, not_applicable, pass, passes,
    undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "debug.toolbar-callback",
    item: Item::Debug,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-debug-toolbar.readthedocs.io/en/latest/configuration.html#show-toolbar-callback",
    title: text("The debug toolbar is not shown to everybody", "Debug Toolbar не показывается всем подряд"),
    why: text(
        "A SHOW_TOOLBAR_CALLBACK that is always true shows SQL, headers and settings to each visitor, whatever DEBUG says.",
        "Если SHOW_TOOLBAR_CALLBACK всегда возвращает True, SQL, заголовки и настройки видит каждый посетитель, что бы ни стояло в DEBUG.",
    ),
    how: text(
        "Leave the callback out, or let it ask settings.DEBUG.",
        "Уберите эту функцию или проверяйте в ней settings.DEBUG.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['debug_toolbar']\nDEBUG_TOOLBAR_CONFIG = {'SHOW_TOOLBAR_CALLBACK': lambda request: True}",
        ),
        fails(
            "def show(request):\n    return True\nINSTALLED_APPS = ['debug_toolbar']\nDEBUG_TOOLBAR_CONFIG = {'SHOW_TOOLBAR_CALLBACK': show}",
        ),
        fails(
            "INSTALLED_APPS = ['debug_toolbar']\nDEBUG_TOOLBAR_CONFIG = {'SHOW_TOOLBAR_CALLBACK': 'site.tools.show'}",
        )
        .with(&[("site/tools.py", "def show(request):\n    return True\n")]),
        passes("INSTALLED_APPS = ['debug_toolbar']\nDEBUG_TOOLBAR_CONFIG = {'RESULTS_CACHE_SIZE': 3}"),
        passes(
            "DEBUG = False\nINSTALLED_APPS = ['debug_toolbar']\nDEBUG_TOOLBAR_CONFIG = {'SHOW_TOOLBAR_CALLBACK': lambda request: DEBUG}",
        ),
        Example {
            expect: Expect::Manual,
            ..fails(
                "INSTALLED_APPS = ['debug_toolbar']\nDEBUG_TOOLBAR_CONFIG = {'SHOW_TOOLBAR_CALLBACK': 'site.tools.show'}",
            )
        },
        undecided("from .other import DEBUG_TOOLBAR_CONFIG\nINSTALLED_APPS = ['debug_toolbar']"),
        irrelevant("DEBUG_TOOLBAR_CONFIG = {'SHOW_TOOLBAR_CALLBACK': lambda request: True}"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_app("debug_toolbar")? {
        return Ok(not_applicable());
    }
    let Some(callback) = project.settings.path("DEBUG_TOOLBAR_CONFIG", &["SHOW_TOOLBAR_CALLBACK"])? else {
        return Ok(pass().at_place(project.place_of("DEBUG_TOOLBAR_CONFIG")));
    };
    let written = callback.place.map_or("", |place| project.tree.text(place));
    let always = match (&callback.value.kind, written.split_once(':')) {
        (Kind::Str(path), _) => function(project, path.rsplit('.').next().unwrap_or(path)).map(returns_true),
        (_, Some((lambda, body))) if lambda.trim_start().starts_with("lambda") => Some(body.trim() == "True"),
        (_, Some((head, _))) if head.trim_start().starts_with("def ") => Some(returns_true(written)),
        _ => None,
    };
    let name = callback.value.as_str().unwrap_or("SHOW_TOOLBAR_CALLBACK");
    Ok(match always {
        Some(true) => fail(text(
            "SHOW_TOOLBAR_CALLBACK says yes to every request.",
            "SHOW_TOOLBAR_CALLBACK разрешает показ при любом запросе.",
        ))
        .at(&callback),
        Some(false) => pass().at(&callback),
        None => manual(text! {
            en: "Read {name}: it decides who sees the toolbar.",
            ru: "Проверьте {name}: эта функция решает, кто видит панель.",
        })
        .at(&callback),
    })
}

/// A function of the given files, from its head on.
fn function<'p>(project: &'p Project, name: &str) -> Option<&'p str> {
    let head = format!("def {name}(");
    project.tree.iter().find_map(|(_, file)| file.text.find(&head).map(|at| &file.text[at..]))
}

/// Whether a function does nothing but return True.
fn returns_true(function: &str) -> bool {
    let mut body = function.lines().skip(1).map(str::trim);
    body.find(|line| !line.is_empty() && !line.starts_with(['#', '"', '\''])) == Some("return True")
}
