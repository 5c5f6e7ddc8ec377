//! Django's guard against database calls in async code stays on.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "readiness.async-unsafe",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["async.E001"],
    docs: "topics/async/#envvar-DJANGO_ALLOW_ASYNC_UNSAFE",
    title: text("Unsafe calls in async code are refused", "Небезопасные вызовы в async-коде запрещены"),
    why: text(
        "DJANGO_ALLOW_ASYNC_UNSAFE is for notebooks: on a server with several requests at once it can mix up and lose data.",
        "DJANGO_ALLOW_ASYNC_UNSAFE нужен для ноутбуков Jupyter: на сервере с параллельными запросами данные могут перепутаться и потеряться.",
    ),
    how: text("Remove the line that sets the variable.", "Уберите строку, которая задаёт эту переменную."),
    examples: &[
        fails("import os\nos.environ['DJANGO_ALLOW_ASYNC_UNSAFE'] = 'true'"),
        passes("import os\nos.environ['TZ'] = 'UTC'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.module().is_none() {
        return Ok(not_applicable());
    }
    if !checks::finds(project, "async.E001")? {
        return Ok(pass());
    }
    Ok(fail(text(
        "The settings set DJANGO_ALLOW_ASYNC_UNSAFE.",
        "Настройки задают DJANGO_ALLOW_ASYNC_UNSAFE.",
    )))
}
