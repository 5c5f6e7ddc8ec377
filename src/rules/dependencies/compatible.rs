//! The pinned packages can be installed together.

use crate::django::packages;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::requirements::{Version, VersionRange};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.compatible",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://pip.pypa.io/en/stable/topics/dependency-resolution/",
    title: text("The pinned packages fit together", "Закреплённые версии пакетов совместимы"),
    why: text(
        "pip refuses to install a set of pins that contradict each other, so the build breaks.",
        "pip откажется ставить противоречащие друг другу версии, и сборка упадёт.",
    ),
    how: text(
        "Choose a version of the package that allows this Django, or another Django.",
        "Выберите версию пакета, которая допускает этот Django, или другой Django.",
    ),
    examples: &[
        fails("").with(&[("requirements.txt", "Django==4.2.30\ndjangorestframework==3.18.3\n")]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\ndjangorestframework==3.18.3\n")]),
        // Bounds of older releases are not known, so nothing is said of them.
        passes("").with(&[("requirements.txt", "Django==4.2.30\ndjangorestframework==3.15.2\n")]),
        irrelevant("").with(&[("requirements.txt", "Django>=5.2\ndjangorestframework==3.18.3\n")]),
        undecided("").with(&[("requirements.txt", "-r base.txt\n")]),
    ],
    check,
};

/// Packages of which another rule knows more releases.
const APART: &[&str] = &["django-prometheus"];

fn check(project: &Project) -> Verdict {
    let Some((django, pin)) = project.pinned_django()? else { return Ok(not_applicable()) };
    for requirement in project.production_requirements() {
        let told = |package: &packages::Package| !package.django.is_empty() && !APART.contains(&package.name);
        let Some(package) = packages::package(&requirement.name).filter(|package| told(package)) else {
            continue;
        };
        let Some(version) = requirement.pinned() else { continue };
        if package.latest.parse::<Version>().ok().as_ref() != Some(&version) {
            continue;
        }
        if VersionRange::parse(package.django).is_ok_and(|range| !range.admits(&django)) {
            let (name, bounds) = (&requirement.written_name, package.django);
            return Ok(fail(text! {
                en: "{name} {version} asks for Django {bounds}, and Django is pinned to {django}.",
                ru: "{name} {version} требует Django {bounds}, а закреплён Django {django}.",
            })
            .at_place(Some(requirement.place))
            .related(Some(pin.place)));
        }
    }
    project.lists_all_packages()?;
    Ok(pass().at_place(Some(pin.place)))
}
