//! A link to somebody else's page, which opens in a tab of its own.

use yew::Html;

use crate::app::parts::{Drawn, Icon, made, told, words};
use crate::app::strings::Words;

/// The link; `about` is what those who do not see its surroundings are told besides.
pub fn outside(href: &str, label: &str, about: &str, own: &Words) -> Html {
    let comma = if about.is_empty() { "" } else { ", " };
    made(
        "a",
        &["href", "target", "rel"],
        &[href, "_blank", "noopener noreferrer"],
        vec![
            made("span", &[], &[], vec![words(label)]),
            yew::html! { <Drawn icon={Icon::External} /> },
            told("span", "unseen", &format!(" ({about}{comma}{})", own.new_tab)),
        ],
    )
}
