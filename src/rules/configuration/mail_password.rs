//! The mail password is not written in the settings.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Opens, Project};
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.mail-password",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#email-host-password",
    title: text("The mail password is not in the code", "Пароля почты в коде нет"),
    why: text(
        "With it anyone who reads the repository can send mail in your name, and often read the mailbox too.",
        "С этим паролем любой, кто читает репозиторий, может отправлять письма от вашего имени, а часто и читать ящик.",
    ),
    how: text(
        "Read the password from the environment, and change it at the mail provider.",
        "Читайте пароль из переменной окружения и смените его у почтового провайдера.",
    ),
    examples: &[
        fails("EMAIL_HOST_PASSWORD = 'hunter2'"),
        fails("from decouple import config\nEMAIL_HOST_PASSWORD = 'hunter2'"),
        fails("MAILERS = {'default': {'BACKEND': 'django.core.mail.backends.smtp.EmailBackend', 'OPTIONS': {'host': 'mx', 'password': 'hunter2'}}}").django(6, 1),
        passes("import os\nEMAIL_HOST_PASSWORD = os.environ['EMAIL_HOST_PASSWORD']"),
        irrelevant("EMAIL_HOST_PASSWORD = ''"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let found = project.credentials().iter().find(|found| found.opens == Opens::Mail);
    let Some(credential) = found else {
        let set = match project.settings.binding("EMAIL_HOST_PASSWORD") {
            Some(binding) => binding.value.truthy() != Some(false),
            None => project.settings.is_set("MAILERS")?,
        };
        return Ok(if set { pass() } else { not_applicable() });
    };
    let shown = &credential.shown;
    let outcome = fail(text! {
        en: "{shown} is written in the settings.",
        ru: "{shown} записан прямо в настройках.",
    })
    .at_place(project.shown_place(&credential.text, credential.place));
    Ok(match project.without_credentials(credential.place) {
        Some((statement, code)) => outcome.fix(Applicability::Unsafe, Where::Statement(statement), code),
        None => outcome,
    })
}
