//! A report in numbers: what is left to do, by stage, by status and by line.

use std::collections::BTreeMap;

use crate::model::{Item, Report, Role, Stage, Status};

/// How one stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageSummary {
    pub stage: Stage,
    pub items: usize,
    /// Items in order: passed, or not asked of this project.
    pub done: usize,
    /// Findings that fail.
    pub fails: usize,
    /// Findings that need attention.
    pub attention: usize,
    /// The worst status of its items.
    pub worst: Status,
}

/// How the whole stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub stages: Vec<StageSummary>,
    /// Findings of each status; every status has its row.
    pub findings: BTreeMap<Status, usize>,
    /// Items that are in order as far as files can show it.
    pub done: usize,
}

impl Summary {
    /// Counts a report.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let stages = Stage::ALL.map(|stage| StageSummary::of(report, stage)).to_vec();
        let mut findings: BTreeMap<Status, usize> = Status::ALL.map(|status| (status, 0)).into();
        for finding in &report.findings {
            *findings.entry(finding.status).or_default() += 1;
        }
        let done = stages.iter().map(|stage| stage.done).sum();
        Self { stages, findings, done }
    }

    /// Findings of a status.
    #[must_use]
    pub fn count(&self, status: Status) -> usize {
        self.findings.get(&status).copied().unwrap_or(0)
    }
}

impl StageSummary {
    fn of(report: &Report, stage: Stage) -> Self {
        let rows: Vec<_> = report.items.iter().filter(|row| row.stage == stage).collect();
        let count = |status| {
            report
                .findings
                .iter()
                .filter(|finding| finding.item.stage() == stage && finding.status == status)
                .count()
        };
        Self {
            stage,
            items: rows.len(),
            done: rows.iter().filter(|row| row.status >= Status::Pass).count(),
            fails: count(Status::Fail),
            attention: count(Status::Attention),
            worst: rows.iter().map(|row| row.status).min().unwrap_or(Status::NoData),
        }
    }
}

/// The lines of a file that findings speak of, with the worst status of each.
/// What passes is not marked.
#[must_use]
pub fn marked_lines(report: &Report, path: &str) -> BTreeMap<u32, Status> {
    let mut lines: BTreeMap<u32, Status> = BTreeMap::new();
    let concerns = report.findings.iter().filter(|finding| finding.status <= Status::Open);
    for finding in concerns {
        for at in finding.evidence.iter().filter(|at| at.file == path && at.role == Role::Primary) {
            let status = lines.entry(at.line).or_insert(finding.status);
            *status = (*status).min(finding.status);
        }
    }
    for problem in report.problems.iter().filter(|problem| problem.file == path) {
        if let Some(line) = problem.line {
            lines.insert(line, Status::Fail);
        }
    }
    lines
}

/// How many findings of a file fail or need attention, and the worst of them.
#[must_use]
pub fn concerns(report: &Report, path: &str) -> Option<(usize, Status)> {
    let statuses: Vec<Status> = report
        .findings
        .iter()
        .filter(|finding| finding.status <= Status::Attention)
        .filter(|finding| finding.evidence.iter().any(|at| at.file == path && at.role == Role::Primary))
        .map(|finding| finding.status)
        .collect();
    let worst = statuses.iter().min().copied()?;
    Some((statuses.len(), worst))
}

/// How many findings of an item stand at each status, worst first.
#[must_use]
pub fn item_counts(report: &Report, item: Item) -> BTreeMap<Status, usize> {
    let mut counts = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.item == item) {
        *counts.entry(finding.status).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing;
    use crate::model::{Evidence, Problem, Text};

    fn at(file: &str, line: u32) -> Evidence {
        Evidence {
            file: file.to_owned(),
            line,
            column: 1,
            end_line: line,
            end_column: 2,
            role: Role::Primary,
            shown: String::new(),
        }
    }

    fn report() -> Report {
        let mut report = testing::report();
        for (rule, item, status, line) in [
            ("debug.on", Item::Debug, Status::Fail, 3),
            ("debug.tools", Item::Debug, Status::Attention, 3),
            ("https.hsts", Item::Https, Status::Open, 9),
            ("https.nosniff", Item::Https, Status::Pass, 9),
        ] {
            let mut finding = testing::finding(rule, item, status);
            finding.evidence.push(at("settings.py", line));
            report.findings.push(finding);
        }
        for row in &mut report.items {
            row.status = report
                .findings
                .iter()
                .filter(|finding| finding.item == row.item)
                .map(|finding| finding.status)
                .min()
                .unwrap_or(Status::NoData);
        }
        report
    }

    #[test]
    fn stages_are_counted_apart() {
        let mut report = report();
        report.items[1].status = Status::NotApplicable;
        let summary = Summary::of(&report);
        let release = summary.stages[0];
        assert_eq!((release.items, release.done, release.fails, release.attention), (6, 1, 1, 1));
        assert_eq!(release.worst, Status::Fail);
        assert_eq!(summary.stages[1].worst, Status::Open);
        assert_eq!(summary.count(Status::Pass), 1);
        assert_eq!(summary.done, 1);
    }

    #[test]
    fn no_data_and_open_never_count_as_done() {
        let mut report = testing::report();
        for row in &mut report.items {
            row.status = Status::NoData;
        }
        report.items[0].status = Status::Open;
        assert_eq!(Summary::of(&report).done, 0);
    }

    #[test]
    fn a_line_takes_the_worst_of_its_findings() {
        let mut report = report();
        report.problems.push(Problem {
            file: "settings.py".to_owned(),
            line: Some(12),
            message: Text::same("syntax"),
        });
        let lines = marked_lines(&report, "settings.py");
        assert_eq!(
            lines.into_iter().collect::<Vec<_>>(),
            [(3, Status::Fail), (9, Status::Open), (12, Status::Fail)]
        );
        assert!(marked_lines(&report, "urls.py").is_empty());
        assert_eq!(concerns(&report, "settings.py"), Some((2, Status::Fail)));
        assert_eq!(concerns(&report, "urls.py"), None);
    }
}
