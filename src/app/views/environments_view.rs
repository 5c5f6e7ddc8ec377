//! Which settings modules there are, which one is judged, and in what they differ.

use yew::prelude::*;

use super::go_to::go_to;
use super::view_head::view_head;
use crate::app::parts::{Drawn, Icon, made, told, words};
use crate::app::state::Action;
use crate::app::strings::Words;
use crate::model::{CellState, Difference, DifferenceCell, Environment, Report};

/// The environments, the secrets they have in common, and the matrix.
pub fn environments_view(report: &Report, all: &Words, act: &Callback<Action>) -> Html {
    let cards = report.environments.iter().map(|environment| card(environment, all, act)).collect();
    let mut matrix = vec![made("h2", &["id"], &["matrix-title"], vec![words(all.matrix_title)])];
    matrix.extend(if report.environments.len() < 2 {
        vec![told("p", "aside", all.one_environment)]
    } else if report.differences.is_empty() {
        vec![told("p", "aside", all.matrix_same)]
    } else {
        vec![told("p", "aside", &(all.matrix_lead)(report.differences.len())), table(report, all)]
    });
    Html::from_iter([
        view_head(Vec::new(), all.environments_title, &(all.environments_lead)(report.environments.len())),
        made("ul", &["class"], &["environments"], cards),
        shared(report, all, act),
        made("div", &["class"], &["matrix-section"], matrix),
    ])
}

/// The settings that differ, with a column for each environment.
fn table(report: &Report, all: &Words) -> Html {
    let names = short_names(report);
    let mut columns = vec![made("th", &["scope"], &["col"], vec![words(all.setting)])];
    columns.extend(report.environments.iter().zip(&names).map(|(environment, name)| {
        let parts = vec![told("span", "", name), told("small", "", (all.role)(environment.role))];
        let keys = &["scope", "title", "data-chosen"];
        made("th", keys, &["col", &environment.file, yes(environment.chosen)], parts)
    }));
    let rows = report.differences.iter().map(|difference| row(difference, &names, all)).collect();
    let head = made("thead", &[], &[], vec![made("tr", &[], &[], columns)]);
    let table = made("table", &[], &[], vec![head, made("tbody", &[], &[], rows)]);
    let keys = &["class", "tabindex", "role", "aria-labelledby"];
    made("div", keys, &["matrix", "0", "region", "matrix-title"], vec![table])
}

const fn yes(it_is: bool) -> &'static str {
    if it_is { "true" } else { "false" }
}

/// Names of the environments' files, as short as they stay apart.
fn short_names(report: &Report) -> Vec<String> {
    let files: Vec<&str> = report.environments.iter().map(|environment| environment.file.as_str()).collect();
    files
        .iter()
        .map(|file| {
            let name = file.rsplit('/').next().unwrap_or(file);
            let ending = |end: &str| files.iter().filter(|other| other.ends_with(end)).count();
            // A package by its folder, and whatever shares its name by its path.
            let folder = file.rsplit('/').nth(1).map(|folder| format!("{folder}/{name}"));
            match folder {
                Some(short) if name == "__init__.py" && ending(&short) == 1 => short,
                _ if name == "__init__.py" || ending(&format!("/{name}")) > 1 => (*file).to_owned(),
                _ => name.to_owned(),
            }
        })
        .collect()
}

/// One environment: what it is for, why it was found, and whether it is judged.
fn card(environment: &Environment, all: &Words, act: &Callback<Action>) -> Html {
    let Environment { module, file, role, chosen, named_by, imported_by, predicted, .. } = environment;
    let marked = |icon: Icon, text: &str| vec![html! { <Drawn {icon} /> }, told("span", "", text)];
    let mut head = vec![told("h2", "", file)];
    if !(all.role)(*role).is_empty() {
        head.push(told("span", "tag", (all.role)(*role)));
    }
    if *chosen {
        let now = marked(Icon::Check, all.judged_now);
        head.push(made("span", &["class", "data-tone"], &["status", "pass"], now));
    } else {
        let choose = {
            let file = file.clone();
            act.reform(move |_: MouseEvent| Action::ChooseSettings(Some(file.clone())))
        };
        head.push(html! {
            <button type="button" class="button small" onclick={choose} aria-label={format!("{}: {file}", all.judge_this)}>
                { all.judge_this }
            </button>
        });
    }
    let mut why = vec![told("code", "", module)];
    if !named_by.is_empty() {
        why.push(told("span", "", &(all.named_by)(named_by)));
    }
    if !imported_by.is_empty() {
        why.push(told("span", "", &(all.imported_by)(imported_by)));
    }
    if why.len() == 1 {
        why.push(told("span", "", all.found_by_look));
    }
    let mut parts = vec![
        made("div", &["class"], &["environment-head"], head),
        made("p", &["class"], &["environment-why"], why),
    ];
    if let Some(crash) = &predicted.crash {
        let crash = marked(Icon::Cross, &(all.does_not_load)(crash));
        parts.push(made("p", &["class", "data-tone"], &["environment-crash", "fail"], crash));
    }
    let keys = &["class", "data-environment", "data-chosen"];
    made("li", keys, &["environment", file, yes(*chosen)], parts)
}

/// Secrets that several environments have in common.
fn shared(report: &Report, all: &Words, act: &Callback<Action>) -> Html {
    if report.shared_secrets.is_empty() {
        return Html::default();
    }
    let secrets = report.shared_secrets.iter().map(|secret| {
        let mut parts = vec![told("code", "", &secret.setting)];
        if secret.origins.len() < secret.files.len() {
            parts.push(told("span", "", &secret.files.join(", ")));
        }
        parts.extend(secret.origins.iter().map(|at| go_to(&at.file, at.line, "shared", all, act)));
        made("li", &["data-shared"], &[&secret.setting], parts)
    });
    let title = vec![html! { <Drawn icon={Icon::Warning} /> }, told("span", "", all.shared_title)];
    let parts = vec![
        made("h2", &["id"], &["shared-title"], title),
        made("ul", &[], &[], secrets.collect()),
        told("p", "aside", all.shared_note),
    ];
    let keys = &["class", "id", "tabindex", "aria-labelledby"];
    made("section", keys, &["problems shared", "shared", "-1", "shared-title"], parts)
}

fn row(row: &Difference, names: &[String], all: &Words) -> Html {
    let mut cells = vec![made("th", &["scope"], &["row"], vec![told("code", "", &row.setting)])];
    cells.extend(row.cells.iter().enumerate().map(|(index, cell)| self::cell(index, cell, names, all)));
    made("tr", &["data-difference"], &[&row.setting], cells)
}

/// One value. Masked ones may look alike: whether they are is said in words.
fn cell(index: usize, cell: &DifferenceCell, names: &[String], all: &Words) -> Html {
    let aside = match cell.state {
        CellState::Default => all.by_default,
        CellState::Absent => all.not_set,
        CellState::Unknown => all.unknown,
        CellState::Environment => all.by_environment,
        CellState::Known => "",
    };
    let mut parts = Vec::new();
    if !cell.shown.is_empty() && cell.shown != "?" {
        parts.push(told("code", "", &cell.shown));
    }
    if !aside.is_empty() {
        parts.push(told("small", "", aside));
    }
    if cell.masked {
        let same = match names.get(cell.same_as) {
            Some(name) if cell.same_as != index => (all.same_as)(name),
            _ => all.own_value.to_owned(),
        };
        parts.push(told("small", "same", &same));
    }
    made("td", &["data-same-as"], &[&cell.same_as.to_string()], parts)
}
