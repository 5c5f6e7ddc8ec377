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
        "Local times are ambiguous while clocks change, and a new TIME_ZONE shifts every stored time.",
        "Местное время неоднозначно при переводе часов, а смена TIME_ZONE сдвигает все сохранённые даты.",
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
