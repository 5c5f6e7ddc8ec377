//! `hashlib` and `hmac`.

use std::rc::Rc;

use super::super::call::Named;
use super::super::object::{Id, V, Val};
use super::super::{Eval, Evaluator, MAX_TEXT};
use super::known::Known;
use super::pattern::bind_values;
use crate::python::library::hash;

impl<'a> Evaluator<'a> {
    /// `hashlib.name(...)`; none: not one that is followed.
    pub(super) fn hashlib(
        &mut self,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Option<Eval<'a>> {
        let named: Named<'a> =
            named.iter().filter(|(name, _)| &**name != "usedforsecurity").cloned().collect();
        let (algorithm, data) = if name == "new" {
            let given = bind_values(&["name", "data"], positional, &named)?;
            let wanted = given[0].as_ref()?.as_str()?;
            (hash::algorithm(wanted)?, given[1].clone())
        } else {
            let given = bind_values(&["string"], positional, &named)
                .or_else(|| bind_values(&["data"], positional, &named))?;
            // `hashlib.MD5` is not there.
            let algorithm = hash::algorithm(name).filter(|algorithm| *algorithm == name)?;
            (algorithm, given[0].clone())
        };
        let data = data.unwrap_or(Val::new(V::Bytes(Rc::from([]))));
        Some(self.new_hash(algorithm, None, &data))
    }

    fn new_hash(&mut self, algorithm: &'static str, key: Option<Rc<[u8]>>, data: &Val<'a>) -> Eval<'a> {
        self.lifted(std::slice::from_ref(data), move |me, arguments| match &arguments[0].kind {
            V::Bytes(_) => {
                let data = me.cell(arguments[0].clone());
                Ok(me.library_object(Known::Hash { algorithm, key: key.clone(), data }))
            }
            V::Str(_) => me.raise("TypeError", "Strings must be encoded before hashing".to_owned()),
            V::None | V::Int(_) | V::List(_) | V::Dict(_) => {
                me.raise("TypeError", "object supporting the buffer API required".to_owned())
            }
            _ => Ok(me.hole_of(&arguments[0], "a hash of an object")),
        })
    }

    pub(super) fn hash_method(
        &mut self,
        algorithm: &'static str,
        key: Option<&[u8]>,
        data: Id,
        name: &str,
        positional: &[Val<'a>],
    ) -> Eval<'a> {
        let Some(V::Bytes(bytes)) = self.cell_value(data).map(|value| value.kind) else {
            let why = match self.cell_value(data).map(|value| value.kind) {
                Some(V::Unknown(why)) => why,
                _ => self.several(),
            };
            return Ok(Val { kind: V::Unknown(why), place: None });
        };
        let digest = || match key {
            Some(key) => hash::hmac(algorithm, key, &bytes),
            None => hash::digest(algorithm, &bytes),
        };
        Ok(match (name, positional) {
            ("hexdigest", []) => Val::str(hash::hex(&digest())),
            ("digest", []) => Val::new(V::Bytes(digest().into())),
            ("copy", []) => {
                let data = self.cell(Val::new(V::Bytes(bytes)));
                self.library_object(Known::Hash { algorithm, key: key.map(Into::into), data })
            }
            ("update", [more]) => match &more.kind {
                V::Bytes(more) if bytes.len() + more.len() <= MAX_TEXT => {
                    let all: Vec<u8> = bytes.iter().chain(more.iter()).copied().collect();
                    self.set_cell(data, Val::new(V::Bytes(all.into())));
                    Val::new(V::None)
                }
                V::Str(_) => {
                    return self.raise("TypeError", "Strings must be encoded before hashing".to_owned());
                }
                _ => {
                    let hole = self.hole_of(more, "a hash of an object");
                    self.set_cell(data, hole);
                    Val::new(V::None)
                }
            },
            _ => self.unsupported(format!("a hash's {name}()"), Some(self.statement)),
        })
    }

    /// `hmac.name(...)`.
    pub(super) fn hmac(&mut self, name: &str, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let place = Some(self.statement);
        let names: &[&str] = match name {
            "new" => &["key", "msg", "digestmod"],
            "digest" => &["key", "msg", "digest"],
            "compare_digest" => &["a", "b"],
            _ => return Ok(self.unmodelled_call(&format!("hmac.{name}"))),
        };
        let Some(given) = bind_values(names, positional, named) else {
            return Ok(self.unsupported("these arguments of hmac", place));
        };
        if name == "compare_digest" {
            return match (&given[0], &given[1]) {
                (Some(one), Some(other)) => self.compare(one, rustpython_parser::ast::CmpOp::Eq, other),
                _ => Ok(self.unsupported("hmac.compare_digest()", place)),
            };
        }
        let algorithm = match given[2].as_ref().map(|value| &value.kind) {
            Some(V::Str(name)) => hash::algorithm(name),
            Some(V::Symbol(name)) => name.strip_prefix("hashlib.").and_then(hash::algorithm),
            _ => None,
        };
        let (Some(algorithm), Some(key)) = (algorithm, given[0].clone()) else {
            return Ok(self.unsupported("this algorithm of hmac", place));
        };
        let message = given[1].clone().filter(|value| !matches!(value.kind, V::None));
        let message = message.unwrap_or(Val::new(V::Bytes(Rc::from([]))));
        let whole = name == "digest";
        self.lifted(&[key, message], move |me, arguments| match (&arguments[0].kind, &arguments[1].kind) {
            (V::Bytes(key), V::Bytes(message)) if whole => {
                Ok(Val::new(V::Bytes(hash::hmac(algorithm, key, message).into())))
            }
            (V::Bytes(key), V::Bytes(_)) => {
                let data = me.cell(arguments[1].clone());
                Ok(me.library_object(Known::Hash { algorithm, key: Some(key.clone()), data }))
            }
            (V::Str(_), _) => {
                me.raise("TypeError", "key: expected bytes or bytearray, but got 'str'".to_owned())
            }
            (V::Bytes(_), V::Str(_)) => {
                me.raise("TypeError", "Strings must be encoded before hashing".to_owned())
            }
            _ => Ok(me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("hmac", place))),
        })
    }
}
