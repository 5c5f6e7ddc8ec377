//! Channels is served by a server that speaks ASGI.

use crate::model::{Item, Severity, text};
use crate::project::{Project, has_word};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

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
    let asynchronous = ["uvicorn", "daphne", "hypercorn", "granian"];
    let lines = project.start_lines();
    let by_asgi = |text: &str| {
        asynchronous.iter().any(|server| has_word(text, server) || text.contains(server))
            || text.contains("asgi")
    };
    if let Some(line) = lines.iter().find(|line| by_asgi(&line.text)) {
        return Ok(pass().at_place(Some(line.place)));
    }
    let wsgi = lines.iter().find(|line| {
        ["gunicorn", "uwsgi", "waitress-serve"].iter().any(|server| has_word(&line.text, server))
    });
    // A configuration file may name the worker.
    let configured = project
        .tree
        .iter()
        .any(|(_, file)| file.name().contains("gunicorn") && file.text.contains("uvicorn"));
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
