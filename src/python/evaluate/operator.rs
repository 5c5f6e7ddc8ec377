//! Operators, truth and comparison.

use std::cmp::Ordering;
use std::rc::Rc;

use rustpython_parser::ast::{CmpOp, Operator, UnaryOp};

use super::object::{Alternatives, Object, Table, V, Val, merge_unknown};
use super::{Eval, Evaluator, MAX_ITEMS, MAX_TEXT, Raise};
use crate::python::library::{marker, numbers, path, text};
use crate::python::value::{Change, Reason, Unknown};

/// The truth of a value.
pub(super) enum Truth {
    Known(bool),
    /// Not known; what it is where no environment variable is set.
    Open {
        usual: Option<bool>,
        because: Rc<Unknown>,
    },
}

/// `+=` and its like as text.
pub(super) const fn augmented_sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "+=",
        Operator::Sub => "-=",
        Operator::Mult => "*=",
        Operator::BitOr => "|=",
        Operator::BitAnd => "&=",
        Operator::Div => "/=",
        _ => "=",
    }
}

impl<'a> Evaluator<'a> {
    pub(super) fn truth(&mut self, value: &Val<'a>) -> Result<Truth, Raise<'a>> {
        let value = self.expand(value);
        let value = Self::as_tuple(&value).unwrap_or(value);
        Ok(Truth::Known(match &value.kind {
            V::None => false,
            V::Bool(value) => *value,
            V::Int(value) => *value != 0,
            V::Float(value) => *value != 0.0,
            V::Str(text) | V::Lazy(text) => !text.is_empty(),
            V::Bytes(bytes) => !bytes.is_empty(),
            V::Timedelta(micros) => *micros != 0,
            V::Decimal(text) => text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0'),
            V::Native(native) => match &**native {
                super::object::Native::Library(super::library::Known::Deque { list, .. }) => {
                    return self.truth(&Val::new(V::List(*list)));
                }
                _ => true,
            },
            V::Range(start, stop, step) => (*step > 0 && start < stop) || (*step < 0 && start > stop),
            V::Tuple(items) => return Ok(items_truth(items)),
            V::List(id) => match self.object(*id) {
                Object::List(items) => return Ok(items_truth(items)),
                _ => true,
            },
            V::Dict(id) | V::Set(id) => match self.object(*id) {
                Object::Dict(table) | Object::Set(table) => match &table.open {
                    Some(why) if table.pairs.is_empty() => {
                        return Ok(Truth::Open { usual: None, because: why.clone() });
                    }
                    _ => !table.pairs.is_empty() || table.environ,
                },
                _ => true,
            },
            V::Unknown(why) | V::Rest(why) => return Ok(Truth::Open { usual: None, because: why.clone() }),
            V::Instance(_) => {
                for method in ["__bool__", "__len__"] {
                    if let Some(method) = self.class_attribute(&value, method) {
                        let result = self.call(&method, Vec::new(), Vec::new())?;
                        return self.truth(&result);
                    }
                }
                match self.payload(&value) {
                    Some(value) => return self.truth(&value),
                    None => true,
                }
            }
            V::Maybe(maybe) => {
                let maybe = maybe.clone();
                let mut all = Vec::new();
                let mut usual = None;
                if let Some(value) = &maybe.usual
                    && let Truth::Known(truth) = self.truth(value)?
                {
                    usual = Some(truth);
                    all.push(truth);
                }
                for other in &maybe.others {
                    match self.truth(other)? {
                        Truth::Known(truth) => all.push(truth),
                        Truth::Open { because, .. } => return Ok(Truth::Open { usual, because }),
                    }
                }
                let complete = maybe.open.is_none()
                    && all.len() == maybe.others.len() + usize::from(maybe.usual.is_some());
                match all.first() {
                    Some(&first) if complete && all.iter().all(|&truth| truth == first) => first,
                    _ => return Ok(Truth::Open { usual, because: maybe.because.clone() }),
                }
            }
            V::Unbound => return self.raise("NameError", "name is not defined".to_owned()),
            _ => true,
        }))
    }

    pub(super) fn unary(&mut self, operator: UnaryOp, operand: &Val<'a>) -> Eval<'a> {
        if operator == UnaryOp::Not {
            return self.lifted(std::slice::from_ref(operand), |me, operand| {
                Ok(match me.truth(&operand[0])? {
                    Truth::Known(truth) => Val::new(V::Bool(!truth)),
                    Truth::Open { because, .. } => me.either_bool(&because),
                })
            });
        }
        self.lifted(std::slice::from_ref(operand), |me, operand| {
            if let Some(unknown) = me.unknown_of(operand) {
                return Ok(unknown);
            }
            if matches!(operand[0].kind, V::Instance(_)) {
                let method = match operator {
                    UnaryOp::USub => "__neg__",
                    UnaryOp::UAdd => "__pos__",
                    _ => "__invert__",
                };
                return match (me.class_attribute(&operand[0], method), me.payload(&operand[0])) {
                    (Some(method), _) => me.call(&method, Vec::new(), Vec::new()),
                    (None, Some(value)) => me.unary(operator, &value),
                    (None, None) => Ok(me.unsupported("an operator of an object", operand[0].place)),
                };
            }
            let Some(plain) = me.plain(&operand[0]) else {
                return Ok(me.hole_of(&operand[0], "an operator of an object"));
            };
            let result = match operator {
                UnaryOp::USub => numbers::negative(&plain),
                UnaryOp::UAdd => numbers::positive(&plain),
                _ => numbers::inverted(&plain),
            };
            me.outcome(result)
        })
    }

    /// True or False.
    pub(super) fn either_bool(&self, because: &Rc<Unknown>) -> Val<'a> {
        self.settle(
            Alternatives {
                others: vec![Val::new(V::Bool(true)), Val::new(V::Bool(false))],
                ..Alternatives::none(because)
            },
            because.place,
        )
    }

    pub(super) fn checked_text(&self, text: String) -> Val<'a> {
        self.spend(text.len());
        if text.len() > MAX_TEXT { self.limit("the size of texts", None) } else { Val::str(text) }
    }

    pub(super) fn binary(&mut self, left: &Val<'a>, operator: Operator, right: &Val<'a>) -> Eval<'a> {
        self.lifted(&[left.clone(), right.clone()], |me, arguments| {
            me.binary_one(&arguments[0], operator, &arguments[1])
        })
    }

    fn binary_one(&mut self, left: &Val<'a>, operator: Operator, right: &Val<'a>) -> Eval<'a> {
        if let Some(tuple) = Self::as_tuple(left) {
            return self.binary_one(&tuple, operator, right);
        }
        if let Some(tuple) = Self::as_tuple(right) {
            return self.binary_one(left, operator, &tuple);
        }
        if let (V::Dict(a), V::Dict(b)) = (&left.kind, &right.kind)
            && let Some(sign) = match operator {
                Operator::Add => Some('+'),
                Operator::Sub => Some('-'),
                Operator::BitOr => Some('|'),
                Operator::BitAnd => Some('&'),
                _ => None,
            }
            && let Some(result) = self.counter_operation(sign, *a, *b)
        {
            return Ok(result);
        }
        // A list and what is not known: its known items stay.
        if operator == Operator::Add {
            match (&left.kind, &right.kind) {
                (V::List(_) | V::Tuple(_), V::Unknown(why)) => {
                    let mut items = self.raw_items(left);
                    items.push(Val { kind: V::Rest(why.clone()), place: right.place });
                    return Ok(self.sequence_like(left, items));
                }
                (V::Unknown(why), V::List(_) | V::Tuple(_)) => {
                    let mut items = vec![Val { kind: V::Rest(why.clone()), place: left.place }];
                    items.extend(self.raw_items(right));
                    return Ok(self.sequence_like(right, items));
                }
                _ => {}
            }
        }
        if operator == Operator::BitOr
            && let (V::Dict(_), V::Unknown(why)) | (V::Unknown(why), V::Dict(_)) = (&left.kind, &right.kind)
        {
            let mut table = Table::default();
            if left.is_unknown() {
                table.open = Some(why.clone());
                self.table_merge(&mut table, right)?;
            } else {
                self.table_merge(&mut table, left)?;
                table.loosen(why);
            }
            return Ok(Val::new(self.new_dict(table)));
        }
        if let Some(unknown) = self.unknown_of(&[left.clone(), right.clone()]) {
            return Ok(unknown);
        }
        if matches!(left.kind, V::Instance(_)) || matches!(right.kind, V::Instance(_)) {
            return self.binary_instance(left, operator, right);
        }
        match (operator, &left.kind, &right.kind) {
            (Operator::Add, V::Str(a), V::Str(b)) => Ok(self.checked_text(format!("{a}{b}"))),
            (Operator::Add, V::Lazy(_), V::Str(_)) | (Operator::Add, V::Str(_), V::Lazy(_)) => {
                Ok(self.unsupported("a lazy translation", left.place))
            }
            (Operator::Add, V::Bytes(a), V::Bytes(b)) => {
                Ok(Val::new(V::Bytes(a.iter().chain(b.iter()).copied().collect())))
            }
            (Operator::Add, V::List(_), V::List(_)) | (Operator::Add, V::Tuple(_), V::Tuple(_)) => {
                let mut items = self.raw_items(left);
                items.extend(self.raw_items(right));
                if items.len() > MAX_ITEMS {
                    return Ok(self.limit("items", left.place));
                }
                Ok(self.sequence_like(left, items))
            }
            (Operator::Mod, V::Str(template), _) => {
                let Some(argument) = self.plain(right) else {
                    return Ok(self.hole_of(right, "formatting an object"));
                };
                let result = text::percent_format(template, &argument).map(|text| self.str_value(&text));
                self.outcome(result)
            }
            (Operator::Mult, V::Str(text), V::Int(count)) | (Operator::Mult, V::Int(count), V::Str(text)) => {
                let count = usize::try_from(*count).unwrap_or(0);
                if text.len().saturating_mul(count) > MAX_TEXT {
                    return Ok(self.limit("the size of texts", left.place));
                }
                self.spend(text.len() * count);
                Ok(Val::str(text.repeat(count)))
            }
            (Operator::Mult, V::List(_) | V::Tuple(_), V::Int(count)) => {
                let items = self.raw_items(left);
                let count = usize::try_from(*count).unwrap_or(0);
                if items.len().saturating_mul(count) > MAX_ITEMS {
                    return Ok(self.limit("items", left.place));
                }
                self.spend_items(items.len() * count);
                let repeated = std::iter::repeat_n(items, count).flatten().collect();
                Ok(self.sequence_like(left, repeated))
            }
            (Operator::Div, V::Path(base), V::Str(part) | V::Path(part)) => {
                let parts = [self.str_value(base), self.str_value(part)];
                let result = path::construct(&parts);
                self.outcome(result)
            }
            (Operator::Div, V::Str(base), V::Path(part)) => {
                let parts = [self.str_value(base), self.str_value(part)];
                let result = path::construct(&parts);
                self.outcome(result)
            }
            // `environ.Path(__file__) - 3`: three folders up.
            (Operator::Sub, V::Native(native), V::Int(levels)) => match &**native {
                super::object::Native::EnvironPath(text) => {
                    let mut text = text.to_string();
                    for _ in 0..(*levels).clamp(0, 64) {
                        match path::dirname(&text) {
                            Ok(parent) => text = parent,
                            Err(_) => {
                                return Ok(self
                                    .unknown(Reason::Host("a folder above the project".into()), left.place));
                            }
                        }
                    }
                    Ok(Val::new(V::Native(Rc::new(super::object::Native::EnvironPath(text.into())))))
                }
                _ => Ok(self.unsupported("an operator of an object", left.place)),
            },
            (Operator::BitOr, V::Dict(_), V::Dict(_)) => {
                let mut table = Table::default();
                self.table_merge(&mut table, left)?;
                self.table_merge(&mut table, right)?;
                Ok(Val::new(self.new_dict(table)))
            }
            (Operator::BitOr | Operator::BitAnd | Operator::Sub | Operator::BitXor, V::Set(a), V::Set(b)) => {
                let (Object::Set(a), Object::Set(b)) = (&*self.object_rc(*a), &*self.object_rc(*b)) else {
                    return Ok(self.unsupported("a set operator", left.place));
                };
                Ok(self.set_operation(operator, a, b))
            }
            _ => self.plain_binary(left, operator, right),
        }
    }

    fn set_operation(&mut self, operator: Operator, a: &Table<'a>, b: &Table<'a>) -> Val<'a> {
        let mut table = Table { open: a.open.clone().or_else(|| b.open.clone()), ..Table::default() };
        // Of equal items CPython keeps those of the smaller set, or of the right one.
        let swapped = operator == Operator::BitAnd && b.pairs.len() <= a.pairs.len();
        let (a, b) = if swapped { (b, a) } else { (a, b) };
        for (key, pair) in &a.pairs {
            let keep = match operator {
                Operator::BitOr => true,
                Operator::BitAnd => b.pairs.contains_key(key),
                _ => !b.pairs.contains_key(key),
            };
            if keep {
                table.pairs.insert(key.clone(), pair.clone());
            }
        }
        if matches!(operator, Operator::BitOr | Operator::BitXor) {
            for (key, pair) in &b.pairs {
                if !a.pairs.contains_key(key) {
                    table.pairs.insert(key.clone(), pair.clone());
                }
            }
        }
        if table.open.is_some() && operator != Operator::BitOr {
            let why = table.open.clone().expect("just seen");
            return Val::new(V::Unknown(why));
        }
        Val::new(self.new_set(table))
    }

    /// Items with holes and rests as they are.
    pub(super) fn raw_items(&self, value: &Val<'a>) -> Vec<Val<'a>> {
        match &value.kind {
            V::Tuple(items) => {
                self.spend_items(items.len());
                items.to_vec()
            }
            V::List(id) => match self.object(*id) {
                Object::List(items) => {
                    self.spend_items(items.len());
                    items.clone()
                }
                Object::Fork(fork) => vec![Val { kind: V::Rest(fork.because.clone()), place: value.place }],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn sequence_like(&mut self, like: &Val<'a>, items: Vec<Val<'a>>) -> Val<'a> {
        match like.kind {
            V::Tuple(_) => Val::new(V::Tuple(items.into())),
            _ => Val::new(self.new_list(items)),
        }
    }

    /// Operators of plain values, as Python has them.
    fn plain_binary(&mut self, left: &Val<'a>, operator: Operator, right: &Val<'a>) -> Eval<'a> {
        use numbers::Operator as Plain;
        let operator = match operator {
            Operator::Add => Plain::Add,
            Operator::Sub => Plain::Subtract,
            Operator::Mult => Plain::Multiply,
            Operator::Div => Plain::Divide,
            Operator::FloorDiv => Plain::FloorDivide,
            Operator::Mod => Plain::Modulo,
            Operator::Pow => Plain::Power,
            Operator::LShift => Plain::LeftShift,
            Operator::RShift => Plain::RightShift,
            Operator::BitAnd => Plain::And,
            Operator::BitOr => Plain::Or,
            Operator::BitXor => Plain::Xor,
            Operator::MatMult => return Ok(self.unsupported("the operator @", left.place)),
        };
        match (self.plain(left), self.plain(right)) {
            (Some(one), Some(other)) if one.first_hole().is_none() && other.first_hole().is_none() => {
                let result = numbers::binary(operator, &one, &other);
                self.outcome(result)
            }
            (Some(one), _) if one.first_hole().is_none() => {
                Ok(self.hole_of(right, "an operator of an object"))
            }
            _ => Ok(self.hole_of(left, "an operator of an object")),
        }
    }

    /// `+=` and the like where the left side is changed rather than replaced.
    /// `Some(None)`: done; `Some(Some(v))`: done, and the name holds `v`; `None`: no such case.
    pub(super) fn augment_in_place(
        &mut self,
        old: &Val<'a>,
        operator: Operator,
        right: &Val<'a>,
        sign: &'static str,
    ) -> Result<Option<Option<Val<'a>>>, Raise<'a>> {
        match (&old.kind, operator) {
            (V::List(id), Operator::Add) => {
                let id = *id;
                self.extend_list(id, right)?;
                self.note(id, Change::Augmented(sign));
                Ok(Some(None))
            }
            (V::Dict(id), Operator::BitOr) => {
                let id = *id;
                self.update_dict(id, right)?;
                self.note(id, Change::Augmented(sign));
                Ok(Some(None))
            }
            (V::List(id), Operator::Mult)
            | (V::Set(id), Operator::BitOr | Operator::Sub | Operator::BitAnd | Operator::BitXor) => {
                let id = *id;
                let result = self.binary(old, operator, right)?;
                if !self.put_content(id, &result) {
                    return Ok(Some(Some(result)));
                }
                self.note(id, Change::Augmented(sign));
                Ok(Some(None))
            }
            (V::Maybe(maybe), _)
                if maybe.values().any(|value| matches!(value.kind, V::List(_) | V::Dict(_) | V::Set(_))) =>
            {
                let maybe = maybe.clone();
                let mut joined = maybe.of_each();
                let mut all_in_place = true;
                self.change_each(&maybe, |me, alternative, usual| {
                    let result = match me.augment_in_place(alternative, operator, right, sign)? {
                        Some(None) => alternative.clone(),
                        Some(Some(result)) => {
                            all_in_place = false;
                            result
                        }
                        None => {
                            all_in_place = false;
                            me.binary(alternative, operator, right)?
                        }
                    };
                    me.add_alternative(&mut joined, &result, usual);
                    Ok(())
                })?;
                Ok(Some((!all_in_place).then(|| self.settle(joined, old.place))))
            }
            _ => Ok(None),
        }
    }

    // --- comparison ---

    pub(super) fn compare(&mut self, left: &Val<'a>, operator: CmpOp, right: &Val<'a>) -> Eval<'a> {
        self.lifted(&[left.clone(), right.clone()], |me, arguments| {
            me.compare_one(&arguments[0], operator, &arguments[1])
        })
    }

    fn compare_one(&mut self, left: &Val<'a>, operator: CmpOp, right: &Val<'a>) -> Eval<'a> {
        if (matches!(left.kind, V::Instance(_)) || matches!(right.kind, V::Instance(_)))
            && !left.is_unknown()
            && !right.is_unknown()
            && let Some(result) = self.compare_instance(left, operator, right)?
        {
            return Ok(result);
        }
        if let Some(answer) = self.compare_version(left, operator, right) {
            return Ok(answer);
        }
        if let (CmpOp::In | CmpOp::NotIn, V::Module(module), V::Str(name)) =
            (operator, &right.kind, &left.kind)
        {
            let found = self.is_bound(module.scope, &name.clone());
            return if operator == CmpOp::In { Ok(found) } else { self.unary(UnaryOp::Not, &found) };
        }
        if let (CmpOp::In | CmpOp::NotIn, V::Dict(id), V::Str(name)) = (operator, &right.kind, &left.kind)
            && *id == self.environ
        {
            // No value of the environment is None.
            let none = Val::new(V::None);
            let found = self.read_environment(&name.clone(), Some(none.clone()))?;
            let is = if operator == CmpOp::In { CmpOp::IsNot } else { CmpOp::Is };
            return self.compare(&found, is, &none);
        }
        let answer = match operator {
            CmpOp::Eq => self.equal(left, right),
            CmpOp::NotEq => self.equal(left, right).map(|equal| !equal),
            CmpOp::Is => self.identical(left, right),
            CmpOp::IsNot => self.identical(left, right).map(|is| !is),
            CmpOp::In => self.contains(right, left)?,
            CmpOp::NotIn => self.contains(right, left)?.map(|found| !found),
            CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE => {
                if left.is_unknown() || right.is_unknown() {
                    None
                } else if let Some(result) = self.plain_order(left, operator, right) {
                    return self.outcome(result);
                } else {
                    match self.order(left, right) {
                        Ok(ordering) => ordering.map(|ordering| match operator {
                            CmpOp::Lt => ordering == Ordering::Less,
                            CmpOp::LtE => ordering != Ordering::Greater,
                            CmpOp::Gt => ordering == Ordering::Greater,
                            _ => ordering != Ordering::Less,
                        }),
                        Err(()) => {
                            let (a, b) = (self.type_name(left), self.type_name(right));
                            let sign = match operator {
                                CmpOp::Lt => "<",
                                CmpOp::LtE => "<=",
                                CmpOp::Gt => ">",
                                _ => ">=",
                            };
                            return self.raise(
                                "TypeError",
                                format!("'{sign}' not supported between instances of '{a}' and '{b}'"),
                            );
                        }
                    }
                }
            }
        };
        Ok(match answer {
            Some(answer) => Val::new(V::Bool(answer)),
            None => {
                let why = self.why_unknown(&[left, right]);
                self.either_bool(&why)
            }
        })
    }

    /// `sys.version_info >= (3, 8)`: true where Django itself needs as much; none
    /// where it is no such comparison.
    fn compare_version(&self, left: &Val<'a>, operator: CmpOp, right: &Val<'a>) -> Option<Val<'a>> {
        let is_version =
            |value: &Val<'a>| matches!(&value.kind, V::Symbol(name) if &**name == "sys.version_info");
        let (operator, other) = match (is_version(left), is_version(right)) {
            (true, false) => (operator, right),
            (false, true) => {
                let mirrored = match operator {
                    CmpOp::Lt => CmpOp::Gt,
                    CmpOp::LtE => CmpOp::GtE,
                    CmpOp::Gt => CmpOp::Lt,
                    CmpOp::GtE => CmpOp::LtE,
                    other => other,
                };
                (mirrored, left)
            }
            _ => return None,
        };
        let V::Tuple(items) = &other.kind else { return None };
        let parts: Option<Vec<i128>> = items
            .iter()
            .map(|item| match item.kind {
                V::Int(value) => Some(value),
                _ => None,
            })
            .collect();
        let least = [3, i128::from(least_python(self.host.django))];
        let certain = parts.is_some_and(|parts| parts.len() <= 2 && parts[..] <= least[..]);
        let answer = match operator {
            CmpOp::Gt | CmpOp::GtE if certain => Some(true),
            CmpOp::Lt | CmpOp::LtE if certain => Some(false),
            _ => None,
        };
        Some(match answer {
            Some(answer) => Val::new(V::Bool(answer)),
            None => {
                let unknown = self.unknown(Reason::Host("Python's version".into()), left.place);
                let why = merge_unknown([&unknown]).expect("it is unknown");
                self.either_bool(&why)
            }
        })
    }

    /// An order of plain values, as Python has it; none where one is no plain value.
    fn plain_order(
        &self,
        left: &Val<'a>,
        operator: CmpOp,
        right: &Val<'a>,
    ) -> Option<Result<crate::python::Value, crate::python::library::Failure>> {
        let comparison = match operator {
            CmpOp::Lt => numbers::Comparison::Less,
            CmpOp::LtE => numbers::Comparison::LessOrEqual,
            CmpOp::Gt => numbers::Comparison::Greater,
            _ => numbers::Comparison::GreaterOrEqual,
        };
        let plain = |value: &Val<'a>| self.plain(value).filter(|value| value.first_hole().is_none());
        let result = numbers::compare(comparison, &plain(left)?, &plain(right)?);
        Some(result.map(crate::python::library::bool_value))
    }

    fn why_unknown(&self, values: &[&Val<'a>]) -> Rc<Unknown> {
        merge_unknown(values.iter().copied().filter(|value| value.is_unknown()))
            .or_else(|| values.iter().find_map(|value| self.hole_within(value)))
            .or_else(|| {
                merge_unknown([
                    &self.unsupported("a comparison", values.first().and_then(|value| value.place))
                ])
            })
            .expect("the last one is unknown")
    }

    /// The reason of the first hole in a container.
    pub(super) fn hole_within(&self, value: &Val<'a>) -> Option<Rc<Unknown>> {
        self.hole_deep(value, 24)
    }

    fn hole_deep(&self, value: &Val<'a>, depth: u32) -> Option<Rc<Unknown>> {
        self.look(1);
        if depth == 0 || self.steps.get() > super::MAX_STEPS {
            return None;
        }
        match &value.kind {
            V::Unknown(why) | V::Rest(why) => Some(why.clone()),
            V::Maybe(maybe) => Some(maybe.because.clone()),
            V::Tuple(items) => items.iter().find_map(|item| self.hole_deep(item, depth - 1)),
            V::List(id) => match self.object(*id) {
                Object::List(items) => items.iter().find_map(|item| self.hole_deep(item, depth - 1)),
                Object::Fork(fork) => Some(fork.because.clone()),
                _ => None,
            },
            V::Dict(id) | V::Set(id) => match self.object(*id) {
                Object::Dict(table) | Object::Set(table) => table
                    .open
                    .clone()
                    .or_else(|| table.pairs.values().find_map(|(_, value)| self.hole_deep(value, depth - 1))),
                Object::Fork(fork) => Some(fork.because.clone()),
                _ => None,
            },
            _ => None,
        }
    }

    fn identical(&self, left: &Val<'a>, right: &Val<'a>) -> Option<bool> {
        match (&left.kind, &right.kind) {
            (V::Unknown(_) | V::Rest(_), _) | (_, V::Unknown(_) | V::Rest(_)) => None,
            (V::None, V::None) => Some(true),
            (V::Bool(a), V::Bool(b)) => Some(a == b),
            (V::None | V::Bool(_), _) | (_, V::None | V::Bool(_)) => Some(false),
            (V::List(a), V::List(b)) | (V::Dict(a), V::Dict(b)) | (V::Set(a), V::Set(b)) => Some(a == b),
            (V::Class(a), V::Class(b)) | (V::Instance(a), V::Instance(b)) => Some(a == b),
            (V::Iterator(a), V::Iterator(b)) => Some(a == b),
            (V::Instance(_), _) | (_, V::Instance(_)) => Some(false),
            (V::Module(a), V::Module(b)) => Some(a.scope == b.scope),
            (V::Symbol(a), V::Symbol(b)) => Some(a == b),
            (V::Function(a), V::Function(b)) => Some(Rc::ptr_eq(a, b)),
            _ => self.equal(left, right).filter(|equal| !equal),
        }
    }

    /// Python's `==`; none: not known.
    pub(super) fn equal(&self, left: &Val<'a>, right: &Val<'a>) -> Option<bool> {
        self.equal_deep(left, right, 24)
    }

    fn equal_deep(&self, left: &Val<'a>, right: &Val<'a>, depth: u32) -> Option<bool> {
        self.look(16);
        if depth == 0 || self.steps.get() > super::MAX_STEPS {
            return None;
        }
        match (&left.kind, &right.kind) {
            (V::Unknown(_) | V::Rest(_) | V::Maybe(_), _) | (_, V::Unknown(_) | V::Rest(_) | V::Maybe(_)) => {
                None
            }
            (V::Int(a), V::Int(b)) => Some(a == b),
            (V::Str(a), V::Str(b)) => {
                self.spend(a.len().min(b.len()) / 16);
                if a == b {
                    Some(true)
                } else if marker::is_marked(a) || marker::is_marked(b) {
                    // One absolute path may be another; a relative one or a word is not.
                    if marker::is_marked(a) == marker::is_marked(b)
                        || a.starts_with('/')
                        || b.starts_with('/')
                    {
                        if marker::is_marked(a) && marker::is_marked(b) { Some(false) } else { None }
                    } else {
                        Some(false)
                    }
                } else {
                    Some(false)
                }
            }
            (V::Bytes(a), V::Bytes(b)) => Some(a == b),
            (V::Path(a), V::Path(b)) => {
                if a == b {
                    Some(true)
                } else if marker::is_marked(a) == marker::is_marked(b) {
                    Some(false)
                } else {
                    None
                }
            }
            (V::Timedelta(a), V::Timedelta(b)) => Some(a == b),
            (V::None, V::None) => Some(true),
            (V::Tuple(a), V::Tuple(b)) if a.is(b) => Some(true),
            (V::Tuple(a), V::Tuple(b)) => self.equal_items(a, b, depth),
            (V::List(a), V::List(b)) => {
                if a == b {
                    return Some(true);
                }
                match (self.object(*a), self.object(*b)) {
                    (Object::List(a), Object::List(b)) => self.equal_items(a, b, depth),
                    _ => None,
                }
            }
            (V::Dict(a), V::Dict(b)) | (V::Set(a), V::Set(b)) => {
                if a == b {
                    return Some(true);
                }
                match (self.object(*a), self.object(*b)) {
                    (Object::Dict(a), Object::Dict(b)) | (Object::Set(a), Object::Set(b)) => {
                        if a.open.is_some() || b.open.is_some() {
                            return None;
                        }
                        if a.pairs.len() != b.pairs.len() {
                            return Some(false);
                        }
                        use super::object::Flavour;
                        if matches!((&a.flavour, &b.flavour), (Flavour::Ordered, Flavour::Ordered))
                            && a.pairs.keys().ne(b.pairs.keys())
                        {
                            return Some(false);
                        }
                        let mut known = true;
                        for (key, (_, value)) in &a.pairs {
                            let Some((_, other)) = b.pairs.get(key) else { return Some(false) };
                            match self.equal_deep(value, other, depth - 1) {
                                Some(true) => {}
                                Some(false) => return Some(false),
                                None => known = false,
                            }
                        }
                        known.then_some(true)
                    }
                    _ => None,
                }
            }
            (V::Symbol(a), V::Symbol(b)) => Some(a == b),
            (V::Class(a), V::Class(b)) => Some(a == b),
            (V::Function(a), V::Function(b)) => Some(Rc::ptr_eq(a, b)),
            (V::Instance(a), V::Instance(b)) if a == b => Some(true),
            (V::Native(_), _) if Self::as_tuple(left).is_some() => {
                self.equal_deep(&Self::as_tuple(left)?, right, depth)
            }
            (_, V::Native(_)) if Self::as_tuple(right).is_some() => {
                self.equal_deep(left, &Self::as_tuple(right)?, depth)
            }
            (V::Native(a), V::Native(b)) => match (&**a, &**b) {
                _ if Rc::ptr_eq(a, b) => Some(true),
                (
                    super::object::Native::Library(super::library::Known::Deque { list: a, .. }),
                    super::object::Native::Library(super::library::Known::Deque { list: b, .. }),
                ) => self.equal_deep(&Val::new(V::List(*a)), &Val::new(V::List(*b)), depth),
                _ => None,
            },
            (V::Native(native), V::None) | (V::None, V::Native(native))
                if matches!(**native, super::object::Native::Library(_)) =>
            {
                Some(false)
            }
            (V::Instance(_), _) | (_, V::Instance(_)) => self.equal_instances(left, right, depth),
            (V::Iterator(a), V::Iterator(b)) => Some(a == b),
            (V::Module(a), V::Module(b)) => Some(a.scope == b.scope),
            (V::Range(..), V::Range(..)) => None,
            (V::Native(_), _) | (_, V::Native(_)) => None,
            (V::Lazy(_), _) | (_, V::Lazy(_)) => None,
            (V::Decimal(_) | V::Date(_) | V::Typed(..) | V::Regex(..), _)
            | (_, V::Decimal(_) | V::Date(_) | V::Typed(..) | V::Regex(..)) => {
                numbers::equal(&self.plain(left)?, &self.plain(right)?).ok()
            }
            (a, b) => match (number(a), number(b)) {
                (Some(a), Some(b)) => Some(numbers::in_order(a, b) == Some(Ordering::Equal)),
                _ => Some(false),
            },
        }
    }

    /// Two values of which one is an object of the settings' own classes, without
    /// asking its methods.
    fn equal_instances(&self, left: &Val<'a>, right: &Val<'a>, depth: u32) -> Option<bool> {
        let (a, b) = (self.unwrapped(left), self.unwrapped(right));
        if !matches!(a.kind, V::Instance(_)) && !matches!(b.kind, V::Instance(_)) {
            return self.equal_deep(&a, &b, depth - 1);
        }
        for value in [left, right] {
            let Some(class) = self.class_of(value) else { continue };
            if !self.ancestors(class).1 || self.find_in_class(class, "__eq__", None).0.is_some() {
                return None;
            }
        }
        if self.are_members(left, right) {
            return Some(false);
        }
        match (self.compared_fields(left), self.compared_fields(right)) {
            (Some(a), Some(b)) if self.class_of(left) == self.class_of(right) => {
                self.equal_items(&a, &b, depth)
            }
            _ => Some(false),
        }
    }

    fn equal_items(&self, a: &[Val<'a>], b: &[Val<'a>], depth: u32) -> Option<bool> {
        let rest = |items: &[Val<'a>]| items.iter().any(|item| matches!(item.kind, V::Rest(_)));
        if rest(a) || rest(b) {
            return None;
        }
        if a.len() != b.len() {
            return Some(false);
        }
        let mut known = true;
        for (a, b) in a.iter().zip(b) {
            match self.equal_deep(a, b, depth - 1) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => known = false,
            }
        }
        known.then_some(true)
    }

    /// The order of two values; `Ok(None)`: not known; `Err`: they have none.
    pub(super) fn order(&self, left: &Val<'a>, right: &Val<'a>) -> Result<Option<Ordering>, ()> {
        self.order_deep(left, right, 24)
    }

    fn order_deep(&self, left: &Val<'a>, right: &Val<'a>, depth: u32) -> Result<Option<Ordering>, ()> {
        self.look(16);
        if depth == 0 || self.steps.get() > super::MAX_STEPS {
            return Ok(None);
        }
        Ok(match (&left.kind, &right.kind) {
            (V::Int(a), V::Int(b)) => Some(a.cmp(b)),
            (V::Str(a), V::Str(b)) => marker::order(a, b).ok(),
            (V::Bytes(a), V::Bytes(b)) => Some(a.cmp(b)),
            (V::Timedelta(a), V::Timedelta(b)) => Some(a.cmp(b)),
            (V::Date(a), V::Date(b)) => crate::python::library::date::order(a, b),
            // Python 3.12 changed how an absolute path and a relative one stand.
            (V::Path(a), V::Path(b))
                if !marker::is_marked(a)
                    && !marker::is_marked(b)
                    && a.starts_with("//") == b.starts_with("//")
                    && a.starts_with('/') == b.starts_with('/') =>
            {
                Some(a.split('/').cmp(b.split('/')))
            }
            (V::Decimal(_), V::Decimal(_) | V::Int(_) | V::Float(_))
            | (V::Int(_) | V::Float(_), V::Decimal(_)) => match (self.plain(left), self.plain(right)) {
                (Some(one), Some(other)) => crate::python::library::decimal::order(&one, &other).ok(),
                _ => None,
            },
            (V::Typed(..), V::Typed(..)) => match (self.plain(left), self.plain(right)) {
                (Some(one), Some(other)) => crate::python::library::ip::order(&one, &other),
                _ => None,
            },
            (V::Native(_), _) if Self::as_tuple(left).is_some() => {
                return self.order(&Self::as_tuple(left).ok_or(())?, right);
            }
            (_, V::Native(_)) if Self::as_tuple(right).is_some() => {
                return self.order(left, &Self::as_tuple(right).ok_or(())?);
            }
            (V::Tuple(_), V::Tuple(_)) | (V::List(_), V::List(_)) => {
                let (a, b) = (self.raw_items(left), self.raw_items(right));
                for (a, b) in a.iter().zip(&b) {
                    if a.is_unknown() || b.is_unknown() {
                        return Ok(None);
                    }
                    match self.order_deep(a, b, depth - 1)? {
                        Some(Ordering::Equal) => {}
                        other => return Ok(other),
                    }
                }
                Some(a.len().cmp(&b.len()))
            }
            (
                V::Symbol(_)
                | V::Instance(_)
                | V::Native(_)
                | V::Decimal(_)
                | V::Date(_)
                | V::Typed(..)
                | V::Regex(..)
                | V::Set(_)
                | V::Path(_)
                | V::Maybe(_)
                | V::Unknown(_),
                _,
            )
            | (
                _,
                V::Symbol(_)
                | V::Instance(_)
                | V::Native(_)
                | V::Decimal(_)
                | V::Date(_)
                | V::Typed(..)
                | V::Regex(..)
                | V::Set(_)
                | V::Path(_)
                | V::Maybe(_)
                | V::Unknown(_),
            ) => None,
            (a, b) => match (number(a), number(b)) {
                (Some(a), Some(b)) => numbers::in_order(a, b),
                _ => return Err(()),
            },
        })
    }

    /// `item in container`; none: not known.
    fn contains(&mut self, container: &Val<'a>, item: &Val<'a>) -> Result<Option<bool>, Raise<'a>> {
        Ok(match &container.kind {
            V::Unknown(_) | V::Rest(_) => None,
            V::Str(whole) => match &item.kind {
                V::Str(part) => {
                    self.spend(whole.len() / 4);
                    if marker::is_marked(whole) || marker::is_marked(part) {
                        let tail = whole.rsplit('>').next().unwrap_or("");
                        (tail.contains(&**part) && !marker::is_marked(part)).then_some(true)
                    } else {
                        Some(whole.contains(&**part))
                    }
                }
                V::Unknown(_) => None,
                _ => {
                    let class = self.type_name(item);
                    return self.raise(
                        "TypeError",
                        format!("'in <string>' requires string as left operand, not {class}"),
                    );
                }
            },
            V::Bytes(whole) => match &item.kind {
                V::Bytes(part) => {
                    Some(part.is_empty() || whole.windows(part.len()).any(|window| *window == **part))
                }
                V::Int(byte) => Some(whole.iter().any(|found| i128::from(*found) == *byte)),
                _ => None,
            },
            V::Dict(id) => match self.object(*id) {
                Object::Dict(table) => match self.key(item) {
                    Some(key) if table.pairs.contains_key(&key) => Some(true),
                    Some(_) if table.environ && !item.as_str().is_some_and(|name| self.is_unset(name)) => {
                        None
                    }
                    Some(_) if table.open.is_none() => Some(false),
                    _ => None,
                },
                _ => None,
            },
            V::Set(id) => match self.object(*id) {
                Object::Set(table) => match self.key(item) {
                    Some(key) if table.pairs.contains_key(&key) => Some(true),
                    Some(_) if table.open.is_none() => Some(false),
                    _ => None,
                },
                _ => None,
            },
            V::Range(start, stop, step) => match item.kind {
                V::Int(value) => Some(if *step > 0 {
                    value >= *start && value < *stop && (value - start) % step == 0
                } else {
                    value <= *start && value > *stop && (start - value) % -step == 0
                }),
                _ => None,
            },
            V::Native(native) if matches!(&**native, super::object::Native::Library(known) if self.ini_contains(known, item).is_some()) => {
                match &**native {
                    super::object::Native::Library(known) => self.ini_contains(known, item),
                    _ => None,
                }
            }
            V::Typed(..) => match (self.plain(container), self.plain(item)) {
                (Some(network), Some(address)) => crate::python::library::ip::contains(&network, &address),
                _ => None,
            },
            V::Instance(_) => {
                if let Some(method) = self.class_attribute(container, "__contains__") {
                    let found = self.call(&method, vec![item.clone()], Vec::new())?;
                    return Ok(match self.truth(&found)? {
                        Truth::Known(truth) => Some(truth),
                        Truth::Open { .. } => None,
                    });
                }
                match self.payload(container) {
                    Some(value) => return self.contains(&value, item),
                    None => match self.iterate(container)? {
                        Ok(items) => {
                            let items = Val::new(V::Tuple(items.into()));
                            return self.contains(&items, item);
                        }
                        Err(_) => None,
                    },
                }
            }
            // What this code has not imported may have been imported before.
            V::Symbol(name) if &**name == "sys.modules" => match item.as_str().map(|name| &**name) {
                Some("sys" | "builtins" | "os" | "django" | "django.conf") => Some(true),
                Some(name) if self.imported.names.contains_key(name) => Some(true),
                // `manage.py` starts no test runner but Django's own.
                Some("pytest" | "_pytest" | "nose") if self.is_managed() => Some(false),
                _ => None,
            },
            V::Native(native) if native.reader().is_some() => {
                // `"X" in env` of django-environ.
                return match native.reader().is_some_and(super::object::Reader::is_environ) {
                    true => self.contains(&Val::new(V::Dict(self.environ)), item),
                    false => Ok(None),
                };
            }
            V::None | V::Int(_) | V::Bool(_) | V::Float(_) => {
                let class = self.type_name(container);
                return self.raise("TypeError", format!("argument of type '{class}' is not iterable"));
            }
            V::Tuple(items) => self.is_among(items, item),
            V::List(id) if matches!(self.object(*id), Object::List(_)) => match self.object(*id) {
                Object::List(items) => self.is_among(items, item),
                _ => None,
            },
            _ => match self.iterate_partly(container)? {
                Err(_) => None,
                Ok((items, None)) => self.is_among(&items, item),
                Ok((items, Some(_))) => self.is_among(&items, item).filter(|found| *found),
            },
        })
    }

    /// Whether the program is `manage.py`.
    fn is_managed(&self) -> bool {
        self.host.argv.first().is_none_or(|program| program.rsplit('/').next() == Some("manage.py"))
    }

    /// Whether an item is among these; where one is not known, none unless it is.
    fn is_among(&self, items: &[Val<'a>], item: &Val<'a>) -> Option<bool> {
        let mut known = true;
        for candidate in items {
            match self.equal(candidate, item) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => known = false,
            }
        }
        known.then_some(false)
    }

    /// The unknown text of an environment variable.
    pub(super) fn environment_unknown(&self, name: &Rc<str>) -> Rc<Unknown> {
        Rc::new(Unknown {
            reason: Reason::Environment,
            place: Some(self.statement),
            variables: std::iter::once(name.clone()).collect(),
        })
    }
}

fn items_truth(items: &[Val<'_>]) -> Truth {
    if items.iter().any(|item| !matches!(item.kind, V::Rest(_))) {
        return Truth::Known(true);
    }
    match merge_unknown(items) {
        Some(because) => Truth::Open { usual: None, because },
        None => Truth::Known(false),
    }
}

/// The oldest Python 3 that a version of Django runs on, as its release notes say.
const fn least_python(django: (u8, u8)) -> u8 {
    match django {
        (..=3, _) => 6,
        (4, _) => 8,
        (5, _) => 10,
        _ => 12,
    }
}

/// What compares as a number.
fn number(value: &V<'_>) -> Option<numbers::Number> {
    match value {
        V::Int(value) => Some(numbers::Number::Int(*value)),
        V::Bool(value) => Some(numbers::Number::Int(i128::from(*value))),
        V::Float(value) => Some(numbers::Number::Float(*value)),
        _ => None,
    }
}
