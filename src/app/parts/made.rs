//! Elements made by calls. The macro writes some hundred bytes of code for each of its
//! own, and long views have a hundred of them.

use yew::virtual_dom::{AttributeOrProperty, Attributes, VTag, VText};
use yew::{AttrValue, Html};

/// An element with attributes and what is in it; an attribute without a value is left out.
///
/// Its children have no keys: beside a field, they are always as many.
#[inline(never)]
pub fn made(tag: &'static str, keys: &'static [&'static str], values: &[&str], children: Vec<Html>) -> Html {
    debug_assert_eq!(keys.len(), values.len(), "each attribute of {tag} has its value");
    let attribute = |value: &&str| {
        (!value.is_empty()).then(|| AttributeOrProperty::Attribute(AttrValue::from((*value).to_owned())))
    };
    let mut element = VTag::new(tag);
    element.set_attributes(Attributes::Dynamic { keys, values: values.iter().map(attribute).collect() });
    element.add_children(children);
    element.into()
}

/// An element of a class with words in it.
#[inline(never)]
pub fn told(tag: &'static str, class: &str, text: &str) -> Html {
    made(tag, &["class"], &[class], vec![words(text)])
}

/// Words.
#[inline(never)]
pub fn words(text: &str) -> Html {
    VText::new(text.to_owned()).into()
}
