//! An application server is installed.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Undecided, is_server_package};
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "app_server.installed",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/deployment/",
    title: text("An application server is installed", "Сервер приложений установлен"),
    why: text(
        "runserver was made for one developer: it has passed no security audit, and a crash or a burst of visitors stops it.",
        "runserver рассчитан на одного разработчика: аудита безопасности он не проходил, а сбой или наплыв посетителей его остановит.",
    ),
    how: text(
        "Add Gunicorn or uWSGI to the requirements, or for ASGI Uvicorn, Daphne or Granian.",
        "Добавьте в зависимости Gunicorn или uWSGI, а для ASGI — Uvicorn, Daphne или Granian.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[("requirements.txt", "Django==5.2.1\npsycopg==3.2.3\n")]),
        passes("DEBUG = False").with(&[("requirements.txt", "Django==5.2.1\ngunicorn==23.0.0\n")]),
        passes("DEBUG = False").with(&[("Procfile", "web: gunicorn config.wsgi\n")]),
        passes("DEBUG = False").with(&[
            ("requirements.txt", "Django==5.2.1\n"),
            ("Dockerfile", "FROM python:3.13\nRUN pip install -r requirements.txt gunicorn\n"),
        ]),
        undecided("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if let Some((command, _)) = project.server_command() {
        return Ok(pass().at_place(Some(command.place)));
    }
    // Installed beside the requirements, in the image.
    let mut runs =
        project.deployment.images.iter().flat_map(|image| &image.stages).flat_map(|stage| &stage.runs);
    let installed = runs.find(|run| {
        let is_server = |word: &String| {
            let name = word.split(['=', '<', '>', '~', '[', ';']).next().unwrap_or(word);
            is_server_package(&name.to_ascii_lowercase()) || name == "libapache2-mod-wsgi-py3"
        };
        run.words.iter().any(|word| matches!(&**word, "install" | "add")) && run.words.iter().any(is_server)
    });
    if let Some(run) = installed {
        return Ok(pass().at_place(Some(run.place)));
    }
    if !project.requirements.is_given() {
        return Err(Undecided::not_given(text(
            "No requirements, Procfile or Dockerfile were given, so it cannot be told what runs the site.",
            "Нет ни зависимостей, ни Procfile, ни Dockerfile, поэтому не видно, под чем работает сайт.",
        )));
    }
    if let Some(found) = project.server_package()? {
        return Ok(pass().at_place(Some(found.place)));
    }
    let wanted = if project.settings.is_set("ASGI_APPLICATION")? { "uvicorn" } else { "gunicorn" };
    Ok(attention(text(
        "The requirements name no application server.",
        "В зависимостях нет ни одного сервера приложений.",
    ))
    .fix(Applicability::DisplayOnly, Where::Requirements, wanted))
}
