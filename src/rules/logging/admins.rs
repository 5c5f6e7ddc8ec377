//! The handler that mails errors has someone to mail to.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Value;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.admins",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#admins",
    title: text("Errors mailed by LOGGING have a recipient", "У писем об ошибках есть получатель"),
    why: text(
        "AdminEmailHandler sends to ADMINS; while that is empty it does nothing, and the log looks as if there were no errors.",
        "AdminEmailHandler пишет на адреса из ADMINS; пока там пусто, он ничего не делает, и кажется, что ошибок нет.",
    ),
    how: text(
        "Put an address that somebody reads into ADMINS.",
        "Впишите в ADMINS адрес, который кто-то читает.",
    ),
    examples: &[
        fails(
            "LOGGING = {'version': 1, 'handlers': {'mail': {'class': 'django.utils.log.AdminEmailHandler'}}, 'root': {'handlers': ['mail']}}",
        ),
        passes(
            "ADMINS = [('Ops', 'ops@example.com')]\nLOGGING = {'version': 1, 'handlers': {'mail': {'class': 'django.utils.log.AdminEmailHandler'}}, 'root': {'handlers': ['mail']}}",
        ),
        irrelevant(
            "LOGGING = {'version': 1, 'handlers': {'mail': {'class': 'django.utils.log.AdminEmailHandler'}}, 'root': {'handlers': ['mail']}}",
        )
        .with(&[("requirements.txt", "Django==5.2.19\n")]),
        irrelevant("LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}}"),
        undecided("from .other import LOGGING"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let handlers = project.settings.entries("LOGGING", &["handlers"])?;
    let mailer = handlers.iter().find(|(_, handler)| {
        handler.key("class").and_then(Value::as_str).is_some_and(|class| class.ends_with("AdminEmailHandler"))
    });
    let Some((name, handler)) = mailer else { return Ok(not_applicable()) };
    let admins = project.settings.truthy("ADMINS")?;
    if *admins {
        return Ok(pass().at(&admins));
    }
    // That nobody hears of errors, by mail or otherwise, is a finding of its own.
    if project.requirements.is_given() && project.error_tracker().is_none() {
        return Ok(not_applicable());
    }
    let reader = project.reader();
    Ok(attention(text! {
        en: "The handler {name:?} mails errors to ADMINS, which is empty.",
        ru: "Обработчик {name:?} шлёт ошибки на ADMINS, а там пусто.",
    })
    .at_place(admins.place)
    .related(handler.place)
    .fix(
        Applicability::Unsafe,
        Where::Setting("ADMINS"),
        reader.assign("ADMINS", &admins_value(project, &reader.str("ADMIN_EMAIL", None))),
    ))
}

/// Pairs until Django 6.0, plain addresses since.
fn admins_value(project: &Project, address: &str) -> String {
    if project.django.version < crate::django::Version::new(6, 0) {
        format!("[(\"Admin\", {address})]")
    } else {
        format!("[{address}]")
    }
}
