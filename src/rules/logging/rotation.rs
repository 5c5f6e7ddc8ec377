//! Log files do not grow until the disk is full.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Value;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "logging.rotation",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.python.org/3/library/logging.handlers.html#watchedfilehandler",
    title: text("Log files are rotated", "Файлы логов ротируются"),
    why: text(
        "A file that only grows fills the disk one day, and then the database stops too; in a container the file is lost with it.",
        "Файл, который только растёт, однажды заполнит диск, и тогда встанет и база; а в контейнере он пропадёт вместе с ним.",
    ),
    how: text(
        "Write to the standard error stream and let the system keep it, or use WatchedFileHandler with logrotate.",
        "Пишите в стандартный поток ошибок, а хранение поручите системе; либо возьмите WatchedFileHandler вместе с logrotate.",
    ),
    examples: &[
        fails(
            "LOGGING = {'version': 1, 'handlers': {'file': {'class': 'logging.FileHandler', 'filename': '/var/log/app.log'}}, 'root': {'handlers': ['file']}}",
        ),
        fails(
            "LOGGING = {'version': 1, 'handlers': {'file': {'class': 'logging.handlers.RotatingFileHandler', 'filename': '/var/log/app.log'}}, 'root': {'handlers': ['file']}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'handlers': {'file': {'class': 'logging.handlers.WatchedFileHandler', 'filename': '/var/log/app.log'}}, 'root': {'handlers': ['file']}}",
        ),
        irrelevant("LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}}"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let handlers = project.settings.entries("LOGGING", &["handlers"])?;
    let mut good = None;
    for (name, handler) in &handlers {
        let Some(class) = handler.key("class").and_then(Value::as_str) else { continue };
        let place = handler.key("class").and_then(|class| class.place).or(handler.place);
        let message = match class {
            "logging.FileHandler" => text! {
                en: "The handler {name:?} is a FileHandler, which never starts a new file.",
                ru: "Обработчик {name:?} — FileHandler, новых файлов он не начинает.",
            },
            // Without maxBytes it never rotates, whatever its name says.
            "logging.handlers.RotatingFileHandler"
                if handler.key("maxBytes").is_none_or(|limit| limit.truthy() == Some(false)) =>
            {
                text! {
                    en: "The handler {name:?} is a RotatingFileHandler without maxBytes, and then it does not rotate.",
                    ru: "Обработчик {name:?} — RotatingFileHandler без maxBytes, а без него ротации нет.",
                }
            }
            _ => {
                if class.ends_with("FileHandler") {
                    good = good.or(place);
                }
                continue;
            }
        };
        return Ok(attention(message).at_place(place));
    }
    Ok(good.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
