//! Headings of a view and of its parts.

use yew::{Html, html};

use crate::app::parts::{Drawn, Icon, made, told, words};

/// A view's heading, which takes the focus where it would be lost.
pub(super) fn view_head(above: Vec<Html>, title: &str, lead: &str) -> Html {
    let mut parts = above;
    parts.push(made("h1", &["id", "tabindex"], &["view-title", "-1"], vec![words(title)]));
    if !lead.is_empty() {
        parts.push(told("p", "", lead));
    }
    made("header", &["class"], &["view-head"], parts)
}

/// A part's heading, by whose id the part is named.
pub(super) fn heading(id: &str, icon: Option<Icon>, title: &str) -> Html {
    let mut parts: Vec<Html> = icon.map(|icon| html! { <Drawn {icon} /> }).into_iter().collect();
    parts.push(told("span", "", title));
    made("h2", &["id"], &[id], parts)
}
