//! Settings are written in capitals.

use crate::django::settings as known;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, mask_code};
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.setting-case",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/settings/#creating-your-own-settings",
    title: text("Settings are written in capitals", "Настройки написаны заглавными буквами"),
    why: text(
        "Django takes only names in capitals from the module: any other is an ordinary variable, and the default stays in force.",
        "Django берёт из модуля только имена из заглавных букв: остальные — обычные переменные, и действует значение по умолчанию.",
    ),
    how: text("Write the name in capitals.", "Напишите имя заглавными буквами."),
    examples: &[
        fails("Debug = False"),
        fails("allowed_hosts = ['example.com']"),
        passes("debug = False\nDEBUG = debug"),
        passes("apps = ['shop']\nINSTALLED_APPS = apps"),
        passes("databases = {}\nfor database in databases:\n    pass"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    for (name, place) in project.names_not_upper() {
        let upper = name.to_ascii_uppercase();
        if !known::is_known(&upper) || project.settings.binding(&upper).is_some() || project.is_read(&name) {
            continue;
        }
        let statement = project.tree.text(place);
        let fixed = format!("{upper}{}", statement.strip_prefix(name.as_str()).unwrap_or_default());
        let outcome = attention(text! {
            en: "{name} is not in capitals, so Django does not see it.",
            ru: "{name} написано не заглавными буквами, и Django эту настройку не видит.",
        })
        .at_place(Some(place));
        // A statement of several lines begins here and ends who knows where.
        // A secret is not repeated.
        let whole = !statement.ends_with(['(', '[', '{', '\\', ',']) && mask_code(&fixed) == fixed;
        return Ok(if whole {
            outcome.fix(Applicability::Unsafe, Where::Statement(place), fixed)
        } else {
            outcome
        });
    }
    Ok(if project.settings.module().is_some() { pass() } else { not_applicable() })
}
