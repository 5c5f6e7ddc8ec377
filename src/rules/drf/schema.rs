//! The description of the API is for those who may use it.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "drf.schema",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://drf-spectacular.readthedocs.io/en/latest/settings.html",
    title: text("The API schema is not shown to everyone", "Схема API открыта не всем"),
    why: text(
        "The schema lists every endpoint and field, internal ones included: a map for whoever looks for weak spots.",
        "В схеме перечислены все эндпоинты и поля, включая внутренние: готовая карта для того, кто ищет слабые места.",
    ),
    how: text(
        "Set SERVE_PERMISSIONS in SPECTACULAR_SETTINGS, unless the API is public on purpose.",
        "Задайте SERVE_PERMISSIONS в SPECTACULAR_SETTINGS, если API не задуман публичным.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['rest_framework', 'drf_spectacular']"),
        fails("INSTALLED_APPS = ['drf_spectacular']\nSPECTACULAR_SETTINGS = {'TITLE': 'Shop'}"),
        passes(
            "INSTALLED_APPS = ['drf_spectacular']\nSPECTACULAR_SETTINGS = {'SERVE_PERMISSIONS': ['rest_framework.permissions.IsAdminUser']}",
        ),
        irrelevant("INSTALLED_APPS = ['rest_framework']"),
        undecided("from .other import SPECTACULAR_SETTINGS\nINSTALLED_APPS = ['drf_spectacular']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("drf_spectacular", "drf-spectacular") {
        return Ok(not_applicable());
    }
    let classes = project.classes("SPECTACULAR_SETTINGS", &["SERVE_PERMISSIONS"])?;
    let outcome = match &classes {
        Some(classes) if classes.iter().any(|class| !class.ends_with(".AllowAny")) => {
            return Ok(pass().at(classes));
        }
        Some(classes) => attention(text(
            "SERVE_PERMISSIONS shows the schema to everyone.",
            "SERVE_PERMISSIONS открывает схему для всех.",
        ))
        .at(classes),
        None => attention(text(
            "SERVE_PERMISSIONS is not set, and drf-spectacular's own default shows the schema to everyone who knows its address.",
            "SERVE_PERMISSIONS не задан, а по умолчанию drf-spectacular показывает схему всем, кто знает её адрес.",
        ))
        .at_place(project.app("drf_spectacular").ok().flatten().flatten()),
    };
    let snippet = project.set_key(
        "SPECTACULAR_SETTINGS",
        "SERVE_PERMISSIONS",
        "[\"rest_framework.permissions.IsAdminUser\"]",
    );
    Ok(outcome.fix(Applicability::Unsafe, Where::Module, snippet))
}
