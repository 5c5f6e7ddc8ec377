//! Findings that a sensible engineer would wave off: how much is said of a project
//! that nobody has touched, and that nothing is said of one that is ready.

use std::path::Path;

use django_preflight::audit::audit;
use django_preflight::model::{Finding, Report, Status};
use django_preflight::protocol::{InputFile, Options};

/// The most that may be said beyond what Django says itself.
const MOST: usize = 12;

fn claims(report: &Report) -> Vec<&Finding> {
    let claims = |finding: &&Finding| matches!(finding.status, Status::Fail | Status::Attention);
    report.findings.iter().filter(claims).collect()
}

fn lines(findings: &[&Finding]) -> String {
    findings.iter().map(|finding| format!("{}: {}\n", finding.rule, finding.message.en)).collect()
}

#[test]
fn a_new_project_hears_what_django_says_and_little_more() {
    // What `startproject` of Django 6.1 writes.
    let files = sample("fresh");
    let report = audit(&files, &Options::default());
    let claims = claims(&report);
    // What `check --deploy` of 6.1.3 prints for these settings.
    for id in ["W004", "W008", "W009", "W012", "W016", "W018", "W020"] {
        let id = format!("security.{id}");
        assert!(claims.iter().any(|finding| finding.mirrors.contains(&id)), "{id} is not shown");
    }
    assert!(claims.iter().any(|finding| finding.rule == "email.backend"), "mail.E001 is not shown");
    let more: Vec<&Finding> = claims.into_iter().filter(|finding| finding.mirrors.is_empty()).collect();
    assert!(more.len() <= MOST, "{} findings beyond Django's own:\n{}", more.len(), lines(&more));
}

fn read(folder: &Path, root: &Path, files: &mut Vec<InputFile>) {
    for entry in std::fs::read_dir(folder).expect("the sample is here").flatten() {
        let path = entry.path();
        if path.is_dir() {
            read(&path, root, files);
        } else {
            let name = path.strip_prefix(root).expect("it lies within").to_string_lossy().replace('\\', "/");
            let text = std::fs::read_to_string(&path).expect("it is text");
            files.push(InputFile { path: name, text });
        }
    }
}

/// The files of an example that the page offers.
fn sample(name: &str) -> Vec<InputFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples").join(name);
    let mut files = Vec::new();
    read(&root, &root, &mut files);
    files
}

#[test]
fn of_the_ready_example_nothing_is_claimed() {
    let files = sample("ready");
    assert!(files.len() > 10, "only {} files were found", files.len());
    let report = audit(&files, &Options::default());
    let claims = claims(&report);
    assert!(claims.is_empty(), "{}", lines(&claims));
}
