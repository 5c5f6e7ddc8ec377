//! What was found: verdict, stages, and the checklist itself.

use std::rc::Rc;

use yew::prelude::*;

use super::announcer::Announcer;
use super::checklist::Checklist;
use super::filter_bar::FilterBar;
use super::judged::JudgedBar;
use super::problems::Problems;
use super::stages::Stages;
use super::verdict::{Verdict, sentence};
use crate::app::state::{Action, Engine, State};
use crate::app::strings::use_words;
use crate::app::summary::Summary;
use crate::model::Item;

#[derive(Clone, PartialEq, Properties)]
pub struct ResultsProps {
    pub state: Rc<State>,
    pub act: Callback<Action>,
}

#[component]
pub fn Results(props: &ResultsProps) -> Html {
    let ResultsProps { state, act } = props;
    let words = use_words();
    let Some(report) = &state.report else {
        return html! {
            <section class="results" id="results" aria-label={words.results}>
                <div class="waiting" role="status">
                    if state.engine == Engine::Failed {
                        <p>{ words.engine_failed }</p>
                    } else if state.lost {
                        <p>{ words.engine_restarted }</p>
                    } else {
                        <p>{ if state.engine == Engine::Loading { words.loading } else { words.judging } }</p>
                        <progress aria-label={words.loading} />
                    }
                </div>
            </section>
        };
    };
    let summary = Summary::of(report);
    let announcement = sentence(report, &summary, words);
    html! {
        <section class="results" id="results" aria-label={words.results}>
            <Verdict report={report.clone()} summary={summary.clone()} />
            <Announcer sentence={announcement} />
            <Stages stages={summary.stages.clone()} />
            <JudgedBar
                report={report.clone()}
                django={state.django.clone()}
                settings={state.settings.clone()}
                {act}
            />
            if !report.problems.is_empty() {
                <Problems report={report.clone()} {act} />
            }
            <FilterBar filter={state.filter.clone()} {summary} all_open={state.opened.len() == Item::ALL.len()} {act} />
            <Checklist {state} report={report.clone()} {act} />
        </section>
    }
}
