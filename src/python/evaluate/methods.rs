//! Attributes and methods of built-in objects, and changes to containers.

use std::rc::Rc;

use rustpython_parser::ast;

use super::call::Named;
use super::object::{Alternatives, Flavour, Id, Native, Object, Table, V, Val, merge_unknown};
use super::{Eval, Evaluator, MAX_ITEMS, Raise};
use crate::python::library::{Failure, object as library_object, path, text};
use crate::python::value::{Change, Kind, Reason, Unknown, Value};
use crate::source::Place;

impl<'a> Evaluator<'a> {
    // --- attributes ---

    pub(super) fn attribute(&mut self, object: &Val<'a>, name: &str) -> Eval<'a> {
        match &object.kind {
            V::Symbol(symbol) => Ok(self.symbol_attribute(&symbol.clone(), name)),
            V::Module(module) => {
                let module = module.clone();
                if let Some(bound) = self.scope(module.scope).names.get(name) {
                    let value = bound.value.clone();
                    return self.bound_or(value, "AttributeError", || format!("no attribute '{name}'"));
                }
                if module.name.is_empty() {
                    // `globals().update`, `locals().get`.
                    return Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))));
                }
                if name == "__dict__" {
                    return Ok(self.scope_value(module.scope));
                }
                if let Some(why) = &self.scope(module.scope).open {
                    return Ok(Val { kind: V::Unknown(why.clone()), place: None });
                }
                // A submodule that was imported becomes an attribute.
                let dotted: Rc<str> = format!("{}.{name}", module.name).into();
                match self.imported.names.get(&dotted).copied() {
                    Some(scope) => {
                        Ok(Val::new(V::Module(Rc::new(super::object::ModuleRef { name: dotted, scope }))))
                    }
                    None => self.raise(
                        "AttributeError",
                        format!("module '{}' has no attribute '{name}'", module.name),
                    ),
                }
            }
            V::Class(_) | V::Instance(_) => self.object_attribute(object, name),
            V::Native(native) => self.native_attribute(&native.clone(), object, name),
            V::Path(text) => {
                if matches!(
                    name,
                    "parent"
                        | "name"
                        | "stem"
                        | "suffix"
                        | "suffixes"
                        | "parts"
                        | "anchor"
                        | "root"
                        | "drive"
                        | "parents"
                ) {
                    if name == "parents" {
                        return Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), "parents".into())))));
                    }
                    let result = path::attribute(text, name);
                    return self.outcome(result);
                }
                Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))))
            }
            V::Regex(text, flags) => {
                let (text, flags) = (text.clone(), *flags);
                match self.pattern_attribute(&text, flags, name) {
                    Some(value) => value,
                    None => self.method_of(object, name),
                }
            }
            V::Range(start, stop, step) if matches!(name, "start" | "stop" | "step") => {
                Ok(Val::new(V::Int(match name {
                    "start" => *start,
                    "stop" => *stop,
                    _ => *step,
                })))
            }
            V::Int(_) | V::Bool(_) | V::Float(_) | V::Date(_) | V::Decimal(_) | V::Typed(..) => {
                let plain = self.plain(object);
                match plain.as_ref().and_then(|plain| library_object::attribute(plain, name)) {
                    Some(result) => self.outcome(result),
                    None => self.method_of(object, name),
                }
            }
            V::Timedelta(micros) if matches!(name, "days" | "seconds" | "microseconds") => {
                let day = 86_400_000_000_i128;
                Ok(Val::new(V::Int(match name {
                    "days" => micros.div_euclid(day),
                    "seconds" => micros.rem_euclid(day) / 1_000_000,
                    _ => micros.rem_euclid(1_000_000),
                })))
            }
            V::Exception(exception) => Ok(match name {
                "args" => Val::new(V::Tuple(exception.1.clone())),
                "__class__" => Val::new(V::Symbol(exception.0.clone())),
                "with_traceback" | "add_note" | "__str__" | "__repr__" => {
                    Val::new(V::NativeMethod(Rc::new((object.clone(), name.into()))))
                }
                _ => self.unsupported("an attribute of an exception", Some(self.statement)),
            }),
            V::Function(function) => match name {
                "__name__" => Ok(Val::str(function.name.clone())),
                "setter" | "getter" | "deleter" if function.kind == super::object::MethodKind::Property => {
                    let property = Native::Property { get: object.clone(), set: None };
                    let property = Val::new(V::Native(Rc::new(property)));
                    Ok(Val::new(V::NativeMethod(Rc::new((property, name.into())))))
                }
                _ => Ok(self.unsupported("an attribute of a function", Some(self.statement))),
            },
            // A method that changes its object is of that object, not of what it may hold.
            V::Maybe(_) if changes(name) => {
                Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))))
            }
            V::Maybe(_) => {
                let name = name.to_owned();
                self.lifted(std::slice::from_ref(object), move |me, object| me.attribute(&object[0], &name))
            }
            V::Unknown(why) | V::Rest(why) => {
                let why = why.clone();
                if !matches!(why.reason, Reason::Environment) {
                    self.doubt(Some("AttributeError"), false, &why);
                }
                // A method of an unknown text gives something unknown, and
                // some give True or False.
                if why.reason == Reason::Environment {
                    return Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))));
                }
                Ok(Val { kind: V::Unknown(why), place: object.place })
            }
            V::None => self.raise("AttributeError", format!("'NoneType' object has no attribute '{name}'")),
            V::List(_) | V::Dict(_) | V::Set(_)
                if matches!(self.expand(object).kind, V::Maybe(_)) && !changes(name) =>
            {
                let several = self.expand(object);
                self.attribute(&several, name)
            }
            _ => self.method_of(object, name),
        }
    }

    /// A method of a built-in object, if its type has one of that name.
    fn method_of(&mut self, object: &Val<'a>, name: &str) -> Eval<'a> {
        if name == "__class__" {
            return Ok(self.unsupported("__class__", Some(self.statement)));
        }
        if name.starts_with("__") {
            return Ok(self.unsupported(name.to_owned(), Some(self.statement)));
        }
        let class = self.type_name(object);
        let dict = match object.kind {
            V::Dict(id) => Some(id),
            _ => None,
        };
        let frozen = match object.kind {
            V::Set(id) => {
                matches!(self.object(id), Object::Set(table) if matches!(table.flavour, Flavour::Frozen))
            }
            _ => false,
        };
        let known = match &object.kind {
            V::Date(_) | V::Decimal(_) | V::Typed(..) => {
                self.plain(object).and_then(|plain| library_object::has_method(&plain, name))
            }
            _ => library_object::has(if frozen { "frozenset" } else { &class }, name),
        };
        if known == Some(false) && !dict.is_some_and(|id| self.has_flavoured_method(id, name)) {
            return self.raise("AttributeError", format!("'{class}' object has no attribute '{name}'"));
        }
        Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))))
    }

    /// Whether a kind of dict has a method that a plain one lacks.
    fn has_flavoured_method(&self, id: Id, name: &str) -> bool {
        match self.object(id) {
            Object::Dict(table) => match table.flavour {
                Flavour::Counter => matches!(name, "most_common" | "elements" | "total" | "subtract"),
                Flavour::Ordered => name == "move_to_end",
                Flavour::Default(_) => name == "default_factory",
                _ => false,
            },
            _ => true,
        }
    }

    pub(super) fn has_attribute(&mut self, object: &Val<'a>, name: &Val<'a>) -> Eval<'a> {
        let Some(name) = name.as_str().cloned() else {
            return Ok(self.unsupported("hasattr()", Some(self.statement)));
        };
        let doubts = self.doubts.len();
        let result = self.attribute(object, &name);
        let missing = self.doubts.get(doubts).cloned();
        self.doubts.truncate(doubts);
        Ok(match result {
            // On some way there is no such attribute.
            Ok(value) if !value.is_unknown() && missing.is_some() => {
                let why = missing.expect("just seen").because;
                self.either_bool(&why)
            }
            Ok(value) if value.is_unknown() => {
                let why = merge_unknown([&value]).expect("it is unknown");
                self.either_bool(&why)
            }
            Ok(_) => Val::new(V::Bool(true)),
            Err(_) => Val::new(V::Bool(false)),
        })
    }

    pub(super) fn get_attribute(
        &mut self,
        object: &Val<'a>,
        name: &Val<'a>,
        default: Option<Val<'a>>,
    ) -> Eval<'a> {
        let Some(name) = name.as_str().cloned() else {
            return Ok(self.unsupported("getattr()", Some(self.statement)));
        };
        if let (V::Module(module), Some(default)) = (&object.kind, &default)
            && let Some(bound) = self.scope(module.scope).names.get(&name)
        {
            let value = bound.value.clone();
            return Ok(self.replace_unbound(&value, default));
        }
        match (self.attribute(object, &name), default) {
            (Err(raise), Some(default)) if &*raise.class == "AttributeError" => Ok(default),
            (result, _) => result,
        }
    }

    /// The scope that holds an object's attributes.
    pub(super) fn attribute_scope(&self, object: &Val<'a>) -> Option<Id> {
        match &object.kind {
            V::Module(module) => Some(module.scope),
            V::Class(id) => match self.object(*id) {
                Object::Class(class) => Some(class.scope),
                _ => None,
            },
            V::Instance(id) => match self.object(*id) {
                Object::Instance { attributes, .. } => Some(*attributes),
                _ => None,
            },
            V::Native(native) => match &**native {
                Native::Reader(_, state) => Some(*state),
                _ => None,
            },
            _ => None,
        }
    }

    // --- subscripts ---

    pub(super) fn subscript(&mut self, container: &Val<'a>, index: &Val<'a>) -> Eval<'a> {
        match &container.kind {
            V::Unknown(why) | V::Rest(why) => {
                let why = why.clone();
                self.doubt(None, false, &why);
                Ok(Val { kind: V::Unknown(why), place: container.place })
            }
            V::Dict(id) => {
                let id = *id;
                self.dict_item(id, index)
            }
            V::List(_) | V::Tuple(_) => {
                let position = match index.kind {
                    V::Int(position) => position,
                    V::Bool(value) => i128::from(value),
                    _ if index.is_unknown() => {
                        let items = self.raw_items(container);
                        return Ok(self.any_item(&items, index, "IndexError"));
                    }
                    _ => {
                        let class = self.type_name(container);
                        let found = self.type_name(index);
                        return self.raise(
                            "TypeError",
                            format!("{class} indices must be integers or slices, not {found}"),
                        );
                    }
                };
                let found = match &container.kind {
                    V::Tuple(items) => self.item_at(items, position),
                    V::List(id) => match self.object(*id) {
                        Object::List(items) => self.item_at(items, position),
                        _ => Some(self.unsupported("an item of an object", container.place)),
                    },
                    _ => None,
                };
                match found {
                    Some(item) => {
                        if let V::Unknown(why) = &item.kind
                            && self.raw_items(container).iter().any(|item| matches!(item.kind, V::Rest(_)))
                        {
                            self.doubt(Some("IndexError"), false, &why.clone());
                        }
                        Ok(item)
                    }
                    None => {
                        let class = self.type_name(container);
                        self.raise("IndexError", format!("{class} index out of range"))
                    }
                }
            }
            V::Range(start, stop, step) => {
                let V::Int(position) = index.kind else {
                    return Ok(self.unsupported("an item of a range", container.place));
                };
                let length = super::expression::range_length(*start, *stop, *step);
                let length = i128::try_from(length).unwrap_or(i128::MAX);
                let position = if position < 0 { position.saturating_add(length) } else { position };
                let item = position.checked_mul(*step).and_then(|offset| start.checked_add(offset));
                match item {
                    Some(item) if (0..length).contains(&position) => Ok(Val::new(V::Int(item))),
                    _ => self.raise("IndexError", "range object index out of range".to_owned()),
                }
            }
            V::Str(text) => match index.kind {
                V::Int(position) => {
                    self.spend(text.len() / 16);
                    let result = text::item(text, position).map(|text| self.str_value(&text));
                    self.outcome(result)
                }
                _ if index.is_unknown() => Ok(index.clone()),
                _ => self.raise("TypeError", "string indices must be integers".to_owned()),
            },
            V::NativeMethod(method) if &*method.1 == "parents" => match (&method.0.kind, &index.kind) {
                (V::Path(text), V::Int(position)) => {
                    let result = path::parent_at(text, *position);
                    self.outcome(result)
                }
                _ => Ok(self.unsupported("a parent of a path", container.place)),
            },
            V::Module(module) => match &index.kind {
                V::Str(name) => {
                    let (scope, name) = (module.scope, name.clone());
                    match self.scope(scope).names.get(&name) {
                        Some(bound) => {
                            let value = bound.value.clone();
                            self.bound_or(value, "KeyError", || format!("'{name}'"))
                        }
                        None => match &self.scope(scope).open {
                            Some(why) => Ok(Val { kind: V::Unknown(why.clone()), place: None }),
                            None => self.raise_key(index),
                        },
                    }
                }
                _ => Ok(self.unsupported("a name that is not known", container.place)),
            },
            V::Native(native) => match &**native {
                Native::Reader(super::object::Reader::Dynaconf, _) => {
                    self.call_native(&native.clone(), vec![index.clone()], Vec::new())
                }
                // A path of django-environ: its text.
                Native::EnvironPath(text) => self.subscript(&Val::str(text.clone()), index),
                Native::Library(known) => {
                    if let V::Unknown(why) | V::Rest(why) = &index.kind {
                        return Ok(Val { kind: V::Unknown(why.clone()), place: container.place });
                    }
                    match self.library_item(known, index) {
                        Some(result) => result,
                        None => Ok(self.unsupported("an item of an object", container.place)),
                    }
                }
                _ => Ok(self.unsupported("an item of an object", container.place)),
            },
            V::Symbol(symbol) if &**symbol == "sys.modules" => match index.as_str().cloned() {
                Some(name) => match self.imported.names.get(&name).copied() {
                    Some(scope) => Ok(Val::new(V::Module(Rc::new(super::object::ModuleRef { name, scope })))),
                    None => Ok(self.unsupported("a module by its name", container.place)),
                },
                None => Ok(self.unsupported("a module by its name", container.place)),
            },
            V::Class(id) if self.is_enum(*id) => {
                let id = *id;
                let name = index.as_str().cloned();
                let found = name.as_deref().and_then(|name| self.find_in_class(id, name, None).0);
                match (found, index.is_unknown()) {
                    (Some(member), _) => Ok(member),
                    (None, true) => Ok(index.clone()),
                    (None, false) => self.raise_key(index),
                }
            }
            V::Symbol(name) if &**name == "sys.version_info" => Ok(match index.kind {
                V::Int(0) => Val::new(V::Int(3)),
                _ => self.unknown(Reason::Host("Python's version".into()), container.place),
            }),
            // `list[str]`, `Generic[T]`: the type itself, as far as settings can see.
            V::Symbol(name)
                if name.starts_with("typing.")
                    || name.starts_with("collections.")
                    || matches!(&**name, "list" | "dict" | "set" | "tuple" | "frozenset" | "type") =>
            {
                Ok(container.clone())
            }
            V::Symbol(_) | V::Class(_) => Ok(self.unsupported("a generic type", container.place)),
            V::Instance(_) => match self.class_attribute(container, "__getitem__") {
                Some(method) => self.call(&method, vec![index.clone()], Vec::new()),
                None => match self.payload(container) {
                    Some(_) => self.held_item(container, index),
                    None => Ok(self.unsupported("an item of an object", container.place)),
                },
            },
            V::Bytes(bytes) => match index.kind {
                V::Int(position) => {
                    let position = if position < 0 { position + bytes.len() as i128 } else { position };
                    match usize::try_from(position).ok().and_then(|position| bytes.get(position)) {
                        Some(&byte) => Ok(Val::new(V::Int(i128::from(byte)))),
                        None => self.raise("IndexError", "index out of range".to_owned()),
                    }
                }
                _ => Ok(self.unsupported("an item of bytes", container.place)),
            },
            V::None | V::Int(_) | V::Bool(_) | V::Float(_) => {
                let class = self.type_name(container);
                self.raise("TypeError", format!("'{class}' object is not subscriptable"))
            }
            _ => Ok(self.unsupported("an item of an object", container.place)),
        }
    }

    /// The item at a place; none: there is no such place.
    fn item_at(&self, items: &[Val<'a>], position: i128) -> Option<Val<'a>> {
        let unknown = |item: &Val<'a>| match &item.kind {
            V::Rest(why) => Val { kind: V::Unknown(why.clone()), place: item.place },
            _ => item.clone(),
        };
        let is_rest = |item: &Val<'a>| matches!(item.kind, V::Rest(_));
        // What lies beyond a rest has no certain place.
        let between = if position >= 0 {
            let index = usize::try_from(position).unwrap_or(usize::MAX);
            &items[..items.len().min(index.saturating_add(1))]
        } else {
            let from_end = usize::try_from(position.unsigned_abs()).unwrap_or(usize::MAX);
            &items[items.len().saturating_sub(from_end)..]
        };
        self.look(between.len());
        if let Some(rest) = between.iter().find(|item| is_rest(item)) {
            return Some(unknown(rest));
        }
        let whole = between.len() as u128 == position.unsigned_abs() + u128::from(position >= 0);
        let item = if position >= 0 { between.last() } else { between.first() };
        item.filter(|_| whole).map(unknown)
    }

    /// One of the items; which one, and whether there is one, is not known.
    fn any_item(&mut self, items: &[Val<'a>], index: &Val<'a>, missing: &str) -> Val<'a> {
        let because = self.hole_within(index).unwrap_or_else(|| self.several());
        self.doubt(Some(missing), false, &because);
        self.one_of(items, because, index.place)
    }

    /// One of these, which can still be changed by way of it.
    fn one_of(&mut self, items: &[Val<'a>], because: Rc<Unknown>, place: Option<Place>) -> Val<'a> {
        let is_object = |item: &Val<'a>| {
            matches!(
                item.kind,
                V::List(_) | V::Dict(_) | V::Set(_) | V::Instance(_) | V::Maybe(_) | V::Tuple(_)
            )
        };
        let most = super::MAX_ALTERNATIVES;
        if items.len() > most {
            // What can be changed may be changed by way of the value that is not told.
            for item in items.iter().filter(|item| is_object(item)) {
                self.loosen(item, &because);
            }
        }
        let mut one = Alternatives::none(&because);
        for item in items.iter().take(most) {
            self.add_alternative(&mut one, item, false);
        }
        if items.len() > most {
            one.open = Some(because);
        }
        match (&one.others[..], &one.open) {
            ([only], None) => only.clone(),
            _ if one.others.len() > most => Val { kind: V::Unknown(one.because), place },
            ([], _) => Val { kind: V::Unknown(one.because), place },
            _ => Val { kind: V::Maybe(Rc::new(one)), place },
        }
    }

    fn dict_item(&mut self, id: Id, index: &Val<'a>) -> Eval<'a> {
        let object = self.object_rc(id);
        let Object::Dict(table) = &*object else { return Ok(self.unsupported("an item", index.place)) };
        let Some(key) = self.key(index) else {
            if let Some(why) = self.hole_within(index) {
                if table.environ {
                    return Ok(Val { kind: V::Unknown(why), place: index.place });
                }
                let mut values: Vec<Val<'a>> = table.any_value().collect();
                if matches!(table.flavour, Flavour::Default(Some(_)) | Flavour::Counter) {
                    // A key that is missing is put there.
                    self.loosen_dict(id, &why);
                    values.push(Val::new(V::Unknown(why)));
                }
                return Ok(self.any_item(&values, index, "KeyError"));
            }
            if !matches!(index.kind, V::List(_) | V::Dict(_)) {
                return Ok(self.unsupported("a key", index.place));
            }
            let class = self.type_name(index);
            return self.raise("TypeError", format!("unhashable type: '{class}'"));
        };
        match table.pairs.get(&key) {
            Some((_, value)) if !table.environ => Ok(value.clone()),
            _ if table.environ => match index.as_str().cloned() {
                Some(name) => self.read_environment(&name, None),
                None => self.raise("TypeError", "str expected".to_owned()),
            },
            _ => match &table.open {
                Some(why) => {
                    let why = why.clone();
                    self.doubt(Some("KeyError"), false, &why);
                    Ok(Val { kind: V::Unknown(why), place: index.place })
                }
                None => match self.missing_item(id, index) {
                    Some(made) => made,
                    None => self.raise_key(index),
                },
            },
        }
    }

    /// A key as an exception shows it.
    fn key_text(&mut self, key: &Val<'a>) -> String {
        self.text_of(key, true, 8).unwrap_or_else(|| self.short(key))
    }

    pub(super) fn slice(&mut self, container: &Val<'a>, slice: &'a ast::ExprSlice) -> Eval<'a> {
        // `sys.version_info[:2]` compares as all of it does.
        if matches!(&container.kind, V::Symbol(name) if &**name == "sys.version_info")
            && slice.lower.is_none()
        {
            return Ok(container.clone());
        }
        let mut bounds = Vec::with_capacity(4);
        bounds.push(container.clone());
        for bound in [&slice.lower, &slice.upper, &slice.step] {
            bounds.push(match bound {
                Some(bound) => self.evaluate(bound)?,
                None => Val::new(V::None),
            });
        }
        if let Some(tuple) = Self::as_tuple(container) {
            bounds[0] = tuple;
        }
        self.lifted(&bounds, |me, arguments| {
            if let Some(unknown) = me.unknown_of(arguments) {
                return Ok(unknown);
            }
            let bound = |value: &Val<'a>| match value.kind {
                V::Int(value) => Some(value),
                _ => None,
            };
            let (start, stop, step) = (bound(&arguments[1]), bound(&arguments[2]), bound(&arguments[3]));
            if step == Some(0) {
                return me.raise("ValueError", "slice step cannot be zero".to_owned());
            }
            match &arguments[0].kind {
                V::Str(whole) => {
                    let result = text::slice(whole, start, stop, step).map(|text| me.str_value(&text));
                    me.outcome(result)
                }
                V::List(_) | V::Tuple(_) => {
                    let items = me.raw_items(&arguments[0]);
                    if let Some(rest) = items.iter().position(|item| matches!(item.kind, V::Rest(_))) {
                        // Up to the rest positions are certain.
                        let whole = start.unwrap_or(0) >= 0 && step.unwrap_or(1) == 1;
                        let from = usize::try_from(start.unwrap_or(0)).unwrap_or(usize::MAX);
                        if !whole || from > rest {
                            return Ok(Val { kind: items[rest].kind.clone(), place: arguments[0].place });
                        }
                        let kept: Vec<Val<'a>> = match stop {
                            Some(stop) if stop >= 0 && (stop as usize) <= rest => {
                                items[from.min(stop as usize)..stop as usize].to_vec()
                            }
                            None => items[from..].to_vec(),
                            Some(stop) => {
                                // So many are there at least, if the rests are empty.
                                let least = items.iter().filter(|item| !matches!(item.kind, V::Rest(_)));
                                let least = i128::try_from(least.count()).unwrap_or(i128::MAX);
                                let end = if stop < 0 { least.saturating_add(stop) } else { stop };
                                let end = usize::try_from(end).unwrap_or(0).clamp(from, rest);
                                items[from..end].iter().chain([&items[rest]]).cloned().collect()
                            }
                        };
                        return Ok(Val::new(match arguments[0].kind {
                            V::Tuple(_) => V::Tuple(kept.into()),
                            _ => me.new_list(kept),
                        }));
                    }
                    let indexes = text::slice_indexes(items.len(), start, stop, step.unwrap_or(1));
                    let kept: Vec<Val<'a>> = indexes.into_iter().map(|index| items[index].clone()).collect();
                    Ok(Val::new(match arguments[0].kind {
                        V::Tuple(_) => V::Tuple(kept.into()),
                        _ => me.new_list(kept),
                    }))
                }
                V::Bytes(bytes) => {
                    let indexes = text::slice_indexes(bytes.len(), start, stop, step.unwrap_or(1));
                    Ok(Val::new(V::Bytes(indexes.into_iter().map(|index| bytes[index]).collect())))
                }
                _ => Ok(me.unsupported("a slice of an object", arguments[0].place)),
            }
        })
    }

    // --- methods ---

    pub(super) fn call_method(
        &mut self,
        receiver: &Val<'a>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        match &receiver.kind {
            V::List(id) => {
                let id = *id;
                self.list_method(id, receiver, name, positional, &named)
            }
            V::Dict(id) => {
                let id = *id;
                self.dict_method(id, receiver, name, positional, &named)
            }
            V::Set(id) => {
                let id = *id;
                self.set_method(id, receiver, name, positional)
            }
            V::Module(module) => {
                let scope = module.scope;
                self.scope_method(scope, name, positional, &named)
            }
            V::Native(native) => self.native_method(&native.clone(), name, positional, named),
            V::Iterator(id) => {
                let id = *id;
                match name {
                    "__next__" => match self.next_of(id)? {
                        Some(item) => Ok(item),
                        None => self.raise("StopIteration", None),
                    },
                    "__iter__" => Ok(receiver.clone()),
                    "close" => self.drain(id).map(|_| Val::new(V::None)),
                    _ => Ok(self.unsupported(format!(".{name}()"), receiver.place)),
                }
            }
            V::Exception(_) => match name {
                "with_traceback" => Ok(receiver.clone()),
                "add_note" => Ok(Val::new(V::None)),
                "__str__" => self.str(receiver),
                "__repr__" => self.repr(receiver),
                _ => Ok(self.unsupported(format!(".{name}()"), receiver.place)),
            },
            V::Instance(_) if self.payload(receiver).is_some() => {
                self.held_method(receiver, name, positional, named)
            }
            V::Instance(_) if matches!(name, "with_traceback" | "add_note") => Ok(match name {
                "add_note" => Val::new(V::None),
                _ => receiver.clone(),
            }),
            V::Instance(id) => self.model_method(*id, name, &positional, &named),
            V::Regex(..) => self.pattern_method(receiver, name, &positional, &named),
            V::Unknown(why) | V::Rest(why) => {
                let why = why.clone();
                // Methods of texts that give True or False.
                if matches!(
                    name,
                    "startswith"
                        | "endswith"
                        | "isdigit"
                        | "isalpha"
                        | "isnumeric"
                        | "isspace"
                        | "isupper"
                        | "islower"
                ) {
                    return Ok(self.either_bool(&why));
                }
                Ok(Val { kind: V::Unknown(why), place: receiver.place })
            }
            V::Str(_)
            | V::Bytes(_)
            | V::Path(_)
            | V::Tuple(_)
            | V::Timedelta(_)
            | V::Int(_)
            | V::Float(_)
            | V::Typed(..)
            | V::Date(_)
            | V::Decimal(_)
            | V::Lazy(_)
            | V::Range(..)
            | V::Bool(_) => {
                let mut arguments = vec![receiver.clone()];
                let positional = self.listed(positional)?;
                let count = positional.len();
                arguments.extend(positional);
                let names: Vec<Rc<str>> = named.iter().map(|(name, _)| name.clone()).collect();
                arguments.extend(named.into_iter().map(|(_, value)| value));
                let name = name.to_owned();
                self.lifted(&arguments, move |me, arguments| {
                    me.scalar_method(
                        &arguments[0],
                        &name,
                        &arguments[1..=count],
                        &names,
                        &arguments[count + 1..],
                    )
                })
            }
            _ => Ok(self.unsupported(format!(".{name}()"), receiver.place)),
        }
    }

    fn scalar_method(
        &mut self,
        receiver: &Val<'a>,
        name: &str,
        positional: &[Val<'a>],
        names: &[Rc<str>],
        named: &[Val<'a>],
    ) -> Eval<'a> {
        if receiver.is_unknown() {
            return self.call_method(receiver, name, positional.to_vec(), Vec::new());
        }
        if let V::Path(text) = &receiver.kind
            && let Some(result) = self.path_on_disk(&text.clone(), name, positional, names, named, receiver)
        {
            return result;
        }
        if let Some(unknown) = self.unknown_of(positional).or_else(|| self.unknown_of(named)) {
            // Texts asked about unknown texts answer True or False.
            if matches!(name, "startswith" | "endswith") {
                let why = merge_unknown([&unknown]).expect("it is unknown");
                return Ok(self.either_bool(&why));
            }
            return Ok(unknown);
        }
        // Most of them walk the whole text.
        if let V::Str(text) = &receiver.kind {
            self.spend(text.len() / 4);
        }
        // `sep.join(iterable)`: any iterable will do.
        let mut plain = Vec::with_capacity(positional.len());
        for argument in positional {
            let argument = match (&receiver.kind, name, &argument.kind) {
                (V::Str(_), "join", V::Dict(_) | V::Set(_) | V::Range(..)) => match self.iterate(argument)? {
                    Ok(items) => Val::new(self.new_list(items)),
                    Err(why) => return Ok(Val { kind: V::Unknown(why), place: argument.place }),
                },
                _ => argument.clone(),
            };
            let found = if name == "join" { self.plain_data(&argument) } else { self.plain(&argument) };
            match found {
                Some(value) => plain.push(value),
                None => return Ok(self.hole_of(&argument, "an object as an argument")),
            }
        }
        let mut plain_named: Vec<(String, Value)> = Vec::with_capacity(named.len());
        for (name, value) in names.iter().zip(named) {
            match self.plain(value) {
                Some(value) => plain_named.push((name.to_string(), value)),
                None => return Ok(self.hole_of(value, "an object as an argument")),
            }
        }
        if let Some(hole) =
            plain.iter().chain(plain_named.iter().map(|(_, value)| value)).find_map(Value::first_hole)
        {
            if let Kind::Unknown(why) = &hole.kind {
                return Ok(Val { kind: V::Unknown(why.clone()), place: receiver.place });
            }
            return Ok(positional.iter().chain(named).find_map(|value| self.hole_within(value)).map_or_else(
                || self.unsupported("an argument", receiver.place),
                |why| Val { kind: V::Unknown(why), place: receiver.place },
            ));
        }
        let result = match &receiver.kind {
            V::Str(text) if name == "format" => {
                text::str_format(text, &plain, &plain_named).map(|text| self.str_value(&text))
            }
            V::Str(text) => text::str_method(text, name, &plain, &plain_named),
            V::Bytes(bytes) => text::bytes_method(bytes, name, &plain, &plain_named),
            V::Path(text) => path::method(text, name, &plain, &plain_named),
            V::Tuple(_) => return self.sequence_method(receiver, name, positional),
            V::Int(_)
            | V::Bool(_)
            | V::Float(_)
            | V::Timedelta(_)
            | V::Date(_)
            | V::Decimal(_)
            | V::Typed(..) => match self.plain(receiver) {
                Some(value) => library_object::method(&value, name, &plain, &plain_named),
                None => Err(Failure::Unsupported("a method")),
            },
            _ => Err(Failure::Unsupported("a method")),
        };
        let mut value = self.outcome(result)?;
        value.place = value.place.or(receiver.place);
        if name.starts_with("split") || name.starts_with("rsplit") {
            self.place_items(&value, receiver.place);
        }
        Ok(value)
    }

    /// Items made from a text stand where the text stands.
    pub(super) fn place_items(&mut self, list: &Val<'a>, place: Option<crate::source::Place>) {
        if let V::List(id) = list.kind
            && let Object::List(items) = self.write(id)
        {
            for item in items {
                item.place = item.place.or(place);
            }
        }
    }

    fn sequence_method(&mut self, receiver: &Val<'a>, name: &str, positional: &[Val<'a>]) -> Eval<'a> {
        let items = self.raw_items(receiver);
        match (name, positional) {
            ("index", [wanted, bounds @ ..]) if bounds.len() <= 2 => {
                let bound = |at: usize, usual: usize| match bounds.get(at).map(|bound| &bound.kind) {
                    None => Some(usual),
                    Some(V::Int(bound)) if *bound < 0 => {
                        usize::try_from((*bound + items.len() as i128).max(0)).ok()
                    }
                    Some(V::Int(bound)) => usize::try_from(*bound).ok(),
                    Some(_) => None,
                };
                let (Some(start), Some(stop)) = (bound(0, 0), bound(1, items.len())) else {
                    return Ok(self.unsupported(".index() with these bounds", receiver.place));
                };
                for (index, item) in items.iter().enumerate().take(stop).skip(start) {
                    if matches!(item.kind, V::Rest(_)) {
                        return Ok(Val { kind: item.kind.clone(), place: receiver.place });
                    }
                    match self.equal(item, wanted) {
                        Some(true) => return Ok(Val::new(V::Int(index as i128))),
                        Some(false) => {}
                        None => return Ok(self.hole_of(item, "an index in a list")),
                    }
                }
                if matches!(receiver.kind, V::Tuple(_)) {
                    return self.raise("ValueError", "tuple.index(x): x not in tuple".to_owned());
                }
                // 3.13 does not name the item any more.
                let shown = self.key_text(wanted);
                self.raise("ValueError", format!("{shown} is not in list"))
            }
            ("count", [wanted]) => {
                let mut count = 0;
                for item in &items {
                    match self.equal(item, wanted) {
                        Some(true) => count += 1,
                        Some(false) => {}
                        None => return Ok(self.hole_of(item, "a count")),
                    }
                }
                Ok(Val::new(V::Int(count)))
            }
            _ => Ok(self.unsupported(format!(".{name}()"), receiver.place)),
        }
    }

    /// `.extend(value)` and `+=`.
    pub(super) fn extend_list(&mut self, id: Id, value: &Val<'a>) -> Result<(), Raise<'a>> {
        let value = self.expand(value);
        if let V::Maybe(maybe) = &value.kind {
            let maybe = maybe.clone();
            return self.change_by(id, &maybe, |me, object, value| me.extend_object(object, value));
        }
        // The items first: the list may be its own argument.
        let added = self.spread(&value)?;
        self.change(id, |_, object| {
            if let Object::List(items) = object {
                for item in &added {
                    push_within_limit(items, item.clone());
                }
            }
            Ok(())
        })
    }

    fn extend_object(&mut self, object: &mut Object<'a>, value: &Val<'a>) -> Result<(), Raise<'a>> {
        let added = self.spread(value)?;
        if let Object::List(items) = object {
            for item in added {
                push_within_limit(items, item);
            }
        }
        Ok(())
    }

    /// Changes a container by one of several values: it becomes one of several.
    fn change_by(
        &mut self,
        id: Id,
        maybe: &Rc<Alternatives<'a>>,
        mut act: impl FnMut(&mut Self, &mut Object<'a>, &Val<'a>) -> Result<(), Raise<'a>>,
    ) -> Result<(), Raise<'a>> {
        let base = self.object_rc(id);
        let bases: Vec<(Rc<Object<'a>>, bool)> = match &*base {
            Object::Fork(fork) => fork
                .usual
                .iter()
                .map(|object| (object.clone(), true))
                .chain(fork.others.iter().map(|object| (object.clone(), false)))
                .collect(),
            _ => vec![(base.clone(), true)],
        };
        let mut fork = super::object::Fork {
            usual: None,
            others: Vec::new(),
            open: match &*base {
                Object::Fork(fork) => fork.open.clone(),
                _ => None,
            },
            because: maybe.because.clone(),
        };
        let mut ways: Vec<(Val<'a>, bool)> = maybe
            .usual
            .iter()
            .map(|value| (value.clone(), true))
            .chain(maybe.others.iter().map(|value| (value.clone(), false)))
            .collect();
        if let Some(open) = &maybe.open {
            ways.push((Val::new(V::Unknown(open.clone())), false));
        }
        for (base, base_usual) in &bases {
            for (way, way_usual) in &ways {
                self.spend(base.size());
                let mut copy = (**base).clone();
                if act(self, &mut copy, way).is_ok() {
                    if *base_usual && *way_usual {
                        fork.usual = Some(Rc::new(copy));
                    } else if fork.others.len() < super::MAX_ALTERNATIVES {
                        fork.others.push(Rc::new(copy));
                    } else {
                        fork.open = Some(maybe.because.clone());
                    }
                }
            }
        }
        *self.write(id) = Object::Fork(Rc::new(fork));
        Ok(())
    }

    pub(super) fn update_dict(&mut self, id: Id, value: &Val<'a>) -> Result<(), Raise<'a>> {
        let value = self.expand(value);
        if let V::Maybe(maybe) = &value.kind {
            let maybe = maybe.clone();
            return self.change_by(id, &maybe, |me, object, value| match object {
                Object::Dict(table) => me.table_merge(table, value),
                _ => Ok(()),
            });
        }
        let mut added = Table::default();
        self.table_merge(&mut added, &value)?;
        self.change(id, |_, object| {
            if let Object::Dict(table) = object {
                if let Some(why) = &added.open {
                    table.loosen(why);
                }
                for (key, (name, value)) in &added.pairs {
                    table.insert(key.clone(), name.clone(), value.clone());
                }
            }
            Ok(())
        })
    }

    fn list_method(
        &mut self,
        id: Id,
        receiver: &Val<'a>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: &Named<'a>,
    ) -> Eval<'a> {
        let change = Change::Method(name.into());
        match (name, &positional[..]) {
            ("append", [item]) => {
                self.change(id, |_, object| {
                    if let Object::List(items) = object {
                        push_within_limit(items, item.clone());
                    }
                    Ok(())
                })?;
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("extend", [more]) => {
                self.extend_list(id, more)?;
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("insert", [index, item]) => {
                let index = index.clone();
                self.change(id, |me, object| {
                    let Object::List(items) = object else { return Ok(()) };
                    match index.kind {
                        V::Int(at) => {
                            let length = items.len() as i128;
                            let place =
                                if at < 0 { at.saturating_add(length).max(0) } else { at.min(length) };
                            let place = usize::try_from(place).unwrap_or(items.len());
                            let is_rest = |item: &Val<'a>| matches!(item.kind, V::Rest(_));
                            // Places are counted from the start, or from the end.
                            let between = if at < 0 { &items[place..] } else { &items[..place] };
                            let whole = at >= 0 || at.unsigned_abs() <= items.len() as u128;
                            match items.iter().position(is_rest) {
                                Some(first) if between.iter().any(is_rest) || !whole => {
                                    // Somewhere within the rest, or before it.
                                    let rest = items[first].clone();
                                    items.truncate(if at < 0 { 0 } else { first });
                                    items.extend([rest.clone(), item.clone(), rest]);
                                }
                                _ => items.insert(place, item.clone()),
                            }
                        }
                        _ => {
                            let unknown =
                                me.unsupported("an insertion at an unknown place", Some(me.statement));
                            let why = merge_unknown([&index, &unknown]).expect("it is unknown");
                            items.push(item.clone());
                            items.push(Val::new(V::Rest(why)));
                        }
                    }
                    Ok(())
                })?;
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("remove", [wanted]) => {
                let wanted = wanted.clone();
                self.change(id, |me, object| {
                    let Object::List(items) = object else { return Ok(()) };
                    for index in 0..items.len() {
                        if matches!(items[index].kind, V::Rest(_)) {
                            // It may be in the rest, or not there at all.
                            let why = merge_unknown([&items[index]]).expect("it is a rest");
                            if let Some(later) =
                                (index..items.len()).find(|&at| me.equal(&items[at], &wanted) == Some(true))
                            {
                                items[later].kind = V::Rest(why);
                            }
                            return Ok(());
                        }
                        match me.equal(&items[index], &wanted) {
                            Some(true) => {
                                items.remove(index);
                                return Ok(());
                            }
                            Some(false) => {}
                            None => {
                                let why = me.hole_within(&items[index]).or_else(|| me.hole_within(&wanted));
                                let why = why.unwrap_or_else(|| {
                                    merge_unknown([&me.unsupported("a removal", None)])
                                        .expect("it is unknown")
                                });
                                items.truncate(index);
                                items.push(Val::new(V::Rest(why)));
                                return Ok(());
                            }
                        }
                    }
                    me.raise("ValueError", "list.remove(x): x not in list".to_owned())
                })?;
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("pop", arguments) => {
                let index = match arguments.first().map(|index| &index.kind) {
                    None => -1,
                    Some(V::Int(index)) => *index,
                    Some(_) => {
                        let unknown = self.unsupported("pop() at an unknown place", Some(self.statement));
                        let why = merge_unknown([&unknown]).expect("it is unknown");
                        *self.write(id) = Object::List(vec![Val::new(V::Rest(why))]);
                        return Ok(unknown);
                    }
                };
                let before = self.expand(receiver);
                let popped = self.lifted(&[before], |me, arguments| {
                    me.subscript(&arguments[0], &Val::new(V::Int(index))).map_err(|raise| {
                        let empty = matches!(me.raw_items(&arguments[0])[..], []);
                        let message = if empty { "pop from empty list" } else { "pop index out of range" };
                        Raise { message: Some(message.into()), ..raise }
                    })
                })?;
                self.change(id, |_, object| {
                    let Object::List(items) = object else { return Ok(()) };
                    let at = if index < 0 { index + items.len() as i128 } else { index };
                    let is_rest = |item: &Val<'a>| matches!(item.kind, V::Rest(_));
                    let at = usize::try_from(at).unwrap_or(if index < 0 { 0 } else { usize::MAX });
                    // What lies beyond a rest has no certain place: any of it may be gone.
                    if index >= 0
                        && let Some(rest) = items.iter().take(at.saturating_add(1)).position(is_rest)
                    {
                        items.truncate(rest + 1);
                    } else if index < 0
                        && let Some(rest) = items.iter().skip(at).rposition(is_rest)
                    {
                        items.drain(..at + rest);
                    } else if at < items.len() {
                        items.remove(at);
                    }
                    Ok(())
                })?;
                self.note(id, change);
                Ok(popped)
            }
            ("clear", []) => {
                *self.write(id) = Object::List(Vec::new());
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("copy", []) => {
                let object = (*self.object_rc(id)).clone();
                Ok(Val::new(V::List(self.allocate(object))))
            }
            ("reverse", []) => {
                self.change(id, |_, object| {
                    if let Object::List(items) = object {
                        items.reverse();
                    }
                    Ok(())
                })?;
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("sort", []) => {
                let sorted = self
                    .call_builtin("sorted", std::slice::from_ref(receiver), named)
                    .expect("sorted is a built-in")?;
                match sorted.kind {
                    V::List(new) => {
                        let object = (*self.object_rc(new)).clone();
                        *self.write(id) = object;
                    }
                    _ => {
                        let why = self
                            .hole_within(&sorted)
                            .or_else(|| merge_unknown([&self.unsupported("sort()", None)]));
                        *self.write(id) = Object::List(vec![Val::new(V::Rest(why.expect("it is unknown")))]);
                    }
                }
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("index" | "count", _) => {
                let name = name.to_owned();
                let mut arguments = vec![receiver.clone()];
                arguments.extend(positional.clone());
                self.lifted(&arguments, move |me, arguments| {
                    me.sequence_method(&arguments[0], &name, &arguments[1..])
                })
            }
            _ => {
                let given = positional.len();
                self.raise("TypeError", format!("list.{name}() does not take {given} arguments"))
            }
        }
    }

    fn dict_method(
        &mut self,
        id: Id,
        receiver: &Val<'a>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: &Named<'a>,
    ) -> Eval<'a> {
        if let Some(result) = self.flavoured_method(id, receiver, name, &positional, named) {
            return result;
        }
        let change = Change::Method(name.into());
        let environ = matches!(self.object(id), Object::Dict(table) if table.environ);
        match (name, &positional[..]) {
            ("get", [key, default @ ..]) => {
                let default = default
                    .first()
                    .or_else(|| named.iter().find(|(name, _)| &**name == "default").map(|(_, value)| value))
                    .cloned()
                    .unwrap_or_else(|| Val::new(V::None));
                self.lifted(&[receiver.clone(), key.clone()], move |me, arguments| {
                    let (V::Dict(id), key) = (&arguments[0].kind, &arguments[1]) else {
                        return me.call_method(&arguments[0], "get", vec![arguments[1].clone()], Vec::new());
                    };
                    let Object::Dict(table) = &*me.object_rc(*id) else {
                        return Ok(me.unsupported(".get()", None));
                    };
                    if let V::Unknown(why) | V::Rest(why) = &key.kind {
                        if table.environ {
                            return Ok(key.clone());
                        }
                        let values: Vec<Val<'a>> = table.any_value().chain([default.clone()]).collect();
                        return Ok(me.one_of(&values, why.clone(), key.place));
                    }
                    if table.environ
                        && let Some(name) = key.as_str().cloned()
                    {
                        return me.read_environment(&name, Some(default.clone()));
                    }
                    if let Some(found) = me.key(key).and_then(|key| table.pairs.get(&key)) {
                        return Ok(found.1.clone());
                    }
                    match &table.open {
                        Some(why) => {
                            let unknown = Val { kind: V::Unknown(why.clone()), place: None };
                            Ok(me.join(&default, &unknown, super::heap::Usual::Neither, why))
                        }
                        None => Ok(default.clone()),
                    }
                })
            }
            ("setdefault", [key, default @ ..]) => {
                let default = default.first().cloned().unwrap_or_else(|| Val::new(V::None));
                if environ && let Some(name) = key.as_str().cloned() {
                    let known = matches!(self.object(id), Object::Dict(table) if table.get(&name).is_some());
                    if !known {
                        // In an open environment the host may have set another value.
                        let value = if self.is_unset(&name) {
                            default
                        } else {
                            let unknown = self.environment_unknown(&name);
                            self.settle(
                                Alternatives {
                                    usual: Some(default),
                                    others: Vec::new(),
                                    open: Some(unknown.clone()),
                                    because: unknown,
                                },
                                Some(self.statement),
                            )
                        };
                        self.set_item(receiver, key, value)?;
                    }
                    return self.dict_item(id, key);
                }
                let Some(hashed) = self.key(key) else {
                    if let Some(why) = merge_unknown([key]) {
                        let mut values = vec![default];
                        self.change(id, |_, object| {
                            if let Object::Dict(table) = object {
                                values.extend(table.any_value());
                                table.loosen(&why);
                            }
                            Ok(())
                        })?;
                        return Ok(self.one_of(&values, why, None));
                    }
                    return Ok(self.unsupported("a key", key.place));
                };
                let key = key.clone();
                self.change(id, |_, object| {
                    if let Object::Dict(table) = object
                        && !table.pairs.contains_key(&hashed)
                    {
                        let value = match &table.open {
                            Some(why) => Val { kind: V::Unknown(why.clone()), place: None },
                            None => default.clone(),
                        };
                        table.insert(hashed.clone(), key.clone(), value);
                    }
                    Ok(())
                })?;
                self.note(id, change);
                self.lifted(std::slice::from_ref(receiver), |me, arguments| me.subscript(&arguments[0], &key))
            }
            ("update", arguments) => {
                if let Some(first) = arguments.first() {
                    self.update_dict(id, first)?;
                }
                for (name, value) in named {
                    self.set_item(receiver, &Val::str(name.clone()), value.clone())?;
                }
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("pop", [key, default @ ..]) => {
                let default = default.first().cloned();
                let key = key.clone();
                let before = self.expand(receiver);
                let given = default.clone();
                let wanted = key.clone();
                let popped = self.lifted(&[before], move |me, arguments| {
                    match (me.subscript(&arguments[0], &wanted), &given) {
                        (Err(raise), Some(default)) if &*raise.class == "KeyError" => Ok(default.clone()),
                        (result, _) => result,
                    }
                })?;
                self.change(id, |me, object| {
                    if let Object::Dict(table) = object {
                        match me.key(&key) {
                            Some(key) => {
                                table.remove(&key);
                            }
                            None => {
                                if let Some(why) = merge_unknown([&key]) {
                                    table.forget(&why);
                                }
                            }
                        }
                    }
                    Ok(())
                })?;
                if !environ {
                    self.note(id, change);
                }
                Ok(popped)
            }
            ("clear", []) => {
                *self.write(id) = Object::Dict(Table::default());
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("copy", []) => {
                let mut object = (*self.object_rc(id)).clone();
                if let Object::Dict(table) = &mut object {
                    table.environ = false;
                    if environ && !self.host.closed {
                        table.open =
                            merge_unknown([&self.unknown(Reason::Environment, Some(self.statement))]);
                    }
                }
                Ok(Val::new(V::Dict(self.allocate(object))))
            }
            ("keys" | "values" | "items", []) => {
                let name = name.to_owned();
                self.lifted(std::slice::from_ref(receiver), move |me, arguments| {
                    let V::Dict(id) = arguments[0].kind else { return Ok(arguments[0].clone()) };
                    let Object::Dict(table) = &*me.object_rc(id) else {
                        return Ok(me.unsupported("items", None));
                    };
                    let mut items: Vec<Val<'a>> = table
                        .first_pairs()
                        .map(|(key, value)| match name.as_str() {
                            "keys" => key.clone(),
                            "values" => value.clone(),
                            _ => Val::new(V::Tuple([key.clone(), value.clone()].into())),
                        })
                        .collect();
                    let open = if table.environ && !me.host.closed {
                        merge_unknown([&me.unknown(Reason::Environment, Some(me.statement))])
                    } else {
                        table.open.clone()
                    };
                    items.extend(open.map(|why| Val::new(V::Rest(why))));
                    Ok(Val::new(me.new_list(items)))
                })
            }
            ("popitem", []) => {
                let last = match self.object(id) {
                    Object::Dict(table) if table.open.is_none() && !table.environ => {
                        table.pairs.last().map(|(key, pair)| (key.clone(), pair.clone()))
                    }
                    _ => {
                        let unknown = self.unsupported(".popitem()", receiver.place);
                        let why = merge_unknown([&unknown]).expect("it is unknown");
                        self.change(id, |_, object| {
                            if let Object::Dict(table) = object {
                                table.forget(&why);
                            }
                            Ok(())
                        })?;
                        return Ok(unknown);
                    }
                };
                let Some((key, (name, value))) = last else {
                    return self.raise("KeyError", "'popitem(): dictionary is empty'".to_owned());
                };
                if let Object::Dict(table) = self.write(id) {
                    table.remove(&key);
                }
                self.note(id, change);
                Ok(Val::new(V::Tuple([name, value].into())))
            }
            ("fromkeys", [keys, value @ ..]) => {
                let value = value.first().cloned().unwrap_or_else(|| Val::new(V::None));
                let mut table = Table::default();
                match self.iterate(keys)? {
                    Ok(keys) => {
                        for key in keys {
                            self.table_put(&mut table, key, value.clone());
                        }
                    }
                    Err(why) => table.open = Some(why),
                }
                Ok(Val::new(self.new_dict(table)))
            }
            _ => Ok(self.unsupported(format!(".{name}()"), receiver.place)),
        }
    }

    fn set_method(&mut self, id: Id, receiver: &Val<'a>, name: &str, positional: Vec<Val<'a>>) -> Eval<'a> {
        let change = Change::Method(name.into());
        match (name, &positional[..]) {
            ("add", [item]) => {
                let item = item.clone();
                self.change(id, |me, object| {
                    if let Object::Set(table) = object {
                        match me.key(&item) {
                            Some(key) => {
                                table.pairs.entry(key).or_insert((item.clone(), item.clone()));
                            }
                            None => table.open = merge_unknown([&item]).or(table.open.take()),
                        }
                    }
                    Ok(())
                })?;
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("discard" | "remove", [item]) => {
                let item = item.clone();
                let strict = name == "remove";
                self.change(id, |me, object| {
                    if let Object::Set(table) = object {
                        match me.key(&item) {
                            Some(key) => {
                                if table.remove(&key).is_none() && strict && table.open.is_none() {
                                    return me.raise_key(&item);
                                }
                            }
                            None => table.open = merge_unknown([&item]).or(table.open.take()),
                        }
                    }
                    Ok(())
                })?;
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("update", more) => {
                for more in more {
                    let added = self.spread(more)?;
                    self.change(id, |me, object| {
                        if let Object::Set(table) = object {
                            for item in &added {
                                match me.key(item) {
                                    Some(key) => {
                                        table.pairs.entry(key).or_insert((item.clone(), item.clone()));
                                    }
                                    None => table.open = merge_unknown([item]).or(table.open.take()),
                                }
                            }
                        }
                        Ok(())
                    })?;
                }
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("copy", []) => {
                let object = (*self.object_rc(id)).clone();
                Ok(Val::new(V::Set(self.allocate(object))))
            }
            ("clear", []) => {
                *self.write(id) = Object::Set(Table::default());
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("pop", []) => {
                let Object::Set(table) = self.object(id) else {
                    return Ok(self.unsupported(".pop()", receiver.place));
                };
                match (table.pairs.len(), table.open.is_some()) {
                    (0, false) => self.raise("KeyError", "'pop from an empty set'".to_owned()),
                    (1, false) => {
                        let popped = match self.write(id) {
                            Object::Set(table) => table.pairs.pop(),
                            _ => None,
                        };
                        self.note(id, change);
                        Ok(popped.map_or(Val::new(V::None), |(_, (item, _))| item))
                    }
                    // Which one is chance, and what is left as well.
                    _ => {
                        let unknown = self.unknown(Reason::Host("the order of a set".into()), receiver.place);
                        let why = merge_unknown([&unknown]).expect("it is unknown");
                        let table = Table { open: Some(why), ..Table::default() };
                        *self.write(id) = Object::Set(table);
                        Ok(unknown)
                    }
                }
            }
            (
                "union"
                | "intersection"
                | "difference"
                | "symmetric_difference"
                | "intersection_update"
                | "difference_update"
                | "symmetric_difference_update",
                others,
            ) => {
                let operator = match name.trim_end_matches("_update") {
                    "union" => ast::Operator::BitOr,
                    "intersection" => ast::Operator::BitAnd,
                    "difference" => ast::Operator::Sub,
                    _ => ast::Operator::BitXor,
                };
                let mut result = receiver.clone();
                for other in others {
                    let other = self.as_set(other)?;
                    result = self.binary(&result, operator, &other)?;
                }
                if !name.ends_with("_update") {
                    if others.is_empty() {
                        return self.set_method(id, receiver, "copy", Vec::new());
                    }
                    return Ok(result);
                }
                let object = match result.kind {
                    V::Set(made) => (*self.object_rc(made)).clone(),
                    _ => {
                        let why = self.hole_within(&result).or_else(|| {
                            merge_unknown([&self.unsupported("a change to a set", receiver.place)])
                        });
                        Object::Set(Table { open: why, ..Table::default() })
                    }
                };
                *self.write(id) = object;
                self.note(id, change);
                Ok(Val::new(V::None))
            }
            ("issubset" | "issuperset" | "isdisjoint", [other]) => {
                let other = self.as_set(other)?;
                match name {
                    "issubset" => self.compare(receiver, ast::CmpOp::LtE, &other),
                    "issuperset" => self.compare(receiver, ast::CmpOp::GtE, &other),
                    _ => {
                        let common = self.binary(receiver, ast::Operator::BitAnd, &other)?;
                        self.unary(ast::UnaryOp::Not, &common)
                    }
                }
            }
            _ => Ok(self.unsupported(format!(".{name}()"), receiver.place)),
        }
    }

    fn as_set(&mut self, value: &Val<'a>) -> Eval<'a> {
        if matches!(value.kind, V::Set(_)) {
            return Ok(value.clone());
        }
        self.call_builtin("set", std::slice::from_ref(value), &Vec::new()).expect("set is a built-in")
    }

    /// `globals().update(...)` and the like.
    /// Names and values of a scope; a rest for what may be there or not.
    pub(super) fn scope_pairs(&self, scope: Id) -> Vec<(Val<'a>, Val<'a>)> {
        let scope = self.scope(scope);
        let rest = |why: &Rc<Unknown>| (Val::new(V::Rest(why.clone())), Val::new(V::Rest(why.clone())));
        let mut pairs = Vec::with_capacity(scope.names.len());
        for (name, bound) in &scope.names {
            match &bound.value.kind {
                V::Unbound => {}
                V::Maybe(maybe) if maybe.values().any(|value| matches!(value.kind, V::Unbound)) => {
                    pairs.push(rest(&maybe.because));
                }
                _ => pairs.push((Val::str(name.clone()), bound.value.clone())),
            }
        }
        pairs.extend(scope.open.as_ref().map(rest));
        pairs
    }

    /// `"NAME" in globals()`, as one of several values where it depends.
    pub(super) fn is_bound(&mut self, scope: Id, name: &str) -> Val<'a> {
        let there = Val::new(V::Bool(true));
        let found = self.scope(scope).names.get(name).map(|bound| bound.value.clone());
        match found.as_ref().map(|value| &value.kind) {
            None => match self.scope(scope).open.clone() {
                Some(why) => self.either_bool(&why),
                None => Val::new(V::Bool(false)),
            },
            Some(V::Unbound) => Val::new(V::Bool(false)),
            Some(V::Maybe(maybe)) => {
                let bound = |value: &Val<'a>| Val::new(V::Bool(!matches!(value.kind, V::Unbound)));
                let mut joined = Alternatives {
                    usual: maybe.usual.as_ref().map(bound),
                    others: maybe.others.iter().map(bound).collect(),
                    open: None,
                    because: maybe.because.clone(),
                };
                if maybe.open.is_some() {
                    joined.others.push(there);
                }
                let mut seen: Vec<Val<'a>> = Vec::new();
                joined.others.retain(|other| {
                    let new = !seen.iter().any(|seen| self.same(seen, other, 1));
                    seen.push(other.clone());
                    new
                });
                self.settle(joined, None)
            }
            Some(_) => there,
        }
    }

    /// A name that is not known is set or taken away.
    fn open_by_key(&mut self, scope: Id, key: &Val<'a>) -> Val<'a> {
        let unknown = self.hole_of(key, "a name");
        if let Some(why) = merge_unknown([&unknown]) {
            self.open_scope(scope, &why);
        }
        unknown
    }

    fn scope_method(
        &mut self,
        scope: Id,
        name: &str,
        positional: Vec<Val<'a>>,
        named: &Named<'a>,
    ) -> Eval<'a> {
        match (name, &positional[..]) {
            ("update", arguments) => {
                let mut table = Table::default();
                if let Some(first) = arguments.first() {
                    self.table_merge(&mut table, first)?;
                }
                if let Some(why) = table.open.clone() {
                    self.open_scope(scope, &why);
                }
                let pairs: Vec<(Val<'a>, Val<'a>)> = table.pairs.into_values().collect();
                for (name, value) in pairs {
                    if let V::Str(name) = &name.kind {
                        self.bind_in(scope, name, value);
                    }
                }
                for (name, value) in named {
                    self.bind_in(scope, name, value.clone());
                }
                Ok(Val::new(V::None))
            }
            ("get", [key, default @ ..]) => {
                let default = default.first().cloned().unwrap_or_else(|| Val::new(V::None));
                let Some(key) = key.as_str() else { return Ok(self.unsupported(".get()", key.place)) };
                Ok(match self.scope(scope).names.get(key).map(|bound| bound.value.clone()) {
                    Some(value) => self.replace_unbound(&value, &default),
                    None => match &self.scope(scope).open {
                        Some(why) => Val { kind: V::Unknown(why.clone()), place: None },
                        None => default,
                    },
                })
            }
            ("setdefault", [key, value]) => {
                let Some(name) = key.as_str().cloned() else {
                    return Ok(self.open_by_key(scope, key));
                };
                let old = self.scope(scope).names.get(&name).map(|bound| bound.value.clone());
                let old = old.unwrap_or_else(|| Val::new(V::Unbound));
                let bound = self.replace_unbound(&old, value);
                if !self.same(&old, &bound, 1) {
                    self.bind_in(scope, &name, bound);
                }
                Ok(self.scope(scope).names[&name].value.clone())
            }
            ("pop", [key, ..]) => {
                let Some(name) = key.as_str().cloned() else {
                    return Ok(self.open_by_key(scope, key));
                };
                let old = self.scope_mut(scope).names.shift_remove(&name).map(|bound| bound.value);
                let old = old.unwrap_or_else(|| Val::new(V::Unbound));
                match (positional.get(1), self.scope(scope).open.clone()) {
                    (Some(default), _) => Ok(self.replace_unbound(&old, default)),
                    (None, Some(why)) if matches!(old.kind, V::Unbound) => {
                        Ok(Val { kind: V::Unknown(why), place: None })
                    }
                    (None, _) => self.bound_or(old, "KeyError", || format!("'{name}'")),
                }
            }
            ("keys" | "items" | "values" | "copy", []) => {
                let pairs = self.scope_pairs(scope);
                if name == "copy" {
                    let mut table = Table::default();
                    let all = self.scope_value(scope);
                    self.table_merge(&mut table, &all)?;
                    return Ok(Val::new(self.new_dict(table)));
                }
                let items: Vec<Val<'a>> = pairs
                    .into_iter()
                    .map(|(key, value)| match (&key.kind, name) {
                        (V::Rest(_), _) | (_, "keys") => key,
                        (_, "values") => value,
                        _ => Val::new(V::Tuple(vec![key, value].into())),
                    })
                    .collect();
                Ok(Val::new(self.new_list(items)))
            }
            _ => Ok(self.unsupported(format!("globals().{name}()"), Some(self.statement))),
        }
    }
}

/// Beyond the limit a list goes on with what is not known.
fn push_within_limit<'a>(items: &mut Vec<Val<'a>>, item: Val<'a>) {
    if items.len() < MAX_ITEMS {
        items.push(item);
    } else if items.len() == MAX_ITEMS {
        let why = crate::python::Unknown {
            reason: Reason::Limit("items"),
            place: item.place,
            variables: std::collections::BTreeSet::new(),
        };
        items.push(Val::new(V::Rest(Rc::new(why))));
    }
}

/// Methods that change their object: they act on each of several contents.
fn changes(name: &str) -> bool {
    matches!(
        name,
        "append"
            | "extend"
            | "insert"
            | "remove"
            | "pop"
            | "clear"
            | "sort"
            | "reverse"
            | "update"
            | "setdefault"
            | "add"
            | "discard"
            | "popitem"
    )
}
