//! HSTS covers the subdomains.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{HstsStep, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.hsts-subdomains",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &["security.W005"],
    docs: "ref/settings/#secure-hsts-include-subdomains",
    title: text("HSTS covers the subdomains", "HSTS действует и на поддомены"),
    why: text(
        "Over an unprotected subdomain somebody on the way can set cookies for the whole domain.",
        "Через незащищённый поддомен посторонний на пути может подложить cookie для всего домена.",
    ),
    how: text(
        "When every subdomain answers over HTTPS, set SECURE_HSTS_INCLUDE_SUBDOMAINS to True.",
        "Когда все поддомены отвечают по HTTPS, задайте SECURE_HSTS_INCLUDE_SUBDOMAINS = True.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000",
        ),
        irrelevant(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 3600",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 3600\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W001")? || checks::finds(project, "security.W004")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECURE_HSTS_INCLUDE_SUBDOMAINS");
    if !checks::finds(project, "security.W005")? {
        return Ok(pass().at_place(place));
    }
    if *project.hsts_step()? < HstsStep::Year {
        return Ok(not_applicable()
            .saying(text(
                "A later step: first HSTS grows to a year for this host. Until then check --deploy prints security.W005.",
                "Это один из следующих шагов: сначала срок HSTS для самого сайта доводят до года. До тех пор check --deploy выводит security.W005.",
            ))
            .at_place(project.place_of("SECURE_HSTS_SECONDS")));
    }
    Ok(attention(text(
        "Step 3 of 5: HSTS lasts a year, without the subdomains. They come next, once every one of them, internal ones too, has a valid certificate.",
        "Шаг 3 из 5: HSTS действует год, но без поддоменов. Они — следующий шаг, когда у каждого, включая внутренние, есть действующий сертификат.",
    ))
    .at_place(place.or_else(|| project.place_of("SECURE_HSTS_SECONDS")))
    .fix(
        Applicability::Unsafe,
        Where::Setting("SECURE_HSTS_INCLUDE_SUBDOMAINS"),
        "SECURE_HSTS_INCLUDE_SUBDOMAINS = True",
    ))
}
