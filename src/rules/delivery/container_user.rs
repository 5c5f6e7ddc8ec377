//! The container does not run as root.

use crate::model::{Item, Severity, text};
use crate::project::{Project, instruction, is_for_development, logical_lines};
use crate::rules::worst::worst;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::FileKind;

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
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let files: Vec<_> = project
        .files(FileKind::Dockerfile)
        .filter(|(id, _)| !is_for_development(&project.tree.file(*id).path))
        .collect();
    worst(files.into_iter().map(|(id, source)| {
        let mut user = None;
        let mut base = None;
        let mut stages: Vec<(String, Option<crate::project::Line>)> = Vec::new();
        for line in logical_lines(id, source) {
            match instruction(&line.text).as_str() {
                "FROM" => {
                    let words: Vec<&str> = line.text.split_whitespace().filter(|word| !word.starts_with("--")).collect();
                    let image = words.get(1).copied().unwrap_or("").to_owned();
                    // A stage takes over the user of the one it is built on.
                    user = stages.iter().find(|(name, _)| *name == image).and_then(|(_, user)| user.clone());
                    if let Some(name) = words.get(3) {
                        stages.push(((*name).to_owned(), None));
                    }
                    if !stages.iter().any(|(name, _)| *name == image) {
                        base = Some((image, line.place));
                    }
                }
                "USER" => {
                    if let Some((_, last)) = stages.last_mut() {
                        *last = Some(line.clone());
                    }
                    user = Some(line);
                }
                _ => {}
            }
        }
        let Some((image, place)) = base else { return Ok(not_applicable()) };
        let path = &project.tree.file(id).path;
        match user {
            Some(line) => {
                let name = line.text.split_whitespace().nth(1).unwrap_or("");
                let name = name.split(':').next().unwrap_or("");
                Ok(if matches!(name, "root" | "0") {
                    attention(text! { en: "{path} ends as the user root.", ru: "{path} заканчивается пользователем root." })
                } else {
                    pass()
                }
                .at_place(Some(line.place)))
            }
            // Images of one's own may set a user themselves, official ones of Python do not.
            None if is_official(&image) => Ok(attention(text! {
                en: "{path} has no USER, so the site runs as root.",
                ru: "В {path} нет USER, поэтому сайт работает от root.",
            })
            .at_place(Some(place))),
            None => Err(crate::project::Undecided::not_given(text! {
                en: "{path} sets no USER; whether its base image {image} does cannot be seen here.",
                ru: "В {path} нет USER; задан ли он в базовом образе {image}, здесь не видно.",
            })),
        }
    }))
}

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
