//! The user model is named as Django names models.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "auth.user-model",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/auth/customizing/#substituting-a-custom-user-model",
    title: text("AUTH_USER_MODEL is app_label.Model", "AUTH_USER_MODEL записан как app_label.Model"),
    why: text(
        "Any other form, such as the path of the class, stops Django at start.",
        "Любая другая запись, например путь к классу, не даёт Django запуститься.",
    ),
    how: text(
        "Write the app's label and the model's name: \"users.User\".",
        "Пишите метку приложения и имя модели: \"users.User\".",
    ),
    examples: &[
        fails("AUTH_USER_MODEL = 'users.models.User'"),
        fails("AUTH_USER_MODEL = 'User'"),
        passes("AUTH_USER_MODEL = 'users.User'"),
        irrelevant(""),
        undecided("from .other import AUTH_USER_MODEL"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.settings.is_set("AUTH_USER_MODEL")? {
        return Ok(not_applicable());
    }
    let model = project.settings.str("AUTH_USER_MODEL")?;
    let value = &model.value;
    if value.split('.').count() == 2 && value.split('.').all(|part| !part.is_empty()) {
        return Ok(pass().at(&model));
    }
    Ok(fail(text! {
        en: "AUTH_USER_MODEL is {value:?}, not a label and a model joined by a dot.",
        ru: "AUTH_USER_MODEL = {value:?}, а нужны метка и модель через точку.",
    })
    .at(&model))
}
