//! A button that shows a line of a file in the editor.

use yew::prelude::*;

use crate::app::parts::{Drawn, Icon};
use crate::app::state::Action;
use crate::app::strings::Words;

/// The button; `from` is the id of the element to come back to.
pub fn go_to(file: &str, line: u32, from: &str, words: &Words, act: &Callback<Action>) -> Html {
    go_to_shown(file, file, line, from, words, act)
}

/// The button where there is little room: the file's name without its folders.
pub fn go_to_name(file: &str, line: u32, from: &str, words: &Words, act: &Callback<Action>) -> Html {
    go_to_shown(file, file.rsplit('/').next().unwrap_or(file), line, from, words, act)
}

fn go_to_shown(
    file: &str,
    shown: &str,
    line: u32,
    from: &str,
    words: &Words,
    act: &Callback<Action>,
) -> Html {
    let go = {
        let (file, from) = (file.to_owned(), from.to_owned());
        act.reform(move |_: MouseEvent| Action::GoTo { file: file.clone(), line, from: from.clone() })
    };
    html! {
        <button type="button" class="place" data-file={file.to_owned()} data-line={line.to_string()} title={(file != shown).then(|| file.to_owned())} onclick={go}>
            <span class="place-file">{ shown }</span>
            <span>{ format!(", {}", (words.line)(line)) }</span>
            <Drawn icon={Icon::Into} />
            <span class="unseen">{ format!(" ({})", words.go_to_line) }</span>
        </button>
    }
}
