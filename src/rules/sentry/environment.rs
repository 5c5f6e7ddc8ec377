//! Errors of a laptop do not pass for errors of production.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "sentry.environment",
    item: Item::ErrorsAndLogs,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.sentry.io/platforms/python/configuration/environments/",
    title: text("Sentry knows the environment", "Sentry знает, из какого окружения ошибка"),
    why: text(
        "Without it every event counts as \"production\": errors of a laptop or of the staging server wake people up.",
        "Без этого любое событие считается \"production\": ошибки с ноутбука или тестового стенда будут поднимать людей по тревоге.",
    ),
    how: text(
        "Pass environment to init(), or set SENTRY_ENVIRONMENT where it runs.",
        "Передайте environment в init() или задайте переменную SENTRY_ENVIRONMENT там, где код работает.",
    ),
    examples: &[
        fails("import sentry_sdk\nsentry_sdk.init(dsn='https://k@sentry.example.com/1')"),
        passes(
            "import sentry_sdk\nsentry_sdk.init(dsn='https://k@sentry.example.com/1', environment='production')",
        ),
        passes(
            "import sentry_sdk\nDEBUG = False\nif not DEBUG:\n    sentry_sdk.init(dsn='https://k@sentry.example.com/1')",
        ),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(call) = project.settings_call("sentry_sdk", "init") else { return Ok(not_applicable()) };
    if let Some(argument) = call.argument("environment") {
        return Ok(pass().at_place(Some(argument.place)));
    }
    // In a branch, or in a file that production alone runs, the default is right.
    let shared =
        project.entries.iter().filter(|entry| entry.module.files.contains(&call.place.file)).count() > 1;
    let apart = project.entries.len() > 1 && !shared;
    let named = project.tree.iter().any(|(_, file)| file.text.contains("SENTRY_ENVIRONMENT"));
    if call.guarded || apart || named {
        return Ok(pass().at_place(Some(call.place)));
    }
    Ok(attention(text(
        "sentry_sdk.init() runs wherever these settings do, and is not told the environment.",
        "sentry_sdk.init() выполняется везде, где работают эти настройки, а окружение ему не передано.",
    ))
    .at_place(Some(call.place)))
}
