//! Packages that take settings from the environment and from files: what each
//! makes of the same text. One file a package; here is what they share.

mod configurations;
mod databases;
mod decouple;
mod django_environ;
mod dotenv;
mod dynaconf;
mod environs;
mod pydantic;

pub(super) use pydantic::{Field, FieldInfo, Validator};

use std::collections::BTreeSet;
use std::rc::Rc;

use super::call::Named;
use super::object::{Alternatives, Id, Native, Object, Reader, Table, V, Val, key_of};
use super::{Eval, Evaluator, Raise};
use crate::python::library::casts;
use crate::python::value::{EnvironmentRead, Reason, Unknown};

/// What the host has under a name.
enum Variable<'a> {
    Set(Val<'a>),
    Unset,
    /// The host decides; the value that holds if it does not (from a `.env`).
    Open(Option<Val<'a>>),
    /// A file that is not known may have set it.
    Hidden,
}

/// What a reader does without a variable.
enum Missing<'a> {
    Default(Val<'a>),
    /// Another source has it: a file that was given.
    Filed(Val<'a>),
    Raise(&'static str, String),
}

/// Where the value comes from that a cast is asked about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Source {
    Text,
    Default,
}

/// What becomes of the value that was read.
type Then<'f, 'a> = &'f mut dyn FnMut(&mut Evaluator<'a>, Val<'a>, Source) -> Eval<'a>;

/// The arguments of a call, by place or by name.
#[derive(Clone, Copy)]
struct Arguments<'v, 'a> {
    positional: &'v [Val<'a>],
    named: &'v Named<'a>,
}

impl<'a> Arguments<'_, 'a> {
    fn named(self, name: &str) -> Option<Val<'a>> {
        self.named.iter().find(|(known, _)| &**known == name).map(|(_, value)| value.clone())
    }

    fn get(self, at: usize, name: &str) -> Option<Val<'a>> {
        self.positional.get(at).cloned().or_else(|| self.named(name))
    }

    fn flag(self, at: usize, name: &str) -> bool {
        matches!(self.get(at, name).map(|value| value.kind), Some(V::Bool(true)))
    }

    fn text(self, at: usize, name: &str) -> Option<Rc<str>> {
        self.get(at, name).and_then(|value| value.as_str().cloned())
    }
}

/// Packages whose functions and classes are called here.
const PACKAGES: [&str; 11] = [
    "configurations",
    "decouple",
    "dj_database_url",
    "dj_email_url",
    "django_cache_url",
    "dotenv",
    "dynaconf",
    "environ",
    "environs",
    "pydantic",
    "pydantic_settings",
];

/// Whether a dotted name is one of a reader's.
pub(super) fn is_reader(symbol: &str) -> bool {
    PACKAGES.contains(&symbol.split('.').next().unwrap_or(symbol))
}

impl<'a> Evaluator<'a> {
    /// A function or a class of a reader's package, called.
    pub(super) fn call_reader(&mut self, name: &str, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let given = Arguments { positional, named };
        let (package, function) = name.split_once('.').unwrap_or((name, ""));
        match package {
            "configurations" => match function.strip_prefix("values.") {
                Some(class) => self.make_configured(class, given),
                None if function.starts_with("Configuration.") => {
                    self.call_configuration(function.rsplit('.').next().unwrap_or(function), given)
                }
                None => Ok(self.unsupported(format!("{name}()"), Some(self.statement))),
            },
            "decouple" => self.call_decouple(function, given),
            "dotenv" | "dotenv.main" => self.call_dotenv(function, given),
            "dynaconf" => self.call_dynaconf(function, given),
            "environ" => self.call_environ(function, given),
            "environs" => self.call_environs(function, given),
            "pydantic" | "pydantic_settings" => {
                self.call_pydantic(function.strip_prefix("v1.").unwrap_or(function), given)
            }
            _ => self.call_databases(package, function, given),
        }
    }

    /// A constant of a reader's package; none: a function or a class.
    pub(super) fn reader_constant(&self, module: &str, name: &str) -> Option<Val<'a>> {
        Some(match (module, name) {
            ("configurations.base", "Configuration") => {
                Val::new(V::Symbol("configurations.Configuration".into()))
            }
            ("pydantic.v1", _) if name != "BaseSettings" => {
                Val::new(V::Symbol(format!("pydantic.{name}").into()))
            }
            ("decouple", "config") => self.shared_reader(Reader::Decouple),
            ("environs", "env") => self.shared_reader(Reader::Environs),
            ("environ.Env" | "environ.FileAwareEnv", "ENVIRON") => Val::new(V::Dict(self.environ)),
            ("dj_database_url" | "environ.Env", "DEFAULT_ENV" | "DEFAULT_DATABASE_ENV") => {
                Val::str("DATABASE_URL")
            }
            ("dj_email_url", "DEFAULT_ENV") => Val::str("EMAIL_URL"),
            ("django_cache_url", "DEFAULT_ENV") => Val::str("CACHE_URL"),
            _ => return None,
        })
    }

    fn shared_reader(&self, reader: Reader) -> Val<'a> {
        let id = if reader == Reader::Decouple { self.shared_readers.0 } else { self.shared_readers.1 };
        Val::new(V::Native(Rc::new(Native::Reader(reader, id))))
    }

    fn make_reader(&mut self, reader: Reader, state: &[(&str, V<'a>)]) -> Val<'a> {
        let scope = self.new_scope();
        for (name, value) in state {
            self.bind_in(scope, name, Val::new(value.clone()));
        }
        Val::at(V::Native(Rc::new(Native::Reader(reader, scope))), self.statement)
    }

    /// What a reader keeps under a name.
    pub(super) fn state(&self, scope: Id, name: &str) -> Option<Val<'a>> {
        self.scope(scope).names.get(name).map(|bound| bound.value.clone())
    }

    fn state_flag(&self, scope: Id, name: &str) -> Option<bool> {
        match self.state(scope, name)?.kind {
            V::Bool(flag) => Some(flag),
            _ => None,
        }
    }

    fn state_text(&self, scope: Id, name: &str) -> Rc<str> {
        self.state(scope, name).and_then(|value| value.as_str().cloned()).unwrap_or_default()
    }

    /// `reader(...)` and `reader.method(...)`.
    pub(super) fn reader_method(
        &mut self,
        reader: Reader,
        state: Id,
        method: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        let given = Arguments { positional, named };
        match reader {
            Reader::Environ | Reader::EnvironFiles => self.environ_method(reader, state, method, given),
            Reader::Decouple => self.decouple_method(state, method, given),
            Reader::Environs | Reader::EnvironsFiles => self.environs_method(reader, state, method, given),
            Reader::Dynaconf => self.dynaconf_method(state, method, given),
            Reader::Repository => Ok(self.unsupported(format!(".{method}()"), Some(self.statement))),
        }
    }

    /// An attribute of a reader that is no method: what was set on it, or a constant.
    pub(super) fn reader_attribute(
        &mut self,
        reader: Reader,
        state: Id,
        name: &str,
    ) -> Result<Option<Val<'a>>, Raise<'a>> {
        Ok(match (reader, name) {
            (Reader::Decouple, "get") if !self.is_decouple_config(state) => {
                return self.raise("AttributeError", "'AutoConfig' object has no attribute 'get'".to_owned());
            }
            (Reader::Environ | Reader::EnvironFiles, "ENVIRON") => Some(Val::new(V::Dict(self.environ))),
            (Reader::Environ | Reader::EnvironFiles, "NOTSET") => {
                Some(Val::new(V::Symbol("environ.Env.NOTSET".into())))
            }
            (Reader::Dynaconf, _) if dynaconf::METHODS.contains(&name) => None,
            (Reader::Dynaconf, _) if !name.starts_with('_') => Some(self.dynaconf_read(state, name, None)?),
            _ if name.starts_with('_') => None,
            _ => self.state(state, name),
        })
    }

    fn variable(&self, name: &str) -> Variable<'a> {
        let Object::Dict(table) = self.object(self.environ) else { return Variable::Open(None) };
        match table.get(name) {
            Some(value) => match &value.kind {
                V::Maybe(maybe) if maybe.open.is_some() => Variable::Open(maybe.usual.clone()),
                V::Unknown(_) => Variable::Open(None),
                _ => Variable::Set(value.clone()),
            },
            None if table.open.is_some() => Variable::Hidden,
            None if self.is_unset(name) => Variable::Unset,
            None => Variable::Open(None),
        }
    }

    /// Whether the host has no such variable, for certain.
    pub(super) fn is_unset(&self, name: &str) -> bool {
        self.host.closed || self.host.unset.contains(name)
    }

    /// Why `os.environ` may hold more than is listed; none: all is known.
    pub(super) fn environment_open(&self) -> Option<Rc<Unknown>> {
        if self.host.closed {
            return None;
        }
        Some(Rc::new(Unknown {
            reason: Reason::Environment,
            place: Some(self.statement),
            variables: BTreeSet::new(),
        }))
    }

    fn record(&mut self, name: &Rc<str>, cast: &'static str, default: Option<&Val<'a>>, required: bool) {
        // What the settings gave the environment themselves, the host need not.
        let own = matches!(self.variable(name), Variable::Set(_))
            && !self.host.environment.contains_key(&**name)
            && !self.loaded.contains(&**name);
        if own || self.reads.len() > 2000 {
            return;
        }
        let default = default.map(|default| self.export(default));
        // A way that is not taken without variables asks for none.
        let required = required && self.unusual == 0;
        let read = EnvironmentRead { name: name.clone(), place: self.statement, cast, default, required };
        if !self.reads.iter().any(|known| known.name == read.name && known.place == read.place) {
            self.reads.push(read);
        }
    }

    /// `os.environ[name]`, `.get(name, default)`.
    pub(super) fn read_environment(&mut self, name: &Rc<str>, default: Option<Val<'a>>) -> Eval<'a> {
        let missing = match default {
            Some(default) => Missing::Default(default),
            None => Missing::Raise("KeyError", format!("'{name}'")),
        };
        self.read_as(name, missing, "str", &mut |_, value, _| Ok(value))
    }

    /// Reads a variable; `then` makes the result of its text, or of the default.
    fn read_as(
        &mut self,
        name: &Rc<str>,
        missing: Missing<'a>,
        cast_name: &'static str,
        then: Then<'_, 'a>,
    ) -> Eval<'a> {
        let (shown, required) = match &missing {
            Missing::Default(default) | Missing::Filed(default) => (Some(default.clone()), false),
            Missing::Raise(..) => (None, true),
        };
        self.record(name, cast_name, shown.as_ref(), required);
        match self.variable(name) {
            Variable::Set(value) => {
                let value = Val { place: value.place.or(Some(self.statement)), ..value };
                self.lifted(&[value], |me, value| then(me, value[0].clone(), Source::Text))
            }
            Variable::Unset => match missing {
                Missing::Default(default) => {
                    self.lifted(&[default], |me, value| then(me, value[0].clone(), Source::Default))
                }
                Missing::Filed(text) => {
                    self.lifted(&[text], |me, value| then(me, value[0].clone(), Source::Text))
                }
                Missing::Raise(class, message) => self.raise(class, message),
            },
            Variable::Hidden => {
                let because = self.environment_unknown(name);
                self.doubt(None, true, &because);
                Ok(Val { kind: V::Unknown(because), place: Some(self.statement) })
            }
            Variable::Open(filed) => {
                let because = self.environment_unknown(name);
                let mut joined = Alternatives::none(&because);
                let mut apply = |me: &mut Self, value: Val<'a>, source: Source| {
                    me.lifted(&[value], |me, value| then(me, value[0].clone(), source))
                };
                let usual = match (filed, missing) {
                    (Some(text), _) | (None, Missing::Filed(text)) => Some(apply(self, text, Source::Text)),
                    (None, Missing::Default(default)) => Some(apply(self, default, Source::Default)),
                    (None, Missing::Raise(class, _)) => {
                        self.doubt(Some(class), true, &because);
                        None
                    }
                };
                match &usual {
                    Some(Ok(usual)) => self.add_alternative(&mut joined, usual, true),
                    // What is written there cannot be read, unless the host has another.
                    Some(Err(raise)) => self.doubt(Some(&raise.class.clone()), true, &because),
                    None => {}
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

    /// Values of a `.env` file: each name that the host has not set.
    fn load_values(&mut self, pairs: Vec<(String, Val<'a>)>, overwrite: bool) {
        for (name, value) in pairs {
            let known = matches!(self.variable(&name), Variable::Set(_));
            if known && !overwrite {
                continue;
            }
            let place = value.place;
            let value = if !self.is_unset(&name) && !overwrite {
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
            self.loaded.insert(name.clone());
            let name = Val::str(name);
            let Some(key) = key_of(&name) else { continue };
            if let Object::Dict(table) = self.write(self.environ) {
                table.insert(key, name, value);
            }
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

    /// The first of these names in the folder or in one above it.
    fn find_upwards(&self, folder: &str, names: &[&str]) -> Option<String> {
        let mut folder = folder;
        loop {
            for name in names {
                let candidate = format!("{folder}/{name}");
                if self.given_file(&candidate).is_some() {
                    return Some(candidate);
                }
            }
            folder = folder.rsplit_once('/')?.0;
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
            V::Native(native) if matches!(&**native, Native::Csv { .. }) => "list",
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
                "json.loads" => "json",
                "pathlib.Path" => "path",
                "urllib.parse.urlparse" => "url",
                _ => "str",
            },
            Some(_) => cast.map_or("str", by_kind),
            None => default.map_or("str", by_kind),
        }
    }

    /// The pairs of a dict whose keys are texts.
    fn text_pairs(&self, value: &Val<'a>) -> Vec<(Rc<str>, Val<'a>)> {
        match &value.kind {
            V::Dict(id) => match self.object(*id) {
                Object::Dict(table) => table
                    .pairs
                    .values()
                    .filter_map(|(key, value)| Some((key.as_str()?.clone(), value.clone())))
                    .collect(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// What a dict has under a text.
    fn dict_part(&self, value: &Val<'a>, name: &str) -> Option<Val<'a>> {
        match &value.kind {
            V::Dict(id) => match self.object(*id) {
                Object::Dict(table) => table.get(name).cloned(),
                _ => None,
            },
            _ => None,
        }
    }

    fn empty_dict(&mut self) -> Val<'a> {
        Val::new(self.new_dict(Table::default()))
    }

    /// Runs validators or casts of the settings' own: one, or each of several.
    fn one_or_each(&self, value: &Val<'a>) -> Vec<Val<'a>> {
        match value.kind {
            V::None => Vec::new(),
            V::List(_) | V::Tuple(_) => self.raw_items(value),
            _ => vec![value.clone()],
        }
    }
}

/// The text of a path or of a string.
fn path_text<'a>(value: &Val<'a>) -> Option<Rc<str>> {
    match &value.kind {
        V::Str(text) | V::Path(text) => Some(text.clone()),
        V::Native(native) => match &**native {
            Native::EnvironPath(text) => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// A type that is called with a text.
fn plain_cast(cast: &Val<'_>) -> Option<casts::Plain> {
    let V::Symbol(name) = &cast.kind else { return None };
    Some(match &**name {
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
    })
}

/// A URL of the web that any validator takes: plain host, plain characters.
fn is_plain_url(text: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| text.strip_prefix(scheme));
    let Some(rest) = rest else { return false };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    let label = |label: &str| {
        let edges = label.starts_with('-') || label.ends_with('-');
        !label.is_empty() && !edges && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let top = host.rsplit('.').next().unwrap_or("");
    (host == "localhost" || host.contains('.'))
        && host.split('.').all(label)
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
        && rest[host.len()..].bytes().all(|b| b.is_ascii_alphanumeric() || b"/._-?=&".contains(&b))
}
