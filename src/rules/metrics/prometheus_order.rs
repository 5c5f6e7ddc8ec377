//! The middleware of django-prometheus encloses all other.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "metrics.prometheus-order",
    item: Item::Metrics,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/django-commons/django-prometheus#quickstart",
    title: text("Prometheus' middleware is first and last", "Middleware Prometheus стоят первым и последним"),
    why: text(
        "The first starts the clock and the last stops it: what stands outside of the two is not in the numbers, and without the pair there are none.",
        "Первый запускает отсчёт, последний его завершает: всё, что стоит снаружи, в метрики не попадает, а без пары метрик не будет вовсе.",
    ),
    how: text(
        "Put PrometheusBeforeMiddleware first and PrometheusAfterMiddleware last.",
        "Поставьте PrometheusBeforeMiddleware первым, а PrometheusAfterMiddleware последним.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['django_prometheus']\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django_prometheus.middleware.PrometheusBeforeMiddleware', 'django_prometheus.middleware.PrometheusAfterMiddleware']",
        ),
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
    ],
    check,
};

const BEFORE: &str = "django_prometheus.middleware.PrometheusBeforeMiddleware";
const AFTER: &str = "django_prometheus.middleware.PrometheusAfterMiddleware";

fn check(project: &Project) -> Verdict {
    let Some(app) = project.app("django_prometheus")? else { return Ok(not_applicable()) };
    let middleware = project.settings.list("MIDDLEWARE")?;
    middleware.no_holes()?;
    let (before, after) = (middleware.position(BEFORE), middleware.position(AFTER));
    let last = middleware.items.len().saturating_sub(1);
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
    // django-allow-cidr has to come even before it.
    let first = before.is_some_and(|at| {
        at == 0
            || middleware.items[..at]
                .iter()
                .all(|item| item.as_str().is_some_and(|path| path.starts_with("allow_cidr.")))
    });
    let message = match (before, after) {
        (None, None) => text(
            "django_prometheus is installed, and its middleware is not in MIDDLEWARE.",
            "django_prometheus подключён, но его middleware в MIDDLEWARE нет.",
        ),
        (Some(_), None) => text("PrometheusAfterMiddleware is missing.", "Нет PrometheusAfterMiddleware."),
        (None, Some(_)) => text("PrometheusBeforeMiddleware is missing.", "Нет PrometheusBeforeMiddleware."),
        (Some(_), Some(_)) if !first => text(
            "PrometheusBeforeMiddleware is not the first.",
            "PrometheusBeforeMiddleware стоит не первым.",
        ),
        (Some(_), Some(at)) if at != last => text(
            "PrometheusAfterMiddleware is not the last.",
            "PrometheusAfterMiddleware стоит не последним.",
        ),
        _ => return Ok(pass().at(&middleware)),
    };
    let outcome = attention(message).at(&middleware).related(app);
    Ok(match project.known_items("MIDDLEWARE") {
        Some(mut items) => {
            items.retain(|path| path != BEFORE && path != AFTER);
            let at = items.iter().take_while(|path| path.starts_with("allow_cidr.")).count();
            items.insert(at, BEFORE.to_owned());
            items.push(AFTER.to_owned());
            outcome.fix(Applicability::Safe, Where::Setting("MIDDLEWARE"), list_code("MIDDLEWARE", &items))
        }
        None => outcome,
    })
}
