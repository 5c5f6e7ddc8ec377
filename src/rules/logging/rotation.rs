//! Log files do not grow until the disk is full.

use crate::model::{Item, Severity, Text, Topology, text};
use crate::project::Project;
use crate::python::Value;
use crate::rules::{
    ALWAYS, Rule, Verdict, asks, attention, fails, irrelevant, manual, not_applicable, pass, passes,
    undecided,
};

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
        fails(TWO_FILES).served(Topology::NOT_SAID.processes(4)),
        passes(TWO_FILES).served(Topology::NOT_SAID.processes(1)),
        asks(TWO_FILES),
        irrelevant("LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}}"),
        undecided("from .other import LOGGING"),
    ],
    check,
};

const TWO_FILES: &str = "LOGGING = {'version': 1, 'handlers': {'file': {'class': 'logging.handlers.RotatingFileHandler', 'filename': '/var/log/app.log', 'maxBytes': 1000000, 'backupCount': 2}}, 'root': {'handlers': ['file']}}";

const ROTATING: &str = "logging.handlers.RotatingFileHandler";

fn check(project: &Project) -> Verdict {
    let handlers = project.settings.entries("LOGGING", &["handlers"])?;
    if project.in_container() == Some(true) && project.logs_only_to_files()?.is_some() {
        // Files are the wrong place altogether, and another rule says so.
        return Ok(not_applicable());
    }
    let (mut good, mut rotating) = (None, None);
    for (name, handler) in &handlers {
        let Some(class) = handler.key("class").and_then(Value::as_str) else { continue };
        let place = handler.key("class").and_then(|class| class.place).or(handler.place);
        let message = match class {
            "logging.FileHandler" => text! {
                en: "The handler {name:?} is a FileHandler, which never starts a new file.",
                ru: "Обработчик {name:?} — FileHandler, новых файлов он не начинает.",
            },
            // Without maxBytes it never rotates, whatever its name says.
            ROTATING if handler.key("maxBytes").is_none_or(|limit| limit.truthy() == Some(false)) => {
                text! {
                    en: "The handler {name:?} is a RotatingFileHandler without maxBytes, and then it does not rotate.",
                    ru: "Обработчик {name:?} — RotatingFileHandler без maxBytes, а без него ротации нет.",
                }
            }
            ROTATING | "logging.handlers.TimedRotatingFileHandler" if project.processes().is_none() => {
                rotating = rotating.or(Some((name, place)));
                continue;
            }
            ROTATING | "logging.handlers.TimedRotatingFileHandler" if !project.is_one_process() => {
                let Text { en, ru } = project.each_process();
                text! {
                    en: "The handler {name:?} rotates its file in {en}: they take it away from each other, and lines get lost.",
                    ru: "Обработчик {name:?} ротирует файл из {ru}: они отнимают его друг у друга, и строки теряются.",
                }
            }
            _ => {
                if class.ends_with("FileHandler") {
                    good = good.or(place);
                }
                continue;
            }
        };
        return Ok(attention(message).at_place(place).related(project.processes_place()));
    }
    if let Some((name, place)) = rotating {
        return Ok(manual(text! {
            en: "The handler {name:?} rotates its file by itself, which loses lines where more than one process does so.",
            ru: "Обработчик {name:?} ротирует файл сам: если процессов несколько, строки будут теряться.",
        })
        .at_place(place));
    }
    Ok(good.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
