//! What the person should know about what was given: nothing disappears silently.

use yew::prelude::*;

use crate::app::focus;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, Document, Notice, NoticeBody, Refused};
use crate::app::strings::{Words, use_words};

/// So many refused files are named; the rest are counted.
const NAMED: usize = 5;

#[derive(Clone, PartialEq, Properties)]
pub struct NoticesProps {
    pub notices: Vec<Notice>,
    pub act: Callback<Action>,
}

#[component]
pub fn Notices(props: &NoticesProps) -> Html {
    let words = use_words();
    // The button goes with its notice.
    let answer = |action: Action| {
        props.act.reform(move |_: MouseEvent| {
            focus::keep("main");
            action.clone()
        })
    };
    html! {
        <div class="notices" role="status" aria-label={words.notices}>
            { for props.notices.iter().map(|notice| {
                let id = notice.id;
                let restores = matches!(
                    notice.body,
                    NoticeBody::Replaced(_)
                        | NoticeBody::Closed(_)
                        | NoticeBody::SetAside(_)
                        | NoticeBody::LeftWhatIf(_)
                );
                html! {
                    <div class="notice" key={id} data-notice={slug(&notice.body)}>
                        <div class="notice-words">{ sentences(&notice.body, words) }</div>
                        if restores {
                            <button
                                type="button"
                                class="button small"
                                onclick={answer(Action::Restore(id))}
                            >
                                { words.bring_back }
                            </button>
                        }
                        <button
                            type="button"
                            class="button icon-only"
                            aria-label={words.dismiss}
                            onclick={answer(Action::Dismiss(id))}
                        >
                            <Drawn icon={Icon::Close} />
                        </button>
                    </div>
                }
            }) }
        </div>
    }
}

const fn slug(body: &NoticeBody) -> &'static str {
    match body {
        NoticeBody::Refused(_) => "refused",
        NoticeBody::Walked(_) => "walked",
        NoticeBody::Replaced(_) => "replaced",
        NoticeBody::Closed(_) => "closed",
        NoticeBody::SetAside(_) => "set-aside",
        NoticeBody::NothingFound => "nothing-found",
        NoticeBody::EngineRestarted => "engine-restarted",
        NoticeBody::LeftWhatIf(_) => "left-what-if",
    }
}

fn sentences(body: &NoticeBody, words: &Words) -> Html {
    let one = |sentence: String| html! { <p>{ sentence }</p> };
    match body {
        NoticeBody::Refused(refused) => refusals(refused, words),
        NoticeBody::Walked(walk) => one((words.walked)(walk)),
        NoticeBody::Replaced(before) => one((words.replaced)(first_path(before), before.len())),
        NoticeBody::Closed(document) => one((words.closed)(&document.path)),
        NoticeBody::SetAside(documents) => one((words.set_aside)(documents.len())),
        NoticeBody::NothingFound => one(words.nothing_found.to_owned()),
        NoticeBody::EngineRestarted => one(words.engine_restarted.to_owned()),
        NoticeBody::LeftWhatIf(_) => one(words.left_what_if.to_owned()),
    }
}

fn first_path(documents: &[Document]) -> &str {
    documents.first().map_or("", |document| &document.path)
}

fn refusals(refused: &[Refused], words: &Words) -> Html {
    html! {
        <>
            { for refused.iter().take(NAMED).map(|refused| html! { <p>{ (words.refused)(refused) }</p> }) }
            if refused.len() > NAMED {
                <p>{ (words.more_refused)(refused.len() - NAMED) }</p>
            }
        </>
    }
}
