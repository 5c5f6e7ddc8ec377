//! The domain may be put on the browsers' preload list, and qualifies for it.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.hsts-preload",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &["security.W021"],
    docs: "ref/settings/#secure-hsts-preload",
    title: text("HSTS allows preloading", "HSTS разрешает предзагрузку"),
    why: text(
        "HSTS works from the second visit on; a domain on the preload list is protected from the first.",
        "HSTS защищает со второго визита, а домен из списка предзагрузки — с первого.",
    ),
    how: text(
        "Set SECURE_HSTS_PRELOAD to True only if the whole domain stays on HTTPS for good: getting off the list takes months. Otherwise silence security.W021.",
        "Задавайте SECURE_HSTS_PRELOAD = True, только если весь домен навсегда на HTTPS: исключение из списка занимает месяцы. Иначе заглушите security.W021.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 3600"),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W001")? || checks::finds(project, "security.W004")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECURE_HSTS_PRELOAD");
    if !checks::finds(project, "security.W021")? {
        return Ok(pass().at_place(place));
    }
    Ok(attention(text(
        "HSTS is on without SECURE_HSTS_PRELOAD. Preloading is a choice, not a duty.",
        "HSTS включён без SECURE_HSTS_PRELOAD. Предзагрузка — дело выбора, а не обязанность.",
    ))
    .at_place(place.or_else(|| project.place_of("SECURE_HSTS_SECONDS")))
    .fix(Applicability::Unsafe, Where::Setting("SECURE_HSTS_PRELOAD"), "SECURE_HSTS_PRELOAD = True"))
}
