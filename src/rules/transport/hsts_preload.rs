//! The domain may be put on the browsers' preload list, and qualifies for it.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{HstsStep, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, asks, attention, fails, irrelevant, manual, not_applicable, pass, passes,
    undecided,
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
        "Take this step only if the whole domain stays on HTTPS for good: getting off the list takes months. The list asks for a year, the subdomains and SECURE_HSTS_PRELOAD. Otherwise silence security.W021.",
        "Делайте этот шаг, только если весь домен навсегда на HTTPS: исключение из списка занимает месяцы. Для списка нужны год, поддомены и SECURE_HSTS_PRELOAD. Иначе заглушите security.W021.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 3600\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_PRELOAD = True",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True",
        ),
        asks(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True",
        ),
        irrelevant(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 3600",
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
    let place = project.place_of("SECURE_HSTS_PRELOAD");
    let at = place.or_else(|| project.place_of("SECURE_HSTS_SECONDS"));
    let step = *project.hsts_step()?;
    if checks::finds(project, "security.W021")? {
        if step < HstsStep::Subdomains {
            return Ok(not_applicable()
                .saying(text(
                    "The last step, after a year and the subdomains. Until then check --deploy prints security.W021.",
                    "Это последний шаг, после года и поддоменов. До тех пор check --deploy выводит security.W021.",
                ))
                .at_place(at));
        }
        return Ok(manual(text(
            "Step 4 of 5: HSTS lasts a year and covers the subdomains. Preloading is a choice, not a duty; it works once the domain is submitted at hstspreload.org.",
            "Шаг 4 из 5: HSTS действует год, в том числе для поддоменов. Предзагрузка — дело выбора, а не обязанность; она заработает, когда домен заявят на hstspreload.org.",
        ))
        .at_place(at)
        .fix(Applicability::Unsafe, Where::Setting("SECURE_HSTS_PRELOAD"), "SECURE_HSTS_PRELOAD = True"));
    }
    if step == HstsStep::Preload {
        return Ok(pass().at_place(place));
    }
    let missing = if step < HstsStep::Year {
        "SECURE_HSTS_SECONDS = 31536000"
    } else {
        "SECURE_HSTS_INCLUDE_SUBDOMAINS"
    };
    Ok(attention(text! {
        en: "SECURE_HSTS_PRELOAD is on without {missing}: the list refuses the domain as it is, and later anybody can submit it.",
        ru: "SECURE_HSTS_PRELOAD включён без {missing}: сейчас список домен не примет, а потом подать заявку сможет кто угодно.",
    })
    .at_place(place)
    .fix(Applicability::Unsafe, Where::Setting("SECURE_HSTS_PRELOAD"), "SECURE_HSTS_PRELOAD = False"))
}
