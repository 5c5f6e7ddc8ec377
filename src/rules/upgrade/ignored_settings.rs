//! Every setting is one that this Django reads.

use crate::django::lifecycle::{Stage, stage};
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.ignored-settings",
    item: Item::Readiness,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "internals/deprecation/",
    title: text(
        "No setting is left that Django no longer reads",
        "Нет настроек, которые Django больше не читает",
    ),
    why: text(
        "Django ignores them without a word: whoever reads the file takes them to be in force.",
        "Django молча их игнорирует, а читающий файл думает, что они действуют.",
    ),
    how: text(
        "Delete them, or say the same with the setting that took their place.",
        "Удалите их или запишите то же самое через новую настройку.",
    ),
    examples: &[
        fails("SECURE_BROWSER_XSS_FILTER = True"),
        fails("USE_L10N = True\nFILE_CHARSET = 'utf-8'").django(5, 0),
        passes("USE_L10N = True").django(4, 2),
        passes("USE_TZ = True"),
    ],
    check,
};

/// Settings that have a rule of their own, because losing them does harm.
const APART: &[&str] = &[
    "MIDDLEWARE_CLASSES",
    "TEMPLATE_DIRS",
    "TEMPLATE_LOADERS",
    "TEMPLATE_CONTEXT_PROCESSORS",
    "TEMPLATE_DEBUG",
    "PASSWORD_RESET_TIMEOUT_DAYS",
    "DEFAULT_FILE_STORAGE",
    "STATICFILES_STORAGE",
];

fn check(project: &Project) -> Verdict {
    let version = project.django.version;
    let mut found = Vec::new();
    for name in project.settings.names() {
        let Some(Stage::Removed(lifecycle)) = stage(name, version) else { continue };
        // False for USE_L10N does harm, and is told elsewhere.
        let switched_off = &**name == "USE_L10N"
            && project.settings.binding(name).is_some_and(|binding| binding.value.truthy() == Some(false));
        if APART.contains(&lifecycle.name) || switched_off {
            continue;
        }
        let place = project
            .settings
            .binding(name)
            .and_then(|binding| binding.history.last())
            .map(|event| event.place);
        found.push((lifecycle, place));
    }
    let outcome = match found.as_slice() {
        [] => {
            project.names_known()?;
            return Ok(pass());
        }
        [(lifecycle, _)] if lifecycle.name == "USE_L10N" => attention(text! {
            en: "Django {version} does not read USE_L10N: formats are always localized.",
            ru: "Django {version} не читает USE_L10N: форматы локализуются всегда.",
        }),
        [(lifecycle, _)] => {
            let (name, note) = (lifecycle.name, &lifecycle.note);
            let (en, ru) = (&note.en, &note.ru);
            attention(text! {
                en: "Django {version} does not read {name}. {en}",
                ru: "Django {version} не читает {name}. {ru}",
            })
        }
        _ => {
            let names = found.iter().map(|(lifecycle, _)| named(lifecycle)).collect::<Vec<_>>().join(", ");
            attention(text! {
                en: "Django {version} does not read these: {names}.",
                ru: "Django {version} не читает: {names}.",
            })
        }
    };
    Ok(found.into_iter().fold(outcome, |outcome, (_, place)| outcome.at_place(place)))
}

/// The setting, and what took its place.
fn named(lifecycle: &crate::django::lifecycle::Lifecycle) -> String {
    if lifecycle.replacement.is_empty() {
        lifecycle.name.to_owned()
    } else {
        format!("{} → {}", lifecycle.name, lifecycle.replacement)
    }
}
