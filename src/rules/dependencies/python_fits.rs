//! Django runs on the Python that is there.

use crate::django::{Version, releases};
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::requirements;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.python-fits",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "faq/install/#what-python-version-can-i-use-with-django",
    title: text("Django supports this Python", "Django поддерживает этот Python"),
    why: text(
        "On an older Python pip does not install this Django; on a newer one nobody has tested it.",
        "На более старый Python pip этот Django не установит, а на более новом его никто не проверял.",
    ),
    how: text(
        "Choose a Python that this Django supports.",
        "Выберите Python, который поддерживает этот Django.",
    ),
    examples: &[
        fails("")
            .with(&[("requirements.txt", "Django==6.0.10\n"), ("Dockerfile", "FROM python:3.10-slim\n")]),
        fails("").with(&[("requirements.txt", "Django==4.2.30\n"), ("runtime.txt", "python-3.14.1\n")]),
        fails("").with(&[(
            "pyproject.toml",
            "[project]\nname = 'shop'\nrequires-python = '<3.12'\ndependencies = ['Django==6.0.10']\n",
        )]),
        passes("")
            .with(&[("requirements.txt", "Django==5.2.19\n"), ("Dockerfile", "FROM python:3.13-slim\n")]),
        irrelevant("").with(&[("requirements.txt", "Django==5.2.19\n")]),
        irrelevant("").with(&[("Dockerfile", "FROM python:3.9\n")]),
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
    let series = release.series;
    let ((low_major, low), (high_major, high)) = release.pythons;
    let range = format!("{low_major}.{low}–{high_major}.{high}");
    let runtimes = project.runtimes();
    for runtime in &runtimes {
        if release.runs_on(runtime.series) {
            continue;
        }
        let (major, minor) = runtime.series;
        let message = text! {
            en: "The Python here is {major}.{minor}; Django {series} supports {range}.",
            ru: "Здесь Python {major}.{minor}, а Django {series} поддерживает {range}.",
        };
        let outcome = if runtime.series < release.pythons.0 { fail(message) } else { attention(message) };
        return Ok(outcome.at_place(Some(runtime.place)).related(Some(requirement.place)));
    }
    if let Some(python) = &project.requirements.python {
        let admitted = |(major, minor): (u32, u32)| {
            // The patch does not matter to Django, and bounds may name one.
            [0_u64, 99].iter().any(|patch| {
                python.versions.admits(&requirements::Version::new([
                    u64::from(major),
                    u64::from(minor),
                    *patch,
                ]))
            })
        };
        if !releases::pythons().any(|series| release.runs_on(series) && admitted(series)) {
            let written = &python.versions.text;
            let newer = releases::pythons().any(|series| series > release.pythons.1 && admitted(series));
            let grade = if newer { attention } else { fail };
            return Ok(grade(text! {
                en: "The project asks for Python {written}; Django {series} supports {range}.",
                ru: "Проект требует Python {written}, а Django {series} поддерживает {range}.",
            })
            .at_place(Some(python.place))
            .related(Some(requirement.place)));
        }
        return Ok(pass().at_place(Some(python.place)));
    }
    Ok(match runtimes.first() {
        Some(runtime) => pass().at_place(Some(runtime.place)),
        None => not_applicable(),
    })
}
