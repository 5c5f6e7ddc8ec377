//! The way to a rule's own page.

use yew::Html;

use crate::app::parts::{made, words};
use crate::app::state::Address;
use crate::app::strings::Words;

/// The rule's id, as a link.
pub fn rule_link(rule: &str, own: &Words) -> Html {
    let (href, about) = (Address::of_rule(rule), (own.rules.about)(rule));
    let id = made("code", &[], &[], vec![words(rule)]);
    made("a", &["class", "href", "aria-label"], &["rule-link", &href, &about], vec![id])
}
