//! The whole judgement: files in, report out. Pure: no clock, disk, network, browser.

use crate::model::{DjangoReport, Item, ItemReport, Report, Status, Text, Tool, text};
use crate::protocol::{InputFile, Options};

/// Judges the files.
#[must_use]
pub fn audit(_files: &[InputFile], _options: &Options) -> Report {
    Report {
        schema: 1,
        tool: Tool {
            name: "django-preflight".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_date: "2026-11-23".to_owned(),
        },
        django: DjangoReport { version: "5.2".to_owned(), because: text("", ""), choices: Vec::new() },
        judged: None,
        judged_because: Text::same(""),
        items: Item::ALL
            .iter()
            .map(|&item| ItemReport { item, stage: item.stage(), status: Status::NoData, rules: Vec::new() })
            .collect(),
        findings: Vec::new(),
        environments: Vec::new(),
        environment_variables: Vec::new(),
        requirements: Vec::new(),
        problems: Vec::new(),
    }
}
