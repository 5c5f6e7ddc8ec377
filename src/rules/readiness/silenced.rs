//! Silenced checks hide nothing that is wrong.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "readiness.silenced",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#silenced-system-checks",
    title: text(
        "No security check is silenced that would fire",
        "Не заглушены проверки, которые сработали бы",
    ),
    why: text(
        "A silenced check does not come back when its reason is gone: check --deploy is clean, and the defect stays.",
        "Заглушённая проверка не вернётся сама, когда причина исчезнет: check --deploy чист, а дефект остался.",
    ),
    how: text(
        "Repair what can be repaired, and leave a comment with the reason beside the rest.",
        "Исправьте, что можно, а рядом с остальным оставьте комментарий с причиной.",
    ),
    examples: &[
        fails("DEBUG = True\nSILENCED_SYSTEM_CHECKS = ['security.W018']"),
        passes("DEBUG = False\nSILENCED_SYSTEM_CHECKS = ['security.W018']"),
        undecided("import os\nDEBUG = os.environ.get('DEBUG')\nSILENCED_SYSTEM_CHECKS = ['security.W018']"),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let silenced = project.settings.list("SILENCED_SYSTEM_CHECKS")?;
    if silenced.is_empty() {
        return Ok(not_applicable());
    }
    let mut hidden = Vec::new();
    let mut places = Vec::new();
    let mut undecided = None;
    for (id, item) in silenced.strs().filter(|(id, _)| id.starts_with("security.")) {
        match checks::finds(project, id) {
            Ok(true) => {
                hidden.push(id);
                places.push(item.place);
            }
            Ok(false) => {}
            Err(reason) => undecided = Some(reason),
        }
    }
    if hidden.is_empty() {
        return undecided.map_or_else(|| Ok(pass().at(&silenced)), Err);
    }
    let ids = hidden.join(", ");
    let outcome = attention(text! {
        en: "SILENCED_SYSTEM_CHECKS hides what would be printed: {ids}.",
        ru: "SILENCED_SYSTEM_CHECKS скрывает то, что было бы выведено: {ids}.",
    });
    Ok(places.into_iter().fold(outcome, crate::rules::Outcome::at_place))
}
