//! Packages have debug switches of their own.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "debug.package-flags",
    item: Item::Debug,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://whitenoise.readthedocs.io/en/latest/django.html",
    title: text("Debug switches of packages are off", "Отладочные режимы пакетов выключены"),
    why: text(
        "They show errors and private data, or do on every request what belongs to development, whatever DEBUG says.",
        "Они показывают ошибки и личные данные или на каждом запросе делают лишнюю работу, что бы ни стояло в DEBUG.",
    ),
    how: text(
        "Leave the switch out, or give it the value of DEBUG.",
        "Уберите этот флаг или присвойте ему значение DEBUG.",
    ),
    examples: &[
        fails("DEBUG = False\nTHUMBNAIL_DEBUG = True"),
        fails("ANYMAIL = {'DEBUG_API_REQUESTS': True}"),
        fails("import sentry_sdk\nsentry_sdk.init(debug=True)"),
        passes("DEBUG = False\nTHUMBNAIL_DEBUG = DEBUG"),
        irrelevant("DEBUG = True\nTHUMBNAIL_DEBUG = DEBUG"),
        undecided("import os\nDEBUG = False\nTHUMBNAIL_DEBUG = os.environ.get('THUMBNAIL_DEBUG', True)"),
    ],
    check: |project| rarely(project, check),
};

/// Settings, and the key where the switch is inside of one.
const SWITCHES: &[(&str, &[&str])] = &[
    ("ANYMAIL", &["DEBUG_API_REQUESTS"]),
    ("ANYMAIL_DEBUG_API_REQUESTS", &[]),
    ("DJANGO_VITE_DEV_MODE", &[]),
    ("SILKY_PYTHON_PROFILER", &[]),
    ("THUMBNAIL_DEBUG", &[]),
    ("WHITENOISE_AUTOREFRESH", &[]),
];

fn check(project: &Project) -> Verdict {
    if project.settings.truthy("DEBUG").is_ok_and(|debug| *debug) {
        return Ok(not_applicable());
    }
    let mut asked = false;
    for (name, keys) in SWITCHES {
        if project.settings.binding(name).is_none() {
            continue;
        }
        let Some(found) = project.settings.truthy_at(name, keys)? else { continue };
        asked = true;
        if *found {
            let shown = &found.name;
            let outcome = fail(text! { en: "{shown} is on.", ru: "{shown} включён." }).at(&found);
            return Ok(if keys.is_empty() {
                outcome.fix(Applicability::Unsafe, Where::Setting(name), format!("{name} = DEBUG"))
            } else {
                outcome
            });
        }
    }
    if let Some(argument) =
        project.settings_call("sentry_sdk", "init").as_ref().and_then(|call| call.argument("debug"))
    {
        asked = true;
        if project.argument_value(argument)?.truthy() == Some(true) {
            let message = text("sentry_sdk.init() has debug=True.", "В sentry_sdk.init() стоит debug=True.");
            return Ok(fail(message).at_place(Some(argument.place)));
        }
    }
    Ok(if asked { pass() } else { not_applicable() })
}
