//! What the packages that read settings make of an environment: the tables in
//! `tests/readers` say what each of them gave under CPython, and the evaluator
//! has to say the same.
//!
//! A block is a title, files, and environments with what becomes of each:
//!
//! ```text
//! === title
//! settings.py:
//!     A = 1
//! {"X":"text"}
//!     A = 1
//! ```

use std::collections::BTreeMap;

use django_preflight::audit::audit;
use django_preflight::model::{Environment, SettingState};
use django_preflight::protocol::{InputFile, Options};
use serde_json::Value;

/// One block of a table.
#[derive(Default)]
struct Block {
    title: String,
    files: Vec<InputFile>,
    /// The variables, and the lines that follow from them.
    cases: Vec<(String, Vec<String>)>,
}

fn blocks(table: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in table.lines() {
        if let Some(title) = line.strip_prefix("=== ") {
            blocks.push(Block { title: title.to_owned(), ..Block::default() });
            continue;
        }
        // The heading of the table stands before the first block.
        let Some(block) = blocks.last_mut() else { continue };
        match line.strip_prefix("    ") {
            Some(line) => match (block.cases.last_mut(), block.files.last_mut()) {
                (Some((_, lines)), _) => lines.push(line.to_owned()),
                (None, Some(file)) => file.text.extend([line, "\n"]),
                (None, None) => panic!("{}: a line before the files", block.title),
            },
            None if line.starts_with('{') => block.cases.push((line.to_owned(), Vec::new())),
            None => match (line.strip_suffix(':'), block.files.last_mut()) {
                (Some(path), _) => {
                    block.files.push(InputFile { path: path.to_owned(), text: String::new() });
                }
                (None, Some(file)) if block.cases.is_empty() => file.text.push('\n'),
                _ => {}
            },
        }
    }
    blocks
}

fn evaluated(files: &[InputFile], environment: BTreeMap<String, String>, closed: bool) -> Environment {
    let options = Options {
        settings: Some("settings.py".to_owned()),
        root: Some(String::new()),
        show_values: true,
        closed_environment: closed,
        complete: true,
        environment,
        ..Options::default()
    };
    let mut environments = audit(files, &options).environments;
    environments.retain(|environment| environment.file == "settings.py");
    environments.pop().expect("the file that was asked for is evaluated")
}

/// The value in a form that compares: sets have no order.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(pairs) => {
            let mut pairs: serde_json::Map<String, Value> =
                pairs.iter().map(|(key, value)| (key.clone(), plain(value))).collect();
            if let Some(Value::Array(items)) = pairs.get_mut("$set") {
                items.sort_by_key(ToString::to_string);
            }
            Value::Object(pairs)
        }
        other => other.clone(),
    }
}

/// What is different from the lines of the table.
fn differences(lines: &[String], found: &Environment, whole: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    let crash = found.predicted.crash.as_deref().map(|crash| crash.split(':').next().unwrap_or(crash));
    for line in lines {
        if let Some(class) = line.strip_prefix("raises ") {
            if whole && crash != Some(class) {
                wrong.push(format!("{line}, not {crash:?}"));
            }
            continue;
        }
        let (name, value) = line.split_once(" = ").expect("a name and its value");
        let value = plain(&serde_json::from_str(value).expect("JSON"));
        let setting = found.settings.get(name);
        match setting.filter(|setting| setting.state == SettingState::Known) {
            Some(setting) => {
                let got = setting.value.as_ref().map(plain);
                if got.as_ref() != Some(&value) {
                    wrong.push(format!("{line}, not {}", got.unwrap_or(Value::Null)));
                }
            }
            None if whole => wrong.push(format!("{line} is not known")),
            None => {}
        }
    }
    if whole && !lines.iter().any(|line| line.starts_with("raises ")) && crash.is_some() {
        wrong.push(format!("raises {crash:?}"));
    }
    wrong
}

#[track_caller]
fn holds(table: &str) {
    let mut wrong = Vec::new();
    for block in blocks(table) {
        for (written, lines) in &block.cases {
            let variables: BTreeMap<String, String> = serde_json::from_str(written).expect("JSON");
            let found = evaluated(&block.files, variables.clone(), true);
            let mut all = differences(lines, &found, true);
            // What is known where the environment is not holds in each of them.
            let class = variables.into_iter().filter(|(name, _)| name == "DJANGO_CONFIGURATION").collect();
            let open = evaluated(&block.files, class, false);
            all.extend(differences(lines, &open, false).into_iter().map(|line| format!("open: {line}")));
            wrong.extend(all.into_iter().map(|line| format!("{} {written}: {line}", block.title)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn readers_disagree_about_one_text() {
    holds(include_str!("../readers/truth.txt"));
}

#[test]
fn django_environ() {
    holds(include_str!("../readers/django_environ.txt"));
}

#[test]
fn decouple() {
    holds(include_str!("../readers/decouple.txt"));
}

#[test]
fn environs() {
    holds(include_str!("../readers/environs.txt"));
}

#[test]
fn files_and_urls() {
    holds(include_str!("../readers/files_and_urls.txt"));
}

#[test]
fn configurations() {
    holds(include_str!("../readers/configurations.txt"));
}

#[test]
fn pydantic_settings() {
    holds(include_str!("../readers/pydantic.txt"));
}

#[test]
fn dynaconf() {
    holds(include_str!("../readers/dynaconf.txt"));
}
