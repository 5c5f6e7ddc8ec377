//! The container's own health check is let in.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "metrics.probe-host",
    item: Item::Metrics,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#allowed-hosts",
    title: text("The health check's host is allowed", "Хост проверки состояния разрешён"),
    why: text("The container asks itself by a name such as localhost: without it in ALLOWED_HOSTS Django answers 400, and a healthy container is restarted forever.", "Контейнер спрашивает сам себя по имени вроде localhost: если его нет в ALLOWED_HOSTS, Django отвечает 400, и здоровый контейнер перезапускают без конца."),
    how: text("Add the name to ALLOWED_HOSTS, or send a Host header that is allowed.", "Добавьте имя в ALLOWED_HOSTS или передавайте разрешённый заголовок Host."),
    examples: &[
        fails("ALLOWED_HOSTS = ['example.com']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']").with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health/ || exit 1\nCMD gunicorn config.wsgi\n")]),
        fails("ALLOWED_HOSTS = ['example.com']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']").with(&[("compose.yml", "services:\n  web:\n    build: .\n    command: gunicorn config.wsgi\n    healthcheck:\n      test: [CMD, curl, -f, 'http://127.0.0.1:8000/']\n")]),
        passes("ALLOWED_HOSTS = ['example.com', 'localhost']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']").with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/health/\nCMD gunicorn config.wsgi\n")]),
        passes("ALLOWED_HOSTS = ['example.com']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']").with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -fH 'Host: example.com' http://localhost:8000/\nCMD gunicorn config.wsgi\n")]),
        // Whoever is let in, DEBUG does not matter.
        passes("import os\nDEBUG = bool(os.environ.get('DEBUG'))\nALLOWED_HOSTS = ['*']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']").with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/\nCMD gunicorn config.wsgi\n")]),
        undecided("import os\nALLOWED_HOSTS = os.environ['HOSTS'].split(',')\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']").with(&[("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD curl -f http://localhost:8000/\nCMD gunicorn config.wsgi\n")]),
        irrelevant("ALLOWED_HOSTS = ['example.com']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let probes = project.probes();
    let Some(first) = probes.first() else { return Ok(not_applicable()) };
    let middleware = project.settings.list("MIDDLEWARE")?;
    // What answers before CommonMiddleware looks at the host.
    let answers = |path: &str| {
        let lower = path.to_ascii_lowercase();
        ["health", "dockerflow", "alive", "heartbeat", "probe"].iter().any(|word| lower.contains(word))
    };
    if middleware.find_by(answers)?.is_some()
        || !middleware.contains("django.middleware.common.CommonMiddleware")?
    {
        return Ok(not_applicable());
    }
    for probe in &probes {
        let host = &probe.host;
        if !project.admits_host(host)? {
            // With DEBUG on and no hosts, Django lets localhost in.
            if *project.settings.truthy("DEBUG")? {
                return Ok(not_applicable());
            }
            let outcome = fail(text! {
                en: "The container's health check asks for {host}, which ALLOWED_HOSTS does not let in.",
                ru: "Проверка контейнера обращается к {host}, а ALLOWED_HOSTS его не пропускает.",
            })
            .at_place(Some(probe.place))
            .related(project.place_of("ALLOWED_HOSTS"));
            let hosts = project.known_items("ALLOWED_HOSTS").map(|mut hosts| {
                hosts.push(host.clone());
                list_code("ALLOWED_HOSTS", &hosts)
            });
            return Ok(match hosts {
                Some(code) => outcome.fix(Applicability::Unsafe, Where::Setting("ALLOWED_HOSTS"), code),
                None => outcome,
            });
        }
    }
    Ok(pass().at_place(Some(first.place)))
}
