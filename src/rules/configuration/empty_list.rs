//! A list from the environment is empty when the variable is.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::{Kind, Value};
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.empty-list",
    item: Item::Configuration,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-environ.readthedocs.io/en/latest/types.html",
    title: text("Lists from the environment hold no empty string", "В списках из окружения нет пустых строк"),
    why: text(
        "''.split(',') is [''] and not []: the list then has one entry that matches nothing, or that a package refuses at start.",
        "''.split(',') даёт [''], а не []: в списке появляется элемент, который ничему не соответствует или с которым пакет не запустится.",
    ),
    how: text(
        "Drop empty items, or read the list with a reader that does.",
        "Отбрасывайте пустые элементы или читайте список средствами библиотеки.",
    ),
    examples: &[
        fails("import os\nCORS_ALLOWED_ORIGINS = os.environ.get('CORS', '').split(',')"),
        fails("import os\nINTERNAL_IPS = os.getenv('IPS', '').split(',')"),
        passes("import environ\nenv = environ.Env()\nINTERNAL_IPS = env.list('IPS', default=[])"),
        passes("import os\nINTERNAL_IPS = os.environ.get('IPS', '127.0.0.1').split(',')"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(module) = project.settings.module() else {
        return project.settings.seen_whole().map(|()| pass());
    };
    for (name, binding) in &module.settings {
        // These two are judged with the hosts.
        if matches!(&**name, "ALLOWED_HOSTS" | "CSRF_TRUSTED_ORIGINS") {
            continue;
        }
        let Kind::Maybe(maybe) = &binding.value.kind else { continue };
        let empty = maybe
            .usual
            .as_ref()
            .and_then(Value::items)
            .is_some_and(|items| items.len() == 1 && items[0].as_str() == Some(""));
        if !empty {
            continue;
        }
        let variables = maybe.variables.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
        let place = binding.history.last().map(|event| event.place);
        let outcome = attention(text! {
            en: "Without {variables} {name} is [''].",
            ru: "Без {variables} {name} равен [''].",
        })
        .at_place(binding.value.place.or(place));
        return Ok(match (place, maybe.variables.len()) {
            (Some(place), 1) => {
                let reader = project.reader();
                outcome.fix(
                    Applicability::Safe,
                    Where::Statement(place),
                    reader.assign(name, &reader.list(&variables, Some(&[]))),
                )
            }
            _ => outcome,
        });
    }
    project.settings.seen_whole()?;
    Ok(pass())
}
