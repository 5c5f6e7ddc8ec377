//! Dates and numbers look as they were meant to.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, attention, fails, irrelevant, not_applicable, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.localized-formats",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: since(5, 0),
    mirrors: &[],
    docs: "releases/5.0/#features-removed-in-5-0",
    title: text(
        "Nothing relies on localized formats being off",
        "Ничто не рассчитывает на отключённую локализацию форматов",
    ),
    why: text(
        "Since Django 5.0 formats are always localized: 1000.5 in a script or an input may be shown as 1 000,5 and break it.",
        "С Django 5.0 форматы локализуются всегда: 1000.5 в скрипте или поле ввода может превратиться в 1 000,5 и всё сломать.",
    ),
    how: text(
        "Delete USE_L10N, and mark numbers for machines with unlocalize or the localize tag.",
        "Удалите USE_L10N, а числа для программ выводите с unlocalize или тегом localize.",
    ),
    examples: &[
        fails("USE_L10N = False"),
        irrelevant("USE_L10N = True"),
        irrelevant(""),
        undecided("from .other import USE_L10N"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    // What files that were not given may set is no matter here.
    if project.settings.binding("USE_L10N").is_none() {
        return Ok(not_applicable());
    }
    let Some(found) = project.settings.get("USE_L10N")? else { return Ok(not_applicable()) };
    if found.truthy() != Some(false) {
        return Ok(not_applicable());
    }
    let version = project.django.version;
    Ok(attention(text! {
        en: "USE_L10N is False, and Django {version} localizes all the same.",
        ru: "USE_L10N = False, но Django {version} всё равно локализует.",
    })
    .at(&found))
}
