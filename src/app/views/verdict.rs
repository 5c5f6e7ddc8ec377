//! The one sentence a person came for.

use yew::prelude::*;

use super::pickers::FILES_INPUT;
use crate::app::focus;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::SharedReport;
use crate::app::strings::{Words, use_words};
use crate::app::summary::Summary;
use crate::model::{Report, Status};

#[derive(Clone, PartialEq, Properties)]
pub struct VerdictProps {
    pub report: SharedReport,
    pub summary: Summary,
}

/// Some check of settings could be answered: without them, that nothing fails says nothing.
fn is_judged(report: &Report, summary: &Summary) -> bool {
    let answered = |(status, count): (&Status, &usize)| *count > 0 && *status != Status::NoData;
    report.judged.is_some() && summary.findings.iter().any(answered)
}

/// What is left, in one short sentence.
fn headline(report: &Report, summary: &Summary, words: &Words) -> String {
    match summary.count(Status::Fail) {
        0 if !is_judged(report, summary) => words.nothing_judged.to_owned(),
        0 => words.nothing_fails.to_owned(),
        fails => (words.left_to_fix)(fails),
    }
}

/// What else there is to know: never that a project is secure.
fn rest(report: &Report, summary: &Summary, words: &Words) -> String {
    let mut sentences = vec![(words.items_done)(summary.done, report.items.len())];
    for (status, say) in [(Status::Attention, words.attention_left), (Status::Open, words.open_left)] {
        match summary.count(status) {
            0 => {}
            n => sentences.push(say(n)),
        }
    }
    if summary.count(Status::Fail) == 0 && is_judged(report, summary) {
        sentences.push((words.confirm_left)(report.items.len()));
    }
    sentences.join(" ")
}

/// The whole verdict, as it is spoken.
#[must_use]
pub fn sentence(report: &Report, summary: &Summary, words: &Words) -> String {
    format!("{}. {}", headline(report, summary, words), rest(report, summary, words))
}

#[component]
pub fn Verdict(props: &VerdictProps) -> Html {
    let words = use_words();
    let VerdictProps { report, summary } = props;
    let worst = report.items.iter().map(|item| item.status).min().unwrap_or(Status::NoData);
    let tone = match worst {
        Status::Fail | Status::Attention => worst,
        _ if is_judged(report, summary) => Status::Pass,
        _ => Status::NoData,
    };
    let no_data = summary.count(Status::NoData);
    html! {
        <header class="verdict" data-tone={tone.slug()}>
            <h1 id="verdict">{ headline(report, summary, words) }</h1>
            <p class="verdict-rest">{ rest(report, summary, words) }</p>
            if no_data > 0 {
                <p class="verdict-data">
                    <Drawn icon={Icon::Unknown} />
                    <span>{ (words.no_data)(no_data) }</span>
                    { " " }
                    <button type="button" class="link" onclick={|_: MouseEvent| focus::press(FILES_INPUT)}>
                        { words.no_data_add }
                    </button>
                </p>
            }
        </header>
    }
}
