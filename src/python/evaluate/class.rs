//! Classes and their instances: namespaces with inheritance.

use rustpython_parser::ast;

use super::call::Named;
use super::object::{Class, Id, Native, Object, V, Val};
use super::{Code, Eval, Evaluator, Frame};

/// Classes above classes.
const MAX_ANCESTORS: usize = 32;

impl<'a> Evaluator<'a> {
    pub(super) fn define_class(&mut self, node: &'a ast::StmtClassDef) -> Eval<'a> {
        let mut bases = Vec::with_capacity(node.bases.len());
        for base in &node.bases {
            bases.push(self.evaluate(base)?);
        }
        let scope = self.new_scope();
        let annotations = annotations(&node.body);
        let name = node.name.as_str().into();
        let id = self.allocate(Object::Class(Class { name, bases, scope, annotations }));
        let enclosing = self.enclosing();
        let frame = self.frame();
        let inner = Frame {
            locals: scope,
            enclosing,
            package: frame.package.clone(),
            owner: Some(id),
            code: Code::Class,
            ..Frame::of_module(frame.globals, frame.file)
        };
        self.frames.push(inner);
        let outer = self.statement;
        let result = self.block(&node.body);
        self.statement = outer;
        self.frames.pop();
        result?;
        let mut value = Val::at(V::Class(id), self.statement);
        for decorator in node.decorator_list.iter().rev() {
            let decorator = self.evaluate(decorator)?;
            // `@dataclass` gives the class itself, with an `__init__` that is
            // made when an instance is.
            let plain = matches!(&decorator.kind, V::Symbol(name) if &**name == "dataclasses.dataclass")
                || matches!(&decorator.kind, V::Native(native)
                    if matches!(&**native, Native::Opaque(name) if &**name == "dataclasses.dataclass"));
            if !plain {
                value = self.call(&decorator, vec![value], Vec::new())?;
            }
        }
        Ok(value)
    }

    /// The class and its ancestors, nearest first; the second is false where one
    /// of them is not known.
    pub(super) fn ancestors(&self, class: Id) -> (Vec<Id>, bool) {
        let mut order = Vec::new();
        let mut whole = true;
        let mut queue = vec![class];
        while let Some(id) = queue.pop() {
            if order.len() >= MAX_ANCESTORS {
                return (order, false);
            }
            // The last of several mentions counts, as in Python's order for diamonds.
            order.retain(|&seen| seen != id);
            order.push(id);
            if let Object::Class(class) = self.object(id) {
                for base in class.bases.iter().rev() {
                    match &base.kind {
                        V::Class(base) => queue.push(*base),
                        V::Symbol(name)
                            if matches!(
                                &**name,
                                "object"
                                    | "abc.ABC"
                                    | "typing.Generic"
                                    | "configurations.Configuration"
                                    | "enum.Enum"
                                    | "enum.StrEnum"
                                    | "enum.IntEnum"
                                    | "str"
                                    | "int"
                            ) => {}
                        _ => whole = false,
                    }
                }
            }
        }
        (order, whole)
    }

    /// Whether one class derives from another; none: not known.
    pub(super) fn class_derives(&self, class: Id, ancestor: Id) -> Option<bool> {
        let (order, whole) = self.ancestors(class);
        if order.contains(&ancestor) {
            Some(true)
        } else if whole {
            Some(false)
        } else {
            None
        }
    }

    /// What a class has under a name, as it is stored.
    pub(super) fn find_in_class(&self, class: Id, name: &str, after: Option<Id>) -> (Option<Val<'a>>, bool) {
        let (order, whole) = self.ancestors(class);
        let order: Vec<Id> = match after {
            Some(after) => order.iter().copied().skip_while(|&id| id != after).skip(1).collect(),
            None => order,
        };
        for id in order {
            if let Object::Class(class) = self.object(id)
                && let Some(bound) = self.scope(class.scope).names.get(name)
            {
                return (Some(bound.value.clone()), whole);
            }
        }
        (None, whole)
    }

    /// A method of an instance's class, bound; none where there is none.
    pub(super) fn class_attribute(&mut self, instance: &Val<'a>, name: &str) -> Option<Val<'a>> {
        let V::Instance(id) = instance.kind else { return None };
        let Object::Instance { class, .. } = *self.object(id) else { return None };
        let found = self.find_in_class(class, name, None).0?;
        self.bind_method(found, instance, false).ok()
    }

    pub(super) fn object_attribute(&mut self, object: &Val<'a>, name: &str) -> Eval<'a> {
        let (class, through_class) = match object.kind {
            V::Instance(id) => match *self.object(id) {
                Object::Instance { class, attributes } => {
                    if let Some(bound) = self.scope(attributes).names.get(name) {
                        let value = bound.value.clone();
                        return self.without_unbound(value, name);
                    }
                    (class, false)
                }
                _ => return Ok(self.unsupported("an attribute", object.place)),
            },
            V::Class(id) => (id, true),
            _ => return Ok(self.unsupported("an attribute", object.place)),
        };
        let (found, whole) = self.find_in_class(class, name, None);
        match found {
            Some(found) => {
                let enum_member = through_class
                    && self.is_enum(class)
                    && !matches!(found.kind, V::Function(_))
                    && !name.starts_with('_');
                if enum_member {
                    // A member: its value and name are what settings use.
                    return Ok(self.enum_member(class, name, found));
                }
                self.bind_method(found, object, through_class)
            }
            None if self.is_configuration(class) && self.global_default(name).is_some() => {
                Ok(self.global_default(name).expect("just seen"))
            }
            None => match name {
                "__name__" | "__qualname__" if through_class => match self.object(class) {
                    Object::Class(class) => Ok(Val::str(class.name.clone())),
                    _ => Ok(self.unsupported("an attribute", object.place)),
                },
                "__class__" if !through_class => Ok(Val::new(V::Class(class))),
                "__dict__" => match self.attribute_scope(object) {
                    Some(scope) => Ok(self.scope_value(scope)),
                    None => Ok(self.unsupported("__dict__", object.place)),
                },
                _ if whole => {
                    let class_name = self.type_name(object);
                    self.raise("AttributeError", format!("'{class_name}' object has no attribute '{name}'"))
                }
                _ => Ok(self.unsupported("an attribute of a class that is not followed", object.place)),
            },
        }
    }

    /// Whether both are members of enums, of which each is one object.
    pub(super) fn are_members(&self, a: Id, b: Id) -> bool {
        [a, b].into_iter().all(|id| match self.object(id) {
            Object::Instance { class, .. } => self.is_enum(*class),
            _ => false,
        })
    }

    pub(super) fn is_enum(&self, class: Id) -> bool {
        let (order, _) = self.ancestors(class);
        order.iter().any(|&id| match self.object(id) {
            Object::Class(class) => class.bases.iter().any(|base| {
                matches!(&base.kind, V::Symbol(name) if matches!(&**name, "enum.Enum" | "enum.StrEnum" | "enum.IntEnum"))
            }),
            _ => false,
        })
    }

    /// The members of an enum in order; none where the class is no enum.
    pub(super) fn enum_members(&mut self, class: Id) -> Option<Vec<Val<'a>>> {
        if !self.is_enum(class) {
            return None;
        }
        let Object::Class(found) = self.object(class) else { return None };
        let members: Vec<(std::rc::Rc<str>, Val<'a>)> = self
            .scope(found.scope)
            .names
            .iter()
            .filter(|(name, bound)| !name.starts_with('_') && !matches!(bound.value.kind, V::Function(_)))
            .map(|(name, bound)| (name.clone(), bound.value.clone()))
            .collect();
        Some(members.into_iter().map(|(name, value)| self.enum_member(class, &name, value)).collect())
    }

    /// The one object of a member, made when it is first asked for.
    fn enum_member(&mut self, class: Id, name: &str, value: Val<'a>) -> Val<'a> {
        let hidden = format!("_member {name}");
        if let Object::Class(found) = self.object(class)
            && let Some(bound) = self.scope(found.scope).names.get(hidden.as_str())
        {
            return bound.value.clone();
        }
        let member = self.new_enum_member(class, name, value);
        if let Object::Class(found) = self.object(class) {
            let scope = found.scope;
            self.bind_in(scope, &hidden, member.clone());
        }
        member
    }

    fn new_enum_member(&mut self, class: Id, name: &str, value: Val<'a>) -> Val<'a> {
        let attributes = self.new_scope();
        self.bind_in(attributes, "value", value);
        self.bind_in(attributes, "name", Val::str(name));
        Val::new(V::Instance(self.allocate(Object::Instance { class, attributes })))
    }

    pub(super) fn instantiate(&mut self, class: Id, positional: Vec<Val<'a>>, named: Named<'a>) -> Eval<'a> {
        let (init, whole) = self.find_in_class(class, "__init__", None);
        // `class MyError(Exception)`: an exception object.
        if self.exception_like(class) {
            let name = match self.object(class) {
                Object::Class(class) => class.name.clone(),
                _ => "Exception".into(),
            };
            return Ok(Val::new(V::Exception(std::rc::Rc::new((name, positional)))));
        }
        if !whole && init.is_none() {
            return Ok(self.unsupported("an object of a class that is not followed", Some(self.statement)));
        }
        if let Some(members) = self.enum_members(class) {
            // `Color("red")`: the member of that value.
            let Some(wanted) = positional.first() else {
                return Ok(self.unsupported("an enum", Some(self.statement)));
            };
            for member in members {
                let value = self.attribute(&member, "value")?;
                match self.equal(&value, wanted) {
                    Some(true) => return Ok(member),
                    Some(false) => {}
                    None => return Ok(self.hole_of(wanted, "an enum member by its value")),
                }
            }
            return self.raise("ValueError", "not a valid member of the enum".to_owned());
        }
        let attributes = self.new_scope();
        let instance =
            Val::at(V::Instance(self.allocate(Object::Instance { class, attributes })), self.statement);
        match init {
            Some(init) => {
                let init = self.bind_method(init, &instance, false)?;
                self.call(&init, positional, named)?;
            }
            None => {
                // A dataclass, or no arguments at all.
                for (name, value) in named {
                    self.bind_in(attributes, &name, value);
                }
                if !positional.is_empty() {
                    return Ok(
                        self.unsupported("arguments of a class without __init__", Some(self.statement))
                    );
                }
            }
        }
        Ok(instance)
    }

    fn exception_like(&self, class: Id) -> bool {
        let (order, _) = self.ancestors(class);
        order.iter().any(|&id| match self.object(id) {
            Object::Class(class) => class.bases.iter().any(|base| {
                matches!(&base.kind, V::Symbol(name) if super::builtins::is_exception_name(name.rsplit('.').next().unwrap_or(name)))
            }),
            _ => false,
        })
    }

    pub(super) fn native_attribute(
        &mut self,
        native: &std::rc::Rc<Native<'a>>,
        object: &Val<'a>,
        name: &str,
    ) -> Eval<'a> {
        match &**native {
            Native::Super(after, receiver) => {
                let class = match receiver.kind {
                    V::Instance(id) => match *self.object(id) {
                        Object::Instance { class, .. } => class,
                        _ => *after,
                    },
                    V::Class(id) => id,
                    _ => *after,
                };
                let (found, whole) = self.find_in_class(class, name, Some(*after));
                match found {
                    Some(found) => {
                        let through_class = matches!(receiver.kind, V::Class(_));
                        self.bind_method(found, receiver, through_class)
                    }
                    None if matches!(
                        name,
                        "__init__" | "__init_subclass__" | "setup" | "pre_setup" | "post_setup"
                    ) && whole =>
                    {
                        Ok(Val::new(V::Symbol("print".into())))
                    }
                    None => Ok(self.unsupported("super()", object.place)),
                }
            }
            Native::Url(text) => Ok(self.url_attribute(&text.clone(), name)),
            Native::EnvironPath(text) if matches!(name, "root" | "__root__") => Ok(Val::str(text.clone())),
            Native::Opaque(owner) => {
                let why = format!("{owner}.{name}");
                Ok(self.unsupported(why, object.place))
            }
            _ => Ok(Val::new(V::NativeMethod(std::rc::Rc::new((object.clone(), name.into()))))),
        }
    }
}

/// Names that the statements of a class annotate, each once.
fn annotations(statements: &[ast::Stmt]) -> Vec<(std::rc::Rc<str>, &ast::Expr)> {
    let mut found: Vec<(std::rc::Rc<str>, &ast::Expr)> = Vec::new();
    for statement in statements {
        if let ast::Stmt::AnnAssign(node) = statement
            && let ast::Expr::Name(name) = &*node.target
        {
            match found.iter_mut().find(|(known, _)| **known == *name.id.as_str()) {
                Some(known) => known.1 = &node.annotation,
                None => found.push((name.id.as_str().into(), &*node.annotation)),
            }
        }
    }
    found
}
