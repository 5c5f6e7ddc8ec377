//! Times are stored with their zone.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "database.aware-times",
    item: Item::Database,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/i18n/timezones/",
    title: text("Times are stored in UTC", "Время хранится в UTC"),
    why: text(
        "With local times an hour happens twice a year or not at all, and moving the server shifts every stored time.",
        "При местном времени один час в году повторяется или пропадает, а переезд сервера сдвигает все даты.",
    ),
    how: text(
        "Set USE_TZ to True in a project without data; with data, convert it first.",
        "Задайте USE_TZ = True, пока данных нет; если они есть, сначала преобразуйте их.",
    ),
    examples: &[
        fails("USE_TZ = False"),
        passes("USE_TZ = True"),
        undecided("import os\nUSE_TZ = os.environ.get('TZ_ON') == '1'"),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.binding("USE_TZ").is_none() {
        return Ok(not_applicable());
    }
    let aware = project.settings.truthy("USE_TZ")?;
    Ok(if *aware {
        pass().at(&aware)
    } else {
        attention(text("USE_TZ is off.", "USE_TZ выключен.")).at(&aware)
    })
}
