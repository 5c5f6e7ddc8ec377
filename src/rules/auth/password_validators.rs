//! New passwords are checked.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "auth.password-validators",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/auth/passwords/#module-django.contrib.auth.password_validation",
    title: text("New passwords are checked", "Новые пароли проверяются"),
    why: text(
        "Without validators anybody may choose 123456, and guessing gets into such accounts within minutes.",
        "Без валидаторов можно выбрать пароль 123456, а такие учётные записи взламывают за минуты.",
    ),
    how: text(
        "Set AUTH_PASSWORD_VALIDATORS to the four validators that startproject gives.",
        "Задайте в AUTH_PASSWORD_VALIDATORS четыре валидатора, которые даёт startproject.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.auth']"),
        fails("INSTALLED_APPS = ['django.contrib.auth']\nAUTH_PASSWORD_VALIDATORS = []"),
        passes(
            "INSTALLED_APPS = ['django.contrib.auth']\nAUTH_PASSWORD_VALIDATORS = [{'NAME': 'django.contrib.auth.password_validation.MinimumLengthValidator'}]",
        ),
        undecided("from .other import AUTH_PASSWORD_VALIDATORS\nINSTALLED_APPS = ['django.contrib.auth']"),
        irrelevant("AUTH_PASSWORD_VALIDATORS = []"),
    ],
    check,
};

const USUAL: &str = r#"AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]"#;

fn check(project: &Project) -> Verdict {
    if !project.has_app("django.contrib.auth")? {
        return Ok(not_applicable());
    }
    let validators = project.settings.truthy("AUTH_PASSWORD_VALIDATORS")?;
    if *validators {
        return Ok(pass().at(&validators));
    }
    let message = if validators.is_default() {
        text("AUTH_PASSWORD_VALIDATORS is not set.", "AUTH_PASSWORD_VALIDATORS не задан.")
    } else {
        text("AUTH_PASSWORD_VALIDATORS is empty.", "Список AUTH_PASSWORD_VALIDATORS пуст.")
    };
    Ok(fail(message).at(&validators).fix(
        Applicability::Unsafe,
        Where::Setting("AUTH_PASSWORD_VALIDATORS"),
        USUAL,
    ))
}
