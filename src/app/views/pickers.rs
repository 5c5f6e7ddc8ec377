//! The browser's own file choosers.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::app::files;
use crate::app::parts::{Drawn, Icon};
use crate::app::state::Action;
use crate::app::strings::use_words;

/// The id of the ordinary file input, for those who open it from elsewhere.
pub const FILES_INPUT: &str = "pick-files";

#[derive(Clone, PartialEq, Properties)]
pub struct PickersProps {
    pub act: Callback<Action>,
}

#[component]
pub fn Pickers(props: &PickersProps) -> Html {
    let words = use_words();
    let picked = |folder: bool| {
        let act = props.act.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(list) = input.files() {
                files::read_list(&list, folder, act.clone());
            }
            // Otherwise the same file could not be chosen again.
            input.set_value("");
        })
    };
    html! {
        <div class="pickers">
            <label class="button">
                <input type="file" id={FILES_INPUT} class="unseen" multiple=true onchange={picked(false)} />
                <Drawn icon={Icon::File} />
                <span>{ words.pick_files }</span>
            </label>
            <label class="button">
                <input type="file" id="pick-folder" class="unseen" webkitdirectory=true onchange={picked(true)} />
                <Drawn icon={Icon::Folder} />
                <span>{ words.pick_folder }</span>
            </label>
        </div>
    }
}
