//! Something counts requests, errors and time.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, asks, manual, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "metrics.monitoring",
    item: Item::Metrics,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/django-commons/django-prometheus",
    title: text("Requests, errors and time are measured", "Запросы, ошибки и время ответа измеряются"),
    why: text(
        "Without numbers a slow week looks like a slow day, and nobody knows which release began it.",
        "Без цифр медленная неделя выглядит как медленный день, и никто не знает, с какого релиза это началось.",
    ),
    how: text(
        "Export metrics with django-prometheus or OpenTelemetry, and alert on them.",
        "Отдавайте метрики через django-prometheus или OpenTelemetry и настройте по ним оповещения.",
    ),
    examples: &[
        passes("INSTALLED_APPS = ['django_prometheus']")
            .with(&[("requirements.txt", "Django==5.2.1\ndjango-prometheus==2.4.0\n")]),
        passes("DEBUG = False").with(&[("requirements.txt", "Django==5.2.1\nnewrelic==10.0.0\n")]),
        asks("DEBUG = False").with(&[("requirements.txt", "Django==5.2.1\n")]),
        undecided("DEBUG = False"),
    ],
    check,
};

const PACKAGES: &[&str] = &[
    "django-prometheus",
    "prometheus-client",
    "opentelemetry-instrumentation-django",
    "opentelemetry-sdk",
    "opentelemetry-distro",
    "newrelic",
    "ddtrace",
    "datadog",
    "elastic-apm",
    "scout-apm",
    "statsd",
    "django-statsd",
    "appsignal",
    "logfire",
    "instana",
    "dynatrace",
    "signoz",
    "azure-monitor-opentelemetry",
    "pyroscope-io",
];

fn check(project: &Project) -> Verdict {
    let required = project.any_package(PACKAGES);
    if let Ok(Some(found)) = &required {
        return Ok(pass().at_place(Some(found.place)));
    }
    if project.uses("django_prometheus", "django-prometheus") {
        return Ok(pass());
    }
    required?;
    Ok(manual(text(
        "The requirements name no metrics package. The load balancer or the provider may measure from outside.",
        "В зависимостях нет пакетов для метрик. Возможно, снаружи измеряют балансировщик или провайдер.",
    )))
}
