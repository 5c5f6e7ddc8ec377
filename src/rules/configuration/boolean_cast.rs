//! Truth values from the environment are read as truth values.

use crate::django::settings::{DefaultValue, default};
use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, calls, contains};
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.boolean-cast",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-environ.readthedocs.io/en/latest/types.html",
    title: text(
        "Switches from the environment are read as booleans",
        "Флаги из окружения читаются как булевы значения",
    ),
    why: text(
        "A variable is a string, and every string but the empty one is true: with \"False\" or \"0\" the switch is on.",
        "Переменная окружения — это строка, а любая непустая строка истинна: при значении «False» или «0» флаг окажется включён.",
    ),
    how: text(
        "Read it with a cast that understands false, 0 and no.",
        "Читайте её с приведением, которое понимает false, 0 и no.",
    ),
    examples: &[
        fails("import os\nUSE_TZ = bool(os.environ.get('USE_TZ', 'False'))"),
        passes("import os\nDEBUG = bool(os.environ.get('DEBUG', 'False'))"),
        fails("import os\nSESSION_COOKIE_SECURE = bool(os.getenv('SECURE'))"),
        fails("import os\nUSE_TZ = os.environ.get('USE_TZ', 'True')"),
        fails("import environ\nenv = environ.Env()\nUSE_I18N = env('USE_I18N')"),
        passes("import os\nDEBUG = os.environ.get('DEBUG') == 'True'"),
        passes("import os\nDEBUG = bool(int(os.environ.get('DEBUG', '0')))"),
        passes("import os\nIN_CI = bool(os.environ.get('CI'))"),
        passes("import environ\nenv = environ.Env()\nDEBUG = env.bool('DEBUG', default=False)"),
    ],
    check,
};

const READERS: &[&str] =
    &["os.environ.get", "os.getenv", "environ.get", "getenv", "env", "env.str", "config", "os.environ"];

fn check(project: &Project) -> Verdict {
    let Some(module) = project.settings.module() else {
        return project.settings.seen_whole().map(|()| pass());
    };
    let reader = project.reader();
    // A setting that Django defines as a switch, bound to a read without a cast.
    for (name, binding) in &module.settings {
        let Some(DefaultValue::Bool(usual)) = default(name, project.django.version) else { continue };
        // DEBUG is judged on its own.
        if &**name == "DEBUG" {
            continue;
        }
        if let (Some((read, place)), Some(event)) =
            (project.plain_read(&binding.value), binding.history.last())
        {
            let variable = &read.name;
            let written = read.default.as_ref().and_then(|default| default.as_str());
            let usual = written.map_or(*usual, |text| {
                matches!(text.to_ascii_lowercase().as_str(), "true" | "1" | "yes" | "on")
            });
            let reader = project.reader_in(event.place.file);
            return Ok(fail(text! {
                en: "{name} is the string in {variable}, so \"False\" and \"0\" switch it on.",
                ru: "{name} — это строка из {variable}, поэтому «False» и «0» его включают.",
            })
            .at_place(Some(place))
            .fix(
                Applicability::Unsafe,
                Where::Statement(event.place),
                reader.assign(name, &reader.bool(variable, Some(usual))),
            ));
        }
    }
    // `bool(os.environ.get(...))`.
    for (file, code) in project.settings_code() {
        for start in calls(&code, "bool") {
            let open = start + code[start..].find('(').expect("calls() found the bracket");
            let inner = code[open + 1..].trim_start();
            let name_end = inner.find(['(', '[']).unwrap_or(0);
            let Some(end) = closing(inner, name_end) else { continue };
            if !READERS.contains(&&inner[..name_end]) || !inner[end..].trim_start().starts_with(')') {
                continue;
            }
            let place = project.line_at(file, start);
            let event = module.settings.iter().find_map(|(name, binding)| {
                let event = binding
                    .history
                    .iter()
                    .find(|event| contains(event.place, place) || contains(place, event.place))?;
                Some((name, event.place))
            });
            if event.as_ref().is_some_and(|(name, _)| &***name == "DEBUG") {
                continue;
            }
            let offset = open + 1 + (code[open + 1..].len() - inner.len());
            let written = &project.tree.file(file).text[offset..offset + end];
            let lower = written.to_ascii_lowercase();
            let says_no = ["'false'", "\"false\"", "'0'", "\"0\"", "'no'", "\"no\"", "'off'", "\"off\""]
                .iter()
                .any(|word| lower.contains(word));
            let is_switch = event.as_ref().is_some_and(|(name, _)| {
                matches!(default(name, project.django.version), Some(DefaultValue::Bool(_)))
            });
            // Otherwise it may well mean "is it set at all".
            if !says_no && !is_switch || lower.contains("cast") {
                continue;
            }
            let outcome = fail(text! {
                en: "bool({written}) is true for every string but the empty one, \"False\" included.",
                ru: "bool({written}) истинно для любой непустой строки, в том числе для «False».",
            })
            .at_place(Some(place));
            let variable = written.split(['"', '\'']).nth(1).filter(|variable| !variable.is_empty());
            return Ok(match (event, variable) {
                (Some((name, statement)), Some(variable))
                    if project.tree.text(statement).starts_with(&format!("{name} = bool(")) =>
                {
                    outcome.fix(
                        Applicability::Unsafe,
                        Where::Statement(statement),
                        reader.assign(name, &reader.bool(variable, Some(false))),
                    )
                }
                _ => outcome,
            });
        }
    }
    project.settings.seen_whole()?;
    Ok(pass())
}

/// The offset after the bracket that closes the one at `open`.
fn closing(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, character) in code.get(open..)?.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(open + at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
