//! Production is not started with `runserver`.

use crate::model::{Item, Severity, text};
use crate::project::{Project, Started, Undecided};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fail, fails, pass, passes, undecided};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "app_server.no-runserver",
    item: Item::AppServer,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/django-admin/#runserver",
    title: text("The site is not started with runserver", "Сайт не запускается через runserver"),
    why: text(
        "Django's documentation says it outright: runserver has gone through no security audit and no performance test, and is not for production.",
        "В документации Django об этом сказано прямо: runserver не проходил ни аудита безопасности, ни нагрузочных тестов и для продакшена не предназначен.",
    ),
    how: text(
        "Start an application server instead, such as gunicorn with your WSGI module.",
        "Запускайте вместо него сервер приложений, например gunicorn с вашим модулем WSGI.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[("Procfile", "web: python manage.py runserver 0.0.0.0:$PORT\n")]),
        fails("DEBUG = False").with(&[(
            "Dockerfile",
            "FROM python:3.13\nCMD [\"python\", \"manage.py\", \"runserver\", \"0.0.0.0:8000\"]\n",
        )]),
        fails("DEBUG = False").with(&[(
            "docker-compose.yml",
            "services:\n  web:\n    command: python manage.py runserver 0.0.0.0:8000\n",
        )]),
        passes("DEBUG = False").with(&[("Procfile", "web: gunicorn config.wsgi\n")]),
        passes("DEBUG = False").with(&[
            (
                "docker-compose.yml",
                "services:\n  web:\n    command: python manage.py runserver 0.0.0.0:8000\n",
            ),
            ("Procfile", "web: gunicorn config.wsgi\n"),
        ]),
        undecided("DEBUG = False").with(&[(
            "docker-compose.dev.yml",
            "services:\n  web:\n    command: python manage.py runserver\n",
        )]),
        undecided("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let started = project.started();
    let runs = |started: &Started| started.command.has("runserver") || started.command.has("runserver_plus");
    // A compose file or a script beside something that starts a real server is the
    // developers' own, or has a branch for them.
    let server = started.iter().find(|started| project.is_server(&started.command));
    let is_compose = |started: &Started| started.kind == FileKind::Compose;
    let is_aside = |started: &Started| !matches!(started.kind, FileKind::Procfile | FileKind::Dockerfile);
    if let Some(found) = started.iter().find(|one| runs(one) && !(server.is_some() && is_aside(one))) {
        let file = project.tree.file(found.command.place.file);
        let path = &file.path;
        let message = text! {
            en: "{path} starts the site with runserver.",
            ru: "{path} запускает сайт через runserver.",
        };
        // A plain compose file is often the developers' own.
        let outcome = if is_compose(found) { attention(message) } else { fail(message) };
        return Ok(outcome.at_place(Some(found.command.place)));
    }
    match server.or(started.first()) {
        Some(found) => Ok(pass().at_place(Some(found.command.place))),
        None => Err(Undecided::not_given(text(
            "No Procfile, Dockerfile or compose file was given that tells how the site is started.",
            "Нет Procfile, Dockerfile или файла compose, по которым видно, как запускается сайт.",
        ))),
    }
}
