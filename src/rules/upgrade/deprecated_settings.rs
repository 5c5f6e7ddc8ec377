//! No setting is about to be removed.

use crate::django::lifecycle::{Stage, stage};
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.deprecated-settings",
    item: Item::Readiness,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "internals/deprecation/",
    title: text("No setting is about to be removed", "Нет настроек, которые скоро удалят"),
    why: text(
        "After the upgrade that removes them Django ignores them without a word.",
        "После обновления, в котором их удалят, Django молча перестанет их читать.",
    ),
    how: text("Move away from them before the next upgrade.", "Откажитесь от них до следующего обновления."),
    examples: &[
        fails("USE_DEPRECATED_PYTZ = True").django(4, 2),
        fails("FORMS_URLFIELD_ASSUME_HTTPS = True").django(5, 2),
        passes("FORMS_URLFIELD_ASSUME_HTTPS = True").django(4, 2),
        passes("USE_DEPRECATED_PYTZ = True").django(5, 0),
        passes("EMAIL_HOST = 'mail'").django(6, 1),
    ],
    check,
};

/// Settings that other rules speak of.
const APART: &[&str] = &["DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE", "PASSWORD_RESET_TIMEOUT_DAYS"];

fn check(project: &Project) -> Verdict {
    let version = project.django.version;
    let found: Vec<_> = project
        .settings
        .names()
        .filter_map(|name| match stage(name, version) {
            Some(Stage::Deprecated(lifecycle)) => Some(lifecycle),
            _ => None,
        })
        .filter(|lifecycle| !APART.contains(&lifecycle.name) && lifecycle.replacement != "MAILERS")
        // Turned off it is a protection, not a leftover.
        .filter(|lifecycle| {
            lifecycle.name != "SIGNED_COOKIE_LEGACY_SALT_FALLBACK"
                || project
                    .settings
                    .binding(lifecycle.name)
                    .is_some_and(|binding| binding.value.truthy() != Some(false))
        })
        .collect();
    if found.is_empty() {
        // Part of the names is no ground for a pass.
        return Ok(if project.names_known().is_ok() { pass() } else { not_applicable() });
    }
    let names = found
        .iter()
        .map(|lifecycle| format!("{} ({})", lifecycle.name, lifecycle.removed))
        .collect::<Vec<_>>()
        .join(", ");
    let outcome = attention(text! {
        en: "Deprecated settings, with the Django that removes them: {names}.",
        ru: "Устаревшие настройки и версия Django, в которой их не станет: {names}.",
    });
    Ok(found.iter().fold(outcome, |outcome, lifecycle| {
        let binding = project.settings.binding(lifecycle.name);
        outcome.at_place(binding.and_then(|binding| binding.history.last()).map(|event| event.place))
    }))
}
