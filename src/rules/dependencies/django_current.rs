//! The newest patch of the series is installed.

use crate::django::{DATA_DATE, Version, releases};
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.django-current",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.djangoproject.com/en/stable/releases/",
    title: text("Django has its newest patch", "Установлен последний патч Django"),
    why: text(
        "Patches bring security fixes and little else: each one that is left out is a list of known holes.",
        "Патчи содержат исправления безопасности и почти ничего кроме: каждый пропущенный — это список известных уязвимостей.",
    ),
    how: text(
        "Install the newest patch of the series: patches are meant to break nothing.",
        "Установите последний патч серии: патчи не должны ничего ломать.",
    ),
    examples: &[
        fails("").with(&[("requirements.txt", "Django==5.2.1\n")]),
        fails("").with(&[("requirements.txt", "Django==6.1rc1\n")]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\n")]),
        irrelevant("").with(&[("requirements.txt", "Django>=5.2\n")]),
        irrelevant(""),
        undecided("").with(&[("requirements.txt", "-r base.txt\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some((version, requirement)) = project.pinned_django()? else {
        return Ok(not_applicable());
    };
    let Some(release) = Version::try_from(&version).ok().and_then(releases::release) else {
        return Ok(not_applicable());
    };
    let latest = release.latest();
    let outcome = if version.any_prerelease() {
        attention(text! {
            en: "Django {version} is a pre-release; {latest} is out.",
            ru: "Django {version} — предварительный выпуск; уже вышел {latest}.",
        })
    } else if latest.parse().is_ok_and(|latest: crate::requirements::Version| version < latest) {
        let series = release.series;
        attention(text! {
            en: "Django is {version}; as of {DATA_DATE} the newest patch of {series} is {latest}.",
            ru: "Установлен Django {version}; последний патч серии {series} на {DATA_DATE} — {latest}.",
        })
    } else {
        return Ok(pass().at_place(Some(requirement.place)));
    }
    .at_place(Some(requirement.place));
    // What a tool has written is for the tool to change.
    let line = if requirement.locked { None } else { project.pinned_line(requirement, &latest) };
    Ok(match line {
        Some(line) => outcome.fix(Applicability::Safe, Where::Requirement(requirement.place), line),
        None => outcome,
    })
}
