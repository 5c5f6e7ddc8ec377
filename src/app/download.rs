//! Saving a text as a file: nothing is sent, the browser writes what the page holds.

use gloo::file::{Blob, ObjectUrl};
use gloo::timers::callback::Timeout;
use gloo::utils::{body, document};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// How long the address of what is saved is kept, in milliseconds.
const KEPT: u32 = 10_000;

/// Offers a text under a name.
pub fn text(name: &str, text: &str) {
    let address = ObjectUrl::from(Blob::new_with_options(text, Some("text/plain;charset=utf-8")));
    let link: Option<HtmlElement> = document().create_element("a").ok().and_then(|link| link.dyn_into().ok());
    if let Some(link) = link {
        // Attributes of these names can be set on any element.
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        let _ = link.set_attribute("hidden", "");
        let _ = body().append_child(&link);
        link.click();
        link.remove();
    }
    // The browser reads it after the click.
    Timeout::new(KEPT, move || drop(address)).forget();
}
