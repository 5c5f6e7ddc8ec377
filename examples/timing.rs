//! How long one settings module takes: `cargo run --profile native --no-default-features
//! --example timing -- FOLDER SETTINGS [ROOT]`. The least of many runs, in milliseconds.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "it measures, and says what it measured")]

use std::path::Path;
use std::time::{Duration, Instant};

use django_preflight::audit::audit;
use django_preflight::project::{Input, Project};
use django_preflight::protocol::{InputFile, Options};
use django_preflight::python::{Host, Sources, evaluate, parse};
use django_preflight::rules;
use django_preflight::source::{SourceFile, Tree};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, settings, root @ ..] = &arguments[..] else {
        println!("timing FOLDER SETTINGS [ROOT]");
        return;
    };
    let mut files = Vec::new();
    collect(Path::new(folder), "", &mut files);
    let options = Options {
        settings: Some(settings.clone()),
        root: root.first().cloned(),
        complete: true,
        ..Options::default()
    };
    let sources = || files.iter().map(|file| SourceFile::new(&*file.path, &*file.text));
    let tree = Tree::new(sources(), true);
    let Some(id) = tree.find(settings) else {
        println!("{settings} is not below {folder}");
        return;
    };
    let host = Host { root: options.root.clone().unwrap_or_default(), ..Host::default() };
    let text = &tree.file(id).text;
    show(&format!("parse {settings}, {} bytes", text.len()), least(|| drop(parse(text))));
    show(
        "parse and evaluate, with what it imports",
        least(|| drop(evaluate(&Sources::new(&tree), id, &host))),
    );
    let parsed = Sources::new(&tree);
    let _ = evaluate(&parsed, id, &host);
    show("evaluate alone", least(|| drop(evaluate(&parsed, id, &host))));
    show(&format!("audit, {} files", files.len()), least(|| drop(audit(&files, &options))));
    let input = Input { settings: Some(settings.clone()), root: root.first().cloned(), ..Input::default() };
    let read = || Project::read(Tree::new(sources(), true), &input);
    // What rules share is found once for each project: a new one each time.
    let mut each: Vec<(Duration, &str)> = rules::all().map(|rule| (Duration::MAX, rule.id)).collect();
    let mut all = Duration::MAX;
    for _ in 0..30 {
        let project = read();
        let mut sum = Duration::ZERO;
        for (rule, (least, _)) in rules::all().zip(&mut each) {
            let begun = Instant::now();
            drop((rule.check)(&project));
            let time = begun.elapsed();
            *least = time.min(*least);
            sum += time;
        }
        all = all.min(sum);
    }
    show(&format!("all {} rules", each.len()), all);
    each.sort();
    each.iter().rev().take(25).for_each(|(time, id)| show(id, *time));
}

fn collect(folder: &Path, within: &str, files: &mut Vec<InputFile>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if within.is_empty() { name } else { format!("{within}/{name}") };
        if entry.path().is_dir() {
            collect(&entry.path(), &path, files);
        } else if let Ok(text) = std::fs::read_to_string(entry.path())
            && [".py", ".txt", ".toml"].iter().any(|end| path.ends_with(end))
        {
            files.push(InputFile { path, text });
        }
    }
}

/// The least of many runs: what it takes where nothing else runs.
fn least(mut act: impl FnMut()) -> Duration {
    let begun = Instant::now();
    let mut least = Duration::MAX;
    while begun.elapsed() < Duration::from_secs(2) {
        let once = Instant::now();
        act();
        least = least.min(once.elapsed());
    }
    least
}

fn show(what: &str, time: Duration) {
    println!("{:9.3} ms  {what}", time.as_secs_f64() * 1e3);
}
