//! Somebody still cares for each package.

use crate::django::packages::{Standing, advice};
use crate::model::{Item, Severity, Text, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::sort_by_key;

pub(super) static RULE: Rule = Rule {
    id: "dependencies.maintained",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/upgrade-version/#dependencies",
    title: text(
        "Packages are maintained and fit for production",
        "Пакеты поддерживаются и годятся для продакшена",
    ),
    why: text(
        "Holes in a package that nobody maintains stay open, and it will break with some later Django.",
        "Уязвимости в заброшенном пакете останутся открытыми, а с какой-то версией Django он перестанет работать.",
    ),
    how: text("Move to the package that is named.", "Перейдите на предложенный пакет."),
    examples: &[
        fails("").with(&[("requirements.txt", "Django==5.2.19\nraven==6.10.0\n")]),
        fails("").with(&[("requirements.txt", "Django==5.2.19\ndjango-ckeditor==6.7.3\nbleach==6.3.0\n")]),
        passes("").with(&[("requirements.txt", "Django==5.2.19\nsentry-sdk==2.75.0\n")]),
        irrelevant(""),
        undecided("").with(&[("requirements.txt", "-r base.txt\ngunicorn==23.0.0\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.requirements.is_given() || project.requirements.all.is_empty() {
        return Ok(not_applicable());
    }
    let mut found: Vec<_> = Vec::new();
    for requirement in project.production_requirements() {
        let Some(advice) = advice(&requirement.name, project.django.version) else { continue };
        // What a tool resolved may be another package's choice.
        let chosen =
            !requirement.locked || requirement.name.starts_with("django") || requirement.name == "raven";
        if chosen
            && advice.standing != Standing::Superseded
            && !found.iter().any(|(one, _)| *one == advice.name)
        {
            found.push((advice.name, (advice, requirement.place)));
        }
    }
    sort_by_key(&mut found, |(_, (advice, _))| advice.standing);
    let Some((_, (first, place))) = found.first() else {
        project.lists_all_packages()?;
        return Ok(pass());
    };
    let outcome = attention(sentence(first)).at_place(Some(*place));
    if found.len() == 1 {
        return Ok(outcome);
    }
    let en =
        found.iter().map(|(_, (advice, _))| sentence(advice).en.into_owned()).collect::<Vec<_>>().join(" ");
    let ru =
        found.iter().map(|(_, (advice, _))| sentence(advice).ru.into_owned()).collect::<Vec<_>>().join(" ");
    let outcome = outcome.saying(text! { en: "{en}", ru: "{ru}" });
    Ok(found.iter().skip(1).fold(outcome, |outcome, (_, (_, place))| outcome.at_place(Some(*place))))
}

/// What is wrong with the package, and what to use.
fn sentence(advice: &crate::django::packages::Advice) -> Text {
    let (en, ru) = (&advice.note.en, &advice.note.ru);
    let instead = advice.instead.join(", ");
    match advice.instead {
        [] => text! { en: "{en}", ru: "{ru}" },
        _ => text! {
            en: "{en} Instead: {instead}.",
            ru: "{ru} Замена: {instead}.",
        },
    }
}
