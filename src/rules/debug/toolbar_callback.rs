//! The toolbar's own guard is not switched off.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

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
        passes("INSTALLED_APPS = ['debug_toolbar']\nDEBUG_TOOLBAR_CONFIG = {'RESULTS_CACHE_SIZE': 3}"),
        irrelevant("DEBUG_TOOLBAR_CONFIG = {'SHOW_TOOLBAR_CALLBACK': lambda request: True}"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_app("debug_toolbar")? {
        return Ok(not_applicable());
    }
    let Some(binding) = project.settings.binding("DEBUG_TOOLBAR_CONFIG") else { return Ok(pass()) };
    for event in &binding.history {
        if is_always_shown(project.tree.text(event.place)) {
            return Ok(fail(text(
                "SHOW_TOOLBAR_CALLBACK says yes to every request.",
                "SHOW_TOOLBAR_CALLBACK разрешает показ на любой запрос.",
            ))
            .at_place(Some(event.place)));
        }
    }
    Ok(pass().at_place(project.place_of("DEBUG_TOOLBAR_CONFIG")))
}

/// The callback is written as a lambda that is true for any request.
fn is_always_shown(statement: &str) -> bool {
    let Some(at) = statement.find("SHOW_TOOLBAR_CALLBACK") else { return false };
    let rest = &statement[at..];
    let Some(lambda) = rest.find("lambda") else { return false };
    let Some((_, body)) = rest[lambda..].split_once(':') else { return false };
    let body = body.trim_start();
    body.starts_with("True") && body[4..].trim_start().starts_with([',', '}', ')', '\n', '#'])
        || body == "True"
}
