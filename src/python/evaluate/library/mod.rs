//! The standard library and the packages that settings use, by dotted name.
//!
//! What is listed is modelled exactly; everything else of a listed module is
//! unknown, with the module's name as the reason.

mod collection;
mod config;
mod digest;
mod file;
mod function;
mod iteration;
mod known;
mod pattern;
mod url;

use std::rc::Rc;

pub(super) use known::Known;

use super::call::Named;
use super::object::{Native, Object, V, Val, merge_unknown};
use super::{Eval, Evaluator};
use crate::python::library::{
    Outcome, bind, date, decimal, hash, ip, json, literal, math, object, path, words,
};
use crate::python::value::{Kind, Reason, Value};
use crate::source::sort;

/// Modules of which at least something is modelled.
const MODELLED: &[&str] = &[
    "abc",
    "ast",
    "base64",
    "binascii",
    "celery.schedules",
    "collections",
    "collections.abc",
    "configparser",
    "configurations",
    "configurations.base",
    "configurations.values",
    "contextlib",
    "copy",
    "dataclasses",
    "csp.constants",
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
    "dynaconf",
    "dynaconf.contrib",
    "enum",
    "environ",
    "environs",
    "environs.exceptions",
    "environs.validate",
    "errno",
    "fnmatch",
    "functools",
    "getpass",
    "hashlib",
    "hmac",
    "html",
    "importlib",
    "importlib.util",
    "inspect",
    "io",
    "ipaddress",
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
    "pprint",
    "pytz",
    "random",
    "re",
    "secrets",
    "shlex",
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
    "toml",
    "tomli",
    "tomllib",
    "traceback",
    "types",
    "typing",
    "typing_extensions",
    "urllib",
    "urllib.parse",
    "uuid",
    "warnings",
    "yaml",
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
    "csv",
    "ctypes",
    "difflib",
    "dis",
    "email",
    "errno",
    "faulthandler",
    "fcntl",
    "fractions",
    "ftplib",
    "gc",
    "gzip",
    "heapq",
    "http",
    "imp",
    "keyword",
    "linecache",
    "lzma",
    "mmap",
    "numbers",
    "optparse",
    "pdb",
    "pickle",
    "pkgutil",
    "pwd",
    "queue",
    "resource",
    "runpy",
    "sched",
    "select",
    "shelve",
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

/// Numbers that every POSIX system gives these errors.
fn error_number(name: &str) -> Option<i128> {
    Some(match name {
        "EPERM" => 1,
        "ENOENT" => 2,
        "EINTR" => 4,
        "EIO" => 5,
        "EACCES" => 13,
        "EEXIST" => 17,
        "ENOTDIR" => 20,
        "EISDIR" => 21,
        "EINVAL" => 22,
        "EROFS" => 30,
        "EPIPE" => 32,
        _ => return None,
    })
}

/// Words of a policy, as django-csp 4 names them.
fn policy_word(name: &str) -> Option<&'static str> {
    Some(match name {
        "NONE" => "none",
        "SELF" => "self",
        "REPORT_SAMPLE" => "report-sample",
        "STRICT_DYNAMIC" => "strict-dynamic",
        "UNSAFE_ALLOW_REDIRECTS" => "unsafe-allow-redirects",
        "UNSAFE_EVAL" => "unsafe-eval",
        "UNSAFE_HASHES" => "unsafe-hashes",
        "UNSAFE_INLINE" => "unsafe-inline",
        "WASM_UNSAFE_EVAL" => "wasm-unsafe-eval",
        _ => return None,
    })
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

/// Modules whose functions make plain values of plain values.
fn is_plain(name: &str) -> bool {
    let module = name.split('.').next().unwrap_or(name);
    matches!(
        module,
        "base64"
            | "binascii"
            | "datetime"
            | "decimal"
            | "fnmatch"
            | "html"
            | "ipaddress"
            | "math"
            | "pprint"
            | "shlex"
            | "string"
            | "textwrap"
            | "urllib"
            | "uuid"
    )
}

/// What the functions of a module raise where they are not given what they want.
fn may_raise(name: &str) -> &'static [&'static str] {
    match name.split('.').next().unwrap_or(name) {
        "json" => &["JSONDecodeError", "TypeError"],
        "tomllib" | "tomli" | "toml" => &["TOMLDecodeError", "TypeError"],
        "yaml" => &["YAMLError", "ValueError", "TypeError", "AttributeError"],
        "base64" | "binascii" => &["binascii.Error", "TypeError"],
        "decimal" => &["InvalidOperation", "TypeError", "ValueError"],
        "ast" => &["SyntaxError", "ValueError", "TypeError"],
        "re" => &["PatternError", "TypeError", "ValueError", "IndexError"],
        "configparser" | "string" => &["Error", "KeyError", "TypeError", "ValueError"],
        "zoneinfo" | "pytz" => &["ZoneInfoNotFoundError", "ValueError", "UnknownTimeZoneError"],
        "datetime" | "uuid" | "ipaddress" | "math" | "shlex" | "textwrap" | "urllib" | "html" | "fnmatch" => {
            &["ValueError", "TypeError", "OverflowError", "AttributeError"]
        }
        "hashlib" | "hmac" | "itertools" | "operator" | "functools" | "collections" | "copy" | "types" => {
            &["TypeError", "ValueError", "KeyError", "AttributeError"]
        }
        _ => &[],
    }
}

/// What one of those functions gives; none: it is not followed.
fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    match name.split('.').next()? {
        "base64" | "binascii" => crate::python::library::codec::call(name, args, named),
        "datetime" => date::call(name, args, named),
        "decimal" => (name == "decimal.Decimal").then(|| decimal::construct(args, named)),
        "ipaddress" => ip::call(name, args, named),
        "math" => math::call(name, args, named),
        "urllib" => url::call(name, args, named),
        "uuid" => hash::call(name, args, named),
        _ => words::call(name, args, named),
    }
}

/// A constant by its dotted name.
fn constant(name: &str) -> Option<Value> {
    match name.split('.').next()? {
        "datetime" => date::constant(name),
        "decimal" => decimal::constant(name),
        "math" => math::constant(name),
        "uuid" => hash::constant(name),
        _ => None,
    }
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
            ("errno", _) => match error_number(name) {
                Some(number) => Val::new(V::Int(number)),
                None => self.unsupported(format!("errno.{name}"), place),
            },
            ("csp.constants", "NONCE") => Val::new(V::Native(Rc::new(Native::Opaque("csp.NONCE".into())))),
            ("csp.constants", _) => match policy_word(name) {
                Some(word) => Val::str(format!("'{word}'")),
                None => self.unknown(Reason::ThirdParty("csp".into()), place),
            },
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
                    "printable" => Val::str(format!(
                        "0123456789{lower}{upper}!\"#$%&'()*+,-./:;<=>?@[\\]^_`{{|}}~ \t\n\r\u{b}\u{c}"
                    )),
                    "Template" | "capwords" => Val::new(V::Symbol(format!("string.{name}").into())),
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
            ("re" | "re.RegexFlag", _) if pattern::flag(name).is_some() => {
                Val::new(V::Int(pattern::flag(name).expect("just seen")))
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
            ("os.path", "pathsep") => Val::str(":"),
            ("os", "extsep") => Val::str("."),
            ("os", "devnull") => Val::str("/dev/null"),
            ("ssl", _) if name.starts_with("CERT_") || name.starts_with("PROTOCOL_") => {
                Val::new(V::Native(Rc::new(Native::Opaque(format!("ssl.{name}").into()))))
            }
            ("pytz", "UTC" | "utc") => Val::new(V::Typed("pytz.UTC", "UTC".into())),
            ("calendar", "day_name" | "day_abbr") => self.unsupported(format!("calendar.{name}"), place),
            _ => {
                let dotted = format!("{symbol}.{name}");
                match constant(&dotted) {
                    Some(value) => self.adopt(&value),
                    None => Val::new(V::Symbol(dotted.into())),
                }
            }
        }
    }

    pub(super) fn call_symbol(&mut self, name: &str, positional: Vec<Val<'a>>, named: Named<'a>) -> Eval<'a> {
        if !name.contains('.')
            && let Some(result) = self.call_builtin(name, &positional, &named)
        {
            return result;
        }
        let result = self.call_dotted(name, positional, named)?;
        self.doubt_result(may_raise(name), &result);
        Ok(result)
    }

    /// Where it is not known what a call gives, it may have raised as well.
    pub(super) fn doubt_result(&mut self, classes: &[&str], result: &Val<'a>) {
        if let V::Unknown(why) = &result.kind {
            for class in classes {
                self.doubt(Some(class), false, &why.clone());
            }
        } else if let V::Maybe(maybe) = &result.kind
            && let Some(open) = &maybe.open
        {
            for class in classes {
                self.doubt(Some(class), false, &open.clone());
            }
        }
    }

    fn call_dotted(&mut self, name: &str, positional: Vec<Val<'a>>, named: Named<'a>) -> Eval<'a> {
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
            "json.load" | "json.loads" | "tomllib.load" | "tomllib.loads" | "toml.load" | "toml.loads"
            | "tomli.load" | "tomli.loads" | "yaml.safe_load" | "yaml.load" | "yaml.safe_load_all"
            | "yaml.load_all" | "yaml.full_load" => self.load_data(name, &positional, &named),
            "json.dumps" => self.json_dumps(&positional, &named),
            "json.dump" => Ok(Val::new(V::None)),
            "configparser.ConfigParser"
            | "configparser.RawConfigParser"
            | "configparser.SafeConfigParser" => {
                let class = name.rsplit('.').next().unwrap_or(name).to_owned();
                self.make_ini(&class, &positional, &named)
            }
            "configparser.BasicInterpolation" | "configparser.ExtendedInterpolation" => {
                Ok(Val::new(V::Native(Rc::new(Native::Opaque(name.into())))))
            }
            "string.Template" => self.lifted(&positional, |me, arguments| match arguments {
                [Val { kind: V::Str(text), .. }] => Ok(me.library_object(Known::Template(text.clone()))),
                _ => {
                    Ok(me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("string.Template()", place)))
                }
            }),
            "zoneinfo.ZoneInfo" | "pytz.timezone" => self.zone(name, &positional, &named),
            "types.MappingProxyType" => self.mapping_proxy(&positional),
            "urllib.parse.urlparse" | "urllib.parse.urlsplit" | "urllib.parse.urldefrag" => {
                let function = name.rsplit('.').next().unwrap_or(name).to_owned();
                self.parsed_url(&function, &positional, &named)
            }
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
                let depth = if name == "copy.copy" { 1 } else { 32 };
                self.lifted(&[value], |me, arguments| Ok(me.copy(&arguments[0], depth)))
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
            _ if name.starts_with("re.") => self.re_function(&name[3..], &positional, &named),
            _ if name.starts_with("itertools.") => self.itertools(&name[10..], &positional, &named),
            _ if name.starts_with("functools.") => self.functools(&name[10..], positional, named),
            _ if name.starts_with("operator.") => self.operator_function(&name[9..], positional, named),
            _ if name.starts_with("collections.") && !name.starts_with("collections.abc.") => {
                self.collections(&name[12..], &positional, &named)
            }
            _ if name.starts_with("hashlib.") => match self.hashlib(&name[8..], &positional, &named) {
                Some(result) => result,
                None => Ok(self.unmodelled_call(name)),
            },
            _ if name.starts_with("hmac.") => self.hmac(&name[5..], &positional, &named),
            // A decorator of a class, or what makes one.
            "dataclasses.dataclass" => match positional.first().map(|value| &value.kind) {
                Some(V::Function(_) | V::Class(_)) => Ok(positional[0].clone()),
                _ => Ok(Val::new(V::Native(Rc::new(Native::Opaque(name.into()))))),
            },
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
            // --- modules by name ---
            "importlib.import_module" => match positional.first().and_then(|name| name.as_str().cloned()) {
                Some(dotted) if !dotted.starts_with('.') => self.import_module(&dotted.clone(), false),
                _ => Ok(self.unsupported("importlib.import_module()", place)),
            },
            "importlib.util.find_spec" => match positional.first().and_then(|name| name.as_str().cloned()) {
                Some(dotted) => Ok(self.find_spec(&dotted)),
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
            "django.urls.reverse_lazy" if named.is_empty() => {
                Ok(Val::new(V::Native(Rc::new(Native::LazyCall("reverse", positional)))))
            }
            "django.urls.reverse_lazy"
            | "celery.schedules.crontab"
            | "celery.schedules.schedule"
            | "kombu.Queue"
            | "kombu.Exchange"
            | "threading.Lock"
            | "logging.StreamHandler"
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
            "dict.fromkeys" => {
                let dict = Val::new(self.new_dict(super::object::Table::default()));
                self.call_method(&dict, "fromkeys", positional, named)
            }
            "int.from_bytes" => self.with_plain(&positional, &named, |me, plain, named| {
                let result = object::int_from_bytes(plain, named);
                me.outcome(result)
            }),
            "bytes.fromhex" => self.lifted(&positional, |me, arguments| match arguments {
                [Val { kind: V::Str(text), .. }] => {
                    match hash::unhex(&text.split_ascii_whitespace().collect::<String>()) {
                        Some(bytes) => Ok(Val::new(V::Bytes(bytes.into()))),
                        None => Ok(me.unsupported("bytes.fromhex()", place)),
                    }
                }
                _ => Ok(me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("bytes.fromhex()", place))),
            }),
            "str.maketrans" => {
                let text = Val::str("");
                self.call_method(&text, "maketrans", positional, named)
            }
            _ if [
                "str.",
                "list.",
                "dict.",
                "set.",
                "frozenset.",
                "tuple.",
                "bytes.",
                "int.",
                "float.",
                "pathlib.Path.",
                "pathlib.PurePath.",
                "datetime.timedelta.",
            ]
            .iter()
            .any(|class| name.starts_with(class)) =>
            {
                // `str.strip(x)`: the method of its first argument.
                let method = name.rsplit('.').next().unwrap_or("").to_owned();
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
                    // Of what has no such method CPython says so.
                    Some((receiver, rest)) => self.call_method(receiver, &method, rest.to_vec(), named),
                    None => Ok(self.unsupported(format!("{name}()"), place)),
                }
            }
            _ if is_plain(name) => {
                let name = name.to_owned();
                self.with_plain(&positional, &named, move |me, plain, named| {
                    match call(&name, plain, named) {
                        Some(result) => me.outcome(result),
                        None => Ok(me.unmodelled_call(&name)),
                    }
                })
            }
            _ => Ok(self.unmodelled_call(name)),
        }
    }

    /// A function of a modelled module that is not modelled itself.
    pub(super) fn unmodelled_call(&mut self, name: &str) -> Val<'a> {
        let place = Some(self.statement);
        let module = name.split('.').next().unwrap_or(name);
        let leaf = name.rsplit('.').next().unwrap_or(name);
        if super::builtins::is_exception_name(leaf)
            || leaf == "ImproperlyConfigured"
            || leaf.ends_with("Error")
        {
            return Val::new(V::Exception(Rc::new((leaf.into(), [].into()))));
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
                match me.plain_data(argument) {
                    Some(value) if value.first_hole().is_none() => plain.push(value),
                    _ => return Ok(me.hole_of(argument, "an object as an argument")),
                }
            }
            let named: Vec<(String, Value)> = names.iter().cloned().zip(plain.split_off(count)).collect();
            act(me, &plain, &named)
        })
    }

    /// `ZoneInfo(key)`: a zone by its name; whether it exists is the server's tables.
    fn zone(&mut self, name: &str, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let class = if name == "pytz.timezone" { "pytz.timezone" } else { "zoneinfo.ZoneInfo" };
        let key = positional.first().or_else(|| named.first().map(|(_, value)| value)).cloned();
        let Some(key) = key else { return Ok(self.unsupported(format!("{name}()"), Some(self.statement))) };
        self.lifted(&[key], move |me, arguments| match &arguments[0].kind {
            V::Str(key) if !crate::python::library::marker::is_marked(key) => {
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
                if key.is_empty() || !key.chars().all(plain) {
                    return Ok(me.unsupported("a time zone of this name", arguments[0].place));
                }
                Ok(Val::new(V::Typed(class, key.clone())))
            }
            _ => Ok(me.hole_of(&arguments[0], "a time zone")),
        })
    }

    /// `json.dumps(value, ...)`.
    fn json_dumps(&mut self, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let place = Some(self.statement);
        let default = named.iter().find(|(name, _)| &**name == "default").map(|(_, value)| value.clone());
        let named: Named<'a> = named.iter().filter(|(name, _)| &**name != "default").cloned().collect();
        let mut positional = positional.to_vec();
        if let (Some(default), Some(first)) =
            (default.filter(|value| !matches!(value.kind, V::None)), positional.first())
        {
            let first = self.expand(first);
            positional[0] = self.json_ready(&first, &default, 24)?;
        }
        self.with_plain(&positional, &named, |me, plain, named| {
            const NAMES: [&str; 8] = [
                "obj",
                "skipkeys",
                "ensure_ascii",
                "check_circular",
                "indent",
                "separators",
                "sort_keys",
                "allow_nan",
            ];
            let unsupported = |me: &Self| Ok(me.unsupported("json.dumps() with these arguments", place));
            // Only the value may stand without a name.
            let Ok(given) = bind(&NAMES, &plain[..plain.len().min(1)], named) else { return unsupported(me) };
            let (Some(value), 1) = (given[0], plain.len()) else { return unsupported(me) };
            let flag = |at: usize, usual: bool| given[at].map_or(Some(usual), Value::truthy);
            let indent = match given[4].map(|value| &value.kind) {
                None | Some(Kind::None) => None,
                Some(Kind::Int(count)) => Some(" ".repeat(usize::try_from(*count).unwrap_or(0).min(64))),
                Some(Kind::Bool(flag)) => Some(" ".repeat(usize::from(*flag))),
                Some(Kind::Str(text)) => Some(text.to_string()),
                Some(_) => return unsupported(me),
            };
            let separators = match given[5].map(|value| &value.kind) {
                None | Some(Kind::None) => None,
                Some(Kind::Tuple(pair) | Kind::List(pair)) => match pair.as_slice() {
                    [one, other] => match (one.as_str(), other.as_str()) {
                        (Some(one), Some(other)) => Some((one.to_owned(), other.to_owned())),
                        _ => return unsupported(me),
                    },
                    _ => return unsupported(me),
                },
                Some(_) => return unsupported(me),
            };
            let (Some(false), Some(ascii), Some(true), Some(sort_keys), Some(true)) =
                (flag(1, false), flag(2, true), flag(3, true), flag(6, false), flag(7, true))
            else {
                return unsupported(me);
            };
            let style = json::Style { indent, sort_keys, keep_unicode: !ascii, separators };
            let result = json::dumps(value, &style).map(|text| me.str_value(&text));
            me.outcome(result)
        })
    }

    /// A value in which `default` has made data of what is none.
    fn json_ready(&mut self, value: &Val<'a>, default: &Val<'a>, depth: u32) -> Eval<'a> {
        if depth == 0 {
            return Ok(self.limit("depth", value.place));
        }
        let kind = match &value.kind {
            V::None
            | V::Bool(_)
            | V::Int(_)
            | V::Float(_)
            | V::Str(_)
            | V::Unknown(_)
            | V::Rest(_)
            | V::Maybe(_) => {
                return Ok(value.clone());
            }
            V::Tuple(_) | V::List(_) => {
                let mut items = Vec::new();
                for item in self.raw_items(value) {
                    items.push(self.json_ready(&item, default, depth - 1)?);
                }
                self.new_list(items)
            }
            V::Dict(id) => match &*self.object_rc(*id) {
                Object::Dict(table) => {
                    let mut table = table.clone();
                    for (_, item) in table.pairs.values_mut() {
                        *item = self.json_ready(item, default, depth - 1)?;
                    }
                    self.new_dict(table)
                }
                _ => return Ok(value.clone()),
            },
            _ => match Self::as_tuple(value) {
                Some(tuple) => return self.json_ready(&tuple, default, depth - 1),
                None => {
                    let made = self.call(default, vec![value.clone()], Vec::new())?;
                    return self.json_ready(&made, default, depth - 1);
                }
            },
        };
        Ok(Val { kind, place: value.place })
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

    /// A folder that imports are looked up in from now on.
    fn add_search(&mut self, text: &str, first: bool) {
        let Some(folder) = text.strip_prefix("<ROOT>") else { return };
        let folder = folder.trim_matches('/').to_owned();
        if self.search.contains(&folder) {
            return;
        }
        if first { self.search.insert(0, folder) } else { self.search.push(folder) }
    }

    /// Notes that a file is included; false: it was before, and is left out.
    fn is_first_include(&mut self, path: &str) -> bool {
        const NAME: &str = "__included_files__";
        let scope = self.frame().globals;
        let mut files = match self.state(scope, NAME).map(|files| files.kind) {
            Some(V::Tuple(files)) => files.to_vec(),
            _ => Vec::new(),
        };
        if files.iter().any(|file| file.as_str().is_some_and(|file| **file == *path)) {
            return false;
        }
        files.push(Val::str(path));
        self.bind_in(scope, NAME, Val::new(V::Tuple(files.into())));
        true
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
            for (path, file) in found {
                if self.is_first_include(&path) {
                    self.include_file(file)?;
                }
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
