//! Strangers cannot ask who has an account.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "allauth.enumeration",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.allauth.org/en/latest/account/configuration.html",
    title: text("allauth does not tell who has an account", "allauth не выдаёт, у кого есть аккаунт"),
    why: text(
        "Sign-up and password reset answer differently for known addresses: a list of your customers can be tried out.",
        "Регистрация и сброс пароля отвечают на известные адреса иначе: так перебором узнают, кто ваш клиент.",
    ),
    how: text(
        "Take ACCOUNT_PREVENT_ENUMERATION out: it is on by default.",
        "Уберите ACCOUNT_PREVENT_ENUMERATION: по умолчанию защита включена.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['allauth.account']\nACCOUNT_PREVENT_ENUMERATION = False"),
        passes("INSTALLED_APPS = ['allauth.account']\nACCOUNT_PREVENT_ENUMERATION = 'strict'"),
        irrelevant("INSTALLED_APPS = ['allauth.account']"),
        undecided(
            "import os\nINSTALLED_APPS = ['allauth.account']\nACCOUNT_PREVENT_ENUMERATION = os.environ.get('ACCOUNT_PREVENT_ENUMERATION', False)",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let name = "ACCOUNT_PREVENT_ENUMERATION";
    if !project.uses("allauth.account", "django-allauth") || project.settings.binding(name).is_none() {
        return Ok(not_applicable());
    }
    let on = project.settings.truthy(name)?;
    Ok(if *on {
        pass().at(&on)
    } else {
        attention(text! { en: "{name} is off.", ru: "{name} выключен." }).at(&on)
    })
}
