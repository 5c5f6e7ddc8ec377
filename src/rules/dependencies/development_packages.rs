//! Tools of the developer stay on the developer's machine.

use crate::django::packages;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::sort_by;

pub(super) static RULE: Rule = Rule {
    id: "dependencies.development-packages",
    item: Item::Readiness,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://pip.pypa.io/en/stable/user_guide/#requirements-files",
    title: text("Production installs no development tools", "В продакшен не ставятся инструменты разработки"),
    why: text(
        "Test runners, debuggers and linters make the image larger and slower to build, and give an intruder tools.",
        "Тестовые фреймворки, отладчики и линтеры увеличивают образ и время сборки и дают взломщику лишние инструменты.",
    ),
    how: text(
        "Move them to a file or group of their own, which production does not install.",
        "Вынесите их в отдельный файл или группу, которые в продакшен не ставятся.",
    ),
    examples: &[
        fails("").with(&[("requirements.txt", "Django==5.2.19\npytest==9.0.1\nipython==9.7.0\n")]),
        passes("")
            .with(&[("requirements.txt", "Django==5.2.19\n"), ("requirements-dev.txt", "pytest==9.0.1\n")]),
        // The site does not start without it: that it is on for everybody is told.
        passes("INSTALLED_APPS = ['debug_toolbar']")
            .with(&[("requirements.txt", "Django==5.2.19\ndjango-debug-toolbar==6.1.0\n")]),
        // A program beside the site, with an image of its own.
        passes("").with(&[
            ("requirements.txt", "Django==5.2.19\n"),
            ("scanner/requirements.txt", "selenium==4.25.0\n"),
            (
                "scanner/Dockerfile",
                "FROM python:3.13\nRUN pip install -r requirements.txt\nCMD [\"python\", \"app.py\"]\n",
            ),
        ]),
        irrelevant(""),
        undecided("").with(&[("requirements.txt", "-r base.txt\ngunicorn==23.0.0\n")]),
    ],
    check,
};

/// Packages without a use in production.
const TOOLS: &[&str] = &[
    "autopep8",
    "bandit",
    "black",
    "bpython",
    "coverage",
    "django-browser-reload",
    "django-debug-toolbar",
    "django-pdb",
    "django-stubs",
    "django-test-plus",
    "django-upgrade",
    "django-watchfiles",
    "django-zeal",
    "djangorestframework-stubs",
    "djlint",
    "factory-boy",
    "flake8",
    "freezegun",
    "ipdb",
    "ipykernel",
    "ipython",
    "isort",
    "jupyter",
    "jupyterlab",
    "mkdocs",
    "model-bakery",
    "mypy",
    "nose",
    "notebook",
    "nplusone",
    "pip-audit",
    "pip-tools",
    "pre-commit",
    "ptpython",
    "pudb",
    "pycodestyle",
    "pyflakes",
    "pylint",
    "pylint-django",
    "pyright",
    "pytest",
    "pytest-cov",
    "pytest-django",
    "pytest-mock",
    "pytest-sugar",
    "pytest-xdist",
    "responses",
    "ruff",
    "safety",
    "selenium",
    "sphinx",
    "time-machine",
    "tox",
    "watchdog",
    "yapf",
];

fn check(project: &Project) -> Verdict {
    if project.production_requirements().next().is_none() {
        return Ok(not_applicable());
    }
    let mut found: Vec<_> = project
        .production_requirements()
        .filter(|one| TOOLS.binary_search(&one.name.as_str()).is_ok())
        .collect();
    // Sentry, Selenium and their like need a real use to be there on their own:
    // a package that another one brings is not listed by hand.
    found.retain(|one| !one.locked || one.name.starts_with("pytest") || one.name.starts_with("django-debug"));
    // What is installed whatever DEBUG is has to be there.
    let apps = project.settings.list("INSTALLED_APPS");
    let is_app = |name: &str| {
        apps.iter()
            .flat_map(|apps| apps.strs())
            .any(|(app, _)| packages::distributions(app).any(|one| one == name))
    };
    found.retain(|one| !is_app(&one.name));
    sort_by(&mut found, |one, other| one.name.cmp(&other.name));
    found.dedup_by(|one, other| one.name == other.name);
    if found.is_empty() {
        project.lists_all_packages()?;
        return Ok(pass());
    }
    let names = found.iter().map(|one| one.written_name.as_str()).collect::<Vec<_>>().join(", ");
    let outcome = attention(text! {
        en: "Among the requirements of production: {names}.",
        ru: "Среди продакшен-зависимостей: {names}.",
    });
    Ok(found.iter().fold(outcome, |outcome, one| outcome.at_place(Some(one.place))))
}

#[cfg(test)]
mod tests {
    #[test]
    fn tools_are_in_order() {
        assert!(super::TOOLS.is_sorted());
    }
}
