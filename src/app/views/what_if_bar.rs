//! Says that the results are not those of the files alone, and leads back to them.

use yew::prelude::*;

use crate::app::focus;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, View, WhatIf};
use crate::app::strings::Words;

/// What is assumed, and the way back; nothing where nothing is.
pub fn what_if_bar(what_if: &WhatIf, words: &Words, act: &Callback<Action>) -> Html {
    if !what_if.is_active() {
        return Html::default();
    }
    html! {
        <section class="what-if-bar" data-tone="open" aria-labelledby="what-if-title">
            <div>
                <h2 id="what-if-title"><Drawn icon={Icon::Server} /><span>{ words.what_if_title }</span></h2>
                <p>{ (words.what_if)(what_if) }</p>
            </div>
            <div class="what-if-tools">
                <a class="button small" href={View::Variables.hash()}>{ words.what_if_change }</a>
                <button type="button" class="button small primary" id="back-to-files" onclick={act.reform(|_: MouseEvent| {
                    // The button goes with the bar.
                    focus::keep("main");
                    Action::AssumeNothing
                })}>
                    { words.back_to_files }
                </button>
            </div>
        </section>
    }
}
