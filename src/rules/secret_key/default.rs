//! A key that is read from the environment has no default.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "secret-key.default",
    item: Item::SecretKey,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/deployment/checklist/#secret-key",
    title: text("SECRET_KEY has no default", "У SECRET_KEY нет значения по умолчанию"),
    why: text(
        "If the variable is forgotten on a server, the site quietly runs with a key that is known from the code.",
        "Если на сервере забудут задать переменную, сайт незаметно заработает с ключом, который известен из кода.",
    ),
    how: text(
        "Leave out the default, so that without a key nothing starts.",
        "Уберите значение по умолчанию: без ключа ничего не должно запускаться.",
    ),
    examples: &[
        fails("import os\nSECRET_KEY = os.environ.get('SECRET_KEY', 'development')"),
        fails("from decouple import config\nSECRET_KEY = config('DJANGO_KEY', default='development')"),
        passes("import os\nSECRET_KEY = os.environ['SECRET_KEY']"),
        passes("import os\nSECRET_KEY = os.environ.get('SECRET_KEY')"),
        irrelevant("SECRET_KEY = 'abc'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(binding) = project.settings.binding("SECRET_KEY") else { return Ok(not_applicable()) };
    let place = project.place_of("SECRET_KEY");
    let (variables, usual) = match &binding.value.kind {
        Kind::Maybe(maybe) => (&maybe.variables, maybe.usual.as_ref()),
        Kind::Unknown(unknown) => (&unknown.variables, None),
        _ => return Ok(not_applicable()),
    };
    let Some(variable) = variables.iter().next() else { return Ok(not_applicable()) };
    if usual.and_then(|value| value.as_str()).is_none_or(str::is_empty) {
        return Ok(pass().at_place(place));
    }
    let reader = project.reader();
    let snippet = reader.assign("SECRET_KEY", &reader.str(variable, None));
    Ok(fail(text! {
        en: "If the variable {variable} is not set, SECRET_KEY falls back to one in the code.",
        ru: "Если переменная {variable} не задана, SECRET_KEY берётся из кода.",
    })
    .at_place(place)
    .fix(Applicability::Unsafe, Where::Setting("SECRET_KEY"), snippet))
}
