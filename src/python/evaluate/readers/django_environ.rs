//! django-environ 0.14: `Env`, `FileAwareEnv` and `Path`.

use std::rc::Rc;

use super::super::heap::Usual;
use super::super::object::{Id, Native, Object, Reader, Table, V, Val, merge_unknown};
use super::super::{Eval, Evaluator};
use super::{Arguments, Missing, path_text, plain_cast};
use crate::python::library::{casts, dotenv, marker, path, urls};
use crate::python::value::Reason;

/// A variable that names another, and so on: Python's own limit is farther off.
const MAX_PROXIES: u32 = 20;

/// What a read asks for.
struct Wanted<'a> {
    cast: Option<Val<'a>>,
    default: Option<Val<'a>>,
    /// The default is a text to be cast, as a URL is.
    parse_default: bool,
}

impl<'a> Evaluator<'a> {
    pub(super) fn call_environ(&mut self, function: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        match function {
            "Env" | "FileAwareEnv" => {
                let scheme = given.named.iter().map(|(name, value)| (Val::str(name.clone()), value.clone()));
                let scheme = self.dict_of(scheme);
                let reader = if function == "Env" { Reader::Environ } else { Reader::EnvironFiles };
                Ok(self.make_reader(
                    reader,
                    &[
                        ("scheme", scheme),
                        ("prefix", V::Str("".into())),
                        ("smart_cast", V::Bool(true)),
                        ("escape_proxy", V::Bool(false)),
                    ],
                ))
            }
            "Path" => {
                let mut parts = Vec::new();
                for part in given.positional {
                    match path_text(part) {
                        Some(text) => parts.push(self.str_value(&text)),
                        None => return Ok(self.hole_of(part, "a part of a path")),
                    }
                }
                if given.flag(usize::MAX, "is_file")
                    && let Some(first) = parts.first_mut()
                    && let Ok(folder) = path::os_path("dirname", std::slice::from_ref(first), &[])
                {
                    *first = folder;
                }
                if parts.is_empty() {
                    parts.push(self.str_value(""));
                }
                let joined = path::os_path("join", &parts, &[]);
                let joined = self.outcome(joined)?;
                Ok(self.environ_path(&joined))
            }
            "Env.read_env" | "FileAwareEnv.read_env" => self.environ_read_env(given),
            "Env.parse_value" => match given.get(0, "value") {
                Some(value) => {
                    let cast = given.get(1, "cast");
                    self.lifted(&[value], move |me, value| me.parse_value(value[0].clone(), cast.as_ref()))
                }
                None => Ok(self.unsupported("Env.parse_value()", Some(self.statement))),
            },
            _ => match function.strip_prefix("Env.").filter(|method| method.ends_with("_config")) {
                Some(method) => self.environ_url_config(method, given.get(0, "url"), given),
                None => Ok(self.unsupported(format!("environ.{function}()"), Some(self.statement))),
            },
        }
    }

    /// `environ.Path(text)`: what is relative depends on the working directory.
    fn environ_path(&mut self, value: &Val<'a>) -> Val<'a> {
        let Some(text) = path_text(value) else { return self.hole_of(value, "a path") };
        if !marker::is_marked(&text) && !text.starts_with('/') {
            return self.unknown(Reason::Host("the working directory".into()), value.place);
        }
        match path::os_path("normpath", &[self.str_value(&text)], &[]).map(|path| path.kind) {
            Ok(crate::python::value::Kind::Str(text)) => {
                Val { kind: V::Native(Rc::new(Native::EnvironPath(text))), place: value.place }
            }
            _ => self.unsupported("a path", value.place),
        }
    }

    pub(super) fn environ_method(
        &mut self,
        reader: Reader,
        state: Id,
        method: &str,
        given: Arguments<'_, 'a>,
    ) -> Eval<'a> {
        let url = match method {
            "db" | "db_url" => Some(("DATABASE_URL", "db_url_config")),
            "cache" | "cache_url" => Some(("CACHE_URL", "cache_url_config")),
            "email" | "email_url" => Some(("EMAIL_URL", "email_url_config")),
            "search_url" => Some(("SEARCH_URL", "search_url_config")),
            "channels" | "channels_url" => Some(("CHANNELS_URL", "channels_url_config")),
            _ => None,
        };
        match method {
            "read_env" => return self.environ_read_env(given),
            "__contains__" => {
                let environ = Val::new(V::Dict(self.environ));
                return self.call_method(&environ, method, given.positional.to_vec(), Vec::new());
            }
            _ if method.ends_with("_config") => {
                return self.environ_url_config(method, given.get(0, "url"), given);
            }
            _ => {}
        }
        let written = match (given.get(0, "var"), url) {
            (Some(name), _) => name,
            (None, Some((name, _))) => Val::str(name),
            (None, None) => return self.raise("TypeError", "missing the variable's name".to_owned()),
        };
        let Some(name) = written.as_str().cloned() else {
            return Ok(self.hole_of(&written, "a variable whose name is not known"));
        };
        // Positions of `cast` and `default` differ from method to method.
        let default_at = if matches!(method, "" | "get_value" | "list" | "tuple" | "dict") { 2 } else { 1 };
        let default = given.get(default_at, "default");
        let default = default
            .filter(|value| !matches!(&value.kind, V::Symbol(symbol) if &**symbol == "environ.Env.NOTSET"));
        let symbol = |name: &str| Some(Val::new(V::Symbol(name.into())));
        let item = || given.get(1, "cast").filter(|cast| !matches!(cast.kind, V::None));
        let cast = match method {
            "" | "get_value" => given.get(1, "cast"),
            "str" | "unicode" | "bytes" => symbol("str"),
            "bool" | "int" | "float" => symbol(method),
            "json" => symbol("json.loads"),
            "url" => symbol("urllib.parse.urlparse"),
            "list" | "tuple" => match item() {
                None => symbol(method),
                Some(item) if method == "list" => Some(Val::new(self.new_list(vec![item]))),
                Some(item) => Some(Val::new(V::Tuple([item].into()))),
            },
            "dict" => given.get(1, "cast").or_else(|| symbol("dict")),
            "path" | "db" | "db_url" => None,
            _ if url.is_some() => symbol("urllib.parse.urlparse"),
            _ => return Ok(self.unsupported(format!("Env.{method}()"), Some(self.statement))),
        };
        let cast_name = match method {
            _ if url.is_some() => "url",
            "path" => "path",
            _ => self.cast_name(cast.as_ref(), default.as_ref()),
        };
        let parse_default =
            method == "url" || url.is_some() && cast.is_some() || given.flag(3, "parse_default");
        let wanted = Wanted { cast, default, parse_default };
        let value = self.environ_value(reader, state, &name, &wanted, cast_name, 0)?;
        let place = Some(self.statement);
        let method = method.to_owned();
        self.lifted(&[value], move |me, value| {
            let value = value[0].clone();
            match &*method {
                _ if value.is_unknown() => Ok(value),
                "path" => Ok(me.environ_path(&value)),
                "bytes" if value.as_str().is_some() => {
                    me.call_method(&value, "encode", Vec::new(), Vec::new())
                }
                "str" if given.flag(2, "multiline") => match value.as_str() {
                    Some(text) => Ok(Val { kind: V::Str(casts::environ_multiline(text).into()), place }),
                    None => {
                        let class = me.type_name(&value);
                        me.raise("TypeError", format!("expected string or bytes-like object, got '{class}'"))
                    }
                },
                "str" => match given.get(3, "choices") {
                    Some(choices) => {
                        let mut all = Some(false);
                        for choice in me.raw_items(&choices) {
                            match me.equal(&choice, &value) {
                                Some(true) => return Ok(value),
                                Some(false) => {}
                                None => all = None,
                            }
                        }
                        match all {
                            Some(_) => me.raise("ImproperlyConfigured", "Invalid value".to_owned()),
                            None => Ok(me.hole_of(&choices, "choices")),
                        }
                    }
                    None => Ok(value),
                },
                _ => match url {
                    Some((_, config)) => me.environ_url_config(config, Some(value), given),
                    None => Ok(value),
                },
            }
        })
    }

    /// `Env.get_value`.
    fn environ_value(
        &mut self,
        reader: Reader,
        state: Id,
        name: &Rc<str>,
        wanted: &Wanted<'a>,
        cast_name: &'static str,
        depth: u32,
    ) -> Eval<'a> {
        if depth > MAX_PROXIES {
            return self.raise("RecursionError", "maximum recursion depth exceeded".to_owned());
        }
        let prefix = self.state_text(state, "prefix");
        let name: Rc<str> = if prefix.is_empty() { name.clone() } else { format!("{prefix}{name}").into() };
        let (mut cast, mut default) = (wanted.cast.clone(), wanted.default.clone());
        let scheme = self.state(state, "scheme").map(|scheme| self.text_pairs(&scheme)).unwrap_or_default();
        let mut cast_name = cast_name;
        if let Some((_, known)) = scheme.iter().find(|(known, _)| *known == name) {
            let pair = match &known.kind {
                V::Tuple(pair) if pair.len() == 2 => Some((pair[0].clone(), Some(pair[1].clone()))),
                V::List(_) if self.raw_items(known).len() == 2 => {
                    let items = self.raw_items(known);
                    Some((items[0].clone(), Some(items[1].clone())))
                }
                _ => None,
            };
            let (known_cast, known_default) = pair.unwrap_or_else(|| (known.clone(), None));
            if cast.as_ref().is_none_or(|cast| matches!(cast.kind, V::None)) {
                cast = Some(known_cast);
                cast_name = self.cast_name(cast.as_ref(), None);
            }
            default = default.or(known_default);
        }
        if reader == Reader::EnvironFiles
            && let super::Variable::Set(path) = self.variable(&format!("{name}_FILE"))
            && path.as_str().is_some_and(|path| !path.is_empty())
        {
            let path = path.as_str().cloned().unwrap_or_default();
            let missing = default
                .clone()
                .map_or(Missing::Raise("ImproperlyConfigured", String::new()), Missing::Default);
            let required = matches!(missing, Missing::Raise(..));
            self.record(&name, cast_name, default.as_ref(), required);
            let text = match self.given_text(&path) {
                Some(text) => Val::str(text),
                None => self.unknown_file(&path),
            };
            return self.environ_finish(reader, state, text, (cast, default), wanted.parse_default, depth);
        }
        let missing = match default.clone() {
            Some(default) => Missing::Default(default),
            None => Missing::Raise("ImproperlyConfigured", format!("Set the {name} environment variable")),
        };
        let parse_default = wanted.parse_default;
        self.read_as(&name, missing, cast_name, &mut |me, value, _| {
            me.environ_finish(reader, state, value, (cast.clone(), default.clone()), parse_default, depth)
        })
    }

    /// From the text, or the default, to the value.
    fn environ_finish(
        &mut self,
        reader: Reader,
        state: Id,
        value: Val<'a>,
        (cast, default): (Option<Val<'a>>, Option<Val<'a>>),
        parse_default: bool,
        depth: u32,
    ) -> Eval<'a> {
        let mut value = value;
        if let Some(target) = value.as_str().filter(|text| text.starts_with('$')) {
            // `$OTHER`: the value of another variable, cast before it comes here.
            let target: Rc<str> = target.trim_start_matches('$').into();
            let wanted = Wanted { cast: cast.clone(), default: default.clone(), parse_default: false };
            let name = self.cast_name(cast.as_ref(), default.as_ref());
            value = self.environ_value(reader, state, &target, &wanted, name, depth + 1)?;
        }
        let escape = self.state_flag(state, "escape_proxy") == Some(true);
        let smart = self.state_flag(state, "smart_cast") != Some(false);
        self.lifted(&[value], move |me, value| {
            let mut value = value[0].clone();
            if value.is_unknown() {
                return Ok(value);
            }
            if escape && let Some(text) = value.as_str().filter(|text| text.contains("\\$")) {
                value = Val { kind: V::Str(text.replace("\\$", "$").into()), place: value.place };
            }
            let mut cast = cast.clone().filter(|cast| !matches!(cast.kind, V::None));
            if smart && cast.is_none() {
                cast = match &default {
                    Some(default) if !matches!(default.kind, V::None) => match type_of(default) {
                        Some(name) => Some(Val::new(V::Symbol(name.into()))),
                        None if value.as_str().is_some() => {
                            return Ok(me.hole_of(default, "a cast to the type of the default"));
                        }
                        None => None,
                    },
                    _ => None,
                };
            }
            let none = matches!(default.as_ref().map(|value| &value.kind), Some(V::None));
            if none && value.as_str().is_some_and(|text| text.is_empty()) {
                value = Val { kind: V::None, place: value.place };
            }
            let same = match &default {
                None => Some(false),
                Some(default) => me.equal(&value, default),
            };
            match same {
                Some(true) if !parse_default || matches!(value.kind, V::None) => Ok(value),
                Some(_) => me.parse_value(value, cast.as_ref()),
                None => Ok(me.hole_of(default.as_ref().unwrap_or(&value), "a comparison")),
            }
        })
    }

    /// `Env.parse_value`.
    fn parse_value(&mut self, value: Val<'a>, cast: Option<&Val<'a>>) -> Eval<'a> {
        let Some(cast) = cast.filter(|cast| !matches!(cast.kind, V::None)) else { return Ok(value) };
        let Some(text) = value.as_str().cloned() else { return self.parse_again(value, cast) };
        if let Some(known) = self.environ_cast(cast) {
            let result = casts::environ(&text, &known);
            let result = self.outcome(result)?;
            return Ok(result.placed(self.statement));
        }
        let items = |text: &str| -> Vec<Val<'a>> {
            text.split(',').filter(|item| !item.is_empty()).map(Val::str).collect()
        };
        let (parts, item) = match &cast.kind {
            V::List(_) => (items(&text), self.raw_items(cast).first().cloned()),
            V::Tuple(casts) => (items(text.trim_matches('(').trim_matches(')')), casts.first().cloned()),
            V::Dict(_) => return Ok(self.unsupported("a cast", Some(self.statement))),
            _ => return self.call(cast, vec![value], Vec::new()),
        };
        let Some(item) = item else { return self.raise("IndexError", "list index out of range".to_owned()) };
        let mut made = Vec::with_capacity(parts.len());
        for part in parts {
            made.push(self.call(&item, vec![part], Vec::new())?);
        }
        Ok(Val::at(
            if matches!(cast.kind, V::List(_)) { self.new_list(made) } else { V::Tuple(made.into()) },
            self.statement,
        ))
    }

    /// A value that is no text: it was cast already, as what another variable
    /// stands for is.
    fn parse_again(&mut self, value: Val<'a>, cast: &Val<'a>) -> Eval<'a> {
        let class = self.type_name(&value);
        let missing = |name: &str| format!("'{class}' object has no attribute '{name}'");
        match &cast.kind {
            V::Symbol(name) => match &**name {
                "bool" => {
                    let number = self.call(&Val::new(V::Symbol("int".into())), vec![value], Vec::new())?;
                    Ok(match number.kind {
                        V::Int(number) => Val::new(V::Bool(number != 0)),
                        _ => number,
                    })
                }
                "list" | "dict" => self.raise("AttributeError", missing("split")),
                "tuple" => self.raise("AttributeError", missing("strip")),
                "float" => {
                    self.raise("TypeError", format!("expected string or bytes-like object, got '{class}'"))
                }
                "json.loads" => self.raise(
                    "TypeError",
                    format!("the JSON object must be str, bytes or bytearray, not {class}"),
                ),
                "urllib.parse.urlparse" => match &value.kind {
                    V::None => Ok(self.unsupported("urlparse(None)", value.place)),
                    _ => self.raise("AttributeError", missing("decode")),
                },
                _ => self.call(cast, vec![value], Vec::new()),
            },
            V::List(_) | V::Dict(_) => self.raise("AttributeError", missing("split")),
            V::Tuple(_) => self.raise("AttributeError", missing("strip")),
            _ => self.call(cast, vec![value], Vec::new()),
        }
    }

    /// A cast of django-environ, if the value stands for one.
    fn environ_cast(&self, cast: &Val<'a>) -> Option<casts::Environ> {
        Some(match &cast.kind {
            V::Symbol(name) => match &**name {
                "bool" => casts::Environ::Bool,
                "float" => casts::Environ::Float,
                "list" => casts::Environ::List(None),
                "tuple" => casts::Environ::Tuple(None),
                "dict" => casts::Environ::Dict,
                _ => casts::Environ::Plain(plain_cast(cast)?),
            },
            V::List(id) => match self.object(*id) {
                Object::List(items) => casts::Environ::List(Some(plain_cast(items.first()?)?)),
                _ => return None,
            },
            V::Tuple(items) => casts::Environ::Tuple(Some(plain_cast(items.first()?)?)),
            V::Dict(id) => match self.object(*id) {
                Object::Dict(table) => self.environ_dict_cast(table)?,
                _ => return None,
            },
            _ => return None,
        })
    }

    /// `{'key': str, 'value': int, 'cast': {'name': bool}}`.
    fn environ_dict_cast(&self, table: &Table<'a>) -> Option<casts::Environ> {
        let key = table.get("key").map_or(Some(casts::Plain::Str), plain_cast)?;
        let value = match table.get("value") {
            Some(value) => self.environ_cast(value)?,
            None => casts::Environ::Plain(casts::Plain::Str),
        };
        let mut by_key = Vec::new();
        if let Some(casts) = table.get("cast") {
            for (name, cast) in self.text_pairs(casts) {
                by_key.push((name.to_string(), self.environ_cast(&cast)?));
            }
        }
        Some(casts::Environ::DictOf { key, value: Box::new(value), by_key })
    }

    /// `Env.db_url_config(url, engine=…)` and its kin.
    fn environ_url_config(
        &mut self,
        config: &str,
        url: Option<Val<'a>>,
        given: Arguments<'_, 'a>,
    ) -> Eval<'a> {
        let Some(url) = url else { return self.raise("TypeError", "missing the URL".to_owned()) };
        let text = match &url.kind {
            V::Str(text) => text.clone(),
            V::Native(_) => match self.url_text_of(&url) {
                Some(text) => text,
                None => return Ok(self.unsupported("a URL", url.place)),
            },
            // No URL is no configuration.
            V::None => return Ok(self.empty_dict()),
            V::Dict(id) if matches!(self.object(*id), Object::Dict(table) if table.pairs.is_empty() && table.open.is_none()) =>
            {
                return Ok(self.empty_dict());
            }
            _ if url.is_unknown() => return Ok(url),
            _ => return Ok(self.hole_of(&url, "a URL")),
        };
        // A parsed URL is true even where its text is empty.
        if text.is_empty() && config != "db_url_config" && matches!(url.kind, V::Str(_)) {
            return Ok(self.empty_dict());
        }
        let wanted = given.named("engine").or_else(|| given.named("backend"));
        let wanted = wanted.and_then(|value| value.as_str().cloned());
        let wanted = wanted.as_deref();
        let installed = urls::Installed {
            django: (u32::from(self.host.django.0), u32::from(self.host.django.1)),
            django_redis: self.host.installed.contains("django_redis"),
            pymemcache: self.host.installed.contains("pymemcache"),
        };
        let result = match config {
            "db_url_config" => urls::db_url(&text, wanted, &installed),
            // Which class it is depends on what is installed, and a
            // requirement is no proof of that.
            "cache_url_config" if installed.django_redis => {
                let without = urls::Installed { django_redis: false, ..installed.clone() };
                let first = self.outcome(urls::cache_url(&text, wanted, &installed))?;
                let second = self.outcome(urls::cache_url(&text, wanted, &without))?;
                let unknown = self.unknown(Reason::ThirdParty("django_redis".into()), Some(self.statement));
                let why = merge_unknown([&unknown]).expect("it is unknown");
                return Ok(self.join(&first, &second, Usual::Neither, &why));
            }
            "cache_url_config" => urls::cache_url(&text, wanted, &installed),
            "email_url_config" => urls::email_url(&text, wanted),
            "search_url_config" => urls::search_url(&text, wanted),
            "channels_url_config" => urls::channels_url(&text, wanted),
            _ => return Ok(self.unsupported(format!("Env.{config}()"), Some(self.statement))),
        };
        let made = self.outcome(result)?;
        Ok(made.placed(self.statement))
    }

    /// `Env.read_env(path, overwrite=…, NAME="text")`.
    fn environ_read_env(&mut self, given: Arguments<'_, 'a>) -> Eval<'a> {
        let text: Option<Rc<str>> = match given.get(0, "env_file") {
            Some(value) if matches!(value.kind, V::Native(_)) && self.text_left(&value).is_some() => {
                self.text_left(&value)
            }
            Some(value) if !matches!(value.kind, V::None) => match path_text(&value) {
                Some(path) => self.given_text(&path).map(Rc::from),
                None => None,
            },
            _ => self.given_text(&format!("{}/.env", self.here())).map(Rc::from),
        };
        // Further arguments are set like lines of the file, which wins over them.
        let mut pairs: Vec<(String, Val<'a>)> = Vec::new();
        if let Some(text) = text {
            let place = Some(self.statement);
            for (name, value) in given.named {
                if !matches!(&**name, "env_file" | "overwrite" | "parse_comments" | "encoding") {
                    let text =
                        self.call(&Val::new(V::Symbol("str".into())), vec![value.clone()], Vec::new())?;
                    pairs.push((name.to_string(), text));
                }
            }
            for (name, value) in dotenv::environ(&text, given.flag(2, "parse_comments")) {
                let value = Val { kind: V::Str(value.into()), place };
                match pairs.iter_mut().find(|(known, _)| *known == name) {
                    Some(pair) => pair.1 = value,
                    None => pairs.push((name, value)),
                }
            }
        }
        self.load_values(pairs, given.flag(1, "overwrite"));
        Ok(Val::new(V::None))
    }
}

/// The type of a default, which a text is then cast to.
fn type_of(value: &Val<'_>) -> Option<&'static str> {
    Some(match &value.kind {
        V::Bool(_) => "bool",
        V::Int(_) => "int",
        V::Float(_) => "float",
        V::Str(_) => "str",
        V::List(_) => "list",
        V::Tuple(_) => "tuple",
        V::Dict(_) => "dict",
        V::Set(_) => "set",
        V::Path(_) => "pathlib.Path",
        V::Decimal(_) => "decimal.Decimal",
        _ => return None,
    })
}
