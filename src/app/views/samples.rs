//! Example projects, as cards before the first text and as a menu afterwards.

use yew::prelude::*;

use crate::app::focus;
use crate::app::parts::{Drawn, Icon};
use crate::app::samples::{SAMPLES, Sample};
use crate::app::state::Action;
use crate::app::strings::use_words;

#[derive(Clone, PartialEq, Properties)]
pub struct SamplesProps {
    pub act: Callback<Action>,
}

fn load(act: &Callback<Action>, sample: &'static Sample) -> Callback<MouseEvent> {
    act.reform(move |_| {
        // The card that was pressed gives way to the results.
        focus::later("main");
        Action::Example(sample.given())
    })
}

#[component]
pub fn SampleCards(props: &SamplesProps) -> Html {
    let words = use_words();
    html! {
        <section class="samples" aria-labelledby="samples-title">
            <h2 id="samples-title">{ words.examples_lead }</h2>
            <ul>
                { for SAMPLES.iter().map(|sample| html! {
                    <li>
                        <button type="button" class="sample" data-sample={sample.slug} onclick={load(&props.act, sample)}>
                            <strong>{ sample.title.get(words.lang) }</strong>
                            <span>{ sample.about.get(words.lang) }</span>
                        </button>
                    </li>
                }) }
            </ul>
        </section>
    }
}

#[component]
pub fn SampleMenu(props: &SamplesProps) -> Html {
    let words = use_words();
    html! {
        <>
            <button type="button" class="button bare" id="samples-button" popovertarget="samples-menu">
                <Drawn icon={Icon::Sample} />
                <span class="wide-only">{ words.examples }</span>
            </button>
            <div id="samples-menu" class="menu" popover="auto" role="group" aria-label={words.examples}>
                { for SAMPLES.iter().map(|sample| html! {
                    <button
                        type="button"
                        class="menu-row"
                        data-sample={sample.slug}
                        popovertarget="samples-menu"
                        popovertargetaction="hide"
                        onclick={load(&props.act, sample)}
                    >
                        <strong>{ sample.title.get(words.lang) }</strong>
                        <span>{ sample.about.get(words.lang) }</span>
                    </button>
                }) }
            </div>
        </>
    }
}
