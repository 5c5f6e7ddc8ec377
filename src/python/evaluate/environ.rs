//! Environment variables and the packages that read them.

use std::rc::Rc;

use super::call::Named;
use super::heap::Usual;
use super::object::{Alternatives, Native, Object, V, Val, merge_unknown};
use super::{Eval, Evaluator, Raise};
use crate::python::library::{casts, dotenv, urls};
use crate::python::value::{EnvironmentRead, Kind, Reason, Value};

/// What the host has under a name.
enum Variable<'a> {
    Set(Val<'a>),
    Unset,
    /// The host decides; the value that holds if it does not (from a `.env`).
    Open(Option<Val<'a>>),
}

/// What a reader does without a value.
enum Missing<'a> {
    Default(Val<'a>),
    Raise(&'static str, String),
}

impl<'a> Evaluator<'a> {
    fn variable(&self, name: &str) -> Variable<'a> {
        let Object::Dict(table) = self.object(self.environ) else { return Variable::Open(None) };
        match table.get(name) {
            Some(value) => match &value.kind {
                V::Maybe(maybe) if maybe.open.is_some() => Variable::Open(maybe.usual.clone()),
                V::Unknown(_) => Variable::Open(None),
                _ => Variable::Set(value.clone()),
            },
            None if self.is_unset(name) => Variable::Unset,
            None => Variable::Open(None),
        }
    }

    /// Whether the host has no such variable, for certain.
    pub(super) fn is_unset(&self, name: &str) -> bool {
        self.host.closed || self.host.unset.contains(name)
    }

    /// A read of a variable that is there: of the host's or of a file's, for one that
    /// the settings set themselves is nothing that the server must provide.
    pub(super) fn record_given(&mut self, name: &Val<'a>, default: Option<&Val<'a>>) {
        if let Some(name) = name.as_str().cloned()
            && (self.host.environment.contains_key(&*name) || self.loaded.contains(&*name))
        {
            self.record(&name, "str", default, default.is_none());
        }
    }

    fn record(&mut self, name: &Rc<str>, cast: &'static str, default: Option<&Val<'a>>, required: bool) {
        if self.quiet_reads > 0 || self.reads.len() > 2000 {
            return;
        }
        let default = default.map(|default| self.export(default));
        let read = EnvironmentRead { name: name.clone(), place: self.statement, cast, default, required };
        if !self.reads.iter().any(|known| known.name == read.name && known.place == read.place) {
            self.reads.push(read);
        }
    }

    /// `os.environ[name]`, `.get(name, default)`.
    pub(super) fn read_environment(
        &mut self,
        name: &Rc<str>,
        default: Option<Val<'a>>,
        required: bool,
        cast: &'static str,
    ) -> Eval<'a> {
        let missing = match default {
            Some(default) => Missing::Default(default),
            None => Missing::Raise("KeyError", format!("'{name}'")),
        };
        let _ = required;
        self.read_as(name, missing, cast, false, |_, text| Ok(text))
    }

    /// Reads a variable through a cast.
    fn read_as(
        &mut self,
        name: &Rc<str>,
        missing: Missing<'a>,
        cast_name: &'static str,
        cast_default: bool,
        mut cast: impl FnMut(&mut Self, Val<'a>) -> Eval<'a>,
    ) -> Eval<'a> {
        let required = matches!(missing, Missing::Raise(..));
        let shown = match &missing {
            Missing::Default(default) => Some(default.clone()),
            Missing::Raise(..) => None,
        };
        self.record(name, cast_name, shown.as_ref(), required);
        match self.variable(name) {
            Variable::Set(value) => {
                let value = Val { place: value.place.or(Some(self.statement)), ..value };
                self.lifted(&[value], |me, value| cast(me, value[0].clone()))
            }
            Variable::Unset => match missing {
                Missing::Default(default) if cast_default => cast(self, default),
                Missing::Default(default) => Ok(default),
                Missing::Raise(class, message) => self.raise(class, message),
            },
            Variable::Open(usual) => {
                let because = self.environment_unknown(name);
                let mut joined =
                    Alternatives { usual: None, others: Vec::new(), open: None, because: because.clone() };
                let usual = match (usual, missing) {
                    (Some(text), _) => Some(cast(self, text)),
                    (None, Missing::Default(default)) if cast_default => Some(cast(self, default)),
                    (None, Missing::Default(default)) => Some(Ok(default)),
                    (None, Missing::Raise(class, _)) => {
                        self.doubt(Some(class), true, &because);
                        None
                    }
                };
                if let Some(Ok(usual)) = &usual {
                    self.add_alternative(&mut joined, usual, true);
                }
                if cast_name == "bool" {
                    for truth in [true, false] {
                        self.add_alternative(&mut joined, &Val::new(V::Bool(truth)), false);
                    }
                } else {
                    joined.open = Some(because);
                }
                Ok(self.settle(joined, Some(self.statement)))
            }
        }
    }

    /// A value of django-configurations.
    pub(super) fn read_configured(
        &mut self,
        name: &Rc<str>,
        default: Val<'a>,
        required: bool,
        cast_name: &'static str,
        mut cast: impl FnMut(&mut Self, &str) -> Eval<'a>,
    ) -> Eval<'a> {
        let missing = if required {
            Missing::Raise("ValueError", format!("Value '{name}' needs to be set as an environment variable"))
        } else {
            Missing::Default(default)
        };
        self.read_as(name, missing, cast_name, false, move |me, value| match value.as_str().cloned() {
            Some(text) => cast(me, &text),
            None => Ok(me.hole_of(&value, "an environment variable")),
        })
    }

    /// Values of a `.env` file: each name that the host has not set.
    fn load_values(
        &mut self,
        pairs: Vec<(String, String)>,
        overwrite: bool,
        place: Option<crate::source::Place>,
    ) {
        for (name, text) in pairs {
            self.loaded.insert(name.clone());
            let known = matches!(self.variable(&name), Variable::Set(_));
            let from_host = known || (!self.is_unset(&name) && !overwrite);
            if known && !overwrite {
                continue;
            }
            let value = Val { kind: V::Str(text.into()), place };
            let value = if from_host && !overwrite {
                let because = self.environment_unknown(&name.as_str().into());
                self.settle(
                    Alternatives {
                        usual: Some(value),
                        others: Vec::new(),
                        open: Some(because.clone()),
                        because,
                    },
                    place,
                )
            } else {
                value
            };
            let environ = Val::new(V::Dict(self.environ));
            let _ = self.set_item(&environ, &Val::str(name), value);
        }
    }

    /// The folder of the running file, as a marked path.
    fn here(&self) -> String {
        let path = &self.sources.tree().file(self.frame().file).path;
        match path.rsplit_once('/') {
            Some((folder, _)) => format!("<ROOT>/{folder}"),
            None => "<ROOT>".to_owned(),
        }
    }

    /// A file of this name in the folder or in one above it.
    fn find_upwards(&self, name: &str) -> Option<String> {
        let mut folder = self.here();
        loop {
            let candidate = format!("{folder}/{name}");
            if self.given_file(&candidate).is_some() {
                return Some(candidate);
            }
            folder = folder.rsplit_once('/')?.0.to_owned();
        }
    }

    fn text_argument(&self, value: Option<&Val<'a>>) -> Option<Rc<str>> {
        match &value?.kind {
            V::Str(text) | V::Path(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Objects of the readers, and functions with state, called.
    pub(super) fn call_native(
        &mut self,
        native: &Rc<Native<'a>>,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        match &**native {
            Native::Environ { .. } => self.environ_read(native, "", positional, named),
            Native::Decouple => self.decouple_read(positional, &named),
            Native::Environs { .. } => self.environs_read(native, "str", positional, named),
            Native::Csv { .. } => {
                let native = native.clone();
                self.lifted(&positional, move |me, arguments| me.csv(&native, arguments.first()))
            }
            Native::Partial { function, positional: first, named: given } => {
                let mut all = first.clone();
                all.extend(positional);
                let mut names = given.clone();
                for (name, value) in named {
                    names.retain(|(known, _)| *known != name);
                    names.push((name, value));
                }
                self.call(&function.clone(), all, names)
            }
            Native::ItemGetter(keys) => {
                let Some(container) = positional.first() else {
                    return self.raise("TypeError", "itemgetter expected 1 argument".to_owned());
                };
                let mut items = Vec::new();
                for key in keys {
                    items.push(self.lifted(&[container.clone(), key.clone()], |me, arguments| {
                        me.subscript(&arguments[0], &arguments[1])
                    })?);
                }
                Ok(if items.len() == 1 { items.remove(0) } else { Val::new(V::Tuple(items.into())) })
            }
            Native::Opaque(name) if &**name == "dataclasses.dataclass" || name.starts_with("functools.") => {
                Ok(positional.first().cloned().unwrap_or_else(|| Val::new(V::None)))
            }
            Native::Opaque(name) => Ok(self.unsupported(format!("{name}()"), Some(self.statement))),
            Native::EnvironPath(base) => {
                let mut parts = vec![self.str_value(base)];
                for part in &positional {
                    match &part.kind {
                        V::Str(text) => parts.push(self.str_value(text)),
                        _ => return Ok(self.hole_of(part, "a part of a path")),
                    }
                }
                let result = crate::python::library::path::os_path("join", &parts, &[]);
                self.outcome(result)
            }
            Native::ContextMaker(function) => match &function.kind {
                V::Function(function) => Ok(Val::new(V::Native(Rc::new(Native::Context {
                    function: function.clone(),
                    positional,
                    named,
                })))),
                _ => Ok(self.unsupported("a call of an object", Some(self.statement))),
            },
            Native::Property { .. }
            | Native::EnumAuto
            | Native::Field(_)
            | Native::Context { .. }
            | Native::Suppress(_)
            | Native::NullContext(_)
            | Native::Super(..)
            | Native::File(_)
            | Native::Url(_)
            | Native::Configured(_) => Ok(self.unsupported("a call of an object", Some(self.statement))),
        }
    }

    pub(super) fn native_method(
        &mut self,
        native: &Rc<Native<'a>>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        match &**native {
            Native::Environ { .. } => match name {
                "read_env" => self.environ_read_env(&positional, &named),
                "__call__" => self.environ_read(native, "", positional, named),
                _ => self.environ_read(native, name, positional, named),
            },
            Native::Environs { prefix } => match name {
                "read_env" => {
                    self.load_dotenv(&positional, &named);
                    Ok(Val::new(V::Bool(true)))
                }
                "seal" => Ok(Val::new(V::None)),
                "prefixed" => {
                    let more = self.text_argument(positional.first()).unwrap_or_default();
                    Ok(Val::new(V::Native(Rc::new(Native::Environs {
                        prefix: format!("{prefix}{more}").into(),
                    }))))
                }
                _ => self.environs_read(native, name, positional, named),
            },
            Native::EnvironPath(_) if name == "path" => {
                let joined = self.call_native(native, positional, Vec::new())?;
                Ok(match joined.kind {
                    V::Str(text) => Val::new(V::Native(Rc::new(Native::EnvironPath(text)))),
                    _ => joined,
                })
            }
            Native::File(text) => {
                let text = text.clone();
                Ok(match name {
                    "read" => Val::new(V::Str(text)),
                    "readlines" => {
                        let lines = text.split_inclusive('\n').map(Val::str).collect();
                        Val::new(self.new_list(lines))
                    }
                    "readline" => Val::str(text.split_inclusive('\n').next().unwrap_or("")),
                    "close" | "__exit__" => Val::new(V::None),
                    "__enter__" => Val::new(V::Native(native.clone())),
                    _ => self.unsupported("a method of a file", Some(self.statement)),
                })
            }
            Native::Super(_, receiver) if self.payload(receiver).is_some() && name != "__setattr__" => {
                self.held_method(&receiver.clone(), name, positional, named)
            }
            Native::Super(_, receiver) => match (name, self.attribute_scope(receiver)) {
                ("__init__", Some(scope)) => {
                    self.bind_in(scope, "args", Val::new(V::Tuple(positional.into())));
                    Ok(Val::new(V::None))
                }
                ("__setattr__", Some(scope)) => {
                    if let [name, value] = &positional[..]
                        && let V::Str(name) = &name.kind
                    {
                        self.bind_in(scope, &name.clone(), value.clone());
                    }
                    Ok(Val::new(V::None))
                }
                ("__str__" | "__repr__", _) => self.raised_text(&receiver.clone(), name == "__repr__"),
                _ => Ok(self.unsupported(format!("super().{name}()"), Some(self.statement))),
            },
            Native::Property { get, set } => Ok(match (name, positional.into_iter().next()) {
                ("setter", Some(set)) => {
                    Val::new(V::Native(Rc::new(Native::Property { get: get.clone(), set: Some(set) })))
                }
                ("getter", Some(get)) => {
                    Val::new(V::Native(Rc::new(Native::Property { get, set: set.clone() })))
                }
                ("deleter", Some(_)) => Val::new(V::Native(native.clone())),
                _ => self.unsupported(format!(".{name}()"), Some(self.statement)),
            }),
            _ => Ok(self.unsupported(format!(".{name}()"), Some(self.statement))),
        }
    }

    // --- django-environ ---

    /// `environ.Env(NAME=(cast, default), OTHER=cast)`.
    pub(super) fn make_environ(&mut self, named: Named<'a>) -> Val<'a> {
        let mut scheme = Vec::new();
        for (name, value) in named {
            match &value.kind {
                V::Tuple(pair) if pair.len() == 2 => {
                    scheme.push((name, pair[0].clone(), Some(pair[1].clone())))
                }
                _ => scheme.push((name, value, None)),
            }
        }
        Val::new(V::Native(Rc::new(Native::Environ { scheme, prefix: "".into() })))
    }

    pub(super) fn environ_read_env(&mut self, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let option = |wanted: &str| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value);
        let given = positional.first().or_else(|| option("env_file"));
        let overwrite = option("overwrite").or_else(|| positional.get(1));
        let overwrite = matches!(overwrite.map(|value| &value.kind), Some(V::Bool(true)));
        let comments = matches!(option("parse_comments").map(|value| &value.kind), Some(V::Bool(true)));
        let path: Option<Rc<str>> = match given {
            Some(value) if !matches!(value.kind, V::None) => match self.text_argument(Some(value)) {
                Some(path) => Some(path),
                None => return Ok(Val::new(V::None)),
            },
            _ => Some(format!("{}/.env", self.here()).into()),
        };
        if let Some(text) = path.as_deref().and_then(|path| self.given_text(path)) {
            let pairs = dotenv::environ(text, comments);
            self.load_values(pairs, overwrite, None);
        }
        for (name, value) in named {
            // Further names are set like lines of the file.
            if !matches!(&**name, "env_file" | "overwrite" | "parse_comments" | "encoding")
                && let V::Str(text) = &value.kind
            {
                self.load_values(vec![(name.to_string(), text.to_string())], overwrite, value.place);
            }
        }
        Ok(Val::new(V::None))
    }

    fn environ_read(
        &mut self,
        native: &Rc<Native<'a>>,
        method: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let Native::Environ { scheme, prefix } = &**native else { unreachable!("called for readers alone") };
        let option =
            |wanted: &str| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone());
        // Positions of `cast` and `default` differ from method to method.
        let (cast_at, default_at) = match method {
            "" => (Some(1), 2),
            "list" | "tuple" | "dict" => (Some(1), 2),
            _ => (None, 1),
        };
        let (fixed, url): (Option<&'static str>, Option<&'static str>) = match method {
            "" | "get_value" => (None, None),
            "str" | "unicode" => (Some("str"), None),
            "bool" => (Some("bool"), None),
            "int" => (Some("int"), None),
            "float" => (Some("float"), None),
            "json" => (Some("json"), None),
            "list" => (Some("list"), None),
            "tuple" => (Some("tuple"), None),
            "dict" => (Some("dict"), None),
            "bytes" => (Some("bytes"), None),
            "path" => (Some("path"), None),
            "url" => (Some("url"), None),
            "db" | "db_url" => (None, Some("DATABASE_URL")),
            "cache" | "cache_url" => (None, Some("CACHE_URL")),
            "email" | "email_url" => (None, Some("EMAIL_URL")),
            "search_url" => (None, Some("SEARCH_URL")),
            "channels" | "channels_url" => (None, Some("CHANNELS_URL")),
            _ => return Ok(self.unsupported(format!("Env.{method}()"), Some(self.statement))),
        };
        let written = match positional.first().cloned().or_else(|| option("var")) {
            Some(name) => name,
            None => match url {
                Some(name) => Val::str(name),
                None => return self.raise("TypeError", "missing the variable's name".to_owned()),
            },
        };
        let Some(name) = written.as_str().cloned() else {
            return Ok(self.hole_of(&written, "a variable whose name is not known"));
        };
        let name: Rc<str> = if prefix.is_empty() { name } else { format!("{prefix}{name}").into() };
        let mut default = positional.get(default_at).cloned().or_else(|| option("default"));
        if matches!(default.as_ref().map(|value| &value.kind), Some(V::Symbol(symbol)) if symbol.ends_with("NOTSET"))
        {
            default = None;
        }
        let mut cast = cast_at.and_then(|at| positional.get(at).cloned()).or_else(|| option("cast"));
        if let Some((_, scheme_cast, scheme_default)) = scheme.iter().find(|(known, _, _)| *known == name) {
            if fixed.is_none() && cast.is_none() && url.is_none() {
                cast = Some(scheme_cast.clone());
            }
            default = default.or_else(|| scheme_default.clone());
        }
        if let Some(url) = url {
            let installed = self.environ_installed();
            let wanted =
                option("engine").or_else(|| option("backend")).and_then(|value| value.as_str().cloned());
            let missing = match default {
                Some(default) => Missing::Default(default),
                None => {
                    Missing::Raise("ImproperlyConfigured", format!("Set the {name} environment variable"))
                }
            };
            // The default is a URL as well.
            return self.read_as(&name, missing, "url", true, move |me, value| match &value.kind {
                V::Str(text) => {
                    let text = text.clone();
                    let result = match url {
                        "DATABASE_URL" => urls::db_url(&text, wanted.as_deref(), &installed),
                        // Which class it is depends on what is installed, and a
                        // requirement is no proof of that.
                        "CACHE_URL" if installed.django_redis => {
                            let without = urls::Installed { django_redis: false, ..installed.clone() };
                            let first = me.outcome(urls::cache_url(&text, wanted.as_deref(), &installed));
                            let second = me.outcome(urls::cache_url(&text, wanted.as_deref(), &without));
                            let (first, second) = (first?, second?);
                            let unknown =
                                me.unknown(Reason::ThirdParty("django_redis".into()), Some(me.statement));
                            let why = merge_unknown([&unknown]).expect("it is unknown");
                            return Ok(me.join(&first, &second, Usual::Neither, &why));
                        }
                        "CACHE_URL" => urls::cache_url(&text, wanted.as_deref(), &installed),
                        "EMAIL_URL" => urls::email_url(&text, wanted.as_deref()),
                        "SEARCH_URL" => urls::search_url(&text, wanted.as_deref()),
                        _ => urls::channels_url(&text, wanted.as_deref()),
                    };
                    me.outcome(result)
                }
                V::None => Ok(Val::new(me.new_dict(super::object::Table::default()))),
                V::Dict(_) => Ok(value),
                _ => Ok(me.hole_of(&value, "a URL")),
            });
        }
        let smart = default.clone().filter(|default| !matches!(default.kind, V::None));
        let fixed_cast = match (fixed, &cast) {
            (Some("list"), Some(item)) => {
                let item = item.clone();
                Some(Val::new(self.new_list(vec![item])))
            }
            (Some("tuple"), Some(item)) => Some(Val::new(V::Tuple([item.clone()].into()))),
            (Some("dict"), Some(shape)) => Some(shape.clone()),
            (Some(name), _) => Some(Val::new(V::Symbol(name.into()))),
            (None, Some(cast)) => Some(cast.clone()),
            (None, None) => None,
        };
        let cast_name = self.cast_name(fixed_cast.as_ref(), smart.as_ref());
        let multiline = matches!(option("multiline").map(|value| value.kind), Some(V::Bool(true)));
        let none_default = matches!(default.as_ref().map(|value| &value.kind), Some(V::None));
        let missing = match default.clone() {
            Some(default) => Missing::Default(default),
            None => Missing::Raise("ImproperlyConfigured", format!("Set the {name} environment variable")),
        };
        self.read_as(&name, missing, cast_name, false, move |me, value| {
            let Some(text) = value.as_str().cloned() else {
                return Ok(me.hole_of(&value, "an environment variable"));
            };
            if let Some(target) = text.strip_prefix('$') {
                // `$OTHER`: the value of another variable.
                let target: Rc<str> = target.into();
                let missing =
                    Missing::Raise("ImproperlyConfigured", format!("Set the {target} environment variable"));
                let cast = fixed_cast.clone();
                let smart = smart.clone();
                return me.read_as(&target, missing, cast_name, false, move |me, value| {
                    match value.as_str().cloned() {
                        Some(text) => me.environ_cast(&text, cast.as_ref(), smart.as_ref()),
                        None => Ok(me.hole_of(&value, "an environment variable")),
                    }
                });
            }
            if none_default && text.is_empty() {
                return Ok(Val::new(V::None));
            }
            let text: Rc<str> = if multiline { casts::environ_multiline(&text).into() } else { text };
            me.environ_cast(&text, fixed_cast.as_ref(), smart.as_ref())
        })
    }

    fn environ_installed(&self) -> urls::Installed {
        urls::Installed {
            django: (u32::from(self.host.django.0), u32::from(self.host.django.1)),
            django_redis: self.host.installed.contains("django_redis"),
            pymemcache: self.host.installed.contains("pymemcache"),
        }
    }

    /// The cast's name for the list of variables.
    fn cast_name(&self, cast: Option<&Val<'a>>, default: Option<&Val<'a>>) -> &'static str {
        let by_kind = |value: &Val<'a>| match &value.kind {
            V::Bool(_) => "bool",
            V::Int(_) => "int",
            V::Float(_) => "float",
            V::List(_) => "list",
            V::Tuple(_) => "tuple",
            V::Dict(_) => "dict",
            _ => "str",
        };
        match cast.map(|cast| &cast.kind) {
            Some(V::Symbol(name)) => match &**name {
                "bool" => "bool",
                "int" => "int",
                "float" => "float",
                "list" => "list",
                "tuple" => "tuple",
                "dict" => "dict",
                "json" | "json.loads" => "json",
                "path" => "path",
                "url" => "url",
                _ => "str",
            },
            Some(_) => by_kind(cast.expect("matched above")),
            None => default.map_or("str", by_kind),
        }
    }

    fn environ_cast(&mut self, text: &str, cast: Option<&Val<'a>>, default: Option<&Val<'a>>) -> Eval<'a> {
        let cast = match cast {
            Some(cast) => cast.clone(),
            // `smart_cast`: the type of the default.
            None => match default {
                None => return Ok(Val { kind: V::Str(text.into()), place: Some(self.statement) }),
                Some(default) => {
                    let Some(plain) = self.plain(default) else {
                        return Ok(self.unsupported("a cast", None));
                    };
                    let result =
                        casts::Environ::for_default(&plain).and_then(|cast| casts::environ(text, &cast));
                    return self.outcome(result);
                }
            },
        };
        match self.environ_cast_of(&cast) {
            Some(cast) => {
                let result = casts::environ(text, &cast);
                self.outcome(result)
            }
            None => self.call(&cast, vec![Val::str(text)], Vec::new()),
        }
    }

    /// A cast of django-environ, if the value stands for one.
    fn environ_cast_of(&self, cast: &Val<'a>) -> Option<casts::Environ> {
        Some(match &cast.kind {
            V::None => casts::Environ::None,
            V::Symbol(name) => match &**name {
                "str" => casts::Environ::Plain(casts::Plain::Str),
                "bool" => casts::Environ::Bool,
                "int" => casts::Environ::Plain(casts::Plain::Int),
                "float" => casts::Environ::Float,
                "list" => casts::Environ::List(None),
                "tuple" => casts::Environ::Tuple(None),
                "dict" => casts::Environ::Dict,
                "bytes" => casts::Environ::Bytes,
                "json" | "json.loads" => casts::Environ::Plain(casts::Plain::Json),
                "path" | "pathlib.Path" => casts::Environ::Plain(casts::Plain::Path),
                _ => return None,
            },
            V::List(id) => match self.object(*id) {
                Object::List(items) => casts::Environ::List(Some(plain_cast(items.first()?)?)),
                _ => return None,
            },
            V::Tuple(items) => casts::Environ::Tuple(Some(plain_cast(items.first()?)?)),
            V::Dict(id) => match self.object(*id) {
                Object::Dict(table) => {
                    let key = table.get("key").map_or(Some(casts::Plain::Str), plain_cast)?;
                    let value = match table.get("value") {
                        Some(value) => self.environ_cast_of(value)?,
                        None => casts::Environ::Plain(casts::Plain::Str),
                    };
                    let mut by_key = Vec::new();
                    if let Some(V::Dict(id)) = table.get("cast").map(|cast| &cast.kind)
                        && let Object::Dict(table) = self.object(*id)
                    {
                        for (name, cast) in table.pairs.values() {
                            by_key.push((name.as_str()?.to_string(), self.environ_cast_of(cast)?));
                        }
                    }
                    casts::Environ::DictOf { key, value: Box::new(value), by_key }
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    // --- python-decouple ---

    fn decouple_read(&mut self, positional: Vec<Val<'a>>, named: &Named<'a>) -> Eval<'a> {
        let option =
            |wanted: &str| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone());
        let Some(name) = positional.first().cloned().or_else(|| option("option")) else {
            return self.raise("TypeError", "missing the option's name".to_owned());
        };
        let Some(name) = name.as_str().cloned() else {
            return Ok(self.hole_of(&name, "a variable whose name is not known"));
        };
        let default = positional.get(1).cloned().or_else(|| option("default"));
        let cast = positional.get(2).cloned().or_else(|| option("cast"));
        let cast_name = match cast.as_ref().map(|cast| &cast.kind) {
            Some(V::Native(_)) => "list",
            _ => self.cast_name(cast.as_ref(), None),
        };
        // A file next to the settings, or in a folder above them, comes after
        // the environment.
        let mut filed = None;
        if let Some(path) = self.find_upwards("settings.ini").or_else(|| self.find_upwards(".env"))
            && let Some(text) = self.given_text(&path)
        {
            let pairs = if path.ends_with(".ini") { ini_settings(text) } else { dotenv::decouple(text) };
            filed = pairs.into_iter().rev().find(|(key, _)| **key == *name).map(|(_, value)| value);
        }
        let missing = match (filed, default) {
            (Some(text), _) => Missing::Default(Val::str(text)),
            (None, Some(default)) => Missing::Default(default),
            (None, None) => Missing::Raise(
                "UndefinedValueError",
                format!("{name} not found. Declare it as envvar or define a default value."),
            ),
        };
        self.read_as(&name, missing, cast_name, true, move |me, value| match &cast {
            None => Ok(value),
            Some(cast) => me.decouple_cast(&value, cast),
        })
    }

    fn decouple_cast(&mut self, value: &Val<'a>, cast: &Val<'a>) -> Eval<'a> {
        if matches!(&cast.kind, V::Symbol(name) if &**name == "bool") {
            return match &value.kind {
                V::Bool(_) => Ok(value.clone()),
                V::Str(text) => {
                    let result = casts::decouple_bool(text).map(|truth| Value::unplaced(Kind::Bool(truth)));
                    self.outcome(result)
                }
                V::Int(number) => {
                    let result = casts::decouple_bool(&number.to_string())
                        .map(|truth| Value::unplaced(Kind::Bool(truth)));
                    self.outcome(result)
                }
                V::None => self.raise("ValueError", "Invalid truth value: none".to_owned()),
                _ => Ok(self.hole_of(value, "a truth value")),
            };
        }
        self.call(cast, vec![value.clone()], Vec::new())
    }

    /// `decouple.Csv(cast=..., delimiter=...)`.
    pub(super) fn make_csv(&mut self, positional: &[Val<'a>], named: &Named<'a>) -> Val<'a> {
        let option = |wanted: &str, at: usize| {
            positional
                .get(at)
                .cloned()
                .or_else(|| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone()))
        };
        let text = |value: Option<Val<'a>>, default: &str| -> Rc<str> {
            value.and_then(|value| value.as_str().cloned()).unwrap_or_else(|| default.into())
        };
        let post_process = match option("post_process", 3).map(|value| value.kind) {
            Some(V::Symbol(name)) if &*name == "tuple" => casts::Collected::Tuple,
            Some(V::Symbol(name)) if &*name == "set" => casts::Collected::Set,
            _ => casts::Collected::List,
        };
        let csv = Native::Csv {
            cast: option("cast", 0),
            delimiter: text(option("delimiter", 1), ","),
            strip: text(option("strip", 2), ""),
            post_process,
        };
        Val::new(V::Native(Rc::new(csv)))
    }

    fn csv(&mut self, native: &Rc<Native<'a>>, value: Option<&Val<'a>>) -> Eval<'a> {
        let Native::Csv { cast, delimiter, strip, post_process } = &**native else {
            unreachable!("called for Csv alone")
        };
        let Some(value) = value else { return self.raise("TypeError", "Csv expected a text".to_owned()) };
        let text = match &value.kind {
            V::Str(text) => text.clone(),
            V::None => "".into(),
            _ => return Ok(self.hole_of(value, "a list in a text")),
        };
        let plain = match cast {
            None => Some(casts::Plain::Str),
            Some(cast) => plain_cast(cast),
        };
        let csv = casts::Csv {
            cast: plain.unwrap_or(casts::Plain::Str),
            delimiter: delimiter.to_string(),
            strip: (!strip.is_empty()).then(|| strip.to_string()),
            post_process: *post_process,
        };
        let result = casts::decouple_csv(&text, &csv);
        let list = self.outcome(result)?;
        self.place_items(&list, value.place.or(Some(self.statement)));
        match (plain, cast) {
            // A cast of the settings' own.
            (None, Some(cast)) => {
                let items = self.raw_items(&list);
                let mut made = Vec::with_capacity(items.len());
                for item in items {
                    made.push(self.call(&cast.clone(), vec![item], Vec::new())?);
                }
                Ok(Val::new(self.new_list(made)))
            }
            _ => Ok(list),
        }
    }

    // --- environs ---

    fn environs_read(
        &mut self,
        native: &Rc<Native<'a>>,
        method: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let Native::Environs { prefix } = &**native else { unreachable!("called for readers alone") };
        let option =
            |wanted: &str| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone());
        let Some(name) =
            positional.first().or_else(|| named.iter().find(|(n, _)| &**n == "name").map(|(_, v)| v))
        else {
            return self.raise("TypeError", "missing the variable's name".to_owned());
        };
        let Some(name) = name.as_str().cloned() else {
            return Ok(self.hole_of(name, "a variable whose name is not known"));
        };
        let name: Rc<str> = if prefix.is_empty() { name } else { format!("{prefix}{name}").into() };
        let default = option("default").or_else(|| positional.get(1).cloned());
        let delimiter = option("delimiter").and_then(|value| value.as_str().map(|text| text.to_string()));
        let subcast = option("subcast").and_then(|cast| environs_subcast(&cast));
        let (cast, cast_name) = match method {
            "str" | "" => (casts::Environs::Str, "str"),
            "bool" => (casts::Environs::Bool, "bool"),
            "int" => (casts::Environs::Int, "int"),
            "float" => (casts::Environs::Float, "float"),
            "decimal" => (casts::Environs::Decimal, "str"),
            "json" => (casts::Environs::Json, "json"),
            "path" => (casts::Environs::Path, "path"),
            "log_level" => (casts::Environs::LogLevel, "int"),
            "timedelta" => (casts::Environs::Timedelta, "str"),
            "list" => (
                casts::Environs::List {
                    subcast: subcast.map(Box::new),
                    delimiter: delimiter.unwrap_or_else(|| ",".to_owned()),
                },
                "list",
            ),
            "dict" => (
                casts::Environs::Dict {
                    keys: option("subcast_keys").and_then(|cast| environs_subcast(&cast)).map(Box::new),
                    values: option("subcast_values").and_then(|cast| environs_subcast(&cast)).map(Box::new),
                    delimiter: delimiter.unwrap_or_else(|| ",".to_owned()),
                    between: "=".to_owned(),
                },
                "dict",
            ),
            "dj_db_url" => {
                let options = self.database_options(&named)?;
                let missing = match default {
                    Some(default) => Missing::Default(default),
                    None => Missing::Raise("EnvError", format!("Environment variable \"{name}\" not set")),
                };
                return self
                    .read_as(&name, missing, "url", true, move |me, value| me.database_of(&value, &options));
            }
            _ => return Ok(self.unsupported(format!("env.{method}()"), Some(self.statement))),
        };
        let missing = match default {
            Some(default) => Missing::Default(default),
            None => Missing::Raise("EnvError", format!("Environment variable \"{name}\" not set")),
        };
        let shown = name.clone();
        self.read_as(&name, missing, cast_name, false, move |me, value| match value.as_str().cloned() {
            Some(text) => {
                let result = casts::environs(&shown, &text, &cast);
                me.outcome(result)
            }
            None => Ok(me.hole_of(&value, "an environment variable")),
        })
    }

    // --- dj-database-url ---

    fn database_options(&mut self, named: &Named<'a>) -> Result<urls::DatabaseOptions, Raise<'a>> {
        let mut options = urls::DatabaseOptions::default();
        for (name, value) in named {
            match &**name {
                "engine" => options.engine = value.as_str().map(|text| text.to_string()),
                "conn_max_age" => options.conn_max_age = self.export(value),
                "conn_health_checks" => options.conn_health_checks = self.export(value),
                "disable_server_side_cursors" => options.disable_server_side_cursors = self.export(value),
                "ssl_require" => options.ssl_require = matches!(value.kind, V::Bool(true)),
                "test_options" => options.test_options = self.plain(value),
                _ => {}
            }
        }
        Ok(options)
    }

    fn database_of(&mut self, value: &Val<'a>, options: &urls::DatabaseOptions) -> Eval<'a> {
        match &value.kind {
            V::Str(text) if text.is_empty() => Ok(Val::new(self.new_dict(super::object::Table::default()))),
            V::None => Ok(Val::new(self.new_dict(super::object::Table::default()))),
            V::Str(text) => {
                let result = urls::parse_database(text, options);
                self.outcome(result)
            }
            V::Dict(_) => Ok(value.clone()),
            _ => Ok(self.hole_of(value, "a URL")),
        }
    }

    pub(super) fn dj_database_url(
        &mut self,
        function: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        const ORDER: [&str; 7] = [
            "default",
            "engine",
            "conn_max_age",
            "conn_health_checks",
            "disable_server_side_cursors",
            "ssl_require",
            "test_options",
        ];
        let mut all = named.clone();
        if function == "parse" {
            for (at, value) in positional.iter().enumerate().skip(1) {
                if let Some(name) = ORDER.get(at) {
                    all.push(((*name).into(), value.clone()));
                }
            }
            let Some(first) = positional
                .first()
                .cloned()
                .or_else(|| named.iter().find(|(name, _)| &**name == "url").map(|(_, value)| value.clone()))
            else {
                return self
                    .raise("TypeError", "parse() missing 1 required positional argument: 'url'".to_owned());
            };
            let options = self.database_options(&all)?;
            return self.lifted(&[first], move |me, arguments| {
                if arguments[0].is_unknown() {
                    return Ok(arguments[0].clone());
                }
                me.database_of(&arguments[0], &options)
            });
        }
        for (at, value) in positional.iter().enumerate().skip(1) {
            if let Some(name) = ORDER.get(at - 1) {
                all.push(((*name).into(), value.clone()));
            }
        }
        let option =
            |wanted: &str| all.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone());
        let name =
            positional.first().cloned().or_else(|| option("env")).and_then(|name| name.as_str().cloned());
        let name = name.unwrap_or_else(|| "DATABASE_URL".into());
        let default = option("default").unwrap_or_else(|| Val::new(V::None));
        let options = self.database_options(&all)?;
        self.read_as(&name, Missing::Default(default), "url", true, move |me, value| {
            me.database_of(&value, &options)
        })
    }

    // --- python-dotenv ---

    pub(super) fn load_dotenv(&mut self, positional: &[Val<'a>], named: &Named<'a>) -> bool {
        let option = |wanted: &str| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value);
        let given = positional.first().or_else(|| option("dotenv_path")).or_else(|| option("path"));
        let given = given.filter(|value| !matches!(value.kind, V::None));
        let overwrite = option("override").or_else(|| positional.get(3));
        let overwrite = matches!(overwrite.map(|value| &value.kind), Some(V::Bool(true)));
        let path = match given {
            Some(value) => self.text_argument(Some(value)).map(|text| text.to_string()),
            None => self.find_upwards(".env"),
        };
        let Some(text) = path.as_deref().and_then(|path| self.given_text(path)) else { return false };
        let environment = self.host.environment.clone();
        let pairs = dotenv::python_dotenv_expanded(text, overwrite, &|name| environment.get(name).cloned());
        let pairs = pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        self.load_values(pairs, overwrite, None);
        true
    }

    pub(super) fn dotenv_values(&mut self, positional: &[Val<'a>]) -> Eval<'a> {
        let path = match positional.first() {
            Some(value) => self.text_argument(Some(value)).map(|text| text.to_string()),
            None => self.find_upwards(".env"),
        };
        match path.as_deref().and_then(|path| self.given_text(path)) {
            Some(text) => {
                let pairs = dotenv::python_dotenv_expanded(text, true, &|_| None);
                let dict = self.dict_of(
                    pairs
                        .into_iter()
                        .map(|(name, value)| (Val::str(name), value.map_or(Val::new(V::None), Val::str))),
                );
                Ok(Val::new(dict))
            }
            None => {
                let shown = path.unwrap_or_else(|| ".env".to_owned());
                Ok(self.unknown_file(&shown))
            }
        }
    }

    pub(super) fn url_attribute(&mut self, text: &str, name: &str) -> Val<'a> {
        let result = urls::urlparse(text).and_then(|url| url.attribute(name));
        self.outcome(result).unwrap_or_else(|_| self.unsupported("an attribute of a URL", None))
    }
}

/// A type that is called with a text.
fn plain_cast(cast: &Val<'_>) -> Option<casts::Plain> {
    match &cast.kind {
        V::Symbol(name) => Some(match &**name {
            "str" => casts::Plain::Str,
            "int" => casts::Plain::Int,
            "float" => casts::Plain::Float,
            "bool" => casts::Plain::Bool,
            "decimal.Decimal" => casts::Plain::Decimal,
            "pathlib.Path" => casts::Plain::Path,
            "json.loads" => casts::Plain::Json,
            "str.strip" => casts::Plain::Method("strip"),
            "str.lower" => casts::Plain::Method("lower"),
            "str.upper" => casts::Plain::Method("upper"),
            _ => return None,
        }),
        _ => None,
    }
}

fn environs_subcast(cast: &Val<'_>) -> Option<casts::Environs> {
    match &cast.kind {
        V::Symbol(name) => Some(match &**name {
            "str" => casts::Environs::Str,
            "int" => casts::Environs::Int,
            "float" => casts::Environs::Float,
            "bool" => casts::Environs::Bool,
            _ => return None,
        }),
        _ => None,
    }
}

/// The pairs of `[settings]` in an INI file, as decouple reads it.
fn ini_settings(text: &str) -> Vec<(String, String)> {
    let mut inside = false;
    let mut pairs = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with('[') {
            inside = line == "[settings]";
        } else if inside
            && !line.starts_with(['#', ';'])
            && let Some((key, value)) = line.split_once(['=', ':'])
        {
            pairs.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    pairs
}
