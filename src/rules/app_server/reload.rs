//! The server does not watch the source for changes.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "app_server.reload",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.gunicorn.org/en/stable/settings.html#reload",
    title: text("The server does not reload by itself", "Сервер не перезагружает код сам"),
    why: text(
        "Reloading is for development: it costs time all along, and restarts workers in the middle of a release, with half of the files new.",
        "Автоперезагрузка нужна для разработки: она постоянно тратит время и перезапускает воркеры посреди релиза, когда обновлена лишь половина файлов.",
    ),
    how: text("Drop reload from the production command.", "Уберите reload из команды для продакшена."),
    examples: &[
        fails("DEBUG = False").with(&[("Procfile", "web: gunicorn config.wsgi --reload\n")]),
        fails("DEBUG = False").with(&[("gunicorn.conf.py", "workers = 4\nreload = True\n")]),
        passes("DEBUG = False").with(&[("Procfile", "web: gunicorn config.wsgi --workers 4\n")]),
        fails("DEBUG = False").with(&[("uwsgi.ini", "[uwsgi]\nmaster = true\npy-autoreload = 2\n")]),
        undecided("DEBUG = False").with(&[("Procfile", "web: gunicorn config.wsgi -c deploy.py\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if let Some(reload) = project.gunicorn("reload", &["--reload"])? {
        if reload.value == "False" {
            return Ok(pass().at_place(Some(reload.place)));
        }
        return Ok(attention(text("Gunicorn is started with reload.", "Gunicorn запускается с reload."))
            .at_place(Some(reload.place)));
    }
    if let Some(reload) = project.uwsgi("py-autoreload").filter(|reload| reload.value != "0") {
        return Ok(attention(text(
            "uWSGI is started with py-autoreload.",
            "uWSGI запускается с py-autoreload.",
        ))
        .at_place(Some(reload.place)));
    }
    let Some((command, server)) = project.server_command() else {
        return Ok(project
            .gunicorn_place()
            .map_or_else(not_applicable, |place| pass().at_place(Some(place))));
    };
    if command.switch("--reload") {
        return Ok(attention(text! {
            en: "{server} is started with --reload.",
            ru: "{server} запускается с --reload.",
        })
        .at_place(Some(command.place)));
    }
    Ok(pass().at_place(Some(command.place)))
}
