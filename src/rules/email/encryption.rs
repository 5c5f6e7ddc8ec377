//! The mail password does not cross the network in the clear.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "email.encryption",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#email-use-tls",
    title: text("The way to the mail server is encrypted", "Соединение с почтовым сервером шифруется"),
    why: text(
        "Without TLS the mailbox's password and every message, password resets included, can be read on the way.",
        "Без TLS по пути можно прочитать и пароль ящика, и каждое письмо, включая ссылки для сброса пароля.",
    ),
    how: text(
        "Set EMAIL_USE_TLS (in MAILERS: use_tls) to True with port 587, or EMAIL_USE_SSL (use_ssl) with port 465.",
        "Включите EMAIL_USE_TLS (в MAILERS — use_tls) с портом 587 или EMAIL_USE_SSL (use_ssl) с портом 465.",
    ),
    examples: &[
        fails(
            "import os\nEMAIL_HOST = 'mx.example.com'\nEMAIL_HOST_USER = 'shop'\nEMAIL_HOST_PASSWORD = os.environ['EMAIL_HOST_PASSWORD']",
        ),
        passes("import os\nEMAIL_HOST = 'mx.example.com'\nEMAIL_HOST_USER = 'shop'\nEMAIL_USE_TLS = True"),
        irrelevant("EMAIL_HOST = 'localhost'\nEMAIL_HOST_USER = 'shop'"),
        irrelevant("EMAIL_HOST = 'mx.example.com'"),
        undecided("from .other import EMAIL_HOST\nEMAIL_HOST_USER = 'shop'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(backend) = project.mail_backend()? else { return Ok(not_applicable()) };
    if !backend.ends_with("backends.smtp.EmailBackend") {
        return Ok(not_applicable());
    }
    // A user means a password; what it is does not matter here.
    let user = match project.mail_option("EMAIL_HOST_USER", "username") {
        Ok(Some(user)) if user.value.truthy() == Some(true) => user.place,
        Ok(_) => return Ok(not_applicable()),
        Err(unknown) => unknown.places.first().copied(),
    };
    for (old, option) in [("EMAIL_USE_TLS", "use_tls"), ("EMAIL_USE_SSL", "use_ssl")] {
        if let Some(on) = project.mail_option(old, option)?.filter(|found| found.value.truthy() == Some(true))
        {
            return Ok(pass().at(&on));
        }
    }
    let host = project.mail_option("EMAIL_HOST", "host")?;
    let name = host.as_ref().and_then(|host| host.value.as_str()).unwrap_or("");
    // A name without a dot is this machine or a container beside it.
    if !name.contains('.') || name.starts_with("127.") {
        return Ok(not_applicable());
    }
    let outcome = attention(text! {
        en: "The site logs in at {name} without TLS or SSL.",
        ru: "Сайт входит на {name} без TLS и SSL.",
    })
    .at_place(host.as_ref().and_then(|host| host.place))
    .related(user);
    Ok(if project.uses_mailers()? {
        outcome
    } else {
        outcome.fix(
            Applicability::Unsafe,
            Where::Setting("EMAIL_USE_TLS"),
            "EMAIL_USE_TLS = True\nEMAIL_PORT = 587",
        )
    })
}
