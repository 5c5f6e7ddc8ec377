//! What real Djangos printed for settings written for this purpose, against
//! what is predicted, and against the rules that say the same.
//!
//! `tests/golden_checks.json` was recorded by `django.setup()` and
//! `run_checks(include_deployment_checks=True)` under each version in it.

use std::collections::BTreeMap;

use django_preflight::checks::{self, Level};
use django_preflight::django::Version;
use django_preflight::project::{Input, Project};
use django_preflight::rules::{self, Standing};
use django_preflight::source::{SourceFile, Tree};
use serde::Deserialize;

/// Settings, and what each version made of them.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) settings: String,
    pub(crate) expect: BTreeMap<String, Expected>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum Expected {
    Crash { error: String },
    Printed { checks: Vec<(String, u32)>, silenced: Vec<String> },
}

/// Of the folders that the cases name, those that the recording machine had.
const FOLDERS: &[&str] = &["/", "/tmp", "/usr/bin"];

/// Rules that also fail where Django's check of the same subject is silent: it
/// needs the models, knows fewer settings, or came with a later version.
const BROADER: &[&str] =
    &["upgrade.auto-field", "email.backend", "files.storages-complete", "transport.hsts-preload"];

/// Rules that wait for their turn: Django warns of the last step while the first is due.
const IN_STEPS: &[&str] = &["transport.hsts-subdomains"];

fn read(text: &str) -> BTreeMap<String, Case> {
    serde_json::from_str(text).expect("the recording is JSON of this form")
}

/// The recording in `tests/`.
pub(crate) fn recorded() -> BTreeMap<String, Case> {
    read(include_str!("../golden_checks.json"))
}

/// The same; or another one, at the path in `GOLDEN_CASES`.
fn cases() -> BTreeMap<String, Case> {
    match std::env::var("GOLDEN_CASES") {
        Ok(path) => read(&std::fs::read_to_string(path).expect("the recording can be read")),
        Err(_) => recorded(),
    }
}

/// Further cases, recorded alike and written in short: what stands after the
/// settings of the case `clean`, and what several versions printed in common.
#[derive(Deserialize)]
struct More {
    /// How grave each id is.
    levels: BTreeMap<String, u32>,
    cases: BTreeMap<String, ShortCase>,
}

#[derive(Deserialize)]
struct ShortCase {
    /// Lines after the settings of `clean`.
    more: Option<String>,
    /// All of the settings.
    settings: Option<String>,
    expect: Vec<Short>,
}

#[derive(Deserialize)]
struct Short {
    /// The versions.
    #[serde(rename = "in")]
    versions: String,
    /// The class of the exception.
    error: Option<String>,
    #[serde(default)]
    checks: String,
    #[serde(default)]
    silenced: String,
}

#[test]
fn odd_values_do_to_each_django_what_is_predicted() {
    let more: More = serde_json::from_str(include_str!("../golden_more.json")).expect("JSON of this form");
    let clean = recorded().remove("clean").expect("the recording has it").settings;
    let ids = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let mut differences = Vec::new();
    for (name, case) in &more.cases {
        let settings = match (&case.settings, &case.more) {
            (Some(settings), _) => settings.clone(),
            (None, more) => format!("{clean}\n{}\n", more.as_deref().unwrap_or_default()),
        };
        for short in &case.expect {
            let expected = match &short.error {
                Some(error) => Expected::Crash { error: error.clone() },
                None => Expected::Printed {
                    checks: ids(&short.checks).into_iter().map(|id| (id.clone(), more.levels[&id])).collect(),
                    silenced: ids(&short.silenced),
                },
            };
            for version in short.versions.split(' ') {
                let version: Version = version.parse().expect("versions are written as major.minor");
                let found = difference(&project(&settings, version), &expected);
                differences.extend(found.map(|found| format!("{name} under {version}: {found}")));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn project(settings: &str, version: Version) -> Project {
    let tree = Tree::new([SourceFile::new("settings.py", settings)], false);
    let input = Input {
        django: Some(version),
        settings: Some("settings.py".to_owned()),
        server_folders: Some(FOLDERS.iter().map(|folder| (*folder).to_owned()).collect()),
        ..Input::default()
    };
    Project::read(tree, &input)
}

/// Calls `see` for each case under each version.
fn each(mut see: impl FnMut(&str, Version, &Project, &Expected)) {
    for (name, case) in cases() {
        for (version, expected) in &case.expect {
            let version: Version = version.parse().expect("versions are written as major.minor");
            see(&format!("{name} under {version}"), version, &project(&case.settings, version), expected);
        }
    }
}

#[test]
fn predictions_are_what_django_printed() {
    let mut runs = 0;
    let mut differences = Vec::new();
    each(|case, _, project, expected| {
        runs += 1;
        differences.extend(difference(project, expected).map(|difference| format!("{case}: {difference}")));
    });
    assert!(differences.is_empty(), "{} of {runs}:\n{}", differences.len(), differences.join("\n"));
    assert!(runs > 400, "{runs} runs");
}

/// In what the prediction is not what was printed.
fn difference(project: &Project, expected: &Expected) -> Option<String> {
    let prediction = checks::predict(project);
    let crash = prediction.crash.as_ref().map(ToString::to_string);
    let (checks, silenced) = match expected {
        Expected::Crash { error } => {
            // Not every message is known; the class always is.
            let is_same = prediction.crash.as_ref().is_some_and(|crash| match &crash.message {
                Some(_) if error.contains(':') => crash.to_string() == error.trim(),
                _ => error.split(':').next() == Some(&*crash.class),
            });
            return (!is_same).then(|| format!("stopped with {error:?}, predicted {crash:?}"));
        }
        Expected::Printed { checks, silenced } => (checks, silenced),
    };
    if let Some(crash) = crash {
        return Some(format!("ran, predicted {crash:?}"));
    }
    let level = |level: u32| if level >= 40 { Level::Error } else { Level::Warning };
    let mut wanted: Vec<(&str, Level)> =
        checks.iter().map(|(id, number)| (id.as_str(), level(*number))).collect();
    wanted.sort_unstable();
    let found: Vec<(&str, Level)> =
        prediction.messages.iter().map(|message| (message.id, message.level)).collect();
    let hidden: Vec<&str> = prediction.silenced.iter().map(|message| message.id).collect();
    if found != wanted || &hidden != silenced {
        let only = |these: &[(&str, Level)], those: &[(&str, Level)]| {
            these.iter().filter(|id| !those.contains(id)).map(|(id, _)| (*id).to_owned()).collect::<Vec<_>>()
        };
        let (missed, invented) = (only(&wanted, &found), only(&found, &wanted));
        let undecided = &prediction.undecided;
        return Some(format!(
            "missed {missed:?}, invented {invented:?}, undecided {undecided:?}, {found:?} for {wanted:?}"
        ));
    }
    let undecided = prediction.undecided.iter().find(|id| id.starts_with("security."));
    undecided.map(|id| format!("{id} is undecided"))
}

#[test]
fn rules_fail_exactly_where_django_warns() {
    each(|case, version, project, _| {
        if checks::predict(project).crash.is_some() {
            return;
        }
        for rule in rules::all().filter(|rule| rule.django.contain(version)) {
            let is_predicted = rule.mirrors.iter().any(|id| checks::ids().any(|known| known == *id));
            if !is_predicted || BROADER.contains(&rule.id) {
                continue;
            }
            let warns = rule.mirrors.iter().any(|id| checks::finds(project, id) == Ok(true));
            let outcome = (rule.check)(project);
            let fails = outcome
                .as_ref()
                .is_ok_and(|outcome| matches!(outcome.standing, Standing::Fail | Standing::Attention));
            if !fails && IN_STEPS.contains(&rule.id) {
                continue;
            }
            assert_eq!(fails, warns, "{} on {case}: {outcome:?}", rule.id);
        }
    });
}

#[test]
fn every_security_id_has_one_rule() {
    for id in checks::ids().filter(|id| id.starts_with("security.")) {
        let rules: Vec<&str> =
            rules::all().filter(|rule| rule.mirrors.contains(&id)).map(|rule| rule.id).collect();
        assert_eq!(rules.len(), 1, "{id}: {rules:?}");
    }
    for rule in rules::all() {
        for id in rule.mirrors.iter().filter(|id| id.starts_with("security.")) {
            assert!(
                checks::ids().any(|known| known == *id),
                "{} mirrors {id}, which nothing predicts",
                rule.id
            );
        }
    }
}
