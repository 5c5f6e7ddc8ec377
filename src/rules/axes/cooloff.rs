//! A lockout ends by itself.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "axes.cooloff",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-axes.readthedocs.io/en/latest/4_configuration.html",
    title: text("A lockout ends by itself", "Блокировка снимается сама"),
    why: text(
        "Without AXES_COOLOFF_TIME a lockout lasts until someone resets it: three wrong passwords keep a person, or a whole office, out for good.",
        "Без AXES_COOLOFF_TIME блокировка держится, пока её не снимут вручную: три неверных пароля закроют вход человеку или целому офису.",
    ),
    how: text("Set AXES_COOLOFF_TIME to an hour or so.", "Задайте AXES_COOLOFF_TIME, например один час."),
    examples: &[
        fails("INSTALLED_APPS = ['axes']"),
        passes("INSTALLED_APPS = ['axes']\nAXES_COOLOFF_TIME = 1"),
        passes(
            "from datetime import timedelta\nINSTALLED_APPS = ['axes']\nAXES_COOLOFF_TIME = timedelta(minutes=30)",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import AXES_COOLOFF_TIME\nINSTALLED_APPS = ['axes']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("axes", "django-axes") {
        return Ok(not_applicable());
    }
    match project.settings.get("AXES_COOLOFF_TIME")? {
        Some(time) if time.truthy() == Some(true) => Ok(pass().at(&time)),
        found => Ok(attention(text(
            "AXES_COOLOFF_TIME is not set: a lockout has no end.",
            "AXES_COOLOFF_TIME не задан: блокировка бессрочная.",
        ))
        .at_place(found.and_then(|found| found.place))
        .fix(Applicability::Unsafe, Where::Setting("AXES_COOLOFF_TIME"), "AXES_COOLOFF_TIME = 1")),
    }
}
