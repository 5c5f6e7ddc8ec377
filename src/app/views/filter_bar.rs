//! Narrowing the list down: by status and by words.

use yew::prelude::*;

use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, Filter};
use crate::app::strings::use_words;
use crate::app::summary::Summary;
use crate::model::Status;

#[derive(Clone, PartialEq, Properties)]
pub struct FilterBarProps {
    pub filter: Filter,
    pub summary: Summary,
    /// Every item stands open.
    pub all_open: bool,
    pub act: Callback<Action>,
}

#[component]
pub fn FilterBar(props: &FilterBarProps) -> Html {
    let words = use_words();
    let FilterBarProps { filter, summary, all_open, act } = props;
    let search = act.reform(|event: InputEvent| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Action::Search(input.value())
    });
    let all_open = *all_open;
    html! {
        <div class="filter" role="search" aria-label={words.filter}>
            <div class="chips" role="group" aria-label={words.filter}>
                { for Status::ALL.into_iter()
                    .filter(|status| summary.count(*status) > 0 || filter.statuses.contains(status))
                    .map(|status| html! {
                        <button
                            key={status.slug()}
                            type="button"
                            class="chip"
                            data-filter={status.slug()}
                            data-tone={status.slug()}
                            aria-pressed={filter.statuses.contains(&status).to_string()}
                            onclick={act.reform(move |_: MouseEvent| Action::ToggleStatus(status))}
                        >
                            <Drawn icon={Icon::from(status)} />
                            <span>{ (words.status)(status) }</span>
                            <b>{ summary.count(status) }</b>
                        </button>
                    }) }
            </div>
            <div class="filter-row">
                <label class="search">
                    <Drawn icon={Icon::Search} />
                    <span class="unseen">{ words.search }</span>
                    <input type="search" id="search" placeholder={words.search} value={filter.words.clone()} oninput={search} />
                </label>
                if filter.is_active() {
                    <button type="button" class="button small" id="show-all" onclick={act.reform(|_: MouseEvent| Action::ClearFilter)}>
                        { words.show_all }
                    </button>
                } else {
                    <button type="button" class="button small" id="open-all" onclick={act.reform(move |_: MouseEvent| Action::OpenAll(!all_open))}>
                        { if all_open { words.close_all } else { words.open_all } }
                    </button>
                }
            </div>
        </div>
    }
}
