//! Django's own tasks leave the request.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "tasks.backend",
    item: Item::ResponseTime,
    severity: Severity::Error,
    django: since(6, 0),
    mirrors: &[],
    docs: "topics/tasks/#configuring-a-task-backend",
    title: text("Tasks are handed to a worker", "Задачи передаются воркеру"),
    why: text(
        "Of Django's two backends one runs the task inside the request and the other never runs it: both are meant for development and tests.",
        "Из двух бэкендов Django один выполняет задачу прямо в запросе, другой не выполняет никогда: оба нужны для разработки и тестов.",
    ),
    how: text(
        "Name the backend of a package that has a worker in TASKS.",
        "Укажите в TASKS бэкенд пакета, у которого есть воркер.",
    ),
    examples: &[
        fails("TASKS = {'default': {'BACKEND': 'django.tasks.backends.dummy.DummyBackend'}}").django(6, 0),
        fails("TASKS = {'default': {'BACKEND': 'django.tasks.backends.immediate.ImmediateBackend'}}")
            .django(6, 0),
        passes("TASKS = {'default': {'BACKEND': 'django_tasks.backends.database.DatabaseBackend'}}")
            .django(6, 0),
        irrelevant("").django(6, 0),
        undecided("from .other import TASKS").django(6, 0),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.binding("TASKS").is_none() {
        return Ok(not_applicable());
    }
    let Some(backend) = project.settings.path("TASKS", &["default", "BACKEND"])? else {
        return Ok(not_applicable());
    };
    Ok(match backend.as_str() {
        Some("django.tasks.backends.dummy.DummyBackend") => fail(text(
            "TASKS uses DummyBackend: tasks are stored and never run.",
            "В TASKS стоит DummyBackend: задачи складываются и никогда не выполняются.",
        ))
        .at(&backend),
        Some("django.tasks.backends.immediate.ImmediateBackend") => attention(text(
            "TASKS uses ImmediateBackend: each task runs inside the request that asks for it.",
            "В TASKS стоит ImmediateBackend: каждая задача выполняется прямо в запросе, который её поставил.",
        ))
        .at(&backend),
        _ => pass().at(&backend),
    })
}
