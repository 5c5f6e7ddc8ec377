//! Channels is served by a server that speaks ASGI.

use crate::model::{Item, Severity, text};
use crate::project::{Command, Project, is_async_server};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "app_server.asgi",
    item: Item::AppServer,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://channels.readthedocs.io/en/stable/deploying.html",
    title: text("Channels runs under ASGI", "Channels работает под ASGI"),
    why: text(
        "Under WSGI pages work and WebSockets do not: every connection of Channels ends in a 404.",
        "Под WSGI страницы работают, а веб-сокеты нет: любое соединение Channels получает 404.",
    ),
    how: text(
        "Set ASGI_APPLICATION, and start Daphne or Uvicorn, or Gunicorn with a Uvicorn worker.",
        "Задайте ASGI_APPLICATION и запускайте Daphne, Uvicorn или Gunicorn с воркером Uvicorn.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['channels']"),
        fails("INSTALLED_APPS = ['channels']\nASGI_APPLICATION = 'config.asgi.application'")
            .with(&[("Procfile", "web: gunicorn config.wsgi\n")]),
        passes("INSTALLED_APPS = ['channels']\nASGI_APPLICATION = 'config.asgi.application'")
            .with(&[("Procfile", "web: gunicorn config.asgi -k uvicorn.workers.UvicornWorker\n")]),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import INSTALLED_APPS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(place) = project.app("channels")? else { return Ok(not_applicable()) };
    if !project.settings.truthy("ASGI_APPLICATION")?.value {
        return Ok(fail(text(
            "channels is installed, and ASGI_APPLICATION is not set.",
            "channels подключён, а ASGI_APPLICATION не задан.",
        ))
        .at_place(place));
    }
    let by_asgi = |command: &&Command| {
        let mut words = command.words.iter();
        // `uvicorn.workers.UvicornWorker` among them.
        words.any(|word| {
            word.contains("asgi")
                || word.split(['/', '.']).any(|part| is_async_server(&part.replace('_', "-")))
        })
    };
    let commands = || project.started().iter().map(|started| &started.command);
    if let Some(command) = commands().find(by_asgi) {
        return Ok(pass().at_place(Some(command.place)));
    }
    let wsgi = commands().find(|command| project.is_server(command));
    // A configuration file may name the worker.
    let configured = project.async_server().is_some();
    match wsgi.filter(|_| !configured) {
        Some(line) => Ok(fail(text(
            "channels is installed, and the site is started with a WSGI server.",
            "channels подключён, а сайт запускается под сервером WSGI.",
        ))
        .at_place(Some(line.place))
        .related(place)),
        None => Ok(pass().at_place(place)),
    }
}
