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

#[derive(Deserialize)]
struct Case {
    settings: String,
    expect: BTreeMap<String, Expected>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Expected {
    Crash { error: String },
    Printed { checks: Vec<(String, u32)>, silenced: Vec<String> },
}

/// Ids that depend on what is on the disk of the machine: they must be said to
/// be undecided, or be right.
const ON_DISK: &[&str] = &["files.E001", "staticfiles.W004"];

/// Rules that also fail where Django's check of the same subject is silent: it
/// needs the models, knows fewer settings, or came with a later version.
const BROADER: &[&str] =
    &["upgrade.auto-field", "email.backend", "files.storages-complete", "transport.hsts-preload"];

/// Rules that wait for their turn: Django warns of the last step while the first is due.
const IN_STEPS: &[&str] = &["transport.hsts-subdomains"];

fn cases() -> BTreeMap<String, Case> {
    serde_json::from_str(include_str!("../golden_checks.json")).expect("the recording is JSON of this form")
}

fn project(settings: &str, version: Version) -> Project {
    let tree = Tree::new([SourceFile::new("settings.py", settings)], false);
    let input = Input { django: Some(version), settings: Some("settings.py".to_owned()), ..Input::default() };
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
    each(|case, _, project, expected| {
        runs += 1;
        let prediction = checks::predict(project);
        let crash = prediction.crash.as_ref().map(ToString::to_string);
        match expected {
            Expected::Crash { error } => assert_eq!(crash.as_deref(), Some(error.trim()), "{case}"),
            Expected::Printed { checks, silenced } => {
                assert_eq!(crash, None, "{case}");
                let level = |level: u32| if level >= 40 { Level::Error } else { Level::Warning };
                let mut wanted: Vec<(&str, Level)> = checks
                    .iter()
                    .map(|(id, number)| (id.as_str(), level(*number)))
                    .filter(|(id, _)| !ON_DISK.contains(id) || !prediction.undecided.contains(id))
                    .collect();
                wanted.sort_unstable();
                let found: Vec<(&str, Level)> =
                    prediction.messages.iter().map(|message| (message.id, message.level)).collect();
                assert_eq!(found, wanted, "{case}");
                let hidden: Vec<&str> = prediction.silenced.iter().map(|message| message.id).collect();
                assert_eq!(&hidden, silenced, "{case}");
                let undecided = prediction.undecided.iter().find(|id| id.starts_with("security."));
                assert_eq!(undecided, None, "{case}");
            }
        }
    });
    assert!(runs > 400, "{runs} runs");
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
