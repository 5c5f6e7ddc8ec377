//! Django still gets security fixes.

use crate::django::{Version, releases};
use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.django-supported",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.djangoproject.com/download/#supported-versions",
    title: text("Django still gets security fixes", "Для Django ещё выходят исправления безопасности"),
    why: text(
        "Holes that are found after a series has ended are published and never fixed in it.",
        "Уязвимости, найденные после окончания поддержки, публикуются, но в этой серии уже не исправляются.",
    ),
    how: text(
        "Upgrade one series at a time, with python -Wd manage.py test before each step.",
        "Обновляйтесь по одной серии, перед каждым шагом запуская python -Wd manage.py test.",
    ),
    examples: &[
        fails("").with(&[("requirements.txt", "Django==3.2.25\n")]),
        fails("").with(&[("requirements.txt", "Django==2.0\n")]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\n")]),
        irrelevant("").with(&[("requirements.txt", "gunicorn==27.0.1\n")]),
        undecided("").with(&[("requirements.txt", "-r base.txt\n")]),
    ],
    check,
};

/// The last weeks in which an upgrade is better planned than begun.
const SOON: i64 = 120;

fn check(project: &Project) -> Verdict {
    let pinned = project.pinned_django()?;
    let Some(requirement) = project.requirements.find("django") else { return Ok(not_applicable()) };
    let place = pinned.as_ref().map_or(requirement.place, |(_, requirement)| requirement.place);
    // pip takes the newest that the requirement admits.
    let series = match &pinned {
        Some((version, _)) => Version::try_from(version).ok(),
        None => releases::admitted(requirement).last().copied(),
    };
    let Some(series) = series else { return Ok(not_applicable()) };
    let Some(today) = project.today else {
        return Err(Undecided::because(text(
            "The date is not known, so neither is whether support has ended.",
            "Дата неизвестна, поэтому нельзя сказать, закончилась ли поддержка.",
        ))
        .at(place));
    };
    let Some(support) = releases::support(series, today) else { return Ok(pass().at_place(Some(place))) };
    let next = releases::supported(today).filter(|release| release.series > series);
    let goal = next.filter(|release| release.long_term).last().or_else(|| releases::supported(today).last());
    let goal = goal.map(releases::Release::latest).unwrap_or_default();
    let Some(release) = releases::release(series) else {
        return Ok(fail(text! {
            en: "Django {series} ended long ago. {goal} is the newest long-term release known here.",
            ru: "Поддержка Django {series} давно закончилась. Последний известный LTS-выпуск — {goal}.",
        })
        .at_place(Some(place)));
    };
    let end = release.support_end;
    Ok(match support {
        releases::Support::Ended => fail(text! {
            en: "Security fixes for Django {series} ended on {end}. The newest long-term release known here is {goal}.",
            ru: "Исправления безопасности для Django {series} закончились {end}. Последний известный LTS-выпуск — {goal}.",
        })
        .at_place(Some(place)),
        _ if today.days_until(end) <= SOON => attention(text! {
            en: "Security fixes for Django {series} end on {end}.",
            ru: "Исправления безопасности для Django {series} закончатся {end}.",
        })
        .at_place(Some(place)),
        _ => pass().at_place(Some(place)).saying(text! {
            en: "Django {series} gets security fixes until {end}.",
            ru: "Исправления безопасности для Django {series} выходят до {end}.",
        }),
    })
}
