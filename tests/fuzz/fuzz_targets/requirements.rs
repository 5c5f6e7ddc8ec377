//! Any text is read as each kind of requirements file, and each line of it as a requirement.
#![no_main]

use django_preflight::requirements::read;
use django_preflight::source::{SourceFile, Tree};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for path in ["requirements.txt", "pyproject.toml", "poetry.lock", "uv.lock", "Pipfile", "Pipfile.lock"] {
        let tree = Tree::new([SourceFile::new(path, text)], true);
        let requirements = read(&tree);
        for requirement in &requirements.all {
            let _ = (requirement.pinned(), requirement.lowest(), requirement.applies(Some((3, 13))));
        }
    }
});
