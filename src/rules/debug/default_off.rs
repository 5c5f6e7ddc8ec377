//! A `DEBUG` that the environment decides is off when nobody sets the variable.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "debug.default-off",
    item: Item::Debug,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#debug",
    title: text("Unset, the variable leaves DEBUG off", "Без переменной окружения DEBUG выключен"),
    why: text(
        "A forgotten variable on a new server must fail safe; a default of True turns debug mode on for the whole internet.",
        "Если на новом сервере забыли задать переменную, это должно быть безопасно. Со значением True по умолчанию режим отладки откроется всему интернету.",
    ),
    how: text(
        "Make False the default, and set the variable to true where you develop.",
        "Сделайте значением по умолчанию False, а на машине разработчика включайте отладку переменной.",
    ),
    examples: &[
        fails("import os\nDEBUG = os.environ.get('DEBUG', 'True') == 'True'"),
        fails("import environ\nenv = environ.Env()\nDEBUG = env.bool('DJANGO_DEBUG', default=True)"),
        passes("from decouple import config\nDEBUG = config('DEBUG', default=False, cast=bool)"),
        irrelevant("DEBUG = False"),
        irrelevant("import os\nDEBUG = os.environ.get('DEBUG', 'False')"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(binding) = project.settings.binding("DEBUG") else { return Ok(not_applicable()) };
    let Kind::Maybe(maybe) = &binding.value.kind else { return Ok(not_applicable()) };
    // Of several the one that is named for it.
    let is_named = |variable: &&std::rc::Rc<str>| variable.to_ascii_uppercase().contains("DEBUG");
    let Some(variable) = maybe.variables.iter().find(is_named).or_else(|| maybe.variables.iter().next())
    else {
        return Ok(not_applicable());
    };
    let place = project.place_of("DEBUG");
    // A text is true whatever it says; with a cast the default is off.
    if project.uncast_read("DEBUG").is_some() {
        return Ok(not_applicable());
    }
    match maybe.usual.as_ref().and_then(crate::python::Value::truthy) {
        None => Ok(not_applicable()),
        Some(false) => Ok(pass().at_place(place)),
        Some(true) => {
            let reader = project.reader();
            let snippet = reader.assign("DEBUG", &reader.bool(variable, Some(false)));
            // A comparison or a function of one's own takes other words for true.
            let is_cast = project.read_within("DEBUG").is_some_and(|read| read.cast == "bool");
            let applicability = if is_cast { Applicability::Safe } else { Applicability::Unsafe };
            Ok(fail(text! {
                en: "If the variable {variable} is not set, DEBUG is on.",
                ru: "Если переменная {variable} не задана, DEBUG включён.",
            })
            .at_place(place)
            .fix(applicability, Where::Setting("DEBUG"), snippet))
        }
    }
}
