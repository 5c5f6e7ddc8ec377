//! No secret is baked into the image.

use crate::model::{Item, Severity, text};
use crate::project::{Project, instruction, is_placeholder, is_secret_name};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};
use crate::source::FileKind;

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
            "FROM python:3.13\nENV PYTHONUNBUFFERED=1 SECRET_KEY=dummy-for-build\nARG TOKEN\nCOPY . /app\n",
        )]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let lines = project.lines(FileKind::Dockerfile);
    for line in &lines {
        let path = &project.tree.file(line.place.file).path;
        let (_, rest) = line.text.split_once(char::is_whitespace).unwrap_or((&line.text, ""));
        match instruction(&line.text).as_str() {
            "ENV" | "ARG" => {
                let pairs: Vec<(&str, &str)> = if rest.contains('=') {
                    rest.split_whitespace().filter_map(|pair| pair.split_once('=')).collect()
                } else {
                    rest.split_once(char::is_whitespace).into_iter().collect()
                };
                let found = pairs.iter().find(|(name, value)| {
                    let value = value.trim().trim_matches(['"', '\'']);
                    is_secret_name(name)
                        && value.len() >= 8
                        && !value.contains('$')
                        && !value.starts_with('/')
                        && !is_filler(value)
                });
                if let Some((name, _)) = found {
                    return Ok(fail(text! {
                        en: "{path} writes {name} into the image.",
                        ru: "{path} записывает {name} в образ.",
                    })
                    .at_place(Some(line.place_of(project, name))));
                }
            }
            "COPY" | "ADD" => {
                let copied = rest.split_whitespace().find(|word| {
                    let name = word.trim_matches(['"', '[', ']', ',']).rsplit('/').next().unwrap_or("");
                    name == ".env"
                        || name.starts_with(".env.")
                            && !["example", "sample", "template", "dist"]
                                .iter()
                                .any(|end| name.ends_with(end))
                });
                if let Some(name) = copied {
                    return Ok(fail(text! {
                        en: "{path} copies {name} into the image.",
                        ru: "{path} копирует {name} в образ.",
                    })
                    .at_place(Some(line.place)));
                }
            }
            _ => {}
        }
    }
    Ok(lines.first().map_or_else(not_applicable, |line| pass().at_place(Some(line.place))))
}

/// A value for the build alone, so that collectstatic can run.
fn is_filler(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    is_placeholder(value)
        || ["build", "collectstatic", "unused", "temporary", "temp", "not-needed", "nothing", "none"]
            .iter()
            .any(|word| lower.contains(word))
}
