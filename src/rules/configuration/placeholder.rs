//! What was to be filled in has been filled in.

use crate::model::{Item, Severity, text};
use crate::project::{Opens, Project};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.placeholder",
    item: Item::Configuration,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://12factor.net/config",
    title: text("Every placeholder is filled in", "Все заглушки заменены"),
    why: text(
        "With a placeholder in place of its key the service refuses every call, and that shows only when it is needed.",
        "С заглушкой вместо ключа сервис отвечает отказом, и выясняется это, когда он уже нужен.",
    ),
    how: text(
        "Read the value from the environment, or delete the setting if nothing uses it.",
        "Читайте значение из окружения или удалите настройку, если она не нужна.",
    ),
    examples: &[
        fails("EMAIL_HOST_PASSWORD = 'changeme'"),
        fails("STRIPE_SECRET_KEY = 'your-secret-key'"),
        passes("EMAIL_HOST_PASSWORD = ''"),
        passes("import os\nEMAIL_HOST_PASSWORD = os.environ['EMAIL_HOST_PASSWORD']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let found: Vec<_> = project.credentials().iter().filter(|found| found.opens == Opens::Nothing).collect();
    if found.is_empty() {
        return Ok(if project.settings.module().is_some() { pass() } else { not_applicable() });
    }
    let names = found.iter().map(|credential| credential.shown.as_str()).collect::<Vec<_>>().join(", ");
    let outcome = fail(text! {
        en: "Placeholders that were never replaced: {names}.",
        ru: "Заглушки, которые забыли заменить: {names}.",
    });
    Ok(found.iter().fold(outcome, |outcome, credential| {
        outcome.at_place(project.shown_place(&credential.text, credential.place))
    }))
}
