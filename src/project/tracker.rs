//! Error trackers, by the package or by the import in the settings.

use super::Project;
use crate::source::Place;

const PACKAGES: &[&str] = &[
    "sentry-sdk",
    "raven",
    "bugsnag",
    "rollbar",
    "honeybadger",
    "pybrake",
    "airbrake",
    "elastic-apm",
    "newrelic",
    "scout-apm",
    "ddtrace",
    "appsignal",
    "raygun4py",
    "opentelemetry-instrumentation-django",
    "django-opentelemetry",
    "logfire",
    "highlight-io",
    "posthog",
    "azure-monitor-opentelemetry",
    "opencensus-ext-azure",
    "hawk-python-sdk",
];

const MODULES: &[&str] = &[
    "sentry_sdk",
    "bugsnag",
    "rollbar",
    "honeybadger",
    "elasticapm",
    "newrelic",
    "scout_apm",
    "appsignal",
    "logfire",
    "hawk_python_sdk",
];

impl Project {
    /// The line that brings an error tracker.
    #[must_use]
    pub fn error_tracker(&self) -> Option<Place> {
        for (file, code) in self.settings_code() {
            let mut offset = 0;
            for line in code.split_inclusive('\n') {
                let words = line.trim_start();
                if (words.starts_with("import ") || words.starts_with("from "))
                    && MODULES.iter().any(|module| words.contains(module))
                {
                    return Some(self.line_at(file, offset));
                }
                offset += line.len();
            }
        }
        PACKAGES.iter().find_map(|package| self.requirements.find(package)).map(|found| found.place)
    }
}
