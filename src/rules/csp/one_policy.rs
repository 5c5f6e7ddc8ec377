//! One middleware sends the policy.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "csp.one-policy",
    item: Item::Https,
    severity: Severity::Warning,
    django: since(6, 0),
    mirrors: &[],
    docs: "howto/csp/",
    title: text("One middleware sends the policy", "Политику отправляет один middleware"),
    why: text(
        "Both write the same header and the one that finds it already there leaves it, so one of the two policies is never sent.",
        "Оба пишут один и тот же заголовок, и тот, кто находит его уже заданным, его не трогает: одна из двух политик не отправляется.",
    ),
    how: text(
        "Keep Django's own middleware with SECURE_CSP, or django-csp with CONTENT_SECURITY_POLICY.",
        "Оставьте либо встроенный middleware с SECURE_CSP, либо django-csp с CONTENT_SECURITY_POLICY.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.csp.ContentSecurityPolicyMiddleware', 'csp.middleware.CSPMiddleware']",
        )
        .django(6, 0),
        passes("MIDDLEWARE = ['csp.middleware.CSPMiddleware']").django(6, 0),
        irrelevant("MIDDLEWARE = ['django.middleware.csp.ContentSecurityPolicyMiddleware']").django(6, 0),
        undecided("from .other import MIDDLEWARE").django(6, 0),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.requirements.is_given() && !project.requires("django-csp") {
        return Ok(not_applicable());
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    let Some(package) = middleware.find("csp.middleware.CSPMiddleware")? else { return Ok(not_applicable()) };
    let own = middleware.find("django.middleware.csp.ContentSecurityPolicyMiddleware")?;
    let place = package.place.or(middleware.place);
    Ok(match own {
        Some(own) => attention(text(
            "MIDDLEWARE has both Django's ContentSecurityPolicyMiddleware and the CSPMiddleware of django-csp.",
            "В MIDDLEWARE есть и встроенный ContentSecurityPolicyMiddleware, и CSPMiddleware из django-csp.",
        ))
        .at_place(place)
        .related(own.place),
        None => pass().at_place(place),
    })
}
