//! Says the verdict to screen readers, once, after the typing has paused.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// Silence since the last change before anything is said, in milliseconds.
const PAUSE: u32 = 700;

#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AnnouncerProps {
    pub sentence: AttrValue,
}

#[component]
pub fn Announcer(props: &AnnouncerProps) -> Html {
    let said = use_state(AttrValue::default);
    {
        let said = said.clone();
        use_effect_with(props.sentence.clone(), move |sentence| {
            let sentence = sentence.clone();
            let later = Timeout::new(PAUSE, move || said.set(sentence));
            move || drop(later)
        });
    }
    html! { <p class="unseen" role="status" id="announcement">{ (*said).clone() }</p> }
}
