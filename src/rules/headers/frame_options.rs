//! Pages are not shown in frames.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "headers.frame-options",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &["security.W019"],
    docs: "ref/settings/#x-frame-options",
    title: text("Pages cannot be framed", "Страницы нельзя встроить во фрейм"),
    why: text(
        "In an invisible frame on another site, people click your buttons without knowing.",
        "В невидимом фрейме на чужом сайте люди нажимают ваши кнопки, не зная об этом.",
    ),
    how: text(
        "Leave the default \"DENY\"; views that must be framed get the decorator xframe_options_sameorigin.",
        "Оставьте значение по умолчанию \"DENY\", а для нужных представлений возьмите декоратор xframe_options_sameorigin.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.clickjacking.XFrameOptionsMiddleware']\nX_FRAME_OPTIONS = 'SAMEORIGIN'",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.clickjacking.XFrameOptionsMiddleware']\nX_FRAME_OPTIONS = 'deny'",
        ),
        passes("MIDDLEWARE = ['django.middleware.clickjacking.XFrameOptionsMiddleware']"),
        irrelevant("X_FRAME_OPTIONS = 'SAMEORIGIN'"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W002")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("X_FRAME_OPTIONS");
    if !checks::finds(project, "security.W019")? {
        return Ok(pass().at_place(place));
    }
    let found = project.settings.str("X_FRAME_OPTIONS")?;
    let value = &found.value;
    let message = match value.to_ascii_uppercase().as_str() {
        "DENY" => text! {
            en: "X_FRAME_OPTIONS is {value:?}; check --deploy asks for capital letters.",
            ru: "X_FRAME_OPTIONS = {value:?}, а check --deploy требует прописных букв.",
        },
        "SAMEORIGIN" => text(
            "X_FRAME_OPTIONS is \"SAMEORIGIN\": the site may frame itself.",
            "X_FRAME_OPTIONS = \"SAMEORIGIN\": сайт может встраивать сам себя.",
        ),
        _ => text! {
            en: "X_FRAME_OPTIONS is {value:?}, which browsers do not heed.",
            ru: "X_FRAME_OPTIONS = {value:?}, браузеры такого не учитывают.",
        },
    };
    Ok(fail(message).at_place(place).fix(
        Applicability::Unsafe,
        Where::Setting("X_FRAME_OPTIONS"),
        "X_FRAME_OPTIONS = \"DENY\"",
    ))
}
