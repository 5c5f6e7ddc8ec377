//! What Python's own functions and the usual readers of settings give for
//! values that are known.
//!
//! Pure functions, exact to CPython 3.13 and to the libraries named in each
//! file. They read no file, no environment, no clock; a value with a hole in
//! it is never guessed at.

pub(crate) mod casts;
pub(crate) mod codec;
pub(crate) mod date;
pub(crate) mod decimal;
pub(crate) mod dotenv;
pub(crate) mod hash;
pub(crate) mod ini;
pub(crate) mod ip;
pub(crate) mod json;
pub(crate) mod literal;
pub(crate) mod marker;
pub(crate) mod math;
pub(crate) mod numbers;
pub(crate) mod object;
pub(crate) mod path;
pub(crate) mod regex;
pub(crate) mod text;
pub(crate) mod toml;
pub(crate) mod urls;
pub(crate) mod words;
pub(crate) mod yaml;

use std::rc::Rc;

use crate::python::value::{Kind, Value};

/// Why there is no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Python raises an exception here: its class and what `str()` of it says.
    Raises { class: &'static str, message: String },
    /// We do not follow this.
    Unsupported(&'static str),
    /// It would take too long, or too much; which limit.
    Limit(&'static str),
}

impl Failure {
    /// An int of more than 128 bits.
    pub(crate) const NUMBER: Self = Self::Limit("the size of numbers");
    /// A text of many megabytes.
    pub(crate) const TEXT: Self = Self::Limit("the size of texts");
    /// A collection of a great many items.
    pub(crate) const ITEMS: Self = Self::Limit("items");

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

pub(crate) fn bytes_value(bytes: impl Into<Rc<[u8]>>) -> Value {
    Value::unplaced(Kind::Bytes(bytes.into()))
}

/// An object of the standard library by its class and text.
pub(crate) fn typed(class: &'static str, text: impl Into<Rc<str>>) -> Value {
    Value::unplaced(Kind::Typed(class, text.into()))
}

/// An `int`, as a function takes one.
pub(crate) fn whole(value: &Value) -> Outcome<i128> {
    match &value.kind {
        Kind::Int(number) => Ok(*number),
        Kind::Bool(flag) => Ok(i128::from(*flag)),
        _ => {
            let message = format!("'{}' object cannot be interpreted as an integer", type_name(value));
            Err(Failure::type_error(message))
        }
    }
}

/// The arguments of a function by the names of its parameters; others than these
/// are not followed.
pub(crate) fn bind<'v>(
    names: &[&str],
    args: &'v [Value],
    named: &'v [(String, Value)],
) -> Outcome<Vec<Option<&'v Value>>> {
    const OTHER: Failure = Failure::Unsupported("these arguments");
    let mut bound: Vec<Option<&Value>> = vec![None; names.len()];
    if args.len() > names.len() {
        return Err(OTHER);
    }
    for (slot, value) in bound.iter_mut().zip(args) {
        *slot = Some(value);
    }
    for (name, value) in named {
        match names.iter().position(|known| known == name).map(|at| &mut bound[at]) {
            Some(slot @ None) => *slot = Some(value),
            _ => return Err(OTHER),
        }
    }
    Ok(bound)
}

/// Python's name for a value's type, as its messages have it.
pub(crate) fn type_name(value: &Value) -> &str {
    match &value.kind {
        Kind::None => "NoneType",
        Kind::Path(_) => "PosixPath",
        Kind::Timedelta(_) => "datetime.timedelta",
        Kind::Date(text) => date::class(text).unwrap_or("datetime.date"),
        Kind::Decimal(_) => "decimal.Decimal",
        Kind::Typed(class, _) => class.strip_prefix("ipaddress.").unwrap_or(class),
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

#[cfg(test)]
pub(crate) fn shown(outcome: Outcome<Value>) -> String {
    match outcome {
        Ok(value) => text::repr_of(&value).unwrap_or_else(|_| format!("{:?}", value.kind)),
        Err(Failure::Raises { class, message }) => format!("{class}: {message}"),
        Err(Failure::Unsupported(_) | Failure::Limit(_)) => "-".to_owned(),
    }
}

/// A value from its literal, for tests.
#[cfg(test)]
pub(crate) fn value_of(text: &str) -> Value {
    match text.strip_prefix("Path") {
        Some(path) => Value::unplaced(Kind::Path(value_of(path).as_str().unwrap_or("").into())),
        None => literal::literal_or_failure(text).expect("a literal"),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::{casts, dotenv, json, literal, path, text, text_value, urls};
    use crate::python::value::{Kind, Value};

    fn texts() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[-+0-9a-z_.eE%{}()\\[\\]:!<>=^#,/\\\\'\" \n$@?&;é日]{0,16}",
            "(<ROOT>|<HOME>|/|[a.%{}]|\\.\\.){0,6}",
        ]
    }

    proptest! {
        #[test]
        fn no_text_makes_a_function_of_str_panic(one in texts(), other in texts(), number in -9_i128..9) {
            let (first, second) = (text_value(one.as_str()), text_value(other.as_str()));
            let count = super::int_value(number);
            for name in [
                "lower", "title", "swapcase", "isalpha", "isidentifier", "strip", "lstrip", "startswith", "endswith",
                "removeprefix", "removesuffix", "split", "rsplit", "splitlines", "partition", "rpartition", "find",
                "rfind", "count", "center", "zfill", "expandtabs", "encode", "join", "translate", "format",
            ] {
                for arguments in [vec![], vec![second.clone()], vec![second.clone(), count.clone()], vec![count.clone()]] {
                    let _ = text::str_method(&one, name, &arguments, &[]);
                }
            }
            let _ = text::str_method(&one, "replace", &[second.clone(), first.clone(), count.clone()], &[]);
            let _ = text::item(&one, number);
            let _ = text::slice(&one, Some(number), Some(3), Some(number));
            let _ = text::format_value(&first, &other);
            let _ = text::format_value(&count, &other);
            let _ = text::format_value(&Value::unplaced(Kind::Float(0.1)), &other);
            let _ = text::percent_format(&one, &second);
            let _ = text::percent_format(&one, &Value::unplaced(Kind::Tuple(vec![count.clone(), second.clone()])));
            let _ = text::str_format(&one, &[second, count], &[("a".to_owned(), first)]);
        }

        #[test]
        fn no_text_makes_a_path_panic(one in texts(), other in texts(), index in -5_i128..5) {
            let second = text_value(other.as_str());
            for name in ["join", "split", "splitext", "dirname", "basename", "normpath", "abspath", "relpath", "expanduser"] {
                let _ = path::os_path(name, &[text_value(one.as_str())], &[]);
                let _ = path::os_path(name, &[text_value(one.as_str()), second.clone()], &[]);
            }
            for name in ["name", "stem", "suffix", "suffixes", "parent", "parents", "parts", "anchor"] {
                let _ = path::attribute(&one, name);
            }
            for name in ["joinpath", "with_name", "with_stem", "with_suffix", "relative_to", "is_relative_to", "match"] {
                let _ = path::method(&one, name, std::slice::from_ref(&second), &[]);
            }
            let _ = path::parent_at(&one, index);
        }

        #[test]
        fn no_text_makes_a_reader_panic(one in texts(), other in texts()) {
            let _ = urls::urlparse(&one).map(|url| (url.hostname(), url.port(), url.text()));
            let _ = urls::urljoin(&one, &other);
            for text in [one.clone(), format!("postgres://{one}"), format!("redis://h?{one}")] {
                let _ = urls::db_url(&text, None, &urls::Installed::default());
                let _ = urls::cache_url(&text, None, &urls::Installed::default());
                let _ = urls::email_url(&text, None);
                let _ = urls::search_url(&text, None);
                let _ = urls::channels_url(&text, None);
                let _ = urls::parse_database(&text, &urls::DatabaseOptions::default());
            }
            let file = format!("A={one}\nB='{other}\nC=\"{one}");
            let _ = dotenv::environ(&file, true);
            let _ = dotenv::decouple(&file);
            let _ = dotenv::python_dotenv_expanded(&file, true, &|_| None);
            let _ = json::loads(&one).map(|value| json::dumps(&value, &json::Style::default()));
            let _ = literal::literal(&one);
            let _ = casts::int_of_text(&one, 0);
            let _ = casts::float_of_text(&one);
            let _ = casts::decimal_of_text(&one);
            let _ = casts::environ(&one, &casts::Environ::Float);
            let _ = casts::decouple_csv(&one, &casts::Csv::default());
            let _ = casts::environs("X", &one, &casts::Environs::Timedelta);
            let _ = casts::configurations(&one, &casts::Configurations::Dict);
        }
    }
}
