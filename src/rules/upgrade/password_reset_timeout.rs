//! Links for a new password expire when they are meant to.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.password-reset-timeout",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: since(4, 0),
    mirrors: &[],
    docs: "ref/settings/#password-reset-timeout",
    title: text(
        "Links for a new password expire as configured",
        "Ссылки на сброс пароля истекают в заданный срок",
    ),
    why: text(
        "PASSWORD_RESET_TIMEOUT_DAYS is not read since Django 4.0: links live for three days whatever it says.",
        "С Django 4.0 PASSWORD_RESET_TIMEOUT_DAYS не читается: ссылки живут три дня, что бы там ни стояло.",
    ),
    how: text("Set PASSWORD_RESET_TIMEOUT, in seconds.", "Задайте PASSWORD_RESET_TIMEOUT в секундах."),
    examples: &[
        fails("PASSWORD_RESET_TIMEOUT_DAYS = 1"),
        passes("PASSWORD_RESET_TIMEOUT_DAYS = 1\nPASSWORD_RESET_TIMEOUT = 86400"),
        irrelevant("PASSWORD_RESET_TIMEOUT = 86400"),
        undecided("from .other import PASSWORD_RESET_TIMEOUT_DAYS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    // What files that were not given may set is no matter here.
    if project.settings.binding("PASSWORD_RESET_TIMEOUT_DAYS").is_none() {
        return Ok(not_applicable());
    }
    let Some(old) = project.settings.get("PASSWORD_RESET_TIMEOUT_DAYS")? else { return Ok(not_applicable()) };
    if project.settings.is_set("PASSWORD_RESET_TIMEOUT")? {
        return Ok(pass().at(&old));
    }
    let days = project.settings.int("PASSWORD_RESET_TIMEOUT_DAYS")?;
    let seconds = days.saturating_mul(86_400);
    Ok(attention(text(
        "PASSWORD_RESET_TIMEOUT_DAYS is set, and this Django reads only PASSWORD_RESET_TIMEOUT.",
        "Задан PASSWORD_RESET_TIMEOUT_DAYS, а этот Django читает только PASSWORD_RESET_TIMEOUT.",
    ))
    .at(&old)
    .fix(
        Applicability::Unsafe,
        Where::Setting("PASSWORD_RESET_TIMEOUT_DAYS"),
        format!("PASSWORD_RESET_TIMEOUT = {seconds}"),
    ))
}
