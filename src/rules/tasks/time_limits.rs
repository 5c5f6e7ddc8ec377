//! A stuck task ends.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "tasks.time-limits",
    item: Item::ResponseTime,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.celeryq.dev/en/stable/userguide/workers.html#time-limits",
    title: text("Tasks have a time limit", "У задач есть предел времени"),
    why: text(
        "A task that hangs holds its worker forever; a few of them, and no task runs any more.",
        "Зависшая задача навсегда занимает воркер; несколько таких — и задачи больше не выполняются.",
    ),
    how: text(
        "Set CELERY_TASK_TIME_LIMIT to more than your longest task takes.",
        "Задайте CELERY_TASK_TIME_LIMIT больше, чем длится самая долгая задача.",
    ),
    examples: &[
        fails("CELERY_BROKER_URL = 'redis://redis:6379/0'"),
        passes("CELERY_BROKER_URL = 'redis://redis:6379/0'\nCELERY_TASK_TIME_LIMIT = 600"),
        passes("CELERY_BROKER_URL = 'redis://redis:6379/0'\nCELERY_TASK_SOFT_TIME_LIMIT = 600"),
        irrelevant("CELERY_TASK_TIME_LIMIT = 600"),
        undecided(
            "import os\nCELERY_BROKER_URL = 'redis://redis:6379/0'\nif 'TASK_LIMIT' in os.environ:\n    CELERY_TASK_TIME_LIMIT = 600",
        ),
    ],
    check: |project| rarely(project, check),
};

const LIMITS: &[&str] = &[
    "CELERY_TASK_TIME_LIMIT",
    "CELERY_TASK_SOFT_TIME_LIMIT",
    "CELERYD_TASK_TIME_LIMIT",
    "CELERYD_TASK_SOFT_TIME_LIMIT",
];

fn check(project: &Project) -> Verdict {
    if project.settings.binding("CELERY_BROKER_URL").is_none() {
        return Ok(not_applicable());
    }
    for name in LIMITS {
        if let Some(limit) = project.settings.get(name)? {
            return Ok(pass().at(&limit));
        }
    }
    // A task, the app or the command line may have one.
    let told = project.python_mentions("time_limit")
        || project.started().iter().any(|started| started.command.text().contains("time-limit"));
    if told {
        return Ok(not_applicable());
    }
    Ok(attention(text("No time limit is set for tasks.", "Предел времени для задач не задан."))
        .at_place(project.place_of("CELERY_BROKER_URL"))
        .fix(
            Applicability::Unsafe,
            Where::Setting("CELERY_TASK_TIME_LIMIT"),
            "CELERY_TASK_TIME_LIMIT = 30 * 60",
        ))
}
