//! Exceptions: which class catches which, and what they say.

use std::rc::Rc;

use super::object::{Object, V, Val};
use super::{Eval, Evaluator, Raise};

/// Exceptions of Python and of libraries with the class above them, where it is
/// another than `Exception`.
const PARENTS: &[(&str, &str)] = &[
    ("SystemExit", "BaseException"),
    ("KeyboardInterrupt", "BaseException"),
    ("GeneratorExit", "BaseException"),
    ("Exception", "BaseException"),
    ("ModuleNotFoundError", "ImportError"),
    ("KeyError", "LookupError"),
    ("IndexError", "LookupError"),
    ("FileNotFoundError", "OSError"),
    ("FileExistsError", "OSError"),
    ("PermissionError", "OSError"),
    ("NotADirectoryError", "OSError"),
    ("IsADirectoryError", "OSError"),
    ("InterruptedError", "OSError"),
    ("BlockingIOError", "OSError"),
    ("ChildProcessError", "OSError"),
    ("ProcessLookupError", "OSError"),
    ("TimeoutError", "OSError"),
    ("ConnectionError", "OSError"),
    ("ConnectionRefusedError", "ConnectionError"),
    ("ConnectionResetError", "ConnectionError"),
    ("ConnectionAbortedError", "ConnectionError"),
    ("BrokenPipeError", "ConnectionError"),
    ("UnicodeDecodeError", "UnicodeError"),
    ("UnicodeEncodeError", "UnicodeError"),
    ("UnicodeError", "ValueError"),
    ("JSONDecodeError", "ValueError"),
    ("TOMLDecodeError", "ValueError"),
    ("EnvError", "ValueError"),
    ("EnvValidationError", "EnvError"),
    ("EnvNotSetError", "EnvError"),
    ("EnvSealedError", "EnvError"),
    ("UnknownSchemeError", "ValueError"),
    ("ValidationError", "ValueError"),
    ("AddressValueError", "ValueError"),
    ("NetmaskValueError", "ValueError"),
    ("ZoneInfoNotFoundError", "KeyError"),
    ("FrozenInstanceError", "AttributeError"),
    ("ZeroDivisionError", "ArithmeticError"),
    ("OverflowError", "ArithmeticError"),
    ("FloatingPointError", "ArithmeticError"),
    ("InvalidOperation", "ArithmeticError"),
    ("DivisionByZero", "ZeroDivisionError"),
    // `configparser.Error` and `re.error`.
    ("NoSectionError", "Error"),
    ("NoOptionError", "Error"),
    ("DuplicateSectionError", "Error"),
    ("DuplicateOptionError", "Error"),
    ("ParsingError", "Error"),
    ("InterpolationError", "Error"),
    ("InterpolationDepthError", "InterpolationError"),
    ("InterpolationSyntaxError", "InterpolationError"),
    ("InterpolationMissingOptionError", "InterpolationError"),
    ("MissingSectionHeaderError", "ParsingError"),
    ("PatternError", "error"),
    ("UnboundLocalError", "NameError"),
    ("NotImplementedError", "RuntimeError"),
    ("RecursionError", "RuntimeError"),
    ("IndentationError", "SyntaxError"),
    ("TabError", "IndentationError"),
    ("UserWarning", "Warning"),
    ("DeprecationWarning", "Warning"),
    ("FutureWarning", "Warning"),
    ("ImportWarning", "Warning"),
    ("PendingDeprecationWarning", "Warning"),
    ("ResourceWarning", "Warning"),
    ("RuntimeWarning", "Warning"),
    ("SyntaxWarning", "Warning"),
];

/// The last part of a dotted name.
fn leaf(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Whether a class of Python or of a library is the other or derives from it.
fn derives(class: &str, ancestor: &str) -> bool {
    // Several libraries have an `Error`; this one is a ValueError.
    if class == "binascii.Error" && ancestor == "ValueError" {
        return true;
    }
    // Both names are of one class.
    let one = |name| if matches!(name, "IOError" | "EnvironmentError") { "OSError" } else { name };
    let (mut class, ancestor) = (one(leaf(class)), one(leaf(ancestor)));
    loop {
        if class == ancestor {
            return true;
        }
        class = match PARENTS.iter().find(|(name, _)| *name == class) {
            Some((_, parent)) => parent,
            None if class == "BaseException" => return false,
            None => "Exception",
        };
    }
}

impl<'a> Evaluator<'a> {
    /// Whether `except kind` catches an exception of the class, of which there
    /// may be an object; none: not known.
    pub(super) fn catches(&self, kind: &Val<'a>, class: &str, value: Option<&Val<'a>>) -> Option<bool> {
        if class == super::guard::ANY_CLASS {
            return None;
        }
        let own = value.and_then(|value| self.class_of(value)).or_else(|| self.exception_named(class));
        match &kind.kind {
            V::Tuple(kinds) => {
                let mut unknown = false;
                for kind in kinds.iter() {
                    match self.catches(kind, class, value) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => unknown = true,
                    }
                }
                if unknown { None } else { Some(false) }
            }
            V::Symbol(name) => Some(match own {
                Some(own) => self.library_bases(own).iter().any(|base| derives(base, name)),
                None => derives(class, name),
            }),
            V::Class(id) => match own {
                Some(own) => self.class_derives(own, *id),
                None => Some(false),
            },
            _ => None,
        }
    }

    /// The class of the settings that an exception is of, where only its name
    /// was kept.
    fn exception_named(&self, name: &str) -> Option<super::object::Id> {
        if super::builtins::is_exception_name(name) {
            return None;
        }
        let named =
            |id: super::object::Id| matches!(self.object(id), Object::Class(class) if &*class.name == name);
        let id = self.classes.iter().copied().find(|&id| named(id))?;
        self.is_exception_class(id).then_some(id)
    }

    /// What `raise value` raises.
    pub(super) fn as_raise(&mut self, value: &Val<'a>) -> Raise<'a> {
        let made = match value.kind {
            V::Class(id) if self.is_exception_class(id) => match self.instantiate(id, Vec::new(), Vec::new())
            {
                Ok(made) => made,
                Err(raise) => return raise,
            },
            _ => value.clone(),
        };
        let (class, message): (Rc<str>, Option<Rc<str>>) = match &made.kind {
            V::Exception(exception) => {
                let message = self.exception_text(&exception.0, &exception.1);
                (exception.0.clone(), message.ok().and_then(|text| text.as_str().cloned()))
            }
            V::Symbol(name) => (leaf(name).into(), None),
            V::Class(id) => {
                (self.class(*id).map_or_else(|| "Exception".into(), |class| class.name.clone()), None)
            }
            V::Instance(_) => {
                let class = self.class_of(&made).and_then(|class| self.class(class));
                let name = class.map_or_else(|| "Exception".into(), |class| class.name.clone());
                let message = self.str(&made).ok().and_then(|text| text.as_str().cloned());
                (name, message)
            }
            _ => ("Exception".into(), None),
        };
        let message = message.filter(|message| !message.is_empty());
        Raise { class, message, place: Some(self.statement), value: Some(made) }
    }

    /// The object of an exception on its way up.
    pub(super) fn exception_of(&self, raise: &Raise<'a>) -> Val<'a> {
        match &raise.value {
            Some(value) if !matches!(value.kind, V::Symbol(_)) => value.clone(),
            _ => {
                let written = |message: &str| {
                    let inner = message.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
                    match inner {
                        // The message shows the key as it would be written.
                        Some(key) if &*raise.class == "KeyError" => Val::str(key),
                        _ => Val::str(message),
                    }
                };
                let arguments = raise.message.iter().map(|message| written(message)).collect();
                Val::new(V::Exception(Rc::new((raise.class.clone(), arguments))))
            }
        }
    }

    /// A missing key, as `KeyError` holds it.
    pub(super) fn raise_key<T>(&mut self, key: &Val<'a>) -> Result<T, Raise<'a>> {
        let shown = self.repr(key).ok().and_then(|text| text.as_str().cloned());
        let class: Rc<str> = "KeyError".into();
        let value = Val::new(V::Exception(Rc::new((class.clone(), [key.clone()].into()))));
        Err(Raise { class, message: shown, place: Some(self.statement), value: Some(value) })
    }

    /// `str()` of an exception: its one argument, or all of them.
    pub(super) fn exception_text(&mut self, class: &str, arguments: &[Val<'a>]) -> Eval<'a> {
        match arguments {
            [] => Ok(Val::str("")),
            // A missing key is shown as it would be written.
            [only] if class == "KeyError" => self.repr(only),
            [only] => self.str(only),
            [_, _, ..] if derives(class, "OSError") => {
                Ok(self.unsupported("the text of an OSError", Some(self.statement)))
            }
            several => {
                let all = Val::new(V::Tuple(several.to_vec().into()));
                self.repr(&all)
            }
        }
    }

    pub(super) fn exception_repr(&mut self, class: &str, arguments: &[Val<'a>]) -> Eval<'a> {
        let mut shown = Vec::new();
        for argument in arguments {
            let text = self.repr(argument)?;
            match text.as_str() {
                Some(text) => shown.push(text.to_string()),
                None => return Ok(text),
            }
        }
        Ok(Val::str(format!("{class}({})", shown.join(", "))))
    }

    /// The text of an exception whose class the settings made.
    pub(super) fn raised_text(&mut self, value: &Val<'a>, repr: bool) -> Eval<'a> {
        let arguments = match self.attribute(value, "args")?.kind {
            V::Tuple(items) => items.to_vec(),
            _ => return Ok(self.unsupported("the text of an exception", value.place)),
        };
        let Some(class) = self.class_of(value) else {
            return Ok(self.unsupported("the text of an exception", value.place));
        };
        let bases = self.library_bases(class);
        let base = bases.first().map_or("Exception", |base| leaf(base)).to_owned();
        let name = self.class(class).map_or_else(String::new, |class| class.name.to_string());
        if repr { self.exception_repr(&name, &arguments) } else { self.exception_text(&base, &arguments) }
    }
}
