//! "Your files": tabs, the name of the file in front, its editor, and how to give more.

use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use super::editor::Editor;
use super::pickers::Pickers;
use super::tabs::{Tabs, panel_id, tab_id};
use crate::app::focus;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, Document, State};
use crate::app::strings::use_words;
use crate::app::summary;

#[derive(Clone, PartialEq, Properties)]
pub struct FilePanelProps {
    pub state: Rc<State>,
    pub act: Callback<Action>,
}

#[component]
pub fn FilePanel(props: &FilePanelProps) -> Html {
    let FilePanelProps { state, act } = props;
    let words = use_words();
    let empty = state.is_empty();
    let shown = empty || state.files_shown;
    let count = state.documents.iter().filter(|document| !document.is_blank()).count();
    html! {
        <section class="files" id="files" aria-labelledby="files-title" data-shown={shown.to_string()}>
            <div class="files-head">
                <h2 id="files-title">{ words.your_files }</h2>
                if !empty {
                    <button
                        type="button"
                        class="button small files-toggle"
                        aria-expanded={shown.to_string()}
                        aria-controls="files-body"
                        onclick={act.reform(move |_: MouseEvent| Action::ShowFiles(!shown))}
                    >
                        { format!("{}: {}", (words.files)(count), if shown { words.hide_files } else { words.change_files }.to_lowercase()) }
                    </button>
                }
            </div>
            <div class="files-body" id="files-body">
                if !empty {
                    <Tabs {state} {act} />
                    if let Some(document) = state.active_document() {
                        <FileBar document={document.clone()} came_from={state.came_from.clone()} {act} />
                    }
                }
                // Lists of their own: a panel more or less must not draw its neighbours anew,
                // and with them the undo of the fields.
                <>{ for state.documents.iter().filter(|document| document.visited).map(|document| {
                    let front = document.id == state.active;
                    let marks = state.report.as_ref().map_or_else(BTreeMap::new, |report| {
                        summary::marked_lines(report, &document.path)
                    });
                    html! {
                        <div
                            key={document.id}
                            id={panel_id(document.id)}
                            role={(!empty).then_some("tabpanel")}
                            aria-labelledby={(!empty).then(|| tab_id(document.id))}
                            class="panel"
                            hidden={!front}
                        >
                            <Editor
                                document={document.id}
                                path={document.path.clone()}
                                text={document.text.clone()}
                                {marks}
                                jump={state.jump.clone().filter(|jump| jump.document == document.id)}
                                landing={empty}
                                {act}
                            />
                        </div>
                    }
                }) }</>
                <div class="files-more">
                    if empty {
                        <p class="drop-hint"><Drawn icon={Icon::Drop} /><span>{ words.drop }</span></p>
                    }
                    <Pickers {act} />
                    if state.reading {
                        <p class="reading" role="status">{ words.reading }</p>
                    }
                </div>
            </div>
        </section>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct FileBarProps {
    document: Document,
    came_from: Option<String>,
    act: Callback<Action>,
}

/// The path of the file in front, which can be changed, and what it is taken for.
#[component]
fn FileBar(props: &FileBarProps) -> Html {
    let FileBarProps { document, came_from, act } = props;
    let words = use_words();
    let id = document.id;
    let rename = act.reform(move |event: Event| {
        let input: web_sys::HtmlInputElement = event.target_unchecked_into();
        Action::Rename { document: id, path: input.value() }
    });
    let back = came_from.clone().map(|from| {
        act.reform(move |_: MouseEvent| {
            focus::later(&from);
            Action::Return
        })
    });
    html! {
        <div class="file-bar">
            if let Some(back) = back {
                <button type="button" class="button small back" id="back-button" onclick={back}>
                    <Drawn icon={Icon::Back} />
                    <span>{ words.back }</span>
                </button>
            }
            <label class="path">
                <span class="unseen">{ words.path }</span>
                <input
                    type="text"
                    id="path"
                    value={document.path.clone()}
                    placeholder={words.untitled}
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    onchange={rename}
                />
            </label>
            if !document.is_blank() {
                <span class="kind">{ (words.kind)(document.kind()) }</span>
            }
            <button
                type="button"
                class="button icon-only"
                id="close-file"
                aria-label={words.close_file}
                title={words.close_file}
                onclick={act.reform(move |_: MouseEvent| {
                    focus::keep("main");
                    Action::Close(id)
                })}
            >
                <Drawn icon={Icon::Close} />
            </button>
        </div>
    }
}
