//! A probe over plain HTTP gets an answer rather than a redirect.

use crate::model::{Applicability, Item, Severity, Tls, Topology, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "metrics.health-redirect",
    item: Item::Metrics,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secure-redirect-exempt",
    title: text(
        "The health check is exempt from the redirect",
        "Проверка состояния не перенаправляется на HTTPS",
    ),
    why: text(
        "Kubernetes and load balancers ask the process over plain HTTP: a redirect is no answer to some of them, and no look at the site to the others.",
        "Kubernetes и балансировщики спрашивают процесс по обычному HTTP: для одних перенаправление — не ответ, для других — ответ, который ничего не говорит о сайте.",
    ),
    how: text(
        "Name the address in SECURE_REDIRECT_EXEMPT, as the start of the path without its slash.",
        "Впишите адрес в SECURE_REDIRECT_EXEMPT: начало пути без первого слеша.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['health_check']\nSECURE_SSL_REDIRECT = True\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
        ),
        passes(
            "INSTALLED_APPS = ['health_check']\nSECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r'^ht/$']\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
        ),
        passes(
            "INSTALLED_APPS = ['health_check']\nSECURE_SSL_REDIRECT = True\nSECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\nSECURE_REDIRECT_EXEMPT = ['^health']\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
        ),
        irrelevant("INSTALLED_APPS = ['health_check']"),
        // The container's check is told with its own address.
        irrelevant("INSTALLED_APPS = ['health_check']\nSECURE_SSL_REDIRECT = True\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']")
            .with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/ht/\nCMD gunicorn config.wsgi\n")]),
        irrelevant(
            "INSTALLED_APPS = ['health_check']\nSECURE_SSL_REDIRECT = True\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
        )
        .served(Topology::NOT_SAID.tls(Tls::App)),
        undecided("from .other import INSTALLED_APPS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(app) = project.app("health_check")? else { return Ok(not_applicable()) };
    let middleware = project.settings.list("MIDDLEWARE")?;
    if !middleware.contains("django.middleware.security.SecurityMiddleware")? {
        return Ok(not_applicable());
    }
    let redirect = project.settings.truthy("SECURE_SSL_REDIRECT")?;
    // Where the process itself ends TLS, a probe asks it over HTTPS.
    if !*redirect || project.faces_the_browser() {
        return Ok(not_applicable());
    }
    // Where the container's own check shows the address, that is told.
    if project.redirected_probe()?.is_some() {
        return Ok(not_applicable());
    }
    let exempt = project.settings.list("SECURE_REDIRECT_EXEMPT")?;
    if !exempt.is_empty() {
        return Ok(pass().at(&exempt));
    }
    let message = if project.tls() == Some(Tls::Balancer) {
        text(
            "The load balancer asks health_check over plain HTTP and gets a redirect: SECURE_REDIRECT_EXEMPT is empty.",
            "Балансировщик спрашивает health_check по HTTP и получает перенаправление: SECURE_REDIRECT_EXEMPT пуст.",
        )
    } else {
        text(
            "health_check is installed, every request over plain HTTP is redirected, and SECURE_REDIRECT_EXEMPT is empty.",
            "health_check подключён, все запросы по HTTP перенаправляются, а SECURE_REDIRECT_EXEMPT пуст.",
        )
    };
    Ok(attention(message).at(&redirect).related(app).fix(
        Applicability::Unsafe,
        Where::Setting("SECURE_REDIRECT_EXEMPT"),
        "SECURE_REDIRECT_EXEMPT = [r\"^ht/\"]",
    ))
}
