//! Where the keyboard and the eye are.

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Focuses an element once the page has been drawn anew.
pub fn later(id: &str) {
    let id = id.to_owned();
    Timeout::new(0, move || {
        if let Some(element) = element(&id) {
            // Only elements that cannot have the focus refuse it.
            let _ = element.focus();
        }
    })
    .forget();
}

/// Focuses an element once the page has been drawn anew, unless something on it still
/// has the focus: what had it may be gone.
pub fn keep(id: &str) {
    let id = id.to_owned();
    Timeout::new(0, move || {
        let page = document();
        let lost = page.active_element().is_none_or(|active| active.tag_name() == "BODY");
        if let Some(element) = element(&id).filter(|_| lost) {
            without_scrolling(&element);
        }
    })
    .forget();
}

/// Focuses an element once the page has been drawn anew, and opens what it is folded
/// away in.
pub fn reveal(id: &str) {
    let id = id.to_owned();
    Timeout::new(0, move || {
        let Some(element) = element(&id) else { return };
        let mut around = element.parent_element();
        while let Some(details) = around.and_then(|around| around.closest("details").ok().flatten()) {
            // Any element takes the attribute.
            let _ = details.set_attribute("open", "");
            around = details.parent_element();
        }
        let _ = element.focus();
        to_start(&element.id());
    })
    .forget();
}

/// Focuses an element and leaves the page where it is.
pub fn without_scrolling(element: &HtmlElement) {
    let options = Object::new();
    let focus =
        Reflect::get(element, &JsValue::from_str("focus")).ok().and_then(|f| f.dyn_into::<Function>().ok());
    if let Some(focus) = focus
        && Reflect::set(&options, &JsValue::from_str("preventScroll"), &JsValue::TRUE).is_ok()
    {
        // Only elements that cannot have the focus refuse it.
        let _ = focus.call1(element, &options);
    }
}

/// Scrolls the page no further than needed to show an element.
pub fn into_view(id: &str) {
    scroll(id, ScrollLogicalPosition::Nearest);
}

/// Scrolls the page to where an element begins.
pub fn to_start(id: &str) {
    scroll(id, ScrollLogicalPosition::Start);
}

fn scroll(id: &str, place: ScrollLogicalPosition) {
    if let Some(element) = element(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(place);
        Element::scroll_into_view_with_scroll_into_view_options(&element, &options);
    }
}

/// Does what a click on the element would do.
pub fn press(id: &str) {
    if let Some(element) = element(id) {
        element.click();
    }
}
