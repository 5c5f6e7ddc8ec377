//! Gunicorn serves more than one request at a time.

use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "app_server.workers",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.gunicorn.org/en/stable/settings.html#workers",
    title: text("Gunicorn has more than one worker", "У Gunicorn больше одного воркера"),
    why: text(
        "By itself Gunicorn has one synchronous worker: one slow request, and everybody else waits.",
        "По умолчанию у Gunicorn один синхронный воркер: пока идёт один медленный запрос, все остальные ждут.",
    ),
    how: text(
        "Set --workers (two per core and one more is the usual start) or --threads.",
        "Задайте --workers (обычно начинают с двух на ядро плюс один) или --threads.",
    ),
    examples: &[
        fails("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13\nCMD [\"gunicorn\", \"config.wsgi\"]\n")]),
        fails("DEBUG = False").with(&[("gunicorn.conf.py", "bind = ':8000'\nworkers = 1\n")]),
        passes("DEBUG = False")
            .with(&[("Dockerfile", "FROM python:3.13\nCMD gunicorn config.wsgi --workers 3\n")]),
        passes("DEBUG = False").with(&[("gunicorn.conf.py", "threads = 4\n")]),
        passes("DEBUG = False").with(&[(
            "gunicorn.conf.py",
            "import multiprocessing\nworkers = multiprocessing.cpu_count() * 2 + 1\n",
        )]),
        undecided("DEBUG = False").with(&[("Procfile", "web: gunicorn config.wsgi\n")]),
        undecided("DEBUG = False")
            .with(&[("gunicorn.conf.py", "import os\nworkers = int(os.environ['WORKERS'])\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.has_gunicorn() {
        return Ok(not_applicable());
    }
    let place = project.gunicorn_place();
    let class = project.gunicorn("worker_class", &["-k", "--worker-class"])?;
    // One of these serves many requests.
    if class.is_some_and(|class| !matches!(class.value.as_str(), "sync" | "gthread")) {
        return Ok(pass().at_place(place));
    }
    for (name, options) in [("threads", &["--threads"][..]), ("workers", &["-w", "--workers"])] {
        match project.gunicorn(name, options) {
            Ok(Some(set)) if set.value != "1" => return Ok(pass().at_place(Some(set.place))),
            Ok(_) => {}
            // A number of the machine, such as its cores, is not one by accident.
            Err(undecided) if undecided.variables.is_empty() && !undecided.missing_file => {
                return Ok(pass().at_place(place));
            }
            Err(undecided) => return Err(undecided),
        }
    }
    let concurrency = || {
        project
            .tree
            .iter()
            .any(|(_, file)| file.text.contains("WEB_CONCURRENCY") || file.text.contains("GUNICORN_CMD_ARGS"))
    };
    let by_platform = project.gunicorn("workers", &["-w", "--workers"])?.is_none()
        && (project.has_file(FileKind::Procfile) || concurrency());
    if by_platform {
        return Err(Undecided {
            places: place.into_iter().collect(),
            ..Undecided::not_given(text(
                "Gunicorn takes the number of workers from WEB_CONCURRENCY, which the platform may set.",
                "Число воркеров Gunicorn берёт из WEB_CONCURRENCY, а её может задать платформа.",
            ))
        });
    }
    Ok(attention(text(
        "Gunicorn is started with one synchronous worker and no threads.",
        "Gunicorn запускается с одним синхронным воркером и без потоков.",
    ))
    .at_place(place))
}
