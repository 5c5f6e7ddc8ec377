//! allauth's own limits are on.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "allauth.rate-limits",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.allauth.org/en/latest/account/rate_limits.html",
    title: text("allauth limits attempts", "allauth ограничивает число попыток"),
    why: text(
        "Its limits on logins, sign-ups and password resets are what stands between your users and a script that guesses.",
        "Лимиты allauth на вход, регистрацию и сброс пароля защищают пользователей от автоматического подбора.",
    ),
    how: text(
        "Leave ACCOUNT_RATE_LIMITS alone, or change single limits in it.",
        "Не трогайте ACCOUNT_RATE_LIMITS или меняйте в нём отдельные лимиты.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['allauth', 'allauth.account']\nACCOUNT_RATE_LIMITS = False"),
        fails(
            "INSTALLED_APPS = ['allauth', 'allauth.account']\nACCOUNT_RATE_LIMITS = {'login_failed': None}",
        ),
        passes("INSTALLED_APPS = ['allauth', 'allauth.account']"),
        passes("INSTALLED_APPS = ['allauth', 'allauth.account']\nACCOUNT_RATE_LIMITS = {'signup': '5/m/ip'}"),
        irrelevant("ACCOUNT_RATE_LIMITS = False"),
        undecided("from .other import ACCOUNT_RATE_LIMITS\nINSTALLED_APPS = ['allauth', 'allauth.account']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("allauth.account", "django-allauth") {
        return Ok(not_applicable());
    }
    let Some(limits) = project.settings.get("ACCOUNT_RATE_LIMITS")? else { return Ok(pass()) };
    if matches!(limits.kind, crate::python::Kind::Bool(false)) {
        return Ok(attention(text(
            "ACCOUNT_RATE_LIMITS is False: nothing is limited.",
            "ACCOUNT_RATE_LIMITS = False: не ограничивается ничего.",
        ))
        .at(&limits));
    }
    // axes may count logins in allauth's place.
    let keys: &[&str] = if project.uses("axes", "django-axes") {
        &["reset_password", "signup"]
    } else {
        &["login", "login_failed", "reset_password", "signup"]
    };
    for key in keys {
        if let Some(limit) = limits.key(key)
            && limit.truthy() == Some(false)
        {
            return Ok(attention(text! {
                en: "ACCOUNT_RATE_LIMITS turns the limit {key:?} off.",
                ru: "ACCOUNT_RATE_LIMITS отключает лимит {key:?}.",
            })
            .at_place(limit.place.or(limits.place)));
        }
    }
    Ok(pass().at(&limits))
}
