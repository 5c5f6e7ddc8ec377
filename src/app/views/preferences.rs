//! Language, theme, and whether to remember them.

use yew::prelude::*;

use crate::app::parts::{Drawn, Icon};
use crate::app::state::{Action, Preferences, Theme};
use crate::app::strings::{language_name, use_words};
use crate::model::Lang;

#[derive(Clone, PartialEq, Properties)]
pub struct PreferencesMenuProps {
    pub preferences: Preferences,
    pub act: Callback<Action>,
}

#[component]
pub fn PreferencesMenu(props: &PreferencesMenuProps) -> Html {
    let words = use_words();
    let now = props.preferences;
    let prefer = |next: Preferences| props.act.reform(move |_: Event| Action::Prefer(next));
    html! {
        <>
            <button type="button" class="button bare" id="preferences-button" popovertarget="preferences">
                <Drawn icon={Icon::Sliders} />
                <span class="wide-only">{ words.preferences }</span>
            </button>
            <div id="preferences" class="menu" popover="auto" aria-label={words.preferences} role="group">
                <fieldset>
                    <legend>{ words.language }</legend>
                    <div class="choices">
                        { for [Lang::En, Lang::Ru].map(|lang| html! {
                            <label class="choice">
                                <input
                                    type="radio"
                                    name="language"
                                    checked={now.lang == lang}
                                    onchange={prefer(Preferences { lang, ..now })}
                                />
                                <span>{ language_name(lang) }</span>
                            </label>
                        }) }
                    </div>
                </fieldset>
                <fieldset>
                    <legend>{ words.theme }</legend>
                    <div class="choices">
                        { for Theme::ALL.map(|theme| html! {
                            <label class="choice">
                                <input
                                    type="radio"
                                    name="theme"
                                    value={theme.slug()}
                                    checked={now.theme == theme}
                                    onchange={prefer(Preferences { theme, ..now })}
                                />
                                <span>{ (words.theme_name)(theme) }</span>
                            </label>
                        }) }
                    </div>
                </fieldset>
                <label class="switch">
                    <input
                        type="checkbox"
                        id="remember"
                        checked={now.remember}
                        onchange={prefer(Preferences { remember: !now.remember, ..now })}
                    />
                    <span>
                        { words.remember }
                        <small>{ words.remember_note }</small>
                    </span>
                </label>
            </div>
        </>
    }
}
