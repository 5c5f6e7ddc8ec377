//! An optional module of settings does not hide its own errors.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.local-import",
    item: Item::Configuration,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/settings/",
    title: text(
        "Errors in imported settings are not swallowed",
        "Ошибки в подключаемых настройках не теряются",
    ),
    why: text(
        "A bare except also hides a typo or a missing variable inside that module: the site starts with half of its settings and says nothing.",
        "Голый except прячет и опечатку, и незаданную переменную внутри этого модуля: сайт молча запускается с половиной настроек.",
    ),
    how: text("Catch ImportError only.", "Перехватывайте только ImportError."),
    examples: &[
        fails("try:\n    from .local_settings import *\nexcept:\n    pass"),
        fails("try:\n    from local_settings import *\nexcept Exception:\n    print('no local settings')"),
        passes("try:\n    from .local_settings import *\nexcept ImportError:\n    pass"),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for (file, code) in project.settings_code() {
        if !code.contains("import *") {
            continue;
        }
        let lines: Vec<&str> = code.lines().collect();
        let mut offset = 0;
        let mut starts = Vec::with_capacity(lines.len());
        for line in code.split_inclusive('\n') {
            starts.push(offset);
            offset += line.len();
        }
        for (number, line) in lines.iter().enumerate() {
            let import = line.trim();
            if !(import.starts_with("from ") && import.ends_with("import *")) {
                continue;
            }
            let indent = line.len() - line.trim_start().len();
            // The clause that closes the block in which the import stands.
            let closing = lines[number + 1..]
                .iter()
                .position(|next| !next.trim().is_empty() && next.len() - next.trim_start().len() < indent);
            let Some(at) = closing.map(|below| number + 1 + below) else { continue };
            let clause = lines[at].trim();
            if !clause.starts_with("except") {
                continue;
            }
            seen = Some(project.line_at(file, starts[number]));
            let caught = clause
                .trim_start_matches("except")
                .trim_end_matches(':')
                .split(" as ")
                .next()
                .unwrap_or("")
                .trim();
            if matches!(caught, "" | "Exception" | "BaseException") {
                return Ok(attention(text! {
                    en: "Whatever goes wrong in \"{import}\" is caught and forgotten.",
                    ru: "Любая ошибка в «{import}» перехватывается и теряется.",
                })
                .at_place(Some(project.line_at(file, starts[at])))
                .related(seen));
            }
        }
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
