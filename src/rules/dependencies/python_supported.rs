//! Python still gets security fixes.

use crate::django::releases;
use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.python-supported",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://devguide.python.org/versions/",
    title: text("Python still gets security fixes", "Для Python ещё выходят исправления безопасности"),
    why: text(
        "Holes in Python's own TLS, HTTP and XML code stay open after the series has ended.",
        "После окончания поддержки уязвимости в TLS, HTTP и XML самого Python остаются открытыми.",
    ),
    how: text(
        "Move to the newest Python that this Django supports.",
        "Перейдите на самый новый Python, который поддерживает этот Django.",
    ),
    examples: &[
        fails("").with(&[("Dockerfile", "FROM python:3.8-slim\n")]),
        passes("").with(&[("Dockerfile", "FROM python:3.13-slim\n")]),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let runtimes = project.runtimes();
    let Some(first) = runtimes.first() else { return Ok(not_applicable()) };
    let Some(today) = project.today else {
        return Err(Undecided::because(text(
            "The date is not known, so neither is whether support has ended.",
            "Дата неизвестна, поэтому нельзя сказать, закончилась ли поддержка.",
        ))
        .at(first.place));
    };
    for runtime in &runtimes {
        let Some(end) = releases::python_support_end(runtime.series).filter(|end| *end < today) else {
            continue;
        };
        let (major, minor) = runtime.series;
        return Ok(attention(text! {
            en: "Security fixes for Python {major}.{minor} ended on {end}.",
            ru: "Исправления безопасности для Python {major}.{minor} закончились {end}.",
        })
        .at_place(Some(runtime.place)));
    }
    Ok(pass().at_place(Some(first.place)))
}
