//! Mail has a server to go to.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "email.host",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#email-host",
    title: text("A mail server is named", "Почтовый сервер указан"),
    why: text(
        "Without EMAIL_HOST Django hands mail to port 25 of the same machine, where in most containers and clouds nothing listens.",
        "Без EMAIL_HOST Django отдаёт письма на порт 25 этой же машины, а в контейнере или облаке там обычно никто не слушает.",
    ),
    how: text(
        "Set EMAIL_HOST and its user and password from the environment.",
        "Задайте EMAIL_HOST, пользователя и пароль через переменные окружения.",
    ),
    examples: &[
        fails("ADMINS = ['ops@example.com']"),
        fails("INSTALLED_APPS = ['django.contrib.auth', 'allauth', 'allauth.account']"),
        passes("import os\nADMINS = ['ops@example.com']\nEMAIL_HOST = 'mx.example.com'"),
        irrelevant("INSTALLED_APPS = ['django.contrib.auth']"),
        irrelevant("ADMINS = ['ops@example.com']\nEMAIL_BACKEND = 'anymail.backends.mailgun.EmailBackend'"),
        undecided("from .other import ADMINS"),
    ],
    check,
};

/// Apps that send mail by themselves.
const SENDERS: &[&str] =
    &["allauth.account", "djoser", "dj_rest_auth", "registration", "django_registration"];

fn check(project: &Project) -> Verdict {
    if project.uses_mailers()? {
        return Ok(not_applicable());
    }
    let backend = project.settings.str("EMAIL_BACKEND")?;
    if !backend.ends_with("backends.smtp.EmailBackend") {
        return Ok(not_applicable());
    }
    if project.settings.is_set("EMAIL_HOST")? {
        return Ok(
            pass().at_place(project.settings.binding("EMAIL_HOST").and_then(|binding| binding.value.place))
        );
    }
    let admins = project.settings.truthy("ADMINS")?;
    let apps = project.settings.list("INSTALLED_APPS")?;
    let sender = apps.find_by(|app| {
        SENDERS.contains(&app) || SENDERS.iter().any(|name| app.starts_with(&format!("{name}.apps.")))
    })?;
    let (message, place) = match sender {
        Some(app) => {
            let name = app.as_str().unwrap_or_default();
            (
                text! { en: "{name} sends mail, and EMAIL_HOST is not set.", ru: "{name} отправляет письма, а EMAIL_HOST не задан." },
                app.place,
            )
        }
        None if *admins => (
            text(
                "Errors are mailed to ADMINS, and EMAIL_HOST is not set.",
                "Письма об ошибках уходят на ADMINS, а EMAIL_HOST не задан.",
            ),
            admins.place,
        ),
        None => return Ok(not_applicable()),
    };
    let reader = project.reader();
    let snippet = reader.with_import(format!(
        "EMAIL_HOST = {}\nEMAIL_HOST_USER = {}\nEMAIL_HOST_PASSWORD = {}\nEMAIL_PORT = 587\nEMAIL_USE_TLS = True",
        reader.str("EMAIL_HOST", None),
        reader.str("EMAIL_HOST_USER", None),
        reader.str("EMAIL_HOST_PASSWORD", None),
    ));
    Ok(attention(message).at_place(place).fix(Applicability::Unsafe, Where::Module, snippet))
}
