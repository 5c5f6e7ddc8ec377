//! A request that hangs is ended by the server.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "app_server.timeout",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.gunicorn.org/en/stable/settings.html#timeout",
    title: text("A hanging request is ended", "Зависший запрос прерывается"),
    why: text("A worker that waits for something that never comes is lost for good; a few of them, and the site stands still.", "Воркер, который ждёт того, что не придёт, потерян навсегда; несколько таких — и сайт стоит."),
    how: text("Leave Gunicorn's timeout near its 30 seconds, set harakiri for uWSGI, and move long work to a task queue.", "Оставьте timeout Gunicorn около 30 секунд, задайте harakiri для uWSGI, а долгую работу отдайте очереди задач."),
    examples: &[
        fails("DEBUG = False").with(&[("Dockerfile", "FROM python:3.13\nCMD exec gunicorn --bind :$PORT --workers 1 --threads 8 --timeout 0 main:app\n")]),
        fails("DEBUG = False").with(&[("gunicorn.conf.py", "timeout = 60 * 60\n")]),
        fails("DEBUG = False").with(&[("uwsgi.ini", "[uwsgi]\nmaster = true\n")]),
        passes("DEBUG = False").with(&[("gunicorn.conf.py", "timeout = 60\n")]),
        passes("DEBUG = False").with(&[("uwsgi.ini", "[uwsgi]\nharakiri = 30\n")]),
        undecided("DEBUG = False").with(&[("gunicorn.conf.py", "import os\ntimeout = int(os.environ['TIMEOUT'])\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

/// Seconds beyond which a timeout protects nobody.
const LONG: u32 = 600;

fn check(project: &Project) -> Verdict {
    if let Some(place) = project.uwsgi_place() {
        return Ok(match project.uwsgi("harakiri") {
            Some(set) if set.value != "0" => pass().at_place(Some(set.place)),
            _ => attention(text(
                "uWSGI has no harakiri, so a request may take forever.",
                "У uWSGI не задан harakiri, и запрос может длиться вечно.",
            ))
            .at_place(Some(place)),
        });
    }
    if !project.has_gunicorn() {
        return Ok(not_applicable());
    }
    let Some(set) = project.gunicorn("timeout", &["-t", "--timeout"])? else {
        return Ok(pass().at_place(project.gunicorn_place()));
    };
    let seconds: Option<u32> = set.value.parse().ok();
    // Asynchronous workers report while they wait: it is no limit of a request there.
    let class = project.gunicorn("worker_class", &["-k", "--worker-class"])?;
    let waits = class.is_some_and(|class| !matches!(class.value.as_str(), "sync" | "gthread"));
    Ok(match seconds {
        Some(0) if !waits => attention(text(
            "Gunicorn's timeout is 0, so a request may take forever.",
            "timeout у Gunicorn равен 0, и запрос может длиться вечно.",
        )),
        Some(seconds) if seconds > LONG && !waits => attention(text! {
            en: "Gunicorn waits {seconds} seconds before it ends a worker that hangs.",
            ru: "Gunicorn ждёт {seconds} с, прежде чем завершить зависший воркер.",
        }),
        _ => pass(),
    }
    .at_place(Some(set.place)))
}
