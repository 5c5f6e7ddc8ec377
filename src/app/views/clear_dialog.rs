//! Asks before everything is dropped: nothing can bring it back.

use yew::prelude::*;

use crate::app::focus;
use crate::app::parts::Dialog;
use crate::app::state::Action;
use crate::app::strings::use_words;

#[derive(Clone, PartialEq, Properties)]
pub struct ClearDialogProps {
    pub open: bool,
    pub on_close: Callback<()>,
    pub act: Callback<Action>,
}

#[component]
pub fn ClearDialog(props: &ClearDialogProps) -> Html {
    let words = use_words();
    let clear = {
        let (act, close) = (props.act.clone(), props.on_close.clone());
        Callback::from(move |_: MouseEvent| {
            act.emit(Action::ClearAll);
            close.emit(());
            // The button that asked is gone with the texts.
            focus::later("main");
        })
    };
    html! {
        <Dialog id="clear" title={words.clear_question} open={props.open} on_close={&props.on_close}>
            <p>{ words.clear_note }</p>
            <div class="dialog-actions">
                <button type="button" class="button" onclick={props.on_close.reform(|_: MouseEvent| ())}>
                    { words.keep }
                </button>
                <button type="button" class="button danger" id="clear-confirm" onclick={clear}>{ words.clear }</button>
            </div>
        </Dialog>
    }
}
