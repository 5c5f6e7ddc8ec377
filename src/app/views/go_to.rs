//! A button that shows a line of a file in the editor.

use yew::prelude::*;

use crate::app::parts::{Drawn, Icon};
use crate::app::state::Action;
use crate::app::strings::Words;

/// The button; `from` is the id of the element to come back to.
pub fn go_to(file: &str, line: u32, from: &str, words: &Words, act: &Callback<Action>) -> Html {
    let go = {
        let (file, from) = (file.to_owned(), from.to_owned());
        act.reform(move |_: MouseEvent| Action::GoTo { file: file.clone(), line, from: from.clone() })
    };
    html! {
        <button type="button" class="place" data-file={file.to_owned()} data-line={line.to_string()} onclick={go}>
            <span class="place-file">{ file }</span>
            <span>{ format!(", {}", (words.line)(line)) }</span>
            <Drawn icon={Icon::Into} />
            <span class="unseen">{ format!(" ({})", words.go_to_line) }</span>
        </button>
    }
}
