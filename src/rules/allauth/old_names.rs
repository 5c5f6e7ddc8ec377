//! The settings of allauth have their present form.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "allauth.old-names",
    item: Item::Readiness,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.allauth.org/en/latest/account/configuration.html",
    title: text("The settings of allauth are current", "Настройки allauth актуальны"),
    why: text(
        "allauth warns of these names at each start and will stop reading them.",
        "На эти имена allauth выдаёт предупреждение при каждом запуске и со временем перестанет их читать.",
    ),
    how: text(
        "Say the same with ACCOUNT_LOGIN_METHODS and ACCOUNT_SIGNUP_FIELDS.",
        "Запишите то же самое через ACCOUNT_LOGIN_METHODS и ACCOUNT_SIGNUP_FIELDS.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['allauth.account']\nACCOUNT_AUTHENTICATION_METHOD = 'email'"),
        passes("INSTALLED_APPS = ['allauth.account']\nACCOUNT_LOGIN_METHODS = {'email'}"),
        irrelevant("INSTALLED_APPS = ['allauth.account']\nACCOUNT_EMAIL_REQUIRED = True")
            .with(&[("requirements.txt", "Django==4.2.30\ndjango-allauth==0.57.0\n")]),
        irrelevant("ACCOUNT_EMAIL_REQUIRED = True"),
    ],
    check,
};

const OLD: &[(&str, &str)] = &[
    ("ACCOUNT_AUTHENTICATION_METHOD", "ACCOUNT_LOGIN_METHODS"),
    ("ACCOUNT_EMAIL_REQUIRED", "ACCOUNT_SIGNUP_FIELDS"),
    ("ACCOUNT_USERNAME_REQUIRED", "ACCOUNT_SIGNUP_FIELDS"),
    ("ACCOUNT_SIGNUP_PASSWORD_ENTER_TWICE", "ACCOUNT_SIGNUP_FIELDS"),
    ("ACCOUNT_SIGNUP_EMAIL_ENTER_TWICE", "ACCOUNT_SIGNUP_FIELDS"),
];

fn check(project: &Project) -> Verdict {
    // The new names came with 65.4 and 65.5.
    if !project.uses("allauth.account", "django-allauth") || project.is_below("django-allauth", "65.5") {
        return Ok(not_applicable());
    }
    let old: Vec<_> =
        OLD.iter().filter_map(|(old, new)| Some((*old, *new, project.settings.binding(old)?))).collect();
    if old.is_empty() {
        return Ok(pass());
    }
    let names = old.iter().map(|(old, new, _)| format!("{old} → {new}")).collect::<Vec<_>>().join(", ");
    let outcome = attention(text! {
        en: "Settings with old names: {names}.",
        ru: "Настройки под старыми именами: {names}.",
    });
    Ok(old.iter().fold(outcome, |outcome, (_, _, binding)| {
        outcome.at_place(binding.history.last().map(|event| event.place))
    }))
}
