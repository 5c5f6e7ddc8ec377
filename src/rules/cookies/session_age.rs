//! Sessions last for a sensible time.

use crate::model::{Item, Severity, plural_ru, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cookies.session-age",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#session-cookie-age",
    title: text("Sessions last from minutes to a year", "Сессии живут от минут до года"),
    why: text(
        "A session without an end is a key that stays valid in every lost device; one without length logs everybody out at once.",
        "Бессрочная сессия — ключ, который действует на каждом потерянном устройстве; нулевая сразу разлогинивает всех.",
    ),
    how: text(
        "Give SESSION_COOKIE_AGE seconds: two weeks are 1209600. Browsers keep no cookie for more than 400 days.",
        "Задайте SESSION_COOKIE_AGE в секундах: две недели — 1209600. Дольше 400 дней браузеры cookie не хранят.",
    ),
    examples: &[
        fails("SESSION_COOKIE_AGE = 60 * 60 * 24 * 365 * 10"),
        fails("SESSION_COOKIE_AGE = 0"),
        passes("SESSION_COOKIE_AGE = 60 * 60 * 24 * 30"),
        irrelevant(""),
        undecided("import os\nSESSION_COOKIE_AGE = os.environ.get('SESSION_COOKIE_AGE', 0)"),
    ],
    check: |project| rarely(project, check),
};

const DAY: i128 = 24 * 60 * 60;

fn check(project: &Project) -> Verdict {
    if project.settings.binding("SESSION_COOKIE_AGE").is_none() {
        return Ok(not_applicable());
    }
    let age = project.settings.int("SESSION_COOKIE_AGE")?;
    let (seconds, days) = (*age, *age / DAY);
    let message = if seconds <= 0 {
        text! { en: "SESSION_COOKIE_AGE is {seconds}.", ru: "SESSION_COOKIE_AGE = {seconds}." }
    } else if days > 400 {
        let unit = plural_ru(usize::try_from(days).unwrap_or(usize::MAX), ["день", "дня", "дней"]);
        text! { en: "SESSION_COOKIE_AGE is {days} days.", ru: "SESSION_COOKIE_AGE — {days} {unit}." }
    } else {
        return Ok(pass().at(&age));
    };
    Ok(attention(message).at(&age))
}
