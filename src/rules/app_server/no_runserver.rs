//! Production is not started with `runserver`.

use crate::model::{Item, Severity, text};
use crate::project::{Line, Project, Undecided, has_word};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fail, fails, pass, passes, undecided};
use crate::source::{FileKind, recognise};

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
    let lines = project.start_lines();
    let runs = |text: &str| has_word(text, "runserver") || has_word(text, "runserver_plus");
    // A compose file beside something that starts a real server is the developers' own.
    let server = lines.iter().find(|line| {
        ["gunicorn", "uwsgi", "uvicorn", "daphne", "granian", "hypercorn", "waitress-serve"]
            .iter()
            .any(|server| has_word(&line.text, server))
    });
    let is_compose = |line: &Line| {
        let file = project.tree.file(line.place.file);
        recognise(&file.path, &file.text) == FileKind::Compose
    };
    if let Some(line) = lines.iter().find(|line| runs(&line.text) && !(server.is_some() && is_compose(line)))
    {
        let file = project.tree.file(line.place.file);
        let path = &file.path;
        let message = text! {
            en: "{path} starts the site with runserver.",
            ru: "{path} запускает сайт через runserver.",
        };
        // A plain compose file is often the developers' own.
        let outcome = if is_compose(line) { attention(message) } else { fail(message) };
        return Ok(outcome.at_place(Some(line.place)));
    }
    match server.or(lines.first()) {
        Some(line) => Ok(pass().at_place(Some(line.place))),
        None => Err(Undecided::not_given(text(
            "No Procfile, Dockerfile or compose file was given that tells how the site is started.",
            "Нет Procfile, Dockerfile или файла compose, по которым видно, как запускается сайт.",
        ))),
    }
}
