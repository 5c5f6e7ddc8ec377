//! In a container, the log goes to the standard streams.

use crate::model::{Item, Severity, Topology, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.container",
    item: Item::ErrorsAndLogs,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.docker.com/engine/logging/",
    title: text("A container's log goes to its streams", "Лог контейнера идёт в его потоки"),
    why: text(
        "A file in a container is gone with it, most often right after the crash that it would explain, and no collector reads it.",
        "Файл в контейнере исчезает вместе с ним, чаще всего сразу после сбоя, который он бы объяснил, и сборщики логов его не видят.",
    ),
    how: text(
        "Give the root logger a logging.StreamHandler; the container's runtime keeps what it writes. Files are fine on a volume.",
        "Дайте корневому логгеру logging.StreamHandler: его вывод сохранит среда контейнера. Файлы годятся, если они лежат на томе.",
    ),
    examples: &[
        fails(FILE).served(Topology::NOT_SAID.container(true)),
        fails(FILE).with(&[("Dockerfile", "FROM python:3.13\nRUN pip install .\nCMD [\"gunicorn\", \"shop.wsgi\"]\n")]),
        passes(
            "LOGGING = {'version': 1, 'handlers': {'c': {'class': 'logging.StreamHandler'}}, 'root': {'handlers': ['c']}}",
        )
        .served(Topology::NOT_SAID.container(true)),
        undecided("from company.logs import LOGGING").served(Topology::NOT_SAID.container(true)),
        irrelevant(FILE),
        irrelevant(FILE).served(Topology::NOT_SAID.container(false)),
    ],
    check,
};

const FILE: &str = "LOGGING = {'version': 1, 'handlers': {'file': {'class': 'logging.FileHandler', 'filename': '/var/log/app.log'}}, 'root': {'handlers': ['file']}}";

fn check(project: &Project) -> Verdict {
    if project.in_container() != Some(true) {
        return Ok(not_applicable());
    }
    let Some(file) = project.logs_only_to_files()? else {
        let handlers = project.settings.path("LOGGING", &["handlers"])?;
        return Ok(handlers.map_or_else(not_applicable, |handlers| pass().at(&handlers)));
    };
    let name = file.handler;
    Ok(attention(text! {
        en: "The code runs in a container, and LOGGING writes to files alone: the handler {name:?}.",
        ru: "Код работает в контейнере, а LOGGING пишет только в файлы: обработчик {name:?}.",
    })
    .at_place(file.place)
    .related(project.container_place()))
}
