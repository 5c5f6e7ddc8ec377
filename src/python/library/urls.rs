//! URLs: `urllib.parse`, and the settings that django-environ 0.14 and
//! dj-database-url 3.1 make of them.

mod dj_database_url;
mod dj_email_url;
mod django_cache_url;
mod environ;

pub(crate) use dj_database_url::{DatabaseOptions, parse_database};
pub(crate) use dj_email_url::parse_email;
pub(crate) use django_cache_url::parse_cache;
pub(crate) use environ::{Installed, cache_url, channels_url, db_url, email_url, search_url};

use std::net::{Ipv4Addr, Ipv6Addr};

use super::text::{quoted, str_of};
use super::{Failure, Outcome, int_value, marker, text_value};
use crate::python::value::{Kind, Value};

const USES_RELATIVE: [&str; 20] = [
    "", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero", "rtsp",
    "rtsps", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss",
];
const USES_NETLOC: [&str; 25] = [
    "", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp", "snews",
    "prospero", "rtsp", "rtsps", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh", "ws",
];
const USES_PARAMS: [&str; 16] = [
    "", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips",
    "mms", "sftp", "tel",
];

/// A parsed URL: Python's `ParseResult`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Url {
    pub(crate) scheme: String,
    pub(crate) netloc: String,
    pub(crate) path: String,
    pub(crate) params: String,
    pub(crate) query: String,
    pub(crate) fragment: String,
}

/// `urlsplit(text)`; `params` is empty.
pub(crate) fn urlsplit(text: &str) -> Outcome<Url> {
    split_with_scheme(text, "")
}

/// `urlparse(text)`.
pub(crate) fn urlparse(text: &str) -> Outcome<Url> {
    parse_with_scheme(text, "")
}

fn parse_with_scheme(text: &str, scheme: &str) -> Outcome<Url> {
    let mut url = split_with_scheme(text, scheme)?;
    if USES_PARAMS.contains(&url.scheme.as_str()) {
        let last = url.path.rfind('/').unwrap_or(0);
        if let Some(at) = url.path[last..].find(';') {
            url.params = url.path[last + at + 1..].to_owned();
            url.path.truncate(last + at);
        }
    }
    Ok(url)
}

fn split_with_scheme(text: &str, scheme: &str) -> Outcome<Url> {
    marker_in_path_only(text)?;
    let text = text.trim_start_matches(|c: char| c <= ' ').replace(['\t', '\r', '\n'], "");
    let mut rest = text.as_str();
    let mut scheme = scheme.to_owned();
    if let Some((before, after)) = rest.split_once(':') {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        if before.starts_with(|c: char| c.is_ascii_alphabetic()) && before.chars().all(allowed) {
            scheme = before.to_ascii_lowercase();
            rest = after;
        }
    }
    let mut netloc = "";
    if let Some(after) = rest.strip_prefix("//") {
        // A marker starts with a slash, so the host ends before it.
        let end = if marker::leading(after).is_some() { Some(0) } else { after.find(['/', '?', '#']) };
        (netloc, rest) = after.split_at(end.unwrap_or(after.len()));
        check_brackets(netloc)?;
    }
    let (before, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = before.split_once('?').unwrap_or((before, ""));
    check_netloc(netloc)?;
    Ok(Url {
        scheme,
        netloc: netloc.to_owned(),
        path: path.to_owned(),
        params: String::new(),
        query: query.to_owned(),
        fragment: fragment.to_owned(),
    })
}

/// A path of the server may stand in a URL after a scheme and no host.
fn marker_in_path_only(text: &str) -> Outcome<()> {
    let head = marker::head(text);
    if head.len() == text.len() {
        return Ok(());
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    match head.split_once("://") {
        Some((scheme, "" | "/")) if !scheme.is_empty() && scheme.chars().all(plain) => Ok(()),
        _ => marker::hidden(),
    }
}

fn check_brackets(netloc: &str) -> Outcome<()> {
    match (netloc.find('['), netloc.contains(']')) {
        (None, false) => Ok(()),
        (Some(at), true) => {
            let host = netloc[at + 1..].split(']').next().unwrap_or("");
            check_bracketed_host(host)
        }
        _ => Err(Failure::value_error("Invalid IPv6 URL")),
    }
}

fn check_bracketed_host(host: &str) -> Outcome<()> {
    if let Some(future) = host.strip_prefix('v') {
        let valid = future.split_once('.').is_some_and(|(version, address)| {
            !version.is_empty() && version.bytes().all(|b| b.is_ascii_hexdigit()) && !address.is_empty()
        });
        return if valid { Ok(()) } else { Err(Failure::value_error("IPvFuture address is invalid")) };
    }
    if host.parse::<Ipv4Addr>().is_ok() {
        return Err(Failure::value_error("An IPv4 address cannot be in brackets"));
    }
    let (address, zone) = host.split_once('%').unwrap_or((host, "x"));
    if address.parse::<Ipv6Addr>().is_err() || zone.is_empty() || zone.contains('%') {
        let message = format!("{} does not appear to be an IPv4 or IPv6 address", quoted(host));
        return Err(Failure::value_error(message));
    }
    Ok(())
}

/// Some characters turn into separators when a host is made ASCII; they are
/// far from any alphabet in use.
fn check_netloc(netloc: &str) -> Outcome<()> {
    if netloc.chars().all(|c| c < '\u{2000}' || ('\u{4e00}'..'\u{a000}').contains(&c)) {
        Ok(())
    } else {
        Err(Failure::Unsupported("a host with rare characters"))
    }
}

impl Url {
    fn user_info(&self) -> (Option<&str>, Option<&str>) {
        match self.netloc.rsplit_once('@') {
            Some((user, _)) => match user.split_once(':') {
                Some((name, password)) => (Some(name), Some(password)),
                None => (Some(user), None),
            },
            None => (None, None),
        }
    }

    fn host_info(&self) -> (&str, Option<&str>) {
        let host = self.netloc.rsplit_once('@').map_or(self.netloc.as_str(), |(_, host)| host);
        let (name, port) = match host.split_once('[') {
            Some((_, bracketed)) => {
                let (name, after) = bracketed.split_once(']').unwrap_or((bracketed, ""));
                (name, after.split_once(':').map(|(_, port)| port))
            }
            None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
        };
        (name, port.filter(|port| !port.is_empty()))
    }

    pub(crate) fn username(&self) -> Option<&str> {
        self.user_info().0
    }

    pub(crate) fn password(&self) -> Option<&str> {
        self.user_info().1
    }

    pub(crate) fn hostname(&self) -> Option<String> {
        let name = self.host_info().0;
        let (name, zone) = name.split_at(name.find('%').unwrap_or(name.len()));
        (!name.is_empty() || !zone.is_empty()).then(|| format!("{}{zone}", name.to_lowercase()))
    }

    pub(crate) fn port(&self) -> Outcome<Option<u16>> {
        let Some(port) = self.host_info().1 else { return Ok(None) };
        if !port.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = format!("Port could not be cast to integer value as {}", quoted(port));
            return Err(Failure::value_error(message));
        }
        port.parse().map(Some).map_err(|_| Failure::value_error("Port out of range 0-65535"))
    }

    /// `urlunparse`, as `geturl()` gives it.
    pub(crate) fn text(&self) -> String {
        let mut out = self.path.clone();
        if !self.params.is_empty() {
            out = format!("{out};{}", self.params);
        }
        let has_netloc = USES_NETLOC.contains(&self.scheme.as_str()) || self.scheme == "wss";
        if !self.netloc.is_empty() {
            let slash = if out.is_empty() || out.starts_with('/') { "" } else { "/" };
            out = format!("//{}{slash}{out}", self.netloc);
        } else if out.starts_with("//")
            || (!self.scheme.is_empty() && has_netloc && (out.is_empty() || out.starts_with('/')))
        {
            out = format!("//{out}");
        }
        if !self.scheme.is_empty() {
            out = format!("{}:{out}", self.scheme);
        }
        if !self.query.is_empty() {
            out = format!("{out}?{}", self.query);
        }
        if !self.fragment.is_empty() {
            out = format!("{out}#{}", self.fragment);
        }
        out
    }

    /// Its text, where all releases of Python write the same: some put slashes
    /// before a path that begins with none.
    pub(crate) fn joined(&self) -> Outcome<String> {
        let bare = self.netloc.is_empty() && !self.path.is_empty() && !self.path.starts_with('/');
        if bare && !self.scheme.is_empty() && USES_NETLOC.contains(&self.scheme.as_str()) {
            return Err(Failure::Unsupported("a URL that releases of Python write in two ways"));
        }
        Ok(self.text())
    }

    /// The six parts in their order.
    #[cfg(test)]
    pub(crate) fn parts(&self) -> [&str; 6] {
        [&self.scheme, &self.netloc, &self.path, &self.params, &self.query, &self.fragment]
    }

    /// An attribute of a `ParseResult`.
    pub(crate) fn attribute(&self, name: &str) -> Outcome<Value> {
        let optional = |text: Option<String>| text.map_or(Value::unplaced(Kind::None), text_value);
        Ok(match name {
            "scheme" => text_value(self.scheme.as_str()),
            "netloc" => text_value(self.netloc.as_str()),
            "path" => text_value(self.path.as_str()),
            "params" => text_value(self.params.as_str()),
            "query" => text_value(self.query.as_str()),
            "fragment" => text_value(self.fragment.as_str()),
            "username" => optional(self.username().map(str::to_owned)),
            "password" => optional(self.password().map(str::to_owned)),
            "hostname" => optional(self.hostname()),
            "port" => self.port()?.map_or(Value::unplaced(Kind::None), |port| int_value(port.into())),
            _ => return Err(Failure::Unsupported("this attribute of a parsed URL")),
        })
    }
}

/// `urljoin(base, text)`.
pub(crate) fn urljoin(base: &str, text: &str) -> Outcome<String> {
    marker::plain(base)?;
    marker::plain(text)?;
    if base.is_empty() || text.is_empty() {
        return Ok(if base.is_empty() { text } else { base }.to_owned());
    }
    let from = urlparse(base)?;
    let mut url = parse_with_scheme(text, &from.scheme)?;
    if url.scheme != from.scheme || !USES_RELATIVE.contains(&url.scheme.as_str()) {
        return Ok(text.to_owned());
    }
    if USES_NETLOC.contains(&url.scheme.as_str()) || url.scheme == "wss" {
        if !url.netloc.is_empty() {
            return url.joined();
        }
        url.netloc = from.netloc;
    }
    if url.path.is_empty() && url.params.is_empty() {
        url.path = from.path;
        url.params = from.params;
        if url.query.is_empty() {
            url.query = from.query;
        }
        return url.joined();
    }
    let segments: Vec<&str> = if url.path.starts_with('/') {
        url.path.split('/').collect()
    } else {
        let mut segments: Vec<&str> = from.path.split('/').collect();
        if segments.last().is_some_and(|last| !last.is_empty()) {
            segments.pop();
        }
        segments.extend(url.path.split('/'));
        let last = segments.len() - 1;
        let mut at = 0;
        segments.retain(|segment| {
            at += 1;
            at == 1 || at == last + 1 || !segment.is_empty()
        });
        segments
    };
    let mut resolved: Vec<&str> = Vec::new();
    for segment in &segments {
        match *segment {
            ".." => drop(resolved.pop()),
            "." => {}
            segment => resolved.push(segment),
        }
    }
    if matches!(segments.last(), Some(&("." | ".."))) {
        resolved.push("");
    }
    let path = resolved.join("/");
    url.path = if path.is_empty() { "/".to_owned() } else { path };
    url.joined()
}

/// `unquote(text)`: percent signs decoded as UTF-8, with U+FFFD for what is none.
pub(crate) fn unquote(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut run: Vec<u8> = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let code =
            rest.get(1..3).filter(|code| character == '%' && code.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            run.push(byte);
            rest = &rest[3..];
            continue;
        }
        // Python decodes one stretch of ASCII at a time.
        if character.is_ascii() {
            run.push(character as u8);
        } else {
            out.push_str(&String::from_utf8_lossy(&run));
            run.clear();
            out.push(character);
        }
        rest = &rest[character.len_utf8()..];
    }
    out + &String::from_utf8_lossy(&run)
}

/// `unquote_plus(text)`.
pub(crate) fn unquote_plus(text: &str) -> String {
    unquote(&text.replace('+', " "))
}

/// `quote(text, safe)`.
pub(crate) fn quote(text: &str, safe: &str) -> Outcome<String> {
    Ok(quote_bytes(marker::plain(text)?.as_bytes(), safe))
}

fn quote_bytes(bytes: &[u8], safe: &str) -> String {
    let mut out = String::with_capacity(bytes.len());
    for byte in bytes {
        let always = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'~');
        if always || (byte.is_ascii() && safe.as_bytes().contains(byte)) {
            out.push(char::from(*byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// `quote_plus(text, safe)`.
pub(crate) fn quote_plus(text: &str, safe: &str) -> Outcome<String> {
    if !text.contains(' ') {
        return quote(text, safe);
    }
    Ok(quote(text, &format!("{safe} "))?.replace(' ', "+"))
}

/// `urlencode(pairs, doseq)` of a dict or a sequence of pairs.
pub(crate) fn urlencode(query: &Value, by_item: bool) -> Outcome<String> {
    let encoded = |value: &Value| match &value.kind {
        Kind::Bytes(bytes) => Ok(quote_bytes(bytes, " ").replace('+', "%2B").replace(' ', "+")),
        _ => quote_plus(&str_of(value)?, ""),
    };
    let pairs: Vec<(&Value, &Value)> = match &query.kind {
        Kind::Dict(pairs) => pairs.iter().map(|(key, value)| (key, value)).collect(),
        Kind::List(items) | Kind::Tuple(items) => {
            let pair = |item: &'_ Value| -> Outcome<()> {
                match &item.kind {
                    Kind::Tuple(pair) if pair.len() == 2 => Ok(()),
                    _ => Err(Failure::Unsupported("urlencode of this value")),
                }
            };
            items.iter().try_for_each(pair)?;
            let both = |item: &'_ Value| {
                item.items().and_then(|pair| Some((pair.first()?.clone(), pair.get(1)?.clone())))
            };
            let owned: Vec<(Value, Value)> = items.iter().filter_map(both).collect();
            return urlencode(&Value::unplaced(Kind::Dict(owned)), by_item);
        }
        _ => return Err(Failure::Unsupported("urlencode of this value")),
    };
    let mut parts = Vec::new();
    for (key, value) in pairs {
        let key = encoded(key)?;
        match &value.kind {
            Kind::List(items) | Kind::Tuple(items) if by_item => {
                for item in items {
                    parts.push(format!("{key}={}", encoded(item)?));
                }
            }
            Kind::Set(_) | Kind::Dict(_) if by_item => {
                return Err(Failure::Unsupported("urlencode of this value"));
            }
            _ => parts.push(format!("{key}={}", encoded(value)?)),
        }
    }
    Ok(parts.join("&"))
}

/// `parse_qsl(query)`; blank values are left out.
pub(crate) fn parse_qsl(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter_map(|part| part.split_once('=').filter(|(_, value)| !value.is_empty()))
        .map(|(name, value)| (unquote_plus(name), unquote_plus(value)))
        .collect()
}

/// `parse_qs(query)`: names in order, each with its values; blank ones are left out.
pub(crate) fn parse_qs(query: &str) -> Vec<(String, Vec<String>)> {
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in parse_qsl(query) {
        match pairs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => pairs.push((name, vec![value])),
        }
    }
    pairs
}

/// A dict whose keys are set as Python sets them.
#[derive(Default)]
struct Settings(Vec<(Value, Value)>);

impl Settings {
    fn set(&mut self, key: &str, value: Value) {
        match self.0.iter_mut().find(|(known, _)| known.as_str() == Some(key)) {
            Some((_, old)) => *old = value,
            None => self.0.push((text_value(key), value)),
        }
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| known.as_str() == Some(key)).map(|(_, value)| value)
    }

    fn take(&mut self, key: &str) -> Option<Value> {
        let at = self.0.iter().position(|(known, _)| known.as_str() == Some(key))?;
        Some(self.0.remove(at).1)
    }

    fn into_value(self) -> Value {
        Value::unplaced(Kind::Dict(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::library::text::repr_of;

    #[test]
    fn urls_come_apart_as_python_takes_them() {
        for (text, parts, host, port) in [
            (
                "postgres://u:p%40@Host:5432/db?a=1#f",
                ["postgres", "u:p%40@Host:5432", "/db", "", "a=1", "f"],
                "host",
                Some(5432),
            ),
            ("http://a/b;c?d", ["http", "a", "/b", "c", "d", ""], "a", None),
            ("sqlite:///<ROOT>/db", ["sqlite", "", "/<ROOT>/db", "", "", ""], "", None),
            ("//h:/x", ["", "h:", "/x", "", "", ""], "h", None),
            ("redis://[::1]:6379/0", ["redis", "[::1]:6379", "/0", "", "", ""], "::1", Some(6379)),
        ] {
            let url = urlparse(text).expect(text);
            assert_eq!(
                (url.parts(), url.hostname().unwrap_or_default().as_str(), url.port()),
                (parts, host, Ok(port))
            );
        }
        assert!(urlparse("http://[::1").is_err() && urlparse("http://h<ROOT>/").is_err());
        assert_eq!(urljoin("https://a/b/c", "../d/").as_deref(), Ok("https://a/d/"));
        assert_eq!(unquote("%D0%B0%zz%ff"), "а%zz\u{fffd}");
        assert_eq!(quote_plus("a b/ü", "").as_deref(), Ok("a+b%2F%C3%BC"));
    }

    #[test]
    fn database_urls_become_settings() {
        let installed = Installed::default();
        for (text, expected) in [
            (
                "postgres://u:p%40ss@db:5432/app?sslmode=require&conn_max_age=60",
                "{'NAME': 'app', 'USER': 'u', 'PASSWORD': 'p@ss', 'HOST': 'db', 'PORT': 5432, 'CONN_MAX_AGE': 60, \
                 'OPTIONS': {'sslmode': 'require'}, 'ENGINE': 'django.db.backends.postgresql'}",
            ),
            ("sqlite://:memory:", "{'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}"),
            (
                "sqlite:///db.sqlite3",
                "{'NAME': 'db.sqlite3', 'USER': '', 'PASSWORD': '', 'HOST': '', 'PORT': '', \
                 'ENGINE': 'django.db.backends.sqlite3'}",
            ),
            ("", "{}"),
        ] {
            let value = db_url(text, None, &installed).expect(text);
            assert_eq!(repr_of(&value).as_deref(), Ok(expected), "{text}");
        }
        let value = parse_database("mysql://u@h/d?ssl-ca=x", &DatabaseOptions::default()).expect("valid");
        assert_eq!(
            repr_of(&value).as_deref(),
            Ok(
                "{'ENGINE': 'django.db.backends.mysql', 'USER': 'u', 'PASSWORD': '', 'HOST': 'h', 'PORT': '', \
                'NAME': 'd', 'OPTIONS': {'ssl': {'ca': 'x'}}, 'CONN_MAX_AGE': 0, 'CONN_HEALTH_CHECKS': False, \
                'DISABLE_SERVER_SIDE_CURSORS': False}"
            )
        );
    }
}
