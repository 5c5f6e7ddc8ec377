//! Which Django gets installed is written down.

use crate::django::releases;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.django-pinned",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://pip.pypa.io/en/stable/topics/repeatable-installs/",
    title: text("The version of Django is fixed", "Версия Django зафиксирована"),
    why: text(
        "Otherwise the next build may bring another Django than the one that was tested.",
        "Иначе следующая сборка может принести не тот Django, который проверяли.",
    ),
    how: text(
        "Pin Django in the requirements, or keep a lock file beside them.",
        "Закрепите версию Django в зависимостях или держите рядом lock-файл.",
    ),
    examples: &[
        fails("").with(&[("requirements.txt", "Django\ngunicorn==27.0.1\n")]),
        fails("").with(&[("requirements.txt", "Django>=4.2\n")]),
        fails("").with(&[("requirements.txt", "Django>=4.2,<6\n")]),
        fails("").with(&[("requirements.txt", "gunicorn==27.0.1\nrequests==2.34.2\n")]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\n")]),
        passes("").with(&[("requirements.txt", "django~=5.2.1\n")]),
        passes("").with(&[
            ("requirements.in", "Django\n"),
            ("requirements.txt", "django==5.2.19\n    # via -r requirements.in\n"),
        ]),
        passes("").with(&[("requirements.txt", "wagtail==8.0.1\n")]),
        undecided(""),
        irrelevant("")
            .with(&[("requirements.txt", "Django @ git+https://github.com/django/django@5f2a1bc\n")]),
    ],
    check,
};

/// Packages that bring Django along, and hold its version in bounds.
const BRING: &[&str] = &["wagtail", "django-cms", "django-oscar"];

fn check(project: &Project) -> Verdict {
    let Some(django) = project.package("django")? else {
        // A file that could not be read is another rule's.
        if project.requirements.all.is_empty() {
            return Ok(not_applicable());
        }
        if let Some(found) = BRING.iter().find_map(|name| project.requirements.pinned(name)) {
            return Ok(pass().at_place(Some(found.1.place)));
        }
        return Ok(attention(text(
            "Django is not among the requirements.",
            "Django нет среди зависимостей.",
        ))
        .at_place(project.requirements.all.first().map(|requirement| requirement.place)));
    };
    if let Some((_, requirement)) = project.requirements.pinned("django") {
        return Ok(pass().at_place(Some(requirement.place)));
    }
    if django.url.is_some() {
        return Ok(not_applicable());
    }
    project.sees_all_constraints()?;
    let written = project.tree.text(django.place).to_owned();
    let series = releases::admitted(django);
    let bounded =
        django.versions.has_upper_bound() || django.constraints.iter().any(|range| range.has_upper_bound());
    let outcome = match series.as_slice() {
        // A patch of the same series fixes and breaks nothing.
        [_] if bounded => return Ok(pass().at_place(Some(django.place))),
        [first, .., last] if bounded => attention(text! {
            en: "The requirement {written} allows everything from Django {first} to {last}.",
            ru: "Запись {written} допускает любой Django с {first} по {last}.",
        }),
        _ => fail(text! {
            en: "The requirement {written} allows every later Django.",
            ru: "Запись {written} допускает любой будущий Django.",
        }),
    }
    .at_place(Some(django.place));
    let latest = releases::release(project.django.version).map(releases::Release::latest);
    let line = latest.filter(|latest| latest.parse().is_ok_and(|version| django.admits(&version)));
    Ok(match line.and_then(|latest| project.pinned_line(django, &latest)) {
        Some(line) => outcome.fix(Applicability::Unsafe, Where::Requirement(django.place), line),
        None => outcome,
    })
}
