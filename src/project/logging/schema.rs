//! What `logging.config` asks of names, levels, formats and arguments of handlers.

use crate::python::{Kind, Value};

/// A level as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    Is(i128),
    /// A name that a library may have added, or a value that is not known.
    Unknown,
    Refused,
}

/// `logging._checkLevel`.
pub(super) fn level(value: &Value) -> Level {
    match &value.kind {
        Kind::Int(level) => Level::Is(*level),
        Kind::Bool(level) => Level::Is(i128::from(*level)),
        Kind::Str(name) => match &**name {
            "CRITICAL" | "FATAL" => Level::Is(50),
            "ERROR" => Level::Is(40),
            "WARNING" | "WARN" => Level::Is(30),
            "INFO" => Level::Is(20),
            "DEBUG" => Level::Is(10),
            "NOTSET" => Level::Is(0),
            // `TRACE` and `SUCCESS` are added by libraries.
            name if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase()) => Level::Unknown,
            _ => Level::Refused,
        },
        Kind::Float(_) | Kind::Bytes(_) | Kind::List(_) | Kind::Tuple(_) | Kind::Set(_) | Kind::Dict(_) => {
            Level::Refused
        }
        _ => Level::Unknown,
    }
}

/// Classes of the standard library's handlers with the arguments that they take; those
/// that they cannot do without end in `!`.
const HANDLERS: &[(&str, &str)] = &[
    ("logging.Handler", ""),
    ("logging.StreamHandler", "stream"),
    ("logging.FileHandler", "filename! mode encoding delay errors"),
    ("logging.NullHandler", ""),
    ("logging.handlers.WatchedFileHandler", "filename! mode encoding delay errors"),
    ("logging.handlers.BaseRotatingHandler", "filename! mode! encoding delay errors"),
    ("logging.handlers.RotatingFileHandler", "filename! mode maxBytes backupCount encoding delay errors"),
    (
        "logging.handlers.TimedRotatingFileHandler",
        "filename! when interval backupCount encoding delay utc atTime errors",
    ),
    ("logging.handlers.SMTPHandler", "mailhost! fromaddr! toaddrs! subject! credentials secure timeout"),
    ("logging.handlers.SysLogHandler", "address facility socktype timeout"),
    ("logging.handlers.NTEventLogHandler", "appname! dllname logtype"),
    ("logging.handlers.HTTPHandler", "host! url! method secure credentials context"),
    ("logging.handlers.SocketHandler", "host! port!"),
    ("logging.handlers.DatagramHandler", "host! port!"),
    ("logging.handlers.BufferingHandler", "capacity!"),
    ("logging.handlers.MemoryHandler", "capacity! flushLevel target flushOnClose"),
    // Its arguments are made from names since Python 3.12.
    ("logging.handlers.QueueHandler", "*"),
    ("django.utils.log.AdminEmailHandler", "include_html email_backend reporter_class using"),
];

/// Other names in the modules that are looked into.
const OTHERS: &[&str] = &[
    "logging.Formatter",
    "logging.BufferingFormatter",
    "logging.Filter",
    "django.utils.log.CallbackFilter",
    "django.utils.log.RequireDebugFalse",
    "django.utils.log.RequireDebugTrue",
    "django.utils.log.ServerFormatter",
];

/// Whether a dotted path certainly leads to nothing: it is in a module that is known
/// whole, or it is the bare name of a class.
pub(super) fn leads_nowhere(path: &str) -> bool {
    let Some((module, name)) = path.rsplit_once('.') else {
        let class = path.starts_with(|first: char| first.is_ascii_uppercase());
        return path.is_empty()
            || class && ["Handler", "Formatter", "Filter"].iter().any(|end| path.ends_with(end));
    };
    matches!(module, "logging" | "logging.handlers" | "django.utils.log")
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && !HANDLERS.iter().map(|(path, _)| path).chain(OTHERS).any(|known| *known == path)
}

/// The first argument that the class does not take.
pub(super) fn extra_argument<'a>(class: &str, given: &[&'a str]) -> Option<&'a str> {
    let (_, arguments) = HANDLERS.iter().find(|(path, _)| *path == class).filter(|(_, all)| *all != "*")?;
    let takes = |name: &str| arguments.split(' ').any(|argument| argument.trim_end_matches('!') == name);
    given.iter().copied().find(|name| !takes(name))
}

/// The first argument that the class cannot do without and is not given.
pub(super) fn missing_argument(class: &str, given: &[&str]) -> Option<&'static str> {
    let (_, arguments) = HANDLERS.iter().find(|(path, _)| *path == class)?;
    arguments
        .split(' ')
        .filter_map(|argument| argument.strip_suffix('!'))
        .find(|needed| !given.contains(needed))
}

/// Whether `TimedRotatingFileHandler` takes this `when`.
pub(super) fn is_rotation(when: &str) -> bool {
    let when = when.to_ascii_uppercase();
    matches!(when.as_str(), "S" | "M" | "H" | "D" | "MIDNIGHT")
        || when.strip_prefix('W').is_some_and(|day| matches!(day.as_bytes(), [b'0'..=b'6']))
}

/// Whether a formatter of this style refuses the format.
pub(super) fn refuses(style: &str, format: &str) -> bool {
    match style {
        "%" => !percent(format),
        "{" => !braces(format).unwrap_or(false),
        _ => !dollars(format).unwrap_or(false),
    }
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// `%(\w+)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]`, anywhere.
fn percent(format: &str) -> bool {
    format.match_indices("%(").any(|(at, _)| {
        let bytes = &format.as_bytes()[at + 2..];
        let name = bytes.iter().take_while(|byte| word(**byte)).count();
        let Some(mut rest) = bytes[name..].strip_prefix(b")").filter(|_| name > 0) else { return false };
        let skip = |rest: &mut &[u8], test: &dyn Fn(u8) -> bool| {
            *rest = &rest[rest.iter().take_while(|byte| test(**byte)).count()..];
        };
        skip(&mut rest, &|byte| b"#0+ -".contains(&byte));
        let width = |rest: &mut &[u8]| match rest.strip_prefix(b"*") {
            Some(after) => *rest = after,
            None => skip(rest, &|byte| byte.is_ascii_digit()),
        };
        width(&mut rest);
        if let Some(mut after) = rest.strip_prefix(b".") {
            width(&mut after);
            rest = after;
        }
        rest.first().is_some_and(|byte| b"diouxefgcrsa%".contains(&byte.to_ascii_lowercase()))
    })
}

/// Whether a `{}` format has a field; none where it is malformed.
fn braces(format: &str) -> Option<bool> {
    let mut found = false;
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix(brace) {
            rest = after;
            continue;
        }
        if brace == "}" {
            return None;
        }
        // A width may be a field of its own.
        let mut depth = 1;
        let end = rest.bytes().position(|byte| {
            depth += i32::from(byte == b'{') - i32::from(byte == b'}');
            depth == 0
        })?;
        let field = &rest[..end];
        rest = &rest[end + 1..];
        let name = &field[..field.find(['!', ':']).unwrap_or(field.len())];
        let first = name.find(['.', '[']).unwrap_or(name.len());
        if name.is_empty() {
            continue;
        }
        if first == 0 || !name[..first].bytes().all(word) {
            return None;
        }
        if let Some(conversion) = field[name.len()..].strip_prefix('!')
            && !matches!(conversion.split(':').next(), Some("r" | "s" | "a"))
        {
            return None;
        }
        found = true;
    }
    Some(found)
}

/// Whether a `$` format has a field; none where it is malformed.
fn dollars(format: &str) -> Option<bool> {
    let mut found = false;
    let mut rest = format;
    while let Some(at) = rest.find('$') {
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            rest = after;
            continue;
        }
        let name = rest.strip_prefix('{').unwrap_or(rest);
        let length = name.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let starts = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        if length == 0 || !starts || name.len() < rest.len() && !name[length..].starts_with('}') {
            return None;
        }
        rest = &name[length..];
        found = true;
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_fields_of_their_style() {
        for (style, format) in [
            ("%", "%(asctime)s %(message)-5.10s"),
            ("%", "100% %(levelname)8s"),
            ("{", "{levelname} {message:<{width}} {{x}}"),
            ("{", "{exc!r:>10}"),
            ("$", "$levelname ${message} $$"),
        ] {
            assert!(!refuses(style, format), "{format}");
        }
        for (style, format) in [
            ("%", "{levelname}"),
            ("%", "%(asctime)"),
            ("%", "%()s"),
            ("{", "%(message)s"),
            ("{", "{message"),
            ("{", "{}"),
            ("{", "{message!x}"),
            ("$", "{message}"),
            ("$", "$ 5 $message"),
            ("$", "${message"),
        ] {
            assert!(refuses(style, format), "{format}");
        }
    }

    #[test]
    fn classes_of_modules_that_are_known_exist_or_do_not() {
        assert!(leads_nowhere("logging.RotatingFileHandler") && leads_nowhere("StreamHandler"));
        assert!(!leads_nowhere("logging.handlers.RotatingFileHandler") && !leads_nowhere("shop.log.Handler"));
        assert_eq!(extra_argument("logging.StreamHandler", &["filename"]), Some("filename"));
        assert_eq!(missing_argument("logging.FileHandler", &["mode"]), Some("filename"));
        assert_eq!(extra_argument("shop.log.Handler", &["x"]), None);
    }
}
