//! Passwords are not allowed to be short.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "auth.password-length",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/auth/passwords/#django.contrib.auth.password_validation.MinimumLengthValidator",
    title: text("Passwords have at least 8 characters", "Пароль не короче 8 символов"),
    why: text(
        "Shorter passwords are found by trying, whatever the hasher.",
        "Более короткие пароли подбирают перебором, какой бы хешер ни стоял.",
    ),
    how: text(
        "Remove min_length: its default is 8. Longer is better.",
        "Уберите min_length: по умолчанию он равен 8. Больше — лучше.",
    ),
    examples: &[
        fails(
            "AUTH_PASSWORD_VALIDATORS = [{'NAME': 'django.contrib.auth.password_validation.MinimumLengthValidator', 'OPTIONS': {'min_length': 4}}]",
        ),
        passes(
            "AUTH_PASSWORD_VALIDATORS = [{'NAME': 'django.contrib.auth.password_validation.MinimumLengthValidator', 'OPTIONS': {'min_length': 12}}]",
        ),
        passes(
            "AUTH_PASSWORD_VALIDATORS = [{'NAME': 'django.contrib.auth.password_validation.MinimumLengthValidator'}]",
        ),
        irrelevant(""),
        undecided("from .other import AUTH_PASSWORD_VALIDATORS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let validators = project.settings.list("AUTH_PASSWORD_VALIDATORS")?;
    let is_length = |item: &&crate::python::Value| {
        item.key("NAME")
            .and_then(|name| name.as_str())
            .is_some_and(|name| name.ends_with(".MinimumLengthValidator"))
    };
    let Some(validator) = validators.items.iter().find(is_length) else {
        validators.no_holes()?;
        return Ok(not_applicable());
    };
    let Some(option) = validator.key("OPTIONS").and_then(|options| options.key("min_length")) else {
        return Ok(pass().at_place(validator.place));
    };
    let length = project.settings.look("AUTH_PASSWORD_VALIDATORS", option)?;
    match length.kind {
        Kind::Int(length) if length < 8 => Ok(fail(text! {
            en: "Passwords of {length} characters are allowed.",
            ru: "Разрешены пароли длиной {length}.",
        })
        .at_place(option.place.or(validator.place))),
        _ => Ok(pass().at_place(validator.place)),
    }
}
