//! CI asks Django whether the settings are ready.

use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "delivery.deploy-check",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/django-admin/#cmdoption-check-deploy",
    title: text("CI runs check --deploy", "CI запускает check --deploy"),
    why: text(
        "Without it a setting that was right at the first release goes wrong unseen in the tenth.",
        "Без этого настройка, верная в первом релизе, незаметно ломается в десятом.",
    ),
    how: text(
        "Run manage.py check --deploy --fail-level WARNING with the production settings in CI.",
        "Запускайте в CI manage.py check --deploy --fail-level WARNING с настройками продакшена.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[(".gitlab-ci.yml", "test:\n  script:\n    - pytest\n")]),
        passes("DEBUG = False").with(&[(
            ".gitlab-ci.yml",
            "test:\n  script:\n    - python manage.py check --deploy --fail-level WARNING\n",
        )]),
        undecided("DEBUG = False").with(&[(".gitlab-ci.yml", "test:\n  script:\n    - make check\n")]),
        undecided("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let files = project.pipeline_files();
    let deploys = |text: &str| text.contains("--deploy") && text.contains("check");
    if let Some(line) =
        project.pipeline_lines().into_iter().chain(project.start_lines()).find(|line| deploys(&line.text))
    {
        return Ok(pass().at_place(Some(line.place)));
    }
    if files.is_empty() {
        if project.tree.complete {
            // That there is no CI at all is said by the rule about tests.
            return Ok(not_applicable());
        }
        return Err(Undecided::not_given(text(
            "No CI configuration (.github/workflows, .gitlab-ci.yml) was given.",
            "Конфигурация CI (.github/workflows, .gitlab-ci.yml) не дана.",
        )));
    }
    if project.pipeline_calls_elsewhere() {
        return Err(Undecided::not_given(text(
            "The CI configuration calls a script, a Makefile or a shared workflow that was not given.",
            "CI вызывает скрипт, Makefile или общий workflow, которого здесь нет.",
        )));
    }
    let path = &project.tree.file(files[0]).path;
    Ok(attention(text! {
        en: "No line of {path} runs check --deploy.",
        ru: "Ни одна строка в {path} не запускает check --deploy.",
    }))
}
