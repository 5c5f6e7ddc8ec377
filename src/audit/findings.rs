//! Rules to findings: each rule's verdict with evidence, words and a fix.

use super::evidence::Lines;
use crate::checks;
use crate::django::Version;
use crate::model::{Applicability, Edit, Evidence, Finding, Fix, Role, Severity, Status, text};
use crate::project::{Project, View, contains};
use crate::python::{Binding, Change};
use crate::requirements::Group;
use crate::rules::{self, Outcome, Remedy, Rule, Standing, Verdict, Where};
use crate::source::{FileId, Place, sort_by};

/// Places of one finding; more would not be read.
const MAX_EVIDENCE: usize = 8;
/// Settings of one finding: a statement may make many, and then says little of each.
const MAX_SETTINGS: usize = 3;

/// The rule that tells of an exception at the start.
const STARTS: &str = "readiness.starts";

/// What all rules say, in the order of the checklist, worst first.
pub(super) fn all(project: &Project) -> Vec<Finding> {
    let lines = Lines::new(project);
    let found = rules::all().filter_map(|rule| finding(rule, project, &lines)).collect();
    let mut findings = told_once(project, &lines, found);
    // What does not start does nothing else.
    let starts = |finding: &Finding| finding.rule != STARTS || finding.status != Status::Fail;
    sort_by(&mut findings, |a, b| {
        (starts(a), a.item, a.status, a.severity, &a.rule).cmp(&(
            starts(b),
            b.item,
            b.status,
            b.severity,
            &b.rule,
        ))
    });
    findings
}

/// A finding, and the exception at the start that is the same fault.
type Raising = (Finding, Option<(&'static str, &'static str)>);

/// The findings without those whose fault is the exception that ends the start: it is
/// told above everything, in the words and with the fix of the rule that knows more.
fn told_once(project: &Project, lines: &Lines, found: Vec<Raising>) -> Vec<Finding> {
    let fails = |(finding, _): &Raising| finding.rule == STARTS && finding.status == Status::Fail;
    let crash = if found.iter().any(fails) { checks::crash(project).ok().flatten() } else { None };
    let is_told = |raises: Option<(&str, &str)>| {
        crash.as_ref().zip(raises).is_some_and(|(crash, (setting, words))| {
            crash.setting == Some(setting)
                && crash.message.as_ref().is_some_and(|message| message.contains(words))
        })
    };
    let (told, kept): (Vec<_>, Vec<_>) = found.into_iter().partition(|(_, raises)| is_told(*raises));
    let mut findings: Vec<Finding> = kept.into_iter().map(|(finding, _)| finding).collect();
    if let Some((same, _)) = told.into_iter().next()
        && let Some(starts) = findings.iter_mut().find(|finding| finding.rule == STARTS)
    {
        let shown = lines.exception(&crash.map(|crash| crash.to_string()).unwrap_or_default());
        let shown = shown.trim_end_matches('.');
        let (en, ru) = (same.message.en, same.message.ru);
        starts.message = text! {
            en: "Django does not start: {shown}. {en}",
            ru: "Django не запустится: {shown}. {ru}",
        };
        (starts.how, starts.docs) = (same.how, same.docs);
        starts.fix = same.fix.or(starts.fix.take());
    }
    findings
}

/// What one rule says; none if it is not about this project at all.
#[must_use]
pub fn finding_of(rule: &Rule, project: &Project) -> Option<Finding> {
    finding(rule, project, &Lines::new(project)).map(|(finding, _)| finding)
}

fn finding(rule: &Rule, project: &Project, lines: &Lines) -> Option<Raising> {
    if !rule.django.contain(project.django.version) {
        return None;
    }
    let verdict = verdict(rule, project);
    let raises = verdict.as_ref().ok().and_then(|outcome| outcome.raises);
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
        docs: docs(rule, project.django.version),
        evidence: Vec::new(),
        settings: Vec::new(),
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
            finding.settings = settings_at(project, &outcome.evidence);
            finding.fix = outcome.remedy.and_then(|remedy| fix(project, remedy));
        }
        Err(undecided) => {
            finding.message = undecided.reason;
            finding.evidence = places(lines, &undecided.places, &[]);
            finding.settings = match &undecided.setting {
                Some(setting) if project.settings.binding(setting).is_some() => vec![setting.to_string()],
                _ => settings_at(project, &undecided.places),
            };
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
    lines.sentence(&mut finding.message);
    // A fix is written into a file: what must not be shown has no place in it.
    if !project.assumed.hides_nothing() {
        finding.fix = finding.fix.filter(|fix| {
            let edits = fix.edits.iter().map(|edit| &edit.text);
            edits.chain([&fix.snippet]).all(|code| project.assumed.hide(code) == **code)
        });
    }
    Some((finding, raises))
}

/// Settings of the judged module that the statements at these places made or changed.
fn settings_at(project: &Project, places: &[Place]) -> Vec<String> {
    let Some(module) = project.settings.module() else { return Vec::new() };
    let made_at = |binding: &Binding| {
        binding.history.iter().any(|event| places.iter().any(|place| contains(event.place, *place)))
    };
    let names = module.settings.iter().filter(|(_, binding)| made_at(binding));
    names.map(|(name, _)| name.to_string()).take(MAX_SETTINGS).collect()
}

/// Runs that one rule may take to try all values of what it depends on.
const MAX_RUNS: usize = 96;

/// What the rule says; decided also where it says the same of every value that
/// a setting may have.
fn verdict(rule: &Rule, project: &Project) -> Verdict {
    let mut runs = MAX_RUNS;
    settle(rule, project, &mut runs)
}

fn settle(rule: &Rule, project: &Project, runs: &mut usize) -> Verdict {
    let verdict = (rule.check)(project);
    let Err(undecided) = &verdict else { return verdict };
    let Some(setting) = &undecided.setting else { return verdict };
    let alternatives = project.settings.alternatives(setting);
    let mut agreed: Option<Verdict> = None;
    for settings in alternatives {
        let Some(left) = runs.checked_sub(1) else { return verdict };
        *runs = left;
        let other = settle(rule, &project.with_settings(settings), runs);
        agreed = Some(match (agreed, other) {
            (_, Err(reason)) if !reason.missing_file => return verdict,
            (None, other) => other,
            // A file that is missing for every value is what the person can give.
            (Some(Err(first)), Err(other)) if first == other => Err(first),
            (Some(Ok(first)), Ok(outcome)) => Ok(match (first.standing, outcome.standing) {
                (Standing::NotApplicable, Standing::Pass) => outcome,
                (Standing::Pass, Standing::Pass | Standing::NotApplicable)
                | (Standing::NotApplicable, Standing::NotApplicable) => first,
                // A complaint is about all values or about none: its words and
                // its fix are for one of them.
                (one, other) if one == other && first.message == outcome.message => {
                    let same = first.remedy == outcome.remedy;
                    Outcome { remedy: first.remedy.clone().filter(|_| same), ..first }
                }
                _ => return verdict,
            }),
            _ => return verdict,
        });
    }
    agreed.unwrap_or(verdict)
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

/// The address of the rule's documentation for a version of Django.
pub(super) fn docs(rule: &Rule, version: Version) -> String {
    if rule.docs.starts_with("https://") { rule.docs.to_owned() } else { version.docs(rule.docs) }
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
    let judged = || project.judged().map(|entry| entry.file);
    let as_it_stands = matches!(remedy.target, Where::Text(_));
    // A place to replace, a file to add to, or a file that may not be there.
    let (place, file, name) = match remedy.target {
        Where::Setting(setting) => match setting_statement(project, setting) {
            Some(place) => (Some(place), Some(place.file), ""),
            None => (None, Some(judged()?), ""),
        },
        Where::Module => (None, Some(judged()?), ""),
        Where::Statement(place) | Where::Text(place) | Where::Requirement(place) => {
            (Some(place), Some(place.file), "")
        }
        Where::Requirements => (None, production_requirements(project), "requirements.txt"),
        Where::File(name) => (None, None, name),
    };
    let path = file.map_or_else(|| name.to_owned(), |file| project.tree.file(file).path.clone());
    let edits = match file {
        Some(file) if remedy.applicability != Applicability::DisplayOnly => {
            vec![match place.filter(|_| as_it_stands) {
                Some(place) => Edit {
                    file: path.clone(),
                    start: place.span.start,
                    end: place.span.end,
                    text: remedy.snippet.clone(),
                },
                None => edit(project, place, file, &remedy.snippet),
            }]
        }
        _ => Vec::new(),
    };
    Some(Fix {
        applicability: remedy.applicability,
        file: path,
        line: place.map(|place| project.tree.line(place)),
        snippet: remedy.snippet,
        edits,
    })
}

/// The requirements file that production installs from.
fn production_requirements(project: &Project) -> Option<FileId> {
    project.requirements.files.iter().copied().find(|&file| {
        let path = &project.tree.file(file).path;
        Group::guess(path) == Group::Production && path.ends_with(".txt")
    })
}

/// The snippet in place of what stands at the place, or at the file's end.
pub(super) fn edit(project: &Project, place: Option<Place>, file: FileId, snippet: &str) -> Edit {
    let source = project.tree.file(file);
    let snippet = snippet.trim_end_matches('\n');
    let (start, end, text) = match place {
        Some(place) => {
            // Further lines stand as deep as the first.
            let line = source.line(source.line_column(place.span.start).line);
            let indent = &line[..line.len() - line.trim_start().len()];
            let text =
                snippet.replace('\n', &format!("\n{indent}")).replace(&format!("\n{indent}\n"), "\n\n");
            (place.span.start, place.span.end, text)
        }
        None => {
            let end = u32::try_from(source.text.len()).unwrap_or(u32::MAX);
            let before = if source.text.is_empty() || source.text.ends_with('\n') { "" } else { "\n" };
            (end, end, format!("{before}{snippet}\n"))
        }
    };
    Edit { file: source.path.clone(), start, end, text }
}

/// The statement in the judged file that sets the name, if the last thing that
/// happened to it is one plain assignment there.
pub(super) fn setting_statement(project: &Project, name: &str) -> Option<Place> {
    let judged = project.judged()?.file;
    let binding = project.settings.binding(name)?;
    let last = binding.history.last()?;
    (last.place.file == judged && last.change == Change::Set).then_some(last.place)
}
