//! Letters come from an address of the site.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "email.sender",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#default-from-email",
    title: text("Mail has a real sender", "У писем настоящий отправитель"),
    why: text(
        "Mail from webmaster@localhost or root@localhost is refused or filed as spam, error reports too.",
        "Письма от webmaster@localhost и root@localhost отклоняют или отправляют в спам, в том числе отчёты об ошибках.",
    ),
    how: text(
        "Set DEFAULT_FROM_EMAIL and SERVER_EMAIL to an address of your own domain.",
        "Укажите в DEFAULT_FROM_EMAIL и SERVER_EMAIL адрес на собственном домене.",
    ),
    examples: &[
        fails("EMAIL_HOST = 'mx.example.com'"),
        fails(
            "EMAIL_HOST = 'mx.example.com'\nDEFAULT_FROM_EMAIL = 'shop@example.com'\nADMINS = ['ops@example.com']",
        ),
        passes("EMAIL_HOST = 'mx.example.com'\nDEFAULT_FROM_EMAIL = 'Shop <shop@example.com>'"),
        undecided("import os\nEMAIL_HOST = 'mx.example.com'\nDEFAULT_FROM_EMAIL = os.environ['FROM']"),
        irrelevant("EMAIL_BACKEND = 'django.core.mail.backends.console.EmailBackend'"),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.configures_mail()? {
        return Ok(not_applicable());
    }
    // Where no letter leaves, nobody sees its sender.
    let backend = project.mail_backend()?;
    let leaves_none = ["console", "filebased", "locmem", "dummy"]
        .map(|kind| format!("django.core.mail.backends.{kind}.EmailBackend"));
    if backend.is_some_and(|backend| leaves_none.iter().any(|path| **path == **backend)) {
        return Ok(not_applicable());
    }
    let unreal = |address: &str| address.trim_end_matches('>').ends_with("@localhost");
    let reader = project.reader();
    let sender = project.settings.str("DEFAULT_FROM_EMAIL")?;
    let address = &*sender.value;
    if unreal(address) {
        let message = if sender.is_default() {
            text! {
                en: "DEFAULT_FROM_EMAIL is not set, so mail comes from {address}.",
                ru: "DEFAULT_FROM_EMAIL не задан, поэтому письма идут от {address}.",
            }
        } else {
            text! { en: "Mail comes from {address}.", ru: "Письма идут от {address}." }
        };
        return Ok(attention(message).at(&sender).fix(
            Applicability::Unsafe,
            Where::Setting("DEFAULT_FROM_EMAIL"),
            reader.assign("DEFAULT_FROM_EMAIL", &reader.str("DEFAULT_FROM_EMAIL", None)),
        ));
    }
    let admins = project.settings.truthy("ADMINS")?;
    let server = project.settings.str("SERVER_EMAIL")?;
    if *admins && unreal(&server.value) {
        let address = &*server.value;
        return Ok(attention(text! {
            en: "Error reports to ADMINS come from {address}: SERVER_EMAIL is a setting apart from DEFAULT_FROM_EMAIL.",
            ru: "Отчёты об ошибках на ADMINS идут от {address}: SERVER_EMAIL — отдельная от DEFAULT_FROM_EMAIL настройка.",
        })
        .at_place(server.place.or(admins.place))
        .fix(Applicability::Safe, Where::Setting("SERVER_EMAIL"), "SERVER_EMAIL = DEFAULT_FROM_EMAIL"));
    }
    Ok(pass().at(&sender))
}
