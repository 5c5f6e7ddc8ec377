//! The sample of the environment has no secret that works.

use crate::model::{Item, Severity, text};
use crate::project::{Project, Variable};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.sample-env",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://12factor.net/config",
    title: text("The sample .env holds no live secret", "В образце .env нет рабочих секретов"),
    why: text(
        "The sample is in the repository for everybody to copy; a key that works in it is published.",
        "Образец лежит в репозитории, чтобы его копировали; рабочий ключ в нём — опубликованный ключ.",
    ),
    how: text(
        "Empty the value in the sample, and change the secret where it is used.",
        "Очистите значение в образце и смените секрет там, где он используется.",
    ),
    examples: &[
        fails("DEBUG = False").with(&[(
            ".env.example",
            "DEBUG=False\nAWS_SECRET_ACCESS_KEY=kq3J8vN1xZ7mP0sR4tY6uW9bC2dE5fG8\n",
        )]),
        passes("DEBUG = False")
            .with(&[(".env.example", "DEBUG=False\nAWS_SECRET_ACCESS_KEY=\nDB_PASSWORD=changeme\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for (file, _) in project.environment_files().filter(|(_, sample)| *sample) {
        seen = seen.or(Some(project.line_at(file, 0)));
        if let Some(variable) = project.environment_variables(file).into_iter().find(Variable::is_live) {
            let (path, name) = (&project.tree.file(file).path, &variable.name);
            return Ok(fail(text! {
                en: "{name} in {path} looks like a secret that works.",
                ru: "{name} в {path} похож на рабочий секрет.",
            })
            .at_place(Some(variable.place)));
        }
    }
    Ok(seen.map_or_else(not_applicable, |_| pass()))
}
