//! What is required for protection is switched on.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "dependencies.switched-on",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#installed-apps",
    title: text("Packages that protect the site are switched on", "Пакеты, защищающие сайт, подключены"),
    why: text(
        "Installed alone it does nothing, and everybody believes that it does.",
        "Сам по себе установленный пакет ничего не делает, а все уверены, что делает.",
    ),
    how: text(
        "Add it to INSTALLED_APPS and MIDDLEWARE as its documentation says, or take it out of the requirements.",
        "Добавьте его в INSTALLED_APPS и MIDDLEWARE по документации или уберите из зависимостей.",
    ),
    examples: &[
        fails("INSTALLED_APPS = []\nMIDDLEWARE = []").with(&[("requirements.txt", "django-axes==8.3.1\n")]),
        passes("INSTALLED_APPS = ['axes']\nMIDDLEWARE = []")
            .with(&[("requirements.txt", "django-axes==8.3.1\n")]),
        irrelevant("INSTALLED_APPS = []\nMIDDLEWARE = []")
            .with(&[("requirements.txt", "django-filter==26.2\n")]),
    ],
    check,
};

/// Packages that need to be named in the settings, and their modules.
const PACKAGES: &[(&str, &str)] = &[
    ("django-allow-cidr", "allow_cidr"),
    ("django-axes", "axes"),
    ("django-brotli", "django_brotli"),
    ("django-cors-headers", "corsheaders"),
    ("django-csp", "csp."),
    ("django-dbbackup", "dbbackup"),
    ("django-defender", "defender"),
    ("django-health-check", "health_check"),
    ("django-otp", "django_otp"),
    ("django-permissions-policy", "django_permissions_policy"),
    ("django-prometheus", "django_prometheus"),
];

fn check(project: &Project) -> Verdict {
    if project.judged().is_none() {
        return Ok(not_applicable());
    }
    let mut seen = None;
    for (package, module) in PACKAGES {
        let Some(requirement) =
            project.production_requirements().find(|one| one.name == *package && !one.locked)
        else {
            continue;
        };
        let is_it = |path: &str| path.starts_with(module);
        let lists = ["INSTALLED_APPS", "MIDDLEWARE"].map(|list| project.lists(list, is_it));
        if lists.contains(&Some(true)) || project.python_mentions(module) {
            seen = Some(requirement.place);
            continue;
        }
        if lists.contains(&None) {
            return Ok(not_applicable());
        }
        return Ok(fail(text! {
            en: "{package} is required, and no setting names it.",
            ru: "{package} есть в зависимостях, но в настройках его нет.",
        })
        .at_place(Some(requirement.place)));
    }
    Ok(if seen.is_some() { pass().at_place(seen) } else { not_applicable() })
}
