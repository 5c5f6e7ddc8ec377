//! The settings run no text as code.

use crate::model::{Item, Severity, text};
use crate::project::{Project, calls};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.evaluation",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.python.org/3/library/functions.html#eval",
    title: text("No string is run as code", "Строки не исполняются как код"),
    why: text(
        "eval, exec and pickle run whatever they are given: who can set a variable or write a file then runs programs on the server.",
        "eval, exec и pickle исполняют всё, что им дали: тот, кто может задать переменную или подменить файл, запускает программы на сервере.",
    ),
    how: text(
        "Read values with casts (bool, int, list, json), and split settings by imports.",
        "Читайте значения с приведением типов (bool, int, list, json), а настройки разделяйте импортами.",
    ),
    examples: &[
        fails("import os\nDEBUG = eval(os.environ.get('DEBUG', 'False'))"),
        fails("exec(open('local_settings.py').read())"),
        passes("import ast, os\nDEBUG = ast.literal_eval(os.environ.get('DEBUG', 'False'))"),
        passes("import os\nfrom .tasks import app\nDEBUG = False").with(&[(
            "config/tasks.py",
            "import pickle\napp = None\ndef loads(data):\n    return pickle.loads(data)\n",
        )]),
        passes("# eval(1) is not used\nA = 'exec(x)'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut writing = project.settings.names().filter_map(|name| project.settings.binding(name));
    let writing: Vec<_> =
        writing.by_ref().flat_map(|binding| &binding.history).map(|event| event.place.file).collect();
    for (file, code) in project.settings_code() {
        for name in ["eval", "exec", "execfile", "pickle.loads", "pickle.load"] {
            // A module that they import may well unpickle what is no setting.
            if name.starts_with("pickle") && !writing.contains(&file) {
                continue;
            }
            if let Some(offset) = calls(&code, name).next() {
                return Ok(fail(text! {
                    en: "The settings call {name}.",
                    ru: "В настройках вызывается {name}.",
                })
                .at_place(Some(project.line_at(file, offset))));
            }
        }
    }
    project.settings.seen_whole()?;
    Ok(pass())
}
