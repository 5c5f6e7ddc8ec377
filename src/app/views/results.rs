//! What was found: verdict, stages, and the checklist itself.

use std::rc::Rc;

use yew::prelude::*;

use super::announcer::Announcer;
use super::checklist::Checklist;
use super::checks_view::checks_view;
use super::crash::crash;
use super::environments_view::environments_view;
use super::filter_bar::FilterBar;
use super::judged::JudgedBar;
use super::limits::limits;
use super::problems::Problems;
use super::rules_view::rules_view;
use super::settings_view::settings_view;
use super::stages::Stages;
use super::upgrade_view::upgrade_view;
use super::variables_view::{file_offers, variables_view};
use super::verdict::{Verdict, sentence};
use super::view_links::view_links;
use super::what_if_bar::what_if_bar;
use crate::app::state::{Action, Engine, State, View};
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
    let announcement = if state.what_if.is_active() {
        format!("{}. {announcement}", words.what_if_title)
    } else {
        announcement
    };
    let judged = html! {
        <JudgedBar
            report={report.clone()}
            django={state.django.clone()}
            settings={state.settings.clone()}
            {act}
        />
    };
    html! {
        <section class="results" id="results" data-what-if={state.what_if.is_active().to_string()} aria-label={words.results}>
            { view_links(state.address.view, Some(report), words) }
            { what_if_bar(&state.what_if, words, act) }
            <Announcer sentence={announcement} />
            { match state.address.view {
                View::Checklist => html! {
                    <>
                        { crash(report, words, act) }
                        <Verdict report={report.clone()} summary={summary.clone()} />
                        <Stages stages={summary.stages.clone()} />
                        { judged }
                        if !report.problems.is_empty() {
                            <Problems report={report.clone()} {act} />
                        }
                        { limits(report, words, act) }
                        { file_offers(state, report, words, act) }
                        <FilterBar filter={state.filter.clone()} {summary} all_open={state.opened.len() == Item::ALL.len()} {act} />
                        <Checklist {state} report={report.clone()} {act} />
                    </>
                },
                View::Settings => {
                    let between = html! { <>{ judged }{ limits(report, words, act) }</> };
                    settings_view(state, report, between, words, act)
                }
                View::Environments => environments_view(report, words, act),
                View::Variables => variables_view(state, report, words, act),
                View::Checks => checks_view(state, report, judged, words, act),
                View::Rules => rules_view(state, words, act),
                View::Upgrade => upgrade_view(report, state.target.as_deref(), words, act),
            } }
        </section>
    }
}
