//! The whole screen.

use std::rc::Rc;

use yew::prelude::*;

use super::clear_dialog::ClearDialog;
use super::file_panel::FilePanel;
use super::give_list::GiveList;
use super::notices::Notices;
use super::proof::Proof;
use super::results::Results;
use super::rules_view::rules_view;
use super::samples::SampleCards;
use super::top_bar::TopBar;
use super::view_links::view_links;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, State, View};
use crate::app::strings::Words;
use crate::model::Lang;

#[derive(Clone, PartialEq, Properties)]
pub struct PageProps {
    pub state: Rc<State>,
    pub act: Callback<Action>,
    /// Something is being dragged over the page.
    #[prop_or_default]
    pub dragging: bool,
}

/// Which window lies over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    Proof,
    Clear,
}

#[component]
pub fn Page(props: &PageProps) -> Html {
    let PageProps { state, act, dragging } = props;
    let words = Words::of(state.preferences.lang);
    let over = use_state(|| None::<Over>);
    let put = |value: Option<Over>| {
        let over = over.clone();
        Callback::from(move |()| over.set(value))
    };
    let empty = state.is_empty();
    // The rules can be read without files.
    let reading = empty && state.address.view == View::Rules;
    html! {
        <ContextProvider<Lang> context={state.preferences.lang}>
            <div class="page" lang={words.code} data-state={if reading { "reading" } else if empty { "empty" } else { "results" }}>
                <a class="skip" href="#main">{ words.skip }</a>
                <TopBar
                    preferences={state.preferences}
                    {empty}
                    act={act}
                    on_proof={put(Some(Over::Proof))}
                    on_clear={put(Some(Over::Clear))}
                />
                <main id="main" tabindex="-1">
                    <Notices notices={state.notices.clone()} {act} />
                    if empty && !reading {
                        <header class="hero">
                            <h1>{ words.title }</h1>
                            <p>{ words.lead }</p>
                        </header>
                    }
                    <div class="workspace">
                        if !reading {
                            <FilePanel {state} {act} />
                        }
                        if reading {
                            <section class="results" id="results" aria-label={words.rules.title}>
                                { view_links(state.address.view, None, words) }
                                { rules_view(state, words, act) }
                            </section>
                        } else if empty {
                            <div class="offers">
                                <SampleCards {act} />
                                <GiveList />
                            </div>
                        } else {
                            <Results {state} {act} />
                        }
                    </div>
                </main>
                <footer class="foot">
                    <p>
                        { "Django Preflight " }{ env!("CARGO_PKG_VERSION") }
                        if let Some(report) = &state.report {
                            { format!(", {} {}", words.data_of, report.tool.data_date) }
                        }
                    </p>
                    <p><a href={View::Rules.hash()}>{ words.rules.all }</a></p>
                    <p>{ words.badge }</p>
                </footer>
                <Proof open={*over == Some(Over::Proof)} on_close={put(None)} />
                <ClearDialog open={*over == Some(Over::Clear)} on_close={put(None)} {act} />
                if *dragging {
                    <div class="veil" aria-hidden="true">
                        <p><Drawn icon={Icon::Drop} />{ words.drop_now }</p>
                    </div>
                }
            </div>
        </ContextProvider<Lang>>
    }
}
