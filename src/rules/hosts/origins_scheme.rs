//! Trusted origins have their scheme.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.origins-scheme",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: since(4, 0),
    mirrors: &["4_0.E001"],
    docs: "ref/settings/#csrf-trusted-origins",
    title: text(
        "CSRF_TRUSTED_ORIGINS are written with https://",
        "Источники в CSRF_TRUSTED_ORIGINS указаны с https://",
    ),
    why: text(
        "Since Django 4.0 an origin without scheme is an error: check, migrate and runserver stop on it.",
        "С Django 4.0 источник без схемы — ошибка: на ней останавливаются check, migrate и runserver.",
    ),
    how: text("Write https:// before each name.", "Допишите https:// перед каждым именем."),
    examples: &[
        fails("CSRF_TRUSTED_ORIGINS = ['example.com', 'https://shop.example.com']"),
        passes("CSRF_TRUSTED_ORIGINS = ['https://example.com']"),
        passes("CSRF_TRUSTED_ORIGINS = ['https://*.example.com']"),
        undecided(
            "import environ\nenv = environ.Env()\nCSRF_TRUSTED_ORIGINS = env.list('ORIGINS', default=[])",
        ),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let place = project.place_of("CSRF_TRUSTED_ORIGINS");
    if !checks::finds(project, "4_0.E001")? {
        return Ok(if place.is_some() { pass().at_place(place) } else { not_applicable() });
    }
    let origins = project.settings.list("CSRF_TRUSTED_ORIGINS")?;
    let bare = |origin: &str| !origin.contains("://");
    let Some(item) = origins.find_by(bare)? else { return Ok(pass().at(&origins)) };
    let origin = item.as_str().unwrap_or_default();
    let all: Vec<String> = origins
        .strs()
        .map(|(origin, _)| {
            if bare(origin) {
                format!("\"https://{}\"", origin.trim_start_matches('.'))
            } else {
                format!("{origin:?}")
            }
        })
        .collect();
    let snippet = format!("CSRF_TRUSTED_ORIGINS = [{}]", all.join(", "));
    Ok(fail(text! {
        en: "{origin:?} in CSRF_TRUSTED_ORIGINS has no scheme.",
        ru: "У {origin:?} в CSRF_TRUSTED_ORIGINS нет схемы.",
    })
    .at_place(item.place.or(origins.place))
    .fix(Applicability::Safe, Where::Setting("CSRF_TRUSTED_ORIGINS"), snippet))
}
