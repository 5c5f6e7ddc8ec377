//! No secret is baked into the image.

use crate::model::{Item, Severity, text};
use crate::project::{Holds, Project};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "delivery.image-secrets",
    item: Item::Delivery,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.docker.com/build/building/secrets/",
    title: text("The image holds no secrets", "В образе нет секретов"),
    why: text(
        "ENV, ARG and copied files stay in the image's layers: whoever can pull it reads them with docker history.",
        "ENV, ARG и скопированные файлы остаются в слоях образа: их прочтёт через docker history любой, кто может его скачать.",
    ),
    how: text(
        "Give secrets to the container when it starts, and to a build step with --mount=type=secret.",
        "Передавайте секреты контейнеру при запуске, а шагу сборки — через --mount=type=secret.",
    ),
    examples: &[
        fails("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13\nENV DB_PASSWORD=hunter2hunter\nCMD [\"gunicorn\"]\n")]),
        fails("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13\nCOPY .env /app/.env\n")]),
        passes("DEBUG = False").with(&[(
            "Dockerfile",
            "FROM node:24 AS page\nCOPY docker/.env .env.local\nFROM python:3.13\nCOPY --from=page /build /app/static\n",
        )]),
        passes("DEBUG = False").with(&[(
            "Dockerfile",
            "FROM python:3.13\nENV PYTHONUNBUFFERED=1 SECRET_KEY=dummy-for-build\nARG TOKEN\nCOPY . /app\n",
        )]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    for variable in &project.deployment.image_variables {
        let path = &project.tree.file(variable.place.file).path;
        let value = variable.value.as_deref().unwrap_or("").trim_matches(['"', '\'']);
        if variable.holds() == Holds::Secret && value.len() >= 8 && !is_filler(value) {
            let name = &variable.name;
            return Ok(fail(text! {
                en: "{path} writes {name} into the image.",
                ru: "{path} записывает {name} в образ.",
            })
            .at_place(Some(variable.place)));
        }
    }
    // What an earlier stage holds is left behind.
    let stages = || project.deployment.images.iter().flat_map(|image| image.chain());
    for copy in stages().flat_map(|stage| &stage.copies) {
        let name_of = |source: &String| source.rsplit('/').next().unwrap_or("").to_owned();
        if let Some(name) = copy.sources.iter().map(name_of).find(|name| is_env_file(name)) {
            let path = &project.tree.file(copy.place.file).path;
            return Ok(fail(text! {
                en: "{path} copies {name} into the image.",
                ru: "{path} копирует {name} в образ.",
            })
            .at_place(Some(copy.place)));
        }
    }
    Ok(stages().next().map_or_else(not_applicable, |stage| pass().at_place(Some(stage.place))))
}

fn is_env_file(name: &str) -> bool {
    let samples = ["example", "sample", "template", "dist", "defaults"];
    name == ".env" || name.starts_with(".env.") && !samples.iter().any(|end| name.ends_with(end))
}

/// A value for the build alone, so that collectstatic can run.
fn is_filler(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    [
        "build",
        "collectstatic",
        "unused",
        "temporary",
        "temp",
        "not-needed",
        "nothing",
        "none",
        "secret",
        "insecure",
    ]
    .iter()
    .any(|word| lower.contains(word))
}
