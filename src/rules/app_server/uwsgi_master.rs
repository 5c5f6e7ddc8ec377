//! uWSGI has a master that looks after the workers.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "app_server.uwsgi-master",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://uwsgi-docs.readthedocs.io/en/latest/ThingsToKnow.html",
    title: text("uWSGI runs with a master", "uWSGI работает с master"),
    why: text(
        "Without a master nobody restarts a worker that died, harakiri does not work, and a reload drops requests.",
        "Без master некому перезапустить упавший воркер, harakiri не работает, а перезагрузка теряет запросы.",
    ),
    how: text("Write master = true.", "Напишите master = true."),
    examples: &[
        fails("DEBUG = False").with(&[("uwsgi.ini", "[uwsgi]\nmodule = config.wsgi\nprocesses = 4\n")]),
        passes("DEBUG = False").with(&[("uwsgi.ini", "[uwsgi]\nmodule = config.wsgi\nmaster = true\n")]),
        passes("DEBUG = False").with(&[("Procfile", "web: uwsgi --master --module=config.wsgi\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(place) = project.uwsgi_place() else { return Ok(not_applicable()) };
    let on = |value: &str| matches!(value.to_ascii_lowercase().as_str(), "true" | "1" | "yes" | "on" | "");
    Ok(match project.uwsgi("master").or_else(|| project.uwsgi("M")).or_else(|| project.uwsgi("emperor")) {
        Some(set) if on(&set.value) || set.value.contains('/') => pass().at_place(Some(set.place)),
        Some(set) => attention(text("uWSGI's master is switched off.", "master у uWSGI выключен."))
            .at_place(Some(set.place)),
        None => attention(text("uWSGI is configured without master.", "uWSGI настроен без master."))
            .at_place(Some(place)),
    })
}
