//! dj-database-url 3.1, dj-email-url 1.0 and django-cache-url 3.4: settings in a URL.

use std::rc::Rc;

use super::super::object::{V, Val};
use super::super::{Eval, Evaluator};
use super::{Arguments, Missing};
use crate::python::library::urls;

/// What `parse()` takes beside the URL, in order.
const OPTIONS: [&str; 6] = [
    "engine",
    "conn_max_age",
    "conn_health_checks",
    "disable_server_side_cursors",
    "ssl_require",
    "test_options",
];

impl<'a> Evaluator<'a> {
    pub(super) fn call_databases(
        &mut self,
        package: &str,
        function: &str,
        given: Arguments<'_, 'a>,
    ) -> Eval<'a> {
        let (variable, usual) = match package {
            "dj_database_url" => ("DATABASE_URL", None),
            "dj_email_url" => ("EMAIL_URL", None),
            _ => ("CACHE_URL", Some("locmem://")),
        };
        let package: Rc<str> = package.into();
        match function {
            "parse" => {
                let Some(url) = given.get(0, "url") else {
                    return self.raise(
                        "TypeError",
                        "parse() missing 1 required positional argument: 'url'".to_owned(),
                    );
                };
                self.parse_url(&package, url, given, 1)
            }
            "config" => {
                let name = match given.get(0, "env") {
                    None => variable.into(),
                    Some(Val { kind: V::Str(name), .. }) => name,
                    Some(other) => return Ok(self.hole_of(&other, "a variable whose name is not known")),
                };
                let default = given
                    .get(1, "default")
                    .unwrap_or_else(|| Val::new(usual.map_or(V::None, |url| V::Str(url.into()))));
                self.read_as(&name, Missing::Default(default), "url", &mut |me, url, _| match &url.kind {
                    V::None => Ok(me.empty_dict()),
                    V::Str(text) if text.is_empty() => Ok(me.empty_dict()),
                    _ => me.parse_url(&package, url, given, 2),
                })
            }
            _ => Ok(self.unsupported(format!("{package}.{function}()"), Some(self.statement))),
        }
    }

    /// `parse(url, ...)`, the options standing from `first` on.
    pub(super) fn parse_url(
        &mut self,
        package: &Rc<str>,
        url: Val<'a>,
        given: Arguments<'_, 'a>,
        first: usize,
    ) -> Eval<'a> {
        let mut names = Vec::new();
        let mut values = vec![url];
        if &**package == "dj_database_url" {
            for (at, name) in OPTIONS.iter().enumerate() {
                if let Some(value) = given.get(first + at, name) {
                    names.push(*name);
                    values.push(value);
                }
            }
        }
        let package = package.clone();
        let made = self.lifted(&values, move |me, values| {
            let (url, values) = (&values[0], &values[1..]);
            let Some(text) = url.as_str().cloned() else {
                return Ok(if url.is_unknown() { url.clone() } else { me.hole_of(url, "a URL") });
            };
            let mut options = urls::DatabaseOptions::default();
            for (name, value) in names.iter().zip(values) {
                match *name {
                    "engine" => match &value.kind {
                        V::Str(engine) => options.engine = Some(engine.to_string()),
                        V::None => {}
                        _ => return Ok(me.hole_of(value, "a database engine")),
                    },
                    "conn_max_age" => options.conn_max_age = me.export(value),
                    "conn_health_checks" => options.conn_health_checks = me.export(value),
                    "disable_server_side_cursors" => options.disable_server_side_cursors = me.export(value),
                    "ssl_require" => match me.export(value).truthy() {
                        Some(truth) => options.ssl_require = truth,
                        None => return Ok(me.hole_of(value, "an option")),
                    },
                    _ => match me.plain(value) {
                        Some(test) => options.test_options = Some(test),
                        None => return Ok(me.hole_of(value, "an option")),
                    },
                }
            }
            let result = match &*package {
                "dj_database_url" => urls::parse_database(&text, &options),
                "dj_email_url" => urls::parse_email(&text),
                _ => urls::parse_cache(&text),
            };
            me.outcome(result)
        })?;
        Ok(made.placed(self.statement))
    }

    /// `env.dj_db_url(NAME)` and its kin of environs, for one text.
    pub(super) fn environs_url(
        &mut self,
        method: &str,
        url: Val<'a>,
        given: Arguments<'_, 'a>,
    ) -> Result<Eval<'a>, String> {
        let (package, message) = match method {
            "dj_db_url" => ("dj_database_url", "Not a valid database URL."),
            "dj_email_url" => ("dj_email_url", "Not a valid email URL."),
            _ => ("django_cache_url", ""),
        };
        match self.parse_url(&package.into(), url, given, usize::MAX - OPTIONS.len()) {
            Err(raise) if message.is_empty() => Err(raise.message.as_deref().unwrap_or_default().to_owned()),
            Err(_) => Err(message.to_owned()),
            made => Ok(made),
        }
    }
}
