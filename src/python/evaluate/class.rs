//! Classes: how a `class` statement makes one, what it inherits, and how its
//! attributes are found.

use std::rc::Rc;

use rustpython_parser::ast;

use super::call::Named;
use super::object::{Class, Id, Native, Object, V, Val};
use super::{Code, Eval, Evaluator, Frame, Raise};

/// Classes above classes.
const MAX_ANCESTORS: usize = 32;

/// Bases of the libraries that add nothing that settings could see.
const PLAIN_BASES: &[&str] = &[
    "object",
    "abc.ABC",
    "typing.Generic",
    "typing.Protocol",
    "typing.TypedDict",
    "configurations.Configuration",
    "pydantic.BaseModel",
    "pydantic.BaseSettings",
    "pydantic.v1.BaseSettings",
    "pydantic_settings.BaseSettings",
];

/// Built-in classes of which others derive: their objects hold one of these.
const BUILTIN_BASES: &[&str] =
    &["dict", "list", "set", "tuple", "str", "int", "float", "collections.OrderedDict"];

/// The bases of enums, and the type that their members also are.
const ENUM_BASES: &[(&str, Option<&str>)] =
    &[("enum.Enum", None), ("enum.StrEnum", Some("str")), ("enum.IntEnum", Some("int"))];

impl<'a> Evaluator<'a> {
    pub(super) fn define_class(&mut self, node: &'a ast::StmtClassDef) -> Eval<'a> {
        let mut bases = Vec::with_capacity(node.bases.len());
        for base in &node.bases {
            bases.push(self.evaluate(base)?);
        }
        let mut keywords: Named<'a> = Vec::new();
        let mut metaclass = None;
        for keyword in &node.keywords {
            let value = self.evaluate(&keyword.value)?;
            match keyword.arg.as_ref().map(|name| name.as_str()) {
                Some("metaclass") => metaclass = Some(value),
                Some(name) => keywords.push((name.into(), value)),
                None => metaclass = Some(self.unsupported("keywords of a class", Some(self.statement))),
            }
        }
        let scope = self.new_scope();
        let frame = self.frame();
        let nested = frame.locals != frame.globals;
        let name: Rc<str> = node.name.as_str().into();
        let class = self.new_class(name, bases, scope, nested);
        if let Object::Class(class) = self.write(class) {
            class.annotations = annotations(&node.body);
        }
        let enclosing = self.enclosing();
        let frame = self.frame();
        let inner = Frame {
            locals: scope,
            enclosing,
            package: frame.package.clone(),
            owner: Some(class),
            code: Code::Class,
            ..Frame::of_module(frame.globals, frame.file)
        };
        self.frames.push(inner);
        let outer = self.statement;
        let result = match self.block(&node.body) {
            Ok(_) => self.define_model(class, &node.body),
            Err(raise) => Err(raise),
        };
        self.statement = outer;
        self.frames.pop();
        result?;
        if let Some(metaclass) = metaclass
            && !matches!(&metaclass.kind, V::Symbol(name)
                if matches!(&**name, "type" | "abc.ABCMeta" | "enum.EnumMeta" | "enum.EnumType"))
        {
            // It may make anything of the body.
            return Ok(self.unsupported("a metaclass", Some(self.statement)));
        }
        self.make_members(class)?;
        self.tell_parents(class, keywords)?;
        let mut value = Val::at(V::Class(class), self.statement);
        for decorator in node.decorator_list.iter().rev() {
            let decorator = self.evaluate(decorator)?;
            value = match self.decorate_class(class, &decorator)? {
                true => value,
                false => self.call(&decorator, vec![value], Vec::new())?,
            };
        }
        Ok(value)
    }

    /// A class of that body, with its ancestors in Python's order.
    pub(super) fn new_class(&mut self, name: Rc<str>, bases: Vec<Val<'a>>, scope: Id, nested: bool) -> Id {
        let mut whole = true;
        let mut parents = Vec::new();
        for base in &bases {
            match &base.kind {
                V::Class(id) => parents.push(*id),
                V::Symbol(name) if known_base(name) => {}
                _ => whole = false,
            }
        }
        let order = self.linearised(&parents);
        whole &= order.is_some();
        let ancestors = order.unwrap_or_default();
        let class =
            Class { name, bases, scope, annotations: Vec::new(), ancestors, whole, nested, dataclass: None };
        self.allocate(Object::Class(class))
    }

    /// C3: the order in which the parents of a class are asked; none where
    /// there is no such order.
    fn linearised(&self, parents: &[Id]) -> Option<Vec<Id>> {
        let mut lists: Vec<Vec<Id>> = parents.iter().map(|&parent| self.ancestors(parent).0).collect();
        lists.push(parents.to_vec());
        let mut order = Vec::new();
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Some(order);
            }
            if order.len() >= MAX_ANCESTORS {
                return None;
            }
            let next = lists
                .iter()
                .map(|list| list[0])
                .find(|candidate| !lists.iter().any(|list| list[1..].contains(candidate)))?;
            for list in &mut lists {
                list.retain(|&id| id != next);
            }
            order.push(next);
        }
    }

    pub(super) fn class(&self, id: Id) -> Option<&Class<'a>> {
        match self.object(id) {
            Object::Class(class) => Some(class),
            _ => None,
        }
    }

    /// The class and its ancestors, nearest first; the second is false where one
    /// of them is not known.
    pub(super) fn ancestors(&self, class: Id) -> (Vec<Id>, bool) {
        let mut order = vec![class];
        let Some(found) = self.class(class) else { return (order, false) };
        order.extend(&found.ancestors);
        let whole = order.iter().all(|&id| self.class(id).is_some_and(|class| class.whole));
        (order, whole)
    }

    /// Names of library classes that are bases of the class or of an ancestor.
    pub(super) fn library_bases(&self, class: Id) -> Vec<Rc<str>> {
        let mut names = Vec::new();
        for id in self.ancestors(class).0 {
            let Some(class) = self.class(id) else { continue };
            names.extend(class.bases.iter().filter_map(|base| match &base.kind {
                V::Symbol(name) => Some(name.clone()),
                _ => None,
            }));
        }
        names
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
        let skipped = match after {
            Some(after) => order.iter().position(|&id| id == after).map_or(order.len(), |at| at + 1),
            None => 0,
        };
        for &id in &order[skipped..] {
            if let Some(class) = self.class(id)
                && let Some(bound) = self.scope(class.scope).names.get(name)
            {
                return (Some(bound.value.clone()), whole);
            }
        }
        (None, whole)
    }

    /// The class of an instance.
    pub(super) fn class_of(&self, value: &Val<'a>) -> Option<Id> {
        match value.kind {
            V::Instance(id) => match *self.object(id) {
                Object::Instance { class, .. } => Some(class),
                _ => None,
            },
            _ => None,
        }
    }

    /// A method of an instance's class, bound; none where there is none.
    pub(super) fn class_attribute(&mut self, instance: &Val<'a>, name: &str) -> Option<Val<'a>> {
        let class = self.class_of(instance)?;
        let found = self.find_in_class(class, name, None).0?;
        self.bind_method(found, instance, false).ok()
    }

    pub(super) fn object_attribute(&mut self, object: &Val<'a>, name: &str) -> Eval<'a> {
        let (class, through_class) = match object.kind {
            V::Class(id) => (id, true),
            _ => match self.class_of(object) {
                Some(class) => (class, false),
                None => return Ok(self.unsupported("an attribute", object.place)),
            },
        };
        let (found, whole) = self.find_in_class(class, name, None);
        // What has `__set__` comes before the instance's own attributes.
        let data = found.as_ref().is_some_and(|found| self.is_data_descriptor(found));
        if !through_class
            && !data
            && let Some(scope) = self.attribute_scope(object)
            && let Some(bound) = self.scope(scope).names.get(name)
        {
            let value = bound.value.clone();
            return self.bound_or(value, "AttributeError", || format!("no attribute '{name}'"));
        }
        if let Some(found) = found {
            return self.bind_method(found, object, through_class);
        }
        if self.is_configuration(class)
            && let Some(default) = self.global_default(name)
        {
            return Ok(default);
        }
        match name {
            "__name__" | "__qualname__" if through_class => {
                return Ok(match self.class(class) {
                    Some(found) if name == "__name__" || !found.nested => Val::str(found.name.clone()),
                    _ => self.unsupported("a qualified name", object.place),
                });
            }
            "__class__" if !through_class => return Ok(Val::new(V::Class(class))),
            "__class__" if self.library_bases(class).is_empty() && whole => {
                return Ok(Val::new(V::Symbol("type".into())));
            }
            "__dict__" => {
                return Ok(match self.attribute_scope(object) {
                    Some(scope) if !through_class => self.scope_value(scope),
                    _ => self.unsupported("__dict__", object.place),
                });
            }
            "__mro__" | "__bases__" if through_class && whole => return Ok(self.class_order(class, name)),
            "__doc__" | "__module__" | "__annotations__" | "__subclasses__" | "__hash__" | "__init__" => {
                return Ok(self.unsupported("an attribute of a class", object.place));
            }
            _ => {}
        }
        if self.is_exception_class(class) && matches!(name, "with_traceback" | "add_note") {
            return Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))));
        }
        if let Some(held) = self.payload(object)
            && let Ok(value) = self.attribute(&held, name)
        {
            return Ok(value);
        }
        if !through_class && let Some(method) = self.class_attribute(object, "__getattr__") {
            return self.call(&method, vec![Val::str(name)], Vec::new());
        }
        if !whole {
            return Ok(self.unsupported("an attribute of a class that is not followed", object.place));
        }
        if self.model_of(class).is_some() {
            return Ok(if through_class {
                self.unsupported("a method of a model's class", object.place)
            } else {
                Val::new(V::NativeMethod(Rc::new((object.clone(), name.into()))))
            });
        }
        if self.is_dataclass(class) && name.starts_with("__") || through_class && name.starts_with("__") {
            return Ok(self.unsupported("an attribute of a class", object.place));
        }
        let class_name = self.type_name(&Val::new(V::Class(class)));
        let own = self.class(class).map_or_else(String::new, |class| class.name.to_string());
        let message = if through_class {
            format!("{class_name} object '{own}' has no attribute '{name}'")
        } else {
            format!("'{own}' object has no attribute '{name}'")
        };
        self.raise("AttributeError", message)
    }

    /// `__mro__` and `__bases__`, as far as they are classes that settings made.
    fn class_order(&mut self, class: Id, name: &str) -> Val<'a> {
        let object = || Val::new(V::Symbol("object".into()));
        if !self.library_bases(class).iter().all(|base| &**base == "object") {
            return self.unsupported(name.to_owned(), Some(self.statement));
        }
        let mut classes: Vec<Val<'a>> = if name == "__mro__" {
            self.ancestors(class).0.into_iter().map(|id| Val::new(V::Class(id))).collect()
        } else {
            self.class(class).map_or_else(Vec::new, |class| class.bases.clone())
        };
        if name == "__mro__" || classes.is_empty() {
            classes.push(object());
        }
        Val::new(V::Tuple(classes.into()))
    }

    /// Sets an object's attribute, by way of what its class says of it.
    pub(super) fn set_attribute(
        &mut self,
        object: &Val<'a>,
        name: &str,
        value: Val<'a>,
    ) -> Result<(), Raise<'a>> {
        if let V::Maybe(maybe) = &object.kind {
            return self.change_each(&maybe.clone(), |me, alternative, _| {
                me.set_attribute(alternative, name, value.clone())
            });
        }
        if self.set_ini_attribute(object, name, &value) {
            return Ok(());
        }
        if let Some(class) = self.class_of(object) {
            if let Some(method) = self.class_attribute(object, "__setattr__") {
                return self.call(&method, vec![Val::str(name), value], Vec::new()).map(|_| ());
            }
            let stored = self.find_in_class(class, name, None).0;
            match stored.as_ref().map(|stored| &stored.kind) {
                Some(V::Function(function)) if function.kind == super::object::MethodKind::Property => {
                    let class = self.type_name(object);
                    return self.raise(
                        "AttributeError",
                        format!("property '{name}' of '{class}' object has no setter"),
                    );
                }
                Some(V::Native(native)) => {
                    if let Native::Property { set, .. } = &**native {
                        return match set.clone() {
                            Some(set) => self.call(&set, vec![object.clone(), value], Vec::new()).map(|_| ()),
                            None => self.raise("AttributeError", format!("property '{name}' has no setter")),
                        };
                    }
                }
                Some(V::Instance(_)) => {
                    let descriptor = stored.expect("just seen");
                    if let Some(set) = self.class_attribute(&descriptor, "__set__") {
                        return self.call(&set, vec![object.clone(), value], Vec::new()).map(|_| ());
                    }
                }
                _ => {}
            }
            if self.dataclass_of(class).is_some_and(|dataclass| dataclass.frozen) {
                return self.raise("FrozenInstanceError", format!("cannot assign to field '{name}'"));
            }
        }
        if let Some(scope) = self.attribute_scope(object) {
            self.bind_in(scope, name, value);
        }
        Ok(())
    }

    fn is_data_descriptor(&self, found: &Val<'a>) -> bool {
        match &found.kind {
            V::Function(function) => function.kind == super::object::MethodKind::Property,
            V::Native(native) => matches!(&**native, Native::Property { .. }),
            V::Instance(_) => self
                .class_of(found)
                .is_some_and(|class| self.find_in_class(class, "__set__", None).0.is_some()),
            _ => false,
        }
    }

    /// `__init_subclass__` of the parents, `__set_name__` of what the body made.
    fn tell_parents(&mut self, class: Id, keywords: Named<'a>) -> Result<(), Raise<'a>> {
        let Some(found) = self.class(class) else { return Ok(()) };
        let scope = found.scope;
        let instances: Vec<(Rc<str>, Val<'a>)> = self
            .scope(scope)
            .names
            .iter()
            .filter(|(_, bound)| matches!(bound.value.kind, V::Instance(_)))
            .map(|(name, bound)| (name.clone(), bound.value.clone()))
            .collect();
        for (name, value) in instances {
            if let Some(method) = self.class_attribute(&value, "__set_name__") {
                let owner = Val::new(V::Class(class));
                self.call(&method, vec![owner, Val::str(name)], Vec::new())?;
            }
        }
        if let (Some(hook), _) = self.find_in_class(class, "__init_subclass__", Some(class))
            && let V::Function(function) = &hook.kind
        {
            let receiver = Val::new(V::Class(class));
            self.call_function(&function.clone(), Some(receiver), Vec::new(), keywords)?;
        }
        Ok(())
    }

    // --- enums ---

    pub(super) fn is_enum(&self, class: Id) -> bool {
        self.library_bases(class).iter().any(|base| ENUM_BASES.iter().any(|(name, _)| **base == **name))
    }

    /// The type of values that the members of the enum also are: `str` or `int`.
    pub(super) fn mixed_in(&self, class: Id) -> Option<&'static str> {
        self.library_bases(class).iter().find_map(|base| match &**base {
            "str" => Some("str"),
            "int" => Some("int"),
            _ => ENUM_BASES.iter().find(|(name, _)| **base == **name)?.1,
        })
    }

    /// Both are members of enums, of which each is one object.
    pub(super) fn are_members(&self, a: &Val<'a>, b: &Val<'a>) -> bool {
        [a, b].into_iter().all(|value| self.class_of(value).is_some_and(|class| self.is_enum(class)))
    }

    /// The text or number that an enum's member is besides being a member.
    ///
    /// Also the container, text or number of an object whose class derives from a
    /// built-in one.
    pub(super) fn payload(&self, value: &Val<'a>) -> Option<Val<'a>> {
        let class = self.class_of(value)?;
        if !self.is_enum(class) {
            let V::Instance(id) = value.kind else { return None };
            return match self.object(id) {
                Object::Instance { held, .. } => held.clone(),
                _ => None,
            };
        }
        self.mixed_in(class)?;
        let scope = self.attribute_scope(value)?;
        self.scope(scope).names.get("value").map(|bound| bound.value.clone())
    }

    /// Members for the names that the body of an enum has set.
    fn make_members(&mut self, class: Id) -> Result<(), Raise<'a>> {
        if !self.is_enum(class) {
            return Ok(());
        }
        let Some(found) = self.class(class) else { return Ok(()) };
        let scope = found.scope;
        let text = self.mixed_in(class) == Some("str");
        let by_text = self.library_bases(class).iter().any(|base| &**base == "enum.StrEnum");
        let names: Vec<(Rc<str>, Val<'a>)> = self
            .scope(scope)
            .names
            .iter()
            .filter(|(name, bound)| {
                !name.starts_with('_') && !matches!(bound.value.kind, V::Function(_) | V::Class(_))
            })
            .map(|(name, bound)| (name.clone(), bound.value.clone()))
            .collect();
        let custom = ["__new__", "_generate_next_value_", "_missing_"]
            .into_iter()
            .any(|name| self.find_in_class(class, name, None).0.is_some());
        let init = self.find_in_class(class, "__init__", None).0;
        let mut last: i128 = 0;
        let mut members: Vec<Val<'a>> = Vec::new();
        for (name, mut value) in names {
            if custom {
                let unknown = self.unsupported("an enum with its own ways", value.place);
                self.bind_in(scope, &name, unknown);
                continue;
            }
            let automatic = matches!(&value.kind, V::Native(native) if matches!(&**native, Native::EnumAuto));
            if automatic {
                value = if by_text {
                    Val::str(name.to_lowercase())
                } else if text {
                    self.unsupported("enum.auto()", value.place)
                } else {
                    Val::new(V::Int(last + 1))
                };
            }
            if let V::Int(number) = value.kind {
                last = last.max(number);
            }
            let mut alias = None;
            for member in &members {
                let known = self.attribute_scope(member).expect("members are instances");
                let known = self.scope(known).names["value"].value.clone();
                match self.equal(&known, &value) {
                    Some(true) => alias = Some(member.clone()),
                    Some(false) => {}
                    None => alias = Some(self.unsupported("an enum of values that are not known", None)),
                }
            }
            if let Some(alias) = alias {
                self.bind_in(scope, &name, alias);
                continue;
            }
            let attributes = self.new_scope();
            let place = value.place;
            self.bind_in(attributes, "value", value.clone());
            self.bind_in(attributes, "_value_", value.clone());
            self.bind_in(attributes, "name", Val::str(name.clone()));
            self.bind_in(attributes, "_name_", Val::str(name.clone()));
            let instance = V::Instance(self.allocate(Object::Instance { class, attributes, held: None }));
            let member = Val { kind: instance, place };
            if let Some(init) = &init {
                let arguments = match &value.kind {
                    V::Tuple(items) => items.to_vec(),
                    _ => vec![value.clone()],
                };
                let init = self.bind_method(init.clone(), &member, false)?;
                self.call(&init, arguments, Vec::new())?;
            }
            self.bind_in(scope, &name, member.clone());
            members.push(member);
        }
        Ok(())
    }

    /// The members of an enum in order, each once; none where the class is no enum.
    pub(super) fn enum_members(&self, class: Id) -> Option<Vec<Val<'a>>> {
        if !self.is_enum(class) {
            return None;
        }
        let scope = self.class(class)?.scope;
        let mut members: Vec<Val<'a>> = Vec::new();
        for (name, bound) in &self.scope(scope).names {
            if name.starts_with('_') || matches!(bound.value.kind, V::Function(_) | V::Class(_)) {
                continue;
            }
            if !members.iter().any(|seen| self.same(seen, &bound.value, 1)) {
                members.push(bound.value.clone());
            }
        }
        Some(members)
    }

    /// `Color("red")`: the member of that value.
    fn member_of_value(&mut self, class: Id, members: Vec<Val<'a>>, wanted: Option<&Val<'a>>) -> Eval<'a> {
        let Some(wanted) = wanted else { return Ok(self.unsupported("an enum", Some(self.statement))) };
        for member in members {
            if self.same(&member, wanted, 1) {
                return Ok(member);
            }
            let value = self.attribute(&member, "value")?;
            match self.equal(&value, wanted) {
                Some(true) => return Ok(member),
                Some(false) => {}
                None => return Ok(self.hole_of(wanted, "an enum member by its value")),
            }
        }
        let shown = self.repr(wanted)?;
        let message = match (shown.as_str(), self.class(class)) {
            (Some(shown), Some(class)) if !class.nested => {
                Some(format!("{shown} is not a valid {}", class.name))
            }
            _ => None,
        };
        self.raise("ValueError", message)
    }

    // --- instances ---

    pub(super) fn instantiate(&mut self, class: Id, positional: Vec<Val<'a>>, named: Named<'a>) -> Eval<'a> {
        if let Some(members) = self.enum_members(class) {
            if let [wanted] = &positional[..]
                && named.is_empty()
            {
                let wanted = wanted.clone();
                return self.lifted(&[wanted], move |me, wanted| {
                    me.member_of_value(class, members.clone(), wanted.first())
                });
            }
            return Ok(self.unsupported("an enum made by a call", Some(self.statement)));
        }
        let (new, _) = self.find_in_class(class, "__new__", None);
        if new.is_some() && self.builtin_base(class).is_some() {
            return Ok(self.unsupported("__new__ of a built-in class", Some(self.statement)));
        }
        if let Some(new) = new {
            let made = match &new.kind {
                V::Function(function) => {
                    let receiver = Some(Val::new(V::Class(class)));
                    self.call_function(&function.clone(), receiver, positional.clone(), named.clone())?
                }
                _ => return Ok(self.unsupported("__new__", Some(self.statement))),
            };
            let ours = self.class_of(&made).and_then(|made| self.class_derives(made, class));
            if ours == Some(true)
                && let Some(init) = self.class_attribute(&made, "__init__")
            {
                self.call(&init, positional, named)?;
            }
            return Ok(made);
        }
        if self.library_bases(class).iter().any(|base| &**base == "typing.TypedDict") {
            return self.make_dict(&positional, &named);
        }
        if let Some(reads) = self.model_of(class) {
            return self.instantiate_model(class, &positional, &named, reads);
        }
        let (init, whole) = self.initializer(class);
        if !whole && matches!(init, Initializer::None) {
            return Ok(self.unsupported("an object of a class that is not followed", Some(self.statement)));
        }
        if self.is_unfinished(class) {
            return self.raise("TypeError", None);
        }
        let instance = self.bare_instance(class);
        if let Some(base) = self.builtin_base(class) {
            // Texts and numbers are what they are when they are made; containers
            // are filled by `__init__`.
            let made_by_init = !matches!(base, "str" | "int" | "float" | "tuple");
            let (arguments, names) = match (&init, made_by_init) {
                (Initializer::None, _) => (positional.clone(), named.clone()),
                (_, true) => (Vec::new(), Vec::new()),
                (_, false) => (positional.clone(), named.clone()),
            };
            let value = self.call(&Val::new(V::Symbol(base.into())), arguments, names)?;
            self.hold(&instance, value);
            if matches!(init, Initializer::None) {
                return Ok(instance);
            }
        }
        if self.is_exception_class(class) {
            let scope = self.attribute_scope(&instance).expect("it is an instance");
            self.bind_in(scope, "args", Val::new(V::Tuple(positional.clone().into())));
        }
        match init {
            Initializer::Method(init) => {
                let init = self.bind_method(init, &instance, false)?;
                self.call(&init, positional, named)?;
            }
            Initializer::Dataclass(class) => self.fill_dataclass(class, &instance, positional, named)?,
            Initializer::None if self.is_exception_class(class) => {}
            Initializer::None if !positional.is_empty() || !named.is_empty() => {
                let name = self.class(class).map_or_else(String::new, |class| class.name.to_string());
                return self.raise("TypeError", format!("{name}() takes no arguments"));
            }
            Initializer::None => {}
        }
        Ok(instance)
    }

    /// An abstract class, of whose methods some are still to be written.
    fn is_unfinished(&self, class: Id) -> bool {
        if !self.library_bases(class).iter().any(|base| &**base == "abc.ABC") {
            return false;
        }
        let (order, _) = self.ancestors(class);
        let mut seen = std::collections::HashSet::new();
        order.iter().filter_map(|&id| self.class(id)).any(|class| {
            self.scope(class.scope).names.iter().any(|(name, bound)| {
                seen.insert(name.clone())
                    && matches!(&bound.value.kind, V::Function(function) if function.unfinished)
            })
        })
    }

    /// What fills a new instance; false: a class above may bring another.
    fn initializer(&self, class: Id) -> (Initializer<'a>, bool) {
        let (order, whole) = self.ancestors(class);
        for id in order {
            let Some(class) = self.class(id) else { continue };
            if let Some(bound) = self.scope(class.scope).names.get("__init__") {
                return (Initializer::Method(bound.value.clone()), whole);
            }
            if class.dataclass.is_some_and(|dataclass| dataclass.init) {
                return (Initializer::Dataclass(id), whole);
            }
        }
        (Initializer::None, whole)
    }

    /// The built-in class that the class derives from, which its objects also are.
    pub(super) fn builtin_base(&self, class: Id) -> Option<&'static str> {
        self.library_bases(class)
            .iter()
            .find_map(|base| BUILTIN_BASES.iter().find(|known| ***known == **base).copied())
    }

    fn hold(&mut self, instance: &Val<'a>, value: Val<'a>) {
        if let V::Instance(id) = instance.kind
            && let Object::Instance { held, .. } = self.write(id)
        {
            *held = Some(value);
        }
    }

    /// An item of the container that an object is; `__missing__` answers for a key
    /// that is not there.
    pub(super) fn held_item(&mut self, instance: &Val<'a>, key: &Val<'a>) -> Eval<'a> {
        let Some(held) = self.payload(instance) else {
            return Ok(self.unsupported("an item of an object", instance.place));
        };
        let found = self.lifted(&[held, key.clone()], |me, args| me.subscript(&args[0], &args[1]));
        match found {
            Err(raise) if &*raise.class == "KeyError" => {
                match self.class_attribute(instance, "__missing__") {
                    Some(method) => self.call(&method, vec![key.clone()], Vec::new()),
                    None => Err(raise),
                }
            }
            found => found,
        }
    }

    /// A method that the built-in class behind an object has: `super().get(...)`.
    pub(super) fn held_method(
        &mut self,
        instance: &Val<'a>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let Some(held) = self.payload(instance) else {
            return Ok(self.unsupported(format!(".{name}()"), Some(self.statement)));
        };
        let none = Val::new(V::None);
        match (name, &positional[..]) {
            ("__init__", _) => {
                let base = self.class_of(instance).and_then(|class| self.builtin_base(class));
                if let Some(base) = base.filter(|base| !matches!(*base, "str" | "int" | "float" | "tuple")) {
                    let value = self.call(&Val::new(V::Symbol(base.into())), positional, named)?;
                    self.hold(instance, value);
                }
                Ok(none)
            }
            ("__getitem__", [key]) => self.held_item(instance, key),
            ("__setitem__", [key, value]) => self.set_item(&held, key, value.clone()).map(|()| none),
            ("__delitem__", [key]) => self.delete_item(&held, key).map(|()| none),
            ("__contains__", [item]) => self.compare(item, rustpython_parser::ast::CmpOp::In, &held),
            ("__eq__", [other]) => self.compare(&held, rustpython_parser::ast::CmpOp::Eq, other),
            ("__len__" | "__iter__" | "__str__" | "__repr__", []) => {
                let function: Rc<str> = match name {
                    "__len__" => "len",
                    "__iter__" => "iter",
                    "__str__" => "str",
                    _ => "repr",
                }
                .into();
                self.call(&Val::new(V::Symbol(function)), vec![held], Vec::new())
            }
            _ if name.starts_with("__") => Ok(self.unsupported(format!(".{name}()"), Some(self.statement))),
            _ => self.call_method(&held, name, positional, named),
        }
    }

    /// An instance without attributes of its own: `object.__new__`.
    pub(super) fn bare_instance(&mut self, class: Id) -> Val<'a> {
        let attributes = self.new_scope();
        Val::at(
            V::Instance(self.allocate(Object::Instance { class, attributes, held: None })),
            self.statement,
        )
    }

    pub(super) fn is_exception_class(&self, class: Id) -> bool {
        self.library_bases(class)
            .iter()
            .any(|base| super::builtins::is_exception_name(base.rsplit('.').next().unwrap_or(base)))
    }

    pub(super) fn native_attribute(
        &mut self,
        native: &Rc<Native<'a>>,
        object: &Val<'a>,
        name: &str,
    ) -> Eval<'a> {
        match &**native {
            Native::Super(after, receiver) => {
                let class = match receiver.kind {
                    V::Class(id) => id,
                    _ => self.class_of(receiver).unwrap_or(*after),
                };
                let (found, whole) = self.find_in_class(class, name, Some(*after));
                match found {
                    Some(found) => {
                        let through_class = matches!(receiver.kind, V::Class(_));
                        self.bind_method(found, receiver, through_class)
                    }
                    None if name != "__new__" && self.payload(receiver).is_some() => {
                        Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))))
                    }
                    None if name == "__new__" && whole && self.builtin_base(class).is_none() => {
                        Ok(Val::new(V::Symbol("object.__new__".into())))
                    }
                    None if name == "__setattr__" && whole => {
                        Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))))
                    }
                    None if self.is_exception_class(class)
                        && matches!(name, "__init__" | "__str__" | "__repr__") =>
                    {
                        Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))))
                    }
                    None if matches!(name, "setup" | "pre_setup" | "post_setup" | "load_dotenv")
                        && self.is_configuration(class) =>
                    {
                        let base = Val::new(V::Symbol(format!("configurations.Configuration.{name}").into()));
                        Ok(Val::new(V::Method(Rc::new((base, receiver.clone())))))
                    }
                    None if matches!(name, "__init__" | "__init_subclass__") && whole => {
                        Ok(Val::new(V::Symbol("print".into())))
                    }
                    None if whole && !name.starts_with("__") => {
                        self.raise("AttributeError", format!("'super' object has no attribute '{name}'"))
                    }
                    None => Ok(self.unsupported("super()", object.place)),
                }
            }
            Native::Reader(reader, state) => Ok(match self.reader_attribute(*reader, *state, name)? {
                Some(value) => value,
                None => Val::new(V::NativeMethod(Rc::new((object.clone(), name.into())))),
            }),
            Native::Library(_) => self.library_attribute(native, object, name),
            Native::EnvironPath(text) if matches!(name, "root" | "__root__") => Ok(Val::str(text.clone())),
            Native::Opaque(owner) => {
                let why = format!("{owner}.{name}");
                Ok(self.unsupported(why, object.place))
            }
            _ => Ok(Val::new(V::NativeMethod(Rc::new((object.clone(), name.into()))))),
        }
    }
}

/// What fills a new instance.
enum Initializer<'a> {
    Method(Val<'a>),
    /// The one that `@dataclass` makes for this class.
    Dataclass(Id),
    None,
}

/// Whether what a library's class brings is known here.
fn known_base(name: &str) -> bool {
    PLAIN_BASES.contains(&name)
        || ENUM_BASES.iter().any(|(base, _)| *base == name)
        || super::builtins::is_exception_name(name.rsplit('.').next().unwrap_or(name))
        || BUILTIN_BASES.contains(&name)
}

/// Names that the statements of a class annotate, each once.
fn annotations(statements: &[ast::Stmt]) -> Vec<(Rc<str>, &ast::Expr)> {
    let mut found: Vec<(Rc<str>, &ast::Expr)> = Vec::new();
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
