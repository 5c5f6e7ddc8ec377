//! Fourteen items in three stages, narrowed down by the filter.

use std::rc::Rc;

use yew::prelude::*;

use super::item::ItemView;
use crate::app::state::{Action, SharedReport, State};
use crate::app::strings::use_words;
use crate::model::{Finding, ItemReport, Stage};

#[derive(Clone, PartialEq, Properties)]
pub struct ChecklistProps {
    pub state: Rc<State>,
    pub report: SharedReport,
    pub act: Callback<Action>,
}

#[component]
pub fn Checklist(props: &ChecklistProps) -> Html {
    let words = use_words();
    let ChecklistProps { state, report, act } = props;
    let filter = &state.filter;
    let shown: Vec<(&ItemReport, Rc<[usize]>)> = report
        .items
        .iter()
        .filter_map(|row| {
            let of_item = |finding: &Finding| finding.item == row.item;
            let any = report.findings.iter().any(of_item);
            let findings: Rc<[usize]> = report
                .findings
                .iter()
                .enumerate()
                .filter(|(_, finding)| of_item(finding) && filter.takes(finding, words.lang))
                .map(|(index, _)| index)
                .collect();
            let itself = !any && filter.takes_item(row.item, row.status, words.lang);
            (!filter.is_active() || !findings.is_empty() || itself).then_some((row, findings))
        })
        .collect();
    html! {
        <div class="checklist">
            // It stands there before it speaks, or it is not heard.
            <p class={if shown.is_empty() { "nothing" } else { "unseen" }} role="status">
                if shown.is_empty() {
                    { words.nothing_matches }
                } else if filter.is_active() {
                    { (words.checks_shown)(shown.iter().map(|(_, findings)| findings.len()).sum()) }
                }
            </p>
            { for Stage::ALL.into_iter().filter_map(|stage| {
                let rows: Vec<_> = shown.iter().filter(|(row, _)| row.stage == stage).collect();
                (!rows.is_empty()).then(|| html! {
                    <section key={stage.slug()} class="stage-list" id={format!("stage-{}", stage.slug())} tabindex="-1" aria-labelledby={format!("title-{}", stage.slug())}>
                        <h2 id={format!("title-{}", stage.slug())}>{ stage.title().get(words.lang).to_owned() }</h2>
                        { for rows.into_iter().map(|(row, findings)| html! {
                            <ItemView
                                key={row.item.slug()}
                                item={row.item}
                                status={row.status}
                                report={report.clone()}
                                topology={state.topology}
                                findings={Rc::clone(findings)}
                                open={state.is_open(row.item)}
                                filtered={filter.is_active()}
                                {act}
                            />
                        }) }
                    </section>
                })
            }) }
        </div>
    }
}
