//! Threads of the code run under uWSGI.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "app_server.uwsgi-threads",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.sentry.io/platforms/python/",
    title: text("uWSGI lets threads run", "uWSGI разрешает потоки"),
    why: text(
        "uWSGI switches Python's threads off unless asked: what Sentry and its like send from a thread never leaves.",
        "uWSGI отключает потоки Python, пока не попросят: то, что Sentry и подобные отправляют из потока, не уходит.",
    ),
    how: text("Write enable-threads = true.", "Напишите enable-threads = true."),
    examples: &[
        fails("DEBUG = False").with(&[
            ("uwsgi.ini", "[uwsgi]\nmaster = true\n"),
            ("requirements.txt", "Django==5.2.1\nsentry-sdk==2.20.0\n"),
        ]),
        passes("DEBUG = False").with(&[
            ("uwsgi.ini", "[uwsgi]\nenable-threads = true\n"),
            ("requirements.txt", "Django==5.2.1\nsentry-sdk==2.20.0\n"),
        ]),
        passes("DEBUG = False").with(&[
            ("uwsgi.ini", "[uwsgi]\nthreads = 4\n"),
            ("requirements.txt", "Django==5.2.1\nsentry-sdk==2.20.0\n"),
        ]),
        irrelevant("DEBUG = False")
            .with(&[("uwsgi.ini", "[uwsgi]\nmaster = true\n"), ("requirements.txt", "Django==5.2.1\n")]),
    ],
    check,
};

/// Packages that send from a thread of their own.
const SENDERS: &[&str] = &[
    "sentry-sdk",
    "newrelic",
    "ddtrace",
    "elastic-apm",
    "opentelemetry-sdk",
    "rollbar",
    "scout-apm",
    "posthog",
];

fn check(project: &Project) -> Verdict {
    let Some(place) = project.uwsgi_place() else { return Ok(not_applicable()) };
    let Some(sender) = SENDERS.iter().find_map(|name| project.requirements.find(name)) else {
        return Ok(not_applicable());
    };
    let set = ["enable-threads", "threads"].iter().find_map(|name| project.uwsgi(name));
    if let Some(set) = set.filter(|set| !matches!(set.value.as_str(), "false" | "0")) {
        return Ok(pass().at_place(Some(set.place)));
    }
    let name = &sender.name;
    Ok(attention(text! {
        en: "{name} sends from a thread, and uWSGI is configured without enable-threads.",
        ru: "{name} отправляет данные из потока, а uWSGI настроен без enable-threads.",
    })
    .at_place(Some(place))
    .related(Some(sender.place)))
}
