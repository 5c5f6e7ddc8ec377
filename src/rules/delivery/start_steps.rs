//! A container that starts does not migrate while others start, too.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "delivery.start-steps",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/migrations/",
    title: text("Containers start without migrating", "Контейнеры запускаются без миграций"),
    why: text("Containers that start together migrate together: two run the same migration at once, and old code serves on the new tables.", "Контейнеры, стартующие вместе, и мигрируют вместе: одну миграцию выполняют сразу двое, а старый код работает с новыми таблицами."),
    how: text("Run migrate as a step of the release, before the new containers: a job, a one-off container, a release process.", "Запускайте migrate отдельным шагом релиза до новых контейнеров: задачей, разовым контейнером, release-процессом."),
    examples: &[
        fails("DEBUG = False").with(&[("compose.yml", "services:\n  web:\n    build: .\n    command: sh -c 'python manage.py migrate && gunicorn config.wsgi'\n    deploy:\n      replicas: 3\n")]),
        passes("DEBUG = False").with(&[("compose.yml", "services:\n  migrate:\n    build: .\n    command: python manage.py migrate\n  web:\n    build: .\n    command: gunicorn config.wsgi\n    deploy:\n      replicas: 3\n")]),
        irrelevant("DEBUG = False").with(&[("compose.yml", "services:\n  web:\n    build: .\n    command: sh -c 'python manage.py migrate && gunicorn config.wsgi'\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    // One container that migrates and then serves is alone, as far as can be seen.
    for (file, service) in project.services().filter(|(_, service)| service.replicas) {
        let serves = service.commands.iter().any(|command| project.is_server(command));
        seen = seen.or(service.commands.first().map(|command| command.place));
        if let Some(command) = service.commands.iter().find(|command| serves && command.manages("migrate")) {
            let (path, name) = (&project.tree.file(file).path, &service.name);
            return Ok(attention(text! {
                en: "Every container of {name} in {path} runs migrate when it starts.",
                ru: "Каждый контейнер {name} в {path} при запуске выполняет migrate.",
            })
            .at_place(Some(command.place)));
        }
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
