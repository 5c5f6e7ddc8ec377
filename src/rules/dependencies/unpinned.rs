//! A build tomorrow installs what a build today installs.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.unpinned",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
    title: text("Requirements are pinned or locked", "Версии зависимостей закреплены"),
    why: text(
        "Without a bound the next build takes whatever came out meanwhile, a new major version included.",
        "Без ограничения следующая сборка возьмёт то, что успело выйти, вплоть до новой мажорной версии.",
    ),
    how: text(
        "Pin the versions with pip-compile or uv, or commit the lock file.",
        "Закрепите версии через pip-compile или uv либо добавьте в репозиторий lock-файл.",
    ),
    examples: &[
        fails("").with(&[("requirements.txt", "Django==5.2.19\ngunicorn\nrequests>=2\n")]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\ngunicorn==27.0.1\nrequests>=2,<3\n")]),
        passes("").with(&[
            ("requirements.in", "Django\ngunicorn\n"),
            ("requirements.txt", "django==5.2.19\ngunicorn==27.0.1\n"),
        ]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\ngunicorn==27.0.1\npip\nsetuptools>=65\n")]),
        irrelevant("").with(&[("requirements.txt", "Django\n")]),
        irrelevant(""),
        undecided("").with(&[("requirements.txt", "-r base.txt\ngunicorn==23.0.0\n")]),
        undecided("").with(&[("requirements.txt", "-c constraints.txt\ngunicorn\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut asked = false;
    let mut loose: Vec<&crate::requirements::Requirement> = Vec::new();
    for requirement in project.production_requirements() {
        // Django has a rule of its own, and so have addresses. What installs the others is
        // not pinned by pip-compile either.
        let installs = matches!(&*requirement.name, "pip" | "setuptools" | "wheel");
        if installs || requirement.name == "django" || requirement.url.is_some() || requirement.editable {
            continue;
        }
        asked = true;
        let bounded = project.requirements.pinned(&requirement.name).is_some()
            || requirement.versions.has_upper_bound()
            || requirement.constraints.iter().any(|range| range.has_upper_bound());
        if !bounded && !loose.iter().any(|one| one.name == requirement.name) {
            loose.push(requirement);
        }
    }
    if !asked {
        return Ok(not_applicable());
    }
    if loose.is_empty() {
        project.lists_all_packages()?;
        return Ok(pass());
    }
    project.sees_all_constraints()?;
    let shown = loose.iter().take(6).map(|one| one.written_name.as_str()).collect::<Vec<_>>().join(", ");
    let more = loose.len().saturating_sub(6);
    let outcome = match more {
        0 => attention(text! {
            en: "No upper bound and no lock file: {shown}.",
            ru: "Нет верхней границы и lock-файла: {shown}.",
        }),
        _ => attention(text! {
            en: "No upper bound and no lock file: {shown} and {more} more.",
            ru: "Нет верхней границы и lock-файла: {shown} и ещё {more}.",
        }),
    };
    Ok(loose.iter().take(6).fold(outcome, |outcome, one| outcome.at_place(Some(one.place))))
}
