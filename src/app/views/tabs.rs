//! The files as tabs. Of very many, only those that matter now; the rest by a list.

use std::rc::Rc;

use yew::prelude::*;

use crate::app::focus;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, Document, DocumentId, State};
use crate::app::strings::use_words;
use crate::app::summary;
use crate::source::FileKind;

/// Up to so many files each has its tab.
const ALL_AS_TABS: usize = 9;

/// From so many files on there is a list as well: the strip of tabs may not show all.
const LISTED: usize = 5;

#[derive(Clone, PartialEq, Properties)]
pub struct TabsProps {
    pub state: Rc<State>,
    pub act: Callback<Action>,
}

/// The id of a document's tab.
#[must_use]
pub fn tab_id(id: DocumentId) -> String {
    format!("tab-{id}")
}

/// The id of a document's panel.
#[must_use]
pub fn panel_id(id: DocumentId) -> String {
    format!("panel-{id}")
}

#[component]
pub fn Tabs(props: &TabsProps) -> Html {
    let TabsProps { state, act } = props;
    let words = use_words();
    let many = state.documents.len() > ALL_AS_TABS;
    let concerns = |document: &Document| {
        state.report.as_ref().and_then(|report| summary::concerns(report, &document.path))
    };
    let tabs: Vec<&Document> = state
        .documents
        .iter()
        .filter(|document| {
            // Files that are empty, such as `__init__.py`, are there but say nothing.
            let telling = !document.text.is_empty() && (!many || is_telling(document));
            telling || document.visited || concerns(document).is_some()
        })
        .collect();
    use_effect_with(state.active, |active| focus::into_view(&tab_id(*active)));
    let order: Rc<[DocumentId]> = tabs.iter().map(|document| document.id).collect();
    html! {
        <div class="tab-row">
            <div class="tabs" role="tablist" aria-label={words.your_files}>
                { for tabs.iter().map(|document| {
                    let id = document.id;
                    let front = id == state.active;
                    html! {
                        <button
                            key={id}
                            type="button"
                            role="tab"
                            id={tab_id(id)}
                            class="tab"
                            title={document.path.to_string()}
                            aria-selected={front.to_string()}
                            aria-controls={document.visited.then(|| panel_id(id))}
                            tabindex={if front { "0" } else { "-1" }}
                            onclick={act.reform(move |_: MouseEvent| Action::Activate(id))}
                            onkeydown={walk(act, &order, id)}
                        >
                            <span class="tab-name">{ label(document, &state.documents, words.untitled) }</span>
                            if let Some((count, worst)) = concerns(document) {
                                <span class="count" data-tone={worst.slug()}>
                                    <span aria-hidden="true">{ count }</span>
                                    <span class="unseen">{ format!(", {}", (words.concerns)(count)) }</span>
                                </span>
                            }
                        </button>
                    }
                }) }
            </div>
            <button
                type="button"
                class="button icon-only"
                id="new-file"
                aria-label={words.new_file}
                title={words.new_file}
                onclick={act.reform(|_: MouseEvent| Action::New)}
            >
                <Drawn icon={Icon::Plus} />
            </button>
            if state.documents.len() >= LISTED {
                <AllFiles files={state.documents.iter().map(|d| (d.id, d.path.clone())).collect::<Vec<_>>()} {act} />
            }
        </div>
    }
}

/// Settings and requirements keep their tabs among many files.
fn is_telling(document: &Document) -> bool {
    let python = document.path.ends_with(".py");
    python && document.path.contains("settings")
        || matches!(document.kind(), FileKind::Requirements | FileKind::Pyproject)
}

/// The file's name, with its folder where two files share the name.
fn label(document: &Document, all: &[Document], untitled: &str) -> String {
    let name = document.name();
    if name.is_empty() {
        return untitled.to_owned();
    }
    let shared = all.iter().filter(|other| other.name() == name).count() > 1;
    let folder = document.path.rsplit('/').nth(1);
    match folder {
        Some(folder) if shared || name == "__init__.py" => format!("{folder}/{name}"),
        _ => name.to_owned(),
    }
}

/// Arrows move between tabs, Home and End to the first and last, Delete closes.
fn walk(act: &Callback<Action>, order: &Rc<[DocumentId]>, id: DocumentId) -> Callback<KeyboardEvent> {
    let (act, order) = (act.clone(), Rc::clone(order));
    Callback::from(move |event: KeyboardEvent| {
        let here = order.iter().position(|other| *other == id).unwrap_or(0);
        let last = order.len() - 1;
        let next = match event.key().as_str() {
            "ArrowRight" => {
                if here == last {
                    0
                } else {
                    here + 1
                }
            }
            "ArrowLeft" => here.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            "Delete" => {
                event.prevent_default();
                if last > 0 {
                    focus::later(&tab_id(order[if here == last { here - 1 } else { here + 1 }]));
                }
                return act.emit(Action::Close(id));
            }
            _ => return,
        };
        event.prevent_default();
        act.emit(Action::Activate(order[next]));
        focus::later(&tab_id(order[next]));
    })
}

#[derive(Clone, PartialEq, Properties)]
struct AllFilesProps {
    files: Vec<(DocumentId, Rc<str>)>,
    act: Callback<Action>,
}

/// Every file by its path; by itself, so that typing does not draw thousands anew.
#[component]
fn AllFiles(props: &AllFilesProps) -> Html {
    let words = use_words();
    let onchange = {
        let act = props.act.clone();
        Callback::from(move |event: Event| {
            let select: web_sys::HtmlSelectElement = event.target_unchecked_into();
            if let Ok(id) = select.value().parse() {
                act.emit(Action::Activate(id));
            }
            select.set_value("");
        })
    };
    html! {
        <select class="all-files" aria-label={words.all_files} {onchange}>
            <option value="" selected=true>{ (words.files)(props.files.len()) }</option>
            { for props.files.iter().map(|(id, path)| html! {
                <option key={*id} value={id.to_string()}>{ path.to_string() }</option>
            }) }
        </select>
    }
}
