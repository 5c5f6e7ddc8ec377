//! Following a link does not change who is logged in.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "allauth.get-actions",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.allauth.org/en/latest/socialaccount/configuration.html",
    title: text("Logging in and out takes more than a link", "Для входа и выхода одной ссылки мало"),
    why: text(
        "If GET is enough, an image or a link on another site logs your visitor out, or in as someone else.",
        "Если достаточно GET-запроса, картинка или ссылка на чужом сайте разлогинит посетителя или войдёт за него под чужим аккаунтом.",
    ),
    how: text(
        "Remove the setting: allauth then asks by a form.",
        "Удалите настройку: тогда allauth спросит через форму.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['allauth', 'allauth.account']\nSOCIALACCOUNT_LOGIN_ON_GET = True"),
        fails("INSTALLED_APPS = ['allauth', 'allauth.account']\nACCOUNT_LOGOUT_ON_GET = True"),
        passes("INSTALLED_APPS = ['allauth', 'allauth.account']"),
        irrelevant("ACCOUNT_LOGOUT_ON_GET = True"),
        undecided(
            "from .other import ACCOUNT_LOGOUT_ON_GET\nINSTALLED_APPS = ['allauth', 'allauth.account']",
        ),
    ],
    check,
};

const ACTIONS: &[&str] = &["SOCIALACCOUNT_LOGIN_ON_GET", "ACCOUNT_LOGOUT_ON_GET"];

fn check(project: &Project) -> Verdict {
    if !project.uses("allauth.account", "django-allauth") {
        return Ok(not_applicable());
    }
    for name in ACTIONS {
        if let Some(found) = project.settings.get(name)?
            && found.truthy() == Some(true)
        {
            let outcome = attention(text! { en: "{name} is on.", ru: "{name} включён." }).at(&found);
            return Ok(outcome.fix(Applicability::Unsafe, Where::Setting(name), format!("{name} = False")));
        }
    }
    Ok(pass())
}
