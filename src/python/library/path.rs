//! `os.path` and `pathlib` on POSIX, for paths that may start at a marker.

use std::rc::Rc;

use super::text::quoted;
use super::{Failure, Outcome, bool_value, list_of_texts, marker, strip, text_value, type_name};
use crate::python::value::{Kind, Value};

const WORKING_DIRECTORY: Failure = Failure::Unsupported("the directory in which the server is started");
const DISK: Failure = Failure::Unsupported("what is on the server's disk");

fn path_value(text: impl Into<Rc<str>>) -> Value {
    Value::unplaced(Kind::Path(text.into()))
}

fn tuple(items: Vec<Value>) -> Value {
    Value::unplaced(Kind::Tuple(items))
}

/// `os.path.isabs`.
pub(crate) fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || marker::leading(path).is_some()
}

/// `os.path.join`.
pub(crate) fn join<'a>(first: &str, others: impl IntoIterator<Item = &'a str>) -> String {
    let mut path = first.to_owned();
    for other in others {
        if is_absolute(other) || path.is_empty() {
            other.clone_into(&mut path);
        } else {
            if !path.ends_with('/') {
                path.push('/');
            }
            path.push_str(other);
        }
    }
    path
}

/// `os.path.dirname`.
pub(crate) fn dirname(path: &str) -> Outcome<String> {
    let start = marker::tail_start(path);
    match path[start..].rfind('/') {
        Some(at) => {
            let head = &path[..=start + at];
            let kept = head.trim_end_matches('/');
            Ok(if kept.is_empty() { head } else { kept }.to_owned())
        }
        None if start == 0 => Ok(String::new()),
        // "<ROOT>" and "<ROOT>.db" lie in the same directory.
        None if path.starts_with(marker::ROOT) && start == marker::ROOT.len() => {
            Ok(marker::ROOT_PARENT.to_owned())
        }
        None => marker::hidden(),
    }
}

/// `os.path.basename`.
pub(crate) fn basename(path: &str) -> Outcome<&str> {
    let tail = marker::tail(path);
    match tail.rfind('/') {
        Some(at) => Ok(&tail[at + 1..]),
        None if tail.len() == path.len() => Ok(tail),
        None => marker::hidden(),
    }
}

/// `os.path.splitext`: what stands before the extension, and the extension.
pub(crate) fn splitext(path: &str) -> Outcome<(&str, &str)> {
    let start = marker::tail_start(path);
    let tail = &path[start..];
    let name_start = tail.rfind('/').map_or(0, |at| at + 1);
    let in_marker = start > 0 && name_start == 0;
    match tail[name_start..].rfind('.') {
        Some(at) => {
            let leading_dots = tail[name_start..name_start + at].bytes().all(|byte| byte == b'.');
            // The name of a directory behind a marker is more than dots.
            let at = start + name_start + at;
            Ok(if leading_dots && !in_marker { (path, "") } else { path.split_at(at) })
        }
        None if in_marker => marker::hidden(),
        None => Ok((path, "")),
    }
}

/// A path taken apart: where it starts, and the names from there.
struct Parts<'a> {
    /// Empty, `/`, `//`, or a marker with what is glued to it.
    anchor: String,
    names: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn new(path: &'a str) -> Outcome<Self> {
        let (anchor, rest) = if let Some(marker) = marker::leading(path) {
            let end = path[marker.len()..].find('/').map_or(path.len(), |at| marker.len() + at);
            path.split_at(end)
        } else if path.starts_with("//") && !path.starts_with("///") {
            path.split_at(2)
        } else if path.starts_with('/') {
            path.split_at(1)
        } else {
            ("", path)
        };
        // A marker further on brings names that nobody knows.
        marker::plain(rest)?;
        if let Some(marker) = marker::leading(anchor) {
            marker::plain(&anchor[marker.len()..])?;
        }
        let names = rest.split('/').filter(|name| !name.is_empty() && *name != ".").collect();
        Ok(Self { anchor: anchor.to_owned(), names })
    }

    fn is_marked(&self) -> bool {
        marker::leading(&self.anchor).is_some()
    }

    /// One directory up from the anchor.
    fn climb(&mut self) -> Outcome<()> {
        if self.anchor.starts_with('/') {
            return Ok(());
        }
        if self.anchor.starts_with(marker::ROOT) {
            marker::ROOT_PARENT.clone_into(&mut self.anchor);
            return Ok(());
        }
        marker::hidden()
    }

    fn text(&self) -> String {
        let names = self.names.join("/");
        if self.anchor.is_empty() {
            return if names.is_empty() { ".".to_owned() } else { names };
        }
        if names.is_empty() || self.anchor.starts_with('/') {
            return format!("{}{names}", self.anchor);
        }
        format!("{}/{names}", self.anchor)
    }

    /// Without `..`, as far as that can be done on paper.
    fn normal(mut self) -> Outcome<Self> {
        for name in std::mem::take(&mut self.names) {
            match (name, self.names.last()) {
                ("..", Some(last)) if *last != ".." => {
                    self.names.pop();
                }
                ("..", _) if self.anchor.is_empty() => self.names.push(name),
                ("..", _) => self.climb()?,
                _ => self.names.push(name),
            }
        }
        Ok(self)
    }
}

/// `os.path.normpath`.
pub(crate) fn normpath(path: &str) -> Outcome<String> {
    Ok(Parts::new(path)?.normal()?.text())
}

/// `os.path.abspath`, and `realpath` where no link is in the way.
pub(crate) fn abspath(path: &str) -> Outcome<String> {
    if is_absolute(path) { normpath(path) } else { Err(WORKING_DIRECTORY) }
}

/// `os.path.relpath`.
pub(crate) fn relpath(path: &str, start: &str) -> Outcome<String> {
    if path.is_empty() {
        return Err(Failure::value_error("no path specified"));
    }
    if !is_absolute(path) || !is_absolute(start) {
        return Err(WORKING_DIRECTORY);
    }
    let (path, start) = (Parts::new(path)?.normal()?, Parts::new(start)?.normal()?);
    if path.anchor.trim_start_matches('/') != start.anchor.trim_start_matches('/') {
        return if path.anchor == marker::ROOT_PARENT && path.names.is_empty() && start.anchor == marker::ROOT
        {
            Ok(vec![".."; start.names.len() + 1].join("/"))
        } else {
            marker::hidden()
        };
    }
    let common = path.names.iter().zip(&start.names).take_while(|(one, other)| one == other).count();
    let mut names = vec![".."; start.names.len() - common];
    names.extend(&path.names[common..]);
    Ok(if names.is_empty() { ".".to_owned() } else { names.join("/") })
}

/// `os.path.expanduser`.
pub(crate) fn expanduser(path: &str) -> Outcome<String> {
    match path.strip_prefix('~') {
        None => Ok(path.to_owned()),
        Some(rest) if rest.is_empty() || rest.starts_with('/') => Ok(format!("{}{rest}", marker::HOME)),
        Some(_) => Err(Failure::Unsupported("another user's home")),
    }
}

/// `os.path.commonpath`.
pub(crate) fn commonpath(paths: &[&str]) -> Outcome<String> {
    let Some((first, others)) = paths.split_first() else {
        return Err(Failure::value_error("commonpath() arg is an empty sequence"));
    };
    if others.iter().any(|path| is_absolute(path) != is_absolute(first)) {
        return Err(Failure::value_error("Can't mix absolute and relative paths"));
    }
    let mut common = Parts::new(first)?;
    for other in others {
        let other = Parts::new(other)?;
        if common.anchor.trim_start_matches('/') != other.anchor.trim_start_matches('/') {
            return marker::hidden();
        }
        let count = common.names.iter().zip(&other.names).take_while(|(one, other)| one == other).count();
        common.names.truncate(count);
    }
    if common.anchor == "//" {
        "/".clone_into(&mut common.anchor);
    }
    Ok(if common.anchor.is_empty() { common.names.join("/") } else { common.text() })
}

/// The text of a path argument: a `str` or a `Path`.
fn fspath(value: &Value) -> Outcome<&str> {
    match &value.kind {
        Kind::Str(text) | Kind::Path(text) => Ok(text),
        Kind::Unknown(_) | Kind::Maybe(_) => Err(Failure::Unsupported("a path that is not known")),
        Kind::Bytes(_) | Kind::Object(_) | Kind::Lazy(_) => Err(Failure::Unsupported("a path of this type")),
        _ => {
            let message = format!("expected str, bytes or os.PathLike object, not {}", type_name(value));
            Err(Failure::type_error(message))
        }
    }
}

/// `os.path.name(*args)`.
pub(crate) fn os_path(name: &str, args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let start = match (name, named) {
        (_, []) => args.get(1),
        ("relpath", [(key, value)]) if key == "start" => Some(value),
        ("realpath", _) => None,
        _ => return Err(Failure::Unsupported("a named argument of os.path")),
    };
    let Some(first) = args.first() else {
        return Err(Failure::Unsupported("os.path without an argument"));
    };
    if name == "commonprefix" {
        let items = first.items().ok_or(Failure::Unsupported("commonprefix of this value"))?;
        let texts: Vec<&str> =
            items.iter().map(|item| fspath(item).and_then(marker::plain)).collect::<Outcome<_>>()?;
        let mut common: Vec<char> = texts.first().map_or(Vec::new(), |text| text.chars().collect());
        for text in texts {
            let length = common.iter().zip(text.chars()).take_while(|(one, other)| **one == *other).count();
            common.truncate(length);
        }
        return Ok(text_value(common.into_iter().collect::<String>()));
    }
    if name == "commonpath" {
        let items = first.items().ok_or(Failure::Unsupported("commonpath of this value"))?;
        let paths: Vec<&str> = items.iter().map(fspath).collect::<Outcome<_>>()?;
        return commonpath(&paths).map(text_value);
    }
    if args.len() > 1 && !matches!(name, "join" | "relpath") {
        return Err(Failure::type_error(format!(
            "{name}() takes 1 positional argument but {} were given",
            args.len()
        )));
    }
    let path = fspath(first)?;
    match name {
        "join" => {
            let wrong = |failure| match failure {
                Failure::Raises { .. } => Failure::type_error(format!(
                    "join() argument must be str, bytes, or os.PathLike object, not '{}'",
                    args.iter().find(|value| fspath(value).is_err()).map_or("object", type_name)
                )),
                other => other,
            };
            let others: Vec<&str> =
                args[1..].iter().map(|value| fspath(value).map_err(wrong)).collect::<Outcome<_>>()?;
            Ok(text_value(join(path, others)))
        }
        "dirname" => dirname(path).map(text_value),
        "basename" => basename(path).map(text_value),
        "split" => Ok(tuple(vec![text_value(dirname(path)?), text_value(basename(path)?)])),
        "splitext" => {
            let (root, extension) = splitext(path)?;
            Ok(tuple(vec![text_value(root), text_value(extension)]))
        }
        "splitdrive" => Ok(tuple(vec![text_value(""), text_value(path)])),
        "abspath" | "realpath" => abspath(path).map(text_value),
        "normpath" => normpath(path).map(text_value),
        "normcase" | "fspath" => Ok(text_value(path)),
        "expanduser" => expanduser(path).map(text_value),
        "expandvars" if !path.contains('$') => Ok(text_value(path)),
        "isabs" => Ok(bool_value(is_absolute(path))),
        "relpath" => match start.map(|value| (fspath(value), &value.kind)) {
            None | Some((_, Kind::None)) => Err(WORKING_DIRECTORY),
            Some((start, _)) => relpath(path, start?).map(text_value),
        },
        "exists" | "isfile" | "isdir" | "islink" | "lexists" | "ismount" | "getsize" | "getmtime"
        | "samefile" => Err(DISK),
        _ => Err(Failure::Unsupported("this function of os.path")),
    }
}

/// `Path(*parts)`.
pub(crate) fn construct(parts: &[Value]) -> Outcome<Value> {
    let mut path = String::new();
    for part in parts {
        let text = match &part.kind {
            Kind::Str(text) | Kind::Path(text) => text,
            Kind::Unknown(_) | Kind::Maybe(_) => {
                return Err(Failure::Unsupported("a path that is not known"));
            }
            Kind::Object(_) | Kind::Lazy(_) => return Err(Failure::Unsupported("a path of this type")),
            _ => {
                return Err(Failure::type_error(format!(
                    "argument should be a str or an os.PathLike object where __fspath__ returns a str, not '{}'",
                    match part.kind {
                        Kind::Timedelta(_) => "timedelta",
                        Kind::Decimal(_) => "Decimal",
                        Kind::Date(_) => "date",
                        _ => type_name(part),
                    }
                )));
            }
        };
        path = join(&path, [&**text]);
    }
    Ok(path_value(Parts::new(&path)?.text()))
}

/// The last name of a path; empty for `/` and `.`.
fn name_of(path: &str) -> Outcome<&str> {
    let start = marker::leading(path).map_or(0, str::len);
    match path[start..].rfind('/') {
        Some(at) => Ok(&path[start + at + 1..]),
        None if start > 0 => marker::hidden(),
        None => Ok(if path == "." { "" } else { path }),
    }
}

fn stem_and_suffix(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 && at + 1 < name.len() => name.split_at(at),
        _ => (name, ""),
    }
}

/// `path.parent`.
pub(crate) fn parent(path: &str) -> Outcome<String> {
    ancestor(path, 1)
}

/// The path so many steps up; it stays at `/` and `.`.
fn ancestor(path: &str, steps: usize) -> Outcome<String> {
    let mut parts = Parts::new(path)?;
    for _ in 0..steps {
        if parts.names.pop().is_none() {
            if !parts.is_marked() {
                break;
            }
            parts.climb()?;
        }
    }
    Ok(parts.text())
}

/// `path.parents[index]`.
pub(crate) fn parent_at(path: &str, index: i128) -> Outcome<Value> {
    let parts = Parts::new(path)?;
    let length = i128::try_from(parts.names.len()).unwrap_or(i128::MAX);
    if parts.is_marked() {
        return match usize::try_from(index) {
            Ok(index) if index < 100_000 => ancestor(path, index + 1).map(path_value),
            _ => marker::hidden(),
        };
    }
    if index >= length || index < -length {
        return Err(Failure::raises("IndexError", index.to_string()));
    }
    let index = if index < 0 { index + length } else { index };
    ancestor(path, usize::try_from(index).unwrap_or(0) + 1).map(path_value)
}

/// An attribute of a path.
pub(crate) fn attribute(path: &str, name: &str) -> Outcome<Value> {
    match name {
        "name" => name_of(path).map(text_value),
        "stem" => Ok(text_value(stem_and_suffix(name_of(path)?).0)),
        "suffix" => Ok(text_value(stem_and_suffix(name_of(path)?).1)),
        "suffixes" => {
            let name = name_of(path)?;
            if name.ends_with('.') {
                return Ok(list_of_texts::<&str>([]));
            }
            let suffixes = name.trim_start_matches('.').split('.').skip(1).map(|part| format!(".{part}"));
            Ok(list_of_texts(suffixes))
        }
        "parent" => parent(path).map(path_value),
        "parents" => {
            let parts = Parts::new(path)?;
            if parts.is_marked() {
                return marker::hidden();
            }
            let all = (1..=parts.names.len()).map(|steps| ancestor(path, steps).map(path_value));
            Ok(tuple(all.collect::<Outcome<_>>()?))
        }
        "parts" => {
            let parts = Parts::new(path)?;
            if parts.is_marked() {
                return marker::hidden();
            }
            let anchor = Some(parts.anchor.as_str()).filter(|anchor| !anchor.is_empty());
            Ok(tuple(anchor.into_iter().chain(parts.names).map(text_value).collect()))
        }
        "root" | "anchor" => {
            let parts = Parts::new(path)?;
            if parts.is_marked() {
                return Ok(text_value("/"));
            }
            Ok(text_value(parts.anchor))
        }
        "drive" => Ok(text_value("")),
        _ => Err(Failure::Unsupported("this attribute of a path")),
    }
}

/// `path.name(*args, **named)`.
pub(crate) fn method(path: &str, name: &str, args: &[Value], named: &[(String, Value)]) -> Outcome<Value> {
    let text_argument = || match args {
        [value] if named.is_empty() => match &value.kind {
            Kind::Str(text) => marker::plain(text),
            _ => Err(Failure::Unsupported("a path's name that is no text")),
        },
        _ => Err(Failure::Unsupported("these arguments of a path's method")),
    };
    let this = || path_value(path);
    match name {
        "joinpath" | "__truediv__" | "with_segments" if named.is_empty() => {
            let mut parts = if name == "with_segments" { Vec::new() } else { vec![this()] };
            parts.extend_from_slice(args);
            construct(&parts)
        }
        "with_name" => with_name(path, text_argument()?),
        "with_stem" => {
            let stem = text_argument()?;
            let (_, suffix) = stem_and_suffix(name_of(path)?);
            if stem.is_empty() && !suffix.is_empty() {
                return Err(Failure::value_error(format!(
                    "PosixPath({}) has a non-empty suffix",
                    quoted(path)
                )));
            }
            with_name(path, &format!("{stem}{suffix}"))
        }
        "with_suffix" => {
            let suffix = text_argument()?;
            let (stem, _) = stem_and_suffix(name_of(path)?);
            if stem.is_empty() {
                return Err(Failure::value_error(format!("PosixPath({}) has an empty name", quoted(path))));
            }
            if !suffix.is_empty() && (!suffix.starts_with('.') || suffix == ".") {
                return Err(Failure::value_error(format!("Invalid suffix {}", quoted(suffix))));
            }
            with_name(path, &format!("{stem}{suffix}"))
        }
        "relative_to" | "is_relative_to" => {
            let walk_up = named.iter().any(|(key, value)| key == "walk_up" && value.truthy() != Some(false));
            if args.is_empty() || walk_up {
                return Err(Failure::Unsupported("these arguments of a path's method"));
            }
            relative_to(path, args, name == "is_relative_to")
        }
        "is_absolute" if args.is_empty() => Ok(bool_value(is_absolute(path))),
        "as_posix" | "__str__" | "__fspath__" if args.is_empty() => Ok(text_value(path)),
        "resolve" => abspath(path).map(path_value),
        "absolute" if args.is_empty() => {
            if is_absolute(path) {
                Ok(this())
            } else {
                Err(WORKING_DIRECTORY)
            }
        }
        "expanduser" if args.is_empty() => match path.split('/').next() {
            Some("~") => expanduser(path).map(path_value),
            Some(first) if first.starts_with('~') => Err(Failure::Unsupported("another user's home")),
            _ => Ok(this()),
        },
        "match" => match_pattern(path, text_argument()?).map(bool_value),
        "exists" | "is_file" | "is_dir" | "is_symlink" | "read_text" | "read_bytes" | "open" | "glob"
        | "rglob" | "iterdir" | "stat" | "mkdir" | "touch" | "write_text" | "unlink" | "samefile" => {
            Err(DISK)
        }
        _ => Err(Failure::Unsupported("this method of a path")),
    }
}

fn with_name(path: &str, name: &str) -> Outcome<Value> {
    if name.is_empty() || name.contains('/') || name == "." {
        return Err(Failure::value_error(format!("Invalid name {}", quoted(name))));
    }
    let mut parts = Parts::new(path)?;
    if parts.names.pop().is_none() {
        if !parts.is_marked() {
            return Err(Failure::value_error(format!("PosixPath({}) has an empty name", quoted(path))));
        }
        parts.climb()?;
    }
    parts.names.push(name);
    Ok(path_value(parts.text()))
}

fn relative_to(path: &str, others: &[Value], as_question: bool) -> Outcome<Value> {
    let base = construct(others)?;
    let Kind::Path(base) = &base.kind else { return Err(DISK) };
    let (parts, other) = (Parts::new(path)?, Parts::new(base)?);
    let rest = if parts.anchor == other.anchor {
        parts.names.strip_prefix(other.names.as_slice())
    } else if parts.anchor == marker::ROOT && other.anchor == marker::ROOT_PARENT && other.names.is_empty() {
        return if as_question { Ok(bool_value(true)) } else { marker::hidden() };
    } else if parts.is_marked() && is_absolute(base) || other.is_marked() && is_absolute(path) {
        return marker::hidden();
    } else {
        None
    };
    match rest {
        _ if as_question => Ok(bool_value(rest.is_some())),
        Some(rest) => Ok(path_value(if rest.is_empty() { ".".to_owned() } else { rest.join("/") })),
        None => {
            Err(Failure::value_error(format!("{} is not in the subpath of {}", quoted(path), quoted(base))))
        }
    }
}

/// `path.match(pattern)`, from the right.
fn match_pattern(path: &str, pattern: &str) -> Outcome<bool> {
    if pattern.contains('[') {
        return Err(Failure::Unsupported("a class of characters in a pattern"));
    }
    let (parts, wanted) = (Parts::new(path)?, Parts::new(strip(pattern))?);
    if strip(pattern) != pattern {
        return Err(Failure::Unsupported("a pattern with spaces around it"));
    }
    if wanted.names.is_empty() && wanted.anchor.is_empty() {
        return Err(Failure::value_error("empty pattern"));
    }
    let mut matched = parts.names.iter().rev().zip(wanted.names.iter().rev());
    if matched.any(|(name, wanted)| !name_matches(name, wanted)) {
        return Ok(false);
    }
    if parts.is_marked() {
        if wanted.names.len() <= parts.names.len() && wanted.anchor.is_empty() {
            return Ok(true);
        }
        return marker::hidden();
    }
    if wanted.names.len() > parts.names.len() {
        return Ok(false);
    }
    Ok(wanted.anchor.is_empty() || (wanted.anchor == parts.anchor && wanted.names.len() == parts.names.len()))
}

/// `*` and `?` within one name.
fn name_matches(name: &str, pattern: &str) -> bool {
    let (name, pattern): (Vec<char>, Vec<char>) = (name.chars().collect(), pattern.chars().collect());
    let (mut at, mut wanted, mut star) = (0, 0, None);
    while at < name.len() {
        match pattern.get(wanted) {
            Some('*') => {
                star = Some((wanted, at));
                wanted += 1;
            }
            Some(&c) if c == '?' || c == name[at] => {
                at += 1;
                wanted += 1;
            }
            _ => {
                let Some((star_at, taken)) = star else { return false };
                star = Some((star_at, taken + 1));
                at = taken + 1;
                wanted = star_at + 1;
            }
        }
    }
    pattern[wanted..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::library::{shown, value_of};

    #[test]
    fn os_path_works_from_where_the_project_lies() {
        for (name, arguments, expected) in [
            ("dirname", "['<ROOT>/a/b.py']", "'<ROOT>/a'"),
            ("dirname", "['<ROOT>/a']", "'<ROOT>'"),
            ("dirname", "['<ROOT>']", "'<ROOT_PARENT>'"),
            ("dirname", "['<ROOT_PARENT>']", "-"),
            ("basename", "['<ROOT>/a']", "'a'"),
            ("basename", "['<ROOT>']", "-"),
            ("join", "['<ROOT>', 'a', '/b']", "'/b'"),
            ("join", "['<ROOT>/', 'a', '']", "'<ROOT>/a/'"),
            ("join", "['a', '<HOME>']", "'<HOME>'"),
            ("abspath", "['<ROOT>/a/../..']", "'<ROOT_PARENT>'"),
            ("abspath", "['a']", "-"),
            ("normpath", "['a//b/../c']", "'a/c'"),
            ("relpath", "['<ROOT>/a/b', '<ROOT>/c']", "'../a/b'"),
            ("splitext", "['<ROOT>/x.tar.gz']", "('<ROOT>/x.tar', '.gz')"),
            ("splitext", "['/.env']", "('/.env', '')"),
            ("expanduser", "['~/x']", "'<HOME>/x'"),
            ("exists", "['<ROOT>']", "-"),
            (
                "join",
                "['a', 1]",
                "TypeError: join() argument must be str, bytes, or os.PathLike object, not 'int'",
            ),
        ] {
            let arguments = value_of(arguments);
            assert_eq!(shown(os_path(name, arguments.items().expect("a list"), &[])), expected, "{name}");
        }
    }

    #[test]
    fn paths_work_from_where_the_project_lies() {
        for (path, name, expected) in [
            ("<ROOT>/a.tar.gz", "stem", "'a.tar'"),
            ("<ROOT>/a.tar.gz", "suffixes", "['.tar', '.gz']"),
            ("<ROOT>", "name", "-"),
            ("<ROOT>", "parent", "PosixPath('<ROOT_PARENT>')"),
            ("/a/b", "parts", "('/', 'a', 'b')"),
            ("a", "parent", "PosixPath('.')"),
        ] {
            assert_eq!(shown(attribute(path, name)), expected, "{path} {name}");
        }
        assert_eq!(shown(parent_at("<ROOT>/a/b", 2)), "PosixPath('<ROOT_PARENT>')");
        assert_eq!(
            shown(construct(&[value_of("Path'<ROOT>'"), value_of("'a/./b//'")])),
            "PosixPath('<ROOT>/a/b')"
        );
        for (path, name, argument, expected) in [
            ("<ROOT>/a", "relative_to", "'<ROOT>'", "PosixPath('a')"),
            ("<ROOT>/a", "relative_to", "'/srv'", "-"),
            ("/a", "relative_to", "'/b'", "ValueError: '/a' is not in the subpath of '/b'"),
            ("<ROOT>/a.py", "with_suffix", "'.txt'", "PosixPath('<ROOT>/a.txt')"),
            ("<ROOT>/a.py", "match", "'*.py'", "True"),
        ] {
            assert_eq!(shown(method(path, name, &[value_of(argument)], &[])), expected, "{path} {name}");
        }
        assert_eq!(shown(method("<ROOT>/a/../b", "resolve", &[], &[])), "PosixPath('<ROOT>/b')");
    }
}
