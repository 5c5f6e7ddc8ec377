//! The settings of django-cors-headers have their present names.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "cors.old-names",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/adamchainz/django-cors-headers#configuration",
    title: text("CORS settings have their present names", "Настройки CORS записаны под новыми именами"),
    why: text(
        "Old names are read only while the new one is not set, so a value under the old name can be overridden without notice; with a removed one manage.py stops at a check.",
        "Старые имена читаются, только пока не задано новое, и значение под старым именем может незаметно перестать действовать; с удалёнными manage.py останавливается на проверке.",
    ),
    how: text(
        "Rename the settings, and delete the removed ones.",
        "Переименуйте настройки, а удалённые уберите.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_ORIGIN_WHITELIST = ['https://app.example.com']"),
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_REPLACE_HTTPS_REFERER = True"),
        passes("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGINS = ['https://app.example.com']"),
        irrelevant("INSTALLED_APPS = ['corsheaders']\nCORS_ORIGIN_ALLOW_ALL = False")
            .with(&[("requirements.txt", "Django==3.2.25\ndjango-cors-headers==3.2.1\n")]),
        irrelevant("CORS_ORIGIN_WHITELIST = []"),
    ],
    check,
};

const RENAMED: &[(&str, &str)] = &[
    ("CORS_ORIGIN_ALLOW_ALL", "CORS_ALLOW_ALL_ORIGINS"),
    ("CORS_ORIGIN_WHITELIST", "CORS_ALLOWED_ORIGINS"),
    ("CORS_ORIGIN_REGEX_WHITELIST", "CORS_ALLOWED_ORIGIN_REGEXES"),
];

/// Settings whose mere presence is an error of the package's own checks.
const REMOVED: &[(&str, &str)] =
    &[("CORS_REPLACE_HTTPS_REFERER", "corsheaders.E013"), ("CORS_MODEL", "corsheaders.E012")];

fn check(project: &Project) -> Verdict {
    // The present names came with 3.5.
    if !project.uses_cors() || project.is_below("django-cors-headers", "3.5") {
        return Ok(not_applicable());
    }
    let place = |name: &str| {
        let binding = project.settings.binding(name)?;
        Some(binding.history.last().map(|event| event.place))
    };
    for (name, id) in REMOVED {
        if let Some(place) = place(name) {
            let message = text! {
                en: "{name} was removed from django-cors-headers: manage.py stops at the check {id}.",
                ru: "Настройки {name} в django-cors-headers больше нет: manage.py остановится на проверке {id}.",
            };
            return Ok(fail(message).at_place(place));
        }
    }
    let old: Vec<_> = RENAMED.iter().filter_map(|(old, new)| Some((*old, *new, place(old)?))).collect();
    if old.is_empty() {
        return Ok(pass());
    }
    let names = old.iter().map(|(old, new, _)| format!("{old} → {new}")).collect::<Vec<_>>().join(", ");
    let outcome = attention(text! {
        en: "Settings with old names: {names}.",
        ru: "Настройки под старыми именами: {names}.",
    });
    Ok(old.into_iter().fold(outcome, |outcome, (_, _, place)| outcome.at_place(place)))
}
