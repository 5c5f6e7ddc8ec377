//! A refresh token that was used is worth nothing.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "jwt.blacklist",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-rest-framework-simplejwt.readthedocs.io/en/latest/blacklist_app.html",
    title: text("Rotated refresh tokens stop working", "Старый refresh-токен после ротации не действует"),
    why: text(
        "Without the blacklist every refresh token that was ever handed out stays good until it expires, so a stolen one can be renewed forever.",
        "Без чёрного списка каждый выданный refresh-токен действует до конца срока, и украденный можно продлевать бесконечно.",
    ),
    how: text(
        "Add rest_framework_simplejwt.token_blacklist to INSTALLED_APPS, run migrate, and set BLACKLIST_AFTER_ROTATION.",
        "Добавьте rest_framework_simplejwt.token_blacklist в INSTALLED_APPS, выполните migrate и включите BLACKLIST_AFTER_ROTATION.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['rest_framework']\nSIMPLE_JWT = {'ROTATE_REFRESH_TOKENS': True, 'BLACKLIST_AFTER_ROTATION': True}",
        ),
        fails(
            "INSTALLED_APPS = ['rest_framework_simplejwt.token_blacklist']\nSIMPLE_JWT = {'ROTATE_REFRESH_TOKENS': True}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework_simplejwt.token_blacklist']\nSIMPLE_JWT = {'ROTATE_REFRESH_TOKENS': True, 'BLACKLIST_AFTER_ROTATION': True}",
        ),
        irrelevant("SIMPLE_JWT = {'ROTATE_REFRESH_TOKENS': False}"),
        irrelevant(""),
        undecided("from .other import SIMPLE_JWT"),
    ],
    check,
};

const APP: &str = "rest_framework_simplejwt.token_blacklist";

fn check(project: &Project) -> Verdict {
    let truth = |key: &str| {
        let found = project.settings.path("SIMPLE_JWT", &[key]);
        found.map(|found| found.filter(|found| found.truthy() == Some(true)))
    };
    if project.settings.binding("SIMPLE_JWT").is_none() {
        return Ok(not_applicable());
    }
    project.settings.dict("SIMPLE_JWT")?;
    let Some(rotates) = truth("ROTATE_REFRESH_TOKENS")? else { return Ok(not_applicable()) };
    let Some(blacklists) = truth("BLACKLIST_AFTER_ROTATION")? else {
        return Ok(attention(text(
            "ROTATE_REFRESH_TOKENS is on and BLACKLIST_AFTER_ROTATION is not: the token that was exchanged still works.",
            "ROTATE_REFRESH_TOKENS включён, а BLACKLIST_AFTER_ROTATION нет: обменянный токен продолжает действовать.",
        ))
        .at(&rotates)
        .fix(Applicability::Unsafe, Where::Module, project.set_key("SIMPLE_JWT", "BLACKLIST_AFTER_ROTATION", "True")));
    };
    if project.has_app(APP)? {
        return Ok(pass().at(&blacklists));
    }
    Ok(attention(text! {
        en: "BLACKLIST_AFTER_ROTATION is on, but {APP} is not in INSTALLED_APPS: nothing is blacklisted, and nothing says so.",
        ru: "BLACKLIST_AFTER_ROTATION включён, но {APP} нет в INSTALLED_APPS: в чёрный список ничего не попадает, и ошибки при этом нет.",
    })
    .at(&blacklists)
    .fix(Applicability::Unsafe, Where::Module, format!("INSTALLED_APPS = [*INSTALLED_APPS, \"{APP}\"]")))
}
