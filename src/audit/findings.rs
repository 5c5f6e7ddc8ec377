//! Rules to findings: each rule's verdict with evidence, words and a fix.

use super::evidence::Lines;
use crate::model::{Evidence, Finding, Fix, Role, Severity, Status};
use crate::project::{Project, View, mask_passwords};
use crate::python::Change;
use crate::rules::{self, Remedy, Rule, Standing, Verdict, Where};
use crate::source::Place;

/// Places of one finding; more would not be read.
const MAX_EVIDENCE: usize = 8;

/// What all rules say, in the order of the checklist, worst first.
pub(super) fn all(project: &Project) -> Vec<Finding> {
    let lines = Lines::new(project);
    let mut findings: Vec<Finding> = rules::all().filter_map(|rule| finding(rule, project, &lines)).collect();
    findings.sort_by(|a, b| {
        (a.item, a.status, a.severity, &a.rule).cmp(&(b.item, b.status, b.severity, &b.rule))
    });
    findings
}

/// What one rule says; none if it is not about this project at all.
#[must_use]
pub fn finding_of(rule: &Rule, project: &Project) -> Option<Finding> {
    finding(rule, project, &Lines::new(project))
}

fn finding(rule: &Rule, project: &Project, lines: &Lines) -> Option<Finding> {
    if !rule.django.contain(project.django.version) {
        return None;
    }
    let verdict = (rule.check)(project);
    let mut finding = Finding {
        rule: rule.id.to_owned(),
        item: rule.item,
        status: status(rule, &verdict),
        severity: rule.severity,
        mirrors: rule.mirrors.iter().map(|id| (*id).to_owned()).collect(),
        title: rule.title.clone(),
        message: rule.title.clone(),
        why: rule.why.clone(),
        how: rule.how.clone(),
        docs: docs(rule, project),
        evidence: Vec::new(),
        variables: Vec::new(),
        when_unset: None,
        fix: None,
    };
    match verdict {
        Ok(outcome) => {
            if outcome.standing == Standing::NotApplicable && outcome.message.is_none() {
                return None;
            }
            if let Some(message) = outcome.message {
                finding.message = message;
            }
            finding.evidence = places(lines, &outcome.evidence, &outcome.related);
            finding.fix = outcome.remedy.and_then(|remedy| fix(project, remedy));
        }
        Err(undecided) => {
            finding.message = undecided.reason;
            finding.evidence = places(lines, &undecided.places, &[]);
            finding.variables = undecided.variables.iter().map(ToString::to_string).collect();
            if !finding.variables.is_empty() {
                let unset = (rule.check)(&project.viewed(View::Unset));
                if let Ok(outcome) = &unset {
                    finding.when_unset = Some(status(rule, &unset));
                    finding.fix = outcome.remedy.clone().and_then(|remedy| fix(project, remedy));
                }
            }
        }
    }
    // A sentence may quote what could not be read.
    for words in [&mut finding.message.en, &mut finding.message.ru] {
        let masked =
            if lines.quotes_exception(words) { lines.exception(words) } else { mask_passwords(words) };
        if masked != **words {
            *words = masked.into();
        }
    }
    Some(finding)
}

fn status(rule: &Rule, verdict: &Verdict) -> Status {
    match verdict {
        Ok(outcome) => match outcome.standing {
            Standing::Pass => Status::Pass,
            Standing::Fail if rule.severity == Severity::Error => Status::Fail,
            Standing::Fail | Standing::Attention => Status::Attention,
            Standing::Manual => Status::Manual,
            Standing::NotApplicable => Status::NotApplicable,
        },
        Err(undecided) if undecided.missing_file => Status::NoData,
        Err(_) => Status::Open,
    }
}

fn docs(rule: &Rule, project: &Project) -> String {
    if rule.docs.starts_with("https://") {
        rule.docs.to_owned()
    } else {
        project.django.version.docs(rule.docs)
    }
}

fn places(lines: &Lines, primary: &[Place], related: &[Place]) -> Vec<Evidence> {
    let mut seen = Vec::new();
    let all = primary
        .iter()
        .map(|&place| (place, Role::Primary))
        .chain(related.iter().map(|&place| (place, Role::Related)));
    let mut found = Vec::new();
    for (place, role) in all {
        if seen.contains(&place) || found.len() >= MAX_EVIDENCE {
            continue;
        }
        seen.push(place);
        found.push(lines.evidence(place, role));
    }
    found
}

/// Where the snippet belongs, in the person's own files.
fn fix(project: &Project, remedy: Remedy) -> Option<Fix> {
    let path = |place: Place| project.tree.file(place.file).path.clone();
    let judged = || project.judged().map(|entry| project.tree.file(entry.file).path.clone());
    let (file, line) = match remedy.target {
        Where::Setting(name) => match setting_statement(project, name) {
            Some(place) => (path(place), Some(project.tree.line(place))),
            None => (judged()?, None),
        },
        Where::Module => (judged()?, None),
        Where::Statement(place) | Where::Requirement(place) => (path(place), Some(project.tree.line(place))),
        Where::Requirements => {
            let file = project
                .requirements
                .files
                .iter()
                .map(|&file| project.tree.file(file).path.clone())
                .find(|path| {
                    crate::requirements::Group::guess(path) == crate::requirements::Group::Production
                })
                .unwrap_or_else(|| "requirements.txt".to_owned());
            (file, None)
        }
        Where::File(name) => (name.to_owned(), None),
    };
    Some(Fix { applicability: remedy.applicability, file, line, snippet: remedy.snippet })
}

/// The statement in the judged file that sets the name, if the last thing that
/// happened to it is one plain assignment there.
pub(super) fn setting_statement(project: &Project, name: &str) -> Option<Place> {
    let judged = project.judged()?.file;
    let binding = project.settings.binding(name)?;
    let last = binding.history.last()?;
    (last.place.file == judged && matches!(last.change, Change::Set(_))).then_some(last.place)
}
