//! The rules as a list to read, and one of them shown at work on its own example.

use super::findings::{docs, finding_of};
use crate::django::{DATA_DATE, Version};
use crate::model::{Item, RuleExample, RuleReport, Rulebook, Status, written};
use crate::project::{Input, Project};
use crate::rules::{self, Example, Expect, Rule};
use crate::source::{SourceFile, Tree, sort_by};

/// All rules, and the example of one.
#[must_use]
pub fn rulebook(django: Option<&str>, example: Option<&str>) -> Rulebook {
    let version = django.and_then(|version| version.parse().ok()).unwrap_or(Version::NEWEST_LTS).nearest();
    let mut all: Vec<RuleReport> = rules::all().map(|rule| described(rule, version)).collect();
    let place = |item: Item| Item::ALL.iter().position(|known| *known == item);
    sort_by(&mut all, |a, b| (place(a.item), &a.rule).cmp(&(place(b.item), &b.rule)));
    let example = example.and_then(|id| rules::all().find(|rule| rule.id == id)).and_then(at_work);
    Rulebook { django: version.to_string(), rules: all, example }
}

fn described(rule: &Rule, version: Version) -> RuleReport {
    // A page of Django's documentation is there for the versions that the rule is about.
    let applies = rule.django.contain(version);
    let version = if applies {
        version
    } else {
        Version::ALL.iter().copied().rfind(|known| rule.django.contain(*known)).unwrap_or(version)
    };
    RuleReport {
        rule: rule.id.to_owned(),
        item: rule.item,
        severity: rule.severity,
        since: rule.django.since.map(|since| since.to_string()),
        until: rule.django.until.map(|until| until.to_string()),
        applies,
        mirrors: rule.mirrors.iter().map(|id| (*id).to_owned()).collect(),
        title: rule.title.clone(),
        why: rule.why.clone(),
        how: rule.how.clone(),
        docs: docs(rule, version),
    }
}

/// The first example on which the rule fails, and what it says of it.
fn at_work(rule: &'static Rule) -> Option<RuleExample> {
    let example = rule.examples.iter().find(|example| example.expect == Expect::Fails)?;
    let files = files(example);
    let tree = Tree::new(files.iter().map(|(path, text)| SourceFile::new(&**path, &**text)), false);
    let input = Input { django: example.django, topology: example.topology, ..Input::default() };
    let project = Project::read(tree, &Input { today: Some(DATA_DATE), ..input });
    let finding = finding_of(rule, &project).filter(|finding| finding.status <= Status::Attention)?;
    let fixed = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()).and_then(|fix| {
        let (_, text) = files.iter().find(|(path, _)| *path == fix.file)?;
        written(text, &fix.file, &fix.edits)
    });
    Some(RuleExample {
        rule: rule.id.to_owned(),
        django: project.django.version.to_string(),
        files: files.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
        message: finding.message,
        fix: finding.fix,
        fixed,
    })
}

/// The settings, and the files beside them.
fn files(example: &Example) -> Vec<(String, String)> {
    let others = example.files.iter().filter(|(path, _)| *path != "settings.py");
    let files = std::iter::once(("settings.py", example.settings)).chain(others.copied());
    files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}
