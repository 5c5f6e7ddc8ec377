//! A mail server that hangs does not hang the site.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "email.timeout",
    item: Item::ErrorsAndLogs,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#email-timeout",
    title: text("Sending mail gives up after a while", "Отправка письма не ждёт вечно"),
    why: text(
        "Without a timeout a mail server that does not answer holds the request, and its process, until it is killed.",
        "Без тайм-аута молчащий почтовый сервер держит запрос и весь процесс, пока его не убьют.",
    ),
    how: text(
        "Set EMAIL_TIMEOUT (in MAILERS: timeout) to a few seconds.",
        "Задайте EMAIL_TIMEOUT (в MAILERS — timeout) на несколько секунд.",
    ),
    examples: &[
        fails("EMAIL_HOST = 'smtp.example.com'"),
        passes("EMAIL_HOST = 'smtp.example.com'\nEMAIL_TIMEOUT = 10"),
        irrelevant(""),
        undecided(
            "import os\nEMAIL_HOST = 'smtp.example.com'\nif 'MAIL_TIMEOUT' in os.environ:\n    EMAIL_TIMEOUT = 10",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    let Some(backend) = project.mail_backend()? else { return Ok(not_applicable()) };
    if !backend.ends_with("smtp.EmailBackend") {
        return Ok(not_applicable());
    }
    let mailers = project.uses_mailers()?;
    if !mailers && !project.settings.is_set("EMAIL_HOST")? {
        return Ok(not_applicable());
    }
    let timeout = project.mail_option("EMAIL_TIMEOUT", "timeout")?;
    if let Some(timeout) = timeout.filter(|timeout| timeout.truthy() == Some(true)) {
        return Ok(pass().at(&timeout));
    }
    let outcome = attention(text("No timeout is set for mail.", "Тайм-аут для почты не задан."))
        .at_place(project.place_of(if mailers { "MAILERS" } else { "EMAIL_HOST" }));
    Ok(if mailers {
        outcome
    } else {
        outcome.fix(Applicability::Safe, Where::Setting("EMAIL_TIMEOUT"), "EMAIL_TIMEOUT = 10")
    })
}
