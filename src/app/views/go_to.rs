//! A button that shows a line of a file in the editor.

use yew::prelude::*;

use crate::app::parts::{Drawn, Icon};
use crate::app::state::Action;
use crate::app::strings::use_words;

#[derive(Clone, PartialEq, Properties)]
pub struct GoToProps {
    pub file: AttrValue,
    pub line: u32,
    /// The id of the element to come back to.
    pub from: AttrValue,
    pub act: Callback<Action>,
}

#[component]
pub fn GoTo(props: &GoToProps) -> Html {
    let words = use_words();
    let GoToProps { file, line, from, act } = props;
    let go = {
        let (file, line, from) = (file.to_string(), *line, from.to_string());
        act.reform(move |_: MouseEvent| Action::GoTo { file: file.clone(), line, from: from.clone() })
    };
    html! {
        <button type="button" class="place" data-file={file.clone()} data-line={line.to_string()} onclick={go}>
            <span class="place-file">{ file }</span>
            <span>{ format!(", {}", (words.line)(*line)) }</span>
            <Drawn icon={Icon::Into} />
            <span class="unseen">{ format!(" ({})", words.go_to_line) }</span>
        </button>
    }
}
