//! `DEBUG` from the environment is read as a truth value, not as a text.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "debug.cast",
    item: Item::Debug,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#debug",
    title: text("DEBUG is read as a boolean", "DEBUG читается как логическое значение"),
    why: text(
        "An environment variable is a string, and any string that is not empty is true: with DEBUG=False on the server, debug mode is on.",
        "Переменная окружения — это строка, а любая непустая строка истинна: при DEBUG=False на сервере режим отладки включён.",
    ),
    how: text(
        "Compare the string, or read it with a cast to bool.",
        "Сравнивайте строку с нужным значением или читайте её с приведением к bool.",
    ),
    examples: &[
        fails("import os\nDEBUG = os.environ.get('DEBUG', '')"),
        fails("import os\nDEBUG = bool(os.getenv('DEBUG', False))"),
        fails("from decouple import config\nDEBUG = config('DEBUG')"),
        fails("import environ\nenv = environ.Env()\nDEBUG = env('DEBUG')"),
        passes("import os\nDEBUG = os.environ.get('DEBUG') == '1'"),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(read) = project.read_within("DEBUG") else { return Ok(not_applicable()) };
    let place = project.place_of("DEBUG");
    let Some(variable) = project.uncast_read("DEBUG").map(|read| read.name.clone()) else {
        return Ok(pass().at_place(place.or(Some(read.place))));
    };
    let reader = project.reader();
    let snippet = reader.assign("DEBUG", &reader.bool(&variable, Some(false)));
    Ok(fail(text! {
        en: "DEBUG is the string in the variable {variable}, and the string \"False\" counts as true.",
        ru: "DEBUG — это строка из переменной {variable}, а строка «False» тоже считается истиной.",
    })
    .at_place(place)
    .fix(Applicability::Safe, Where::Setting("DEBUG"), snippet))
}
