//! CI notices a change of a model without its migration.

use crate::model::{Item, Severity, Text, text};
use crate::project::{Command, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "delivery.migrations-check",
    item: Item::Delivery,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/django-admin/#cmdoption-makemigrations-check",
    title: text("CI looks for missing migrations", "CI проверяет, что миграции на месте"),
    why: text(
        "A model that changed without a migration passes its tests, and fails at the first query in production.",
        "Модель, изменённая без миграции, проходит тесты и падает на первом же запросе в продакшене.",
    ),
    how: text(
        "Run manage.py makemigrations --check --dry-run in CI.",
        "Запускайте в CI manage.py makemigrations --check --dry-run.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[(".gitlab-ci.yml", "test:\n  script:\n    - python manage.py test\n")]),
        passes("DEBUG = False")
            .with(&[(".gitlab-ci.yml", "test:\n  script:\n    - python manage.py makemigrations --check\n")]),
        passes("DEBUG = False").with(&[
            (".gitlab-ci.yml", "test:\n  script: pytest\n"),
            ("requirements-dev.txt", "pytest-django\ndjango-test-migrations\n"),
        ]),
        undecided("DEBUG = False").with(&[(".gitlab-ci.yml", "test:\n  script:\n    - make check\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(Text { en, ru }) = project.pipelines_named() else { return Ok(not_applicable()) };
    let looks = |command: &&Command| {
        command.manages("makemigrations")
            && command.words.iter().any(|word| matches!(&**word, "--check" | "--check-changes"))
            || command.words.iter().any(|word| word.contains("makemigrations") && word.contains("--check"))
            || command.has("check_migrations")
            || command.has("lintmigrations")
    };
    if let Some(command) = project.pipeline_commands().find(looks) {
        return Ok(pass().at_place(Some(command.place)));
    }
    if let Some(found) = project.requirements.find("django-test-migrations") {
        return Ok(pass().at_place(Some(found.place)));
    }
    // A test may do the same.
    let in_tests = project
        .files(FileKind::Python)
        .any(|(_, text)| text.contains("makemigrations") && text.contains("check"));
    if in_tests {
        return Ok(pass());
    }
    project.pipelines_are_told()?;
    Ok(attention(text! {
        en: "No line of {en} runs makemigrations --check.",
        ru: "Ни одна строка в {ru} не запускает makemigrations --check.",
    }))
}
