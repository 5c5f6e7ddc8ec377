//! `docs/python.md`: which Python is understood, written from what the evaluator makes of
//! the programs of `tests/understood.txt`. `UPDATE=1 cargo test understood` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write;

use django_preflight::python::{Kind, Reason, Value};

use crate::cpython::{evaluated, on_a_large_stack};
use crate::possible::is_known;

/// A line of the table: what it is about, what is to be said of it, a program.
struct Row {
    what: String,
    note: String,
    program: String,
}

/// The sections with their rows.
fn sections() -> Vec<(String, Vec<Row>)> {
    let text = include_str!("../understood.txt");
    let mut sections: Vec<(String, Vec<Row>)> = Vec::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("# ") {
            sections.push((title.to_owned(), Vec::new()));
            continue;
        }
        let (_, rows) = sections.last_mut().expect("a section comes first");
        if let Some(code) = line.strip_prefix("    ") {
            let row = rows.last_mut().expect("a row comes before its program");
            row.program.push_str(code);
            row.program.push('\n');
        } else {
            let (what, note) = line.split_once(" | ").unwrap_or((line, ""));
            rows.push(Row { what: what.to_owned(), note: note.to_owned(), program: String::new() });
        }
    }
    sections
}

/// How much of what the program makes is known, on a server where nothing is set.
fn status(program: &str) -> &'static str {
    let module = evaluated(program, Some(&BTreeMap::new()));
    // A class is no data.
    let data = module.settings.values().filter(|binding| !matches!(binding.value.kind, Kind::Object(_)));
    let (known, unknown): (Vec<_>, Vec<_>) = data.partition(|binding| is_known(&binding.value));
    let is_limit = |value: &Value| match value.first_hole().map(|hole| &hole.kind) {
        Some(Kind::Unknown(unknown)) => matches!(unknown.reason, Reason::Limit(_)),
        _ => false,
    };
    if known.is_empty() && unknown.iter().any(|binding| is_limit(&binding.value)) {
        "a limit"
    } else if module.raised.is_some() || known.is_empty() {
        "not"
    } else if !unknown.is_empty() || module.open.is_some() {
        "partly"
    } else {
        "understood"
    }
}

fn page() -> String {
    let mut page = String::from(
        "# Which Python is understood\n\n\
         Settings are read without running them. What is understood gives the value that Python gives;\n\
         what is not is *unknown*, with its reason, and never guessed.\n\n\
         Written by `UPDATE=1 cargo test understood` from what becomes of the programs in\n\
         `tests/understood.txt`; where Python runs them too, their values are compared. *Partly*: some of the\n\
         program's names are known.\n",
    );
    for (title, rows) in sections() {
        let _ = write!(page, "\n## {title}\n\n| what | status | note |\n|---|---|---|\n");
        for row in rows {
            let cell = |text: &str| text.replace('|', "\\|");
            let _ =
                writeln!(page, "| {} | {} | {} |", cell(&row.what), status(&row.program), cell(&row.note));
        }
    }
    page
}

#[test]
fn the_table_of_what_is_understood_is_true() {
    on_a_large_stack(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/python.md");
        let page = page();
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, &page).expect("the table can be written");
            return;
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        for (kept, now) in kept.lines().zip(page.lines()) {
            assert_eq!(kept, now, "docs/python.md is not true: run `UPDATE=1 cargo test understood`");
        }
        assert!(kept == page, "docs/python.md is not true: run `UPDATE=1 cargo test understood`");
    });
}

#[test]
fn what_the_table_calls_understood_is_what_python_gives() {
    let programs: Vec<String> =
        sections().into_iter().flat_map(|(_, rows)| rows).map(|row| row.program).collect();
    crate::cpython::compare_where_it_runs(programs);
}
