//! The settings of django-axes are ones that it still has.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "axes.old-names",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-axes.readthedocs.io/en/latest/4_configuration.html",
    title: text("The settings of axes are current", "Настройки axes актуальны"),
    why: text(
        "axes warns of these names (axes.W004) and a new version of it ignores them: protection that you set up is then not what you think.",
        "На эти имена axes выдаёт предупреждение axes.W004, а новые версии их не читают: защита работает не так, как вы её настроили.",
    ),
    how: text(
        "Use AXES_LOCKOUT_PARAMETERS and the AXES_IPWARE_* settings, and delete the rest.",
        "Перейдите на AXES_LOCKOUT_PARAMETERS и AXES_IPWARE_*, остальное удалите.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['axes']\nAXES_ONLY_USER_FAILURES = True"),
        passes("INSTALLED_APPS = ['axes']\nAXES_LOCKOUT_PARAMETERS = ['username']"),
        irrelevant("AXES_ONLY_USER_FAILURES = True"),
    ],
    check,
};

const OLD: &[&str] = &[
    "AXES_DISABLE_SUCCESS_ACCESS_LOG",
    "AXES_LOGGER",
    "AXES_PROXY_ORDER",
    "AXES_PROXY_COUNT",
    "AXES_PROXY_TRUSTED_IPS",
    "AXES_META_PRECEDENCE_ORDER",
    "AXES_ONLY_USER_FAILURES",
    "AXES_LOCK_OUT_BY_USER_OR_IP",
    "AXES_LOCK_OUT_BY_COMBINATION_USER_AND_IP",
    "AXES_USE_USER_AGENT",
];

fn check(project: &Project) -> Verdict {
    // Their successors came with 6.0.
    if !project.uses("axes", "django-axes") || project.is_below("django-axes", "6.0") {
        return Ok(not_applicable());
    }
    let old: Vec<_> = OLD.iter().filter_map(|name| Some((*name, project.settings.binding(name)?))).collect();
    if old.is_empty() {
        return Ok(pass());
    }
    let names = old.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let outcome = attention(text! {
        en: "Settings that axes gave up: {names}.",
        ru: "Настройки, от которых axes отказался: {names}.",
    });
    Ok(old.iter().fold(outcome, |outcome, (_, binding)| {
        outcome.at_place(binding.history.last().map(|event| event.place))
    }))
}
