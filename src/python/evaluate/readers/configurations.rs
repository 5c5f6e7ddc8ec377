//! django-configurations: settings as attributes of a class, by inheritance.
//!
//! `DJANGO_CONFIGURATION` names the class. Its values read the environment
//! under their own names; properties and methods in capitals are called; then
//! every attribute in capitals becomes a name of the module.

use std::rc::Rc;

use super::super::object::{Configured, Id, MethodKind, Native, Object, Step, V, Val};
use super::super::{Eval, Evaluator, Frame, Raise, export};
use super::{Arguments, Missing, Source};
use crate::python::library::{casts, dotenv};
use crate::source::{sort, sort_by_key};

/// Values that are URLs: the class, its variable, the package that reads it.
const URL_VALUES: [(&str, &str, &str); 4] = [
    ("DatabaseURLValue", "DATABASE_URL", "dj_database_url"),
    ("CacheURLValue", "CACHE_URL", "django_cache_url"),
    ("EmailURLValue", "EMAIL_URL", "dj_email_url"),
    ("SearchURLValue", "SEARCH_URL", ""),
];

/// What a mail URL sets.
const EMAIL_NAMES: [&str; 11] = [
    "EMAIL_FILE_PATH",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
    "EMAIL_TIMEOUT",
    "EMAIL_BACKEND",
    "SERVER_EMAIL",
    "DEFAULT_FROM_EMAIL",
];

impl<'a> Evaluator<'a> {
    /// Whether a class derives from `configurations.Configuration`.
    pub(in super::super) fn is_configuration(&self, class: Id) -> bool {
        self.ancestors(class).0.iter().any(|&id| match self.object(id) {
            Object::Class(class) => class.bases.iter().any(
                |base| matches!(&base.kind, V::Symbol(name) if &**name == "configurations.Configuration"),
            ),
            _ => false,
        })
    }

    /// Django's default, which such a class has as an attribute.
    pub(in super::super) fn global_default(&mut self, name: &str) -> Option<Val<'a>> {
        let value = self.host.globals.iter().find(|(known, _)| known == name)?.1.clone();
        Some(self.adopt(&value))
    }

    /// `values.XValue(...)`: read at once if it names its variable, else when
    /// the class is used and its name is known.
    pub(super) fn make_configured(&mut self, class: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        let by_url = URL_VALUES.iter().find(|(known, ..)| *known == class);
        let text = |value: Option<Val<'a>>| value.and_then(|value| value.as_str().cloned());
        let named = |name: &str| text(given.named(name)).filter(|text| !text.is_empty());
        let prefix = match given.get(3, "environ_prefix").map(|value| value.kind) {
            None if by_url.is_some() => None,
            None => Some("DJANGO".into()),
            Some(V::Str(prefix)) => Some(Rc::from(prefix.strip_suffix('_').unwrap_or(&prefix))),
            Some(_) => None,
        };
        let truth = |value: Option<Val<'a>>| value.is_some_and(|value| !matches!(value.kind, V::Bool(false)));
        let secret = class == "SecretValue";
        let default = given.get(0, "default").unwrap_or_else(|| Val::new(V::None));
        // A value as a default: its own default.
        let default = match &default.kind {
            V::Native(native) => match &**native {
                Native::Configured(other) => other.default.clone(),
                _ => default,
            },
            _ => default,
        };
        let mut configured = Configured {
            class: class.into(),
            default,
            environ: secret || given.get(1, "environ").is_none() || truth(given.get(1, "environ")),
            name: text(given.get(2, "environ_name"))
                .filter(|name| !name.is_empty())
                .or_else(|| by_url.map(|(_, variable, _)| (*variable).into())),
            prefix: prefix.filter(|prefix: &Rc<str>| !prefix.is_empty()),
            required: secret || truth(given.get(4, "environ_required").filter(|value| !value.is_unknown())),
            separator: named("separator").unwrap_or_else(|| ",".into()),
            outer: named("seq_separator").unwrap_or_else(|| ";".into()),
            options: given.named.clone(),
        };
        if secret && !matches!(configured.default.kind, V::None) {
            return self.raise(
                "ValueError",
                "Secret values are only allowed to be set as environment variables".to_owned(),
            );
        }
        configured.default = self.configured_default(&configured)?;
        let late = by_url.is_some() || given.flag(usize::MAX, "late_binding");
        let has_default = !matches!(configured.default.kind, V::None);
        let at_once =
            !late && (configured.environ && configured.name.is_some() || !configured.environ && has_default);
        if at_once {
            let name = configured.name.clone().unwrap_or_default();
            let value = self.configured_value(&configured, &name)?;
            return if class == "PathValue" { self.configured_path(value) } else { Ok(value) };
        }
        Ok(Val::at(V::Native(Rc::new(Native::Configured(configured))), self.statement))
    }

    /// The default as the value class turns it.
    fn configured_default(&mut self, configured: &Configured<'a>) -> Eval<'a> {
        let default = configured.default.clone();
        let of = |name: &str| Val::new(V::Symbol(name.into()));
        let sequence = match &*configured.class {
            "ListValue" | "BackendsValue" | "SingleNestedListValue" | "SetValue" => "list",
            "TupleValue" | "SingleNestedTupleValue" => "tuple",
            "DictValue" => "dict",
            "BooleanValue" => {
                return match default.kind {
                    V::Bool(_) | V::Unknown(_) | V::Maybe(_) => Ok(default),
                    V::Int(0 | 1) => Ok(default),
                    _ => self.raise("ValueError", "Default value is not a boolean value".to_owned()),
                };
            }
            _ if URL_VALUES.iter().any(|(class, ..)| *class == &*configured.class) => {
                return match default.kind {
                    V::None => Ok(self.empty_dict()),
                    _ => self.configured_url(configured, default),
                };
            }
            _ => return Ok(default),
        };
        let place = default.place;
        let mut made = match default.kind {
            V::None => self.call(&of(sequence), Vec::new(), Vec::new())?,
            _ => self.call(&of(sequence), vec![default], Vec::new())?,
        };
        if sequence != "dict"
            && !configured.class.starts_with("Single")
            && let Some(converter) = configured.option("converter")
        {
            let items = self.raw_items(&made);
            let mut converted = Vec::with_capacity(items.len());
            for item in items {
                converted.push(self.call(&converter, vec![item], Vec::new())?);
            }
            made = match sequence {
                "tuple" => Val::new(V::Tuple(converted.into())),
                _ => Val::new(self.new_list(converted)),
            };
        }
        if &*configured.class == "SetValue" {
            made = self.call(&of("set"), vec![made], Vec::new())?;
        }
        Ok(Val { kind: made.kind, place: place.or(Some(self.statement)) })
    }

    /// A value class whose text is a URL of another package's.
    fn configured_url(&mut self, configured: &Configured<'a>, url: Val<'a>) -> Eval<'a> {
        let package = URL_VALUES.iter().find(|(class, ..)| *class == &*configured.class);
        let Some((_, _, package)) = package.filter(|(.., package)| !package.is_empty()) else {
            return Ok(self.unsupported("a search URL", Some(self.statement)));
        };
        let given = Arguments { positional: &[], named: &configured.options };
        let made = match self.parse_url(&(*package).into(), url, given, usize::MAX / 2) {
            Err(_) => return self.raise("ValueError", "Cannot interpret URL value".to_owned()),
            Ok(made) => made,
        };
        if *package == "dj_email_url" {
            return Ok(made);
        }
        let alias = configured.option("alias").unwrap_or_else(|| Val::str("default"));
        let dict = self.dict_of([(alias, made)]);
        Ok(Val::at(dict, self.statement))
    }

    /// `PathValue`: made absolute, where it names its variable.
    fn configured_path(&mut self, value: Val<'a>) -> Eval<'a> {
        self.lifted(&[value], |me, value| match value[0].as_str().cloned() {
            Some(text) => {
                let result = casts::configurations(&text, &casts::Configurations::Path);
                me.outcome(result)
            }
            None => Ok(me.hole_of(&value[0], "a path")),
        })
    }

    fn configured_value(&mut self, configured: &Configured<'a>, attribute: &str) -> Eval<'a> {
        if !configured.environ {
            return Ok(configured.default.clone());
        }
        let name = match &configured.name {
            Some(name) => name.to_string(),
            None => attribute.to_ascii_uppercase(),
        };
        let name: Rc<str> = match &configured.prefix {
            Some(prefix) => format!("{prefix}_{name}").into(),
            None => name.into(),
        };
        let separator = configured.separator.to_string();
        let converter = configured.option("converter");
        let plain = converter.as_ref().map(super::plain_cast);
        let known = plain.flatten();
        let (cast, cast_name) = match &*configured.class {
            // A converter of the settings' own.
            _ if matches!(plain, Some(None)) => (None, "list"),
            "Value" | "SecretValue" | "EmailValue" | "URLValue" | "IPValue" | "RegexValue" | "PathValue" => {
                (Some(casts::Configurations::Value), "str")
            }
            "BooleanValue" => (Some(casts::Configurations::Boolean), "bool"),
            "IntegerValue" => (Some(casts::Configurations::Integer), "int"),
            "PositiveIntegerValue" => (Some(casts::Configurations::PositiveInteger), "int"),
            "FloatValue" => (Some(casts::Configurations::Float), "float"),
            "DecimalValue" => (Some(casts::Configurations::Decimal), "str"),
            "ListValue" | "BackendsValue" => {
                (Some(casts::Configurations::List { separator, converter: known }), "list")
            }
            "TupleValue" => (Some(casts::Configurations::Tuple { separator, converter: known }), "tuple"),
            "SetValue" => (Some(casts::Configurations::Set { separator, converter: known }), "list"),
            "SingleNestedTupleValue" | "SingleNestedListValue" => (
                Some(casts::Configurations::Nested {
                    outer: configured.outer.to_string(),
                    separator,
                    converter: known,
                    tuple: &*configured.class == "SingleNestedTupleValue",
                }),
                "list",
            ),
            "DictValue" => (Some(casts::Configurations::Dict), "dict"),
            _ if configured.class.ends_with("URLValue") => (None, "url"),
            _ => (None, "str"),
        };
        let missing = if configured.required {
            let wanted = configured.name.as_deref().unwrap_or(attribute);
            Missing::Raise(
                "ValueError",
                format!("Value '{wanted}' is required to be set as the environment variable '{name}'"),
            )
        } else {
            Missing::Default(configured.default.clone())
        };
        self.read_as(&name, missing, cast_name, &mut |me, value, source| {
            if source == Source::Default || value.is_unknown() {
                return Ok(value);
            }
            let Some(text) = value.as_str().cloned() else {
                return Ok(me.hole_of(&value, "an environment variable"));
            };
            match &cast {
                _ if cast_name == "url" => me.configured_url(configured, value),
                None => Ok(me.unsupported("a value class of django-configurations", Some(me.statement))),
                Some(cast) => {
                    match me.configured_check(configured, &text) {
                        Some(true) => {}
                        Some(false) => {
                            return me.raise("ValueError", format!("Cannot interpret value '{text}'"));
                        }
                        None => {
                            return Ok(me.unsupported("a validator", Some(me.statement)));
                        }
                    }
                    let made = me.outcome(casts::configurations(&text, cast))?;
                    Ok(made.placed(me.statement))
                }
            }
        })
    }

    /// Whether a validator is content with a text; none: not followed.
    fn configured_check(&self, configured: &Configured<'a>, text: &str) -> Option<bool> {
        let label = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
        match &*configured.class {
            "SecretValue" => Some(!text.is_empty()),
            "EmailValue" => match text.split_once('@') {
                None => Some(false),
                Some((user, host)) => {
                    let (name, top) = host.rsplit_once('.')?;
                    let plain = label(user) && name.split('.').all(label) && top.len() >= 2;
                    (plain && top.bytes().all(|b| b.is_ascii_alphabetic())).then_some(true)
                }
            },
            "URLValue" if !text.contains("://") => Some(false),
            "URLValue" => super::is_plain_url(text).then_some(true),
            "IPValue" => Some(text.parse::<std::net::IpAddr>().is_ok()),
            "RegexValue" => None,
            _ => Some(true),
        }
    }

    /// `Configuration.pre_setup()` and `.setup()`, called by `super()` or by the importer.
    pub(super) fn call_configuration(&mut self, method: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        let Some(Val { kind: V::Class(class), .. }) = given.positional.first() else {
            return Ok(Val::new(V::None));
        };
        match method {
            "pre_setup" | "load_dotenv" => self.configuration_dotenv(*class)?,
            "setup" => self.configuration_setup(*class)?,
            _ => {}
        }
        Ok(Val::new(V::None))
    }

    /// `DOTENV`: the path of a file whose names the environment gets.
    fn configuration_dotenv(&mut self, class: Id) -> Result<(), Raise<'a>> {
        let Some(path) = self.find_in_class(class, "DOTENV", None).0 else { return Ok(()) };
        let Some(text) = super::path_text(&path) else { return Ok(()) };
        let Some(content) = self.given_text(&text) else {
            self.unknown_file(&text);
            return Ok(());
        };
        let place = Some(self.statement);
        let mut pairs = Vec::new();
        for (name, value) in dotenv::configurations(content) {
            // The first of several stays.
            if !pairs.iter().any(|(known, _)| *known == name) {
                pairs.push((name, Val { kind: V::Str(value.into()), place }));
            }
        }
        self.load_values(pairs, false);
        let Object::Class(found) = self.object(class) else { return Ok(()) };
        let own = found.scope;
        self.bind_in(own, "DOTENV_LOADED", path);
        Ok(())
    }

    /// Values get their names before anything asks for them.
    fn configuration_setup(&mut self, class: Id) -> Result<(), Raise<'a>> {
        let Object::Class(found) = self.object(class) else { return Ok(()) };
        let own = found.scope;
        for attribute in self.capital_names(class) {
            let (Some(found), _) = self.find_in_class(class, &attribute, None) else { continue };
            if let V::Native(native) = &found.kind
                && let Native::Configured(configured) = &**native
            {
                let outer = self.statement;
                self.statement = found.place.unwrap_or(outer);
                self.configured_into(own, &attribute, configured)?;
                self.statement = outer;
            }
        }
        Ok(())
    }

    /// Binds a value under its name, and what else it stands for.
    fn configured_into(
        &mut self,
        scope: Id,
        attribute: &Rc<str>,
        configured: &Configured<'a>,
    ) -> Result<(), Raise<'a>> {
        let value = self.configured_value(configured, attribute)?;
        self.bind_in(scope, attribute, value.clone());
        if &*configured.class == "EmailURLValue" {
            for name in EMAIL_NAMES {
                let part = self.lifted(std::slice::from_ref(&value), |me, value| match &value[0].kind {
                    V::Dict(_) => Ok(me.dict_part(&value[0], name).unwrap_or_else(|| Val::new(V::Unbound))),
                    _ => Ok(value[0].clone()),
                })?;
                if !matches!(part.kind, V::Unbound) {
                    self.bind_in(scope, name, part);
                }
            }
        }
        Ok(())
    }

    /// Makes the attributes of the chosen class names of the module, if the
    /// module has such classes.
    pub(in super::super) fn configure(&mut self, scope: Id) -> Result<(), Raise<'a>> {
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
        self.frames.push(Frame::of_module(scope, self.statement.file));
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
            } else {
                let positional = [value.clone()];
                self.call_configuration(hook, Arguments { positional: &positional, named: &Vec::new() })?;
            }
        }
        let instance = self.instantiate(class, Vec::new(), Vec::new())?;
        let mut names = self.capital_names(class);
        // Deprecated ones are not taken over from Django.
        let of_django = |name: &str| self.host.globals.iter().any(|(known, _)| known == name);
        let left_out = |name: &str| match name {
            "DEFAULT_AUTO_FIELD" | "DEFAULT_HASHING_ALGORITHM" | "DEFAULT_CONTENT_TYPE" | "FILE_CHARSET" => {
                true
            }
            "PASSWORD_RESET_TIMEOUT_DAYS" => of_django("PASSWORD_RESET_TIMEOUT"),
            "DEFAULT_FILE_STORAGE" | "STATICFILES_STORAGE" => of_django("STORAGES"),
            _ => false,
        };
        let taken = self.host.globals.iter().filter(|(name, _)| !left_out(name));
        names.extend(taken.map(|(name, _)| Rc::from(name.as_str())));
        sort(&mut names);
        names.dedup();
        for attribute in names {
            let found = self.find_in_class(class, &attribute, None).0;
            let steps = self.class_steps(class, &attribute);
            let ready = match &found {
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
                self.configured_into(scope, &attribute, configured)?;
            } else {
                self.bind_in(scope, &attribute, ready);
            }
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
                    self.scope(class.scope).names.keys().filter(|name| export::is_setting(name)).cloned(),
                );
            }
        }
        sort(&mut names);
        names.dedup();
        names
    }

    /// The history of an attribute over the classes that set it, oldest first.
    fn class_steps(&self, class: Id, attribute: &str) -> Vec<Step> {
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
    pub(in super::super) fn members(&mut self, object: &Val<'a>) -> Eval<'a> {
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

impl<'a> Configured<'a> {
    fn option(&self, name: &str) -> Option<Val<'a>> {
        let found = self.options.iter().find(|(known, _)| &**known == name);
        found.map(|(_, value)| value.clone()).filter(|value| !matches!(value.kind, V::None))
    }
}
