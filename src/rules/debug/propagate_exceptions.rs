//! Exceptions end in Django's error page, not in the server.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "debug.propagate-exceptions",
    item: Item::Debug,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#debug-propagate-exceptions",
    title: text(
        "Exceptions are answered by Django's error page",
        "На исключение отвечает страница ошибки Django",
    ),
    why: text(
        "With DEBUG_PROPAGATE_EXCEPTIONS, an error skips Django's 500 page and goes to the application server, which may show the traceback.",
        "С DEBUG_PROPAGATE_EXCEPTIONS ошибка минует страницу 500 Django и попадает в сервер приложений, а он может показать трассировку.",
    ),
    how: text("Remove the setting: it is meant for tests.", "Уберите настройку: она нужна для тестов."),
    examples: &[
        fails("DEBUG_PROPAGATE_EXCEPTIONS = True"),
        passes("DEBUG_PROPAGATE_EXCEPTIONS = False"),
        passes(""),
        undecided("from .other import DEBUG_PROPAGATE_EXCEPTIONS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let propagates = project.settings.truthy("DEBUG_PROPAGATE_EXCEPTIONS")?;
    if !*propagates {
        return Ok(pass().at(&propagates));
    }
    Ok(fail(text("DEBUG_PROPAGATE_EXCEPTIONS is on.", "DEBUG_PROPAGATE_EXCEPTIONS включён."))
        .at(&propagates)
        .fix(
            Applicability::Safe,
            Where::Setting("DEBUG_PROPAGATE_EXCEPTIONS"),
            "DEBUG_PROPAGATE_EXCEPTIONS = False",
        ))
}
