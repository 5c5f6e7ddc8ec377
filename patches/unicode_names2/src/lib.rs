//! A stand-in for the crate of the same name, without its table of 33,000 names.
//!
//! The Python parser asks it for one thing: the character that `"\N{NAME}"` in
//! a string literal means. Any well-formed name is answered with U+FFFD, which
//! the evaluator treats as a text that it does not know.

/// U+FFFD for a name of letters, digits, spaces and hyphens; `None` otherwise.
#[must_use]
pub fn character(name: &str) -> Option<char> {
    let well_formed =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ' || b == b'-');
    well_formed.then_some('\u{FFFD}')
}
