//! python-dotenv 1.2: `load_dotenv`, `dotenv_values`, `find_dotenv`.

use std::cell::Cell;
use std::rc::Rc;

use super::super::object::{Alternatives, Object, V, Val, merge_unknown};
use super::super::{Eval, Evaluator};
use super::{Arguments, Variable, path_text};
use crate::python::library::dotenv;
use crate::python::value::Reason;

const FILE: &str = "the file ";

/// A `.env` file that a call names, or finds.
pub(super) enum Found {
    Text(Rc<str>),
    /// It was not given; the server may have it. Its path, as far as it is known.
    Absent(Rc<str>),
}

impl<'a> Evaluator<'a> {
    pub(super) fn call_dotenv(&mut self, function: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        match function {
            "load_dotenv" | "main.load_dotenv" => {
                let found = self.dotenv_file(given);
                Ok(match found {
                    Found::Text(text) => {
                        let interpolate = !self.is_false(given.get(4, "interpolate"));
                        let any = self.load_dotenv(&text, given.flag(3, "override"), interpolate);
                        Val::new(V::Bool(any))
                    }
                    Found::Absent(path) => {
                        // Which file it would be is not known: it may set any variable.
                        let unknown =
                            self.unknown(Reason::Host(format!("{FILE}{path}").into()), Some(self.statement));
                        let why = merge_unknown([&unknown]).expect("it is unknown");
                        if path.is_empty()
                            && let Object::Dict(table) = self.write(self.environ)
                        {
                            table.open = Some(why.clone());
                        }
                        self.either_bool(&why)
                    }
                })
            }
            "dotenv_values" | "main.dotenv_values" => {
                let interpolate = !self.is_false(given.get(3, "interpolate"));
                match self.dotenv_file(given) {
                    Found::Text(text) => Ok(self.dotenv_dict(&text, interpolate)),
                    Found::Absent(path) => Ok(self.unknown_file(&path)),
                }
            }
            "get_key" | "main.get_key" => {
                let Some(key) = given.get(1, "key_to_get") else {
                    return self.raise("TypeError", "missing the key".to_owned());
                };
                match self.dotenv_file(given) {
                    Found::Text(text) => {
                        let dict = self.dotenv_dict(&text, true);
                        self.call_method(&dict, "get", vec![key], Vec::new())
                    }
                    Found::Absent(path) => Ok(self.unknown_file(&path)),
                }
            }
            "find_dotenv" | "main.find_dotenv" => {
                let name = given.text(0, "filename").unwrap_or_else(|| ".env".into());
                let found = if given.flag(2, "usecwd") {
                    None
                } else {
                    let here = self.here();
                    self.find_upwards(&here, &[&name])
                };
                Ok(match found {
                    Some(path) => Val::str(path),
                    None if given.flag(2, "usecwd") => {
                        self.unknown(Reason::Host("the working directory".into()), Some(self.statement))
                    }
                    None => self.unknown(Reason::Host(format!("{FILE}{name}").into()), Some(self.statement)),
                })
            }
            _ => Ok(self.unsupported(format!("dotenv.{function}()"), Some(self.statement))),
        }
    }

    fn is_false(&self, value: Option<Val<'a>>) -> bool {
        matches!(value.map(|value| value.kind), Some(V::Bool(false)))
    }

    /// The file by its path, a stream, or found from the running file's folder up.
    fn dotenv_file(&self, given: Arguments<'_, 'a>) -> Found {
        let path = given.get(0, "dotenv_path").filter(|value| !matches!(value.kind, V::None));
        if let Some(path) = path {
            let Some(path) = path_text(&path) else {
                // What `find_dotenv()` did not find is known by its name alone.
                let name = match &path.kind {
                    V::Unknown(why) => match &why.reason {
                        Reason::Host(what) => what.strip_prefix(FILE),
                        _ => None,
                    },
                    _ => None,
                };
                return Found::Absent(name.unwrap_or_default().into());
            };
            return match self.given_text(&path) {
                Some(text) => Found::Text(text.into()),
                None => Found::Absent(path),
            };
        }
        if let Some(stream) = given.get(1, "stream").filter(|value| !matches!(value.kind, V::None)) {
            return match self.text_left(&stream) {
                Some(text) => Found::Text(text),
                None => Found::Absent("".into()),
            };
        }
        match self.find_upwards(&self.here(), &[".env"]).and_then(|path| self.given_text(&path)) {
            Some(text) => Found::Text(text.into()),
            None => Found::Absent(".env".into()),
        }
    }

    /// The file's pairs. A value that names a variable of the host's depends on it.
    pub(super) fn dotenv_pairs(
        &mut self,
        text: &str,
        over_environment: bool,
        interpolate: bool,
    ) -> Vec<(String, Val<'a>)> {
        let place = Some(self.statement);
        if !interpolate {
            let plain = |value: Option<String>| Val {
                kind: value.map_or(V::None, |value| V::Str(value.into())),
                place,
            };
            return dotenv::bindings(text).into_iter().map(|(name, value)| (name, plain(value))).collect();
        }
        // What the host may have under a name that is asked for.
        let asked: Cell<Option<Rc<str>>> = Cell::new(None);
        let lookup = |name: &str| match self.variable(name) {
            Variable::Set(value) => value.as_str().map(|text| text.to_string()),
            Variable::Unset => None,
            Variable::Hidden => {
                asked.set(Some(name.into()));
                None
            }
            Variable::Open(usual) => {
                asked.set(Some(name.into()));
                usual.and_then(|value| value.as_str().map(|text| text.to_string()))
            }
        };
        let mut pairs = Vec::new();
        dotenv::python_dotenv_each(text, over_environment, &lookup, &mut |name, value| {
            pairs.push((name.to_owned(), value.map(str::to_owned), asked.take()));
        });
        let mut made: Vec<(String, Val<'a>)> = Vec::new();
        for (name, value, asked) in pairs {
            let mut value = Val { kind: value.map_or(V::None, |value| V::Str(value.into())), place };
            if let Some(asked) = asked {
                let because = self.environment_unknown(&asked);
                let open = Alternatives {
                    usual: Some(value),
                    others: Vec::new(),
                    open: Some(because.clone()),
                    because,
                };
                value = self.settle(open, place);
            }
            match made.iter_mut().find(|(known, _)| *known == name) {
                Some(pair) => pair.1 = value,
                None => made.push((name, value)),
            }
        }
        made
    }

    fn dotenv_dict(&mut self, text: &str, interpolate: bool) -> Val<'a> {
        let pairs = self.dotenv_pairs(text, true, interpolate);
        let dict = self.dict_of(pairs.into_iter().map(|(name, value)| (Val::str(name), value)));
        Val::at(dict, self.statement)
    }

    /// Loads the file into the environment; whether there was anything in it.
    pub(super) fn load_dotenv(&mut self, text: &str, overwrite: bool, interpolate: bool) -> bool {
        let pairs = self.dotenv_pairs(text, overwrite, interpolate);
        let any = !pairs.is_empty();
        let pairs = pairs.into_iter().filter(|(_, value)| !matches!(value.kind, V::None)).collect();
        self.load_values(pairs, overwrite);
        any
    }
}
