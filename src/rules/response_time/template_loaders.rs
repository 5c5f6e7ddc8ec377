//! Templates are compiled once rather than for each page.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Value;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "response_time.template-loaders",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/templates/api/#django.template.loaders.cached.Loader",
    title: text("Compiled templates are cached", "Скомпилированные шаблоны кешируются"),
    why: text(
        "A list of loaders of one's own switches the cached loader off: every page then reads and compiles all its templates again.",
        "Собственный список loaders отключает кеширующий загрузчик: каждая страница заново читает и компилирует все свои шаблоны.",
    ),
    how: text(
        "Delete loaders and set APP_DIRS to True, or wrap the list in cached.Loader.",
        "Уберите loaders и задайте APP_DIRS = True либо оберните список в cached.Loader.",
    ),
    examples: &[
        fails(
            "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'OPTIONS': {'loaders': ['django.template.loaders.filesystem.Loader']}}]",
        ),
        fails(
            "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True, 'OPTIONS': {'loaders': ['django.template.loaders.filesystem.Loader']}}]",
        ),
        passes(
            "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'OPTIONS': {'loaders': [('django.template.loaders.cached.Loader', ['django.template.loaders.filesystem.Loader'])]}}]",
        ),
        passes(
            "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]",
        ),
        irrelevant("TEMPLATES = []"),
        undecided("from .other import TEMPLATES"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let templates = project.settings.list("TEMPLATES")?;
    templates.no_holes()?;
    let mut seen = None;
    for engine in &templates.items {
        if engine
            .key("BACKEND")
            .and_then(Value::as_str)
            .is_some_and(|backend| !backend.ends_with(".DjangoTemplates"))
        {
            continue;
        }
        seen = seen.or(engine.place);
        let loaders = engine.key("OPTIONS").and_then(|options| options.key("loaders"));
        let Some(loaders) = loaders else { continue };
        let loaders = &project.settings.look("TEMPLATES", loaders)?;
        if loaders.truthy() == Some(false) {
            continue;
        }
        let place = loaders.place.or(engine.place).or(templates.place);
        if engine.key("APP_DIRS").is_some_and(|on| on.truthy() == Some(true)) {
            // Where a check of Django's own says so, that is told.
            if checks::finds(project, "templates.E001")? {
                return Ok(not_applicable());
            }
            return Ok(fail(text(
                "APP_DIRS and loaders are both set, and Django refuses the two together.",
                "Заданы и APP_DIRS, и loaders, а вместе Django их не принимает.",
            ))
            .at_place(place)
            .raising("TEMPLATES", "app_dirs must not be set"));
        }
        let items = loaders.items().unwrap_or_default();
        if items.iter().any(|item| item.first_hole().is_some()) {
            return Err(crate::project::Undecided::hole("TEMPLATES", loaders));
        }
        let cached = items.iter().any(|item| {
            let name =
                item.as_str().or_else(|| item.items().and_then(|pair| pair.first()).and_then(Value::as_str));
            name.is_some_and(|name| name.contains("cached"))
        });
        if !cached {
            return Ok(attention(text(
                "loaders are set without the cached loader.",
                "loaders заданы без кеширующего загрузчика.",
            ))
            .at_place(place));
        }
    }
    Ok(if templates.is_empty() { not_applicable() } else { pass().at_place(seen.or(templates.place)) })
}
