//! The apps of django-health-check exist in the version that is installed.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "metrics.health-modules",
    item: Item::Metrics,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://codingjoe.dev/django-health-check/migrate-to-v4/",
    title: text(
        "The health check's apps exist in its version",
        "Приложения health_check есть в установленной версии",
    ),
    why: text(
        "django-health-check 4 moved its checks from apps to the view: health_check.db and its like are gone, and the site stops with ModuleNotFoundError.",
        "В django-health-check 4 проверки переехали из приложений в представление: health_check.db и подобных больше нет, и сайт падает с ModuleNotFoundError.",
    ),
    how: text(
        "Leave only health_check in INSTALLED_APPS, and name the checks in the view.",
        "Оставьте в INSTALLED_APPS только health_check, а проверки перечислите в представлении.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['health_check', 'health_check.db', 'health_check.cache']")
            .with(&[("requirements.txt", "Django==5.2.1\ndjango-health-check==4.8.0\n")]),
        fails("INSTALLED_APPS = ['health_check', 'health_check.db']")
            .with(&[("requirements.txt", "Django==5.2.1\ndjango-health-check\n")]),
        passes("INSTALLED_APPS = ['health_check', 'health_check.db']")
            .with(&[("requirements.txt", "Django==5.2.1\ndjango-health-check==3.18.3\n")]),
        irrelevant("INSTALLED_APPS = ['health_check']")
            .with(&[("requirements.txt", "Django==5.2.1\ndjango-health-check==4.8.0\n")]),
        undecided("INSTALLED_APPS = ['health_check', 'health_check.db']"),
    ],
    check,
};

const GONE: &[&str] = &["health_check.db", "health_check.cache", "health_check.storage"];

fn check(project: &Project) -> Verdict {
    let apps = project.settings.list("INSTALLED_APPS")?;
    let gone = |app: &str| {
        GONE.contains(&app)
            || app.starts_with("health_check.contrib.migrations")
            || app.starts_with("health_check.contrib.s3")
    };
    let Some(found) = apps.find_by(gone)? else { return Ok(not_applicable()) };
    let name = found.as_str().unwrap_or_default();
    let Some(package) = project.package("django-health-check")? else { return Ok(not_applicable()) };
    let outcome = match project.requirements.pinned("django-health-check") {
        Some(_) if project.is_below("django-health-check", "4.0") => return Ok(pass().at_place(found.place)),
        Some((version, _)) => fail(text! {
            en: "{name} is installed, and django-health-check {version} has no such app.",
            ru: "Подключено приложение {name}, а в django-health-check {version} его нет.",
        }),
        None if package.admits(&"4.0.0".parse().expect("a version")) || package.admits(&"4.8.0".parse().expect("a version")) => attention(text! {
            en: "{name} is installed, and the requirements allow django-health-check 4, which has no such app.",
            ru: "Подключено приложение {name}, а зависимости допускают django-health-check 4, где его нет.",
        }),
        None => return Ok(pass().at_place(found.place)),
    }
    .at_place(found.place)
    .related(Some(package.place));
    Ok(match project.known_items("INSTALLED_APPS") {
        Some(mut items) => {
            items.retain(|app| !gone(app));
            outcome.fix(
                Applicability::Unsafe,
                Where::Setting("INSTALLED_APPS"),
                list_code("INSTALLED_APPS", &items),
            )
        }
        None => outcome,
    })
}
