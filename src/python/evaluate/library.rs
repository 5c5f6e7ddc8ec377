//! The standard library and the packages that settings use, by dotted name.
//!
//! What is listed is modelled exactly; everything else of a listed module is
//! unknown, with the module's name as the reason.

use std::rc::Rc;

use super::call::Named;
use super::object::{Native, Object, V, Val, merge_unknown};
use super::{Eval, Evaluator};
use crate::python::library::{json, literal, path, urls};
use crate::python::value::{Kind, Reason, Value};
use crate::source::sort;

/// Modules of which at least something is modelled.
const MODELLED: &[&str] = &[
    "abc",
    "ast",
    "base64",
    "celery.schedules",
    "collections",
    "collections.abc",
    "configurations",
    "configurations.base",
    "configurations.values",
    "contextlib",
    "copy",
    "dataclasses",
    "datetime",
    "decimal",
    "decouple",
    "distutils.util",
    "dj_database_url",
    "dj_email_url",
    "django",
    "django_cache_url",
    "django.conf",
    "django.contrib.messages",
    "django.contrib.messages.constants",
    "django.core.exceptions",
    "django.core.management.utils",
    "django.urls",
    "django.utils.csp",
    "django.utils.translation",
    "django.contrib",
    "django.core",
    "django.utils",
    "django.utils.csp",
    "dotenv",
    "enum",
    "environ",
    "environs",
    "environs.exceptions",
    "environs.validate",
    "functools",
    "getpass",
    "hashlib",
    "importlib",
    "importlib.util",
    "inspect",
    "io",
    "itertools",
    "json",
    "kombu",
    "locale",
    "logging",
    "logging.config",
    "logging.handlers",
    "math",
    "mimetypes",
    "multiprocessing",
    "operator",
    "os",
    "os.path",
    "pathlib",
    "platform",
    "posixpath",
    "pydantic",
    "pydantic.v1",
    "pydantic_settings",
    "random",
    "re",
    "secrets",
    "shutil",
    "signal",
    "socket",
    "split_settings",
    "split_settings.tools",
    "ssl",
    "string",
    "struct",
    "subprocess",
    "sys",
    "tempfile",
    "textwrap",
    "threading",
    "time",
    "traceback",
    "types",
    "typing",
    "typing_extensions",
    "urllib",
    "urllib.parse",
    "uuid",
    "warnings",
    "zoneinfo",
    "calendar",
    "glob",
    "gettext",
];

/// Modules of the standard library that are not modelled at all.
const STANDARD: &[&str] = &[
    "argparse",
    "asyncio",
    "atexit",
    "bisect",
    "builtins",
    "cProfile",
    "codecs",
    "concurrent",
    "configparser",
    "csv",
    "ctypes",
    "difflib",
    "dis",
    "email",
    "errno",
    "faulthandler",
    "fcntl",
    "fnmatch",
    "fractions",
    "ftplib",
    "gc",
    "gzip",
    "heapq",
    "hmac",
    "html",
    "http",
    "imp",
    "ipaddress",
    "keyword",
    "linecache",
    "lzma",
    "mmap",
    "numbers",
    "optparse",
    "pdb",
    "pickle",
    "pkgutil",
    "pprint",
    "pwd",
    "queue",
    "resource",
    "runpy",
    "sched",
    "select",
    "shelve",
    "shlex",
    "site",
    "smtplib",
    "sqlite3",
    "stat",
    "statistics",
    "symtable",
    "sysconfig",
    "syslog",
    "tarfile",
    "timeit",
    "token",
    "tokenize",
    "tomllib",
    "unicodedata",
    "unittest",
    "urllib2",
    "weakref",
    "xml",
    "zipfile",
    "zlib",
    "distutils",
    "ConfigParser",
    "StringIO",
    "cStringIO",
];

pub(super) fn is_modelled(dotted: &str) -> bool {
    MODELLED.contains(&dotted)
}

pub(super) fn is_standard(first: &str) -> bool {
    STANDARD.contains(&first) || MODELLED.contains(&first)
}

/// The levels of `logging`, and of Django's messages.
fn level(module: &str, name: &str) -> Option<i128> {
    Some(match (module, name) {
        ("logging", "CRITICAL" | "FATAL") => 50,
        ("logging", "ERROR") | (_, "ERROR") => 40,
        ("logging", "WARNING" | "WARN") | (_, "WARNING") => 30,
        ("logging", "INFO") | (_, "INFO") => 20,
        ("logging", "DEBUG") | (_, "DEBUG") => 10,
        ("logging", "NOTSET") => 0,
        ("messages", "SUCCESS") => 25,
        _ => return None,
    })
}

/// The text of a member of Django's `CSP`.
fn csp_source(name: &str) -> Option<&'static str> {
    Some(match name {
        "NONE" => "'none'",
        "REPORT_SAMPLE" => "'report-sample'",
        "SELF" => "'self'",
        "STRICT_DYNAMIC" => "'strict-dynamic'",
        "UNSAFE_EVAL" => "'unsafe-eval'",
        "UNSAFE_HASHES" => "'unsafe-hashes'",
        "UNSAFE_INLINE" => "'unsafe-inline'",
        "WASM_UNSAFE_EVAL" => "'wasm-unsafe-eval'",
        "NONCE" => "<CSP_NONCE_SENTINEL>",
        "HEADER_ENFORCE" => "Content-Security-Policy",
        "HEADER_REPORT_ONLY" => "Content-Security-Policy-Report-Only",
        _ => return None,
    })
}

impl<'a> Evaluator<'a> {
    /// `from module import name`.
    pub(super) fn library_member(&mut self, module: &str, name: &str) -> Val<'a> {
        let dotted = format!("{module}.{name}");
        if is_modelled(&dotted) {
            return Val::new(V::Symbol(dotted.into()));
        }
        self.symbol_attribute(module, name)
    }

    /// `from module import *` of a modelled module: its names are not listed here.
    pub(super) fn star_of_library(&mut self, module: &str) {
        let names: &[&str] = match module {
            "environ" => &["Env", "Path", "FileAwareEnv"],
            "environs" => &["Env", "EnvError", "env", "validate"],
            "configurations" => &["Configuration"],
            "dj_database_url" => &["config", "parse"],
            "dotenv" => &["load_dotenv", "dotenv_values", "find_dotenv"],
            "decouple" => &["config", "Csv", "Config", "RepositoryEnv", "AutoConfig"],
            "pathlib" => &["Path", "PurePath"],
            "os" => &["environ", "getenv", "path"],
            "datetime" => &["timedelta", "datetime", "date", "time"],
            "split_settings.tools" => &["include", "optional"],
            _ => &[],
        };
        for name in names {
            let value = self.library_member(module, name);
            self.bind(name, value);
        }
    }

    /// An attribute of a symbol: a value, or a longer symbol.
    pub(super) fn symbol_attribute(&mut self, symbol: &str, name: &str) -> Val<'a> {
        let place = Some(self.statement);
        let host = |me: &Self, what: &str| me.unknown(Reason::Host(what.into()), place);
        match (symbol, name) {
            _ if super::readers::is_reader(symbol) => match self.reader_constant(symbol, name) {
                Some(value) => value,
                None => Val::new(V::Symbol(format!("{symbol}.{name}").into())),
            },
            ("os", "environ") => Val::new(V::Dict(self.environ)),
            ("os", "sep") | ("os.path", "sep") => Val::str("/"),
            ("os", "linesep") => Val::str("\n"),
            ("os", "pathsep") => Val::str(":"),
            ("os", "curdir") => Val::str("."),
            ("os", "pardir") => Val::str(".."),
            ("os", "name") => Val::str("posix"),
            ("sys", "argv") => Val::new(V::List(self.argv)),
            ("sys", "maxsize") => Val::new(V::Int(9_223_372_036_854_775_807)),
            (
                "sys",
                "version" | "executable" | "platform" | "prefix" | "base_prefix" | "stdin" | "byteorder"
                | "hexversion",
            ) => host(self, &format!("sys.{name}")),
            ("sys.version_info", "major") => Val::new(V::Int(3)),
            ("sys.version_info", _) => host(self, "Python's version"),
            ("sys", "stdout" | "stderr") => {
                Val::new(V::Native(Rc::new(Native::Opaque(format!("sys.{name}").into()))))
            }
            ("django", "VERSION") => {
                let (major, minor) = self.host.django;
                let patch = host(self, "Django's patch release");
                let items = [
                    Val::new(V::Int(i128::from(major))),
                    Val::new(V::Int(i128::from(minor))),
                    patch,
                    Val::str("final"),
                    Val::new(V::Int(0)),
                ];
                Val::new(V::Tuple(items.into()))
            }
            (class, "__name__" | "__qualname__")
                if super::builtins::builtin(class).is_some() || super::builtins::is_exception_name(class) =>
            {
                Val::str(class)
            }
            ("string", _) => {
                let lower = "abcdefghijklmnopqrstuvwxyz";
                let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
                match name {
                    "ascii_lowercase" => Val::str(lower),
                    "ascii_uppercase" => Val::str(upper),
                    "ascii_letters" => Val::str(format!("{lower}{upper}")),
                    "digits" => Val::str("0123456789"),
                    "hexdigits" => Val::str("0123456789abcdefABCDEF"),
                    "octdigits" => Val::str("01234567"),
                    "punctuation" => Val::str("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"),
                    "whitespace" => Val::str(" \t\n\r\u{b}\u{c}"),
                    _ => self.unsupported(format!("string.{name}"), place),
                }
            }
            ("logging", _) if level("logging", name).is_some() => {
                Val::new(V::Int(level("logging", name).expect("just seen")))
            }
            ("django.contrib.messages" | "django.contrib.messages.constants", _)
                if level("messages", name).is_some() =>
            {
                Val::new(V::Int(level("messages", name).expect("just seen")))
            }
            ("django.contrib.messages.constants", "DEFAULT_TAGS" | "DEFAULT_LEVELS") => {
                self.unsupported("constants of django.contrib.messages", place)
            }
            ("typing" | "typing_extensions", "TYPE_CHECKING") => Val::new(V::Bool(false)),
            ("math", "pi") => Val::new(V::Float(std::f64::consts::PI)),
            ("math", "inf") => Val::new(V::Float(f64::INFINITY)),
            ("re", "I" | "IGNORECASE") => Val::new(V::Int(2)),
            ("re", "M" | "MULTILINE") => Val::new(V::Int(8)),
            ("re", "S" | "DOTALL") => Val::new(V::Int(16)),
            ("re", "X" | "VERBOSE") => Val::new(V::Int(64)),
            ("ssl", "CERT_NONE" | "CERT_REQUIRED" | "CERT_OPTIONAL") => {
                Val::new(V::Native(Rc::new(Native::Opaque(format!("ssl.{name}").into()))))
            }
            ("django.conf", "settings") => {
                self.unsupported("django.conf.settings while settings load", place)
            }
            ("django.utils.csp.CSP", _) if csp_source(name).is_some() => {
                Val::str(csp_source(name).expect("just seen"))
            }
            ("django.conf", "global_settings") => self.unknown(Reason::ThirdParty("django".into()), place),
            ("django.utils.translation", "ugettext" | "ugettext_lazy" | "ugettext_noop" | "ungettext")
                if self.host.django >= (4, 0) =>
            {
                // Gone in Django 4.0: importing it raises, and code that tries
                // has a way out.
                let unknown = self.unsupported(format!("{name}, which Django 4.0 removed"), place);
                let why = merge_unknown([&unknown]).expect("it is unknown");
                self.doubt(Some("ImportError"), false, &why);
                unknown
            }
            _ => Val::new(V::Symbol(format!("{symbol}.{name}").into())),
        }
    }

    pub(super) fn call_symbol(&mut self, name: &str, positional: Vec<Val<'a>>, named: Named<'a>) -> Eval<'a> {
        if !name.contains('.')
            && let Some(result) = self.call_builtin(name, &positional, &named)
        {
            return result;
        }
        let place = Some(self.statement);
        match name {
            // --- os, sys, paths ---
            "os.getenv" | "os.environ.get" => {
                let environ = Val::new(V::Dict(self.environ));
                let mut arguments = positional;
                if arguments.is_empty() {
                    arguments.extend(
                        named.iter().find(|(name, _)| &**name == "key").map(|(_, value)| value.clone()),
                    );
                }
                self.call_method(&environ, "get", arguments, named)
            }
            "os.putenv" | "os.unsetenv" | "os.makedirs" | "os.mkdir" | "os.chdir" | "os.umask"
            | "os.remove" | "os.unlink" | "os.chmod" | "os.rename" | "os.system" | "shutil.rmtree"
            | "shutil.copy" | "os.utime" => Ok(Val::new(V::None)),
            "os.fspath" => match positional.first().map(|value| &value.kind) {
                Some(V::Path(text)) => Ok(Val::str(text.clone())),
                Some(V::Str(text)) => Ok(Val::str(text.clone())),
                _ => Ok(self.unsupported("os.fspath()", place)),
            },
            "os.path.exists" | "os.path.isfile" | "os.path.isdir" | "os.path.lexists" => {
                let function = name.rsplit('.').next().unwrap_or(name).to_owned();
                self.lifted(&positional, move |me, arguments| {
                    let method = match function.as_str() {
                        "isfile" => "is_file",
                        "isdir" => "is_dir",
                        _ => "exists",
                    };
                    match arguments.first().map(|value| &value.kind) {
                        Some(V::Str(text) | V::Path(text)) => {
                            let path = Val::new(V::Path(text.clone()));
                            me.call_method(&path, method, Vec::new(), Vec::new())
                        }
                        _ => Ok(me.bool_of_unknown(arguments).unwrap_or_else(|| Val::new(V::Bool(false)))),
                    }
                })
            }
            _ if name.starts_with("os.path.") || name.starts_with("posixpath.") => {
                let function = name.rsplit('.').next().unwrap_or(name).to_owned();
                if matches!(
                    function.as_str(),
                    "getsize" | "getmtime" | "islink" | "ismount" | "samefile" | "getctime"
                ) {
                    return Ok(self.unknown(Reason::Host(name.into()), place));
                }
                self.with_plain(&positional, &named, move |me, plain, named| {
                    let result = path::os_path(&function, plain, named);
                    me.outcome(result)
                })
            }
            "pathlib.Path" | "pathlib.PurePath" | "pathlib.PosixPath" | "pathlib.PurePosixPath" => self
                .with_plain(&positional, &named, |me, plain, _| {
                    let result = path::construct(plain);
                    me.outcome(result)
                }),
            "pathlib.Path.home" => Ok(Val::new(V::Path("<HOME>".into()))),
            "sys.path.append" | "sys.path.insert" | "sys.path.extend" => {
                for value in &positional {
                    match &value.kind {
                        V::Str(text) | V::Path(text) => {
                            self.add_search(&text.clone(), name == "sys.path.insert")
                        }
                        V::List(_) | V::Tuple(_) => {
                            for item in self.raw_items(value) {
                                if let V::Str(text) | V::Path(text) = &item.kind {
                                    self.add_search(&text.clone(), false);
                                }
                            }
                        }
                        _ => {}
                    }
                }
                Ok(Val::new(V::None))
            }
            "sys.exit" => self.raise("SystemExit", None),
            "sys.setrecursionlimit"
            | "sys.stdout.write"
            | "sys.stderr.write"
            | "locale.setlocale"
            | "signal.signal" => Ok(Val::new(V::None)),
            // --- values ---
            "datetime.timedelta" => self.timedelta(&positional, &named),
            "decimal.Decimal" => self.with_plain(&positional, &named, |me, plain, _| {
                match plain.first().map(|value| &value.kind) {
                    Some(Kind::Str(text)) => {
                        let result = crate::python::library::casts::decimal_of_text(text);
                        me.outcome(result)
                    }
                    Some(Kind::Int(value)) => Ok(Val::new(V::Decimal(value.to_string().into()))),
                    _ => Ok(me.unsupported("Decimal()", None)),
                }
            }),
            // With flags it is more than its pattern.
            "re.compile" if positional.len() > 1 || !named.is_empty() => {
                Ok(Val::new(V::Native(Rc::new(Native::Opaque("re.Pattern".into())))))
            }
            "re.compile" => {
                self.lifted(&positional, |me, arguments| match arguments.first().map(|value| &value.kind) {
                    Some(V::Str(text)) => Ok(Val::new(V::Regex(text.clone()))),
                    Some(V::Regex(text)) => Ok(Val::new(V::Regex(text.clone()))),
                    _ => Ok(me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("re.compile()", None))),
                })
            }
            "re.escape" => Ok(self.unsupported("re.escape()", place)),
            "json.loads" => self.with_plain(&positional, &named, |me, plain, _| {
                match plain.first().and_then(Value::as_str) {
                    Some(text) => {
                        let result = json::loads(text);
                        me.outcome(result)
                    }
                    None => Ok(me.unsupported("json.loads()", None)),
                }
            }),
            "json.load" => match positional.first().map(|value| value.kind.clone()) {
                Some(V::Native(native)) => match &*native {
                    Native::File(text) => {
                        let result = json::loads(text);
                        self.outcome(result)
                    }
                    _ => Ok(self.unsupported("json.load()", place)),
                },
                _ => Ok(positional
                    .first()
                    .filter(|value| value.is_unknown())
                    .cloned()
                    .unwrap_or_else(|| self.unsupported("json.load()", place))),
            },
            "json.dumps" => self.with_plain(&positional, &named, |me, plain, named| match plain.first() {
                Some(value) => {
                    if named
                        .iter()
                        .any(|(name, _)| !matches!(name.as_str(), "indent" | "sort_keys" | "ensure_ascii"))
                    {
                        return Ok(me.unsupported("json.dumps()", None));
                    }
                    let flag = |wanted: &str| {
                        named.iter().find(|(name, _)| name == wanted).map(|(_, value)| &value.kind)
                    };
                    let style = json::Style {
                        indent: match flag("indent") {
                            Some(Kind::Int(indent)) => usize::try_from(*indent).ok(),
                            _ => None,
                        },
                        sort_keys: matches!(flag("sort_keys"), Some(Kind::Bool(true))),
                        keep_unicode: matches!(flag("ensure_ascii"), Some(Kind::Bool(false))),
                        separators: None,
                    };
                    let result = json::dumps(value, &style).map(|text| me.str_value(&text));
                    me.outcome(result)
                }
                None => Ok(me.unsupported("json.dumps()", None)),
            }),
            "ast.literal_eval" => self.with_plain(&positional, &named, |me, plain, _| {
                match plain.first().and_then(Value::as_str) {
                    Some(text) => {
                        let result = literal::literal_or_failure(text);
                        me.outcome(result)
                    }
                    None => Ok(me.unsupported("literal_eval()", None)),
                }
            }),
            "copy.copy" | "copy.deepcopy" => {
                let Some(value) = positional.first() else { return Ok(self.unsupported("copy()", place)) };
                let value = value.clone();
                Ok(self.copy(&value, if name == "copy.copy" { 1 } else { 32 }))
            }
            "distutils.util.strtobool" => self.with_plain(&positional, &named, |me, plain, _| {
                match plain.first().and_then(Value::as_str) {
                    Some(text) => {
                        let result = crate::python::library::casts::strtobool(text);
                        me.outcome(result)
                    }
                    None => Ok(me.unsupported("strtobool()", None)),
                }
            }),
            // --- urllib ---
            "urllib.parse.urlparse" | "urllib.parse.urlsplit" => {
                self.lifted(&positional, |me, arguments| match arguments.first().map(|value| &value.kind) {
                    Some(V::Str(text)) => Ok(Val::new(V::Native(Rc::new(Native::Url(text.clone()))))),
                    _ => Ok(me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("urlparse()", None))),
                })
            }
            "urllib.parse.quote"
            | "urllib.parse.quote_plus"
            | "urllib.parse.unquote"
            | "urllib.parse.unquote_plus"
            | "urllib.parse.urljoin"
            | "urllib.parse.urlencode" => {
                let function = name.rsplit('.').next().unwrap_or(name).to_owned();
                self.with_plain(&positional, &named, move |me, plain, named| {
                    let safe = plain
                        .get(1)
                        .or_else(|| named.iter().find(|(name, _)| name == "safe").map(|(_, value)| value))
                        .and_then(|value| value.as_str().map(str::to_owned));
                    let first = plain.first().and_then(Value::as_str);
                    let result = match (function.as_str(), first) {
                        ("urlencode", _) => match plain.first() {
                            Some(query) => urls::urlencode(query, false),
                            None => return Ok(me.unsupported("urlencode()", None)),
                        },
                        (_, None) => return Ok(me.unsupported("a URL function", None)),
                        ("quote", Some(text)) => urls::quote(text, safe.as_deref().unwrap_or("/")),
                        ("quote_plus", Some(text)) => urls::quote_plus(text, safe.as_deref().unwrap_or("")),
                        ("unquote", Some(text)) => Ok(urls::unquote(text)),
                        ("unquote_plus", Some(text)) => Ok(urls::unquote_plus(text)),
                        (_, Some(text)) => urls::urljoin(text, safe.as_deref().unwrap_or("")),
                    };
                    me.outcome(result.map(|text| me.str_value(&text)))
                })
            }
            // --- collections and iteration ---
            "collections.OrderedDict" => self.make_dict(&positional, &named),
            "itertools.chain" => {
                let mut items = Vec::new();
                for value in &positional {
                    items.extend(self.spread(value)?);
                }
                Ok(Val::new(self.new_list(items)))
            }
            "itertools.chain.from_iterable" => {
                let Some(first) = positional.first() else { return Ok(self.unsupported("chain()", place)) };
                let mut items = Vec::new();
                for value in self.spread(first)? {
                    match value.kind {
                        V::Rest(_) => items.push(value),
                        _ => items.extend(self.spread(&value)?),
                    }
                }
                Ok(Val::new(self.new_list(items)))
            }
            "functools.partial" => {
                let mut arguments = positional.into_iter();
                let Some(function) = arguments.next() else {
                    return Ok(self.unsupported("partial()", place));
                };
                Ok(Val::new(V::Native(Rc::new(Native::Partial {
                    function,
                    positional: arguments.collect(),
                    named,
                }))))
            }
            "functools.reduce" => {
                let [function, items, start @ ..] = &positional[..] else {
                    return Ok(self.unsupported("reduce()", place));
                };
                let items = match self.iterate(items)? {
                    Ok(items) => items,
                    Err(why) => return Ok(Val { kind: V::Unknown(why), place }),
                };
                let mut items = items.into_iter();
                let mut total = match start.first().cloned().or_else(|| items.next()) {
                    Some(total) => total,
                    None => {
                        return self.raise(
                            "TypeError",
                            "reduce() of empty iterable with no initial value".to_owned(),
                        );
                    }
                };
                for item in items {
                    total = self.call(&function.clone(), vec![total, item], Vec::new())?;
                }
                Ok(total)
            }
            "functools.lru_cache" | "functools.cache" | "functools.wraps" | "dataclasses.dataclass" => {
                // With a function it is the decorator itself; else it makes one.
                match positional.first().map(|value| &value.kind) {
                    Some(V::Function(_) | V::Class(_)) if name != "functools.wraps" => {
                        Ok(positional[0].clone())
                    }
                    _ => Ok(Val::new(V::Native(Rc::new(Native::Opaque(name.into()))))),
                }
            }
            "operator.itemgetter" => Ok(Val::new(V::Native(Rc::new(Native::ItemGetter(positional))))),
            "typing.cast" => Ok(positional.get(1).cloned().unwrap_or_else(|| Val::new(V::None))),
            "types.SimpleNamespace" => {
                let scope = self.new_scope();
                let class_scope = self.new_scope();
                for (name, value) in named {
                    self.bind_in(scope, &name, value);
                }
                let class = self.new_class("SimpleNamespace".into(), Vec::new(), class_scope, true);
                Ok(Val::new(V::Instance(self.allocate(Object::Instance {
                    class,
                    attributes: scope,
                    held: None,
                }))))
            }
            "textwrap.dedent" => Ok(self.unsupported("textwrap.dedent()", place)),
            // --- modules by name ---
            "importlib.import_module" => match positional.first().and_then(|name| name.as_str().cloned()) {
                Some(dotted) if !dotted.starts_with('.') => self.import_module(&dotted.clone(), false),
                _ => Ok(self.unsupported("importlib.import_module()", place)),
            },
            "importlib.util.find_spec" => match positional.first().and_then(|name| name.as_str().cloned()) {
                Some(dotted) if self.host.installed.contains(&*dotted) => {
                    Ok(Val::new(V::Native(Rc::new(Native::Opaque("importlib.machinery.ModuleSpec".into())))))
                }
                Some(dotted) => {
                    let first: Rc<str> = dotted.split('.').next().unwrap_or(&dotted).into();
                    Ok(self.unknown(Reason::ThirdParty(first), place))
                }
                None => Ok(self.unsupported("find_spec()", place)),
            },
            _ if super::readers::is_reader(name) => self.call_reader(name, &positional, &named),
            "inspect.getmembers" => match positional.first() {
                Some(object) => self.members(&object.clone()),
                None => Ok(self.unsupported("getmembers()", place)),
            },
            // --- Django ---
            "django.utils.translation.gettext_lazy" | "django.utils.translation.ugettext_lazy" => self
                .lifted(&positional, |me, arguments| match arguments.first().map(|value| &value.kind) {
                    Some(V::Str(text)) => Ok(Val::new(V::Lazy(text.clone()))),
                    _ => {
                        Ok(me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("gettext_lazy()", None)))
                    }
                }),
            "django.utils.translation.gettext_noop"
            | "django.utils.translation.ugettext_noop"
            | "gettext.gettext_noop" => Ok(positional.first().cloned().unwrap_or_else(|| Val::new(V::None))),
            "django.urls.reverse_lazy"
            | "celery.schedules.crontab"
            | "celery.schedules.schedule"
            | "kombu.Queue"
            | "kombu.Exchange"
            | "threading.Lock"
            | "logging.StreamHandler"
            | "zoneinfo.ZoneInfo"
            | "threading.local" => Ok(Val::new(V::Native(Rc::new(Native::Opaque(name.into()))))),
            "logging.getLogger" => Ok(Val::new(V::Native(Rc::new(Native::Opaque("logging.Logger".into()))))),
            "logging.basicConfig"
            | "logging.disable"
            | "logging.captureWarnings"
            | "logging.addLevelName"
            | "logging.config.dictConfig"
            | "logging.info"
            | "logging.debug"
            | "logging.warning"
            | "logging.error"
            | "logging.critical"
            | "mimetypes.add_type"
            | "mimetypes.init"
            | "multiprocessing.set_start_method"
            | "threading.stack_size"
            | "time.tzset"
            | "time.sleep"
            | "traceback.print_exc" => Ok(Val::new(V::None)),
            _ if name.starts_with("warnings.") => Ok(Val::new(V::None)),
            "logging.getLevelName" => self.lifted(&positional, |me, arguments| {
                Ok(match arguments.first().map(|value| &value.kind) {
                    Some(V::Str(name)) => match level("logging", name) {
                        Some(level) => Val::new(V::Int(level)),
                        None => Val::str(format!("Level {name}")),
                    },
                    Some(V::Int(level)) => match level {
                        50 => Val::str("CRITICAL"),
                        40 => Val::str("ERROR"),
                        30 => Val::str("WARNING"),
                        20 => Val::str("INFO"),
                        10 => Val::str("DEBUG"),
                        0 => Val::str("NOTSET"),
                        other => Val::str(format!("Level {other}")),
                    },
                    _ => me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("getLevelName()", None)),
                })
            }),
            "contextlib.suppress" | "contextlib.nullcontext" => {
                Ok(Val::new(V::Native(Rc::new(Native::Opaque(name.into())))))
            }
            "split_settings.tools.include" => self.split_include(&positional),
            "split_settings.tools.optional" => {
                Ok(positional.first().cloned().unwrap_or_else(|| Val::new(V::None)))
            }
            "dict.fromkeys" | "collections.OrderedDict.fromkeys" => {
                let dict = Val::new(self.new_dict(super::object::Table::default()));
                self.call_method(&dict, "fromkeys", positional, named)
            }
            "str.maketrans" => self.call_method(&Val::str(""), "maketrans", positional, named),
            _ if name.starts_with("str.") || name.starts_with("list.") || name.starts_with("dict.") => {
                // `str.strip(x)`: the method of its first argument.
                let method = name.split_once('.').map_or("", |(_, method)| method).to_owned();
                match positional.split_first() {
                    Some((receiver, _))
                        if name.starts_with("str.")
                            && matches!(
                                receiver.kind,
                                V::None
                                    | V::Bool(_)
                                    | V::Int(_)
                                    | V::Float(_)
                                    | V::Bytes(_)
                                    | V::List(_)
                                    | V::Dict(_)
                                    | V::Set(_)
                                    | V::Tuple(_)
                            ) =>
                    {
                        let class = self.type_name(receiver);
                        self.raise(
                            "TypeError",
                            format!(
                                "descriptor '{method}' for 'str' objects doesn't apply to a '{class}' object"
                            ),
                        )
                    }
                    Some((receiver, rest)) => self.call_method(receiver, &method, rest.to_vec(), named),
                    None => Ok(self.unsupported(format!("{name}()"), place)),
                }
            }
            _ => Ok(self.unmodelled_call(name)),
        }
    }

    /// A function of a modelled module that is not modelled itself.
    fn unmodelled_call(&mut self, name: &str) -> Val<'a> {
        let place = Some(self.statement);
        let module = name.split('.').next().unwrap_or(name);
        let leaf = name.rsplit('.').next().unwrap_or(name);
        if super::builtins::is_exception_name(leaf)
            || leaf == "ImproperlyConfigured"
            || leaf.ends_with("Error")
        {
            return Val::new(V::Exception(Rc::new((leaf.into(), Vec::new()))));
        }
        let reason = match module {
            "random" | "secrets" | "uuid" => Reason::Host("chance".into()),
            "time" | "datetime" | "calendar" => Reason::Host("the clock".into()),
            "socket" | "platform" | "getpass" | "multiprocessing" => Reason::Host(format!("{name}()").into()),
            "subprocess" => Reason::Host("another process".into()),
            "os" | "shutil" | "tempfile" | "glob" | "pathlib" | "sys" | "locale" => {
                Reason::Host(format!("{name}()").into())
            }
            _ if name == "django.core.management.utils.get_random_secret_key" => {
                Reason::Host("chance".into())
            }
            _ => Reason::Unsupported(format!("{name}()").into()),
        };
        let unknown = self.unknown(reason, place);
        let why = merge_unknown([&unknown]).expect("it is unknown");
        self.doubt(None, false, &why);
        unknown
    }

    /// Runs a library function over plain values, once for each of several.
    fn with_plain(
        &mut self,
        positional: &[Val<'a>],
        named: &Named<'a>,
        mut act: impl FnMut(&mut Self, &[Value], &[(String, Value)]) -> Eval<'a>,
    ) -> Eval<'a> {
        let count = positional.len();
        let mut arguments = self.listed(positional.to_vec())?;
        arguments.extend(named.iter().map(|(_, value)| value.clone()));
        let names: Vec<String> = named.iter().map(|(name, _)| name.to_string()).collect();
        self.lifted(&arguments, move |me, arguments| {
            if let Some(unknown) = me.unknown_of(arguments) {
                return Ok(unknown);
            }
            let mut plain = Vec::with_capacity(arguments.len());
            for argument in arguments {
                match me.plain(argument) {
                    Some(value) if value.first_hole().is_none() => plain.push(value),
                    _ => return Ok(me.hole_of(argument, "an object as an argument")),
                }
            }
            let named: Vec<(String, Value)> = names.iter().cloned().zip(plain.split_off(count)).collect();
            act(me, &plain, &named)
        })
    }

    fn timedelta(&mut self, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        const UNITS: [(&str, i128); 7] = [
            ("days", 86_400_000_000),
            ("seconds", 1_000_000),
            ("microseconds", 1),
            ("milliseconds", 1_000),
            ("minutes", 60_000_000),
            ("hours", 3_600_000_000),
            ("weeks", 604_800_000_000),
        ];
        let mut units = Vec::new();
        let mut values = Vec::new();
        for (at, value) in positional.iter().enumerate() {
            units.push(UNITS.get(at).map_or(0, |(_, unit)| *unit));
            values.push(value.clone());
        }
        for (name, value) in named {
            units.push(UNITS.iter().find(|(unit, _)| **unit == **name).map_or(0, |(_, unit)| *unit));
            values.push(value.clone());
        }
        self.lifted(&values, move |me, values| {
            if let Some(unknown) = me.unknown_of(values) {
                return Ok(unknown);
            }
            let mut total: i128 = 0;
            for (unit, value) in units.iter().zip(values) {
                let part = match value.kind {
                    V::Int(count) => count.checked_mul(*unit),
                    V::Bool(value) => Some(i128::from(value) * unit),
                    V::Float(count) if count.abs() < 1e9 => {
                        let exact = count * *unit as f64;
                        Some(exact.round_ties_even() as i128)
                    }
                    _ => {
                        let class = me.type_name(value);
                        return me.raise(
                            "TypeError",
                            format!("unsupported type for timedelta component: {class}"),
                        );
                    }
                };
                match part.and_then(|part| total.checked_add(part)) {
                    Some(sum) => total = sum,
                    None => return Ok(me.limit("the size of numbers", None)),
                }
            }
            Ok(Val::new(V::Timedelta(total)))
        })
    }

    /// A copy of a container, and of those within it down to a depth.
    fn copy(&mut self, value: &Val<'a>, depth: u32) -> Val<'a> {
        if depth == 0 {
            return value.clone();
        }
        let kind = match &value.kind {
            V::List(id) => match &*self.object_rc(*id) {
                Object::List(items) => {
                    let items = items.iter().map(|item| self.copy(item, depth - 1)).collect();
                    self.new_list(items)
                }
                other => V::List(self.allocate(other.clone())),
            },
            V::Dict(id) => match &*self.object_rc(*id) {
                Object::Dict(table) => {
                    let mut table = table.clone();
                    table.environ = false;
                    for (_, item) in table.pairs.values_mut() {
                        *item = self.copy(item, depth - 1);
                    }
                    self.new_dict(table)
                }
                other => V::Dict(self.allocate(other.clone())),
            },
            V::Set(id) => {
                let object = (*self.object_rc(*id)).clone();
                V::Set(self.allocate(object))
            }
            V::Tuple(items) => V::Tuple(items.iter().map(|item| self.copy(item, depth - 1)).collect()),
            V::Instance(_) => return self.unsupported("a copy of an object", value.place),
            other => other.clone(),
        };
        Val { kind, place: value.place }
    }

    /// A folder that imports are looked up in from now on.
    fn add_search(&mut self, text: &str, first: bool) {
        let Some(folder) = text.strip_prefix("<ROOT>") else { return };
        let folder = folder.trim_matches('/').to_owned();
        if self.search.contains(&folder) {
            return;
        }
        if first { self.search.insert(0, folder) } else { self.search.push(folder) }
    }

    /// `split_settings.tools.include('base.py', optional('local.py'), 'components/*.py')`.
    fn split_include(&mut self, patterns: &[Val<'a>]) -> Eval<'a> {
        let path = self.sources.tree().file(self.frame().file).path.clone();
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        for pattern in patterns {
            let Some(pattern) = pattern.as_str().cloned() else {
                let unknown = self.hole_of(pattern, "include()");
                let why = merge_unknown([&unknown]).expect("it is unknown");
                let globals = self.frame().globals;
                self.open_scope(globals, &why);
                continue;
            };
            let wanted = if folder.is_empty() { pattern.to_string() } else { format!("{folder}/{pattern}") };
            let mut found: Vec<(String, crate::source::FileId)> = self
                .sources
                .tree()
                .iter()
                .filter(|(_, file)| matches_glob(&wanted, &file.path))
                .map(|(id, file)| (file.path.clone(), id))
                .collect();
            sort(&mut found);
            if found.is_empty() && !self.sources.tree().complete && !pattern.contains('*') {
                let unknown = self.unknown(Reason::NotGiven(pattern.clone()), Some(self.statement));
                let why = merge_unknown([&unknown]).expect("it is unknown");
                let globals = self.frame().globals;
                self.open_scope(globals, &why);
            }
            for (_, file) in found {
                self.include_file(file)?;
            }
        }
        Ok(Val::new(V::None))
    }
}

/// Shell patterns within one folder: `*` and `?`.
fn matches_glob(pattern: &str, path: &str) -> bool {
    fn go(pattern: &[u8], path: &[u8]) -> bool {
        match (pattern.first(), path.first()) {
            (None, None) => true,
            (Some(b'*'), _) => {
                go(&pattern[1..], path)
                    || path.first().is_some_and(|&byte| byte != b'/') && go(pattern, &path[1..])
            }
            (Some(b'?'), Some(&byte)) if byte != b'/' => go(&pattern[1..], &path[1..]),
            (Some(a), Some(b)) if a == b => go(&pattern[1..], &path[1..]),
            _ => false,
        }
    }
    go(pattern.as_bytes(), path.as_bytes())
}
