//! The file with the secrets stays out of the repository.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Holds, Project, Undecided, Variable, is_secret_name};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

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
        fails("DEBUG = False")
            .with(&[("deploy/.env", "DB_PASSWORD=hunter2\n"), (".gitignore", "/.env\n!.env\n")]),
        passes("DEBUG = False")
            .with(&[("deploy/.env", "DB_PASSWORD=hunter2\n"), (".gitignore", "deploy/\n")]),
        undecided("DEBUG = False").with(&[(".env", "DB_PASSWORD=hunter2\n")]),
        irrelevant("DEBUG = False").with(&[(".env.example", "DB_PASSWORD=\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let found = project.environment_files().filter(|(_, sample)| !sample).find_map(|(file, _)| {
        let is_secret = |variable: &Variable| {
            let set = variable.value.as_deref().is_some_and(|value| !value.is_empty());
            set && is_secret_name(&variable.name) && variable.holds() != Holds::Placeholder
        };
        project.environment_variables(file).into_iter().find(is_secret)
    });
    let Some(variable) = found else { return Ok(not_applicable()) };
    let place = Some(variable.place);
    let file = project.tree.file(variable.place.file);
    let (path, name) = (&file.path, file.name());
    match project.is_git_ignored(path) {
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
