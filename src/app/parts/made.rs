//! Elements made by calls. The macro writes some hundred bytes of code for each of its
//! own, and long views have a hundred.

use yew::virtual_dom::{VTag, VText};
use yew::{AttrValue, Html};

/// An element with attributes and what is in it; attributes without a value are left out.
#[must_use]
#[inline(never)]
pub fn made(tag: &'static str, attributes: &[(&'static str, &str)], children: Vec<Html>) -> Html {
    let mut element = VTag::new(tag);
    for &(name, value) in attributes.iter().filter(|(_, value)| !value.is_empty()) {
        element.add_attribute(name, AttrValue::from(value.to_owned()));
    }
    element.add_children(children);
    element.into()
}

/// An element of a class with words in it.
#[must_use]
#[inline(never)]
pub fn told(tag: &'static str, class: &'static str, text: &str) -> Html {
    made(tag, &[("class", class)], vec![words(text)])
}

/// Words.
#[must_use]
#[inline(never)]
pub fn words(text: &str) -> Html {
    VText::new(text.to_owned()).into()
}
