//! What `check --deploy` says of the judged settings, with everything around it: words,
//! what is silenced, hidden or left open, and what the offered fixes would change.

use super::evidence::Lines;
use super::settings::origin_of;
use crate::checks::{self, Level, Message, Prediction};
use crate::model::{AfterFixes, CheckReport, CheckState, DeployCheck, Edit, Finding, Status, Text, written};
use crate::project::{Project, View};
use crate::rules;
use crate::source::{Tree, sort, sort_by};

/// The answer; none where there are no settings to ask about.
pub(super) fn deploy_check(project: &Project, lines: &Lines, show_values: bool) -> Option<DeployCheck> {
    project.settings.module()?;
    let prediction = checks::predict(project);
    let (exit, exit_on_warning) = exits(&prediction);
    let crash = prediction.crash.as_ref();
    let mut deploy = DeployCheck {
        checks: Vec::new(),
        quiet: Vec::new(),
        exit,
        exit_on_warning,
        crash: crash
            .map(|crash| if show_values { crash.to_string() } else { lines.exception(&crash.to_string()) }),
        crash_at: crash.and_then(|crash| crash.place).map(|place| origin_of(project, place)),
        after_fixes: None,
    };
    if crash.is_some() {
        return Some(deploy);
    }
    for (state, messages) in
        [(CheckState::Printed, &prediction.messages), (CheckState::Silenced, &prediction.silenced)]
    {
        // They are sorted, so equal ones stand together.
        for message in messages {
            match deploy.checks.last_mut().filter(|last| last.id == message.id && last.state == state) {
                Some(last) => last.count += 1,
                None => deploy.checks.push(CheckReport { count: 1, ..check(project, *message, state) }),
            }
        }
    }
    deploy.checks.extend(prediction.undecided.iter().map(|id| undecided(project, lines, id)));
    for hidden in checks::hidden(project) {
        deploy.checks.extend(hidden.messages.into_iter().map(|message| CheckReport {
            hidden_by: Some(hidden.middleware.to_owned()),
            ..check(project, message, CheckState::Hidden)
        }));
    }
    let mut quiet: Vec<String> = checks::ids()
        .filter(|id| checks::exists(id, project.django.version))
        .filter(|id| deploy.checks.iter().all(|check| check.id != *id || check.state == CheckState::Hidden))
        .map(str::to_owned)
        .collect();
    sort(&mut quiet);
    deploy.quiet = quiet;
    sort_by(&mut deploy.checks, |a, b| (a.state, a.level, &a.id).cmp(&(b.state, b.level, &b.id)));
    Some(deploy)
}

/// The exit status at the default fail level, and with `--fail-level WARNING`.
pub(super) fn exits(prediction: &Prediction) -> (Option<i32>, Option<i32>) {
    let at = |level: Level| {
        if prediction.crash.is_some() || prediction.messages.iter().any(|message| message.level >= level) {
            return Some(1);
        }
        let may_fail = |id: &&str| checks::level(id).is_some_and(|found| found >= level);
        (!prediction.undecided.iter().any(may_fail)).then_some(0)
    };
    (at(Level::Error), at(Level::Warning))
}

pub(super) const fn letter(level: Level) -> char {
    match level {
        Level::Warning => 'W',
        Level::Error => 'E',
    }
}

fn check(project: &Project, message: Message, state: CheckState) -> CheckReport {
    let version = project.django.version;
    let rule = rules::all().find(|rule| rule.mirrors.contains(&message.id) && rule.django.contain(version));
    CheckReport {
        id: message.id.to_owned(),
        level: letter(message.level),
        state,
        count: 0,
        words: checks::words(message.id).cloned().unwrap_or_else(|| Text::same(message.id)),
        docs: version.docs(checks::docs(message.id)),
        rule: rule.map(|rule| rule.id.to_owned()),
        reason: None,
        variables: Vec::new(),
        when_unset: None,
        origin: None,
        hidden_by: None,
    }
}

fn undecided(project: &Project, lines: &Lines, id: &'static str) -> CheckReport {
    let level = checks::level(id).unwrap_or(Level::Warning);
    let mut report = check(project, Message { id, level }, CheckState::Undecided);
    let reason = checks::finds(project, id).err().or_else(|| checks::is_silenced(project, id).err());
    let Some(reason) = reason else { return report };
    report.origin = reason.places.first().map(|place| origin_of(project, *place));
    report.variables = reason.variables.iter().map(ToString::to_string).collect();
    let mut words = match checks::beyond_settings(id) {
        Some(beyond) if reason.variables.is_empty() => beyond.clone(),
        _ => reason.reason,
    };
    lines.sentence(&mut words);
    report.reason = Some(words);
    if !report.variables.is_empty() {
        let unset = project.viewed(View::Unset);
        if let (Ok(found), Ok(silenced)) = (checks::finds(&unset, id), checks::is_silenced(&unset, id)) {
            report.when_unset = Some(found && !silenced);
        }
    }
    report
}

/// What is left once the fixes that are offered for the printed ids are written into
/// the files, all together; none where none of them can be.
pub(super) fn after_fixes(
    deploy: &DeployCheck,
    project: &Project,
    findings: &[Finding],
    read: impl FnOnce(Tree) -> Project,
) -> Option<AfterFixes> {
    let printed: Vec<&str> = deploy.of(CheckState::Printed).map(|check| check.id.as_str()).collect();
    let mut edits: Vec<Edit> = Vec::new();
    let mut rules = Vec::new();
    for finding in findings.iter().filter(|finding| finding.status <= Status::Attention) {
        let Some(fix) = finding.fix.as_ref().filter(|fix| !fix.edits.is_empty()) else { continue };
        let mirrors = finding.mirrors.iter().any(|id| printed.contains(&id.as_str()));
        if mirrors && !fix.edits.iter().any(|edit| edits.iter().any(|other| collide(edit, other))) {
            edits.extend_from_slice(&fix.edits);
            rules.push(finding.rule.clone());
        }
    }
    if rules.is_empty() {
        return None;
    }
    let tree = project.tree.with_texts(|file| written(&file.text, &file.path, &edits))?;
    let prediction = checks::predict(&read(tree));
    if prediction.crash.is_some() {
        return None;
    }
    let mut left: Vec<&str> = prediction.messages.iter().map(|message| message.id).collect();
    left.dedup();
    let undecided = |id: &&str| prediction.undecided.contains(id);
    let owned = |ids: &mut dyn Iterator<Item = &str>| ids.map(str::to_owned).collect();
    Some(AfterFixes {
        rules,
        gone: owned(&mut printed.iter().copied().filter(|id| !left.contains(id) && !undecided(id))),
        undecided: owned(&mut printed.iter().copied().filter(|id| !left.contains(id) && undecided(id))),
        new: owned(&mut left.iter().copied().filter(|id| !printed.contains(id))),
        left: owned(&mut left.iter().copied().filter(|id| printed.contains(id))),
        exit: exits(&prediction).0,
    })
}

/// Whether one edit undoes the other: they overlap, or both set one name at one place.
fn collide(one: &Edit, other: &Edit) -> bool {
    let name = |edit: &Edit| edit.text.split_once('=').map(|(name, _)| name.trim().to_owned());
    one.file == other.file
        && (one.start < other.end && other.start < one.end
            || one.start == other.start
                && (name(one) == name(other) || one.end == other.end && one.end > one.start))
}
