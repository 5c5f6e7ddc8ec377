//! Each package is required in one version.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::requirements::{Group, Requirement};
use crate::rules::{
    ALWAYS, Outcome, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes,
    undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.one-version",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://pip.pypa.io/en/stable/reference/requirements-file-format/",
    title: text("Each package is required once", "Каждый пакет указан один раз"),
    why: text(
        "Two versions in one file stop pip; in two files it is chance which of them was tested.",
        "Две версии в одном файле pip ставить откажется, а в разных файлах неизвестно, какую из них проверяли.",
    ),
    how: text(
        "Keep one line for each package, and update the lock file after changing it.",
        "Оставьте по одной строке на пакет и обновляйте lock-файл после изменений.",
    ),
    examples: &[
        fails("").with(&[("requirements.txt", "Django==5.2.19\nDjango==4.2.30\n")]),
        fails("").with(&[("requirements.txt", "Django==5.2.19\nrequests==2.34.2\ndjango==5.2.19\n")]),
        fails("").with(&[
            ("pyproject.toml", "[project]\nname = 'shop'\ndependencies = ['Django>=5.2']\n"),
            ("uv.lock", "[[package]]\nname = \"django\"\nversion = \"4.2.30\"\n"),
        ]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\nrequests==2.34.2\n")]),
        passes("").with(&[(
            "requirements.txt",
            "Django==5.2.19 ; python_version >= '3.10'\nDjango==4.2.30 ; python_version < '3.10'\n",
        )]),
        irrelevant(""),
        undecided("").with(&[("requirements.txt", "-r base.txt\ngunicorn==23.0.0\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.requirements.all.is_empty() {
        return Ok(not_applicable());
    }
    let mut repeated = None;
    let kept: Vec<&Requirement> = project
        .requirements
        .all
        .iter()
        .filter(|one| project.is_hand_kept(one) && one.marker.is_none())
        .collect();
    for (index, one) in kept.iter().enumerate() {
        for other in &kept[index + 1..] {
            if one.name != other.name
                || one.place.file != other.place.file
                || one.group != other.group
                || one.extras != other.extras
            {
                continue;
            }
            match (one.pinned(), other.pinned()) {
                (Some(first), Some(second)) if first != second => {
                    let name = &one.written_name;
                    return Ok(both(
                        fail(text! {
                            en: "{name} is pinned twice in one file: {first} and {second}.",
                            ru: "{name} закреплён дважды в одном файле: {first} и {second}.",
                        }),
                        one,
                        other,
                    ));
                }
                _ => repeated = repeated.or(Some((*one, *other))),
            }
        }
    }
    for one in kept.iter().filter(|one| one.group == Group::Production) {
        if let Some((locked, version)) = locked(project, one)
            && !one.admits(&version)
        {
            let (name, range) = (&one.written_name, &one.versions.text);
            return Ok(both(
                attention(text! {
                    en: "{name} is required as {range}, and the lock file has {version}.",
                    ru: "Для {name} указано {range}, а в lock-файле — {version}.",
                }),
                one,
                locked,
            ));
        }
    }
    Ok(match repeated {
        Some((one, other)) => {
            let name = &one.written_name;
            both(attention(text! { en: "{name} is listed twice.", ru: "{name} указан дважды." }), one, other)
        }
        None => {
            project.lists_all_packages()?;
            pass()
        }
    })
}

fn both(outcome: Outcome, one: &Requirement, other: &Requirement) -> Outcome {
    outcome.at_place(Some(other.place)).related(Some(one.place))
}

/// The one version that a lock file has for the requirement.
fn locked<'a>(
    project: &'a Project,
    requirement: &Requirement,
) -> Option<(&'a Requirement, crate::requirements::Version)> {
    let mut locked = project.requirements.of(&requirement.name).filter(|one| !project.is_hand_kept(one));
    let first = locked.next()?;
    // A lock file may hold a version for each Python.
    if locked.next().is_some() || requirement.url.is_some() {
        return None;
    }
    Some((first, first.pinned()?))
}
