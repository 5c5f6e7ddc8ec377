//! `ALLOWED_HOSTS` is a list, not a text.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.list",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#allowed-hosts",
    title: text("ALLOWED_HOSTS is a list", "ALLOWED_HOSTS — это список"),
    why: text(
        "Since Django 4.0 a string here stops the site at start with ImproperlyConfigured; before that each letter counted as a host.",
        "С Django 4.0 строка здесь обрывает запуск с ImproperlyConfigured, а раньше хостом считалась каждая буква.",
    ),
    how: text(
        "Put the name into brackets, or split the variable's string at its commas.",
        "Возьмите имя в квадратные скобки или разбейте строку из переменной по запятым.",
    ),
    examples: &[
        fails("ALLOWED_HOSTS = 'example.com'"),
        fails("ALLOWED_HOSTS = ('example.com')"),
        passes("ALLOWED_HOSTS = ('example.com',)"),
        undecided("import os\nALLOWED_HOSTS = os.environ['HOSTS']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.settings.is_set("ALLOWED_HOSTS")? {
        return Ok(not_applicable());
    }
    let hosts = project.settings.value("ALLOWED_HOSTS")?;
    match &hosts.value.kind {
        Kind::List(_) | Kind::Tuple(_) => Ok(pass().at(&hosts)),
        Kind::Str(host) => {
            let items: Vec<String> = host
                .split([',', ' '])
                .filter(|part| !part.is_empty())
                .map(|part| format!("{part:?}"))
                .collect();
            let snippet = format!("ALLOWED_HOSTS = [{}]", items.join(", "));
            Ok(fail(text! {
                en: "ALLOWED_HOSTS is the string {host:?}.",
                ru: "ALLOWED_HOSTS — это строка {host:?}.",
            })
            .at(&hosts)
            .raising("ALLOWED_HOSTS", "must be a list")
            .fix(Applicability::Safe, Where::Setting("ALLOWED_HOSTS"), snippet))
        }
        _ => {
            let found = hosts.value.type_name();
            Ok(fail(text! {
                en: "ALLOWED_HOSTS is of type {found}.",
                ru: "ALLOWED_HOSTS имеет тип {found}.",
            })
            .at(&hosts)
            .raising("ALLOWED_HOSTS", "must be a list"))
        }
    }
}
