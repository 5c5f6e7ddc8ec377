//! Listed origins are whole, and meant for production.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cors.origins",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/adamchainz/django-cors-headers#cors_allowed_origins-sequencestr",
    title: text(
        "CORS origins are written as browsers send them",
        "Адреса для CORS записаны так, как их присылает браузер",
    ),
    why: text(
        "An origin is a scheme, a host and perhaps a port. Anything else fails the checks of django-cors-headers, and a site on http:// can be impersonated on the way.",
        "Origin — это схема, хост и, возможно, порт. Остальное не проходит проверки django-cors-headers, а сайт на http:// можно подменить по пути.",
    ),
    how: text(
        "Write each origin as https://host, without a path, and keep development hosts out of the production module.",
        "Записывайте каждый адрес как https://host без пути и не держите адреса для разработки в настройках продакшена.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGINS = ['app.example.com']"),
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGINS = ['https://app.example.com/']"),
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGINS = ['http://localhost:3000']"),
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGINS = ['http://app.example.com']"),
        passes(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGINS = ['https://app.example.com', 'capacitor://localhost']",
        ),
        irrelevant("INSTALLED_APPS = ['corsheaders']"),
        irrelevant(""),
        undecided("from .other import CORS_ALLOWED_ORIGINS\nINSTALLED_APPS = ['corsheaders']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses_cors() {
        return Ok(not_applicable());
    }
    let Some(found) = project.cors("CORS_ALLOWED_ORIGINS")? else { return Ok(not_applicable()) };
    let origins = project.settings.items_of(&found.name, &found.value)?;
    let name = &found.name;
    let mut doubtful = None;
    for (origin, item) in origins.strs() {
        if matches!(origin, "null" | "file://") {
            continue;
        }
        let Some((scheme, rest)) = origin.split_once("://").filter(|(_, rest)| !rest.is_empty()) else {
            let message = text! {
                en: "{name} has {origin:?}, which lacks its scheme: manage.py stops at the check corsheaders.E013.",
                ru: "В {name} есть {origin:?} без схемы: manage.py остановится на проверке corsheaders.E013.",
            };
            return Ok(fail(message).at_place(item.place.or(found.place)));
        };
        if rest.contains(['/', '?', '#']) {
            let message = text! {
                en: "{name} has {origin:?}, with more than scheme, host and port: manage.py stops at the check corsheaders.E014.",
                ru: "В {name} есть {origin:?}: кроме схемы, хоста и порта там есть лишнее, и manage.py остановится на проверке corsheaders.E014.",
            };
            return Ok(fail(message).at_place(item.place.or(found.place)));
        }
        let host = rest.rsplit_once(':').map_or(rest, |(host, _)| host);
        let is_local = matches!(host, "localhost" | "127.0.0.1" | "0.0.0.0" | "[::1]");
        if matches!(scheme, "http" | "https") && is_local || scheme == "http" {
            doubtful = doubtful.or(Some((origin, item, is_local)));
        }
    }
    if let Some((origin, item, is_local)) = doubtful {
        let message = if is_local {
            text! {
                en: "{name} has {origin:?}: whatever runs on a visitor's own machine may call this site.",
                ru: "В {name} есть {origin:?}: к сайту сможет обращаться что угодно, запущенное на машине посетителя.",
            }
        } else {
            text! {
                en: "{name} has {origin:?}, a site without encryption.",
                ru: "В {name} есть {origin:?} — сайт без шифрования.",
            }
        };
        return Ok(attention(message).at_place(item.place.or(found.place)));
    }
    origins.no_holes()?;
    Ok(pass().at(&found))
}
