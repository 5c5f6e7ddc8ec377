//! The page as a whole.

use yew::prelude::*;

use super::client::{Client, Event};
use super::listens;

/// Says that the engine is ready.
#[component]
pub fn App() -> Html {
    let said = use_state(String::new);
    {
        let said = said.clone();
        use_effect_with((), move |()| {
            listens();
            let client = Client::start(move |event| {
                if let Event::Ready { version } = event {
                    said.set(version);
                }
            });
            move || drop(client)
        });
    }
    html! { <main><h1>{ "Django pre-release checklist" }</h1><p>{ (*said).clone() }</p></main> }
}
