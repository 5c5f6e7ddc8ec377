//! The whole judgement: files in, report out. Pure: no clock, disk, network, browser.

mod deploy_check;
mod environments;
mod evidence;
mod findings;
mod logging;
mod problems;
mod rehearsal;
mod rulebook;
mod settings;
mod shown;

use std::collections::BTreeMap;

pub use findings::finding_of;
pub use rulebook::rulebook;

use crate::django::{DATA_DATE, Date, Version};
use crate::model::{
    DjangoReport, Finding, Item, ItemReport, Origin, Report, RequirementReport, Status, Tool, TopologyReport,
};
use crate::project::{Input, Project};
use crate::protocol::{InputFile, Options};
use crate::source::{Place, SourceFile, Tree};

/// Judges the files.
#[must_use]
pub fn audit(files: &[InputFile], options: &Options) -> Report {
    let mut tree =
        Tree::new(files.iter().map(|file| SourceFile::new(&*file.path, &*file.text)), options.complete);
    tree.folders = (!options.folders.is_empty()).then(|| options.folders.clone());
    let input = Input {
        django: options.django.as_deref().and_then(|version| version.parse().ok()).map(Version::nearest),
        settings: options.settings.clone(),
        root: options.root.clone(),
        environment: options.environment.clone(),
        closed_environment: options.closed_environment,
        unset: options.unset.clone(),
        environment_file: options.environment_file.clone(),
        topology: options.topology,
        argv: options.argv.clone(),
        server_folders: (!options.server_folders.is_empty()).then(|| options.server_folders.clone()),
        today: options.today.parse::<Date>().ok(),
    };
    let project = Project::read(tree, &input);
    let mut report = report(&project, options.show_values);
    if let Some(deploy) = report.deploy_check.as_mut().filter(|_| options.after_fixes) {
        let read = |tree| Project::read(tree, &input);
        deploy.after_fixes = deploy_check::after_fixes(deploy, &project, &report.findings, read);
    }
    report.rehearsal = options.target.as_ref().and_then(|target| {
        let (version, because) = rehearsal::target(project.django.version, target)?;
        let then = Project::read((*project.tree).clone(), &Input { django: Some(version), ..input });
        Some(rehearsal::rehearse(&project, &report.findings, &then, because))
    });
    report
}

/// The report on a project.
#[must_use]
pub fn report(project: &Project, show_values: bool) -> Report {
    let findings = findings::all(project);
    Report {
        schema: 1,
        tool: Tool {
            name: "django-preflight".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            data_date: DATA_DATE.to_string(),
        },
        django: DjangoReport {
            version: project.django.version.to_string(),
            because: project.django.because.clone(),
            choices: Version::ALL.iter().map(ToString::to_string).collect(),
        },
        judged: project
            .judged()
            .map(|entry| Origin { file: project.tree.file(entry.file).path.clone(), line: 1 }),
        judged_because: project.judged_because.clone(),
        items: items(&findings),
        environments: settings::environments(project, show_values),
        deploy_check: deploy_check::deploy_check(project, &evidence::Lines::new(project), show_values),
        defaults: environments::defaults(project),
        differences: environments::differences(project, show_values),
        shared_secrets: environments::shared_secrets(project),
        environment_variables: settings::variables(project),
        environment_files: environments::files(project),
        assumed: environments::assumed(project),
        topology: topology(project),
        logging: logging::routes(project),
        requirements: requirements(project),
        problems: problems::all(project),
        rehearsal: None,
        findings,
    }
}

/// Each item with the worst status of its rules.
fn items(findings: &[Finding]) -> Vec<ItemReport> {
    let mut by_item: BTreeMap<Item, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_item.entry(finding.item).or_default().push(finding);
    }
    Item::ALL
        .iter()
        .map(|&item| {
            let found = by_item.remove(&item).unwrap_or_default();
            let status = found.iter().map(|finding| finding.status).min().unwrap_or(Status::NoData);
            let rules = found.iter().map(|finding| finding.rule.clone()).collect();
            ItemReport { item, stage: item.stage(), status, rules }
        })
        .collect()
}

fn topology(project: &Project) -> TopologyReport {
    let served = &project.served;
    let origin = |place: Option<Place>| {
        place.map(|place| Origin {
            file: project.tree.file(place.file).path.clone(),
            line: project.tree.line(place),
        })
    };
    TopologyReport {
        assumed: served.assumed(),
        said: served.said,
        found: served.found,
        tls_origin: origin(served.tls_place),
        processes_origin: origin(served.processes_place),
        container_origin: origin(served.container_place),
    }
}

fn requirements(project: &Project) -> Vec<RequirementReport> {
    project
        .requirements
        .all
        .iter()
        .map(|requirement| RequirementReport {
            name: requirement.name.clone(),
            specifier: requirement.versions.text.clone(),
            file: project.tree.file(requirement.place.file).path.clone(),
            line: project.tree.line(requirement.place),
            locked: requirement.locked,
        })
        .collect()
}
