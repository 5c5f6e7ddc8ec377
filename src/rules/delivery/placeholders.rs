//! Words that ask to be replaced have been replaced.

use crate::model::{Item, Severity, text};
use crate::project::{Holds, Project};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "delivery.placeholders",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/",
    title: text("Placeholders of secrets are replaced", "Заглушки вместо секретов заменены"),
    why: text(
        "changeme and its like are the first words that are tried, and a site starts with them without a complaint.",
        "changeme и подобное пробуют первым, а сайт запускается с ними без единой жалобы.",
    ),
    how: text(
        "Put a random value there; a compose file can take it from the environment and not start without it: ${NAME:?}.",
        "Задайте случайное значение; файл compose может брать его из окружения и без него не запускаться: ${NAME:?}.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[(
            "docker-compose.yml",
            "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: changeme\n",
        )]),
        fails("DEBUG = False").with(&[(".env", "SECRET_KEY=your-secret-key\n")]),
        passes("DEBUG = False").with(&[(
            "docker-compose.yml",
            "services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD:?}\n",
        )]),
        irrelevant("DEBUG = False").with(&[(".env.example", "SECRET_KEY=your-secret-key\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let composed = project.services().flat_map(|(_, service)| service.environment.iter().cloned());
    let written = project
        .environment_files()
        .filter(|(_, sample)| !sample)
        .flat_map(|(file, _)| project.environment_variables(file));
    let mut seen = None;
    for variable in composed.chain(written) {
        seen = seen.or(Some(variable.place));
        if variable.holds() == Holds::Placeholder {
            let (path, name) = (&project.tree.file(variable.place.file).path, &variable.name);
            return Ok(attention(text! {
                en: "The value of {name} in {path} is still a placeholder.",
                ru: "Значение {name} в {path} — всё ещё заглушка.",
            })
            .at_place(Some(variable.place)));
        }
    }
    Ok(seen.map_or_else(not_applicable, |_| pass()))
}
