//! WhiteNoise stands right below `SecurityMiddleware`.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "files.whitenoise-order",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://whitenoise.readthedocs.io/en/stable/django.html#enable-whitenoise",
    title: text("WhiteNoise follows SecurityMiddleware", "WhiteNoise стоит сразу после SecurityMiddleware"),
    why: text(
        "Middleware above WhiteNoise runs for every image and stylesheet; above SecurityMiddleware it answers without the redirect to HTTPS and its headers.",
        "Всё, что стоит выше WhiteNoise, выполняется для каждой картинки и стиля; а если он выше SecurityMiddleware, файлы отдаются без перенаправления на HTTPS и защитных заголовков.",
    ),
    how: text(
        "Move WhiteNoiseMiddleware to the line below SecurityMiddleware.",
        "Переставьте WhiteNoiseMiddleware на строку после SecurityMiddleware.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware', 'whitenoise.middleware.WhiteNoiseMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware', 'django.middleware.security.SecurityMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'whitenoise.middleware.WhiteNoiseMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['corsheaders.middleware.CorsMiddleware', 'django.middleware.security.SecurityMiddleware', 'whitenoise.middleware.WhiteNoiseMiddleware']",
        ),
        irrelevant("MIDDLEWARE = []"),
    ],
    check,
};

const WHITENOISE: &str = "whitenoise.middleware.WhiteNoiseMiddleware";
const SECURITY: &str = "django.middleware.security.SecurityMiddleware";

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    let Some(found) = middleware.find(WHITENOISE)? else { return Ok(not_applicable()) };
    let position = middleware.position(WHITENOISE).unwrap_or(0);
    let below = middleware.position(SECURITY).filter(|&security| security > position);
    // Only Django's own middleware is known to belong below.
    let above = middleware
        .strs()
        .take_while(|(path, _)| *path != WHITENOISE)
        .find(|(path, _)| path.starts_with("django.") && *path != SECURITY);
    let message = match (below, above) {
        (Some(_), _) => text(
            "WhiteNoiseMiddleware stands above SecurityMiddleware.",
            "WhiteNoiseMiddleware стоит выше SecurityMiddleware.",
        ),
        (None, Some((path, _))) => text! {
            en: "WhiteNoiseMiddleware stands below {path}.",
            ru: "WhiteNoiseMiddleware стоит ниже {path}.",
        },
        (None, None) => return Ok(pass().at_place(found.place)),
    };
    let outcome = attention(message).at_place(found.place.or(middleware.place));
    let wanted = project.middleware_with(WHITENOISE, |others| {
        others.iter().position(|path| path == SECURITY).map_or(0, |security| security + 1)
    });
    Ok(match wanted {
        Some(code) => outcome.fix(Applicability::Safe, Where::Setting("MIDDLEWARE"), code),
        None => outcome,
    })
}
