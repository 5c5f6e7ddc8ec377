//! `COPY .` does not take the developer's `.env` along.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Undecided, instruction};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::FileKind;

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
        passes("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n"), (".dockerignore", "*\n!src\n")]),
        undecided("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13\nCOPY . /app\n")]),
        irrelevant("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13\nCOPY src /app\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let copy = project.lines(FileKind::Dockerfile).into_iter().find(|line| {
        let words: Vec<&str> =
            line.text.split_whitespace().skip(1).filter(|word| !word.starts_with("--")).collect();
        matches!(instruction(&line.text).as_str(), "COPY" | "ADD")
            && !line.text.contains("--from=")
            && words.first().is_some_and(|source| matches!(*source, "." | "./"))
    });
    let Some(copy) = copy else { return Ok(not_applicable()) };
    let ignore = project.tree.iter().find(|(_, file)| file.name().ends_with(".dockerignore"));
    let Some((_, ignore)) = ignore else {
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
    };
    let named =
        ignore.text.lines().map(|line| line.trim().trim_start_matches("**/").trim_start_matches('/')).any(
            |pattern| matches!(pattern, "*" | "**" | ".*" | ".env" | ".env*" | ".env.*" | "*.env" | ".e*"),
        );
    if named {
        return Ok(pass().at_place(Some(copy.place)));
    }
    Ok(attention(text(
        "The whole folder is copied into the image, and .dockerignore does not name .env.",
        "В образ копируется вся папка, а .env в .dockerignore не указан.",
    ))
    .at_place(Some(copy.place))
    .fix(Applicability::Safe, Where::File(".dockerignore"), ".env*"))
}
