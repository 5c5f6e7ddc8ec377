//! dj-database-url 3.1.2.

use super::{Settings, parse_qs, unquote, urlsplit};
use crate::python::library::{Failure, Outcome, all_digits, bool_value, int_value, marker, text_value};
use crate::python::value::{Kind, Value};

/// What to do with a configuration once it is made.
#[derive(Clone, Copy, PartialEq)]
enum After {
    Nothing,
    NameInMemory,
    PortAsText,
    SslCa,
    CurrentSchema,
}

/// In the order of names, as the message about an unknown scheme lists them.
const SCHEMES: [(&str, &str, After); 17] = [
    ("cockroach", "django_cockroachdb", After::Nothing),
    ("mssql", "sql_server.pyodbc", After::PortAsText),
    ("mssqlms", "mssql", After::PortAsText),
    ("mysql", "django.db.backends.mysql", After::SslCa),
    ("mysql-connector", "mysql.connector.django", After::Nothing),
    ("mysql2", "django.db.backends.mysql", After::SslCa),
    ("mysqlgis", "django.contrib.gis.db.backends.mysql", After::Nothing),
    ("oracle", "django.db.backends.oracle", After::PortAsText),
    ("oraclegis", "django.contrib.gis.db.backends.oracle", After::Nothing),
    ("pgsql", "django.db.backends.postgresql", After::CurrentSchema),
    ("postgis", "django.contrib.gis.db.backends.postgis", After::CurrentSchema),
    ("postgres", "django.db.backends.postgresql", After::CurrentSchema),
    ("postgresql", "django.db.backends.postgresql", After::CurrentSchema),
    ("redshift", "django_redshift_backend", After::CurrentSchema),
    ("spatialite", "django.contrib.gis.db.backends.spatialite", After::Nothing),
    ("sqlite", "django.db.backends.sqlite3", After::NameInMemory),
    ("timescale", "timescale.db.backends.postgresql", After::CurrentSchema),
];
const TIMESCALE_GIS: (&str, &str, After) =
    ("timescalegis", "timescale.db.backends.postgis", After::CurrentSchema);

/// The arguments of `parse()` beside the URL; values pass through unread.
#[derive(Debug, Clone)]
pub(crate) struct DatabaseOptions {
    pub(crate) engine: Option<String>,
    pub(crate) conn_max_age: Value,
    pub(crate) conn_health_checks: Value,
    pub(crate) disable_server_side_cursors: Value,
    pub(crate) ssl_require: bool,
    pub(crate) test_options: Option<Value>,
}

impl Default for DatabaseOptions {
    fn default() -> Self {
        Self {
            engine: None,
            conn_max_age: int_value(0),
            conn_health_checks: bool_value(false),
            disable_server_side_cursors: bool_value(false),
            ssl_require: false,
            test_options: None,
        }
    }
}

/// `dj_database_url.parse(url, …)`. `config()` gives `{}` for an empty text.
pub(crate) fn parse_database(text: &str, options: &DatabaseOptions) -> Outcome<Value> {
    if text == "sqlite://:memory:" {
        let mut config = Settings::default();
        config.set("ENGINE", text_value("django.db.backends.sqlite3"));
        config.set("NAME", text_value(":memory:"));
        return Ok(config.into_value());
    }
    let (mut config, mut driver, after) = parsed(text).map_err(|failure| match failure {
        Failure::Raises { class: "ValueError", .. } => Failure::raises(
            "ParseError",
            "This string is not a valid url, possibly because some of its parts is not properly \
             urllib.parse.quote()'ed.",
        ),
        other => other,
    })?;
    match after {
        After::NameInMemory if config.get("NAME").and_then(Value::as_str) == Some("") => {
            config.set("NAME", text_value(":memory:"));
        }
        After::PortAsText => {
            if let Some(Kind::Int(port)) = config.get("PORT").map(|port| port.kind.clone()) {
                config.set("PORT", text_value(port.to_string()));
            }
        }
        After::SslCa => {
            if let Some(ca) = driver.take("ssl-ca").filter(|ca| ca.truthy() == Some(true)) {
                driver.set("ssl", Value::unplaced(Kind::Dict(vec![(text_value("ca"), ca)])));
            }
        }
        After::CurrentSchema => {
            if let Some(schema) = driver.take("currentSchema").filter(|schema| schema.truthy() == Some(true))
            {
                let schema = crate::python::library::text::str_of(&schema)?;
                driver.set("options", text_value(format!("-c search_path={schema}")));
            }
        }
        _ => {}
    }
    if options.ssl_require {
        driver.set("sslmode", text_value("require"));
    }
    if driver.0.is_empty() {
        config.take("OPTIONS");
    } else {
        config.set("OPTIONS", driver.into_value());
    }
    config.set("CONN_MAX_AGE", options.conn_max_age.clone());
    config.set("CONN_HEALTH_CHECKS", options.conn_health_checks.clone());
    config.set("DISABLE_SERVER_SIDE_CURSORS", options.disable_server_side_cursors.clone());
    if let Some(engine) = options.engine.as_deref().filter(|engine| !engine.is_empty()) {
        config.set("ENGINE", text_value(engine));
    }
    if let Some(test) = options.test_options.as_ref().filter(|test| test.truthy() != Some(false)) {
        config.set("TEST", test.clone());
    }
    Ok(config.into_value())
}

/// The configuration, its options, and what its engine does to them.
fn parsed(text: &str) -> Outcome<(Settings, Settings, After)> {
    let url = urlsplit(text)?;
    let known = SCHEMES.iter().chain([&TIMESCALE_GIS]).find(|(scheme, ..)| *scheme == url.scheme);
    let Some((_, engine, after)) = known else {
        let schemes: Vec<&str> = SCHEMES.iter().chain([&TIMESCALE_GIS]).map(|(scheme, ..)| *scheme).collect();
        return Err(Failure::raises(
            "UnknownSchemeError",
            format!(
                "Scheme '{}://' is unknown. Did you forget to register custom backend? Following schemes have \
                 registered backends: {}.",
                url.scheme,
                schemes.join(", ")
            ),
        ));
    };
    let mut driver = Settings::default();
    for (name, values) in parse_qs(&url.query) {
        let mut values: Vec<Value> = values.iter().map(|value| option(value)).collect::<Outcome<_>>()?;
        let value = if values.len() == 1 { values.remove(0) } else { Value::unplaced(Kind::List(values)) };
        driver.set(&name, value);
    }
    let mut config = Settings::default();
    config.set("ENGINE", text_value(*engine));
    config.set("USER", text_value(unquote(url.username().unwrap_or(""))));
    config.set("PASSWORD", text_value(unquote(url.password().unwrap_or(""))));
    config.set("HOST", text_value(unquote(&url.hostname().unwrap_or_default())));
    config.set(
        "PORT",
        match url.port()? {
            None | Some(0) => text_value(""),
            Some(port) => int_value(port.into()),
        },
    );
    config.set("NAME", text_value(unquote(without_slash(&url.path)?)));
    config.set("OPTIONS", Value::unplaced(Kind::None));
    Ok((config, driver, *after))
}

/// `path[1:]`, where that does not cut into a path of the server.
pub(super) fn without_slash(path: &str) -> Outcome<&str> {
    if marker::leading(path).is_some() {
        return marker::hidden();
    }
    Ok(path.get(path.chars().next().map_or(0, char::len_utf8)..).unwrap_or(""))
}

fn option(value: &str) -> Outcome<Value> {
    if all_digits(value)? {
        return value.parse().map(int_value).map_err(|_| Failure::NUMBER);
    }
    Ok(match value.to_lowercase().as_str() {
        "true" => bool_value(true),
        "false" => bool_value(false),
        _ => text_value(value),
    })
}
