//! The shape of the sources: which floor may name which, both languages of every
//! sentence, and what is never written. Each check is a function from a path and
//! a text to complaints, so that a bad sample shows that it can complain.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A floor and the floors it may name, itself aside; the reasons stand in
/// `ARCHITECTURE.md`. A new arrow is a commit of its own, with a reason in `docs/adr`.
const FLOORS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("model", &["source"]),
    ("protocol", &["model", "source"]),
    ("python", &["source"]),
    ("requirements", &["source"]),
    ("django", &["requirements", "model", "source"]),
    ("project", &["django", "requirements", "python", "model", "source"]),
    ("checks", &["project", "django", "python", "model", "source"]),
    ("rules", &["checks", "project", "django", "requirements", "python", "model", "source"]),
    (
        "audit",
        &["rules", "checks", "project", "django", "requirements", "python", "protocol", "model", "source"],
    ),
    ("worker", &["audit", "protocol", "model"]),
    ("app", &["protocol", "model", "source"]),
];

/// Doors: what each program may name of the library.
const DOORS: &[(&str, &[&str])] = &[
    ("app", &["app"]),
    ("worker", &["worker"]),
    ("preflight", &["audit", "protocol", "model", "source", "django"]),
    ("dev", &[]),
];

/// Macros of this crate that stand at its root.
const MACROS: &[&str] = &["text"];

/// Crates that only the doors, the page and the worker's floor may name.
const BROWSER: &[&str] =
    &["web_sys", "js_sys", "gloo", "yew", "wasm_bindgen", "serde_wasm_bindgen", "wasm_bindgen_futures"];

type Check = fn(&str, &str) -> Vec<String>;

/// Checks of Rust sources.
const CHECKS: &[Check] = &[
    imports_run_down,
    families_keep_apart,
    crates_keep_to_their_floor,
    sentences_are_whole,
    page_is_safe,
    words_are_kept,
];

#[test]
fn sources_are_tidy() {
    let mut wrong = Vec::new();
    let sources = files(&root().join("src"));
    assert!(sources.len() > 100, "the sources were not found");
    for path in sources.iter().filter(|path| path.ends_with(".rs")) {
        let text = read(path);
        wrong.extend(CHECKS.iter().flat_map(|check| check(path, &text)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_names_a_machine() {
    let mut wrong = Vec::new();
    for folder in ["src", "tests", "docs", "www", "patches", ".ci", ".cargo"] {
        for path in files(&root().join(folder)) {
            wrong.extend(machines(&path, &read(&path)));
        }
    }
    for entry in std::fs::read_dir(root()).expect("the repository is here").flatten() {
        if entry.path().is_file() && entry.file_name() != ".git" {
            let path = relative(&entry.path());
            wrong.extend(machines(&path, &read(&path)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn bad_samples_are_seen() {
    let samples: &[(Check, &str, &str)] = &[
        (imports_run_down, "src/model/a.rs", "use crate::rules::Rule;"),
        (imports_run_down, "src/python/a.rs", "fn a() { crate::django::b(); }"),
        (imports_run_down, "src/source/mod.rs", "use super::model::Text;"),
        (imports_run_down, "src/python/evaluate/a.rs", "use super::super::super::project::Project;"),
        (imports_run_down, "src/requirements/a.rs", "use crate::{python, source};"),
        (imports_run_down, "src/requirements/a.rs", "mod tests {\n    use super::super::super::django;\n}"),
        (imports_run_down, "src/app/a.rs", "use crate::audit::audit;"),
        (imports_run_down, "src/app/views/a.rs", "use crate::project::Project;"),
        (imports_run_down, "src/protocol.rs", "use super::audit;"),
        (imports_run_down, "src/bin/preflight/a.rs", "use django_preflight::rules;"),
        (imports_run_down, "src/audit/a.rs", "use crate::elsewhere::A;"),
        (families_keep_apart, "src/rules/cors/a.rs", "use crate::rules::hosts::b;"),
        (families_keep_apart, "src/rules/cors/a.rs", "use super::super::hosts::b;"),
        (families_keep_apart, "src/audit/a.rs", "use crate::rules::hosts::RULES;"),
        (crates_keep_to_their_floor, "src/project/a.rs", "use rustpython_parser::ast;"),
        (crates_keep_to_their_floor, "src/rules/cors/a.rs", "use web_sys::Window;"),
        (sentences_are_whole, "src/rules/a.rs", "text(\"\", \"а\")"),
        (sentences_are_whole, "src/rules/a.rs", "text(\n    \"a\",\n    \"\",\n)"),
        (sentences_are_whole, "src/rules/a.rs", "text(\"The same\", \"The same\")"),
        (sentences_are_whole, "src/rules/a.rs", "text(\"Stop!\", \"Стоп\")"),
        (sentences_are_whole, "src/rules/a.rs", "text! { en: \"{a} left\", ru: \"Осталось\" }"),
        (sentences_are_whole, "src/rules/a.rs", "text! {\n    en: \"a\",\n    ru: \"\",\n}"),
        (page_is_safe, "src/app/a.rs", "html! { <p style=\"color: red\"></p> }"),
        (page_is_safe, "src/app/a.rs", "element.set_inner_html(text);"),
        (words_are_kept, "src/app/views/a.rs", "html! { <p>{ \"Файлы\" }</p> }"),
        (words_are_kept, "src/app/views/a.rs", "html! { <p>{ \"Give it your files\" }</p> }"),
        (machines, "README.md", concat!("see /ho", "me/someone/a")),
        (machines, "Cargo.lock", "source = \"registry+https://packages.example.com/index\""),
    ];
    for (check, path, text) in samples {
        assert_eq!(check(path, text).len(), 1, "{path}: {text}: {:?}", check(path, text));
    }
}

#[test]
fn good_samples_are_left_alone() {
    let samples: &[(Check, &str, &str)] = &[
        (imports_run_down, "src/rules/cors/a.rs", "// crate::audit is above\nuse crate::project::Project;"),
        (imports_run_down, "src/rules/mod.rs", "use super::project::Project;"),
        (imports_run_down, "src/python/evaluate/a.rs", "use super::super::value::Value;"),
        (
            families_keep_apart,
            "src/rules/cors/a.rs",
            "use crate::rules::worst::worst;\nuse crate::rules::cors::b;",
        ),
        (sentences_are_whole, "src/rules/a.rs", "text(\"DEBUG\", \"DEBUG\")"),
        (sentences_are_whole, "src/rules/a.rs", "text! { en: \"{{a}} {n:?} of {m}\", ru: \"{m}: {n}\" }"),
        (words_are_kept, "src/app/views/a.rs", "// Слова\nhtml! { <p class=\"a b c d\"></p> }"),
        (words_are_kept, "src/app/strings.rs", "\"Файлы\""),
        (words_are_kept, "src/app/strings/a.rs", "\"Файлы\""),
    ];
    for (check, path, text) in samples {
        assert_eq!(check(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}

/// A floor names only the floors that it may.
fn imports_run_down(path: &str, text: &str) -> Vec<String> {
    let Some((floor, may)) = may_name(path) else { return Vec::new() };
    named(path, text)
        .into_iter()
        .filter(|(_, name)| {
            *name != floor && !may.contains(&name.as_str()) && !MACROS.contains(&name.as_str())
        })
        .map(|(line, name)| format!("{path}:{line}: {floor} names {name}, which is no floor below it"))
        .collect()
}

/// The floor or door of a file, and what it may name; none for `lib.rs`.
fn may_name(path: &str) -> Option<(&'static str, &'static [&'static str])> {
    let rest = path.strip_prefix("src/")?;
    let (table, rest) = rest.strip_prefix("bin/").map_or((FLOORS, rest), |rest| (DOORS, rest));
    let name = rest.split(['/', '.']).next()?;
    table.iter().find(|(floor, _)| *floor == name).copied()
}

/// The modules at the root of the crate that a file names, with their lines.
fn named(path: &str, text: &str) -> Vec<(usize, String)> {
    let root = if path.starts_with("src/bin/") { "django_preflight::" } else { "crate::" };
    // How many `super` lead from the file to the root of the crate.
    let parts = path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
    let mut depth = parts.split('/').count();
    let mut found = Vec::new();
    for (number, line) in code_lines(text) {
        if line.starts_with("mod ") && line.trim_end().ends_with('{') {
            depth += 1;
        }
        let mut rest = line;
        while let Some(at) = rest.find(root) {
            let is_whole = !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            rest = &rest[at + root.len()..];
            if is_whole {
                found.extend(first_names(rest).map(|name| (number, name)));
            }
        }
        let mut rest = line;
        while let Some(at) = rest.find("super::") {
            rest = &rest[at..];
            let mut steps = 0;
            while let Some(after) = rest.strip_prefix("super::") {
                rest = after;
                steps += 1;
            }
            if steps >= depth {
                found.extend(first_names(rest).map(|name| (number, name)));
            }
        }
    }
    found
}

/// `a` of `a::b`; `a`, `b` of `{a, b::c}` as far as they stand on one line.
fn first_names(rest: &str) -> impl Iterator<Item = String> {
    let list = rest.strip_prefix('{').map_or(rest, |list| list.split('}').next().unwrap_or(list));
    let count = if rest.starts_with('{') { usize::MAX } else { 1 };
    let names: Vec<String> = list
        .split(',')
        .take(count)
        .map(|item| item.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>())
        .filter(|name| !name.is_empty() && name != "self")
        .collect();
    names.into_iter()
}

/// Lines of code from 1, without comments that fill a line.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// A family of rules names no other, and nobody above names a family.
fn families_keep_apart(path: &str, text: &str) -> Vec<String> {
    let own = path.strip_prefix("src/rules/").map(|rest| rest.split(['/', '.']).next().unwrap_or(""));
    let is_family = |name: &str| root().join("src/rules").join(name).is_dir();
    let mut wrong = Vec::new();
    for (number, line) in code_lines(text) {
        for start in ["crate::rules::", "super::super::"] {
            let mut rest = line;
            while let Some(at) = rest.find(start) {
                rest = &rest[at + start.len()..];
                if start.starts_with("super")
                    && own.is_none_or(|own| path == format!("src/rules/{own}/mod.rs"))
                {
                    continue;
                }
                for name in first_names(rest) {
                    if is_family(&name) && Some(name.as_str()) != own {
                        wrong.push(format!("{path}:{number}: names the family {name}"));
                    }
                }
            }
        }
    }
    wrong
}

/// Only `python` knows the parser; only the browser's wing knows the browser.
fn crates_keep_to_their_floor(path: &str, text: &str) -> Vec<String> {
    let browser = ["src/app/", "src/worker.rs", "src/bin/"].iter().any(|start| path.starts_with(start));
    let mut wrong = Vec::new();
    for (number, line) in code_lines(text) {
        if line.contains("rustpython_") && !path.starts_with("src/python/") {
            wrong.push(format!("{path}:{number}: names the parser"));
        }
        if !browser && BROWSER.iter().any(|name| line.contains(&format!("{name}::"))) {
            wrong.push(format!("{path}:{number}: names the browser"));
        }
    }
    wrong
}

/// Both languages of a sentence are there, and speak of the same values.
fn sentences_are_whole(path: &str, text: &str) -> Vec<String> {
    if path == "src/app/testing.rs" {
        return Vec::new();
    }
    let code: String = text
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "\n".to_owned() } else { format!("{line}\n") })
        .collect();
    let mut wrong = Vec::new();
    for (at, _) in code.match_indices("text") {
        let rest = &code[at + 4..];
        let pair = if let Some(rest) = rest.strip_prefix('(') {
            literal(rest)
                .and_then(|(en, rest)| Some((en, literal(rest.trim_start().strip_prefix(',')?)?.0, false)))
        } else if let Some(rest) = rest.strip_prefix('!') {
            let rest = rest
                .trim_start()
                .strip_prefix(['{', '('])
                .and_then(|rest| rest.trim_start().strip_prefix("en:"));
            rest.and_then(literal).and_then(|(en, rest)| {
                let rest = rest.trim_start().strip_prefix(',')?.trim_start().strip_prefix("ru:")?;
                Some((en, literal(rest)?.0, true))
            })
        } else {
            None
        };
        let Some((en, ru, has_captures)) = pair else { continue };
        let line = code[..at].matches('\n').count() + 1;
        let is_russian = ru.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
        let untranslated = if has_captures {
            // `{name}: {value}` needs no words.
            en == ru && without_captures(&en).contains(|c: char| c.is_ascii_lowercase())
        } else {
            // `DEBUG`, `django-redis` are the same in every language.
            !is_russian && en.split(' ').any(|word| word.len() > 3 && word.chars().all(char::is_lowercase))
        };
        // A plural is a word of its language, not a value.
        let values = |words: &str| {
            let mut values = captures(words);
            values.retain(|name| !code.contains(&format!("let {name} = plural_")));
            values
        };
        let reason = if en.trim().is_empty() || ru.trim().is_empty() {
            "a language is missing"
        } else if untranslated {
            "the Russian is not Russian"
        } else if has_captures && values(&en) != values(&ru) {
            "the languages name different values"
        } else if [&en, &ru].iter().any(|words| {
            words.ends_with('!')
                || words.contains("! ")
                || words.to_lowercase().contains("please")
                || words.to_lowercase().contains("пожалуйста")
        }) {
            "the tone is not calm"
        } else {
            continue;
        };
        wrong.push(format!("{path}:{line}: {reason}: {en:?}"));
    }
    wrong
}

/// The string at the start of a text, and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let inside = text.trim_start().strip_prefix('"')?;
    let mut words = String::new();
    let mut characters = inside.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Some((words, &inside[index + 1..])),
            '\\' => match characters.next()? {
                (_, '\n') => {
                    let rest = characters.as_str();
                    let skipped = rest.len() - rest.trim_start().len();
                    characters.by_ref().take(rest[..skipped].chars().count()).for_each(drop);
                }
                (_, 'n') => words.push('\n'),
                (_, other) => words.push(other),
            },
            other => words.push(other),
        }
    }
    None
}

/// The names that a format takes from its surroundings.
fn captures(format: &str) -> BTreeSet<String> {
    let plain = format.replace("{{", "").replace("}}", "");
    plain
        .split('{')
        .skip(1)
        .filter_map(|piece| piece.split('}').next())
        .map(|name| name.split(':').next().unwrap_or(name))
        // `{days_en}` and `{days_ru}` are one value in two languages.
        .map(|name| {
            let value = name.trim_end_matches("_en").trim_end_matches("_ru");
            if matches!(value, "en" | "ru") { String::new() } else { value.to_owned() }
        })
        .collect()
}

fn without_captures(format: &str) -> String {
    let mut depth = 0_u32;
    format
        .chars()
        .filter(|character| {
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

/// A strict policy drops `style`, and a person's text is never markup.
fn page_is_safe(path: &str, text: &str) -> Vec<String> {
    if !path.starts_with("src/app/") {
        return Vec::new();
    }
    let never =
        ["style=", "inner_html", "outer_html", "from_html_unchecked", "insert_adjacent_html", "eval("];
    code_lines(text)
        .filter_map(|(number, line)| {
            let found = never.iter().find(|word| line.contains(*word))?;
            Some(format!("{path}:{number}: {found} is never used"))
        })
        .collect()
}

/// The page's words stand in `strings.rs`, where both languages must be given.
fn words_are_kept(path: &str, text: &str) -> Vec<String> {
    // A sample brings its own name, in both languages.
    let own = ["src/app/strings.rs", "src/app/samples.rs", "src/app/testing.rs"];
    if !path.starts_with("src/app/") || path.starts_with("src/app/strings/") || own.contains(&path) {
        return Vec::new();
    }
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    code_lines(code)
        .filter(|(_, line)| !line.contains("expect(") && !line.contains("reason = "))
        .filter_map(|(number, line)| {
            let line = line.split(" // ").next().unwrap_or(line);
            let sentence = line.split('"').skip(1).step_by(2).find(|words| {
                let is_russian = words.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
                let starts = words.starts_with(|c: char| c.is_ascii_uppercase());
                is_russian
                    || starts
                        && words
                            .split(' ')
                            .filter(|word| word.chars().all(|c| c.is_ascii_lowercase()) && !word.is_empty())
                            .count()
                            >= 2
            })?;
            Some(format!("{path}:{number}: {sentence:?} belongs into strings.rs"))
        })
        .collect()
}

/// Paths of somebody's machine, and registries other than the usual one.
fn machines(path: &str, text: &str) -> Vec<String> {
    let folders = [
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("C:\\Us", "ers"),
    ];
    let mut wrong = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let number = index + 1;
        // Samples tell of servers, not of anyone's machine.
        let is_sample = path.starts_with("src/rules/")
            || path.starts_with("www/samples/")
            || path.starts_with("tests/") && path != "tests/it/tidy.rs";
        if let Some(folder) = folders.iter().find(|folder| line.contains(**folder))
            && !is_sample
        {
            wrong.push(format!("{path}:{number}: {folder}"));
        }
        if let Some(index) = line.split("registry+").nth(1)
            && path == "Cargo.lock"
            && !index.starts_with("https://github.com/rust-lang/crates.io-index")
        {
            wrong.push(format!("{path}:{number}: a registry of somebody's own"));
        }
        if line.contains(concat!("replace-", "with")) && path.ends_with(".toml") {
            wrong.push(format!("{path}:{number}: a registry of somebody's own"));
        }
    }
    wrong
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).expect("a path of the repository").to_string_lossy().replace('\\', "/")
}

/// A text of the repository; what is no text is empty.
fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_default()
}

/// All files below a folder, as paths from the root of the repository.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(relative(&path));
        }
    }
    found.sort();
    found
}
