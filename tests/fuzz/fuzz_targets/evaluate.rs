//! Any text is judged: no panic, and twice the same.
#![no_main]

use django_preflight::audit::audit;
use django_preflight::protocol::{InputFile, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let files = [InputFile { path: "settings.py".to_owned(), text: text.to_owned() }];
    let options = Options { show_values: true, ..Options::default() };
    let report = audit(&files, &options);
    assert!(report == audit(&files, &options), "the same text gives two reports");
});
