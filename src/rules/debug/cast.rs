//! `DEBUG` from the environment is read as a truth value, not as a text.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "debug.cast",
    item: Item::Debug,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#debug",
    title: text("DEBUG is read as a truth value", "DEBUG читается как логическое значение"),
    why: text(
        "An environment variable is a text, and any text that is not empty is true: with DEBUG=False on the server, debug mode is on.",
        "Переменная окружения — это строка, а любая непустая строка истинна: при DEBUG=False на сервере режим отладки включён.",
    ),
    how: text(
        "Compare the text, or read it with a cast to bool.",
        "Сравнивайте строку с нужным значением или читайте её с приведением к bool.",
    ),
    examples: &[
        fails("import os\nDEBUG = os.environ.get('DEBUG', '')"),
        fails("import os\nDEBUG = bool(os.getenv('DEBUG', False))"),
        fails("from decouple import config\nDEBUG = config('DEBUG')"),
        passes("import os\nDEBUG = os.environ.get('DEBUG') == '1'"),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(statement) = project.statement_of("DEBUG") else { return Ok(not_applicable()) };
    let place = project.place_of("DEBUG");
    let variable = project
        .settings
        .module()
        .and_then(|module| {
            module
                .reads
                .iter()
                .find(|read| project.tree.text(read.place).len() > 1 && contains(project, read.place))
        })
        .map(|read| read.name.clone());
    let Some(variable) = variable else { return Ok(not_applicable()) };
    if !is_bare_read(statement) {
        return Ok(pass().at_place(place));
    }
    let reader = project.reader();
    let snippet = reader.assign("DEBUG", &reader.bool(&variable, Some(false)));
    Ok(fail(text! {
        en: "DEBUG is the text of the variable {variable}, and the text \"False\" counts as true.",
        ru: "DEBUG — это строка из переменной {variable}, а строка «False» тоже считается истиной.",
    })
    .at_place(place)
    .fix(Applicability::Safe, Where::Setting("DEBUG"), snippet))
}

/// Whether the place lies in the statement that sets `DEBUG`.
fn contains(project: &Project, place: crate::source::Place) -> bool {
    let event = project.settings.binding("DEBUG").and_then(|binding| binding.history.last());
    event.is_some_and(|event| {
        event.place.file == place.file
            && event.place.span.start <= place.span.start
            && place.span.end <= event.place.span.end
    })
}

/// The right side is nothing but a read of a text, perhaps within `bool(...)`.
fn is_bare_read(statement: &str) -> bool {
    let Some((_, value)) = statement.split_once('=') else { return false };
    let mut value = value.split('#').next().unwrap_or("").trim();
    if let Some(inner) = value.strip_prefix("bool(").and_then(|rest| rest.strip_suffix(')')) {
        value = inner.trim();
    }
    let reads_text =
        ["os.environ.get(", "os.getenv(", "os.environ[", "environ.get(", "environ[", "getenv(", "config("]
            .iter()
            .any(|start| value.starts_with(start));
    let is_whole = value.ends_with(')') || value.ends_with(']');
    let is_one_call = value.matches(['(', '[']).count() == 1;
    reads_text && is_whole && is_one_call && !value.contains("cast") && !value.contains(" in ")
}

#[cfg(test)]
mod tests {
    use super::is_bare_read;

    #[test]
    fn only_reads_of_texts_are_bare() {
        for statement in [
            "DEBUG = os.environ.get('DEBUG', False)",
            "DEBUG = bool(os.getenv('X'))",
            "DEBUG = os.environ['D']  # on",
        ] {
            assert!(is_bare_read(statement), "{statement}");
        }
        for statement in [
            "DEBUG = os.environ.get('DEBUG') == '1'",
            "DEBUG = bool(int(os.environ.get('DEBUG', 0)))",
            "DEBUG = config('DEBUG', cast=bool)",
            "DEBUG = env.bool('DEBUG')",
            "DEBUG = os.environ.get('DEBUG', '').lower() in ('1', 'true')",
        ] {
            assert!(!is_bare_read(statement), "{statement}");
        }
    }
}
