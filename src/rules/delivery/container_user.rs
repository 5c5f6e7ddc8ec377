//! The container does not run as root.

use crate::model::{Item, Severity, text};
use crate::project::{Image, Project};
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "delivery.container-user",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.docker.com/build/building/best-practices/#user",
    title: text("The container has a user of its own", "Контейнер работает не от root"),
    why: text(
        "Root in the container may rewrite the code and the image's files, and is one kernel bug away from the host.",
        "root в контейнере может переписать код и файлы образа, а от хоста его отделяет одна ошибка в ядре.",
    ),
    how: text(
        "Create a user in the Dockerfile and switch to it with USER before CMD.",
        "Создайте в Dockerfile пользователя и переключитесь на него через USER перед CMD.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13-slim\nCOPY . /app\nCMD [\"gunicorn\", \"config.wsgi\"]\n")]),
        fails("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13-slim\nUSER app\nRUN pip install .\nUSER root\nCMD [\"gunicorn\", \"config.wsgi\"]\n")]),
        passes("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13-slim AS build\nRUN pip install .\nFROM python:3.13-slim\nUSER app\nCMD [\"gunicorn\", \"config.wsgi\"]\n")]),
        undecided("DEBUG = False").with(&[("Dockerfile", "FROM registry.example.com/base:2\nCMD [\"gunicorn\", \"config.wsgi\"]\n")]),
        // Of a program beside the site.
        irrelevant("DEBUG = False").with(&[
            ("scanner/Dockerfile", "FROM python:3.13\nUSER root\nCMD [\"gunicorn\", \"app:app\"]\n"),
            ("scanner/app.py", "from flask import Flask\napp = Flask(__name__)\n"),
        ]),
        passes("DEBUG = False").with(&[
            ("Dockerfile", "FROM python:3.13-slim\nUSER app\nCMD [\"gunicorn\", \"config.wsgi\"]\n"),
            ("nginx/Dockerfile", "FROM library/nginx:1.29\nCOPY nginx.conf /etc/nginx/\n"),
        ]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    // A web server or a database beside the site keeps its own ways.
    let runs_site = project.images().any(Image::runs_python);
    worst(project.images().filter(|image| !runs_site || image.runs_python()).map(|image| {
        let path = &project.tree.file(image.file).path;
        // A stage takes over the user of the one it is built on.
        if let Some((name, place)) = image.chain().find_map(|stage| stage.user.as_ref()) {
            let name = name.split(':').next().unwrap_or("");
            return Ok(if matches!(name, "root" | "0") {
                attention(text! { en: "The last user that {path} sets is root.", ru: "Последним в {path} задан пользователь root." })
            } else {
                pass()
            }
            .at_place(Some(*place)));
        }
        // What it runs may drop root by itself.
        let drops = ["gosu", "su-exec", "setpriv", "runuser", "--uid", "chroot"];
        let drops_root = || {
            project.tree.iter().any(|(_, file)| {
                file.name().contains("entrypoint") && drops.iter().any(|word| file.text.contains(word))
            })
        };
        let Some(last) = image.chain().last() else { return Ok(not_applicable()) };
        let base = last.base.clone().unwrap_or_default();
        if !is_official(&base) {
            // Where a variable gives the name, there is none to show.
            return Err(crate::project::Undecided::not_given(if base.is_empty() {
                text! {
                    en: "{path} sets no USER; whether its base image does cannot be seen here.",
                    ru: "В {path} нет USER; задан ли он в базовом образе, здесь не видно.",
                }
            } else {
                text! {
                    en: "{path} sets no USER; whether its base image {base} does cannot be seen here.",
                    ru: "В {path} нет USER; задан ли он в базовом образе {base}, здесь не видно.",
                }
            }));
        }
        // One among several that starts nothing of its own is a database, or a stage.
        if image.started().is_empty() && project.deployment.images.len() > 1 {
            return Ok(not_applicable());
        }
        // A user is made for something.
        let makes_user = image.chain().flat_map(|stage| &stage.runs).any(|run| {
            ["useradd", "adduser", "gosu", "su-exec"].iter().any(|word| run.has(word))
                || run.words.iter().any(|word| word.contains("s6-overlay"))
        });
        let told = project.uwsgi("uid").is_some() || project.gunicorn("user", &["-u", "--user"]).ok().flatten().is_some();
        if makes_user || told || drops_root() {
            return Err(crate::project::Undecided::not_given(text! {
                en: "{path} sets no USER; what it starts may switch to another one.",
                ru: "В {path} нет USER; возможно, на другого переключается то, что он запускает.",
            }));
        }
        Ok(attention(text! {
            en: "{path} has no USER, so its container runs as root.",
            ru: "В {path} нет USER, поэтому контейнер работает от root.",
        })
        .at_place(Some(last.place)))
    }))
}

/// Images that come with root.
fn is_official(image: &str) -> bool {
    let name = image.split([':', '@']).next().unwrap_or("");
    let name = name.trim_start_matches("docker.io/").trim_start_matches("library/");
    matches!(
        name,
        "python"
            | "debian"
            | "ubuntu"
            | "alpine"
            | "fedora"
            | "rockylinux"
            | "almalinux"
            | "ghcr.io/astral-sh/uv"
    )
}
