//! `functools`, `operator` and `copy`.

use std::collections::HashMap;
use std::rc::Rc;

use rustpython_parser::ast::{CmpOp, Operator, UnaryOp};

use super::super::call::Named;
use super::super::object::{Id, Native, Object, Table, V, Val};
use super::super::operator::Truth;
use super::super::{Eval, Evaluator};
use super::known::Known;

impl<'a> Evaluator<'a> {
    /// `functools.name(...)`.
    pub(super) fn functools(&mut self, name: &str, positional: Vec<Val<'a>>, named: Named<'a>) -> Eval<'a> {
        let place = Some(self.statement);
        match name {
            "partial" => {
                let mut arguments = positional.into_iter();
                let Some(function) = arguments.next() else {
                    return self
                        .raise("TypeError", "partial() missing 1 required positional argument".to_owned());
                };
                Ok(Val::new(V::Native(Rc::new(Native::partial(function, arguments.collect(), named)))))
            }
            "reduce" => {
                let [function, items, start @ ..] = &positional[..] else {
                    return Ok(self.unsupported("reduce()", place));
                };
                let items = match self.iterate(items)? {
                    Ok(items) => items,
                    Err(why) => return Ok(Val { kind: V::Unknown(why), place }),
                };
                let mut items = items.into_iter();
                let Some(mut total) = start.first().cloned().or_else(|| items.next()) else {
                    return self
                        .raise("TypeError", "reduce() of empty iterable with no initial value".to_owned());
                };
                for item in items {
                    total = self.call(&function.clone(), vec![total, item], Vec::new())?;
                }
                Ok(total)
            }
            "lru_cache" | "cache" | "wraps" | "total_ordering" | "cached_property" => {
                // With a function it is the decorator itself; else it makes one.
                match positional.first().map(|value| &value.kind) {
                    Some(V::Function(_) | V::Class(_)) if name == "cached_property" => {
                        Ok(self.unsupported("functools.cached_property", place))
                    }
                    Some(V::Function(_) | V::Class(_)) if name != "wraps" => Ok(positional[0].clone()),
                    _ => Ok(Val::new(V::Native(Rc::new(Native::Opaque(format!("functools.{name}").into()))))),
                }
            }
            _ => Ok(self.unmodelled_call(&format!("functools.{name}"))),
        }
    }

    /// `operator.name(...)`.
    pub(super) fn operator_function(
        &mut self,
        name: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let place = Some(self.statement);
        let plain = name.trim_matches('_');
        let binary = match plain {
            "add" | "concat" => Operator::Add,
            "sub" => Operator::Sub,
            "mul" => Operator::Mult,
            "truediv" => Operator::Div,
            "floordiv" => Operator::FloorDiv,
            "mod" => Operator::Mod,
            "pow" => Operator::Pow,
            "or" => Operator::BitOr,
            "and" => Operator::BitAnd,
            "xor" => Operator::BitXor,
            "lshift" => Operator::LShift,
            _ => Operator::RShift,
        };
        let comparison = match plain {
            "eq" => CmpOp::Eq,
            "ne" => CmpOp::NotEq,
            "lt" => CmpOp::Lt,
            "le" => CmpOp::LtE,
            "gt" => CmpOp::Gt,
            "ge" => CmpOp::GtE,
            "is" => CmpOp::Is,
            _ => CmpOp::IsNot,
        };
        match (plain, &positional[..]) {
            ("itemgetter", [_, ..]) => Ok(Val::new(V::Native(Rc::new(Native::ItemGetter(positional))))),
            ("attrgetter", [_, ..]) => {
                match positional.iter().map(|name| name.as_str().cloned()).collect::<Option<Vec<_>>>() {
                    Some(names) => Ok(self.library_object(Known::AttrGetter(names))),
                    None => Ok(self.unsupported("operator.attrgetter()", place)),
                }
            }
            ("methodcaller", [first, rest @ ..]) => match first.as_str() {
                Some(name) => Ok(self.library_object(Known::MethodCaller {
                    name: name.clone(),
                    positional: rest.to_vec(),
                    named,
                })),
                None => Ok(self.unsupported("operator.methodcaller()", place)),
            },
            (
                "add" | "concat" | "sub" | "mul" | "truediv" | "floordiv" | "mod" | "pow" | "or" | "and"
                | "xor" | "lshift" | "rshift",
                [left, right],
            ) => self.binary(left, binary, right),
            ("eq" | "ne" | "lt" | "le" | "gt" | "ge" | "is" | "is_not", [left, right]) => {
                self.compare(left, comparison, right)
            }
            ("contains", [container, item]) => self.compare(item, CmpOp::In, container),
            ("not", [value]) => self.unary(UnaryOp::Not, value),
            ("neg", [value]) => self.unary(UnaryOp::USub, value),
            ("pos", [value]) => self.unary(UnaryOp::UAdd, value),
            ("inv" | "invert", [value]) => self.unary(UnaryOp::Invert, value),
            ("truth", [value]) => match self.truth(value)? {
                Truth::Known(truth) => Ok(Val::new(V::Bool(truth))),
                Truth::Open { because, .. } => Ok(self.either_bool(&because)),
            },
            ("abs" | "index", [_]) => {
                let builtin = if plain == "abs" { "abs" } else { "int" };
                match self.call_builtin(builtin, &positional, &Vec::new()) {
                    Some(result)
                        if plain == "abs" || matches!(positional[0].kind, V::Int(_) | V::Bool(_)) =>
                    {
                        result
                    }
                    _ => Ok(self.unsupported("operator.index()", place)),
                }
            }
            ("getitem", [container, index]) => self
                .lifted(&[container.clone(), index.clone()], |me, arguments| {
                    me.subscript(&arguments[0], &arguments[1])
                }),
            ("setitem", [container, index, value]) => {
                self.set_item(container, index, value.clone())?;
                Ok(Val::new(V::None))
            }
            ("countOf", [items, item]) => {
                let list = self.call_builtin("list", std::slice::from_ref(items), &Vec::new());
                match list {
                    Some(list) => self.call_method(&list?, "count", vec![item.clone()], Vec::new()),
                    None => Ok(self.unsupported("operator.countOf()", place)),
                }
            }
            _ => Ok(self.unmodelled_call(&format!("operator.{name}"))),
        }
    }

    fn fill(&mut self, container: &V<'a>, object: Object<'a>) {
        if let V::List(id) | V::Dict(id) = container {
            self.spend(object.size());
            *self.write(*id) = object;
        }
    }

    /// A copy of a container, and of those within it down to a depth.
    pub(super) fn copy(&mut self, value: &Val<'a>, depth: u32) -> Val<'a> {
        self.copy_once(value, depth, &mut HashMap::new())
    }

    /// What was one object is one object in the copy.
    fn copy_once(&mut self, value: &Val<'a>, depth: u32, copies: &mut HashMap<Id, V<'a>>) -> Val<'a> {
        if let V::List(id) | V::Dict(id) | V::Set(id) | V::Instance(id) = &value.kind
            && let Some(kind) = copies.get(id)
        {
            return Val { kind: kind.clone(), place: value.place };
        }
        if depth == 0 {
            return value.clone();
        }
        let kind = match &value.kind {
            V::List(id) => match &*self.object_rc(*id) {
                Object::List(items) => {
                    let list = self.new_list(Vec::new());
                    copies.insert(*id, list.clone());
                    let items = items.iter().map(|item| self.copy_once(item, depth - 1, copies)).collect();
                    self.fill(&list, Object::List(items));
                    list
                }
                other => V::List(self.allocate(other.clone())),
            },
            V::Dict(id) => match &*self.object_rc(*id) {
                Object::Dict(table) => {
                    let dict = self.new_dict(Table::default());
                    copies.insert(*id, dict.clone());
                    let mut table = table.clone();
                    table.environ = false;
                    for (_, item) in table.pairs.values_mut() {
                        *item = self.copy_once(item, depth - 1, copies);
                    }
                    self.fill(&dict, Object::Dict(table));
                    dict
                }
                other => V::Dict(self.allocate(other.clone())),
            },
            V::Set(id) => {
                let object = (*self.object_rc(*id)).clone();
                V::Set(self.allocate(object))
            }
            V::Tuple(items) => {
                V::Tuple(items.iter().map(|item| self.copy_once(item, depth - 1, copies)).collect())
            }
            V::Instance(id) => {
                let Object::Instance { class, attributes, held: None } = *self.object(*id) else {
                    return self.unsupported("a copy of an object", value.place);
                };
                // Members of an enum are one object each, and classes may say how they are copied.
                if self.is_enum(class)
                    || ["__copy__", "__deepcopy__", "__reduce__", "__getstate__"]
                        .iter()
                        .any(|name| self.class_attribute(value, name).is_some())
                {
                    return self.unsupported("a copy of an object", value.place);
                }
                let mut scope = self.scope(attributes).clone();
                for bound in scope.names.values_mut() {
                    bound.value = self.copy_once(&bound.value.clone(), depth - 1, copies);
                }
                let attributes = self.allocate(Object::Scope(scope));
                V::Instance(self.allocate(Object::Instance { class, attributes, held: None }))
            }
            V::Native(native) => match &**native {
                Native::Library(Known::Record(record)) => {
                    let items: Vec<Val<'a>> = record.items.to_vec();
                    let items = items.iter().map(|item| self.copy(item, depth - 1)).collect();
                    self.new_record(&record.class, &record.fields, items).kind
                }
                Native::Library(Known::RecordClass { .. }) => value.kind.clone(),
                _ => return self.unsupported("a copy of an object", value.place),
            },
            V::Module(_) => return self.unsupported("a copy of a module", value.place),
            other => other.clone(),
        };
        Val { kind, place: value.place }
    }
}
