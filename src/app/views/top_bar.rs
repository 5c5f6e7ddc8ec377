//! The name, the promise, and what concerns the page as a whole.

use yew::prelude::*;

use super::preferences::PreferencesMenu;
use super::samples::SampleMenu;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, Preferences};
use crate::app::strings::use_words;
use crate::model::Lang;

#[derive(Clone, PartialEq, Properties)]
pub struct TopBarProps {
    pub preferences: Preferences,
    pub empty: bool,
    pub act: Callback<Action>,
    pub on_proof: Callback<()>,
    pub on_clear: Callback<()>,
}

#[component]
pub fn TopBar(props: &TopBarProps) -> Html {
    let words = use_words();
    let other = match props.preferences.lang {
        Lang::En => Lang::Ru,
        Lang::Ru => Lang::En,
    };
    let switch = {
        let preferences = Preferences { lang: other, ..props.preferences };
        props.act.reform(move |_: MouseEvent| Action::Prefer(preferences))
    };
    let other_code = match other {
        Lang::En => "en",
        Lang::Ru => "ru",
    };
    html! {
        <header class="top">
            <p class="brand">
                <svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                    <rect width="32" height="32" rx="8" />
                    <path d="M8.5 16.8l5.2 5.2L24 10.6" />
                </svg>
                <span>{ "Django Preflight" }</span>
            </p>
            <button type="button" class="promise" id="proof-button" onclick={props.on_proof.reform(|_: MouseEvent| ())}>
                <Drawn icon={Icon::Shield} />
                <span class="promise-words">{ words.badge }</span>
                <span class="promise-link">{ words.check_it }</span>
            </button>
            <div class="top-tools">
                if !props.empty {
                    <SampleMenu act={&props.act} />
                    <button type="button" class="button bare" id="clear-button" onclick={props.on_clear.reform(|_: MouseEvent| ())}>
                        <Drawn icon={Icon::Trash} />
                        <span class="wide-only">{ words.clear }</span>
                    </button>
                }
                <button type="button" class="button bare" id="language-button" lang={other_code} onclick={switch}>
                    <Drawn icon={Icon::Globe} />
                    <span class="wide-only">{ words.other_language }</span>
                </button>
                <PreferencesMenu preferences={props.preferences} act={&props.act} />
            </div>
        </header>
    }
}
