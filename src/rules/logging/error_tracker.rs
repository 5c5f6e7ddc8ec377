//! An error in production reaches a person.

use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "logging.error-tracker",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/error-reporting/",
    title: text("Errors are reported to a person", "Об ошибках узнаёт человек"),
    why: text(
        "Without a tracker or mail you learn of a broken page from the customer who stayed long enough to complain.",
        "Без трекера или почты о сломанной странице вы узнаете от клиента, которому хватило терпения пожаловаться.",
    ),
    how: text(
        "Add an error tracker such as Sentry, GlitchTip or BugSnag, or set ADMINS and a working mail server.",
        "Подключите трекер ошибок: Sentry, GlitchTip или BugSnag; либо задайте ADMINS и рабочий почтовый сервер.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[("requirements.txt", "Django==5.2.1\ngunicorn==23.0.0\n")]),
        passes("DEBUG = False").with(&[("requirements.txt", "Django==5.2.1\nsentry-sdk[django]==2.20.0\n")]),
        passes("import sentry_sdk\nsentry_sdk.init()"),
        passes("ADMINS = [('Ops', 'ops@example.com')]"),
        undecided("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if let Some(place) = project.error_tracker() {
        return Ok(pass().at_place(Some(place)));
    }
    let admins = project.settings.truthy("ADMINS")?;
    if *admins {
        // What ends the start is told on its own.
        if project.logging_refusal()?.is_some() {
            return Ok(not_applicable());
        }
        if project.mails_errors()? {
            return Ok(pass().at(&admins));
        }
    }
    if !project.requirements.is_given() {
        return Err(Undecided::not_given(text(
            "The settings name no error tracker, and no requirements were given.",
            "В настройках трекера ошибок нет, а файл зависимостей не передан.",
        )));
    }
    project.lists_all_packages()?;
    let outcome = if *admins {
        attention(text(
            "The requirements have no error tracker, and LOGGING has no handler that mails ADMINS.",
            "Трекера ошибок в зависимостях нет, а в LOGGING нет обработчика, который писал бы на ADMINS.",
        ))
    } else {
        attention(text(
            "The requirements have no error tracker, and ADMINS is empty.",
            "Трекера ошибок в зависимостях нет, а ADMINS пуст.",
        ))
    };
    Ok(outcome.at(&admins))
}
