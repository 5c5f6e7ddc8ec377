//! A link to reset a password does not live for weeks.

use crate::model::{Applicability, Item, Severity, plural_ru, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "auth.reset-timeout",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#password-reset-timeout",
    title: text("Password reset links expire within a week", "Ссылка сброса пароля живёт не дольше недели"),
    why: text(
        "A link in an old mailbox opens the account for as long as it lives.",
        "Пока ссылка жива, письмо в старом ящике открывает учётную запись.",
    ),
    how: text(
        "Remove PASSWORD_RESET_TIMEOUT: its default is three days. The unit is seconds.",
        "Уберите PASSWORD_RESET_TIMEOUT: по умолчанию трое суток. Единица — секунды.",
    ),
    examples: &[
        fails("PASSWORD_RESET_TIMEOUT = 60 * 60 * 24 * 30"),
        passes("PASSWORD_RESET_TIMEOUT = 3600"),
        irrelevant(""),
        undecided("from .other import PASSWORD_RESET_TIMEOUT"),
    ],
    check,
};

const WEEK: i128 = 604_800;

fn check(project: &Project) -> Verdict {
    if !project.settings.is_set("PASSWORD_RESET_TIMEOUT")? {
        return Ok(not_applicable());
    }
    let timeout = project.settings.int("PASSWORD_RESET_TIMEOUT")?;
    if *timeout <= WEEK {
        return Ok(pass().at(&timeout));
    }
    let days = usize::try_from(*timeout / 86_400).unwrap_or(usize::MAX);
    let unit = plural_ru(days, ["день", "дня", "дней"]);
    Ok(attention(text! {
        en: "A password reset link is good for {days} days.",
        ru: "Ссылка сброса пароля действует {days} {unit}.",
    })
    .at(&timeout)
    .fix(
        Applicability::Unsafe,
        Where::Setting("PASSWORD_RESET_TIMEOUT"),
        "PASSWORD_RESET_TIMEOUT = 259200",
    ))
}
