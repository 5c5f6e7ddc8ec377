//! Settings of a package have the package.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.missing-package",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/",
    title: text("Settings of packages have their packages", "У настроек пакетов есть сами пакеты"),
    why: text(
        "Nothing reads them: the protection or the feature that they set up is not there.",
        "Их никто не читает: защиты или возможности, которую они настраивают, нет.",
    ),
    how: text(
        "Install the package and switch it on, or delete the settings.",
        "Установите и подключите пакет или удалите настройки.",
    ),
    examples: &[
        fails("INSTALLED_APPS = []\nMIDDLEWARE = []\nCORS_ALLOWED_ORIGINS = ['https://app.example.com']"),
        fails("INSTALLED_APPS = []\nMIDDLEWARE = []\nAXES_FAILURE_LIMIT = 5"),
        passes(
            "INSTALLED_APPS = ['corsheaders']\nMIDDLEWARE = []\nCORS_ALLOWED_ORIGINS = ['https://app.example.com']",
        ),
        irrelevant("INSTALLED_APPS = []\nMIDDLEWARE = []"),
    ],
    check,
};

/// Beginnings of settings, and the module that reads them.
const READERS: &[(&str, &str)] = &[
    ("AXES_", "axes"),
    ("CHANNEL_LAYERS", "channels"),
    ("CONTENT_SECURITY_POLICY", "csp"),
    ("CORS_", "corsheaders"),
    ("DBBACKUP_", "dbbackup"),
    ("DEBUG_TOOLBAR_", "debug_toolbar"),
    ("DEFENDER_", "defender"),
    ("DJSTRIPE_", "djstripe"),
    ("REST_FRAMEWORK", "rest_framework"),
    ("SIMPLE_JWT", "rest_framework"),
    ("SPECTACULAR_SETTINGS", "drf_spectacular"),
];

fn check(project: &Project) -> Verdict {
    let mut asked = false;
    for (start, module) in READERS {
        let Some(name) = project.settings.names().find(|name| name.starts_with(start)) else { continue };
        // By its name anywhere, or in a list that is not known.
        let is_it = |path: &str| path.contains(module);
        let lists = ["INSTALLED_APPS", "MIDDLEWARE"].map(|list| project.lists(list, is_it));
        asked |= !lists.contains(&None);
        let used = lists != [Some(false); 2] || project.python_mentions(module) || project.is_read(name);
        if used {
            continue;
        }
        return Ok(fail(text! {
            en: "{name} is set, and nothing here names {module}, which reads it.",
            ru: "{name} задан, но пакета {module}, который его читает, здесь нигде нет.",
        })
        .at_place(project.place_of(name)));
    }
    Ok(if asked { pass() } else { not_applicable() })
}
