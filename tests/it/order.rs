//! The order of middleware, over lists that nobody wrote: what is offered satisfies
//! every constraint, is a permutation of what was there, keeps comments with their lines,
//! and leaves a list alone that is right.

use django_preflight::audit::finding_of;
use django_preflight::django::middleware::{ANY, AUTHENTICATION, CONSTRAINTS, DOCUMENTED, SESSION};
use django_preflight::model::{self, Finding, Status};
use django_preflight::project::{Input, Project};
use django_preflight::rules;
use django_preflight::source::{SourceFile, Tree};
use proptest::prelude::*;

fn project(settings: &str) -> Project {
    Project::read(Tree::new([SourceFile::new("settings.py", settings)], false), &Input::default())
}

#[test]
fn what_is_added_stands_where_it_belongs() {
    let first = [
        "django_prometheus.middleware.PrometheusBeforeMiddleware",
        "allow_cidr.middleware.AllowCIDRMiddleware",
    ];
    let right: Vec<&str> = first.iter().chain(DOCUMENTED).copied().collect();
    for missing in DOCUMENTED {
        let list: Vec<&str> = right.iter().copied().filter(|path| path != missing).collect();
        let edit = project(&format!("MIDDLEWARE = {list:?}\n"))
            .middleware_added(missing)
            .expect("the list is known");
        let after = project(&edit.code);
        let order = after.middleware_order().expect("the list is known");
        assert!(order.items.strs().any(|(path, _)| path == *missing), "{missing}");
        assert_eq!(order.violations().count(), 0, "{missing}: {}", edit.code);
    }
    // Others go to the end, below what they need.
    let edit = project("MIDDLEWARE = ['django.contrib.auth.middleware.AuthenticationMiddleware']\n")
        .middleware_added("axes.middleware.AxesMiddleware")
        .expect("the list is known");
    assert!(edit.code.find("AxesMiddleware") > edit.code.find("AuthenticationMiddleware"), "{}", edit.code);
}

/// What the rules on order say that fail.
fn failing(project: &Project) -> Vec<Finding> {
    rules::all()
        .filter(|rule| {
            matches!(rule.id, "middleware.order" | "middleware.session-order" | "middleware.login-required")
        })
        .filter_map(|rule| finding_of(rule, project))
        .filter(|finding| matches!(finding.status, Status::Fail | Status::Attention))
        .collect()
}

/// Every class of the table, and some of a project's own.
fn classes() -> Vec<String> {
    let mut all: Vec<String> = CONSTRAINTS
        .iter()
        .flat_map(|constraint| [constraint.above, constraint.below])
        .filter(|path| *path != ANY)
        .map(str::to_owned)
        .collect();
    all.sort();
    all.dedup();
    all.extend((0..6).map(|number| format!("shop.middleware.Own{number}")));
    all
}

/// Without session and user a list needs more than another order.
fn with_user(mut list: Vec<String>) -> Vec<String> {
    for path in [SESSION, AUTHENTICATION] {
        if !list.iter().any(|known| known == path) {
            list.push(path.to_owned());
        }
    }
    list
}

fn written(list: &[String]) -> String {
    let lines: Vec<String> =
        list.iter().map(|path| format!("    # Above {path}.\n    '{path}',  # beside {path}\n")).collect();
    format!(
        "INSTALLED_APPS = ['django.contrib.auth']\nMIDDLEWARE = [\n{}]\nif False:\n    MIDDLEWARE.insert(0, 'x')\n",
        lines.concat()
    )
}

fn read(settings: &str) -> Vec<String> {
    let list = project(settings).settings.list("MIDDLEWARE").expect("a list");
    list.strs().map(|(path, _)| path.to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn what_is_offered_is_right(
        list in prop::sample::subsequence(classes(), 2..24).prop_map(with_user).prop_shuffle(),
    ) {
        let settings = written(&list);
        let found = failing(&project(&settings));
        for finding in &found {
            let fix = finding.fix.as_ref().expect("a list in one statement can be written anew");
            prop_assert_eq!(fix.edits.len(), 1);
            let fixed = model::written(&settings, "settings.py", &fix.edits).expect("the edit fits the text");
            let again = failing(&project(&fixed));
            prop_assert!(again.is_empty(), "{again:?}\n{fixed}");
            let mut now = read(&fixed);
            for path in &now {
                let line = format!("    # Above {path}.\n    '{path}',  # beside {path}\n");
                prop_assert!(fixed.contains(&line), "{path} lost its comments:\n{fixed}");
            }
            prop_assert!(fixed.ends_with("if False:\n    MIDDLEWARE.insert(0, 'x')\n"));
            let mut before = list.clone();
            now.sort();
            before.sort();
            prop_assert_eq!(now, before);
        }
    }
}
