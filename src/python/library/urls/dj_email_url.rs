//! dj-email-url 1.0.6.

use super::dj_database_url::without_slash;
use super::{Settings, parse_qs, unquote, urlparse};
use crate::python::library::{Outcome, bool_value, casts, int_value, text_value};
use crate::python::value::{Kind, Value};

const SMTP: &str = "smtp";
const SCHEMES: [(&str, &str); 8] = [
    ("smtp", SMTP),
    ("submission", SMTP),
    ("submit", SMTP),
    ("smtps", SMTP),
    ("console", "console"),
    ("file", "filebased"),
    ("memory", "locmem"),
    ("dummy", "dummy"),
];
const TRUE: [&str; 14] =
    ["1", "y", "Y", "yes", "Yes", "YES", "t", "T", "true", "True", "TRUE", "on", "On", "ON"];

/// `dj_email_url.parse(url)`.
pub(crate) fn parse_email(text: &str) -> Outcome<Value> {
    let url = urlparse(text)?;
    let query = parse_qs(&url.query);
    let asked = |name: &str| {
        let found = query.iter().find(|(known, _)| known == name).and_then(|(_, values)| values.first());
        found.map(String::as_str)
    };
    let none = || Value::unplaced(Kind::None);
    // An empty name or password stays as it is.
    let or_none = |text: Option<&str>| text.map_or_else(none, |text| text_value(unquote(text)));
    let mut config = Settings::default();
    let path = without_slash(&url.path)?.split('?').next().unwrap_or("").to_owned();
    config.set("EMAIL_FILE_PATH", text_value(path));
    config.set("EMAIL_HOST_USER", or_none(url.username()));
    config.set("EMAIL_HOST_PASSWORD", or_none(url.password()));
    let mut host = url.hostname().filter(|host| !host.is_empty());
    let mut port = url.port()?.map(i128::from);
    let (mut ssl, mut tls) = (false, false);
    match &*url.scheme {
        "smtp" => {
            host = host.or_else(|| Some("localhost".to_owned()));
            port = port.filter(|port| *port != 0).or(Some(25));
        }
        "smtps" => tls = true,
        "submission" | "submit" => {
            tls = true;
            port = port.filter(|port| *port != 0).or(Some(587));
        }
        _ => {}
    }
    match (asked("ssl"), asked("tls")) {
        (Some(value), _) if TRUE.contains(&value) => (ssl, tls) = (true, false),
        (None, Some(value)) if TRUE.contains(&value) => (ssl, tls) = (false, true),
        _ => {}
    }
    config.set("EMAIL_HOST", host.map_or_else(none, text_value));
    config.set("EMAIL_PORT", port.map_or_else(none, int_value));
    config.set("EMAIL_USE_SSL", bool_value(ssl));
    config.set("EMAIL_USE_TLS", bool_value(tls));
    let timeout = match asked("timeout") {
        Some(timeout) => casts::int_of_text(timeout, 10)?,
        None => none(),
    };
    config.set("EMAIL_TIMEOUT", timeout);
    if let Some((_, name)) = SCHEMES.iter().find(|(scheme, _)| *scheme == url.scheme) {
        config.set("EMAIL_BACKEND", text_value(format!("django.core.mail.backends.{name}.EmailBackend")));
    }
    for (name, setting) in [("_server_email", "SERVER_EMAIL"), ("_default_from_email", "DEFAULT_FROM_EMAIL")]
    {
        if let Some(address) = asked(name) {
            config.set(setting, text_value(address));
        }
    }
    Ok(config.into_value())
}
