//! The sample of .env names what has to be set.

use crate::model::{Item, Severity, text};
use crate::project::{Project, is_for_development};
use crate::python::EnvironmentRead;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "configuration.env-example",
    item: Item::Configuration,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-environ.readthedocs.io/en/latest/quickstart.html",
    title: text(
        "The sample .env names every required variable",
        "В образце .env есть все обязательные переменные",
    ),
    why: text(
        "Whoever sets up a server copies the sample, and the site stops at the first variable that it lacks.",
        "Сервер настраивают по образцу, и сайт не запустится на первой же переменной, которой в нём нет.",
    ),
    how: text("Add the names to the sample, without values.", "Допишите имена в образец, без значений."),
    examples: &[
        fails("import os\nSECRET_KEY = os.environ['SECRET_KEY']").with(&[(".env.example", "DEBUG=\n")]),
        passes("import os\nSECRET_KEY = os.environ['SECRET_KEY']")
            .with(&[(".env.example", "# SECRET_KEY=\n")]),
        passes("import os\nX = os.environ.get('X', '')").with(&[(".env.example", "DEBUG=\n")]),
        irrelevant("import os\nSECRET_KEY = os.environ['SECRET_KEY']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let (Some(entry), Some(module)) = (project.judged(), project.settings.module()) else {
        return Ok(not_applicable());
    };
    // Of this project, not of another part of the repository.
    let own = &project.tree.file(entry.file).path;
    let sample = project.files(FileKind::Env).find(|(id, _)| {
        let (path, name) = (&project.tree.file(*id).path, project.tree.file(*id).name());
        let folder = &path[..path.len() - name.len()];
        let lower = name.to_ascii_lowercase();
        own.starts_with(folder)
            && !is_for_development(name)
            && ["example", "sample", "template", "dist"].iter().any(|word| lower.contains(word))
    });
    let Some((id, text)) = sample else { return Ok(not_applicable()) };
    // A name in a comment tells too.
    let is_named = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            !text[..at].ends_with(is_word) && !text[at + name.len()..].starts_with(is_word)
        })
    };
    let mut missing: Vec<&EnvironmentRead> = Vec::new();
    for read in module.reads.iter().filter(|read| read.required && read.default.is_none()) {
        // What stands in a branch or a function may never be asked for.
        let statement = project.statement_around(read.place).unwrap_or(read.place);
        let source = &project.tree.file(statement.file).text;
        let above = &source[..statement.span.start as usize];
        let whole = project.tree.text(statement);
        let certain = (above.is_empty() || above.ends_with(['\n', '\r']))
            && !whole.contains(" if ")
            && !whole.contains("setdefault");
        if !certain {
            continue;
        }
        if !is_named(&read.name) && !missing.iter().any(|other| other.name == read.name) {
            missing.push(read);
        }
    }
    if missing.is_empty() {
        return Ok(pass());
    }
    let path = &project.tree.file(id).path;
    let names = missing.iter().map(|read| &*read.name).collect::<Vec<_>>().join(", ");
    let outcome = attention(text! {
        en: "Required, and not in {path}: {names}.",
        ru: "Обязательны, но в {path} не упомянуты: {names}.",
    });
    Ok(missing.iter().fold(outcome, |outcome, read| outcome.at_place(Some(read.place))))
}
