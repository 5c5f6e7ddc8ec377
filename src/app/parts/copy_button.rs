//! A button that puts a text onto the clipboard and says whether it could.

use gloo::timers::callback::Timeout;
use gloo::utils::window;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use super::{Drawn, Icon};
use crate::app::strings::use_words;

/// How long the button says what came of it, in milliseconds.
const SHOWN: u32 = 2500;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CopyButtonProps {
    pub text: AttrValue,
}

#[component]
pub fn CopyButton(props: &CopyButtonProps) -> Html {
    let words = use_words();
    let outcome = use_state(|| None::<bool>);
    {
        let outcome = outcome.clone();
        use_effect_with(*outcome, move |shown| {
            let back = shown.map(|_| Timeout::new(SHOWN, move || outcome.set(None)));
            move || drop(back)
        });
    }
    let onclick = {
        let (text, outcome) = (props.text.clone(), outcome.clone());
        Callback::from(move |_| {
            let (text, outcome) = (text.clone(), outcome.clone());
            spawn_local(async move {
                let written = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
                outcome.set(Some(written.is_ok()));
            });
        })
    };
    let label = match *outcome {
        None => words.copy,
        Some(true) => words.copied,
        Some(false) => words.copy_failed,
    };
    html! {
        <button type="button" class="button small" data-copied={(*outcome).map(|done| done.to_string())} {onclick}>
            <Drawn icon={if *outcome == Some(true) { Icon::Check } else { Icon::Copy }} />
            <span aria-live="polite">{ label }</span>
        </button>
    }
}
