//! Production answers with data, not with forms.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "drf.browsable-api",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.django-rest-framework.org/api-guide/renderers/#setting-the-renderers",
    title: text("The browsable API is off", "Браузерный интерфейс API отключён"),
    why: text(
        "The browsable API shows the fields and forms of endpoints to whoever opens them in a browser, and its select boxes can load whole tables.",
        "Браузерный интерфейс показывает поля и формы эндпоинтов каждому, кто их откроет, а его выпадающие списки могут загружать таблицы целиком.",
    ),
    how: text(
        "Leave only JSONRenderer in the production settings, unless the browsable API is meant to be public.",
        "Оставьте в настройках продакшена только JSONRenderer, если браузерный интерфейс не задуман публичным.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['rest_framework']"),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_RENDERER_CLASSES': ['rest_framework.renderers.JSONRenderer', 'rest_framework.renderers.BrowsableAPIRenderer']}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_RENDERER_CLASSES': ['rest_framework.renderers.JSONRenderer']}",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import REST_FRAMEWORK\nINSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("rest_framework", "djangorestframework") {
        return Ok(not_applicable());
    }
    let classes = project.classes("REST_FRAMEWORK", &["DEFAULT_RENDERER_CLASSES"])?;
    let is_browsable = |class: &String| class.ends_with(".BrowsableAPIRenderer");
    let (outcome, mut kept) = match &classes {
        Some(classes) if !classes.iter().any(is_browsable) => return Ok(pass().at(classes)),
        Some(classes) => (
            attention(text(
                "DEFAULT_RENDERER_CLASSES includes BrowsableAPIRenderer.",
                "В DEFAULT_RENDERER_CLASSES есть BrowsableAPIRenderer.",
            ))
            .at(classes),
            classes.iter().filter(|class| !is_browsable(class)).cloned().collect(),
        ),
        None => (
            attention(text(
                "DEFAULT_RENDERER_CLASSES is not set, and the framework's own default includes BrowsableAPIRenderer.",
                "DEFAULT_RENDERER_CLASSES не задан, а в значение по умолчанию входит BrowsableAPIRenderer.",
            ))
            .at_place(project.app("rest_framework").ok().flatten().flatten()),
            Vec::new(),
        ),
    };
    if kept.is_empty() {
        kept.push("rest_framework.renderers.JSONRenderer".to_owned());
    }
    let code = kept.iter().map(|class| format!("\"{class}\"")).collect::<Vec<_>>().join(", ");
    let snippet = project.set_key("REST_FRAMEWORK", "DEFAULT_RENDERER_CLASSES", &format!("[{code}]"));
    Ok(outcome.fix(Applicability::Unsafe, Where::Module, snippet))
}
