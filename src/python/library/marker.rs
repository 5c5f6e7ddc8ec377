//! Markers: `<ROOT>` and its kin stand in texts for absolute paths that nobody
//! outside the server knows.
//!
//! Such a path starts with a slash, ends with none, and is more than a slash.

use std::cmp::Ordering;

use super::{Failure, Outcome};

pub(crate) const ROOT: &str = "<ROOT>";
pub(crate) const ROOT_PARENT: &str = "<ROOT_PARENT>";
pub(crate) const HOME: &str = "<HOME>";

const ALL: [&str; 5] = [ROOT, ROOT_PARENT, HOME, "<VENV>", "<PYTHON>"];

const HIDDEN: Failure = Failure::Unsupported("depends on where the project lies on the server");

/// What cannot be told without the path behind a marker.
pub(crate) const fn hidden<T>() -> Outcome<T> {
    Err(HIDDEN)
}

/// Whether a marker stands anywhere in the text.
pub(crate) fn is_marked(text: &str) -> bool {
    text.contains('<') && ALL.iter().any(|marker| text.contains(marker))
}

/// Refuses texts with markers.
pub(crate) fn plain(text: &str) -> Outcome<&str> {
    if is_marked(text) { hidden() } else { Ok(text) }
}

/// The marker at the start of the text.
pub(crate) fn leading(text: &str) -> Option<&'static str> {
    ALL.into_iter().find(|marker| text.starts_with(marker))
}

/// The text before the first marker.
pub(crate) fn head(text: &str) -> &str {
    let end = ALL.iter().filter_map(|marker| text.find(marker)).min();
    &text[..end.unwrap_or(text.len())]
}

/// Where the text after the last marker starts; zero without markers.
pub(crate) fn tail_start(text: &str) -> usize {
    ALL.iter().filter_map(|marker| text.rfind(marker).map(|at| at + marker.len())).max().unwrap_or(0)
}

/// The text after the last marker.
pub(crate) fn tail(text: &str) -> &str {
    &text[tail_start(text)..]
}

/// Takes the same beginning off both texts, a marker as a whole.
fn without_common_start<'a, 'b>(mut left: &'a str, mut right: &'b str) -> (&'a str, &'b str) {
    loop {
        match (leading(left), leading(right)) {
            (Some(one), Some(other)) if one == other => {
                left = &left[one.len()..];
                right = &right[one.len()..];
            }
            (None, None) => match (left.chars().next(), right.chars().next()) {
                (Some(one), Some(other)) if one == other => {
                    left = &left[one.len_utf8()..];
                    right = &right[one.len_utf8()..];
                }
                _ => return (left, right),
            },
            _ => return (left, right),
        }
    }
}

/// The first character, which is a slash for a marker, and whether it is one.
fn first(text: &str) -> Option<(char, bool)> {
    if leading(text).is_some() { Some(('/', true)) } else { text.chars().next().map(|c| (c, false)) }
}

/// `left == right`.
pub(crate) fn equal(left: &str, right: &str) -> Outcome<bool> {
    if left == right {
        return Ok(true);
    }
    if !is_marked(left) && !is_marked(right) {
        return Ok(false);
    }
    let (left, right) = without_common_start(left, right);
    let (Some((one, _)), Some((other, _))) = (first(left), first(right)) else { return Ok(false) };
    if one != other || (!is_marked(left) && !is_marked(right)) {
        return Ok(false);
    }
    // The ends may differ where the beginnings could be equal.
    let (mut one, mut other) = (tail(left).chars().rev(), tail(right).chars().rev());
    loop {
        match (one.next(), other.next()) {
            (Some(one), Some(other)) if one == other => {}
            (Some(_), Some(_)) => return Ok(false),
            // A marker ends with no slash.
            (Some('/'), None) | (None, Some('/')) => return Ok(false),
            _ => return hidden(),
        }
    }
}

/// How the texts stand to each other by code points.
pub(crate) fn order(left: &str, right: &str) -> Outcome<Ordering> {
    let (left, right) = without_common_start(left, right);
    Ok(match (first(left), first(right)) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some((one, _)), Some((other, _))) if one != other => one.cmp(&other),
        _ => return hidden(),
    })
}

/// `text.startswith(prefix)`.
pub(crate) fn starts_with(text: &str, prefix: &str) -> Outcome<bool> {
    let (text, prefix) = without_common_start(text, prefix);
    match (first(text), first(prefix)) {
        (_, None) => Ok(true),
        (None, Some(_)) => Ok(false),
        (Some((one, _)), Some((other, _))) if one != other => Ok(false),
        (Some((_, true)), Some((_, false))) if prefix == "/" => Ok(true),
        (Some((_, one)), Some((_, other))) if one || other => hidden(),
        _ => Ok(false),
    }
}

/// `text.endswith(suffix)`.
pub(crate) fn ends_with(text: &str, suffix: &str) -> Outcome<bool> {
    if text.ends_with(suffix) {
        return Ok(true);
    }
    let (known, wanted) = (tail(text), tail(suffix));
    if !is_marked(text) && !is_marked(suffix) {
        return Ok(false);
    }
    let same = known.chars().rev().zip(wanted.chars().rev()).all(|(one, other)| one == other);
    if !same || (known.len() >= wanted.len() && !is_marked(suffix)) {
        return Ok(false);
    }
    // A marker ends with no slash.
    if wanted.len() > known.len() && is_marked(text) && wanted[..wanted.len() - known.len()].ends_with('/') {
        return Ok(false);
    }
    hidden()
}

/// `needle in text`.
pub(crate) fn contains(text: &str, needle: &str) -> Outcome<bool> {
    if needle.is_empty()
        || text.contains(needle) && !(is_marked(text) && could_be_inside_marker(text, needle))
    {
        return Ok(true);
    }
    if !is_marked(text) && !is_marked(needle) {
        return Ok(false);
    }
    // Every marker starts with a slash.
    if needle == "/" && is_marked(text) { Ok(true) } else { hidden() }
}

/// Whether the needle is found only within the letters of a marker's name.
fn could_be_inside_marker(text: &str, needle: &str) -> bool {
    let mut blank = text.to_owned();
    for marker in ALL {
        blank = blank.replace(marker, "\0");
    }
    let mut wanted = needle.to_owned();
    for marker in ALL {
        wanted = wanted.replace(marker, "\0");
    }
    !blank.contains(&wanted)
}

#[cfg(test)]
mod tests {
    use super::{contains, ends_with, equal, order, starts_with};
    use std::cmp::Ordering;

    #[test]
    fn what_is_certain_without_the_path_is_told() {
        for (left, right, expected) in [
            ("<ROOT>/a", "<ROOT>/a", Some(true)),
            ("<ROOT>/a", "<ROOT>/b", Some(false)),
            ("<ROOT>/a", "", Some(false)),
            ("<ROOT>", "media", Some(false)),
            ("<ROOT>", "/app", None),
            ("<ROOT>/a", "/app/b", Some(false)),
            ("<ROOT>", "<HOME>", None),
            ("<ROOT>/", "<HOME>", Some(false)),
        ] {
            assert_eq!(equal(left, right).ok(), expected, "{left} == {right}");
        }
        for (text, prefix, expected) in [
            ("<ROOT>/a", "/", Some(true)),
            ("<ROOT>/a", "<ROOT>/", Some(true)),
            ("<ROOT>/a", "s3://", Some(false)),
            ("<ROOT>/a", "/app", None),
            ("x<ROOT>", "x/", Some(true)),
            ("/a", "<ROOT>", None),
        ] {
            assert_eq!(starts_with(text, prefix).ok(), expected, "{text} starts with {prefix}");
        }
        for (text, suffix, expected) in [
            ("<ROOT>/a.db", ".db", Some(true)),
            ("<ROOT>/a.db", "a/a.db", None),
            ("<ROOT>/a.db", "x/b.db", Some(false)),
            ("<ROOT>", "/", Some(false)),
            ("<ROOT>", "app", None),
        ] {
            assert_eq!(ends_with(text, suffix).ok(), expected, "{text} ends with {suffix}");
        }
        assert_eq!(contains("<ROOT>/static", "static").ok(), Some(true));
        assert_eq!(contains("<ROOT>/static", "ROOT").ok(), None);
        assert_eq!(contains("<ROOT>/static", "media").ok(), None);
        assert_eq!(order("<ROOT>/a", "<ROOT>/b").ok(), Some(Ordering::Less));
        assert_eq!(order("<ROOT>", "/x").ok(), None);
    }
}
