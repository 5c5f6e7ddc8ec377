//! A status as a shape and a word.

use yew::prelude::*;

use super::{Drawn, Icon};
use crate::app::strings::use_words;
use crate::model::Status;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct StatusMarkProps {
    pub status: Status,
}

/// The shape and the word of a status; colour comes from `data-tone`.
#[component]
pub fn StatusMark(props: &StatusMarkProps) -> Html {
    let words = use_words();
    html! {
        <span class="status" data-tone={props.status.slug()}>
            <Drawn icon={Icon::from(props.status)} />
            <span>{ (words.status)(props.status) }</span>
        </span>
    }
}
