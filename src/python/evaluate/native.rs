//! Objects of modelled packages: what a call of one, or of its method, gives.

use std::rc::Rc;

use super::call::Named;
use super::object::{Native, Reader, V, Val};
use super::{Eval, Evaluator};
use crate::python::library::path;

impl Native<'_> {
    /// Which package's reader it is.
    pub(super) const fn reader(&self) -> Option<Reader> {
        match self {
            Self::Reader(reader, _) => Some(*reader),
            _ => None,
        }
    }

    /// What `str()` makes of it, where that is known.
    pub(super) fn text(&self) -> Option<Rc<str>> {
        match self {
            Self::Dsn(text) => Some(text.clone()),
            Self::Secret(text) if text.is_empty() => Some("".into()),
            Self::Secret(_) => Some("**********".into()),
            _ => None,
        }
    }
}

impl<'a> Evaluator<'a> {
    pub(super) fn call_native(
        &mut self,
        native: &Rc<Native<'a>>,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        match &**native {
            Native::Reader(reader, state) => self.reader_method(*reader, *state, "", &positional, &named),
            Native::Csv { .. } | Native::Choices { .. } => {
                let native = native.clone();
                self.lifted(&positional, move |me, arguments| me.decouple_helper(&native, arguments.first()))
            }
            Native::ParserFor { state, name } => {
                let function = positional.first().cloned().unwrap_or_else(|| Val::new(V::None));
                self.bind_in(*state, &format!("_parser {name}"), function.clone());
                Ok(function)
            }
            Native::Validator(validator) => Ok(self.validator_for(validator, positional.first())),
            Native::Partial { function, positional: first, named: given, .. } => {
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
                let joined = path::os_path("join", &parts, &[]);
                let result = joined.and_then(|joined| path::os_path("normpath", &[joined], &[]));
                self.outcome(result)
            }
            Native::Library(_) => self.library_call(native, positional, named),
            Native::ContextMaker(function) => match &function.kind {
                V::Function(function) => Ok(Val::new(V::Native(Rc::new(Native::Context {
                    function: function.clone(),
                    positional,
                    named,
                })))),
                _ => Ok(self.unsupported("a call of an object", Some(self.statement))),
            },
            _ => Ok(self.unsupported("a call of an object", Some(self.statement))),
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
            Native::Reader(reader, state) => self.reader_method(*reader, *state, name, &positional, &named),
            Native::Prefixed { reader, state, before } => Ok(match name {
                "__exit__" => {
                    self.bind_in(*state, "_prefix", Val::str(before.clone()));
                    Val::new(V::None)
                }
                // Older environs: `env.prefixed()` gives the reader itself.
                _ => Val::new(V::Native(Rc::new(Native::Reader(*reader, *state)))),
            }),
            Native::Secret(text) => Ok(match name {
                "get_secret_value" => Val::new(V::Str(text.clone())),
                _ => self.unsupported(format!(".{name}()"), Some(self.statement)),
            }),
            Native::Dsn(text) => Ok(match name {
                "unicode_string" | "encoded_string" => Val::new(V::Str(text.clone())),
                _ => self.unsupported(format!(".{name}()"), Some(self.statement)),
            }),
            Native::EnvironPath(_) if name == "path" => {
                let joined = self.call_native(native, positional, Vec::new())?;
                Ok(match joined.kind {
                    V::Str(text) => Val::new(V::Native(Rc::new(Native::EnvironPath(text)))),
                    _ => joined,
                })
            }
            Native::EnvironPath(text) => self.call_method(&Val::str(text.clone()), name, positional, named),
            Native::Library(_) => self.library_method(native, name, positional, named),
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
}
