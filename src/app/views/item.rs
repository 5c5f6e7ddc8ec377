//! One row of the checklist and what lies under it.

use std::rc::Rc;

use yew::prelude::*;

use super::finding::{FindingView, PassedFinding, element_id, have_one_reason, one_reason};
use super::log_routes::log_routes;
use super::served::served;
use crate::app::parts::{Drawn, Icon, StatusMark};
use crate::app::state::{Action, SharedReport};
use crate::app::strings::use_words;
use crate::app::summary;
use crate::model::{Item, Status, Topology};

#[derive(Clone, PartialEq, Properties)]
pub struct ItemViewProps {
    pub item: Item,
    pub status: Status,
    pub report: SharedReport,
    /// How the site is served, as far as the person says.
    pub topology: Topology,
    /// Which of the report's findings are shown here.
    pub findings: Rc<[usize]>,
    pub open: bool,
    /// A filter is on, so that nothing that matches may hide.
    pub filtered: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn ItemView(props: &ItemViewProps) -> Html {
    let words = use_words();
    let ItemViewProps { item, status, report, topology, findings, open, filtered, act } = props;
    let (item, open) = (*item, *open);
    let counts = summary::item_counts(report, item);
    let asked: usize =
        counts.iter().filter(|(status, _)| **status != Status::NotApplicable).map(|(_, count)| count).sum();
    let passed_of =
        (asked > 1).then(|| (words.passed_of)(counts.get(&Status::Pass).copied().unwrap_or(0), asked));
    // The browser opens it too, for "find in page"; the state follows.
    let ontoggle = {
        let act = act.clone();
        Callback::from(move |event: Event| {
            let details: web_sys::HtmlDetailsElement = event.target_unchecked_into();
            if details.open() != open {
                act.emit(Action::Open { item, open: details.open() });
            }
        })
    };
    let of_kind = |test: fn(Status) -> bool| -> Vec<usize> {
        findings.iter().copied().filter(|index| test(report.findings[*index].status)).collect()
    };
    let loud = of_kind(|status| status <= Status::Manual);
    let passed = of_kind(|status| status == Status::Pass);
    let aside = of_kind(|status| matches!(status, Status::NoData | Status::NotApplicable));
    let quiet = |indices: Vec<usize>, title: String, icon: Icon| {
        html! {
            if !indices.is_empty() {
            <details class="quiet" open={*filtered}>
                <summary><Drawn icon={icon} /><span>{ title }</span><Drawn icon={Icon::Chevron} /></summary>
                <ul>
                    { for indices.into_iter().map(|index| html! {
                        <PassedFinding key={element_id(report, index)} report={report.clone()} {index} {act} />
                    }) }
                </ul>
            </details>
            }
        }
    };
    html! {
        <details class="item" data-item={item.slug()} data-status={status.slug()} id={format!("item-{}", item.slug())} {open} {ontoggle}>
            <summary>
                <span class="item-icon" data-tone={status.slug()}><Drawn icon={Icon::from(*status)} /></span>
                <h3>{ item.title().get(words.lang).to_owned() }</h3>
                <span class="item-counts">{ passed_of }</span>
                <span class="item-status" data-tone={status.slug()}>{ (words.status)(*status) }</span>
                <Drawn icon={Icon::Chevron} />
            </summary>
            <div class="item-body">
                if findings.is_empty() && *status == Status::NoData {
                    <p class="aside">{ words.file_not_given }</p>
                }
                if item == Item::Https && !filtered {
                    { served(&report.topology, *topology, words, act) }
                }
                // A list of its own, keyed by what outlives an edit: what a person unfolded stays so.
                <>{ for by_reason(report, loud).into_iter().map(|indices| match indices[..] {
                    [index] => html! { <FindingView key={element_id(report, index)} report={report.clone()} {index} {act} /> },
                    _ => one_reason(report, &indices, words, act),
                }) }</>
                { quiet(aside.clone(), (words.asides)(aside.len()), Icon::Unknown) }
                { quiet(passed.clone(), (words.passed)(passed.len()), Icon::Check) }
                if let Some(logging) = report.logging.as_ref().filter(|_| item == Item::ErrorsAndLogs) {
                    { log_routes(logging, words) }
                }
                <p class="confirm">
                    <StatusMark status={Status::Manual} />
                    <span>{ item.confirm().get(words.lang).to_owned() }</span>
                </p>
            </div>
        </details>
    }
}

/// The findings in their order, those that one reason leaves open together.
fn by_reason(report: &SharedReport, indices: Vec<usize>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for index in indices {
        let same =
            |group: &&mut Vec<usize>| have_one_reason(&report.findings[group[0]], &report.findings[index]);
        match groups.iter_mut().find(same) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups
}
