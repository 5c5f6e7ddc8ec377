//! Nothing writes secrets into the log while the settings load.

use crate::model::{Item, Severity, text};
use crate::project::{Project, calls, is_secret_name};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.printed-secrets",
    item: Item::Configuration,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://12factor.net/config",
    title: text("The settings print no secrets", "Настройки не печатают секретов"),
    why: text(
        "What is printed at the start ends up in logs, in CI output and with whoever collects them.",
        "Всё, что печатается при запуске, оседает в логах и выводе CI, а их читают многие.",
    ),
    how: text(
        "Delete the line, and replace the secret if such a log was kept.",
        "Удалите строку и смените секрет, если такой лог сохранился.",
    ),
    examples: &[
        fails("import os\nSECRET_KEY = os.environ['SECRET_KEY']\nprint('key', SECRET_KEY)"),
        fails("import logging\nDATABASES = {}\nlogging.info(f'{DATABASES}')"),
        passes("print('loading SECRET_KEY')"),
        passes("import os\nSECRET_KEY = os.environ['SECRET_KEY']\nprint(len(SECRET_KEY))"),
    ],
    check,
};

const PRINTERS: &[&str] =
    &["print", "pprint", "logging.debug", "logging.info", "logger.debug", "logger.info"];

fn check(project: &Project) -> Verdict {
    for (file, code) in project.settings_code() {
        let text = &project.tree.file(file).text;
        for printer in PRINTERS.iter().filter(|_| code.contains("print(") || code.contains("log")) {
            for start in calls(&code, printer) {
                let Some(end) = code[start..].find(')').map(|at| start + at) else { continue };
                let Some(name) = printed(&code[start..end], &text[start..end]) else { continue };
                return Ok(fail(
                    text! { en: "The settings print {name}.", ru: "Настройки печатают {name}." },
                )
                .at_place(Some(project.line_at(file, start))));
            }
        }
    }
    Ok(if project.settings.module().is_some() { pass() } else { not_applicable() })
}

/// A secret name among the arguments, or inside the braces of an f-string. What
/// stands in a call within goes through that call: `bool(SECRET_KEY)` tells nothing.
fn printed<'text>(code: &'text str, text: &'text str) -> Option<&'text str> {
    let open = code.find('(')? + 1;
    let (code, text) = (&code[open..], &text[open..]);
    let is_secret = |name: &&str| {
        let name = name.trim();
        name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
            && (is_secret_name(name) || matches!(name, "DATABASES" | "CACHES"))
    };
    let braced = text.split('{').skip(1).map(|rest| rest.split(['}', '!', ':']).next().unwrap_or(""));
    let f_string = ["f'", "f\""].iter().any(|start| text.contains(start));
    code.split(',').chain(braced.filter(|_| f_string)).find(is_secret).map(str::trim)
}
