//! Celery reads the settings under these names.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "tasks.celery-names",
    item: Item::ResponseTime,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.celeryq.dev/en/stable/django/first-steps-with-django.html",
    title: text("Celery reads the settings that are meant for it", "Celery читает предназначенные ему настройки"),
    why: text("A setting without the namespace's prefix is not read: Celery takes its default, a broker on this machine, and says nothing.", "Настройку без префикса Celery не прочтёт и молча возьмёт значение по умолчанию — брокер на этой же машине."),
    how: text("Pass namespace=\"CELERY\" to config_from_object, and name each setting CELERY_ plus its present name.", "Передайте namespace=\"CELERY\" в config_from_object и назовите настройки CELERY_ плюс современное имя."),
    examples: &[
fails("BROKER_URL = 'redis://redis:6379/0'").with(&[("config/celery.py", "from celery import Celery\napp = Celery('x')\napp.config_from_object('django.conf:settings', namespace='CELERY')\n")]),
        passes("CELERY_BROKER_URL = 'redis://redis:6379/0'").with(&[("config/celery.py", "from celery import Celery\napp = Celery('x')\napp.config_from_object('django.conf:settings', namespace='CELERY')\n")]),
        fails("CELERY_BROKER_URL = 'redis://redis:6379/0'").with(&[("config/celery.py", "from celery import Celery\napp = Celery('x')\napp.config_from_object('django.conf:settings')\n")]),
        irrelevant("BROKER_URL = 'redis://redis:6379/0'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let configured = project.files(FileKind::Python).find_map(|(id, text)| {
        let at = text.find("config_from_object(")?;
        let call = text[at..].split(')').next().unwrap_or_default();
        call.contains("django.conf:settings").then(|| (id, at, call.contains("namespace")))
    });
    let Some((file, at, namespace)) = configured else { return Ok(not_applicable()) };
    let wrong = |name: &str| {
        if namespace {
            matches!(name, "BROKER_URL" | "CELERYBEAT_SCHEDULE" | "CELERYBEAT_SCHEDULER")
                || name.starts_with("CELERYD_") && name != "CELERYD_HIJACK_ROOT_LOGGER"
        } else {
            matches!(
                name,
                "CELERY_BROKER_URL"
                    | "CELERY_BEAT_SCHEDULE"
                    | "CELERY_TASK_ALWAYS_EAGER"
                    | "CELERY_WORKER_CONCURRENCY"
            )
        }
    };
    // A name that the settings hand on, or that Celery gets under both, is fine.
    let has = |name: &str| project.settings.binding(name).is_some();
    let both = has("BROKER_URL") && has("CELERY_BROKER_URL");
    let names: Vec<&str> = project
        .settings
        .names()
        .map(|name| &**name)
        .filter(|name| wrong(name) && !both && !project.is_read(name))
        .collect();
    let call = Some(project.line_at(file, at));
    if names.is_empty() {
        return Ok(pass().at_place(call));
    }
    let shown = names.join(", ");
    let outcome = if namespace {
        fail(text! {
            en: "With namespace='CELERY' Celery does not read {shown}.",
            ru: "С namespace='CELERY' Celery не читает {shown}.",
        })
    } else {
        fail(text! {
            en: "Without namespace='CELERY' Celery does not read {shown}.",
            ru: "Без namespace='CELERY' Celery не читает {shown}.",
        })
    };
    Ok(outcome.at_place(project.place_of(names[0])).related(call))
}
