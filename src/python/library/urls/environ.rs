//! django-environ 0.14: database, cache, mail, search and channel URLs.

use super::dj_database_url::without_slash;
use super::{Settings, Url, parse_qs, quote, unquote, unquote_plus, urlparse};
use crate::python::library::literal::{NotLiteral, literal};
use crate::python::library::{
    Failure, Outcome, all_digits, bool_value, casts, int_value, list_of_texts, marker, text_value,
};
use crate::python::value::{Kind, Value};

/// What django-environ finds when it is imported.
#[derive(Debug, Clone)]
pub(crate) struct Installed {
    pub(crate) django: (u32, u32),
    pub(crate) django_redis: bool,
    pub(crate) pymemcache: bool,
}

impl Default for Installed {
    fn default() -> Self {
        Self { django: (5, 2), django_redis: false, pymemcache: false }
    }
}

impl Installed {
    const fn at_least(&self, major: u32, minor: u32) -> bool {
        self.django.0 > major || (self.django.0 == major && self.django.1 >= minor)
    }

    const fn redis(&self) -> &'static str {
        if self.django_redis {
            "django_redis.cache.RedisCache"
        } else if self.at_least(4, 0) {
            "django.core.cache.backends.redis.RedisCache"
        } else {
            "redis_cache.RedisCache"
        }
    }

    const fn postgres(&self) -> &'static str {
        if self.at_least(2, 0) {
            "django.db.backends.postgresql"
        } else {
            "django.db.backends.postgresql_psycopg2"
        }
    }

    const fn pymemcache(&self) -> &'static str {
        if self.at_least(3, 2) && self.pymemcache {
            "django.core.cache.backends.memcached.PyMemcacheCache"
        } else {
            "django.core.cache.backends.memcached.PyLibMCCache"
        }
    }
}

const POSTGRES_FAMILY: [&str; 7] =
    ["postgres", "postgresql", "psql", "pgsql", "postgis", "prometheus_postgresql", "prometheus_postgis"];

fn engine(scheme: &str, installed: &Installed) -> Option<&'static str> {
    Some(match scheme {
        "postgres" | "postgresql" | "psql" | "pgsql" => installed.postgres(),
        "postgis" => "django.contrib.gis.db.backends.postgis",
        "prometheus_postgresql" => "django_prometheus.db.backends.postgresql",
        "prometheus_postgis" => "django_prometheus.db.backends.postgis",
        "cockroachdb" => "django_cockroachdb",
        "mysql" | "mysql2" => "django.db.backends.mysql",
        "mysql-connector" => "mysql.connector.django",
        "mysqlgis" => "django.contrib.gis.db.backends.mysql",
        "prometheus_mysql" => "django_prometheus.db.backends.mysql",
        "mssql" => "mssql",
        "oracle" => "django.db.backends.oracle",
        "pyodbc" => "sql_server.pyodbc",
        "redshift" => "django_redshift_backend",
        "spatialite" => "django.contrib.gis.db.backends.spatialite",
        "prometheus_spatialite" => "django_prometheus.db.backends.spatialite",
        "sqlite" => "django.db.backends.sqlite3",
        "prometheus_sqlite" => "django_prometheus.db.backends.sqlite3",
        "ldap" => "ldapdb.backends.ldap",
        _ => return None,
    })
}

fn none() -> Value {
    Value::unplaced(Kind::None)
}

/// Digits become an `int`.
fn digits_as_int(text: &str) -> Outcome<Value> {
    if !all_digits(text)? {
        return Ok(text_value(text));
    }
    text.parse().map(int_value).map_err(|_| Failure::NUMBER)
}

/// A Python literal becomes its value.
fn literal_or_text(text: &str) -> Outcome<Value> {
    match literal(text) {
        Ok(value) => Ok(value),
        Err(NotLiteral::Refused) => Ok(text_value(text)),
        Err(NotLiteral::Other(failure)) => Err(failure),
    }
}

fn quoted_again(text: &str) -> Outcome<Url> {
    urlparse(&quote(text, ":/?&=@")?)
}

/// The path without its slash, its query cut off and its escapes undone.
fn bare_path(url: &Url) -> Outcome<String> {
    let path = without_slash(&url.path)?;
    Ok(unquote_plus(path.split('?').next().unwrap_or("")))
}

/// `Env.db_url_config(text, engine)`.
pub(crate) fn db_url(text: &str, wanted: Option<&str>, installed: &Installed) -> Outcome<Value> {
    let mut config = Settings::default();
    if text == "sqlite://:memory:" {
        config.set("ENGINE", text_value("django.db.backends.sqlite3"));
        config.set("NAME", text_value(":memory:"));
        return Ok(config.into_value());
    }
    let mut url = match urlparse(text) {
        Err(Failure::Raises { .. }) => quoted_again(text)?,
        parsed => parsed?,
    };
    if url.path.is_empty() {
        url = quoted_again(&url.text())?;
    }
    let mut path = bare_path(&url)?;
    if url.scheme == "sqlite" && path.is_empty() {
        ":memory:".clone_into(&mut path);
    }
    if url.scheme == "ldap" {
        path = format!("ldap://{}", url.hostname().as_deref().unwrap_or("None"));
        if let Some(port) = url.port()?.filter(|port| *port != 0) {
            path = format!("{path}:{port}");
        }
    }
    let is_postgres = POSTGRES_FAMILY.contains(&url.scheme.as_str());
    let hosts = unquote(url.netloc.rsplit('@').next().unwrap_or(""));
    let (host, port) = if is_postgres && hosts.contains(',') {
        cluster(&hosts)?
    } else {
        let port = url.port()?.filter(|port| *port != 0);
        (url.hostname().unwrap_or_default(), port.map_or(text_value(""), |port| int_value(port.into())))
    };
    config.set("NAME", text_value(path.as_str()));
    config.set("USER", text_value(unquote(url.username().unwrap_or(""))));
    config.set("PASSWORD", text_value(unquote(url.password().unwrap_or(""))));
    config.set("HOST", text_value(host.as_str()));
    config.set("PORT", port);
    if (is_postgres || path.contains("cloudsql"))
        && (path.starts_with('/') || marker::leading(&path).is_some())
    {
        let (host, name) = marker::plain(&path)?.rsplit_once('/').unwrap_or(("", &path));
        config.set("HOST", text_value(host));
        config.set("NAME", text_value(name));
    }
    if url.scheme == "oracle" {
        if path.is_empty() {
            config.set("NAME", text_value(host));
            config.set("HOST", text_value(""));
        }
        match config.get("PORT").map(|port| port.kind.clone()) {
            Some(Kind::Int(port)) => config.set("PORT", text_value(port.to_string())),
            _ => drop(config.take("PORT")),
        }
    }
    if !url.query.is_empty() {
        let mut options = Settings::default();
        for (name, values) in parse_qs(&url.query) {
            let Some(value) = values.first() else { continue };
            let upper = name.to_uppercase();
            match upper.as_str() {
                "CONN_MAX_AGE"
                | "ATOMIC_REQUESTS"
                | "AUTOCOMMIT"
                | "DISABLE_SERVER_SIDE_CURSORS"
                | "CONN_HEALTH_CHECKS" => config.set(&upper, literal_or_text(value)?),
                _ => options.set(&name, digits_as_int(value)?),
            }
        }
        config.set("OPTIONS", options.into_value());
    }
    let scheme = wanted.filter(|engine| !engine.is_empty()).unwrap_or(&url.scheme);
    if scheme.is_empty() {
        return Ok(Value::unplaced(Kind::Dict(Vec::new())));
    }
    config.set("ENGINE", text_value(engine(scheme, installed).unwrap_or(scheme)));
    Ok(config.into_value())
}

/// Several hosts of one PostgreSQL cluster, and their ports.
fn cluster(hosts: &str) -> Outcome<(String, Value)> {
    let mut names = Vec::new();
    let mut ports = Vec::new();
    for host in hosts.split(',') {
        let (name, port) = if host.starts_with('[') {
            match host.find(']') {
                Some(end) if host[end + 1..].starts_with(':') => (&host[..=end], &host[end + 2..]),
                _ => (host, ""),
            }
        } else {
            match host.rsplit_once(':') {
                Some((name, port)) if all_digits(port)? => (name, port),
                _ => (host, ""),
            }
        };
        names.push(name);
        ports.extend(Some(port).filter(|port| !port.is_empty()));
    }
    let port = digits_as_int(&ports.join(","))?;
    Ok((names.join(","), if port.kind == Kind::Int(0) { text_value("") } else { port }))
}

/// `Env.cache_url_config(urlparse(text), backend)`.
pub(crate) fn cache_url(text: &str, wanted: Option<&str>, installed: &Installed) -> Outcome<Value> {
    let url = urlparse(text)?;
    let backend = match url.scheme.as_str() {
        "dbcache" => "django.core.cache.backends.db.DatabaseCache",
        "dummycache" => "django.core.cache.backends.dummy.DummyCache",
        "filecache" => "django.core.cache.backends.filebased.FileBasedCache",
        "locmemcache" => "django.core.cache.backends.locmem.LocMemCache",
        "memcache" => "django.core.cache.backends.memcached.MemcachedCache",
        "pymemcache" => installed.pymemcache(),
        "pylibmc" => "django.core.cache.backends.memcached.PyLibMCCache",
        "rediscache" | "redis" | "rediss" | "valkey" | "valkeys" => installed.redis(),
        scheme => {
            return Err(Failure::raises("ImproperlyConfigured", format!("Invalid cache schema {scheme}")));
        }
    };
    let one_or_list = |places: Vec<String>| match places.as_slice() {
        [place] => text_value(place.as_str()),
        _ => list_of_texts(places),
    };
    let places = || url.netloc.split(',').map(str::to_owned);
    let mut config = Settings::default();
    config.set("BACKEND", text_value(backend));
    config.set("LOCATION", one_or_list(places().collect()));
    if url.scheme == "filecache" {
        config.set("LOCATION", text_value(format!("{}{}", url.netloc, url.path)));
    }
    if url.netloc.is_empty() && matches!(url.scheme.as_str(), "memcache" | "pymemcache") {
        config.set("LOCATION", text_value(format!("unix:{}", url.path)));
    } else if url.scheme.starts_with("redis") {
        let scheme =
            if url.hostname().is_some() { url.scheme.replace("cache", "") } else { "unix".to_owned() };
        config.set(
            "LOCATION",
            one_or_list(places().map(|place| format!("{scheme}://{place}{}", url.path)).collect()),
        );
    }
    let backend = wanted.filter(|backend| !backend.is_empty()).unwrap_or(backend);
    config.set("BACKEND", text_value(backend));
    if !url.query.is_empty() {
        let lower = backend == "django.core.cache.backends.redis.RedisCache";
        let mut options = Settings::default();
        for (name, values) in parse_qs(&url.query) {
            let Some(value) = values.first() else { continue };
            let key = if lower { name.to_lowercase() } else { name.to_uppercase() };
            let value = literal_or_text(value)?;
            match name.to_uppercase().as_str() {
                "TIMEOUT" | "KEY_PREFIX" | "VERSION" | "KEY_FUNCTION" | "BINARY" => config.set(&key, value),
                _ => options.set(&key, value),
            }
        }
        config.set("OPTIONS", options.into_value());
    }
    Ok(config.into_value())
}

/// `Env.email_url_config(urlparse(text), backend)`.
pub(crate) fn email_url(text: &str, wanted: Option<&str>) -> Outcome<Value> {
    let url = urlparse(text)?;
    let or_none = |text: Option<&str>| text.map_or_else(none, |text| text_value(unquote(text)));
    let mut config = Settings::default();
    config.set("EMAIL_FILE_PATH", text_value(bare_path(&url)?));
    config.set("EMAIL_HOST_USER", or_none(url.username()));
    config.set("EMAIL_HOST_PASSWORD", or_none(url.password()));
    config.set("EMAIL_HOST", url.hostname().map_or_else(none, text_value));
    config.set("EMAIL_PORT", url.port()?.map_or_else(none, |port| int_value(port.into())));
    let backend = match wanted.filter(|backend| !backend.is_empty()) {
        Some(backend) => backend.to_owned(),
        None => {
            let name = match url.scheme.as_str() {
                "smtp" | "smtps" | "smtp+tls" | "smtp+ssl" => "smtp",
                "consolemail" => "console",
                "filemail" => "filebased",
                "memorymail" => "locmem",
                "dummymail" => "dummy",
                scheme => {
                    return Err(Failure::raises(
                        "ImproperlyConfigured",
                        format!("Invalid email schema {scheme}"),
                    ));
                }
            };
            format!("django.core.mail.backends.{name}.EmailBackend")
        }
    };
    config.set("EMAIL_BACKEND", text_value(backend));
    match url.scheme.as_str() {
        "smtps" | "smtp+tls" => config.set("EMAIL_USE_TLS", bool_value(true)),
        "smtp+ssl" => config.set("EMAIL_USE_SSL", bool_value(true)),
        _ => {}
    }
    if !url.query.is_empty() {
        let mut options = Settings::default();
        for (name, values) in parse_qs(&url.query) {
            let Some(value) = values.first() else { continue };
            let key = name.to_uppercase();
            let into = if matches!(key.as_str(), "EMAIL_USE_TLS" | "EMAIL_USE_SSL") {
                &mut config
            } else {
                &mut options
            };
            into.set(&key, digits_as_int(value)?);
        }
        config.set("OPTIONS", options.into_value());
    }
    Ok(config.into_value())
}

/// `Env.channels_url_config(urlparse(text), backend)`.
pub(crate) fn channels_url(text: &str, wanted: Option<&str>) -> Outcome<Value> {
    let mut url = urlparse(text)?;
    let mut config = Settings::default();
    if let Some(backend) = wanted.filter(|backend| !backend.is_empty()) {
        config.set("BACKEND", text_value(backend));
        return Ok(config.into_value());
    }
    config.set(
        "BACKEND",
        text_value(match url.scheme.as_str() {
            "inmemory" => "channels.layers.InMemoryChannelLayer",
            "redis" | "rediss" => "channels_redis.core.RedisChannelLayer",
            "redis+pubsub" | "rediss+pubsub" => "channels_redis.pubsub.RedisPubSubChannelLayer",
            scheme => {
                return Err(Failure::raises(
                    "ImproperlyConfigured",
                    format!("Invalid channels schema {scheme}"),
                ));
            }
        }),
    );
    if url.scheme.starts_with("redis") {
        if url.netloc.is_empty() {
            return Err(Failure::Unsupported("a URL without a host"));
        }
        url.scheme = url.scheme.split('+').next().unwrap_or("redis").to_owned();
        let mut hosts = Settings::default();
        hosts.set("hosts", list_of_texts([url.text()]));
        config.set("CONFIG", hosts.into_value());
    }
    Ok(config.into_value())
}

/// `Env.search_url_config(urlparse(text), engine)`.
pub(crate) fn search_url(text: &str, wanted: Option<&str>) -> Outcome<Value> {
    let url = urlparse(text)?;
    let mut path = bare_path(&url)?;
    let elastic = matches!(
        url.scheme.strip_suffix('s').unwrap_or(&url.scheme),
        "elasticsearch" | "elasticsearch2" | "elasticsearch5" | "elasticsearch7"
    );
    let secure = elastic && url.scheme.ends_with('s');
    let engine = match url.scheme.strip_suffix('s').filter(|_| elastic).unwrap_or(&url.scheme) {
        "elasticsearch" => "elasticsearch_backend.ElasticsearchSearchEngine",
        "elasticsearch2" => "elasticsearch2_backend.Elasticsearch2SearchEngine",
        "elasticsearch5" => "elasticsearch5_backend.Elasticsearch5SearchEngine",
        "elasticsearch7" => "elasticsearch7_backend.Elasticsearch7SearchEngine",
        "solr" => "solr_backend.SolrEngine",
        "whoosh" => "whoosh_backend.WhooshEngine",
        "xapian" => "xapian_backend.XapianEngine",
        "simple" => "simple_backend.SimpleEngine",
        _ => {
            let message = format!("Invalid search schema {}", url.scheme);
            return Err(Failure::raises("ImproperlyConfigured", message));
        }
    };
    let query = parse_qs(&url.query);
    let find = |name: &str| {
        query
            .iter()
            .find(|(known, _)| known == name)
            .and_then(|(_, values)| values.first())
            .map(String::as_str)
    };
    let mut config = Settings::default();
    config.set("ENGINE", text_value(format!("haystack.backends.{engine}")));
    if let Some(indexes) = find("EXCLUDED_INDEXES") {
        config.set("EXCLUDED_INDEXES", list_of_texts(indexes.split(',')));
    }
    if let Some(spelling) = find("INCLUDE_SPELLING") {
        config.set("INCLUDE_SPELLING", bool_value(casts::environ_bool(spelling)?));
    }
    if let Some(size) = find("BATCH_SIZE") {
        config.set("BATCH_SIZE", casts::int_of_text(size, 10)?);
    }
    if url.scheme == "simple" {
        return Ok(config.into_value());
    }
    if path.ends_with('/') {
        path.pop();
    }
    if url.scheme == "solr" || elastic {
        let (place, index) = match path.rsplit_once('/') {
            Some((place, index)) if elastic => (place.to_owned(), index.to_owned()),
            _ if elastic => (String::new(), path),
            _ => (path, String::new()),
        };
        let address = Url {
            scheme: if secure { "https" } else { "http" }.to_owned(),
            netloc: url.netloc.clone(),
            path: place,
            params: String::new(),
            query: String::new(),
            fragment: String::new(),
        };
        config.set("URL", text_value(address.text()));
        if let Some(timeout) = find("TIMEOUT") {
            config.set("TIMEOUT", casts::int_of_text(timeout, 10)?);
        }
        if let Some(arguments) = find("KWARGS") {
            config.set("KWARGS", text_value(arguments));
        }
        if elastic {
            config.set("INDEX_NAME", text_value(index));
        }
        return Ok(config.into_value());
    }
    config.set("PATH", text_value(format!("/{path}")));
    if url.scheme == "whoosh" {
        if let Some(storage) = find("STORAGE") {
            config.set("STORAGE", text_value(storage));
        }
        if let Some(limit) = find("POST_LIMIT") {
            config.set("POST_LIMIT", casts::int_of_text(limit, 10)?);
        }
    } else if let Some(flags) = find("FLAGS").filter(|_| url.scheme == "xapian") {
        config.set("FLAGS", text_value(flags));
    }
    if let Some(engine) = wanted.filter(|engine| !engine.is_empty()) {
        config.set("ENGINE", text_value(engine));
    }
    Ok(config.into_value())
}
