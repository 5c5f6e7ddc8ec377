//! Mail is sent rather than printed or dropped.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "email.backend",
    item: Item::ErrorsAndLogs,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["mail.E001"],
    docs: "topics/email/#email-backends",
    title: text("Mail is really sent", "Почта действительно отправляется"),
    why: text(
        "With a backend for development password resets, orders and error reports end in a terminal, a file or nowhere, and nothing says so.",
        "С бэкендом для разработки сбросы паролей, заказы и отчёты об ошибках уходят в терминал, в файл или в никуда, и никто об этом не узнает.",
    ),
    how: text(
        "Use SMTP or your provider's backend in production, and keep the other for the developers' module.",
        "В продакшене используйте SMTP или бэкенд провайдера, а этот оставьте в модуле для разработки.",
    ),
    examples: &[
        fails("EMAIL_BACKEND = 'django.core.mail.backends.console.EmailBackend'"),
        fails("MAILERS = {'default': {'BACKEND': 'django.core.mail.backends.console.EmailBackend'}}").django(6, 1),
        passes("EMAIL_BACKEND = 'anymail.backends.mailgun.EmailBackend'"),
        passes("MAILERS = {'default': {'BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'OPTIONS': {'host': 'mx'}}}").django(6, 1),
        passes(""),
        undecided("import os\nEMAIL_BACKEND = os.environ['EMAIL_BACKEND']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(backend) = project.mail_backend()? else { return Ok(not_applicable()) };
    let kind = backend
        .strip_prefix("django.core.mail.backends.")
        .and_then(|rest| rest.strip_suffix(".EmailBackend"));
    let message = match kind {
        Some("console") => text("Mail is printed to the console.", "Письма выводятся в консоль."),
        Some("filebased") => text("Mail is written to files.", "Письма пишутся в файлы."),
        Some("locmem") => {
            text("Mail is kept in memory, as in tests.", "Письма остаются в памяти, как в тестах.")
        }
        Some("dummy") => text("Mail is dropped.", "Письма отбрасываются."),
        _ => return Ok(pass().at(&backend)),
    };
    let outcome = fail(message).at(&backend);
    if !project.uses_mailers()? {
        let snippet = "EMAIL_BACKEND = \"django.core.mail.backends.smtp.EmailBackend\"";
        return Ok(outcome.fix(Applicability::Unsafe, Where::Setting("EMAIL_BACKEND"), snippet));
    }
    let reader = project.reader();
    let snippet = reader.with_import(format!(
        "MAILERS[\"default\"] = {{\n    \"BACKEND\": \"django.core.mail.backends.smtp.EmailBackend\",\n    \"OPTIONS\": {{\n        \"host\": {},\n        \"username\": {},\n        \"password\": {},\n        \"port\": 587,\n        \"use_tls\": True,\n    }},\n}}",
        reader.str("EMAIL_HOST", None),
        reader.str("EMAIL_HOST_USER", None),
        reader.str("EMAIL_HOST_PASSWORD", None),
    ));
    Ok(outcome.fix(Applicability::Unsafe, Where::Module, snippet))
}
