//! Python's built-in functions.

use std::cmp::Ordering;
use std::rc::Rc;

use super::call::Named;
use super::object::{Native, Object, Table, V, Val, merge_unknown};
use super::operator::Truth;
use super::{Eval, Evaluator, MAX_ITEMS};
use crate::python::library::{casts, numbers, text};
use crate::source::{sort, sort_by};

/// Names that are there without an import.
const BUILTINS: &[&str] = &[
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytes",
    "callable",
    "chr",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "eval",
    "exec",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "classmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
    "__import__",
    "exit",
    "quit",
    "NotImplemented",
    "Ellipsis",
    "delattr",
    "bytearray",
    "memoryview",
    "complex",
    "compile",
    "breakpoint",
    "__build_class__",
    "aiter",
    "anext",
    "help",
    "copyright",
    "credits",
];

/// What every class has, as `dir()` lists it.
const CLASS_NAMES: &[&str] = &[
    "__class__",
    "__delattr__",
    "__dict__",
    "__dir__",
    "__doc__",
    "__eq__",
    "__format__",
    "__ge__",
    "__getattribute__",
    "__getstate__",
    "__gt__",
    "__hash__",
    "__init__",
    "__init_subclass__",
    "__le__",
    "__lt__",
    "__module__",
    "__ne__",
    "__new__",
    "__reduce__",
    "__reduce_ex__",
    "__repr__",
    "__setattr__",
    "__sizeof__",
    "__str__",
    "__subclasshook__",
    "__weakref__",
];

/// Whether it is the name of a built-in exception.
pub(super) fn is_exception_name(name: &str) -> bool {
    matches!(
        name,
        "BaseException" | "Exception" | "StopIteration" | "KeyboardInterrupt" | "SystemExit" | "Warning"
    ) || (name.ends_with("Error") || name.ends_with("Warning"))
        && name.chars().next().is_some_and(char::is_uppercase)
        && matches!(
            name,
            "ArithmeticError"
                | "AssertionError"
                | "AttributeError"
                | "BufferError"
                | "EOFError"
                | "EnvironmentError"
                | "FileExistsError"
                | "FileNotFoundError"
                | "FloatingPointError"
                | "IOError"
                | "ImportError"
                | "IndentationError"
                | "IndexError"
                | "InterruptedError"
                | "IsADirectoryError"
                | "KeyError"
                | "LookupError"
                | "MemoryError"
                | "ModuleNotFoundError"
                | "NameError"
                | "NotADirectoryError"
                | "NotImplementedError"
                | "OSError"
                | "OverflowError"
                | "PermissionError"
                | "ProcessLookupError"
                | "RecursionError"
                | "ReferenceError"
                | "RuntimeError"
                | "SyntaxError"
                | "SystemError"
                | "TabError"
                | "TimeoutError"
                | "TypeError"
                | "UnboundLocalError"
                | "UnicodeDecodeError"
                | "UnicodeEncodeError"
                | "UnicodeError"
                | "ValueError"
                | "ZeroDivisionError"
                | "ConnectionError"
                | "DeprecationWarning"
                | "FutureWarning"
                | "ImportWarning"
                | "PendingDeprecationWarning"
                | "ResourceWarning"
                | "RuntimeWarning"
                | "SyntaxWarning"
                | "UserWarning"
                | "BlockingIOError"
                | "ChildProcessError"
        )
}

/// The built-in of that name.
pub(super) fn builtin<'a>(name: &str) -> Option<Val<'a>> {
    match name {
        "__debug__" => Some(Val::new(V::Bool(true))),
        "__builtins__" => None,
        _ if BUILTINS.contains(&name) || is_exception_name(name) => Some(Val::new(V::Symbol(name.into()))),
        _ => None,
    }
}

impl<'a> Evaluator<'a> {
    /// Calls a built-in; none: no such built-in.
    pub(super) fn call_builtin(
        &mut self,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Option<Eval<'a>> {
        Some(match name {
            "print" | "breakpoint" | "help" => Ok(Val::new(V::None)),
            "exit" | "quit" => self.raise("SystemExit", None),
            "len" => {
                self.lifted(&positional[..positional.len().min(1)], |me, arguments| me.len_of(&arguments[0]))
            }
            "bool" => match positional.first() {
                None => Ok(Val::new(V::Bool(false))),
                Some(value) => self.lifted(std::slice::from_ref(value), |me, arguments| {
                    Ok(match me.truth(&arguments[0])? {
                        Truth::Known(truth) => Val::new(V::Bool(truth)),
                        Truth::Open { because, .. } => me.either_bool(&because),
                    })
                }),
            },
            "int" | "float" | "str" | "repr" | "ascii" | "abs" | "round" | "ord" | "chr" | "hex" | "oct"
            | "bin" | "hash" | "pow" | "divmod" | "format" | "bytes" => {
                let name = name.to_owned();
                // Named arguments at their places, as far as they have one.
                let mut positional = positional.to_vec();
                let mut others = Vec::new();
                for (given, value) in named {
                    let place = match (&*name, &**given) {
                        ("int", "base") | ("round", "ndigits") | ("pow", "exp") => 1,
                        ("pow", "mod") => 2,
                        ("round", "number") | ("pow", "base") | ("str", "object") => 0,
                        _ => usize::MAX,
                    };
                    if place == positional.len() {
                        positional.push(value.clone());
                    } else if matches!((&*name, &**given), ("str" | "bytes", "encoding" | "errors")) {
                        others.push((given.clone(), value.clone()));
                    } else {
                        return Some(Ok(self.unsupported(format!("{name}()"), Some(self.statement))));
                    }
                }
                self.lifted(&positional, move |me, arguments| me.scalar_builtin(&name, arguments, &others))
            }
            "list" | "tuple" | "set" | "frozenset" | "sorted" | "reversed" | "enumerate" | "sum" | "any"
            | "all" | "min" | "max" => self.over_items(name, positional, named),
            "dict" => self.make_dict(positional, named),
            "range" => self.lifted(positional, |me, arguments| {
                if let Some(unknown) = me.unknown_of(arguments) {
                    return Ok(unknown);
                }
                let ints: Option<Vec<i128>> = arguments
                    .iter()
                    .map(|value| match value.kind {
                        V::Int(value) => Some(value),
                        V::Bool(value) => Some(i128::from(value)),
                        _ => None,
                    })
                    .collect();
                Ok(Val::new(match ints.as_deref() {
                    Some([stop]) => V::Range(0, *stop, 1),
                    Some([start, stop]) => V::Range(*start, *stop, 1),
                    Some([_, _, 0]) => {
                        return me.raise("ValueError", "range() arg 3 must not be zero".to_owned());
                    }
                    Some([start, stop, step]) => V::Range(*start, *stop, *step),
                    _ => return me.raise("TypeError", "range() takes integers".to_owned()),
                }))
            }),
            "zip" => self.zip(positional, named),
            "map" => self.map(positional),
            "filter" => self.filter(positional),
            "next" => self.next_item(positional),
            "iter" => match positional {
                [value] => {
                    let value = value.clone();
                    self.lifted(&[value], |me, values| me.iter_of(&values[0]))
                }
                _ => Ok(self.unsupported("iter() of a function", Some(self.statement))),
            },
            "isinstance" | "issubclass" if positional.len() == 2 && !Self::is_class(&positional[1]) => {
                self.raise("TypeError", format!("{name}() arg 2 must be a type"))
            }
            "isinstance" => match positional {
                [value, class] => {
                    let class = class.clone();
                    self.lifted(std::slice::from_ref(value), move |me, arguments| {
                        Ok(me.is_instance(&arguments[0], &class))
                    })
                }
                _ => self.raise("TypeError", "isinstance expected 2 arguments".to_owned()),
            },
            "issubclass" => match positional {
                [value, class] => Ok(self.is_subclass(value, class)),
                _ => self.raise("TypeError", "issubclass expected 2 arguments".to_owned()),
            },
            "callable" => Ok(match positional.first().map(|value| &value.kind) {
                Some(V::Function(_) | V::Method(_) | V::NativeMethod(_) | V::Class(_)) => {
                    Val::new(V::Bool(true))
                }
                Some(
                    V::None
                    | V::Iterator(_)
                    | V::Bool(_)
                    | V::Int(_)
                    | V::Float(_)
                    | V::Str(_)
                    | V::List(_)
                    | V::Dict(_)
                    | V::Tuple(_)
                    | V::Set(_)
                    | V::Path(_)
                    | V::Bytes(_),
                ) => Val::new(V::Bool(false)),
                _ => {
                    let unknown = self.unsupported("callable()", Some(self.statement));
                    let why = merge_unknown([&unknown]).expect("it is unknown");
                    self.either_bool(&why)
                }
            }),
            "hasattr" => match positional {
                [object, name] => self.has_attribute(&object.clone(), &name.clone()),
                _ => self.raise("TypeError", "hasattr expected 2 arguments".to_owned()),
            },
            "getattr" => match positional {
                [object, name, default @ ..] => {
                    self.get_attribute(&object.clone(), &name.clone(), default.first().cloned())
                }
                _ => self.raise("TypeError", "getattr expected at least 2 arguments".to_owned()),
            },
            "setattr" => match positional {
                [object, name, value] => {
                    match &name.kind {
                        V::Str(name) => {
                            if let Err(raise) = self.set_attribute(object, name, value.clone()) {
                                return Some(Err(raise));
                            }
                        }
                        _ => {
                            if let (Some(scope), Some(why)) =
                                (self.attribute_scope(object), merge_unknown([name]))
                            {
                                match object.kind {
                                    V::Module(_) => self.open_scope(scope, &why),
                                    _ => self.open_matching(scope, &why, |name| !name.starts_with("__")),
                                }
                            }
                        }
                    }
                    Ok(Val::new(V::None))
                }
                _ => self.raise("TypeError", "setattr expected 3 arguments".to_owned()),
            },
            "type" => match positional {
                [value] => {
                    let value = value.clone();
                    Ok(self.type_of(&value))
                }
                _ => Ok(self.unsupported("type() with three arguments", Some(self.statement))),
            },
            "vars" => match positional.first().map(|value| value.kind.clone()) {
                Some(V::Module(module)) => Ok(self.scope_value(module.scope)),
                Some(V::Instance(_) | V::Class(_)) => match self.attribute_scope(&positional[0]) {
                    Some(scope) => Ok(self.scope_value(scope)),
                    None => Ok(self.unsupported("vars()", Some(self.statement))),
                },
                _ => Ok(self.unsupported("vars()", Some(self.statement))),
            },
            "locals" | "globals" => {
                let globals = self.frame().globals;
                Ok(self.scope_value(globals))
            }
            "dir" => match positional.first().map(|value| value.kind.clone()) {
                Some(V::Module(module)) => {
                    let mut names: Vec<Rc<str>> = self.scope(module.scope).names.keys().cloned().collect();
                    sort(&mut names);
                    let items = names.into_iter().map(Val::str).collect();
                    Ok(Val::new(self.new_list(items)))
                }
                Some(V::Class(id)) => {
                    let mut names: Vec<Rc<str>> = CLASS_NAMES.iter().map(|name| (*name).into()).collect();
                    for id in self.ancestors(id).0 {
                        if let Some(class) = self.class(id) {
                            names.extend(self.scope(class.scope).names.keys().cloned());
                        }
                    }
                    sort(&mut names);
                    names.dedup();
                    let items = names.into_iter().map(Val::str).collect();
                    Ok(Val::new(self.new_list(items)))
                }
                _ => Ok(self.unsupported("dir()", Some(self.statement))),
            },
            "open" => self.open_file(positional, named),
            "object" => Ok(Val::new(V::Native(Rc::new(Native::Opaque("object".into()))))),
            "compile"
                if positional.first().is_some_and(|code| matches!(code.kind, V::Str(_) | V::Bytes(_))) =>
            {
                Ok(positional[0].clone())
            }
            "exec"
                if let Some(result) =
                    positional.first().and_then(|code| self.exec(code, &positional[1..])) =>
            {
                result.map(|()| Val::new(V::None))
            }
            "id" | "input" | "eval" | "exec" | "compile" | "memoryview" | "bytearray" | "complex"
            | "slice" => {
                let unknown = self.unsupported(format!("{name}()"), Some(self.statement));
                let why = merge_unknown([&unknown]).expect("it is unknown");
                self.doubt(None, false, &why);
                if name == "exec" {
                    // Code that is not followed may set any name here.
                    let globals = self.frame().globals;
                    self.open_scope(globals, &why);
                }
                Ok(unknown)
            }
            "__import__" => match positional.first().and_then(|name| name.as_str().cloned()) {
                Some(name) => self.import_module(&name.clone(), true),
                None => Ok(self.unsupported("__import__()", Some(self.statement))),
            },
            "property" | "staticmethod" | "classmethod" => {
                Ok(positional.first().cloned().unwrap_or_else(|| Val::new(V::None)))
            }
            _ if is_exception_name(name) => {
                Ok(Val::new(V::Exception(Rc::new((name.into(), positional.into())))))
            }
            _ => return None,
        })
    }

    fn len_of(&mut self, value: &Val<'a>) -> Eval<'a> {
        if value.is_unknown() {
            return Ok(value.clone());
        }
        if let V::Str(text) = &value.kind {
            if crate::python::library::marker::is_marked(text) {
                return Ok(self.unknown(crate::python::Reason::Host("an absolute path".into()), value.place));
            }
            self.spend(text.len() / 16);
            return Ok(Val::new(V::Int(text.chars().count() as i128)));
        }
        if let V::Range(start, stop, step) = value.kind {
            let length = super::expression::range_length(start, stop, step);
            return Ok(match i128::try_from(length) {
                Ok(length) if length < i64::MAX as i128 => Val::new(V::Int(length)),
                _ => self.limit("the size of numbers", value.place),
            });
        }
        let items: Option<&[Val<'a>]> = match &value.kind {
            V::Tuple(items) => Some(items),
            V::List(id) => match self.object(*id) {
                Object::List(items) => Some(items),
                _ => None,
            },
            _ => None,
        };
        if let Some(items) = items {
            self.look(items.len() / 4);
            return Ok(match items.iter().find(|item| matches!(item.kind, V::Rest(_))) {
                Some(rest) => {
                    Val { kind: V::Unknown(merge_unknown([rest]).expect("it is a rest")), place: value.place }
                }
                None => Val::new(V::Int(items.len() as i128)),
            });
        }
        if let V::Set(id) | V::Dict(id) = value.kind
            && let Object::Set(table) | Object::Dict(table) = self.object(id)
        {
            if let Some(why) = &table.open {
                return Ok(Val { kind: V::Unknown(why.clone()), place: value.place });
            }
            return Ok(Val::new(V::Int(table.pairs.len() as i128)));
        }
        if let V::Instance(_) = value.kind
            && let Some(method) = self.class_attribute(value, "__len__")
        {
            return self.call(&method, Vec::new(), Vec::new());
        }
        if matches!(value.kind, V::None | V::Int(_) | V::Bool(_) | V::Float(_)) {
            let class = self.type_name(value);
            return self.raise("TypeError", format!("object of type '{class}' has no len()"));
        }
        Ok(match self.iterate(value)? {
            Ok(items) => Val::new(V::Int(items.len() as i128)),
            Err(why) => Val { kind: V::Unknown(why), place: value.place },
        })
    }

    fn scalar_builtin(&mut self, name: &str, arguments: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        if let Some(unknown) = self.unknown_of(arguments) {
            // `int("x")` may raise on a text that is not known.
            if matches!(name, "int" | "float") {
                let why = merge_unknown([&unknown]).expect("it is unknown");
                self.doubt(Some("ValueError"), false, &why);
            }
            return Ok(unknown);
        }
        let place = Some(self.statement);
        match (name, arguments) {
            ("int", [Val { kind: V::Decimal(text), .. }]) => {
                let result =
                    crate::python::library::decimal::integer(text).map(crate::python::library::int_value);
                self.outcome(result)
            }
            ("int", [Val { kind: V::Typed(..), .. }]) => {
                let result = match self.plain(&arguments[0]) {
                    Some(plain) => {
                        crate::python::library::ip::number(&plain).map(crate::python::library::int_value)
                    }
                    None => return Ok(self.unsupported("int()", place)),
                };
                self.outcome(result)
            }
            ("float", [Val { kind: V::Decimal(text), .. }]) => {
                let result = casts::float_of_text(text);
                self.outcome(result)
            }
            ("abs", [Val { kind: V::Decimal(text), .. }]) => {
                let result = crate::python::library::decimal::absolute(text);
                self.outcome(result)
            }
            ("abs", [Val { kind: V::Timedelta(micros), .. }]) => Ok(Val::new(V::Timedelta(micros.abs()))),
            ("str", []) => Ok(Val::str("")),
            ("int", []) => Ok(Val::new(V::Int(0))),
            ("float", []) => Ok(Val::new(V::Float(0.0))),
            ("bytes", []) => Ok(Val::new(V::Bytes(Rc::from([])))),
            ("str", [value]) => match &value.kind {
                V::Str(_) => Ok(value.clone()),
                V::Native(native) if native.text().is_some() => {
                    Ok(native.text().map_or_else(|| value.clone(), Val::str))
                }
                V::Exception(_) | V::Instance(_) => self.str(value),
                _ => match self.plain(value) {
                    Some(plain) => {
                        let result = text::str_of(&plain).map(|text| self.str_value(&text));
                        self.outcome(result)
                    }
                    None => Ok(self.hole_of(value, "str() of an object")),
                },
            },
            ("str", [value, ..]) if matches!(value.kind, V::Bytes(_)) => {
                self.call_method(value, "decode", arguments[1..].to_vec(), named.clone())
            }
            ("repr" | "ascii", [value]) if matches!(value.kind, V::Exception(_) | V::Instance(_)) => {
                self.repr(value)
            }
            ("format", [value]) if matches!(value.kind, V::Instance(_)) => self.format_instance(value, ""),
            ("format", [value, spec]) if matches!(value.kind, V::Instance(_)) && spec.as_str().is_some() => {
                let spec = spec.as_str().cloned().unwrap_or_default();
                self.format_instance(value, &spec)
            }
            ("hash" | "int" | "float" | "abs" | "round", [value, ..])
                if matches!(value.kind, V::Instance(_)) =>
            {
                let method = match name {
                    "hash" => "__hash__",
                    "int" => "__int__",
                    "float" => "__float__",
                    "abs" => "__abs__",
                    _ => "__round__",
                };
                match (self.class_attribute(value, method), self.payload(value)) {
                    (Some(method), _) => self.call(&method, arguments[1..].to_vec(), Vec::new()),
                    (None, Some(value)) => {
                        let mut arguments = arguments.to_vec();
                        arguments[0] = value;
                        self.scalar_builtin(name, &arguments, named)
                    }
                    (None, None) => Ok(self.unsupported(format!("{name}()"), place)),
                }
            }
            ("repr" | "ascii", [value]) => match self.plain(value) {
                Some(plain) => {
                    let written =
                        if name == "ascii" { text::ascii_of(&plain) } else { text::repr_of(&plain) };
                    self.outcome(written.map(|text| self.str_value(&text)))
                }
                None => Ok(self.hole_of(value, "repr() of an object")),
            },
            ("format", [value, spec]) => match (self.plain(value), spec.as_str().cloned()) {
                (Some(plain), Some(spec)) => {
                    let result = text::format_value(&plain, &spec).map(|text| self.str_value(&text));
                    self.outcome(result)
                }
                _ => Ok(self.hole_of(value, "format() of an object")),
            },
            ("int", [value]) => match &value.kind {
                V::Int(_) => Ok(value.clone()),
                V::Bool(value) => Ok(Val::new(V::Int(i128::from(*value)))),
                V::Float(value) if value.is_finite() && value.abs() < 1e37 => {
                    Ok(Val::new(V::Int(value.trunc() as i128)))
                }
                V::Float(value) if value.is_nan() => {
                    self.raise("ValueError", "cannot convert float NaN to integer".to_owned())
                }
                V::Float(value) if value.is_infinite() => {
                    self.raise("OverflowError", "cannot convert float infinity to integer".to_owned())
                }
                V::Str(text) => {
                    let result = casts::int_of_text(text, 10);
                    self.outcome(result)
                }
                V::None | V::List(_) | V::Dict(_) | V::Tuple(_) => {
                    let class = self.type_name(value);
                    self.raise(
                        "TypeError",
                        format!("int() argument must be a string, a bytes-like object or a real number, not '{class}'"),
                    )
                }
                _ => Ok(self.unsupported("int()", place)),
            },
            ("int", [value, base]) => match (&value.kind, &base.kind) {
                (V::Str(text), V::Int(base @ (0 | 2..=36))) => {
                    let result = casts::int_of_text(text, *base as u32);
                    self.outcome(result)
                }
                (V::Str(_) | V::Bytes(_), V::Int(_)) => {
                    self.raise("ValueError", "int() base must be >= 2 and <= 36, or 0".to_owned())
                }
                (V::Str(_) | V::Bytes(_), _) => self.wrong_type(base, "int() base must be an integer"),
                _ => self.raise("TypeError", "int() can't convert non-string with explicit base".to_owned()),
            },
            ("float", [value]) => match &value.kind {
                V::Float(_) => Ok(value.clone()),
                V::Int(value) => Ok(Val::new(V::Float(*value as f64))),
                V::Bool(value) => Ok(Val::new(V::Float(f64::from(u8::from(*value))))),
                V::Str(text) => {
                    let result = casts::float_of_text(text);
                    self.outcome(result)
                }
                V::None | V::List(_) | V::Dict(_) | V::Tuple(_) => {
                    let class = self.type_name(value);
                    self.raise(
                        "TypeError",
                        format!("float() argument must be a string or a real number, not '{class}'"),
                    )
                }
                _ => Ok(self.unsupported("float()", place)),
            },
            ("hash", [value]) => {
                self.check_hashable(std::slice::from_ref(value))?;
                Ok(self.unsupported("hash()", place))
            }
            ("abs", [value]) => match value.kind {
                V::Int(value) => match value.checked_abs() {
                    Some(value) => Ok(Val::new(V::Int(value))),
                    None => Ok(self.limit("the size of numbers", place)),
                },
                V::Bool(value) => Ok(Val::new(V::Int(i128::from(value)))),
                V::Float(value) => Ok(Val::new(V::Float(value.abs()))),
                V::Timedelta(value) => Ok(Val::new(V::Timedelta(value.abs()))),
                _ => self.wrong_type(value, "bad operand type for abs()"),
            },
            ("round", [value, digits @ ..]) => {
                let digits = match digits.first().map(|digits| &digits.kind) {
                    None | Some(V::None) => None,
                    Some(V::Int(digits)) => Some(*digits),
                    Some(_) => return Ok(self.unsupported("round()", place)),
                };
                match self.plain(value) {
                    Some(plain) => {
                        let result = numbers::round(&plain, digits);
                        self.outcome(result)
                    }
                    None => Ok(self.unsupported("round()", place)),
                }
            }
            ("ord", [value]) => {
                match value.as_str().map(|text| (text.chars().next(), text.chars().count())) {
                    Some((Some(first), 1)) => Ok(Val::new(V::Int(i128::from(u32::from(first))))),
                    Some(_) => self.raise("TypeError", "ord() expected a character".to_owned()),
                    None if matches!(value.kind, V::Bytes(_)) => Ok(self.unsupported("ord()", place)),
                    None => self.wrong_type(value, "ord() expected string of length 1"),
                }
            }
            ("chr", [value]) => match value.kind {
                V::Int(code) => match u32::try_from(code).ok().and_then(char::from_u32) {
                    Some(character) => Ok(Val::str(character.to_string())),
                    None if (0..0x11_0000).contains(&code) => Ok(self.unsupported("chr()", place)),
                    None => self.raise("ValueError", "chr() arg not in range(0x110000)".to_owned()),
                },
                V::Bool(_) => Ok(self.unsupported("chr()", place)),
                _ => self.wrong_type(value, "an integer is required"),
            },
            ("hex" | "oct" | "bin", [value]) => match value.kind {
                V::Int(value) => {
                    let magnitude = value.unsigned_abs();
                    let digits = match name {
                        "hex" => format!("0x{magnitude:x}"),
                        "oct" => format!("0o{magnitude:o}"),
                        _ => format!("0b{magnitude:b}"),
                    };
                    Ok(Val::str(if value < 0 { format!("-{digits}") } else { digits }))
                }
                V::Bool(_) => Ok(self.unsupported("a number's digits", place)),
                _ => self.wrong_type(value, "an integer is required"),
            },
            ("pow", [base, exponent]) => self.binary(base, rustpython_parser::ast::Operator::Pow, exponent),
            ("pow", [base, exponent, modulus]) => match (&base.kind, &exponent.kind, &modulus.kind) {
                (V::Int(_), V::Int(_), V::Int(0)) => {
                    self.raise("ValueError", "pow() 3rd argument cannot be 0".to_owned())
                }
                (V::Int(base), V::Int(exponent), V::Int(modulus))
                    if *exponent >= 0 && modulus.unsigned_abs() < 1 << 63 =>
                {
                    // Squares of what is below 63 bits fit.
                    let (mut result, mut square) = (1 % modulus.abs(), base.rem_euclid(modulus.abs()));
                    let mut left = *exponent;
                    while left > 0 {
                        if left & 1 == 1 {
                            result = result * square % modulus.abs();
                        }
                        square = square * square % modulus.abs();
                        left >>= 1;
                    }
                    let result = if *modulus < 0 && result > 0 { result + modulus } else { result };
                    Ok(Val::new(V::Int(result)))
                }
                _ => Ok(self.unsupported("pow() with three arguments", place)),
            },
            ("divmod", [a, b]) => {
                let quotient = self.binary(a, rustpython_parser::ast::Operator::FloorDiv, b)?;
                let rest = self.binary(a, rustpython_parser::ast::Operator::Mod, b)?;
                Ok(Val::new(V::Tuple([quotient, rest].into())))
            }
            ("bytes", [value, more @ ..]) => match &value.kind {
                V::Str(_) if more.is_empty() && named.is_empty() => {
                    self.raise("TypeError", "string argument without an encoding".to_owned())
                }
                V::Str(_) => self.call_method(value, "encode", arguments[1..].to_vec(), named.clone()),
                V::Bytes(_) => Ok(value.clone()),
                _ => Ok(self.unsupported("bytes()", place)),
            },
            _ => Ok(self.unsupported(format!("{name}()"), place)),
        }
    }

    /// A type that Python refuses there; of an object it is not known.
    fn wrong_type(&mut self, value: &Val<'a>, message: &str) -> Eval<'a> {
        match value.kind {
            V::None
            | V::Bool(_)
            | V::Int(_)
            | V::Float(_)
            | V::Str(_)
            | V::Bytes(_)
            | V::Tuple(_)
            | V::List(_)
            | V::Dict(_)
            | V::Set(_)
            | V::Path(_)
            | V::Function(_) => {
                let class = self.type_name(value);
                self.raise("TypeError", format!("{message}, not '{class}'"))
            }
            _ => Ok(self.hole_of(value, "an object as an argument")),
        }
    }

    /// Built-ins that go over the items of their first argument.
    fn over_items(&mut self, name: &str, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let Some(first) = positional.first() else {
            return Ok(Val::new(match name {
                "list" => self.new_list(Vec::new()),
                "tuple" => V::Tuple([].into()),
                "set" => self.new_set(Table::default()),
                "frozenset" => {
                    self.new_set(Table { flavour: super::object::Flavour::Frozen, ..Table::default() })
                }
                _ => return self.raise("TypeError", format!("{name} expected an argument")),
            }));
        };
        // `max(a, b)`: the arguments are the items.
        if matches!(name, "min" | "max") && positional.len() > 1 {
            let items = Val::new(V::Tuple(positional.to_vec().into()));
            return self.over_items(name, &[items], named);
        }
        let more: Vec<Val<'a>> = positional[1..].to_vec();
        let name = name.to_owned();
        let named = named.clone();
        self.lifted(std::slice::from_ref(first), move |me, arguments| {
            me.over_one(&name, &arguments[0], &more, &named)
        })
    }

    fn over_one(&mut self, name: &str, source: &Val<'a>, more: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        if matches!(name, "set" | "frozenset") {
            // The order of another set does not matter.
            if let V::Set(id) = source.kind {
                let mut object = (*self.object_rc(id)).clone();
                if let Object::Set(table) = &mut object {
                    table.flavour =
                        if name == "frozenset" { super::object::Flavour::Frozen } else { Default::default() };
                }
                return Ok(Val::new(V::Set(self.allocate(object))));
            }
        }
        if (name == "sorted" || matches!(name, "min" | "max" | "any" | "all" | "sum"))
            && let V::Set(id) = source.kind
            && let Object::Set(table) = &*self.object_rc(id)
            && table.open.is_none()
        {
            let items: Vec<Val<'a>> = table.pairs.values().map(|(item, _)| item.clone()).collect();
            return self.over_list(name, items, None, source, more, named);
        }
        match self.iterate_partly(source)? {
            Ok((items, rest)) => self.over_list(name, items, rest, source, more, named),
            Err(why) => Ok(match name {
                "any" | "all" => self.either_bool(&why),
                "list" | "sorted" | "reversed" => {
                    let rest = Val { kind: V::Rest(why), place: source.place };
                    Val::new(self.new_list(vec![rest]))
                }
                _ => Val { kind: V::Unknown(why), place: source.place },
            }),
        }
    }

    fn over_list(
        &mut self,
        name: &str,
        mut items: Vec<Val<'a>>,
        rest: Option<Rc<crate::python::Unknown>>,
        source: &Val<'a>,
        more: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        let option =
            |wanted: &str| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone());
        let with_rest = |mut items: Vec<Val<'a>>| {
            items.extend(rest.clone().map(|why| Val { kind: V::Rest(why), place: source.place }));
            items
        };
        Ok(Val::new(match name {
            "list" => {
                // A list of what has a hole in the middle keeps what follows it.
                let raw = if matches!(source.kind, V::List(_) | V::Tuple(_)) {
                    self.raw_items(source)
                } else {
                    with_rest(items)
                };
                self.new_list(raw)
            }
            "tuple" => {
                let raw = if matches!(source.kind, V::List(_) | V::Tuple(_)) {
                    self.raw_items(source)
                } else {
                    with_rest(items)
                };
                V::Tuple(raw.into())
            }
            "set" | "frozenset" => {
                self.check_hashable(&items)?;
                let mut set = self.set_of(items);
                if let (Some(why), V::Set(id)) = (&rest, &mut set)
                    && let Object::Set(table) = self.write(*id)
                {
                    table.open = Some(why.clone());
                }
                if let (V::Set(id), "frozenset") = (&set, name)
                    && let Object::Set(table) = self.write(*id)
                {
                    table.flavour = super::object::Flavour::Frozen;
                }
                set
            }
            "reversed" if rest.is_none() => {
                items.reverse();
                self.new_iterator("reversed", items)
            }
            "enumerate" => {
                let start = match more.first().cloned().or_else(|| option("start")).map(|value| value.kind) {
                    None => 0,
                    Some(V::Int(start)) => start,
                    Some(_) => return Ok(self.unsupported("enumerate() from an unknown start", None)),
                };
                let pairs = items
                    .into_iter()
                    .enumerate()
                    .map(|(index, item)| {
                        Val::new(V::Tuple([Val::new(V::Int(start + index as i128)), item].into()))
                    })
                    .collect();
                let pairs = with_rest(pairs);
                self.new_iterator("enumerate", pairs)
            }
            "any" | "all" => {
                let is_any = name == "any";
                let mut doubt = rest.clone();
                for item in &items {
                    match self.truth(item)? {
                        Truth::Known(truth) if truth == is_any => return Ok(Val::new(V::Bool(is_any))),
                        Truth::Known(_) => {}
                        Truth::Open { because, .. } => doubt = Some(because),
                    }
                }
                match doubt {
                    Some(why) => return Ok(self.either_bool(&why)),
                    None => V::Bool(!is_any),
                }
            }
            "sum" => {
                let mut total =
                    more.first().cloned().or_else(|| option("start")).unwrap_or_else(|| Val::new(V::Int(0)));
                for item in &items {
                    total = self.binary(&total, rustpython_parser::ast::Operator::Add, item)?;
                }
                match rest {
                    Some(why) if matches!(total.kind, V::List(_)) => {
                        let mut items = self.raw_items(&total);
                        items.push(Val::new(V::Rest(why)));
                        self.new_list(items)
                    }
                    Some(why) => V::Unknown(why),
                    None => total.kind,
                }
            }
            "sorted" | "min" | "max" => {
                if let Some(why) = rest {
                    return Ok(match name {
                        "sorted" => {
                            let rest = Val { kind: V::Rest(why), place: source.place };
                            Val::new(self.new_list(vec![rest]))
                        }
                        _ => Val { kind: V::Unknown(why), place: source.place },
                    });
                }
                let key = option("key").filter(|key| !matches!(key.kind, V::None));
                let mut keyed = Vec::with_capacity(items.len());
                for item in items {
                    let by = match &key {
                        Some(key) => self.call(key, vec![item.clone()], Vec::new())?,
                        None => item.clone(),
                    };
                    keyed.push((by, item));
                }
                if let Some(why) = keyed.iter().find_map(|(by, _)| self.hole_within(by)) {
                    return Ok(match name {
                        "sorted" => Val::new(self.new_list(vec![Val::new(V::Rest(why))])),
                        _ => Val { kind: V::Unknown(why), place: source.place },
                    });
                }
                if keyed.is_empty() && name != "sorted" {
                    if let Some(default) = option("default") {
                        return Ok(default);
                    }
                    return self.raise("ValueError", format!("{name}() iterable argument is empty"));
                }
                let mut failed = false;
                let mut unknown = false;
                let reverse = match option("reverse") {
                    Some(value) => matches!(self.truth(&value)?, Truth::Known(true)),
                    None => false,
                };
                let mut order = |me: &Self, a: &Val<'a>, b: &Val<'a>| match me.order(a, b) {
                    Ok(Some(ordering)) => ordering,
                    Ok(None) => {
                        unknown = true;
                        Ordering::Equal
                    }
                    Err(()) => {
                        failed = true;
                        Ordering::Equal
                    }
                };
                let me = &*self;
                // The greatest is the first in reverse, of equals the first of all.
                if reverse && name == "sorted" || name == "max" {
                    // Stable also when reversed.
                    keyed.reverse();
                    sort_by(&mut keyed, |(a, _), (b, _)| order(me, a, b));
                    keyed.reverse();
                } else {
                    sort_by(&mut keyed, |(a, _), (b, _)| order(me, a, b));
                }
                if failed {
                    return self.raise("TypeError", "'<' not supported between these items".to_owned());
                }
                if unknown {
                    return Ok(self.unsupported("an order of objects", source.place));
                }
                let mut items: Vec<Val<'a>> = keyed.into_iter().map(|(_, item)| item).collect();
                match name {
                    "sorted" => self.new_list(items),
                    "min" => items.swap_remove(0).kind,
                    _ => items.swap_remove(0).kind,
                }
            }
            _ => {
                return Ok(match rest {
                    Some(why) => Val { kind: V::Unknown(why), place: source.place },
                    None => self.unsupported(format!("{name}()"), source.place),
                });
            }
        }))
    }

    pub(super) fn make_dict(&mut self, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let mut table = Table::default();
        if let Some(first) = positional.first() {
            self.table_merge(&mut table, first)?;
        }
        for (name, value) in named {
            table.insert(super::object::Key::Str(name.clone()), Val::str(name.clone()), value.clone());
        }
        Ok(Val::new(self.new_dict(table)))
    }

    fn zip(&mut self, positional: &[Val<'a>], _named: &Named<'a>) -> Eval<'a> {
        let mut columns = Vec::new();
        let mut rest = None;
        let positional = &self.endless_as_long_as(positional)?[..];
        for column in positional {
            let column = self.expand(column);
            match self.iterate_partly(&column)? {
                Ok((items, why)) => {
                    rest = rest.or(why);
                    columns.push(items);
                }
                Err(why) => return Ok(Val { kind: V::Unknown(why), place: column.place }),
            }
        }
        let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
        let mut items: Vec<Val<'a>> = (0..rows)
            .map(|row| Val::new(V::Tuple(columns.iter().map(|column| column[row].clone()).collect())))
            .collect();
        items.extend(rest.map(|why| Val::new(V::Rest(why))));
        Ok(Val::new(self.new_iterator("zip", items)))
    }

    fn map(&mut self, positional: &[Val<'a>]) -> Eval<'a> {
        let [function, sources @ ..] = positional else {
            return self.raise("TypeError", "map() must have at least two arguments.".to_owned());
        };
        let source = match sources {
            [only] => only,
            [] => return self.raise("TypeError", "map() must have at least two arguments.".to_owned()),
            several => {
                // Row by row, as `zip` gives them.
                let rows = self.zip(several, &Vec::new())?;
                let V::Iterator(id) = rows.kind else { return Ok(rows) };
                let (rows, rest) = self.drain(id)?;
                let mut results = Vec::with_capacity(rows.len());
                for row in rows {
                    let V::Tuple(arguments) = row.kind else { continue };
                    results.push(self.call(function, arguments.to_vec(), Vec::new())?);
                }
                results.extend(rest.map(|why| Val::new(V::Rest(why))));
                return Ok(Val::new(self.new_iterator("map", results)));
            }
        };
        let function = function.clone();
        self.lifted(std::slice::from_ref(source), move |me, arguments| {
            let (items, rest) = match me.iterate_partly(&arguments[0])? {
                Ok(found) => found,
                Err(why) => (Vec::new(), Some(why)),
            };
            let mut results = Vec::with_capacity(items.len());
            for item in items {
                if results.len() > MAX_ITEMS {
                    return Ok(me.limit("items", None));
                }
                let place = item.place;
                let mut result = me.call(&function, vec![item], Vec::new())?;
                result.place = result.place.or(place);
                results.push(result);
            }
            results.extend(rest.map(|why| Val { kind: V::Rest(why), place: arguments[0].place }));
            Ok(Val::new(me.new_iterator("map", results)))
        })
    }

    fn filter(&mut self, positional: &[Val<'a>]) -> Eval<'a> {
        let [test, source] = positional else {
            return self.raise("TypeError", "filter expected 2 arguments".to_owned());
        };
        let test = test.clone();
        self.lifted(std::slice::from_ref(source), move |me, arguments| {
            let (items, rest) = match me.iterate_partly(&arguments[0])? {
                Ok(found) => found,
                Err(why) => (Vec::new(), Some(why)),
            };
            let mut kept = Vec::new();
            for item in items {
                let verdict = match test.kind {
                    V::None => item.clone(),
                    _ => me.call(&test, vec![item.clone()], Vec::new())?,
                };
                match me.truth(&verdict)? {
                    Truth::Known(true) => kept.push(item),
                    Truth::Known(false) => {}
                    Truth::Open { because, .. } => {
                        kept.push(Val { kind: V::Rest(because), place: item.place })
                    }
                }
            }
            kept.extend(rest.map(|why| Val { kind: V::Rest(why), place: arguments[0].place }));
            Ok(Val::new(me.new_iterator("filter", kept)))
        })
    }

    fn next_item(&mut self, positional: &[Val<'a>]) -> Eval<'a> {
        let Some(first) = positional.first() else {
            return self.raise("TypeError", "next expected an argument".to_owned());
        };
        let default = positional.get(1).cloned();
        self.lifted(std::slice::from_ref(first), move |me, arguments| {
            let item = match &arguments[0].kind {
                V::Iterator(id) => me.next_of(*id)?,
                V::Instance(_) => match me.class_attribute(&arguments[0], "__next__") {
                    Some(method) => match me.call(&method, Vec::new(), Vec::new()) {
                        Ok(item) => Some(item),
                        Err(raise) if &*raise.class == "StopIteration" => None,
                        Err(raise) => return Err(raise),
                    },
                    None => return Ok(me.unsupported("next() of an object", arguments[0].place)),
                },
                V::List(_) | V::Tuple(_) | V::Dict(_) | V::Set(_) | V::Str(_) | V::Range(..) | V::None => {
                    let class = me.type_name(&arguments[0]);
                    return me.raise("TypeError", format!("'{class}' object is not an iterator"));
                }
                _ => return Ok(me.hole_of(&arguments[0], "next() of an object")),
            };
            match (item, default.clone()) {
                (Some(item), _) => Ok(item),
                (None, Some(default)) => Ok(default),
                (None, None) => me.raise("StopIteration", None),
            }
        })
    }

    /// What `isinstance` takes as its second argument.
    fn is_class(value: &Val<'a>) -> bool {
        match &value.kind {
            V::Tuple(items) => items.iter().all(Self::is_class),
            V::None
            | V::Bool(_)
            | V::Int(_)
            | V::Float(_)
            | V::Str(_)
            | V::Bytes(_)
            | V::List(_)
            | V::Dict(_)
            | V::Set(_) => false,
            _ => true,
        }
    }

    pub(super) fn is_instance(&mut self, value: &Val<'a>, class: &Val<'a>) -> Val<'a> {
        let classes: Vec<Val<'a>> = match &class.kind {
            V::Tuple(classes) => classes.to_vec(),
            _ => vec![class.clone()],
        };
        let mut known = true;
        for class in &classes {
            match self.is_one(value, class) {
                Some(true) => return Val::new(V::Bool(true)),
                Some(false) => {}
                None => known = false,
            }
        }
        if known {
            return Val::new(V::Bool(false));
        }
        let why = merge_unknown([value])
            .or_else(|| merge_unknown(&classes))
            .or_else(|| merge_unknown([&self.unsupported("isinstance()", value.place)]))
            .expect("one of them is unknown");
        self.either_bool(&why)
    }

    fn is_one(&self, value: &Val<'a>, class: &Val<'a>) -> Option<bool> {
        match &class.kind {
            V::Symbol(name) => {
                let wanted = name.rsplit('.').next().unwrap_or(name);
                if let V::Native(native) = &value.kind
                    && let Native::Library(known) = &**native
                {
                    return known.is_of(wanted);
                }
                Some(match (&value.kind, wanted) {
                    (V::Unknown(_) | V::Rest(_) | V::Maybe(_) | V::Native(_) | V::Symbol(_), _) => {
                        return None;
                    }
                    (_, "object") => true,
                    (V::Bool(_), "bool" | "int") => true,
                    (V::Int(_), "int")
                    | (V::Float(_), "float")
                    | (V::Str(_), "str")
                    | (V::Bytes(_), "bytes") => true,
                    (V::List(_), "list" | "Sequence" | "Iterable" | "MutableSequence" | "Collection") => true,
                    (V::Tuple(_), "tuple" | "Sequence" | "Iterable" | "Collection") => true,
                    (V::Str(_), "Sequence" | "Iterable" | "Collection") => true,
                    (V::Dict(_), "dict" | "Mapping" | "MutableMapping" | "Iterable" | "Collection") => true,
                    (V::Set(_), "Iterable" | "Collection") => true,
                    (V::Path(_), "Path" | "PurePath" | "PosixPath" | "PurePosixPath" | "PathLike") => true,
                    (V::Timedelta(_), "timedelta") | (V::None, "NoneType") => true,
                    (V::Date(_), "date" | "datetime" | "time") => {
                        let class = self.type_name(value);
                        let class = class.rsplit('.').next().unwrap_or_default();
                        class == wanted || class == "datetime" && wanted == "date"
                    }
                    (V::Decimal(_), "Decimal") => true,
                    (V::Typed(class, _), wanted) if class.rsplit('.').next() == Some(wanted) => true,
                    (V::Regex(..), "Pattern") => true,
                    (
                        V::None
                        | V::Bool(_)
                        | V::Int(_)
                        | V::Float(_)
                        | V::Str(_)
                        | V::Bytes(_)
                        | V::List(_)
                        | V::Tuple(_)
                        | V::Path(_)
                        | V::Timedelta(_)
                        | V::Date(_)
                        | V::Decimal(_)
                        | V::Typed(..)
                        | V::Regex(..),
                        "date" | "datetime" | "time" | "timezone" | "Decimal" | "Pattern" | "Match" | "UUID"
                        | "ZoneInfo" | "IPv4Address" | "IPv6Address" | "IPv4Network" | "IPv6Network"
                        | "IPv4Interface" | "IPv6Interface" | "OrderedDict" | "defaultdict" | "Counter"
                        | "deque",
                    ) => false,
                    (V::Dict(id), "OrderedDict" | "defaultdict" | "Counter") => match self.object(*id) {
                        Object::Dict(table) => match table.flavour {
                            super::object::Flavour::Ordered => wanted == "OrderedDict",
                            super::object::Flavour::Default(_) => wanted == "defaultdict",
                            super::object::Flavour::Counter => wanted == "Counter",
                            _ => false,
                        },
                        _ => return None,
                    },
                    (V::Set(id), "frozenset" | "set") => match self.object(*id) {
                        Object::Set(table) => {
                            matches!(table.flavour, super::object::Flavour::Frozen) == (wanted == "frozenset")
                        }
                        _ => return None,
                    },
                    (V::Function(function), "property") => {
                        function.kind == super::object::MethodKind::Property
                    }
                    (_, "property") => false,
                    (V::Int(_) | V::Float(_) | V::Bool(_), "Number" | "Real") => true,
                    (V::Exception(exception), _) => {
                        let kind = Val::new(V::Symbol(name.clone()));
                        return self.catches(&kind, &exception.0, None);
                    }
                    (V::Instance(_), _) => return self.instance_is(value, wanted),
                    (V::Iterator(_), "Iterator" | "Iterable") => true,
                    (V::Iterator(_), "Generator") => return None,
                    (
                        _,
                        "str" | "int" | "bool" | "float" | "bytes" | "list" | "dict" | "tuple" | "set"
                        | "Path" | "PurePath" | "timedelta" | "NoneType" | "Mapping" | "Sequence"
                        | "Iterable" | "Number",
                    ) => false,
                    _ => return None,
                })
            }
            V::Class(wanted) => match &value.kind {
                V::Instance(id) => match self.object(*id) {
                    Object::Instance { class, .. } => self.class_derives(*class, *wanted),
                    _ => None,
                },
                V::Unknown(_) | V::Rest(_) | V::Maybe(_) => None,
                _ => Some(false),
            },
            _ => None,
        }
    }

    /// Whether an object of the settings' own classes is of a library's class.
    fn instance_is(&self, value: &Val<'a>, wanted: &str) -> Option<bool> {
        let class = self.class_of(value)?;
        if wanted == "object" {
            return Some(true);
        }
        let whole = self.ancestors(class).1;
        let bases = self.library_bases(class);
        let leaf = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
        if bases.iter().any(|base| leaf(base) == wanted) {
            return Some(true);
        }
        if self.is_enum(class) {
            if let Some(mixed) = self.mixed_in(class) {
                return Some(mixed == wanted || matches!(wanted, "Enum" | "ReprEnum"));
            }
            if wanted == "Enum" {
                return Some(true);
            }
        }
        if self.is_exception_class(class) {
            let kind = Val::new(V::Symbol(wanted.into()));
            return self.catches(&kind, "", Some(value));
        }
        let protocol = matches!(
            wanted,
            "Mapping"
                | "MutableMapping"
                | "Sequence"
                | "Iterable"
                | "Iterator"
                | "Collection"
                | "Callable"
                | "Hashable"
                | "Sized"
                | "Container"
        );
        (whole && !protocol).then_some(false)
    }

    fn is_subclass(&mut self, value: &Val<'a>, class: &Val<'a>) -> Val<'a> {
        if let (V::Class(a), V::Class(b)) = (&value.kind, &class.kind)
            && let Some(answer) = self.class_derives(*a, *b)
        {
            return Val::new(V::Bool(answer));
        }
        let unknown = self.unsupported("issubclass()", value.place);
        let why = merge_unknown([&unknown]).expect("it is unknown");
        self.either_bool(&why)
    }

    /// Python's name of the value's type.
    pub(super) fn type_name(&self, value: &Val<'a>) -> String {
        match &value.kind {
            V::None => "NoneType",
            V::Bool(_) => "bool",
            V::Int(_) => "int",
            V::Float(_) => "float",
            V::Str(_) => "str",
            V::Bytes(_) => "bytes",
            V::Tuple(_) => "tuple",
            V::List(_) => "list",
            V::Dict(_) => "dict",
            V::Set(_) => "set",
            V::Range(..) => "range",
            V::Path(_) => "PosixPath",
            V::Timedelta(_) => "datetime.timedelta",
            V::Date(text) => crate::python::library::date::class(text).unwrap_or("datetime.date"),
            V::Decimal(_) => "decimal.Decimal",
            V::Regex(..) => "re.Pattern",
            V::Typed(class, _) => {
                return class
                    .strip_prefix("ipaddress.")
                    .or(class.strip_prefix("uuid."))
                    .unwrap_or(class)
                    .to_owned();
            }
            V::Native(native) => match &**native {
                super::object::Native::Library(known) => {
                    return known.class().rsplit('.').next().unwrap_or_default().to_owned();
                }
                _ => "object",
            },
            V::Function(_) => "function",
            V::Class(_) => "type",
            V::Module(_) => "module",
            V::Iterator(id) => self.iterator_class(*id),
            V::Exception(exception) => return exception.0.to_string(),
            V::Instance(id) => {
                return match self.object(*id) {
                    Object::Instance { class, .. } => match self.object(*class) {
                        Object::Class(class) => class.name.to_string(),
                        _ => "object".to_owned(),
                    },
                    _ => "object".to_owned(),
                };
            }
            _ => "object",
        }
        .to_owned()
    }

    fn type_of(&mut self, value: &Val<'a>) -> Val<'a> {
        Val::new(match &value.kind {
            V::None => V::Symbol("NoneType".into()),
            V::Bool(_) => V::Symbol("bool".into()),
            V::Int(_) => V::Symbol("int".into()),
            V::Float(_) => V::Symbol("float".into()),
            V::Str(_) => V::Symbol("str".into()),
            V::List(_) => V::Symbol("list".into()),
            V::Tuple(_) => V::Symbol("tuple".into()),
            V::Dict(_) => V::Symbol("dict".into()),
            V::Bytes(_) => V::Symbol("bytes".into()),
            V::Exception(exception) => V::Symbol(exception.0.clone()),
            V::Instance(id) => match self.object(*id) {
                Object::Instance { class, .. } => V::Class(*class),
                _ => return self.unsupported("type()", value.place),
            },
            _ => return self.hole_of(value, "type()"),
        })
    }
}
