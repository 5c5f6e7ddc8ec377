//! Every change is tested by a machine.

use crate::model::{Item, Severity, Text, text};
use crate::project::{Command, Project, Undecided};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "delivery.pipeline-tests",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/testing/overview/#running-tests",
    title: text("CI runs the tests", "CI запускает тесты"),
    why: text(
        "Tests that depend on somebody remembering them are skipped on the day of the urgent fix.",
        "Тесты, о которых надо помнить, пропускают именно в день срочной правки.",
    ),
    how: text(
        "Add a step that runs the tests on every push.",
        "Добавьте шаг, который запускает тесты при каждом push.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[(
            ".github/workflows/deploy.yml",
            "on: push\njobs:\n  deploy:\n    steps:\n      - run: fly deploy\n",
        )]),
        passes("DEBUG = False").with(&[(
            ".github/workflows/ci.yml",
            "on: push\njobs:\n  test:\n    steps:\n      - run: python manage.py test\n",
        )]),
        passes("DEBUG = False").with(&[(".gitlab-ci.yml", "test:\n  script:\n    - uv run pytest\n")]),
        undecided("DEBUG = False")
            .with(&[(".github/workflows/ci.yml", "jobs:\n  test:\n    steps:\n      - run: make test\n")]),
        undecided("DEBUG = False"),
    ],
    check,
};

/// Programs that run tests.
const RUNNERS: &[&str] =
    &["pytest", "py.test", "unittest", "tox", "nox", "runtests", "runtests.py", "nosetests", "ward"];

fn check(project: &Project) -> Verdict {
    let Some(Text { en, ru }) = project.pipelines_named() else {
        if project.tree.complete {
            return Ok(attention(text("There is no CI configuration.", "Конфигурации CI нет.")));
        }
        return Err(Undecided::not_given(text(
            "No CI configuration (.github/workflows, .gitlab-ci.yml) was given.",
            "Конфигурация CI (.github/workflows, .gitlab-ci.yml) не передана.",
        )));
    };
    if let Some(command) = project.pipeline_commands().find(|command| tests(command)) {
        return Ok(pass().at_place(Some(command.place)));
    }
    project.pipelines_are_told()?;
    Ok(attention(text! {
        en: "No line of {en} runs the tests.",
        ru: "Ни одна строка в {ru} не запускает тесты.",
    }))
}

fn tests(command: &Command) -> bool {
    if command.has("install") || command.has("apt-get") {
        return false;
    }
    // A word may hold a whole command: `session.run("pytest")`, `sh 'python manage.py test'`.
    let inside = |word: &String| {
        word.contains("manage.py test")
            || word
                .split(|c: char| !c.is_alphanumeric() && c != '.' && c != '_')
                .any(|part| RUNNERS.contains(&part))
    };
    command.manages("test")
        || command.program() == "hatch" && command.has("test")
        || command.words.iter().any(inside)
}
