//! Templates are set up where Django looks for it.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fail, fails, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.template-settings",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#templates",
    title: text("Templates are set up in TEMPLATES", "Шаблоны настроены в TEMPLATES"),
    why: text(
        "Since Django 1.10 the TEMPLATE_* settings are not read: without TEMPLATES no template is ever found.",
        "С Django 1.10 настройки TEMPLATE_* не читаются: без TEMPLATES не найдётся ни один шаблон.",
    ),
    how: text(
        "Move their values into TEMPLATES: DIRS, and OPTIONS with context_processors and loaders.",
        "Перенесите их значения в TEMPLATES: в DIRS и в OPTIONS с context_processors и loaders.",
    ),
    examples: &[
        fails("TEMPLATE_DIRS = ['templates']"),
        fails(
            "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'APP_DIRS': True}]\nTEMPLATE_CONTEXT_PROCESSORS = ['shop.context.cart']",
        ),
        passes(
            "TEMPLATE_DIR = 'templates'\nTEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'DIRS': [TEMPLATE_DIR]}]",
        ),
        passes(
            "TEMPLATE_DIRS = ['templates']\nTEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'DIRS': TEMPLATE_DIRS}]",
        ),
    ],
    check,
};

const OLD: &[&str] = &["TEMPLATE_DIRS", "TEMPLATE_LOADERS", "TEMPLATE_CONTEXT_PROCESSORS", "TEMPLATE_DEBUG"];

fn check(project: &Project) -> Verdict {
    let without = !project.settings.is_set("TEMPLATES")?;
    // As a name that TEMPLATES is made from, it is in use.
    let old: Vec<_> = OLD
        .iter()
        .filter_map(|name| Some((*name, project.settings.binding(name)?)))
        .filter(|(name, _)| without || !project.is_read(name))
        .collect();
    if old.is_empty() {
        // Part of the names is no ground for a pass.
        return Ok(if project.names_known().is_ok() { pass() } else { not_applicable() });
    }
    let names = old.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let outcome = if without {
        fail(text! {
            en: "TEMPLATES is not set; this Django does not read {names}.",
            ru: "TEMPLATES не задан, а {names} этот Django не читает.",
        })
    } else {
        attention(text! {
            en: "This Django does not read {names}: what TEMPLATES does not repeat is lost.",
            ru: "Этот Django не читает {names}: чего нет в TEMPLATES, то не действует.",
        })
    };
    Ok(old.iter().fold(outcome, |outcome, (_, binding)| {
        outcome.at_place(binding.history.last().map(|event| event.place))
    }))
}
