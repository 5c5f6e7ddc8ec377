//! `DEBUG` is off in the module that production runs.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "debug.off",
    item: Item::Debug,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.W018"],
    docs: "ref/settings/#debug",
    title: text("DEBUG is off", "DEBUG выключен"),
    why: text(
        "With DEBUG on, every error page shows source code, settings and SQL to whoever caused it, and memory grows with each query.",
        "При включённом DEBUG любая страница ошибки показывает посторонним исходный код, настройки и SQL, а память растёт с каждым запросом.",
    ),
    how: text(
        "Set DEBUG to False in the production module, and turn it on from the environment where you develop.",
        "Задайте DEBUG = False в настройках продакшена, а для разработки включайте его через переменную окружения.",
    ),
    examples: &[
        fails("DEBUG = True"),
        fails("DEBUG = 'False'"),
        passes("DEBUG = False"),
        passes(""),
        undecided("import os\nDEBUG = os.environ.get('DEBUG')"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let debug = project.settings.truthy("DEBUG")?;
    if !*debug {
        return Ok(pass().at(&debug));
    }
    let found = project.settings.value("DEBUG")?;
    let message = match found.value.as_str() {
        // A text is true whatever it says.
        Some(written) => text! {
            en: "DEBUG is the string {written:?}, and any string that is not empty counts as true.",
            ru: "DEBUG — это строка {written:?}, а любая непустая строка считается истиной.",
        },
        None => text("DEBUG is on.", "DEBUG включён."),
    };
    Ok(fail(message).at(&debug).fix(Applicability::Safe, Where::Setting("DEBUG"), "DEBUG = False"))
}
