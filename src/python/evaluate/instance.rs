//! Objects of the settings' own classes: their operators and their texts.

use rustpython_parser::ast::{CmpOp, Operator};

use super::object::{V, Val};
use super::operator::Truth;
use super::{Eval, Evaluator, Raise};
use crate::python::library::text;
use crate::python::value::Reason;

/// The method behind an operator, and the one that is asked of the right side.
const fn methods(operator: Operator) -> (&'static str, &'static str, &'static str) {
    match operator {
        Operator::Add => ("__add__", "__radd__", "__iadd__"),
        Operator::Sub => ("__sub__", "__rsub__", "__isub__"),
        Operator::Mult => ("__mul__", "__rmul__", "__imul__"),
        Operator::MatMult => ("__matmul__", "__rmatmul__", "__imatmul__"),
        Operator::Div => ("__truediv__", "__rtruediv__", "__itruediv__"),
        Operator::Mod => ("__mod__", "__rmod__", "__imod__"),
        Operator::Pow => ("__pow__", "__rpow__", "__ipow__"),
        Operator::LShift => ("__lshift__", "__rlshift__", "__ilshift__"),
        Operator::RShift => ("__rshift__", "__rrshift__", "__irshift__"),
        Operator::BitOr => ("__or__", "__ror__", "__ior__"),
        Operator::BitXor => ("__xor__", "__rxor__", "__ixor__"),
        Operator::BitAnd => ("__and__", "__rand__", "__iand__"),
        Operator::FloorDiv => ("__floordiv__", "__rfloordiv__", "__ifloordiv__"),
    }
}

/// The method behind a comparison, and the one that is asked of the right side.
const fn comparison(operator: CmpOp) -> Option<(&'static str, &'static str)> {
    Some(match operator {
        CmpOp::Eq => ("__eq__", "__eq__"),
        CmpOp::NotEq => ("__ne__", "__ne__"),
        CmpOp::Lt => ("__lt__", "__gt__"),
        CmpOp::LtE => ("__le__", "__ge__"),
        CmpOp::Gt => ("__gt__", "__lt__"),
        CmpOp::GtE => ("__ge__", "__le__"),
        _ => return None,
    })
}

impl<'a> Evaluator<'a> {
    /// The value itself, or the text or number that an enum's member is.
    pub(super) fn unwrapped(&self, value: &Val<'a>) -> Val<'a> {
        match value.kind {
            V::Instance(_) => self.payload(value).unwrap_or_else(|| value.clone()),
            _ => value.clone(),
        }
    }

    /// The form in which Python compares keys; none where it is not known.
    pub(super) fn key(&self, value: &Val<'a>) -> Option<super::object::Key> {
        if let V::Set(id) = value.kind {
            return self.frozen_key(id);
        }
        if let V::Tuple(items) = &value.kind {
            // A tuple that holds another twice, which holds another twice, has no end.
            self.look(16 * items.len());
            if self.steps.get() > super::MAX_STEPS {
                return None;
            }
            return items
                .iter()
                .map(|item| self.key(item))
                .collect::<Option<_>>()
                .map(super::object::Key::Tuple);
        }
        let V::Instance(id) = value.kind else { return super::object::key_of(value) };
        if let Some(value) = self.payload(value) {
            return super::object::key_of(&value);
        }
        let class = self.class_of(value)?;
        let (_, whole) = self.ancestors(class);
        let own =
            ["__eq__", "__hash__"].into_iter().any(|name| self.find_in_class(class, name, None).0.is_some());
        (whole && !own && !self.is_dataclass(class))
            .then(|| super::object::Key::Object(format!("#{id}").into()))
    }

    /// Asks a method of the object; none where it has none, or it says
    /// `NotImplemented`.
    fn ask(
        &mut self,
        object: &Val<'a>,
        method: &str,
        argument: &Val<'a>,
    ) -> Result<Option<Val<'a>>, Raise<'a>> {
        let Some(method) = self.class_attribute(object, method) else { return Ok(None) };
        let result = self.call(&method, vec![argument.clone()], Vec::new())?;
        Ok(match &result.kind {
            V::Symbol(name) if &**name == "NotImplemented" => None,
            _ => Some(result),
        })
    }

    /// An operator of which one side is an object of the settings' own classes.
    pub(super) fn binary_instance(
        &mut self,
        left: &Val<'a>,
        operator: Operator,
        right: &Val<'a>,
    ) -> Eval<'a> {
        let (ours, theirs, _) = methods(operator);
        if let Some(result) = self.ask(left, ours, right)? {
            return Ok(result);
        }
        if let Some(result) = self.ask(right, theirs, left)? {
            return Ok(result);
        }
        let (a, b) = (self.unwrapped(left), self.unwrapped(right));
        if !matches!(a.kind, V::Instance(_)) && !matches!(b.kind, V::Instance(_)) {
            return self.binary(&a, operator, &b);
        }
        let whole = |value: &Val<'a>| self.class_of(value).is_none_or(|class| self.ancestors(class).1);
        if whole(left) && whole(right) {
            let (a, b) = (self.type_name(left), self.type_name(right));
            return self.raise("TypeError", format!("unsupported operand type(s): '{a}' and '{b}'"));
        }
        Ok(self.unsupported("an operator of an object", left.place))
    }

    /// `+=` and the like by the object's own method; none where it has none.
    pub(super) fn augment_instance(
        &mut self,
        old: &Val<'a>,
        operator: Operator,
        right: &Val<'a>,
    ) -> Result<Option<Val<'a>>, Raise<'a>> {
        self.ask(old, methods(operator).2, right)
    }

    /// A comparison of which one side is an object of the settings' own classes;
    /// none: by what is the same object.
    pub(super) fn compare_instance(
        &mut self,
        left: &Val<'a>,
        operator: CmpOp,
        right: &Val<'a>,
    ) -> Result<Option<Val<'a>>, Raise<'a>> {
        let Some((ours, theirs)) = comparison(operator) else { return Ok(None) };
        if let Some(result) = self.ask(left, ours, right)? {
            return Ok(Some(result));
        }
        if let Some(result) = self.ask(right, theirs, left)? {
            return Ok(Some(result));
        }
        if operator == CmpOp::NotEq {
            // `!=` is the opposite of `==` where nothing else is said.
            for (asked, other) in [(left, right), (right, left)] {
                if let Some(equal) = self.ask(asked, "__eq__", other)? {
                    return Ok(Some(match self.truth(&equal)? {
                        Truth::Known(truth) => Val::new(V::Bool(!truth)),
                        Truth::Open { because, .. } => self.either_bool(&because),
                    }));
                }
            }
        }
        let (a, b) = (self.unwrapped(left), self.unwrapped(right));
        let plain = !matches!(a.kind, V::Instance(_)) && !matches!(b.kind, V::Instance(_));
        if plain {
            return self.compare(&a, operator, &b).map(Some);
        }
        if matches!(operator, CmpOp::Eq | CmpOp::NotEq) {
            return Ok(None);
        }
        let class = self.class_of(left);
        if class.is_some() && class == self.class_of(right) {
            let ordered = class.and_then(|class| self.dataclass_of(class)).is_some_and(|found| found.order);
            if ordered && let (Some(a), Some(b)) = (self.compared_fields(left), self.compared_fields(right)) {
                let (a, b) = (Val::new(V::Tuple(a.into())), Val::new(V::Tuple(b.into())));
                return self.compare(&a, operator, &b).map(Some);
            }
        }
        let whole = |value: &Val<'a>| self.class_of(value).is_none_or(|class| self.ancestors(class).1);
        if whole(left) && whole(right) {
            let (a, b) = (self.type_name(left), self.type_name(right));
            return self.raise("TypeError", format!("comparison not supported between '{a}' and '{b}'"));
        }
        Ok(Some(self.unsupported("a comparison of objects", left.place)))
    }

    /// `str(value)`.
    pub(super) fn str(&mut self, value: &Val<'a>) -> Eval<'a> {
        match &value.kind {
            V::Str(_) => Ok(value.clone()),
            V::Exception(exception) => {
                let exception = exception.clone();
                self.exception_text(&exception.0, &exception.1)
            }
            V::Instance(_) => self.instance_text(value, false),
            _ if self.has_class(value, 8) => Ok(match self.text_of(value, false, 12) {
                Some(text) => Val::str(text),
                None => self.hole_of(value, "the text of an object"),
            }),
            _ => match self.plain(value) {
                Some(plain) => {
                    let result = text::str_of(&plain).map(|text| self.str_value(&text));
                    self.outcome(result)
                }
                None => Ok(self.hole_of(value, "str() of an object")),
            },
        }
    }

    /// `repr(value)`.
    pub(super) fn repr(&mut self, value: &Val<'a>) -> Eval<'a> {
        match &value.kind {
            V::Exception(exception) => {
                let exception = exception.clone();
                self.exception_repr(&exception.0, &exception.1)
            }
            V::Instance(_) => self.instance_text(value, true),
            _ if self.has_class(value, 8) => Ok(match self.text_of(value, true, 12) {
                Some(text) => Val::str(text),
                None => self.hole_of(value, "the text of an object"),
            }),
            _ => match self.plain(value) {
                Some(plain) => {
                    let result = text::repr_of(&plain).map(|text| self.str_value(&text));
                    self.outcome(result)
                }
                None => Ok(self.hole_of(value, "repr() of an object")),
            },
        }
    }

    /// `format(value, spec)` of an object of the settings' own classes.
    pub(super) fn format_instance(&mut self, value: &Val<'a>, spec: &str) -> Eval<'a> {
        if let Some(method) = self.class_attribute(value, "__format__") {
            return self.call(&method, vec![Val::str(spec)], Vec::new());
        }
        let class = self.class_of(value);
        let mixed = class.filter(|&class| self.is_enum(class)).and_then(|class| self.mixed_in(class));
        if mixed.is_some() && self.class_attribute(value, "__str__").is_none() && !self.is_str_enum(value) {
            // Python 3.12 changed what comes of it.
            return Ok(
                self.unsupported("the text of an enum with a type, which differs by Python", value.place)
            );
        }
        let text = self.str(value)?;
        if spec.is_empty() {
            return Ok(text);
        }
        match self.plain(&text) {
            Some(plain) => {
                let result = text::format_value(&plain, spec).map(|text| self.str_value(&text));
                self.outcome(result)
            }
            None => Ok(self.hole_of(&text, "formatting an object")),
        }
    }

    fn is_str_enum(&self, value: &Val<'a>) -> bool {
        self.class_of(value)
            .is_some_and(|class| self.library_bases(class).iter().any(|base| &**base == "enum.StrEnum"))
    }

    fn instance_text(&mut self, value: &Val<'a>, repr: bool) -> Eval<'a> {
        if !repr && let Some(method) = self.class_attribute(value, "__str__") {
            return self.call(&method, Vec::new(), Vec::new());
        }
        let Some(class) = self.class_of(value) else {
            return Ok(self.unsupported("the text of an object", value.place));
        };
        if self.is_enum(class) {
            let name = self.class(class).map_or_else(String::new, |class| class.name.to_string());
            let member = self.attribute(value, "name")?;
            let Some(member) = member.as_str().cloned() else { return Ok(member) };
            if self.is_str_enum(value) && !repr {
                return Ok(self.payload(value).unwrap_or_else(|| Val::str(member)));
            }
            if !repr && self.mixed_in(class) == Some("int") {
                return Ok(self.unsupported("the text of an enum with a type, which differs by Python", None));
            }
            if !repr && self.class_attribute(value, "__repr__").is_none() {
                return Ok(Val::str(format!("{name}.{member}")));
            }
            if repr && self.class_attribute(value, "__repr__").is_none() {
                let held = self.attribute(value, "value")?;
                let shown = self.repr(&held)?;
                return Ok(match shown.as_str() {
                    Some(shown) => Val::str(format!("<{name}.{member}: {shown}>")),
                    None => shown,
                });
            }
        }
        if let Some(method) = self.class_attribute(value, "__repr__") {
            return self.call(&method, Vec::new(), Vec::new());
        }
        if self.is_exception_class(class) {
            return self.raised_text(value, repr);
        }
        if !self.is_enum(class)
            && let Some(held) = self.payload(value)
        {
            return if repr { self.repr(&held) } else { self.str(&held) };
        }
        if let Some(shown) = self.dataclass_repr(value) {
            return shown;
        }
        // `<module.Class object at 0x...>`.
        Ok(self.unknown(Reason::Host("an address in memory".into()), value.place))
    }
}
