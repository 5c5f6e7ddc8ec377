//! A modal window of the browser's own kind: it keeps the focus and gives it back.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use super::{Drawn, Icon};
use crate::app::strings::use_words;

#[derive(Clone, PartialEq, Properties)]
pub struct DialogProps {
    /// The id of its heading, unique on the page.
    pub id: AttrValue,
    pub title: AttrValue,
    pub open: bool,
    pub on_close: Callback<()>,
    pub children: Html,
}

#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let words = use_words();
    let element = use_node_ref();
    {
        let element = element.clone();
        use_effect_with(props.open, move |&open| {
            if let Some(dialog) = element.cast::<HtmlDialogElement>()
                && dialog.open() != open
            {
                if open {
                    // It can only fail for a dialog that is open or not in the page.
                    dialog.show_modal().expect("the dialog is in the page and closed");
                } else {
                    dialog.close();
                }
            }
        });
    }
    let onclose = props.on_close.reform(|_: Event| ());
    let onclick = props.on_close.reform(|_: MouseEvent| ());
    let heading = format!("{}-title", props.id);
    html! {
        <dialog ref={element} id={props.id.clone()} class="dialog" aria-labelledby={heading.clone()} {onclose}>
            <div class="dialog-head">
                <h2 id={heading}>{ &props.title }</h2>
                <button type="button" class="button icon-only" aria-label={words.close} {onclick}>
                    <Drawn icon={Icon::Close} />
                </button>
            </div>
            if props.open { { props.children.clone() } }
        </dialog>
    }
}
