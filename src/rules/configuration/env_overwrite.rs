//! The server's environment wins over a `.env` file.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, calls};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "configuration.env-overwrite",
    item: Item::Configuration,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-environ.readthedocs.io/en/latest/tips.html",
    title: text("The server's environment wins over .env", "Переменные сервера важнее файла .env"),
    why: text(
        "When the file overwrites the environment, a developer's .env that slips into the image silently replaces the production values.",
        "Если файл перекрывает окружение, случайно попавший в образ .env разработчика молча подменит боевые значения.",
    ),
    how: text(
        "Drop the argument: both libraries keep what is already set.",
        "Уберите этот аргумент: по умолчанию обе библиотеки не трогают уже заданное.",
    ),
    examples: &[
        fails("import environ\nenv = environ.Env()\nenviron.Env.read_env('.env', overwrite=True)"),
        fails("from dotenv import load_dotenv\nload_dotenv(override=True)"),
        passes("import environ\nenviron.Env.read_env('.env')"),
        passes("from dotenv import load_dotenv\nload_dotenv(override=False)"),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for (file, code) in project.settings_code() {
        for (call, argument) in [("read_env", "overwrite"), ("load_dotenv", "override")] {
            if !code.contains(call) {
                continue;
            }
            // `env.read_env(...)` is as good as `read_env(...)`.
            let dotted = format!(".{call}");
            let offsets: Vec<usize> =
                calls(&code, call).chain(code.match_indices(&dotted).map(|(at, _)| at + 1)).collect();
            for offset in offsets {
                let Some(arguments) = arguments(&code[offset..]) else { continue };
                seen = Some(project.line_at(file, offset));
                let compact: String = arguments.chars().filter(|c| !c.is_whitespace()).collect();
                if !compact.contains(&format!("{argument}=True")) {
                    continue;
                }
                let place = project.line_at(file, offset);
                let line = project.tree.text(place);
                let fixed = [format!(", {argument}=True"), format!("{argument}=True")]
                    .iter()
                    .find(|part| line.contains(part.as_str()))
                    .map(|part| line.replacen(part.as_str(), "", 1));
                let outcome = attention(text! {
                    en: "{call} is called with {argument}=True.",
                    ru: "{call} вызывается с {argument}=True.",
                })
                .at_place(Some(place));
                return Ok(match fixed {
                    Some(fixed) => outcome.fix(Applicability::Unsafe, Where::Statement(place), fixed),
                    None => outcome,
                });
            }
        }
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}

/// What stands between the brackets of the call that the code begins with.
fn arguments(code: &str) -> Option<&str> {
    let open = code.find('(')?;
    let mut depth = 0_usize;
    for (at, character) in code[open..].char_indices() {
        match character {
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(&code[open + 1..open + at]);
                }
            }
            _ => {}
        }
    }
    None
}
