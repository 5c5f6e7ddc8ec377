//! Templates can reach the nonce that the policy asks for.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "headers.csp-nonce",
    item: Item::Https,
    severity: Severity::Warning,
    django: since(6, 1),
    mirrors: &["security.W027"],
    docs: "ref/csp/",
    title: text("Templates know the nonce of the policy", "Шаблоны знают nonce из политики"),
    why: text(
        "Without the context processor templates cannot write the nonce, and browsers block the site's own scripts.",
        "Без контекстного процессора шаблоны не могут вписать nonce, и браузеры блокируют собственные скрипты сайта.",
    ),
    how: text(
        "Add django.template.context_processors.csp to context_processors in TEMPLATES.",
        "Добавьте django.template.context_processors.csp в context_processors в TEMPLATES.",
    ),
    examples: &[
        fails("from django.utils.csp import CSP\nMIDDLEWARE = ['django.middleware.csp.ContentSecurityPolicyMiddleware']\nSECURE_CSP = {'script-src': [CSP.NONCE]}").django(6, 1),
        passes("from django.utils.csp import CSP\nMIDDLEWARE = ['django.middleware.csp.ContentSecurityPolicyMiddleware']\nTEMPLATES = [{'OPTIONS': {'context_processors': ['django.template.context_processors.csp']}}]\nSECURE_CSP = {'script-src': [CSP.NONCE]}").django(6, 1),
        irrelevant("").django(6, 1),
        undecided("from .other import MIDDLEWARE\nfrom django.utils.csp import CSP\nSECURE_CSP = {'script-src': [CSP.NONCE]}").django(6, 1),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let names = ["SECURE_CSP", "SECURE_CSP_REPORT_ONLY"];
    let place = names.iter().find_map(|name| project.place_of(name));
    if !checks::finds(project, "security.W027")? {
        return Ok(if place.is_some() { pass().at_place(place) } else { not_applicable() });
    }
    Ok(fail(text(
        "The policy uses CSP.NONCE, and no engine in TEMPLATES has the csp context processor.",
        "В политике есть CSP.NONCE, но ни у одного движка в TEMPLATES нет контекстного процессора csp.",
    ))
    .at_place(place)
    .related(project.place_of("TEMPLATES")))
}
