//! Reports made by hand, for the tests of this wing.

use crate::model::{DjangoReport, Finding, Item, ItemReport, Report, Severity, Status, Text, Tool, text};

/// A report in which every item passes and nothing was found.
pub(crate) fn report() -> Report {
    Report {
        schema: 1,
        tool: Tool { name: String::new(), version: String::new(), data_date: String::new() },
        django: DjangoReport {
            version: "5.2".to_owned(),
            because: text("", ""),
            choices: vec!["4.2".to_owned(), "5.2".to_owned()],
        },
        judged: None,
        judged_because: Text::same(""),
        items: Item::ALL
            .into_iter()
            .map(|item| ItemReport { item, stage: item.stage(), status: Status::Pass, rules: Vec::new() })
            .collect(),
        findings: Vec::new(),
        environments: Vec::new(),
        deploy_check: None,
        defaults: Default::default(),
        differences: Vec::new(),
        shared_secrets: Vec::new(),
        environment_variables: Vec::new(),
        environment_files: Vec::new(),
        assumed: Default::default(),
        topology: Default::default(),
        requirements: Vec::new(),
        logging: None,
        problems: Vec::new(),
        rehearsal: None,
    }
}

/// A finding without evidence.
pub(crate) fn finding(rule: &str, item: Item, status: Status) -> Finding {
    Finding {
        rule: rule.to_owned(),
        item,
        status,
        severity: Severity::Error,
        mirrors: Vec::new(),
        title: Text::same("title"),
        message: Text::same("message"),
        why: Text::same("why"),
        how: Text::same("how"),
        docs: String::new(),
        evidence: Vec::new(),
        settings: Vec::new(),
        variables: Vec::new(),
        when_unset: None,
        fix: None,
    }
}
