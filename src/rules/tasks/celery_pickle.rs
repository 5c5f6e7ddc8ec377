//! Messages for workers are data, not code.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "tasks.celery-pickle",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.celeryq.dev/en/stable/userguide/security.html#serializers",
    title: text("Celery messages are JSON", "Сообщения Celery передаются в JSON"),
    why: text(
        "Reading a pickle runs code that it holds: whoever can write to the broker runs commands on every worker.",
        "Чтение pickle выполняет код из него: кто может писать в брокер, тот выполняет команды на всех воркерах.",
    ),
    how: text(
        "Accept and send json only; pass ids to tasks instead of objects.",
        "Принимайте и отправляйте только json, а в задачи вместо объектов передавайте их id.",
    ),
    examples: &[
        fails("CELERY_ACCEPT_CONTENT = ['json', 'pickle']"),
        fails("CELERY_TASK_SERIALIZER = 'pickle'"),
        passes("CELERY_ACCEPT_CONTENT = ['json']\nCELERY_TASK_SERIALIZER = 'json'"),
        irrelevant("CELERY_BROKER_URL = 'redis://queue:6379/0'"),
        undecided("from .other import CELERY_ACCEPT_CONTENT"),
    ],
    check,
};

/// Serializers whose messages can run code.
const RISKY: &[&str] = &["pickle", "yaml", "application/x-python-serialize", "application/x-yaml"];

fn check(project: &Project) -> Verdict {
    let mut asked = false;
    for name in ["CELERY_ACCEPT_CONTENT", "CELERY_RESULT_ACCEPT_CONTENT"] {
        if project.settings.binding(name).is_none() {
            continue;
        }
        asked = true;
        let accepted = project.settings.list(name)?;
        if let Some(found) = accepted.find_by(|content| RISKY.contains(&content))? {
            let content = found.as_str().unwrap_or_default();
            let message = text! { en: "{name} accepts {content}.", ru: "{name} разрешает {content}." };
            return Ok(attention(message).at_place(found.place.or(accepted.place)).fix(
                Applicability::Unsafe,
                Where::Setting(name),
                format!("{name} = [\"json\"]"),
            ));
        }
    }
    for name in ["CELERY_TASK_SERIALIZER", "CELERY_RESULT_SERIALIZER"] {
        if project.settings.binding(name).is_none() {
            continue;
        }
        asked = true;
        let serializer = project.settings.str(name)?;
        if RISKY.contains(&&**serializer) {
            let written = &*serializer.value;
            let message = text! { en: "{name} is {written}.", ru: "{name} — {written}." };
            return Ok(attention(message).at(&serializer).fix(
                Applicability::Unsafe,
                Where::Setting(name),
                format!("{name} = \"json\""),
            ));
        }
    }
    Ok(if asked { pass() } else { not_applicable() })
}
