//! What Python's own functions and the usual readers of settings give for
//! values that are known.
//!
//! Pure functions, exact to CPython 3.13 and to the libraries named in each
//! file. They read no file, no environment, no clock; a value with a hole in
//! it is never guessed at.

pub(crate) mod casts;
pub(crate) mod dotenv;
pub(crate) mod json;
pub(crate) mod literal;
pub(crate) mod marker;
pub(crate) mod numbers;
pub(crate) mod path;
pub(crate) mod text;
pub(crate) mod urls;

use std::rc::Rc;

use crate::python::value::{Kind, Value};

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Python raises an exception here: its class and what `str()` of it says.
    Raises { class: &'static str, message: String },
    /// We do not follow this.
    Unsupported(&'static str),
}

impl Failure {
    pub(crate) fn raises(class: &'static str, message: impl Into<String>) -> Self {
        Self::Raises { class, message: message.into() }
    }

    pub(crate) fn type_error(message: impl Into<String>) -> Self {
        Self::raises("TypeError", message)
    }

    pub(crate) fn value_error(message: impl Into<String>) -> Self {
        Self::raises("ValueError", message)
    }
}

pub(crate) type Outcome<T> = Result<T, Failure>;

/// A `str` that no file wrote.
pub(crate) fn text_value(text: impl Into<Rc<str>>) -> Value {
    Value::unplaced(Kind::Str(text.into()))
}

pub(crate) fn bool_value(value: bool) -> Value {
    Value::unplaced(Kind::Bool(value))
}

pub(crate) fn int_value(value: i128) -> Value {
    Value::unplaced(Kind::Int(value))
}

/// A length or an index as an `int`.
pub(crate) fn size_value(value: usize) -> Value {
    int_value(i128::try_from(value).unwrap_or(i128::MAX))
}

pub(crate) fn list_of_texts<T: Into<Rc<str>>>(texts: impl IntoIterator<Item = T>) -> Value {
    Value::unplaced(Kind::List(texts.into_iter().map(text_value).collect()))
}

/// Python's name for a value's type, as its messages have it.
pub(crate) fn type_name(value: &Value) -> &str {
    match &value.kind {
        Kind::None => "NoneType",
        Kind::Path(_) => "PosixPath",
        Kind::Timedelta(_) => "datetime.timedelta",
        Kind::Date(_) => "datetime.date",
        Kind::Decimal(_) => "decimal.Decimal",
        Kind::Lazy(_) => "__proxy__",
        _ => value.type_name(),
    }
}

/// Python's white space, as `str.strip` and `str.isspace` have it.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&character)
}

/// `str.strip()`.
pub(crate) fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// `str.isdigit()`; none where only Unicode's tables could tell.
pub(crate) fn all_digits(text: &str) -> Outcome<bool> {
    if text.chars().any(|c| !c.is_ascii() && c.is_numeric()) {
        return Err(Failure::Unsupported("digits outside ASCII"));
    }
    Ok(!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Digits with single underscores between them, the underscores left out.
pub(crate) fn digits_without_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'_' {
            let digit =
                |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
            if !digit(at.checked_sub(1)) || !digit(Some(at + 1)) {
                return None;
            }
        }
    }
    Some(text.replace('_', ""))
}
