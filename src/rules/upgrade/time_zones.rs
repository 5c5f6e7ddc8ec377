//! Whether times know their zone is said, not left to Django's default.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, Where, attention, fails, pass, passes, undecided, until};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.time-zones",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: until(5, 0),
    mirrors: &[],
    docs: "ref/settings/#use-tz",
    title: text("USE_TZ is set", "USE_TZ задан явно"),
    why: text(
        "Its default changed from False to True in Django 5.0: the upgrade alone changes how times are stored and compared.",
        "В Django 5.0 значение по умолчанию сменилось с False на True: одно лишь обновление изменит хранение и сравнение времени.",
    ),
    how: text(
        "Write down what the project relies on today; True for a new one.",
        "Запишите то, на что проект рассчитывает сейчас; для нового — True.",
    ),
    examples: &[
        fails("TIME_ZONE = 'Europe/Berlin'").django(4, 2),
        passes("USE_TZ = False").django(4, 2),
        passes("USE_TZ = True").django(3, 2),
        undecided("from .other import *").django(4, 2),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.is_set("USE_TZ")? {
        return Ok(pass().at_place(
            project
                .settings
                .binding("USE_TZ")
                .and_then(|binding| binding.history.last())
                .map(|event| event.place),
        ));
    }
    let version = project.django.version;
    Ok(attention(text! {
        en: "USE_TZ is not set: Django {version} takes False, Django 5.0 takes True.",
        ru: "USE_TZ не задан: в Django {version} это False, а в Django 5.0 — True.",
    })
    // What holds today stays: the fix changes nothing but the future.
    .fix(Applicability::Safe, Where::Setting("USE_TZ"), "USE_TZ = False"))
}
