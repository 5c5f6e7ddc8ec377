//! The file with the secrets stays out of the repository.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Undecided, is_secret_name};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::{FileKind, Place, Span};

pub(super) static RULE: Rule = Rule {
    id: "configuration.env-file",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-environ.readthedocs.io/en/latest/faq.html",
    title: text(".env is kept out of the repository", "Файл .env не попадает в репозиторий"),
    why: text(
        "Secrets that were moved from the settings to a .env file are in the repository again as soon as that file is committed.",
        "Если закоммитить .env, вынесенные из настроек секреты снова окажутся в репозитории.",
    ),
    how: text(
        "Name the file in .gitignore, take it out of the repository with git rm --cached, and change the secrets in it.",
        "Добавьте файл в .gitignore, уберите его из репозитория командой git rm --cached и смените секреты.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[(".env", "DB_PASSWORD=hunter2\n"), (".gitignore", "*.pyc\n")]),
        passes("DEBUG = False").with(&[(".env", "DB_PASSWORD=hunter2\n"), (".gitignore", "*.pyc\n.env\n")]),
        passes("DEBUG = False")
            .with(&[(".env.production", "DB_PASSWORD=hunter2\n"), (".gitignore", ".env*\n")]),
        undecided("DEBUG = False").with(&[(".env", "DB_PASSWORD=hunter2\n")]),
        irrelevant("DEBUG = False").with(&[(".env.example", "DB_PASSWORD=\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let found = project.files(FileKind::Env).find_map(|(id, text)| {
        let file = project.tree.file(id);
        let sample = ["example", "sample", "template", "dist", "default", "test", "_ci", ".ci"]
            .iter()
            .any(|word| file.path.to_ascii_lowercase().contains(word));
        let secret = text.lines().find(|line| {
            let line = line.trim().trim_start_matches("export ");
            line.split_once('=').is_some_and(|(name, value)| {
                is_secret_name(name.trim()) && !value.trim().trim_matches(['"', '\'']).is_empty()
            })
        });
        secret.filter(|_| !sample).map(|line| (id, line))
    });
    let Some((id, line)) = found else { return Ok(not_applicable()) };
    let file = project.tree.file(id);
    let (path, name) = (&file.path, file.name());
    // The name alone: nothing masks a value that has no quotes.
    let offset = file.text.find(line).unwrap_or(0);
    let length = line.find('=').unwrap_or(0);
    let place = Some(Place { file: id, span: Span::new(offset as u32, (offset + length) as u32) });
    let ignored = project
        .tree
        .iter()
        .filter(|(_, file)| file.name() == ".gitignore")
        .map(|(_, ignore)| ignore.text.lines().any(|pattern| matches(pattern, path, name)));
    match ignored.reduce(|one, other| one || other) {
        Some(true) => Ok(pass().at_place(place)),
        Some(false) => Ok(fail(text! {
            en: "{path} holds secrets, and .gitignore does not name it.",
            ru: "В {path} лежат секреты, а в .gitignore его нет.",
        })
        .at_place(place)
        .fix(Applicability::Safe, Where::File(".gitignore"), name.to_owned())),
        None if project.tree.complete => Ok(attention(text! {
            en: "{path} holds secrets, and there is no .gitignore.",
            ru: "В {path} лежат секреты, а файла .gitignore нет.",
        })
        .at_place(place)
        .fix(Applicability::Safe, Where::File(".gitignore"), name.to_owned())),
        None => Err(Undecided::not_given(text! {
            en: "{path} holds secrets; whether git ignores it is told by .gitignore, which was not given.",
            ru: "В {path} лежат секреты. Исключён ли он из git, видно из .gitignore, а его здесь нет.",
        })),
    }
}

/// Whether a line of `.gitignore` names the file: exactly, or with one `*`.
fn matches(pattern: &str, path: &str, name: &str) -> bool {
    let pattern = pattern.trim().trim_start_matches("**/").trim_start_matches('/');
    if pattern.is_empty() || pattern.starts_with(['#', '!']) {
        return false;
    }
    if let Some(folder) = pattern.strip_suffix('/') {
        return path.starts_with(&format!("{folder}/"));
    }
    [path, name].iter().any(|text| match pattern.split_once('*') {
        Some((start, end)) => {
            text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end)
        }
        None => *text == pattern,
    })
}
