//! What a value that is not known whole leaves possible.

use django_preflight::python::{Kind, Value};
use serde_json::{Map, Value as Json};

/// Whether it is data, whole.
pub(crate) fn is_known(value: &Value) -> bool {
    let known = |items: &[Value]| items.iter().all(is_known);
    match &value.kind {
        Kind::Unknown(_) | Kind::Maybe(_) | Kind::Absent | Kind::Object(_) => false,
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => known(items),
        Kind::Dict(pairs) => pairs.iter().all(|(key, item)| is_known(key) && is_known(item)),
        _ => true,
    }
}

/// A value that is known whole in plain words, each type under its name; the items of
/// sets are sorted.
pub(crate) fn words(value: &Value) -> Json {
    let all = |items: &[Value]| Json::Array(items.iter().map(words).collect());
    match &value.kind {
        Kind::None => Json::Null,
        Kind::Bool(value) => Json::Bool(*value),
        Kind::Int(value) => tagged("int", value.to_string().into()),
        Kind::Float(value) if value.is_nan() => tagged("float", "nan".into()),
        Kind::Float(value) => tagged("float", format!("{:016x}", value.to_bits()).into()),
        Kind::Str(text) => tagged("str", text.to_string().into()),
        Kind::Bytes(bytes) => {
            let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            tagged("bytes", hex.concat().into())
        }
        Kind::List(items) => tagged("list", all(items)),
        Kind::Tuple(items) => tagged("tuple", all(items)),
        Kind::Set(items) => sorted(tagged("set", all(items))),
        Kind::Dict(pairs) => {
            let pairs = pairs.iter().map(|(key, item)| Json::Array(vec![words(key), words(item)]));
            tagged("dict", Json::Array(pairs.collect()))
        }
        _ => tagged("object", value.type_name().into()),
    }
}

fn tagged(tag: &str, inner: Json) -> Json {
    let mut map = Map::new();
    map.insert(tag.to_owned(), inner);
    Json::Object(map)
}

/// The order of a set is no part of its value.
pub(crate) fn sorted(mut value: Json) -> Json {
    match &mut value {
        Json::Object(map) => {
            for (tag, inner) in map.iter_mut() {
                *inner = sorted(inner.take());
                if tag == "set"
                    && let Json::Array(items) = inner
                {
                    items.sort_by_key(ToString::to_string);
                }
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| *item = sorted(item.take())),
        _ => {}
    }
    value
}

/// Whether something that is no data is in it: then nothing is said of it.
pub(crate) fn is_data(actual: &Json) -> bool {
    match actual {
        Json::Object(map) => map.iter().all(|(tag, inner)| tag != "object" && is_data(inner)),
        Json::Array(items) => items.iter().all(is_data),
        _ => true,
    }
}

/// Whether the value may be this one, in words, at run time.
pub(crate) fn admits(value: &Value, actual: &Json) -> bool {
    if !is_data(actual) {
        return !is_known(value);
    }
    let inner = |tag: &str| actual.get(tag).and_then(Json::as_array);
    match &value.kind {
        Kind::Unknown(_) | Kind::Object(_) => true,
        Kind::Absent => false,
        Kind::Maybe(maybe) => {
            maybe.open.is_some() || maybe.usual.iter().chain(&maybe.others).any(|value| admits(value, actual))
        }
        _ if is_known(value) => words(value) == *actual,
        Kind::List(items) => inner("list").is_some_and(|actual| admit(items, actual)),
        Kind::Tuple(items) => inner("tuple").is_some_and(|actual| admit(items, actual)),
        // Which of the items are certain is not said.
        Kind::Set(_) => inner("set").is_some(),
        Kind::Dict(pairs) => inner("dict").is_some_and(|actual| {
            let open = pairs.iter().any(|(key, _)| !is_known(key));
            let certain: Vec<(Json, &Value)> = pairs
                .iter()
                .filter(|(key, _)| is_known(key))
                .map(|(key, value)| (words(key), value))
                .collect();
            let all_there = actual.iter().all(|pair| match certain.iter().find(|(key, _)| *key == pair[0]) {
                Some((_, value)) => admits(value, &pair[1]),
                None => open,
            });
            all_there && (open || certain.len() == actual.len())
        }),
        _ => false,
    }
}

/// Whether the items may be these; one that is not known may stand for any number.
fn admit(items: &[Value], actual: &[Json]) -> bool {
    // Which beginnings of the actual items the items so far may be.
    let mut fits = vec![false; actual.len() + 1];
    fits[0] = true;
    for item in items {
        let any_number = matches!(item.kind, Kind::Unknown(_));
        let mut next = vec![false; actual.len() + 1];
        for at in 0..=actual.len() {
            if !fits[at] {
                continue;
            }
            if any_number {
                next[at..].fill(true);
            } else if at < actual.len() && admits(item, &actual[at]) {
                next[at + 1] = true;
            }
        }
        fits = next;
    }
    fits[actual.len()]
}

/// The value that is said to hold where no environment variable is set.
pub(crate) fn usual(value: &Value) -> Option<Value> {
    let all = |items: &[Value]| items.iter().map(usual).collect::<Option<Vec<_>>>();
    let kind = match &value.kind {
        Kind::Maybe(maybe) => return usual(maybe.usual.as_ref()?),
        Kind::Unknown(_) | Kind::Object(_) => return None,
        Kind::List(items) => Kind::List(all(items)?),
        Kind::Tuple(items) => Kind::Tuple(all(items)?),
        Kind::Set(items) => Kind::Set(all(items)?),
        Kind::Dict(pairs) => Kind::Dict(
            pairs.iter().map(|(key, item)| Some((usual(key)?, usual(item)?))).collect::<Option<Vec<_>>>()?,
        ),
        other => other.clone(),
    };
    Some(Value { kind, place: value.place })
}
