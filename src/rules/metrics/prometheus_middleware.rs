//! Both halves of django-prometheus' middleware are there.

use crate::django::middleware::{PROMETHEUS_AFTER, PROMETHEUS_BEFORE};
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Slot};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "metrics.prometheus-middleware",
    item: Item::Metrics,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/django-commons/django-prometheus#quickstart",
    title: text("Both of Prometheus' middleware are on", "Подключены оба middleware Prometheus"),
    why: text(
        "One starts the clock and the other stops it: without the pair there are no numbers.",
        "Один запускает отсчёт, другой его завершает: без пары метрик не будет.",
    ),
    how: text(
        "Put PrometheusBeforeMiddleware first and PrometheusAfterMiddleware last.",
        "Поставьте PrometheusBeforeMiddleware первым, а PrometheusAfterMiddleware последним.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['django_prometheus']\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
        ),
        passes(
            "INSTALLED_APPS = ['django_prometheus']\nMIDDLEWARE = ['django_prometheus.middleware.PrometheusBeforeMiddleware', 'django.middleware.security.SecurityMiddleware', 'django_prometheus.middleware.PrometheusAfterMiddleware']",
        ),
        irrelevant(
            "INSTALLED_APPS = ['django_prometheus']\nMIDDLEWARE = ['shop.middleware.MetricsBeforeMiddleware', 'django.middleware.security.SecurityMiddleware']",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import INSTALLED_APPS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(app) = project.app("django_prometheus")? else { return Ok(not_applicable()) };
    let middleware = project.settings.list("MIDDLEWARE")?;
    middleware.no_holes()?;
    let (before, after) = (middleware.position(PROMETHEUS_BEFORE), middleware.position(PROMETHEUS_AFTER));
    // A subclass of one's own cannot be told from other middleware.
    if before.is_none()
        && after.is_none()
        && middleware
            .find_by(|path| {
                let path = path.to_ascii_lowercase();
                path.contains("prometheus") || path.contains("metrics")
            })?
            .is_some()
    {
        return Ok(not_applicable());
    }
    let message = match (before, after) {
        (Some(_), Some(_)) => return Ok(pass().at(&middleware)),
        (None, None) => text(
            "django_prometheus is installed, and its middleware is not in MIDDLEWARE.",
            "django_prometheus подключён, но его middleware в MIDDLEWARE нет.",
        ),
        (Some(_), None) => text("PrometheusAfterMiddleware is missing.", "Нет PrometheusAfterMiddleware."),
        (None, Some(_)) => text("PrometheusBeforeMiddleware is missing.", "Нет PrometheusBeforeMiddleware."),
    };
    let mut slots: Vec<Slot> = (0..middleware.items.len()).map(Slot::Old).collect();
    if before.is_none() {
        slots.insert(0, Slot::New(PROMETHEUS_BEFORE.to_owned()));
    }
    if after.is_none() {
        slots.push(Slot::New(PROMETHEUS_AFTER.to_owned()));
    }
    let written = project.list_edit("MIDDLEWARE", &middleware, &slots);
    Ok(attention(message).at(&middleware).related(app).fix_list(Applicability::Safe, "MIDDLEWARE", written))
}
