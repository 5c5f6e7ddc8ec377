//! Celery's tasks run in workers.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "tasks.celery-eager",
    item: Item::ResponseTime,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.celeryq.dev/en/stable/userguide/configuration.html#task-always-eager",
    title: text("Celery tasks run in workers", "Задачи Celery выполняются в воркерах"),
    why: text(
        "In eager mode delay() runs the task inside the request: the visitor waits for it, and neither retries nor schedules work as written.",
        "В режиме eager вызов delay() выполняет задачу прямо в запросе: посетитель ждёт её окончания, а повторы и отложенный запуск работают не так, как написано.",
    ),
    how: text("Turn it off here; keep it for tests.", "Отключите его здесь и оставьте только для тестов."),
    examples: &[
        fails("CELERY_TASK_ALWAYS_EAGER = True"),
        fails("CELERY_ALWAYS_EAGER = True"),
        passes("CELERY_TASK_ALWAYS_EAGER = False"),
        passes("CELERY_BROKER_URL = 'redis://queue:6379/0'"),
        undecided("import os\nCELERY_TASK_ALWAYS_EAGER = bool(os.environ.get('EAGER'))"),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let is_celery = |name: &std::rc::Rc<str>| name.starts_with("CELERY_");
    if !project.requires("celery") && !project.settings.names().any(is_celery) {
        return Ok(not_applicable());
    }
    for name in ["CELERY_TASK_ALWAYS_EAGER", "CELERY_ALWAYS_EAGER"] {
        if project.settings.binding(name).is_none() {
            continue;
        }
        let eager = project.settings.truthy(name)?;
        if *eager {
            let outcome = fail(text! {
                en: "{name} is on: each task runs inside the request that asks for it.",
                ru: "{name} включён: каждая задача выполняется прямо в запросе, который её поставил.",
            });
            return Ok(outcome.at(&eager).fix(
                Applicability::Safe,
                Where::Setting(name),
                format!("{name} = False"),
            ));
        }
    }
    Ok(pass())
}
