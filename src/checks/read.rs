//! Reading values the way Django's checks read them: exact membership, truth,
//! identity with `True`. A value that may be one of several is decided where
//! all of them agree.

use crate::project::{Fact, Project, Settings, Undecided};
use crate::python::{Kind, Value};

/// What the test says of the setting's value. `None` stands for a name that
/// neither the files nor this version of Django define.
pub(super) fn decide<T: PartialEq>(
    settings: &Settings,
    name: &str,
    test: impl Fn(&Value) -> Fact<T>,
) -> Fact<T> {
    match settings.get(name) {
        Ok(Some(known)) => test(&known.value),
        Ok(None) => test(&Value::unplaced(Kind::None)),
        Err(undecided) => match settings.binding(name) {
            Some(binding) => {
                let default =
                    settings.default(name)?.map_or(Value::unplaced(Kind::None), |known| known.value);
                agree(&binding.value, &default, &test).unwrap_or(Err(undecided))
            }
            None => Err(undecided),
        },
    }
}

/// The answer that all values of a closed choice give; none if they differ.
/// Where the name may be unbound, Django's default holds.
fn agree<T: PartialEq>(value: &Value, default: &Value, test: &dyn Fn(&Value) -> Fact<T>) -> Option<Fact<T>> {
    match &value.kind {
        Kind::Absent => Some(test(default)),
        Kind::Maybe(maybe) if maybe.open.is_none() => {
            let mut answers = maybe.usual.iter().chain(&maybe.others).map(|each| agree(each, default, test));
            let first = answers.next()??;
            (first.is_ok() && answers.all(|other| other.as_ref() == Some(&first))).then_some(first)
        }
        Kind::Maybe(_) | Kind::Unknown(_) => None,
        _ => Some(test(value)),
    }
}

/// Python's `wanted in value`.
pub(super) fn has(subject: &str, value: &Value, wanted: &str) -> Fact<bool> {
    match &value.kind {
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => {
            if items.iter().any(|item| item.as_str() == Some(wanted)) {
                return Ok(true);
            }
            match items.iter().find(|item| may_be(item, wanted)) {
                Some(hole) => Err(Undecided::hole(subject, hole)),
                None => Ok(false),
            }
        }
        Kind::Str(text) => Ok(text.contains(wanted)),
        Kind::Dict(pairs) => {
            if value.key(wanted).is_some() {
                return Ok(true);
            }
            match pairs.iter().find(|(key, _)| may_be(key, wanted)) {
                Some((hole, _)) => Err(Undecided::hole(subject, hole)),
                None => Ok(false),
            }
        }
        _ => Err(Undecided::hole(subject, value)),
    }
}

/// Whether a hole may turn out to be this text.
fn may_be(value: &Value, wanted: &str) -> bool {
    match &value.kind {
        Kind::Unknown(_) => true,
        Kind::Maybe(maybe) => {
            maybe.open.is_some() || maybe.usual.iter().chain(&maybe.others).any(|each| may_be(each, wanted))
        }
        Kind::Str(text) => &**text == wanted,
        _ => false,
    }
}

/// Whether the list setting has this item, by exact text.
pub(super) fn setting_has(settings: &Settings, name: &str, wanted: &str) -> Fact<bool> {
    decide(settings, name, |value| has(name, value, wanted))
}

/// Python's truth value of a setting.
pub(super) fn truthy(settings: &Settings, name: &str) -> Fact<bool> {
    decide(settings, name, |value| value.truthy().ok_or_else(|| Undecided::hole(name, value)))
}

/// Whether a setting `is True`.
pub(super) fn is_true(settings: &Settings, name: &str) -> Fact<bool> {
    decide(settings, name, |value| Ok(matches!(value.kind, Kind::Bool(true))))
}

/// Whether the app is installed: its name, or a configuration in its `apps` module.
pub(super) fn app(project: &Project, name: &str) -> Fact<bool> {
    let below = format!("{name}.apps.");
    decide(&project.settings, "INSTALLED_APPS", |value| {
        let items = value.items().unwrap_or_default();
        if items.iter().filter_map(Value::as_str).any(|item| item.starts_with(&below)) {
            return Ok(true);
        }
        has("INSTALLED_APPS", value, name)
    })
}

/// True only if all hold. One that does not hold decides, whatever the others are.
pub(super) fn all<const N: usize>(facts: [Fact<bool>; N]) -> Fact<bool> {
    if facts.iter().any(|fact| fact == &Ok(false)) {
        return Ok(false);
    }
    facts.into_iter().try_fold(true, |held, fact| fact.map(|holds| held && holds))
}

/// The contrary of a fact.
pub(super) fn not(fact: Fact<bool>) -> Fact<bool> {
    fact.map(|holds| !holds)
}

/// Python's `name.lower()`-insensitive `^[a-z]{1,8}(-[a-z0-9]{1,8})*(@[a-z0-9]{1,20})?$`.
pub(super) fn is_language_code(code: &str) -> bool {
    let (tag, variant) = code.split_once('@').map_or((code, None), |(tag, variant)| (tag, Some(variant)));
    let is_word = |word: &str, most: usize| {
        (1..=most).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let mut parts = tag.split('-');
    parts
        .next()
        .is_some_and(|first| is_word(first, 8) && first.bytes().all(|byte| byte.is_ascii_alphabetic()))
        && parts.all(|part| is_word(part, 8))
        && variant.is_none_or(|variant| is_word(variant, 20))
}

/// The text of a path: a `str` or a `Path`.
pub(super) fn path_text(value: &Value) -> Option<&str> {
    match &value.kind {
        Kind::Str(text) | Kind::Path(text) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_codes_are_told() {
        for code in ["en", "en-us", "zh-Hant", "de-xx", "ca@valencia", "sr-latn"] {
            assert!(is_language_code(code), "{code}");
        }
        for code in ["", "en_US", "e_n", "en-", "1n", "toolongcode", "en@", "ru-RU.UTF-8"] {
            assert!(!is_language_code(code), "{code}");
        }
    }
}
