//! Every change is tested by a machine.

use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided};
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

const RUNNERS: &[&str] = &[
    "manage.py test",
    "manage.py\", \"test",
    "django-admin test",
    "pytest",
    "py.test",
    "unittest",
    "tox",
    "nox",
    "coverage run",
    "hatch test",
    "runtests",
];

fn check(project: &Project) -> Verdict {
    let files = project.pipeline_files();
    if files.is_empty() {
        if project.tree.complete {
            return Ok(attention(text("There is no CI configuration.", "Конфигурации CI нет.")));
        }
        return Err(Undecided::not_given(text(
            "No CI configuration (.github/workflows, .gitlab-ci.yml) was given.",
            "Конфигурация CI (.github/workflows, .gitlab-ci.yml) не дана.",
        )));
    }
    let lines = project.pipeline_lines();
    if let Some(line) = lines.iter().find(|line| {
        RUNNERS.iter().any(|runner| line.text.contains(runner)) && !line.text.contains("install")
    }) {
        return Ok(pass().at_place(Some(line.place)));
    }
    if project.pipeline_calls_elsewhere() {
        return Err(Undecided::not_given(text(
            "The CI configuration calls a script, a Makefile or a shared workflow that was not given.",
            "CI вызывает скрипт, Makefile или общий workflow, которого здесь нет.",
        )));
    }
    let path = &project.tree.file(files[0]).path;
    Ok(attention(text! {
        en: "No line of {path} runs the tests.",
        ru: "Ни одна строка в {path} не запускает тесты.",
    }))
}
