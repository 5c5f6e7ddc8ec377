//! Template debugging is not forced on.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "debug.templates",
    item: Item::Debug,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/templates/#django.template.backends.django.DjangoTemplates",
    title: text("Template debugging follows DEBUG", "Отладка шаблонов зависит от DEBUG"),
    why: text(
        "The option debug: True keeps template sources at hand for error pages and slows rendering, though DEBUG itself is off.",
        "С опцией debug: True исходники шаблонов хранятся для страниц ошибок, а отрисовка замедляется, хотя сам DEBUG выключен.",
    ),
    how: text(
        "Remove debug from OPTIONS: by default it is what DEBUG is.",
        "Уберите debug из OPTIONS: по умолчанию он равен DEBUG.",
    ),
    examples: &[
        fails(
            "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'OPTIONS': {'debug': True}}]",
        ),
        passes(
            "DEBUG = False\nTEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'OPTIONS': {'debug': DEBUG}}]",
        ),
        undecided("from .other import TEMPLATES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let templates = project.settings.list("TEMPLATES")?;
    if templates.is_empty() {
        return Ok(not_applicable());
    }
    for engine in &templates.items {
        let Some(debug) = engine.key("OPTIONS").and_then(|options| options.key("debug")) else { continue };
        let debug = project.settings.look("TEMPLATES", debug)?;
        if debug.truthy() == Some(true) && !*project.settings.truthy("DEBUG")? {
            return Ok(fail(text(
                "TEMPLATES sets debug in OPTIONS to true while DEBUG is off.",
                "В TEMPLATES опция debug включена, хотя DEBUG выключен.",
            ))
            .at_place(debug.place.or(engine.place)));
        }
    }
    Ok(pass())
}
