//! Every example of every rule: evaluated, judged, and where a fix is offered,
//! fixed and judged again.

use django_preflight::audit::finding_of;
use django_preflight::django::Date;
use django_preflight::model::{Finding, Status, Topology, written};
use django_preflight::project::{Input, Project};
use django_preflight::rules::{self, Example, Expect, Rule};
use django_preflight::source::{SourceFile, Tree};

fn project(example: &Example, settings: &str) -> Project {
    project_of(example, &files(example, settings))
}

/// The files of an example, the settings first: paths and texts.
fn files(example: &Example, settings: &str) -> Vec<(String, String)> {
    let others = example.files.iter().filter(|(path, _)| *path != "settings.py");
    std::iter::once(("settings.py", settings))
        .chain(others.copied())
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

fn project_of(example: &Example, files: &[(String, String)]) -> Project {
    let tree = Tree::new(files.iter().map(|(path, text)| SourceFile::new(path, text)), false);
    let input = Input {
        django: example.django,
        topology: example.topology,
        today: Some(Date::new(2026, 11, 23)),
        ..Input::default()
    };
    Project::read(tree, &input)
}

fn stands(expect: Expect, finding: Option<&Finding>) -> bool {
    let status = finding.map(|finding| finding.status);
    match expect {
        Expect::Fails => matches!(status, Some(Status::Fail | Status::Attention)),
        Expect::Passes => status == Some(Status::Pass),
        Expect::Undecided => matches!(status, Some(Status::Open | Status::NoData)),
        Expect::NotApplicable => matches!(status, None | Some(Status::NotApplicable)),
        Expect::Manual => status == Some(Status::Manual),
    }
}

/// The files after the fix's edits; none where it changes nothing.
fn fixed(files: &[(String, String)], finding: &Finding) -> Option<Vec<(String, String)>> {
    let edits = &finding.fix.as_ref()?.edits;
    if edits.iter().any(|edit| files.iter().all(|(path, _)| *path != edit.file)) {
        return None;
    }
    let made = |(path, text): &(String, String)| {
        (path.clone(), written(text, path, edits).expect("the edits fit the text"))
    };
    let all: Vec<(String, String)> = files.iter().map(made).collect();
    (all != files).then_some(all)
}

fn check(rule: &'static Rule) -> Vec<String> {
    let mut wrong = Vec::new();
    for example in rule.examples {
        let finding = finding_of(rule, &project(example, example.settings));
        let finding = finding.as_ref();
        let shown = || {
            let status = finding.map_or("nothing", |finding| finding.status.slug());
            let message = finding.map_or("", |finding| &finding.message.en);
            format!(
                "{}: {:?} is {status}, {:?} expected: {message}",
                rule.id, example.settings, example.expect
            )
        };
        if !stands(example.expect, finding) {
            wrong.push(shown());
            continue;
        }
        if let Some(finding) = finding {
            for text in [&finding.message, &finding.title, &finding.why, &finding.how] {
                if text.en.is_empty() || text.ru.is_empty() {
                    wrong.push(format!("{}: a text is empty for {:?}", rule.id, example.settings));
                }
            }
            if example.expect == Expect::Fails
                && let Some(files) = fixed(&files(example, example.settings), finding)
            {
                let project = project_of(example, &files);
                let again = finding_of(rule, &project);
                if stands(Expect::Fails, again.as_ref()) {
                    wrong.push(format!("{}: its own fix does not help:\n{files:?}", rule.id));
                }
                if !project.syntax.is_empty() || !project.deployment.broken.is_empty() {
                    wrong.push(format!("{}: its fix cannot be read:\n{files:?}", rule.id));
                }
            }
        }
    }
    wrong
}

#[test]
fn every_example_stands_as_its_rule_says() {
    let wrong: Vec<String> = rules::all().flat_map(check).collect();
    assert!(wrong.is_empty(), "{} of the examples are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// Rules that are never undecided, as they judge what is written: the lines of other files, names,
/// reads of variables. What is not written there is nothing to object to.
const NEVER_UNDECIDED: &[&str] = &[
    "allauth.old-names",
    "app_server.forwarded-ips",
    "app_server.settings-module",
    "app_server.uwsgi-master",
    "app_server.uwsgi-threads",
    "axes.old-names",
    "backups.made",
    "configuration.boolean-cast",
    "configuration.database-password",
    "configuration.empty-list",
    "configuration.env-example",
    "configuration.env-overwrite",
    "configuration.evaluation",
    "configuration.local-import",
    "configuration.mail-password",
    "configuration.number-cast",
    "configuration.placeholder",
    "configuration.printed-secrets",
    "configuration.private-key",
    "configuration.sample-env",
    "configuration.secret-default",
    "configuration.service-secret",
    "configuration.shared-secret",
    "configuration.url-password",
    "cors.old-names",
    "csp.old-names",
    "debug.cast",
    "debug.default-off",
    "delivery.base-image",
    "delivery.compose-passwords",
    "delivery.compose-ports",
    "delivery.image-secrets",
    "delivery.pipeline-secrets",
    "delivery.placeholders",
    "delivery.start-steps",
    "dependencies.python-supported",
    "dependencies.switched-on",
    "files.alias-slash",
    "files.public-folders",
    "metrics.prometheus-version",
    "readiness.async-unsafe",
    "secret-key.default",
    "secret-key.literal",
    "secret-key.random",
    "secret-key.shared",
    "sentry.environment",
    "tasks.celery-names",
    "tasks.shared-redis",
    "transport.server-encryption",
    "transport.tls-versions",
    "upgrade.deprecated-settings",
    "upgrade.ignored-settings",
    "upgrade.misplaced-keys",
    "upgrade.missing-package",
    "upgrade.misspelled",
    "upgrade.setting-case",
    "upgrade.template-settings",
];

/// Rules that only object.
const NEVER_PASS: &[&str] =
    &["logging.reporter-filter", "upgrade.localized-formats", "upgrade.middleware-classes"];

#[test]
fn every_rule_shows_itself_failing_passing_and_undecided() {
    let mut missing = Vec::new();
    for rule in rules::all() {
        let shows =
            |expects: &[Expect]| rule.examples.iter().any(|example| expects.contains(&example.expect));
        let mut demand = |holds: bool, word: &str| {
            if !holds {
                missing.push(format!("{} {word}", rule.id));
            }
        };
        demand(shows(&[Expect::Fails, Expect::Manual]), "never fails");
        demand(shows(&[Expect::Passes]) != NEVER_PASS.contains(&rule.id), "passes not as it is listed");
        let is_undecided = shows(&[Expect::Undecided]);
        demand(is_undecided != NEVER_UNDECIDED.contains(&rule.id), "is undecided not as it is listed");
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn ids_are_unique_and_name_their_file() {
    let mut ids: Vec<&str> = rules::all().map(|rule| rule.id).collect();
    let count = ids.len();
    for id in &ids {
        let path =
            format!("{}/src/rules/{}.rs", env!("CARGO_MANIFEST_DIR"), id.replace('.', "/").replace('-', "_"));
        assert!(std::path::Path::new(&path).is_file(), "{id} is not at {path}");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "two rules have one id");
    assert!(count >= 70, "only {count} rules");
}

#[test]
fn every_item_has_at_least_three_rules() {
    for item in django_preflight::model::Item::ALL {
        let count = rules::all().filter(|rule| rule.item == item).count();
        assert!(count >= 3, "{} has {count} rules", item.slug());
    }
}

/// The settings with one of their values made unknown, for each in turn.
fn without_one_value(settings: &str) -> Vec<String> {
    let lines: Vec<&str> = settings.split('\n').collect();
    let mut all = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some((name, value)) = line.split_once(" = ") else { continue };
        // A value that goes on in the next lines stays.
        let whole = lines.get(index + 1).is_none_or(|next| !next.starts_with([' ', ')', ']', '}']));
        if !name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') || value.is_empty() || !whole {
            continue;
        }
        let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        changed[index] = format!("{name} = UNKNOWN_VALUE");
        all.push(format!("from acme_settings import UNKNOWN_VALUE\n{}", changed.join("\n")));
    }
    all
}

/// Rules about what is written: a password, a cast, a class of an older Django. What is not
/// written in the settings is nothing to object to.
const OF_THE_TEXT: &[&str] = &[
    "configuration.boolean-cast",
    "configuration.database-password",
    "configuration.empty-list",
    "configuration.env-example",
    "configuration.evaluation",
    "configuration.mail-password",
    "configuration.number-cast",
    "configuration.placeholder",
    "configuration.printed-secrets",
    "configuration.private-key",
    "configuration.secret-default",
    "configuration.service-secret",
    "configuration.url-password",
    "delivery.ignored-env",
    "secret-key.literal",
    "secret-key.random",
    "upgrade.misspelled",
];

/// Rules that take a setting's word for it where nobody says how the site is served.
const TOLD_BY_A_SETTING: &[&str] = &["drf.proxies"];

#[test]
fn less_knowledge_never_makes_a_rule_hold() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for rule in rules::all().filter(|rule| !OF_THE_TEXT.contains(&rule.id)) {
        for example in rule.examples.iter().filter(|example| example.expect == Expect::Fails) {
            for settings in without_one_value(example.settings) {
                count += 1;
                let finding = finding_of(rule, &project(example, &settings));
                if stands(Expect::Passes, finding.as_ref()) {
                    wrong.push(format!("{} holds for\n{settings}", rule.id));
                }
            }
            // Nor does less knowledge of how the site is served.
            if example.topology != Topology::NOT_SAID && !TOLD_BY_A_SETTING.contains(&rule.id) {
                let silent = Example { topology: Topology::NOT_SAID, ..*example };
                let finding = finding_of(rule, &project(&silent, silent.settings));
                if stands(Expect::Passes, finding.as_ref()) {
                    wrong.push(format!("{} holds if nothing is said for\n{}", rule.id, example.settings));
                }
            }
        }
    }
    assert!(count > 100, "only {count} values were made unknown");
    assert!(
        wrong.is_empty(),
        "{} of {count} hold without a value that they failed by:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
