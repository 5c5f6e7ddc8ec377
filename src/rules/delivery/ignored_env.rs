//! `COPY .` does not take the developer's `.env` along.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Undecided};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "delivery.ignored-env",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
    title: text(".dockerignore keeps .env and .git out", ".dockerignore не пускает в образ .env и .git"),
    why: text(
        "COPY . takes everything that lies in the folder of whoever builds: their .env, their database file, the history of the repository.",
        "COPY . забирает всё, что лежит в папке у того, кто собирает: его .env, файл базы, историю репозитория.",
    ),
    how: text("Name .env and .git in .dockerignore.", "Впишите .env и .git в .dockerignore."),
    examples: &[
        fails("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n"), (".dockerignore", "*.pyc\n")]),
        passes("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n"), (".dockerignore", ".git\n.env*\n")]),
        fails("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n"), (".dockerignore", "*\n!*\n.git\n")]),
        passes("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n"), (".dockerignore", "*\n!src\n")]),
        // A developer's database lies beside the code.
        fails("from pathlib import Path\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': Path(__file__).parent / 'db.sqlite3'}}")
            .with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n"), (".dockerignore", ".git\n.env*\n")]),
        passes("from pathlib import Path\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': Path(__file__).parent / 'db.sqlite3'}}")
            .with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n"), (".dockerignore", ".git\n.env*\n*.sqlite3\n")]),
        undecided("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n")]),
        irrelevant("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13\nCOPY src /app\n")]),
        // Pages in JavaScript, beside the site.
        irrelevant("DEBUG = False").with(&[("admin/Dockerfile", "FROM node:22\nCOPY . .\nRUN pnpm build\n"), (".dockerignore", "*.pyc\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut copies = project.images().flat_map(|image| &image.stages).flat_map(|stage| &stage.copies);
    let whole = |source: &String| matches!(source.as_str(), "." | "./" | "/");
    let Some(copy) = copies.find(|copy| copy.sources.iter().any(whole)) else { return Ok(not_applicable()) };
    // From whichever folder above it the image is built.
    let above = |path: &String| {
        path.match_indices('/')
            .map(|(at, _)| &path[at + 1..])
            .any(|below| project.is_docker_ignored(below) == Some(true))
    };
    let database = project.local_database().filter(|path| !above(path));
    let lacking: Vec<&str> = [Some(".env"), Some(".git/config"), database.as_deref()]
        .into_iter()
        .flatten()
        .filter(|name| project.is_docker_ignored(name) == Some(false))
        .collect();
    if project.is_docker_ignored(".env").is_none() {
        if project.tree.complete {
            return Ok(attention(text(
                "The whole folder is copied into the image, and there is no .dockerignore.",
                "В образ копируется вся папка, а файла .dockerignore нет.",
            ))
            .at_place(Some(copy.place))
            .fix(Applicability::Safe, Where::File(".dockerignore"), ".env*\n.git\n*.sqlite3\n"));
        }
        return Err(Undecided::not_given(text(
            "The whole folder is copied into the image; what is left out is told by .dockerignore, which was not given.",
            "В образ копируется вся папка. Что исключено, видно из .dockerignore, а его здесь нет.",
        )));
    }
    let Some(first) = lacking.first() else { return Ok(pass().at_place(Some(copy.place))) };
    let name =
        if Some(*first) == database.as_deref() { first } else { first.split('/').next().unwrap_or(first) };
    Ok(attention(text! {
        en: "The whole folder is copied into the image, and .dockerignore lets {name} in.",
        ru: "В образ копируется вся папка, а .dockerignore пропускает {name}.",
    })
    .at_place(Some(copy.place))
    .fix(Applicability::Safe, Where::File(".dockerignore"), if name == ".env" { ".env*" } else { name }))
}
