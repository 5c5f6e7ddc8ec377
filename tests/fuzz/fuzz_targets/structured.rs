//! Programs that run: what the evaluator says of any environment holds what it says of
//! one that is given.
#![no_main]

use std::collections::BTreeMap;

use django_preflight::python::{Host, Module, Sources, evaluate};
use django_preflight::source::{FileId, SourceFile, Tree};
use libfuzzer_sys::fuzz_target;

#[path = "../../it/possible.rs"]
mod possible;
#[path = "../../it/program.rs"]
mod program;

fn evaluated(text: &str, environment: Option<BTreeMap<String, String>>) -> Module {
    let tree = Tree::new([SourceFile::new("settings.py", text)], true);
    let closed = environment.is_some();
    let environment = environment.unwrap_or_default();
    evaluate(&Sources::new(&tree), FileId(0), &Host { closed, environment, django: (5, 2), ..Host::default() })
}

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let text = program::program_of_environment(&mut program::Choices::new(bytes)).join("\n");
    let values = ["yes", "abc", "", "7"];
    let given = program::VARIABLES.iter().enumerate().filter(|(index, _)| first >> index & 1 == 1);
    let environment: BTreeMap<String, String> = given
        .map(|(_, name)| {
            let value = if name.starts_with('N') { "4" } else { values[usize::from(first >> 6)] };
            ((*name).to_owned(), value.to_owned())
        })
        .collect();
    let open = evaluated(&text, None);
    let closed = evaluated(&text, Some(environment));
    if closed.raised.is_some() {
        return;
    }
    assert!(open.raised.is_none(), "raises in any environment, but not in one\n{text}");
    for (name, binding) in &closed.settings {
        if !possible::is_known(&binding.value) {
            continue;
        }
        let actual = possible::words(&binding.value);
        match open.settings.get(name) {
            Some(found) => assert!(possible::admits(&found.value, &actual), "{name} may be {actual}\n{text}"),
            None => assert!(open.open.is_some(), "{name} may be there\n{text}"),
        }
    }
});
