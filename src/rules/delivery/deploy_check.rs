//! CI asks Django whether the settings are ready.

use crate::model::{Item, Severity, Text, text};
use crate::project::{Command, Project, Undecided};
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
    let deploys = |command: &&Command| command.manages("check") && command.has("--deploy");
    let started = project.started().iter().map(|started| &started.command);
    let tested = project.pipeline_commands().chain(started);
    // A tool that runs commands of its own may hold it as one word.
    let mut all = tested.filter(|command| {
        deploys(command) || command.words.iter().any(|word| word.contains("check --deploy"))
    });
    if let Some(command) = all.next() {
        return Ok(pass().at_place(Some(command.place)));
    }
    let Some(Text { en, ru }) = project.pipelines_named() else {
        if project.tree.complete {
            // That there is no CI at all is said by the rule about tests.
            return Ok(not_applicable());
        }
        return Err(Undecided::not_given(text(
            "No CI configuration (.github/workflows, .gitlab-ci.yml) was given.",
            "Конфигурация CI (.github/workflows, .gitlab-ci.yml) не передана.",
        )));
    };
    project.pipelines_are_told()?;
    Ok(attention(text! {
        en: "No line of {en} runs check --deploy.",
        ru: "Ни одна строка в {ru} не запускает check --deploy.",
    }))
}
