//! The way to a rule's own page.

use yew::prelude::*;

use crate::app::state::Address;
use crate::app::strings::Words;

/// The rule's id, as a link.
pub fn rule_link(rule: &str, words: &Words) -> Html {
    html! {
        <a class="rule-link" href={Address::of_rule(rule)} aria-label={(words.rules.about)(rule)}>
            <code>{ rule.to_owned() }</code>
        </a>
    }
}
