//! How the page begins: the program takes the place of the static text.

use gloo::utils::document;
use web_sys::Event;

use super::root::App;

/// Draws the page into `#app`.
pub fn mount() {
    let root = document().get_element_by_id("app").expect("index.html has #app");
    yew::Renderer::<App>::with_root(root).render();
}

/// Tells `www/early.js` that drops and pastes are heard from now on; it then hands over
/// what came too early, as ordinary events.
pub fn listens() {
    let event = Event::new("preflight-listens").expect("an event can be made of any name");
    document().dispatch_event(&event).expect("the event has not been dispatched before");
}
