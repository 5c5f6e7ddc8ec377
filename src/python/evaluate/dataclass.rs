//! Dataclasses: `__init__`, comparison and text by the fields.

use std::rc::Rc;

use rustpython_parser::ast;

use super::call::Named;
use super::object::{Dataclass, Field, Id, Native, V, Val};
use super::operator::Truth;
use super::{Eval, Evaluator, Raise};

impl<'a> Evaluator<'a> {
    /// Applies a decorator of classes that gives the class itself; false: it is
    /// another, to be called.
    pub(super) fn decorate_class(&mut self, class: Id, decorator: &Val<'a>) -> Result<bool, Raise<'a>> {
        match &decorator.kind {
            V::Symbol(name) if &**name == "dataclasses.dataclass" => {
                self.make_dataclass(class, &Vec::new())?;
                Ok(true)
            }
            V::Native(native) => match &**native {
                Native::Partial { function, named, .. } if matches!(&function.kind, V::Symbol(name) if &**name == "dataclasses.dataclass") =>
                {
                    self.make_dataclass(class, &named.clone())?;
                    Ok(true)
                }
                _ => Ok(false),
            },
            V::Symbol(name) if matches!(&**name, "typing.final" | "typing.runtime_checkable") => Ok(true),
            // It makes what is compared from what is there.
            V::Symbol(name) if matches!(&**name, "functools.total_ordering" | "enum.unique") => {
                if let super::object::Object::Class(class) = self.write(class) {
                    class.whole = false;
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn make_dataclass(&mut self, class: Id, options: &Named<'a>) -> Result<(), Raise<'a>> {
        let mut dataclass =
            Dataclass { init: true, repr: true, eq: true, order: false, frozen: false, kw_only: false };
        for (name, value) in options {
            let Truth::Known(truth) = self.truth(value)? else { continue };
            match &**name {
                "init" => dataclass.init = truth,
                "repr" => dataclass.repr = truth,
                "eq" => dataclass.eq = truth,
                "order" => dataclass.order = truth,
                "frozen" => dataclass.frozen = truth,
                "kw_only" => dataclass.kw_only = truth,
                _ => {}
            }
        }
        if let super::object::Object::Class(found) = self.write(class) {
            found.dataclass = Some(dataclass);
        }
        for (name, field) in self.own_fields(class) {
            // The class attribute is the default itself, or nothing.
            let Some(found) = self.class(class) else { continue };
            let scope = found.scope;
            match field.default {
                Some(default) if matches!(default.kind, V::List(_) | V::Dict(_) | V::Set(_)) => {
                    let kind = self.type_name(&default);
                    return self.raise(
                        "ValueError",
                        format!("mutable default <class '{kind}'> for field {name} is not allowed: use default_factory"),
                    );
                }
                Some(default) => {
                    if let Some(bound) = self.scope_mut(scope).names.get_mut(&name) {
                        bound.value = default;
                    }
                }
                None => {}
            }
        }
        Ok(())
    }

    /// How the class was made a dataclass, or the nearest ancestor that was.
    pub(super) fn dataclass_of(&self, class: Id) -> Option<Dataclass> {
        self.ancestors(class).0.into_iter().find_map(|id| self.class(id)?.dataclass)
    }

    pub(super) fn is_dataclass(&self, class: Id) -> bool {
        self.dataclass_of(class).is_some()
    }

    /// The fields that the class itself declares.
    fn own_fields(&self, class: Id) -> Vec<(Rc<str>, Field<'a>)> {
        let Some(found) = self.class(class) else { return Vec::new() };
        let kw_only = found.dataclass.is_some_and(|dataclass| dataclass.kw_only);
        let scope = self.scope(found.scope);
        let mut fields = Vec::new();
        for (name, annotation) in &found.annotations {
            if is_class_variable(annotation) {
                continue;
            }
            let plain =
                |default| Field { default, factory: None, init: true, repr: true, compare: true, kw_only };
            let field = match scope.names.get(name).map(|bound| &bound.value) {
                None => plain(None),
                Some(value) => match &value.kind {
                    V::Native(native) => match &**native {
                        Native::Field(field) => Field { kw_only: kw_only || field.kw_only, ..field.clone() },
                        _ => plain(Some(value.clone())),
                    },
                    _ => plain(Some(value.clone())),
                },
            };
            fields.push((name.clone(), field));
        }
        fields
    }

    /// All fields of a dataclass in order, those of its ancestors first.
    pub(super) fn dataclass_fields(&self, class: Id) -> Vec<(Rc<str>, Field<'a>)> {
        let mut fields: Vec<(Rc<str>, Field<'a>)> = Vec::new();
        for id in self.ancestors(class).0.into_iter().rev() {
            if self.class(id).is_none_or(|class| class.dataclass.is_none()) {
                continue;
            }
            for (name, field) in self.own_fields(id) {
                match fields.iter_mut().find(|(known, _)| *known == name) {
                    Some(known) => known.1 = field,
                    None => fields.push((name, field)),
                }
            }
        }
        fields
    }

    /// The `__init__` that `@dataclass` makes.
    pub(super) fn fill_dataclass(
        &mut self,
        class: Id,
        instance: &Val<'a>,
        positional: Vec<Val<'a>>,
        mut named: Named<'a>,
    ) -> Result<(), Raise<'a>> {
        let scope = self.attribute_scope(instance).expect("it is an instance");
        let own = self.class(class).map_or_else(|| "".into(), |class| class.name.clone());
        let fields = self.dataclass_fields(class);
        let mut given = positional.into_iter();
        let mut missing = Vec::new();
        for (name, field) in &fields {
            let by_name = |named: &mut Named<'a>| {
                let at = named.iter().position(|(given, _)| given == name)?;
                Some(named.remove(at).1)
            };
            let argument = match field.init {
                true if field.kw_only => by_name(&mut named),
                true => given.next().or_else(|| by_name(&mut named)),
                false => None,
            };
            let value = match (argument, &field.factory, &field.default) {
                (Some(value), ..) => value,
                (None, Some(factory), _) => self.call(&factory.clone(), Vec::new(), Vec::new())?,
                (None, None, Some(default)) => default.clone(),
                (None, None, None) if field.init => {
                    missing.push(name.clone());
                    continue;
                }
                (None, None, None) => continue,
            };
            self.bind_in(scope, name, value);
        }
        if let Some((unexpected, _)) = named.first() {
            return self.raise(
                "TypeError",
                format!("{own}.__init__() got an unexpected keyword argument '{unexpected}'"),
            );
        }
        if given.next().is_some() {
            return self
                .raise("TypeError", format!("{own}.__init__() takes fewer positional arguments than given"));
        }
        if !missing.is_empty() {
            let message = super::call::missing_arguments(&format!("{own}.__init__"), &missing, "positional");
            return self.raise("TypeError", message);
        }
        if let Some(hook) = self.class_attribute(instance, "__post_init__") {
            self.call(&hook, Vec::new(), Vec::new())?;
        }
        Ok(())
    }

    /// The values of the fields that take part in comparison; none where the
    /// value is no instance of a dataclass that compares by its fields.
    pub(super) fn compared_fields(&self, value: &Val<'a>) -> Option<Vec<Val<'a>>> {
        let class = self.class_of(value)?;
        self.dataclass_of(class).filter(|dataclass| dataclass.eq)?;
        let scope = self.scope(self.attribute_scope(value)?);
        self.dataclass_fields(class)
            .iter()
            .filter(|(_, field)| field.compare)
            .map(|(name, _)| scope.names.get(name).map(|bound| bound.value.clone()))
            .collect()
    }

    /// Functions of the module `dataclasses`; none: not one of them.
    pub(super) fn call_dataclasses(
        &mut self,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Option<Eval<'a>> {
        Some(match name {
            "dataclass" => match positional {
                [class] => match class.kind {
                    V::Class(id) => self.make_dataclass(id, named).map(|()| class.clone()),
                    _ => Ok(self.hole_of(class, "dataclass()")),
                },
                _ => Ok(Val::new(V::Native(Rc::new(Native::partial(
                    Val::new(V::Symbol("dataclasses.dataclass".into())),
                    Vec::new(),
                    named.clone(),
                ))))),
            },
            "field" => {
                let option = |wanted: &str| {
                    named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone())
                };
                let flag = |wanted: &str, usual: bool| match option(wanted).map(|value| value.kind) {
                    Some(V::Bool(truth)) => truth,
                    _ => usual,
                };
                Ok(Val::new(V::Native(Rc::new(Native::Field(Field {
                    default: option("default"),
                    factory: option("default_factory"),
                    init: flag("init", true),
                    repr: flag("repr", true),
                    compare: flag("compare", true),
                    kw_only: flag("kw_only", false),
                })))))
            }
            "is_dataclass" => {
                let class = positional.first().and_then(|value| match value.kind {
                    V::Class(id) => Some(id),
                    _ => self.class_of(value),
                });
                Ok(Val::new(V::Bool(class.is_some_and(|class| self.is_dataclass(class)))))
            }
            "asdict" | "astuple" => match positional.first() {
                Some(value) => {
                    let value = value.clone();
                    Ok(self.fields_as(&value, name == "asdict", 12))
                }
                None => self.raise("TypeError", format!("{name}() takes an argument")),
            },
            "replace" => {
                let Some(value) = positional.first() else { return Some(self.raise("TypeError", None)) };
                let (Some(class), Some(scope)) = (self.class_of(value), self.attribute_scope(value)) else {
                    return Some(Ok(self.hole_of(value, "replace()")));
                };
                let mut arguments = named.clone();
                for (name, field) in self.dataclass_fields(class) {
                    if field.init
                        && !arguments.iter().any(|(given, _)| *given == name)
                        && let Some(bound) = self.scope(scope).names.get(&name)
                    {
                        arguments.push((name, bound.value.clone()));
                    }
                }
                self.instantiate(class, Vec::new(), arguments)
            }
            _ => return None,
        })
    }

    /// `asdict()`: dataclasses within as well, containers copied.
    fn fields_as(&mut self, value: &Val<'a>, by_name: bool, depth: u32) -> Val<'a> {
        if depth == 0 {
            return self.limit("depth", value.place);
        }
        let kind = match &value.kind {
            V::Instance(_) => {
                let class = self.class_of(value).filter(|&class| self.is_dataclass(class));
                let (Some(class), Some(scope)) = (class, self.attribute_scope(value)) else {
                    return value.clone();
                };
                let mut pairs = Vec::new();
                for (name, _) in self.dataclass_fields(class) {
                    if let Some(bound) = self.scope(scope).names.get(&name) {
                        let item = bound.value.clone();
                        let item = self.fields_as(&item, by_name, depth - 1);
                        pairs.push((Val::str(name), item));
                    }
                }
                if by_name {
                    self.dict_of(pairs)
                } else {
                    V::Tuple(pairs.into_iter().map(|(_, value)| value).collect())
                }
            }
            V::List(_) => {
                let items = self.raw_items(value);
                let items = items.iter().map(|item| self.fields_as(item, by_name, depth - 1)).collect();
                self.new_list(items)
            }
            V::Tuple(items) => {
                V::Tuple(items.iter().map(|item| self.fields_as(item, by_name, depth - 1)).collect())
            }
            V::Dict(id) => match (*self.object_rc(*id)).clone() {
                super::object::Object::Dict(mut table) => {
                    for (_, item) in table.pairs.values_mut() {
                        *item = self.fields_as(item, by_name, depth - 1);
                    }
                    self.new_dict(table)
                }
                _ => return self.hole_of(value, "asdict()"),
            },
            other => other.clone(),
        };
        Val { kind, place: value.place }
    }

    /// `P(x=1, y=2)`; none where the class has another text.
    pub(super) fn dataclass_repr(&mut self, value: &Val<'a>) -> Option<Eval<'a>> {
        let class = self.class_of(value)?;
        self.dataclass_of(class).filter(|dataclass| dataclass.repr)?;
        let found = self.class(class)?;
        if found.nested {
            return None;
        }
        let mut text = format!("{}(", found.name);
        let scope = self.attribute_scope(value)?;
        for (name, field) in self.dataclass_fields(class) {
            if !field.repr {
                continue;
            }
            let item = self.scope(scope).names.get(&name)?.value.clone();
            let shown = match self.repr(&item) {
                Ok(shown) => shown,
                Err(raise) => return Some(Err(raise)),
            };
            let Some(shown) = shown.as_str() else { return Some(Ok(shown)) };
            if !text.ends_with('(') {
                text.push_str(", ");
            }
            text.push_str(&format!("{name}={shown}"));
        }
        text.push(')');
        Some(Ok(self.checked_text(text)))
    }
}

/// `ClassVar[...]` declares no field.
fn is_class_variable(annotation: &ast::Expr) -> bool {
    match annotation {
        ast::Expr::Subscript(node) => is_class_variable(&node.value),
        ast::Expr::Attribute(node) => node.attr.as_str() == "ClassVar",
        ast::Expr::Name(name) => name.id.as_str() == "ClassVar",
        ast::Expr::Constant(node) => {
            matches!(&node.value, ast::Constant::Str(text) if text.trim_start_matches("typing.").starts_with("ClassVar"))
        }
        _ => false,
    }
}
