//! The container's own health check is answered, not redirected.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "metrics.probe-redirect",
    item: Item::Metrics,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secure-redirect-exempt",
    title: text("The container's health check is not redirected", "Проверка контейнера не перенаправляется"),
    why: text("A redirect to HTTPS is a success to curl -f, which then checks nothing, and an error to wget, which follows it to a port where nobody speaks TLS.", "Для curl -f перенаправление на HTTPS — успех, и проверка ничего не проверяет, а wget идёт по нему туда, где TLS никто не ждёт, и падает."),
    how: text("Name the path in SECURE_REDIRECT_EXEMPT, or send X-Forwarded-Proto: https with the request.", "Впишите путь в SECURE_REDIRECT_EXEMPT или передавайте с запросом X-Forwarded-Proto: https."),
    examples: &[
        fails("SECURE_SSL_REDIRECT = True\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']").with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health/\nCMD gunicorn config.wsgi\n")]),
        passes("SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = ['^health/']\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']").with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health/\nCMD gunicorn config.wsgi\n")]),
        undecided("import os\nSECURE_SSL_REDIRECT = bool(os.environ['TLS'])\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']").with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health/\nCMD gunicorn config.wsgi\n")]),
        irrelevant("SECURE_SSL_REDIRECT = True"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(first) = project.probes().into_iter().find(|probe| !probe.secure) else {
        return Ok(not_applicable());
    };
    let Some((probe, redirects)) = project.redirected_probe()? else {
        let middleware = project.settings.list("MIDDLEWARE")?;
        let redirects = middleware.contains("django.middleware.security.SecurityMiddleware")?
            && *project.settings.truthy("SECURE_SSL_REDIRECT")?;
        return Ok(if redirects { pass().at_place(Some(first.place)) } else { not_applicable() });
    };
    let path = &probe.path;
    let outcome = attention(text! {
        en: "The container's health check asks for /{path} over HTTP, and SECURE_SSL_REDIRECT redirects it.",
        ru: "Проверка контейнера запрашивает /{path} по HTTP, а SECURE_SSL_REDIRECT её перенаправляет.",
    })
    .at_place(Some(probe.place))
    .related(redirects.place);
    // What has no meaning to a regular expression.
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_'));
    let exempt = project.known_items("SECURE_REDIRECT_EXEMPT").filter(|_| plain).map(|mut items| {
        items.push(format!("^{path}$"));
        list_code("SECURE_REDIRECT_EXEMPT", &items)
    });
    Ok(match exempt {
        Some(code) => outcome.fix(Applicability::Unsafe, Where::Setting("SECURE_REDIRECT_EXEMPT"), code),
        None => outcome,
    })
}
