//! django-configurations: settings as attributes of a class, by inheritance.
//!
//! `DJANGO_CONFIGURATION` names the class. Its values read the environment
//! under their own names; properties and methods in capitals are called; then
//! every attribute in capitals becomes a name of the module.

use std::rc::Rc;

use super::call::Named;
use super::object::{Configured, Id, MethodKind, Native, Object, V, Val};
use super::{Eval, Evaluator, Raise};
use crate::python::library::casts;
use crate::source::{sort, sort_by_key};

impl<'a> Evaluator<'a> {
    /// Whether a class derives from `configurations.Configuration`.
    pub(super) fn is_configuration(&self, class: Id) -> bool {
        self.ancestors(class).0.iter().any(|&id| match self.object(id) {
            Object::Class(class) => class.bases.iter().any(
                |base| matches!(&base.kind, V::Symbol(name) if &**name == "configurations.Configuration"),
            ),
            _ => false,
        })
    }

    /// Django's default, which such a class has as an attribute.
    pub(super) fn global_default(&mut self, name: &str) -> Option<Val<'a>> {
        let value = self.host.globals.iter().find(|(known, _)| known == name)?.1.clone();
        Some(self.adopt(&value))
    }

    /// `values.XValue(...)`: read at once if it names its variable, else when
    /// the class is used and its name is known.
    pub(super) fn make_configured(
        &mut self,
        class: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let option =
            |wanted: &str| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone());
        let text = |value: Option<Val<'a>>| value.and_then(|value| value.as_str().cloned());
        let flag = |value: Option<Val<'a>>, default: bool| match value.map(|value| value.kind) {
            Some(V::Bool(value)) => value,
            _ => default,
        };
        let prefix = match option("environ_prefix").map(|value| value.kind) {
            None => Some("DJANGO".into()),
            Some(V::Str(prefix)) if !prefix.is_empty() => Some(prefix),
            Some(_) => None,
        };
        let configured = Configured {
            class: class.into(),
            default: positional
                .first()
                .cloned()
                .or_else(|| option("default"))
                .unwrap_or_else(|| Val::new(V::None)),
            environ: flag(option("environ"), true),
            name: text(option("environ_name")),
            prefix,
            required: flag(option("environ_required"), false),
            separator: text(option("separator")),
        };
        let late = flag(option("late_binding"), false);
        let has_default = !matches!(configured.default.kind, V::None);
        let at_once =
            !late && (configured.environ && configured.name.is_some() || !configured.environ && has_default);
        if at_once {
            let name = configured.name.clone().unwrap_or_default();
            return self.configured_value(&configured, &name);
        }
        Ok(Val::at(V::Native(Rc::new(Native::Configured(configured))), self.statement))
    }

    fn configured_value(&mut self, configured: &Configured<'a>, attribute: &str) -> Eval<'a> {
        if configured.class == "SecretValue".into() && configured.default.kind_is_set() {
            return self.raise(
                "ValueError",
                "Secret values are only allowed to be set as environment variables".to_owned(),
            );
        }
        if !configured.environ {
            return Ok(configured.default.clone());
        }
        let name = configured.name.as_deref().unwrap_or(attribute).to_ascii_uppercase();
        let name: Rc<str> = match &configured.prefix {
            Some(prefix) => format!("{}_{name}", prefix.to_ascii_uppercase()).into(),
            None => name.into(),
        };
        let required = configured.required || &*configured.class == "SecretValue";
        let separator = configured.separator.as_deref().unwrap_or(",").to_owned();
        let (cast, cast_name) = match &*configured.class {
            "Value" | "SecretValue" | "EmailValue" | "URLValue" | "IPValue" | "RegexValue" => {
                (Some(casts::Configurations::Value), "str")
            }
            "BooleanValue" => (Some(casts::Configurations::Boolean), "bool"),
            "IntegerValue" => (Some(casts::Configurations::Integer), "int"),
            "PositiveIntegerValue" => (Some(casts::Configurations::PositiveInteger), "int"),
            "FloatValue" => (Some(casts::Configurations::Float), "float"),
            "DecimalValue" => (Some(casts::Configurations::Decimal), "str"),
            "ListValue" => (Some(casts::Configurations::List { separator, converter: None }), "list"),
            "TupleValue" => (Some(casts::Configurations::Tuple { separator, converter: None }), "tuple"),
            "SetValue" => (Some(casts::Configurations::Set { separator, converter: None }), "list"),
            "SingleNestedTupleValue" | "SingleNestedListValue" => (
                Some(casts::Configurations::Nested {
                    outer: ";".to_owned(),
                    separator,
                    converter: None,
                    tuple: &*configured.class == "SingleNestedTupleValue",
                }),
                "list",
            ),
            "DictValue" => (Some(casts::Configurations::Dict), "dict"),
            "PathValue" => (Some(casts::Configurations::Path), "path"),
            _ => (None, "str"),
        };
        let default = configured.default.clone();
        self.read_configured(&name, default, required, cast_name, move |me, text| match &cast {
            Some(cast) => {
                let result = casts::configurations(text, cast);
                me.outcome(result)
            }
            None => Ok(me.unsupported("a value class of django-configurations", Some(me.statement))),
        })
    }

    /// Makes the attributes of the chosen class names of the module, if the
    /// module has such classes.
    pub(super) fn configure(&mut self, scope: Id) -> Result<(), Raise<'a>> {
        let classes: Vec<(Rc<str>, Id)> = self
            .scope(scope)
            .names
            .iter()
            .filter_map(|(name, bound)| match bound.value.kind {
                V::Class(id) if self.is_configuration(id) => Some((name.clone(), id)),
                _ => None,
            })
            .collect();
        if classes.is_empty() {
            return Ok(());
        }
        let Some((name, class)) = self.choose_configuration(&classes) else { return Ok(()) };
        self.frames.push(super::Frame::of_module(scope, self.statement.file));
        let result = self.configure_by(scope, &name, class);
        self.frames.pop();
        result
    }

    /// The class that the environment names, else the one whose name says
    /// production, else the last.
    fn choose_configuration(&self, classes: &[(Rc<str>, Id)]) -> Option<(Rc<str>, Id)> {
        if let Some(wanted) = &self.host.configuration {
            return classes.iter().find(|(name, _)| **name == **wanted).cloned();
        }
        let production = |name: &str| {
            let lower = name.to_ascii_lowercase();
            lower.starts_with("prod") || lower.contains("live")
        };
        classes.iter().find(|(name, _)| production(name)).or_else(|| classes.last()).cloned()
    }

    fn configure_by(&mut self, scope: Id, name: &Rc<str>, class: Id) -> Result<(), Raise<'a>> {
        let value = Val::new(V::Class(class));
        for hook in ["pre_setup", "setup"] {
            if self.find_in_class(class, hook, None).0.is_some() {
                let method = self.attribute(&value, hook)?;
                self.call(&method, Vec::new(), Vec::new())?;
            }
        }
        // Values get their names before anything asks for them.
        let Object::Class(found) = self.object(class) else { return Ok(()) };
        let own = found.scope;
        for attribute in self.capital_names(class) {
            let (Some(found), _) = self.find_in_class(class, &attribute, None) else { continue };
            if let V::Native(native) = &found.kind
                && let Native::Configured(configured) = &**native
            {
                let outer = self.statement;
                self.statement = found.place.unwrap_or(outer);
                let ready = self.configured_value(&configured.clone(), &attribute);
                self.bind_in(own, &attribute, ready?);
                self.statement = outer;
            }
        }
        let instance = self.instantiate(class, Vec::new(), Vec::new())?;
        let mut names = self.capital_names(class);
        names.extend(self.host.globals.iter().map(|(name, _)| Rc::from(name.as_str())));
        sort(&mut names);
        names.dedup();
        for attribute in names {
            let found = self.find_in_class(class, &attribute, None).0;
            let steps = self.class_steps(class, &attribute);
            let mut ready = match &found {
                Some(value) => match &value.kind {
                    V::Function(function) if function.kind != MethodKind::Property => {
                        let method = self.attribute(&instance, &attribute)?;
                        self.call(&method, Vec::new(), Vec::new())?
                    }
                    _ => self.attribute(&instance, &attribute)?,
                },
                None => match self.global_default(&attribute) {
                    Some(default) => default,
                    None => continue,
                },
            };
            if let V::Native(native) = &ready.kind
                && let Native::Configured(configured) = &**native
            {
                ready = self.configured_value(&configured.clone(), &attribute)?;
            }
            self.bind_in(scope, &attribute, ready);
            if let Some(bound) = self.scope_mut(scope).names.get_mut(&attribute) {
                // Where the class says so, not where this loop stands.
                bound.events = Rc::new(steps);
            }
        }
        if !self.scope(scope).names.contains_key("DOTENV_LOADED") {
            self.bind_in(scope, "DOTENV_LOADED", Val::new(V::None));
        }
        let module = self.scope(scope).names.get("__name__").and_then(|bound| bound.value.as_str().cloned());
        if let Some(module) = module {
            self.bind_in(scope, "CONFIGURATION", Val::str(format!("{module}.{name}")));
        }
        if self.find_in_class(class, "post_setup", None).0.is_some() {
            let method = self.attribute(&value, "post_setup")?;
            self.call(&method, Vec::new(), Vec::new())?;
        }
        Ok(())
    }

    /// The names in capitals that a class and its ancestors have.
    fn capital_names(&self, class: Id) -> Vec<Rc<str>> {
        let mut names: Vec<Rc<str>> = Vec::new();
        for id in self.ancestors(class).0 {
            if let Object::Class(class) = self.object(id) {
                names.extend(
                    self.scope(class.scope)
                        .names
                        .keys()
                        .filter(|name| super::export::is_setting(name))
                        .cloned(),
                );
            }
        }
        sort(&mut names);
        names.dedup();
        names
    }

    /// The history of an attribute over the classes that set it, oldest first.
    fn class_steps(&self, class: Id, attribute: &str) -> Vec<super::object::Step> {
        let mut steps = Vec::new();
        for id in self.ancestors(class).0 {
            if let Object::Class(class) = self.object(id)
                && let Some(bound) = self.scope(class.scope).names.get(attribute)
            {
                steps.extend(bound.events.iter().cloned());
            }
        }
        sort_by_key(&mut steps, |step| step.number);
        steps.dedup_by_key(|step| step.number);
        steps
    }

    /// `inspect.getmembers(object)`: names and values, in alphabetical order.
    pub(super) fn members(&mut self, object: &Val<'a>) -> Eval<'a> {
        let class = match object.kind {
            V::Instance(id) => match *self.object(id) {
                Object::Instance { class, .. } => class,
                _ => return Ok(self.unsupported("getmembers()", object.place)),
            },
            V::Class(id) => id,
            _ => return Ok(self.hole_of(object, "getmembers()")),
        };
        let mut names: Vec<Rc<str>> = Vec::new();
        for id in self.ancestors(class).0 {
            if let Object::Class(class) = self.object(id) {
                names.extend(self.scope(class.scope).names.keys().cloned());
            }
        }
        if let (V::Instance(_), Some(scope)) = (&object.kind, self.attribute_scope(object)) {
            names.extend(self.scope(scope).names.keys().cloned());
        }
        sort(&mut names);
        names.dedup();
        let mut members = Vec::with_capacity(names.len());
        for name in names {
            // Where it was made, for the history of what it becomes.
            let value = self.attribute(object, &name)?;
            members.push(Val::new(V::Tuple([Val::str(name), value].into())));
        }
        Ok(Val::new(self.new_list(members)))
    }
}

impl Val<'_> {
    fn kind_is_set(&self) -> bool {
        !matches!(self.kind, V::None)
    }
}
