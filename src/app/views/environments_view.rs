//! Which settings modules there are, which one is judged, and in what they differ.

use yew::prelude::*;

use super::go_to::go_to;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::Action;
use crate::app::strings::Words;
use crate::model::{CellState, Difference, DifferenceCell, Environment, Report};

/// The environments, the secrets they have in common, and the matrix.
pub fn environments_view(report: &Report, words: &Words, act: &Callback<Action>) -> Html {
    let names = short_names(report);
    html! {
        <>
            <header class="view-head">
                <h1>{ words.environments_title }</h1>
                <p>{ (words.environments_lead)(report.environments.len()) }</p>
            </header>
            <ul class="environments">
                { for report.environments.iter().map(|environment| card(environment, words, act)) }
            </ul>
            { shared(report, words, act) }
            <div class="matrix-section">
                <h2 id="matrix-title">{ words.matrix_title }</h2>
                if report.environments.len() < 2 {
                    <p class="aside">{ words.one_environment }</p>
                } else if report.differences.is_empty() {
                    <p class="aside">{ words.matrix_same }</p>
                } else {
                    <p class="aside">{ (words.matrix_lead)(report.differences.len()) }</p>
                    <div class="matrix" tabindex="0" role="region" aria-labelledby="matrix-title">
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{ words.setting }</th>
                                    { for report.environments.iter().zip(&names).map(|(environment, name)| html! {
                                        <th scope="col" title={environment.file.clone()} data-chosen={environment.chosen.to_string()}>
                                            <span>{ name }</span>
                                            <small>{ (words.role)(environment.role) }</small>
                                        </th>
                                    }) }
                                </tr>
                            </thead>
                            <tbody>
                                { for report.differences.iter().map(|row| self::row(row, &names, words)) }
                            </tbody>
                        </table>
                    </div>
                }
            </div>
        </>
    }
}

/// Names of the environments' files, as short as they stay apart.
fn short_names(report: &Report) -> Vec<String> {
    let files: Vec<&str> = report.environments.iter().map(|environment| environment.file.as_str()).collect();
    files
        .iter()
        .map(|file| {
            let name = file.rsplit('/').next().unwrap_or(file);
            let twice = files.iter().filter(|other| other.rsplit('/').next() == Some(name)).count() > 1;
            if twice || name == "__init__.py" { (*file).to_owned() } else { name.to_owned() }
        })
        .collect()
}

/// One environment: what it is for, why it was found, and whether it is judged.
fn card(environment: &Environment, words: &Words, act: &Callback<Action>) -> Html {
    let Environment { module, file, role, chosen, named_by, imported_by, predicted, .. } = environment;
    let choose = {
        let file = file.clone();
        act.reform(move |_: MouseEvent| Action::ChooseSettings(Some(file.clone())))
    };
    html! {
        <li key={file.clone()} class="environment" data-environment={file.clone()} data-chosen={chosen.to_string()}>
            <div class="environment-head">
                <h2>{ file }</h2>
                if !(words.role)(*role).is_empty() {
                    <span class="tag">{ (words.role)(*role) }</span>
                }
                if *chosen {
                    <span class="status" data-tone="pass"><Drawn icon={Icon::Check} /><span>{ words.judged_now }</span></span>
                } else {
                    <button type="button" class="button small" onclick={choose} aria-label={format!("{}: {file}", words.judge_this)}>
                        { words.judge_this }
                    </button>
                }
            </div>
            <p class="environment-why">
                <code>{ module }</code>
                if !named_by.is_empty() {
                    <span>{ (words.named_by)(named_by) }</span>
                }
                if !imported_by.is_empty() {
                    <span>{ (words.imported_by)(imported_by) }</span>
                }
                if named_by.is_empty() && imported_by.is_empty() {
                    <span>{ words.found_by_look }</span>
                }
            </p>
            if let Some(crash) = &predicted.crash {
                <p class="environment-crash" data-tone="fail">
                    <Drawn icon={Icon::Cross} />
                    <span>{ (words.does_not_load)(crash) }</span>
                </p>
            }
        </li>
    }
}

/// Secrets that several environments have in common.
fn shared(report: &Report, words: &Words, act: &Callback<Action>) -> Html {
    if report.shared_secrets.is_empty() {
        return Html::default();
    }
    html! {
        <section class="problems shared" id="shared" tabindex="-1" aria-labelledby="shared-title">
            <h2 id="shared-title">
                <Drawn icon={Icon::Warning} />
                <span>{ words.shared_title }</span>
            </h2>
            <ul>
                { for report.shared_secrets.iter().map(|secret| html! {
                    <li data-shared={secret.setting.clone()}>
                        <code>{ &secret.setting }</code>
                        if secret.origins.len() < secret.files.len() {
                            <span>{ secret.files.join(", ") }</span>
                        }
                        { for secret.origins.iter().map(|at| html! {
                            { go_to(&at.file, at.line, "shared", words, act) }
                        }) }
                    </li>
                }) }
            </ul>
            <p class="aside">{ words.shared_note }</p>
        </section>
    }
}

fn row(row: &Difference, names: &[String], words: &Words) -> Html {
    html! {
        <tr key={row.setting.clone()} data-difference={row.setting.clone()}>
            <th scope="row"><code>{ &row.setting }</code></th>
            { for row.cells.iter().enumerate().map(|(index, cell)| self::cell(index, cell, names, words)) }
        </tr>
    }
}

/// One value. Masked ones may look alike: whether they are is said in words.
fn cell(index: usize, cell: &DifferenceCell, names: &[String], words: &Words) -> Html {
    let aside = match cell.state {
        CellState::Default => Some(words.by_default),
        CellState::Absent => Some(words.not_set),
        CellState::Unknown => Some(words.unknown),
        CellState::Environment => Some(words.by_environment),
        CellState::Known => None,
    };
    let same = cell.masked.then(|| match names.get(cell.same_as) {
        Some(name) if cell.same_as != index => (words.same_as)(name),
        _ => words.own_value.to_owned(),
    });
    let shown = !cell.shown.is_empty() && cell.shown != "?";
    html! {
        <td data-same-as={cell.same_as.to_string()}>
            if shown {
                <code>{ &cell.shown }</code>
            }
            if let Some(aside) = aside {
                <small>{ aside }</small>
            }
            if let Some(same) = same {
                <small class="same">{ same }</small>
            }
        </td>
    }
}
