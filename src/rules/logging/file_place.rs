//! A log file lies where it was meant to, whoever starts the process.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_relative, path_of};
use crate::python::Value;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.file-place",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.python.org/3/library/logging.handlers.html#filehandler",
    title: text("Log files have a fixed place", "У файлов логов постоянное место"),
    why: text(
        "A relative path counts from the folder that the process was started in: cron, a worker and the server each write a file of their own, or do not start because the folder is missing.",
        "Относительный путь считается от папки, в которой запущен процесс: cron, воркер и сервер пишут каждый в свой файл или не запускаются, потому что папки нет.",
    ),
    how: text(
        "Write to the standard error stream, or give the whole path: BASE_DIR / \"app.log\".",
        "Пишите в стандартный поток ошибок или укажите путь целиком: BASE_DIR / \"app.log\".",
    ),
    examples: &[
        fails(
            "LOGGING = {'version': 1, 'handlers': {'file': {'class': 'logging.handlers.WatchedFileHandler', 'filename': 'logs/app.log'}}, 'root': {'handlers': ['file']}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'handlers': {'file': {'class': 'logging.handlers.WatchedFileHandler', 'filename': '/var/log/app.log'}}, 'root': {'handlers': ['file']}}",
        ),
        irrelevant("LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}}"),
        undecided("from .other import LOGGING"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for (name, handler) in project.settings.entries("LOGGING", &["handlers"])? {
        if !handler.key("class").and_then(Value::as_str).is_some_and(|class| class.ends_with("FileHandler")) {
            continue;
        }
        let Some(file) = project.settings.path("LOGGING", &["handlers", &name, "filename"])? else {
            continue;
        };
        let Some(path) = path_of(&file.value) else { continue };
        if is_relative(&path) {
            return Ok(attention(text! {
                en: "The handler {name:?} writes to {path:?}, a path that depends on where the process starts.",
                ru: "Обработчик {name:?} пишет в {path:?} — путь от места запуска процесса.",
            })
            .at(&file));
        }
        seen = seen.or(file.place);
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
