//! `tomllib.loads`: what a document that is not broken gives.

use super::{Failure, Outcome, bool_value, date, text_value};
use crate::python::value::{Kind, Value};
use crate::source::toml::{Item, Table, Value as Toml, parse_strict};

const NOT_FOLLOWED: Failure = Failure::Unsupported("this value of TOML");

/// `tomllib.loads(text)`.
pub(crate) fn loads(text: &str) -> Outcome<Value> {
    // The message of an error is the library's own.
    let root = parse_strict(text).ok_or(Failure::Unsupported("TOML that is broken"))?;
    table(&root)
}

fn table(table_: &Table) -> Outcome<Value> {
    let pairs = table_.iter().map(|(key, entry)| Ok((text_value(key), value(&entry.item)?)));
    Ok(Value::unplaced(Kind::Dict(pairs.collect::<Outcome<_>>()?)))
}

fn value(item: &Item) -> Outcome<Value> {
    Ok(match &item.value {
        Toml::Text(text) => text_value(text.as_str()),
        Toml::Bool(truth) => bool_value(*truth),
        Toml::Array(items) => Value::unplaced(Kind::List(items.iter().map(value).collect::<Outcome<_>>()?)),
        Toml::Table(inner) => table(inner)?,
        Toml::Number(text, Some(radix)) => {
            let number = i128::from_str_radix(text, *radix).map_err(|_| NOT_FOLLOWED)?;
            Value::unplaced(Kind::Int(number))
        }
        Toml::Number(text, None) => Value::unplaced(Kind::Float(text.parse().map_err(|_| NOT_FOLLOWED)?)),
        Toml::Moment(text) => {
            let text = text.replacen(' ', "T", 1).replace('t', "T").replace('z', "Z");
            date::canonical(&text).ok_or(NOT_FOLLOWED)?
        }
    })
}
