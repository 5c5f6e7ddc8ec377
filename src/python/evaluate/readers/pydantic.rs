//! pydantic-settings 2, and `BaseSettings` of pydantic 1: classes whose fields
//! are read from the environment.
//!
//! Followed are fields by their annotations, names with prefixes and aliases,
//! JSON for containers, `.env` files, nested models, plain validators. What is
//! not followed makes the field unknown, never a guess.

use std::rc::Rc;

use rustpython_parser::ast;

use super::super::call::Named;
use super::super::object::{Id, Native, Object, Table, V, Val};
use super::super::{Eval, Evaluator, Raise};
use super::{Arguments, Missing, Source, Variable};
use crate::python::library::{Failure, casts, json, path};
use crate::python::value::Reason;
use crate::source::Place;

/// Models within models.
const MAX_MODELS: u32 = 8;

/// What an annotation asks for.
#[derive(Debug, Clone)]
pub(in super::super) enum Type<'a> {
    Any,
    None,
    Str,
    Int,
    /// `int(text)`, as pydantic 1 makes one.
    PlainInt,
    /// An int that is not below this.
    AtLeast(i128),
    Float,
    Bool,
    Decimal,
    Timedelta,
    Path,
    /// `SecretStr`.
    Secret,
    /// An address for mail.
    Email,
    /// `HttpUrl`, `PostgresDsn` and their kin: the class.
    Url(Rc<str>),
    List(Rc<Type<'a>>),
    Set(Rc<Type<'a>>),
    /// The types of the items; with the mark all are of the first.
    Tuple(Rc<[Type<'a>]>, bool),
    Dict(Rc<(Type<'a>, Type<'a>)>),
    Union(Rc<[Type<'a>]>),
    Literal(Rc<[Val<'a>]>),
    Model(Id),
    Enum(Id),
    /// What is not followed.
    Other(Rc<str>),
}

/// A field of a model, as its class defines it.
#[derive(Debug, Clone)]
pub(in super::super) struct Field<'a> {
    name: Rc<str>,
    kind: Type<'a>,
    /// `NoDecode`: a container that is no JSON.
    plain: bool,
    place: Place,
}

/// `Field(...)`.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct FieldInfo<'a> {
    default: Option<Val<'a>>,
    factory: Option<Val<'a>>,
    /// The names to look for instead of the field's own.
    aliases: Vec<Rc<str>>,
    /// `env=`, which pydantic 1 alone heeds.
    env: Vec<Rc<str>>,
    /// `gt`, `le` and the like.
    bounds: Named<'a>,
}

/// `@field_validator(...)` and `@validator(...)`, with the function once it has one.
#[derive(Debug, Clone)]
pub(in super::super) struct Validator<'a> {
    fields: Rc<[Rc<str>]>,
    before: bool,
    /// It is for the whole model.
    whole: bool,
    function: Option<Val<'a>>,
}

/// Whether a value fits its type.
enum Checked<'a> {
    Good(Val<'a>),
    Bad,
}

/// How a class reads.
struct Config<'a> {
    old: bool,
    prefix: Rc<str>,
    case_sensitive: bool,
    ignore_empty: bool,
    nested: Option<Rc<str>>,
    extra_allowed: bool,
    file: Option<Val<'a>>,
    by_name: bool,
}

type Check<'a> = Result<Checked<'a>, Raise<'a>>;

impl<'a> Evaluator<'a> {
    pub(super) fn call_pydantic(&mut self, function: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        let texts = |me: &Self, value: Option<Val<'a>>| -> Vec<Rc<str>> {
            match value {
                Some(Val { kind: V::Str(text), .. }) => vec![text],
                Some(other) => {
                    me.raw_items(&other).iter().filter_map(|item| item.as_str().cloned()).collect()
                }
                None => Vec::new(),
            }
        };
        match function {
            "Field" | "fields.Field" => {
                let default = given.get(0, "default");
                let alias = given.named("validation_alias").or_else(|| given.named("alias"));
                let default =
                    default.filter(|value| !matches!(&value.kind, V::Symbol(name) if &**name == "Ellipsis"));
                let info = FieldInfo {
                    default,
                    factory: given.named("default_factory"),
                    aliases: texts(self, alias),
                    env: texts(self, given.named("env")),
                    bounds: given
                        .named
                        .iter()
                        .filter(|(name, _)| {
                            matches!(
                                &**name,
                                "gt" | "ge"
                                    | "lt"
                                    | "le"
                                    | "min_length"
                                    | "max_length"
                                    | "pattern"
                                    | "regex"
                                    | "multiple_of"
                                    | "strict"
                                    | "decimal_places"
                                    | "max_digits"
                            )
                        })
                        .cloned()
                        .collect(),
                };
                Ok(Val::at(V::Native(Rc::new(Native::ModelField(info))), self.statement))
            }
            "AliasChoices" => Ok(Val::new(V::Tuple(given.positional.into()))),
            "SettingsConfigDict" | "ConfigDict" => {
                let pairs = given.named.iter().map(|(name, value)| (Val::str(name.clone()), value.clone()));
                let dict = self.dict_of(pairs);
                Ok(Val::at(dict, self.statement))
            }
            "SecretStr" => match given.get(0, "secret_value") {
                Some(value) => self.lifted(&[value], |_, value| {
                    Ok(match value[0].as_str() {
                        Some(text) => Val::new(V::Native(Rc::new(Native::Secret(text.clone())))),
                        None => value[0].clone(),
                    })
                }),
                None => self.raise("TypeError", "missing the secret".to_owned()),
            },
            "field_validator" | "validator" | "model_validator" | "root_validator" => {
                let mode = given.text(usize::MAX, "mode");
                let old = matches!(function, "validator" | "root_validator");
                let before =
                    if old { given.flag(usize::MAX, "pre") } else { mode.as_deref() == Some("before") };
                // `wrap` and `plain` take the place of the check itself.
                let followed = matches!(mode.as_deref(), None | Some("before" | "after"));
                let whole = function == "model_validator" || function == "root_validator";
                let fields: Vec<Rc<str>> = match (whole, followed) {
                    (false, true) => {
                        given.positional.iter().filter_map(|name| name.as_str().cloned()).collect()
                    }
                    _ => vec!["*".into()],
                };
                let function = match given.positional {
                    [Val { kind: V::Function(_), .. }] => given.positional.first().cloned(),
                    _ => None,
                };
                let validator =
                    Validator { fields: fields.into(), before, whole: whole || !followed, function };
                Ok(Val::new(V::Native(Rc::new(Native::Validator(validator)))))
            }
            // A property is an attribute already.
            "computed_field" => Ok(match given.positional.first() {
                Some(property) => property.clone(),
                None => Val::new(V::Native(Rc::new(Native::Opaque("functools.computed_field".into())))),
            }),
            _ => Ok(self.unsupported(format!("pydantic.{function}()"), Some(self.statement))),
        }
    }

    /// Whether a class is a model, and whether it reads the environment.
    pub(in super::super) fn model_of(&self, class: Id) -> Option<bool> {
        let mut found = None;
        for id in self.ancestors(class).0 {
            let Object::Class(class) = self.object(id) else { continue };
            for base in &class.bases {
                match &base.kind {
                    V::Symbol(name) if name.ends_with(".BaseSettings") && is_pydantic(name) => {
                        return Some(true);
                    }
                    V::Symbol(name) if &**name == "pydantic.BaseModel" => found = Some(false),
                    _ => {}
                }
            }
        }
        found
    }

    /// A decorator of pydantic's is given its function.
    pub(in super::super) fn validator_for(
        &self,
        validator: &Validator<'a>,
        function: Option<&Val<'a>>,
    ) -> Val<'a> {
        let validator = Validator { function: function.cloned(), ..validator.clone() };
        Val::new(V::Native(Rc::new(Native::Validator(validator))))
    }

    /// Notes the annotated names of a model's body.
    pub(in super::super) fn define_model(
        &mut self,
        class: Id,
        body: &'a [ast::Stmt],
    ) -> Result<(), Raise<'a>> {
        if self.model_of(class).is_none() {
            return Ok(());
        }
        let mut fields = Vec::new();
        for statement in body {
            let ast::Stmt::AnnAssign(node) = statement else { continue };
            let ast::Expr::Name(name) = &*node.target else { continue };
            let name: Rc<str> = name.id.as_str().into();
            if name.starts_with('_') || &*name == "model_config" {
                continue;
            }
            let outer = self.statement;
            self.statement = self.place(statement);
            let mut plain = false;
            let kind = self.model_type(&node.annotation, &mut plain, 0)?;
            if let Some(kind) = kind {
                let kind = if self.is_old(class) { older(kind) } else { kind };
                fields.push(Field { name, kind, plain, place: self.statement });
            }
            self.statement = outer;
        }
        let Object::Class(found) = self.object(class) else { return Ok(()) };
        let scope = found.scope;
        self.bind_in(scope, FIELDS, Val::new(V::Native(Rc::new(Native::ModelFields(fields)))));
        Ok(())
    }

    /// What an annotation says; none: it is no field at all.
    fn model_type(
        &mut self,
        annotation: &'a ast::Expr,
        plain: &mut bool,
        depth: u32,
    ) -> Result<Option<Type<'a>>, Raise<'a>> {
        let other = |what: &str| Ok(Some(Type::Other(what.into())));
        if depth > 8 {
            return other("an annotation");
        }
        let mut inner = |me: &mut Self, expression: &'a ast::Expr| {
            Ok(me.model_type(expression, plain, depth + 1)?.unwrap_or(Type::Any))
        };
        match annotation {
            ast::Expr::Constant(constant) if constant.value.is_none() => return Ok(Some(Type::None)),
            ast::Expr::Constant(_) => return other("an annotation in quotes"),
            ast::Expr::BinOp(node) => {
                let sides = [inner(self, &node.left)?, inner(self, &node.right)?];
                return Ok(Some(union(&sides)));
            }
            ast::Expr::Subscript(node) => {
                let base = self.evaluate(&node.value)?;
                let V::Symbol(name) = &base.kind else { return other("an annotation") };
                let arguments: &'a [ast::Expr] = match &*node.slice {
                    ast::Expr::Tuple(tuple) => &tuple.elts,
                    one => std::slice::from_ref(one),
                };
                let name = name.rsplit('.').next().unwrap_or(name).to_owned();
                if name == "ClassVar" {
                    return Ok(None);
                }
                if name == "Literal" {
                    let mut values = Vec::new();
                    for argument in arguments {
                        values.push(self.evaluate(argument)?);
                    }
                    return Ok(Some(Type::Literal(values.into())));
                }
                if name == "Annotated" {
                    let Some((first, rest)) = arguments.split_first() else { return other("an annotation") };
                    let kind = inner(self, first)?;
                    for extra in rest {
                        let extra = self.evaluate(extra)?;
                        match &extra.kind {
                            V::Symbol(name) if name.ends_with(".NoDecode") => *plain = true,
                            _ => return other("an annotation with more than a type"),
                        }
                    }
                    return Ok(Some(kind));
                }
                let mut types = Vec::new();
                let mut rest = false;
                for argument in arguments {
                    match argument {
                        ast::Expr::Constant(constant)
                            if matches!(constant.value, ast::Constant::Ellipsis) =>
                        {
                            rest = true;
                        }
                        argument => types.push(inner(self, argument)?),
                    }
                }
                let first = types.first().cloned().unwrap_or(Type::Any);
                return Ok(Some(match name.as_str() {
                    "Optional" => union(&[first, Type::None]),
                    "Union" => union(&types),
                    "Final" => first,
                    "list" | "List" | "Sequence" | "Iterable" => Type::List(Rc::new(first)),
                    "set" | "Set" => Type::Set(Rc::new(first)),
                    "tuple" | "Tuple" => Type::Tuple(types.into(), rest),
                    "dict" | "Dict" | "Mapping" => {
                        let second = types.get(1).cloned().unwrap_or(Type::Any);
                        Type::Dict(Rc::new((first, second)))
                    }
                    "type" | "Type" | "Callable" => Type::Other("an annotation".into()),
                    _ => Type::Other(format!("{name}[]").into()),
                }));
            }
            _ => {}
        }
        let value = self.evaluate(annotation)?;
        Ok(Some(match &value.kind {
            V::None => Type::None,
            V::Class(id) if self.is_enum(*id) => Type::Enum(*id),
            V::Class(id) if self.model_of(*id) == Some(false) => Type::Model(*id),
            V::Symbol(name) => match &**name {
                "str" => Type::Str,
                "int" => Type::Int,
                "float" => Type::Float,
                "bool" => Type::Bool,
                "typing.Any" | "object" => Type::Any,
                "list" | "typing.List" => Type::List(Rc::new(Type::Any)),
                "set" | "typing.Set" => Type::Set(Rc::new(Type::Any)),
                "tuple" | "typing.Tuple" => Type::Tuple([Type::Any].into(), true),
                "dict" | "typing.Dict" => Type::Dict(Rc::new((Type::Any, Type::Any))),
                "pathlib.Path" => Type::Path,
                "decimal.Decimal" => Type::Decimal,
                "datetime.timedelta" => Type::Timedelta,
                "pydantic.SecretStr" => Type::Secret,
                "pydantic.EmailStr" => Type::Email,
                "pydantic.PositiveInt" => Type::AtLeast(1),
                "pydantic.NonNegativeInt" => Type::AtLeast(0),
                url if is_pydantic(url) && (url.ends_with("Url") || url.ends_with("Dsn")) => {
                    Type::Url(name.clone())
                }
                _ => Type::Other(name.clone()),
            },
            _ => Type::Other("an annotation".into()),
        }))
    }

    /// All fields of a model, those of its bases first.
    fn model_fields(&mut self, class: Id) -> Vec<Field<'a>> {
        let mut fields: Vec<Field<'a>> = Vec::new();
        let old = self.is_old(class);
        for id in self.ancestors(class).0.into_iter().rev() {
            let Object::Class(found) = self.object(id) else { continue };
            let scope = self.scope(found.scope);
            let own = match scope.names.get(FIELDS).map(|bound| bound.value.kind.clone()) {
                Some(V::Native(native)) => match &*native {
                    Native::ModelFields(own) => own.clone(),
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            };
            // pydantic 1 takes names without annotations too.
            let bare = scope.names.iter().filter(|(name, bound)| {
                old && !name.starts_with('_')
                    && !own.iter().any(|field| field.name == **name)
                    && type_of(bound.value.kind.clone()).is_some()
            });
            let bare: Vec<Field<'a>> = bare
                .map(|(name, bound)| Field {
                    name: name.clone(),
                    kind: type_of(bound.value.kind.clone()).unwrap_or(Type::Any),
                    plain: false,
                    place: bound.value.place.unwrap_or(self.statement),
                })
                .collect();
            for field in own.into_iter().chain(bare) {
                match fields.iter_mut().find(|known| known.name == field.name) {
                    Some(known) => *known = field,
                    None => fields.push(field),
                }
            }
        }
        fields
    }

    fn is_old(&self, class: Id) -> bool {
        self.ancestors(class).0.iter().any(|id| match self.object(*id) {
            Object::Class(class) => class.bases.iter().any(|base| {
                matches!(&base.kind, V::Symbol(name) if name.ends_with(".BaseSettings") && !name.starts_with("pydantic_settings"))
            }),
            _ => false,
        })
    }

    /// `model_config` and `class Config`, those of the bases under them.
    fn model_config(&mut self, class: Id, named: &Named<'a>) -> Result<Config<'a>, Raise<'a>> {
        let old = self.is_old(class);
        let mut options: Vec<(Rc<str>, Val<'a>)> = Vec::new();
        for id in self.ancestors(class).0.into_iter().rev() {
            let Object::Class(found) = self.object(id) else { continue };
            let scope = self.scope(found.scope);
            let dict = scope.names.get("model_config").map(|bound| bound.value.clone());
            let nested = scope.names.get("Config").map(|bound| bound.value.kind.clone());
            if let Some(dict) = dict {
                options.extend(self.text_pairs(&dict));
            }
            if let Some(V::Class(config)) = nested {
                for id in self.ancestors(config).0.into_iter().rev() {
                    let Object::Class(found) = self.object(id) else { continue };
                    let names = &self.scope(found.scope).names;
                    options.extend(names.iter().map(|(name, bound)| (name.clone(), bound.value.clone())));
                }
            }
        }
        for (name, value) in named {
            if let Some(name) = name.strip_prefix('_') {
                options.push((name.into(), value.clone()));
            }
        }
        let option = |wanted: &str| {
            let found = options.iter().rev().find(|(name, _)| &**name == wanted);
            found.map(|(_, value)| value.clone()).filter(|value| !matches!(value.kind, V::None))
        };
        let text = |wanted: &str| option(wanted).and_then(|value| value.as_str().cloned());
        let flag = |wanted: &str| matches!(option(wanted).map(|value| value.kind), Some(V::Bool(true)));
        Ok(Config {
            old,
            prefix: text("env_prefix").unwrap_or_default(),
            case_sensitive: flag("case_sensitive"),
            ignore_empty: flag("env_ignore_empty"),
            nested: text("env_nested_delimiter"),
            extra_allowed: old || text("extra").is_some_and(|extra| &*extra != "forbid"),
            file: option("env_file"),
            by_name: flag("populate_by_name") || flag("validate_by_name"),
        })
    }

    /// `Settings()`: each field from an argument, the environment, a file, its default.
    pub(in super::super) fn instantiate_model(
        &mut self,
        class: Id,
        positional: &[Val<'a>],
        named: &Named<'a>,
        reads: bool,
    ) -> Eval<'a> {
        let name = match self.object(class) {
            Object::Class(class) => class.name.clone(),
            _ => "model".into(),
        };
        if !positional.is_empty() {
            return self.raise("TypeError", format!("{name}() takes no positional arguments"));
        }
        if self.find_in_class(class, "settings_customise_sources", None).0.is_some()
            || self.find_in_class(class, "__init__", None).0.is_some()
        {
            return Ok(self.unsupported("settings with sources of their own", Some(self.statement)));
        }
        let config = self.model_config(class, named)?;
        let filed = match &config.file {
            Some(file) if reads => self.model_files(&file.clone()),
            _ => Ok(Vec::new()),
        };
        let fields = self.model_fields(class);
        let scope = self.new_scope();
        let instance = Val::at(
            V::Instance(self.allocate(Object::Instance { class, attributes: scope, held: None })),
            self.statement,
        );
        let mut errors = 0;
        let mut known: Vec<String> = Vec::new();
        for field in &fields {
            let outer = self.statement;
            if reads {
                self.statement = field.place;
            }
            let value = self.model_field(class, field, &config, named, reads, &filed, &mut known);
            self.statement = outer;
            match value {
                Ok(value) => self.bind_in(scope, &field.name, value),
                Err(raise) if &*raise.class == "ValidationError" => errors += 1,
                Err(raise) => return Err(raise),
            }
        }
        // A name in the file that no field takes is an error, unless extras are allowed.
        if reads
            && !config.extra_allowed
            && let Ok(filed) = &filed
        {
            let prefix =
                if config.case_sensitive { config.prefix.to_string() } else { config.prefix.to_lowercase() };
            for (name, _) in filed {
                let name = if config.case_sensitive { name.clone() } else { name.to_lowercase() };
                let nested = config.nested.as_deref().is_some_and(|delimiter| {
                    known
                        .iter()
                        .any(|known| name.starts_with(&format!("{known}{}", delimiter.to_lowercase())))
                });
                if name.starts_with(&prefix) && !known.contains(&name) && !nested {
                    errors += 1;
                }
            }
        }
        for (given, _) in named {
            let taken = given.starts_with('_') || fields.iter().any(|field| field.name == *given);
            if !taken && reads && !config.extra_allowed && !config.by_name {
                return Ok(self.unsupported("an argument of a model", Some(self.statement)));
            }
        }
        if errors > 0 {
            let s = if errors == 1 { "" } else { "s" };
            return self.raise("ValidationError", format!("{errors} validation error{s} for {name}"));
        }
        for validator in self.model_validators(class) {
            if validator.whole {
                let function = validator.function.clone().filter(|_| !validator.before && !config.old);
                let Some(function) = function else {
                    return Ok(self.unsupported("a validator of a whole model", Some(self.statement)));
                };
                let function = match &function.kind {
                    V::Function(_) => self.bind_method(function, &instance, false)?,
                    _ => return Ok(self.unsupported("a validator of a whole model", Some(self.statement))),
                };
                match self.call(&function, Vec::new(), Vec::new()) {
                    Err(raise) if matches!(&*raise.class, "ValueError" | "AssertionError") => {
                        return self.raise("ValidationError", format!("1 validation error for {name}"));
                    }
                    result => drop(result?),
                }
            }
        }
        Ok(instance)
    }

    fn model_validators(&self, class: Id) -> Vec<Validator<'a>> {
        let mut found = Vec::new();
        for id in self.ancestors(class).0.into_iter().rev() {
            let Object::Class(class) = self.object(id) else { continue };
            for bound in self.scope(class.scope).names.values() {
                if let V::Native(native) = &bound.value.kind
                    && let Native::Validator(validator) = &**native
                {
                    found.push(validator.clone());
                }
            }
        }
        found
    }

    /// The names of the `.env` files, later files over earlier ones; an error
    /// is why they are not known.
    fn model_files(&mut self, file: &Val<'a>) -> Result<Vec<(String, Val<'a>)>, Val<'a>> {
        let mut all: Vec<(String, Val<'a>)> = Vec::new();
        for file in self.one_or_each(file) {
            let Some(path) = super::path_text(&file) else { return Err(self.hole_of(&file, "a path")) };
            // Found from the working directory, which is the project's own as a rule.
            let path = match path.strip_prefix('/') {
                None if !path.starts_with('<') => {
                    let root = self.host.root.trim_matches('/');
                    let path = path.trim_start_matches("./");
                    if root.is_empty() { format!("<ROOT>/{path}") } else { format!("<ROOT>/{root}/{path}") }
                }
                _ => path.to_string(),
            };
            let Some(text) = self.given_text(&path) else { continue };
            for (name, value) in self.dotenv_pairs(text, true, true) {
                match all.iter_mut().find(|(known, _)| *known == name) {
                    Some(pair) => pair.1 = value,
                    None => all.push((name, value)),
                }
            }
        }
        Ok(all)
    }

    #[expect(clippy::too_many_arguments, reason = "one field of one model, in one place")]
    fn model_field(
        &mut self,
        class: Id,
        field: &Field<'a>,
        config: &Config<'a>,
        named: &Named<'a>,
        reads: bool,
        filed: &Result<Vec<(String, Val<'a>)>, Val<'a>>,
        known: &mut Vec<String>,
    ) -> Eval<'a> {
        let written = self.find_in_class(class, &field.name, None).0;
        let mut info = FieldInfo::default();
        match written.as_ref().map(|value| &value.kind) {
            Some(V::Native(native)) if matches!(&**native, Native::ModelField(_)) => {
                if let Native::ModelField(found) = &**native {
                    info = found.clone();
                }
            }
            _ => info.default = written,
        }
        let bad = |me: &Self| me.raise("ValidationError", "1 validation error".to_owned());
        if let Some((_, value)) = named.iter().find(|(name, _)| *name == field.name) {
            return self.model_checked(class, field, &info, value.clone());
        }
        let default = match (&info.factory, &info.default) {
            (Some(factory), _) => Some(self.call(factory, Vec::new(), Vec::new())?),
            (None, Some(default)) => Some(default.clone()),
            // An Optional without a default has one in pydantic 1 alone.
            (None, None) if config.old && is_optional(&field.kind) => Some(Val::new(V::None)),
            (None, None) => None,
        };
        if !reads {
            let by_alias = info.aliases.iter().find_map(|alias| named.iter().find(|(name, _)| name == alias));
            return match (by_alias, default) {
                (Some((_, value)), _) => self.model_checked(class, field, &info, value.clone()),
                (None, Some(default)) => Ok(default),
                (None, None) => bad(self),
            };
        }
        // The names it may have, the first that is set counts.
        let own = format!("{}{}", config.prefix, field.name);
        let mut names: Vec<String> = if config.old { info.env.clone() } else { info.aliases.clone() }
            .iter()
            .map(ToString::to_string)
            .collect();
        if names.is_empty() || config.by_name {
            names.push(own);
        }
        let fold = |name: &str| if config.case_sensitive { name.to_owned() } else { name.to_lowercase() };
        known.extend(names.iter().map(|name| fold(name)));
        let variables: Vec<Rc<str>> = match self.object(self.environ) {
            Object::Dict(table) => {
                table.pairs.values().filter_map(|(name, _)| name.as_str().cloned()).collect()
            }
            _ => Vec::new(),
        };
        let matching =
            |name: &String| variables.iter().rev().find(|known| fold(known) == fold(name)).cloned();
        let set = names.iter().find_map(|name| {
            let found = matching(name)?;
            match self.variable(&found) {
                Variable::Set(value) if config.ignore_empty => {
                    value.as_str().is_none_or(|text| !text.is_empty()).then_some(found)
                }
                Variable::Set(_) | Variable::Open(_) | Variable::Hidden => Some(found),
                Variable::Unset => None,
            }
        });
        let shown = |name: &String| if config.case_sensitive { name.clone() } else { name.to_uppercase() };
        let name: Rc<str> = match set {
            Some(found) => found,
            None => names.first().map(shown).unwrap_or_default().into(),
        };
        // An empty text that counts as none is looked for under no name at all.
        let ignored = config.ignore_empty
            && matches!(self.variable(&name), Variable::Set(value) if value.as_str().is_some_and(|text| text.is_empty()));
        let from_file = match filed {
            Ok(pairs) => names.iter().find_map(|name| {
                pairs
                    .iter()
                    .rev()
                    .find(|(known, _)| fold(known) == fold(name))
                    .map(|(_, value)| value.clone())
            }),
            Err(unknown) => Some(unknown.clone()),
        };
        let from_file = from_file.filter(|value| {
            let empty = value.as_str().is_some_and(|text| text.is_empty());
            let none = matches!(value.kind, V::None) || config.ignore_empty && empty;
            !none
        });
        if let (Some(delimiter), Type::Model(_) | Type::Dict(_)) = (&config.nested, unwrapped(&field.kind)) {
            return self.model_nested(class, field, &info, config, default, delimiter.clone(), &names, filed);
        }
        let old = config.old;
        let missing = match (from_file, default.clone()) {
            (Some(text), _) => Missing::Filed(text),
            (None, Some(default)) => Missing::Default(default),
            (None, None) => Missing::Raise("ValidationError", "1 validation error".to_owned()),
        };
        let mut act = |me: &mut Self, value: Val<'a>, source: Source| match source {
            Source::Default => me.model_default(class, field, &info, value, old),
            Source::Text => me.model_text(class, field, &info, value, default.as_ref(), old),
        };
        if ignored {
            return match missing {
                Missing::Filed(text) => act(self, text, Source::Text),
                Missing::Default(default) => act(self, default, Source::Default),
                Missing::Raise(..) => bad(self),
            };
        }
        self.read_as(&name, missing, cast_name(&field.kind), &mut act)
    }

    /// Settings check their defaults as well.
    fn model_default(
        &mut self,
        class: Id,
        field: &Field<'a>,
        info: &FieldInfo<'a>,
        default: Val<'a>,
        old: bool,
    ) -> Eval<'a> {
        // pydantic 1 leaves None to be None.
        if old && matches!(default.kind, V::None) {
            return Ok(default);
        }
        self.model_checked(class, field, info, default)
    }

    /// A text of the environment: JSON for what is no plain value.
    fn model_text(
        &mut self,
        class: Id,
        field: &Field<'a>,
        info: &FieldInfo<'a>,
        value: Val<'a>,
        default: Option<&Val<'a>>,
        old: bool,
    ) -> Eval<'a> {
        self.lifted(&[value], |me, value| {
            let mut value = value[0].clone();
            let Some(text) = value.as_str().cloned() else {
                return Ok(me.hole_of(&value, "an environment variable"));
            };
            match complex(&field.kind) {
                Some(alone) if !field.plain => match json::loads(&text) {
                    // As if it were not set.
                    Ok(made) if matches!(made.kind, crate::python::Kind::None) => {
                        return match default {
                            Some(default) => me.model_default(class, field, info, default.clone(), old),
                            None => me.raise("ValidationError", "1 validation error".to_owned()),
                        };
                    }
                    Ok(made) => value = me.adopt(&made).placed(me.statement),
                    Err(failure @ (Failure::Unsupported(_) | Failure::Limit(_))) => {
                        return me.outcome(Err(failure));
                    }
                    Err(_) if alone => {
                        let name = &field.name;
                        return me.raise(
                            "SettingsError",
                            format!("error parsing value for field \"{name}\" from source \"EnvSettingsSource\""),
                        );
                    }
                    // One of several types may be a plain text.
                    Err(_) => {}
                },
                _ => {}
            }
            me.model_checked(class, field, info, value)
        })
    }

    /// `PREFIX__NAME`: parts of a nested model.
    #[expect(clippy::too_many_arguments, reason = "one field of one model, in one place")]
    fn model_nested(
        &mut self,
        class: Id,
        field: &Field<'a>,
        info: &FieldInfo<'a>,
        config: &Config<'a>,
        default: Option<Val<'a>>,
        delimiter: Rc<str>,
        names: &[String],
        filed: &Result<Vec<(String, Val<'a>)>, Val<'a>>,
    ) -> Eval<'a> {
        let fold = |name: &str| if config.case_sensitive { name.to_owned() } else { name.to_lowercase() };
        let Some(name) = names.first() else { return Ok(self.unsupported("a field", None)) };
        if let Type::Model(nested) = unwrapped(&field.kind) {
            self.record_model(*nested, &format!("{name}{delimiter}"), &delimiter, config.case_sensitive, 0);
        }
        let mut sources: Vec<(String, Val<'a>)> = match filed {
            Ok(pairs) => pairs.iter().map(|(name, value)| (fold(name), value.clone())).collect(),
            Err(unknown) => return Ok(unknown.clone()),
        };
        if let Object::Dict(table) = self.object(self.environ) {
            let set =
                table.pairs.values().filter_map(|(name, value)| Some((fold(name.as_str()?), value.clone())));
            sources.extend(set);
        }
        let base = fold(name);
        let prefix = format!("{base}{}", fold(&delimiter));
        let mut root = Table::default();
        let mut any = false;
        for (key, value) in &sources {
            if *key == base {
                any = true;
                let Some(text) = value.as_str() else {
                    return Ok(self.hole_of(value, "an environment variable"));
                };
                let made = match json::loads(text) {
                    Ok(made) => self.adopt(&made),
                    Err(_) => return Ok(self.unsupported("a text of a nested model", Some(self.statement))),
                };
                if matches!(made.kind, V::None) {
                    any = false;
                    continue;
                }
                if !matches!(made.kind, V::Dict(_)) {
                    return Ok(self.unsupported("a text of a nested model", Some(self.statement)));
                }
                root = Table::default();
                self.table_merge(&mut root, &made)?;
            }
        }
        for (key, value) in &sources {
            let Some(rest) = key.strip_prefix(&prefix) else { continue };
            any = true;
            let Some(text) = value.as_str() else {
                return Ok(self.hole_of(value, "an environment variable"));
            };
            let parts: Vec<&str> = rest.split(&*fold(&delimiter)).collect();
            let leaf = match unwrapped(&field.kind) {
                Type::Model(nested) => self.model_leaf(*nested, &parts, config.case_sensitive),
                _ => None,
            };
            let (parts, leaf) = match leaf {
                Some((parts, leaf)) => (parts, Some(leaf)),
                None => (parts.iter().map(|part| Rc::from(*part)).collect(), None),
            };
            let plain = match unwrapped(&field.kind) {
                // The values of `dict[str, str]` are texts.
                Type::Dict(types) if parts.len() == 1 && !matches!(types.0, Type::Any) => {
                    complex(&types.1).is_none()
                }
                _ => leaf.as_ref().is_some_and(|leaf| complex(leaf).is_none()),
            };
            let value = match plain {
                false => match json::loads(text) {
                    Ok(made) => self.adopt(&made),
                    Err(_) if leaf.is_none() => value.clone(),
                    Err(_) => return Ok(self.unsupported("a text of a nested model", Some(self.statement))),
                },
                _ => value.clone(),
            };
            self.put_nested(&mut root, &parts, value);
        }
        let open = if any { None } else { self.environment_open() };
        let value = if any {
            let dict = Val::new(self.new_dict(root));
            self.model_checked(class, field, info, dict)
        } else {
            match default {
                Some(default) => self.model_checked(class, field, info, default),
                None => self.raise("ValidationError", "1 validation error".to_owned()),
            }
        };
        let because = match (&open, self.host.closed) {
            (Some(why), _) => why.clone(),
            (None, true) => return value,
            (None, false) => self.environment_unknown(&name.to_uppercase().into()),
        };
        // Any of the names below it may be set.
        let mut joined =
            super::Alternatives { open: Some(because.clone()), ..super::Alternatives::none(&because) };
        match value {
            Ok(value) => self.add_alternative(&mut joined, &value, true),
            Err(raise) => self.doubt(Some(&raise.class), true, &because),
        }
        Ok(self.settle(joined, Some(self.statement)))
    }

    /// Notes the variables that a nested model may be read from.
    fn record_model(&mut self, class: Id, prefix: &str, delimiter: &str, exact: bool, depth: u32) {
        if depth > MAX_MODELS {
            return;
        }
        for field in self.model_fields(class) {
            let name = format!("{prefix}{}", field.name);
            if let Type::Model(nested) = unwrapped(&field.kind) {
                self.record_model(*nested, &format!("{name}{delimiter}"), delimiter, exact, depth + 1);
            }
            let name: Rc<str> = if exact { name } else { name.to_uppercase() }.into();
            let default = self.find_in_class(class, &field.name, None).0;
            let default = default.filter(|value| !matches!(&value.kind, V::Native(_)));
            self.record(&name, cast_name(&field.kind), default.as_ref(), false);
        }
    }

    /// The fields on the way to a nested value, and the type at its end.
    fn model_leaf(&mut self, class: Id, parts: &[&str], exact: bool) -> Option<(Vec<Rc<str>>, Type<'a>)> {
        let mut class = class;
        let mut way = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let fields = self.model_fields(class);
            let field = fields.into_iter().find(|field| {
                if exact { *field.name == **part } else { field.name.to_lowercase() == *part }
            })?;
            way.push(field.name);
            if at + 1 == parts.len() {
                return Some((way, field.kind));
            }
            match unwrapped(&field.kind) {
                Type::Model(nested) => class = *nested,
                _ => return None,
            }
        }
        None
    }

    fn put_nested(&mut self, table: &mut Table<'a>, parts: &[Rc<str>], value: Val<'a>) {
        let Some((first, rest)) = parts.split_first() else { return };
        let key = Val::str(first.clone());
        if rest.is_empty() {
            self.table_put(table, key, value);
            return;
        }
        let mut inner = Table::default();
        if let Some(Val { kind: V::Dict(id), .. }) = table.get(first)
            && let Object::Dict(known) = self.object(*id)
        {
            inner = known.clone();
        }
        self.put_nested(&mut inner, rest, value);
        let inner = Val::new(self.new_dict(inner));
        self.table_put(table, key, inner);
    }

    /// Validators before the type, the type, its bounds, validators after it.
    fn model_checked(
        &mut self,
        class: Id,
        field: &Field<'a>,
        info: &FieldInfo<'a>,
        value: Val<'a>,
    ) -> Eval<'a> {
        let validators: Vec<Validator<'a>> = self
            .model_validators(class)
            .into_iter()
            .filter(|validator| !validator.whole || validator.fields.iter().all(|field| &**field != "*"))
            .filter(|validator| validator.fields.iter().any(|name| &**name == "*" || *name == field.name))
            .collect();
        let unfollowed =
            self.model_validators(class).iter().any(|validator| validator.whole && validator.before);
        if unfollowed {
            return Ok(self.unsupported("a validator of a whole model", Some(self.statement)));
        }
        let kind = field.kind.clone();
        let info = info.clone();
        self.lifted(&[value], move |me, value| {
            let mut value = value[0].clone();
            for validator in validators.iter().filter(|validator| validator.before) {
                value = me.model_validate(class, validator, value)?;
            }
            value = match me.model_check(&kind, &value, 0)? {
                Checked::Good(made) => Val { place: value.place.or(made.place), ..made },
                Checked::Bad => return me.raise("ValidationError", "1 validation error".to_owned()),
            };
            if !info.bounds.is_empty() && !value.is_unknown() {
                match me.model_bounds(&info.bounds, &value)? {
                    Some(true) => {}
                    Some(false) => return me.raise("ValidationError", "1 validation error".to_owned()),
                    None => return Ok(me.unsupported("a bound of a field", Some(me.statement))),
                }
            }
            for validator in validators.iter().filter(|validator| !validator.before) {
                value = me.model_validate(class, validator, value)?;
            }
            Ok(value)
        })
    }

    fn model_validate(&mut self, class: Id, validator: &Validator<'a>, value: Val<'a>) -> Eval<'a> {
        let Some(V::Function(function)) = validator.function.as_ref().map(|function| function.kind.clone())
        else {
            return Ok(self.unsupported("a validator", Some(self.statement)));
        };
        let parameters = function.parameters.args.len() + function.parameters.posonlyargs.len();
        // `self` or `cls` and the value; more of them is the state of the check.
        let arguments = match (function.kind, parameters) {
            (super::super::object::MethodKind::Static, 1) => vec![value],
            (super::super::object::MethodKind::Static, _) | (_, 0 | 1 | 3..) => {
                return Ok(self.unsupported("a validator", Some(self.statement)));
            }
            _ => vec![Val::new(V::Class(class)), value],
        };
        match self.call_function(&function, None, arguments, Vec::new()) {
            Err(raise) if matches!(&*raise.class, "ValueError" | "AssertionError") => {
                self.raise("ValidationError", "1 validation error".to_owned())
            }
            result => result,
        }
    }

    /// Whether a value keeps to `gt=`, `max_length=` and the like; none: not followed.
    fn model_bounds(&mut self, bounds: &Named<'a>, value: &Val<'a>) -> Result<Option<bool>, Raise<'a>> {
        use std::cmp::Ordering::{Equal, Greater, Less};
        for (name, bound) in bounds {
            let (measured, good): (Val<'a>, &[std::cmp::Ordering]) = match &**name {
                "gt" => (value.clone(), &[Greater]),
                "ge" => (value.clone(), &[Greater, Equal]),
                "lt" => (value.clone(), &[Less]),
                "le" => (value.clone(), &[Less, Equal]),
                "min_length" | "max_length" => {
                    let length =
                        self.call(&Val::new(V::Symbol("len".into())), vec![value.clone()], Vec::new())?;
                    (length, if &**name == "min_length" { &[Greater, Equal] } else { &[Less, Equal] })
                }
                _ => return Ok(None),
            };
            match self.order(&measured, bound) {
                Ok(Some(order)) if good.contains(&order) => {}
                Ok(Some(_)) => return Ok(Some(false)),
                _ => return Ok(None),
            }
        }
        Ok(Some(true))
    }

    fn model_check(&mut self, kind: &Type<'a>, value: &Val<'a>, depth: u32) -> Check<'a> {
        let good = |kind: V<'a>| Ok(Checked::Good(Val { kind, place: value.place }));
        if value.is_unknown() || matches!(value.kind, V::Maybe(_)) {
            return Ok(Checked::Good(value.clone()));
        }
        if depth > MAX_MODELS {
            return Ok(Checked::Good(self.limit("models within models", value.place)));
        }
        let outcome = |me: &mut Self, result: Result<crate::python::Value, _>| match result {
            Ok(made) => Ok(Checked::Good(me.adopt(&made))),
            Err(Failure::Raises { .. }) => Ok(Checked::Bad),
            Err(Failure::Unsupported(what)) => Ok(Checked::Good(me.unsupported(what, value.place))),
            Err(Failure::Limit(which)) => Ok(Checked::Good(me.limit(which, value.place))),
        };
        match (kind, &value.kind) {
            (Type::Any, other) => good(other.clone()),
            (Type::None, V::None) => good(V::None),
            (Type::Str, V::Str(text)) => good(V::Str(text.clone())),
            (Type::PlainInt, V::Str(text)) => outcome(self, casts::int_of_text(text, 10)),
            (Type::PlainInt, _) => self.model_check(&Type::Int, value, depth),
            (Type::Int, V::Int(number)) => good(V::Int(*number)),
            (Type::Int, V::Bool(truth)) => good(V::Int((*truth).into())),
            (Type::Int, V::Float(number)) => {
                if number.fract() == 0.0 {
                    good(V::Int(*number as i128))
                } else {
                    Ok(Checked::Bad)
                }
            }
            (Type::Int, V::Str(text)) => {
                // `1.0` is one as well.
                let bare = text.trim();
                let whole = bare
                    .split_once('.')
                    .filter(|(_, rest)| !rest.is_empty() && rest.bytes().all(|b| b == b'0'));
                outcome(self, casts::int_of_text(whole.map_or(bare, |(whole, _)| whole), 10))
            }
            (Type::AtLeast(least), _) => match self.model_check(&Type::Int, value, depth)? {
                Checked::Good(Val { kind: V::Int(number), .. }) if number < *least => Ok(Checked::Bad),
                checked => Ok(checked),
            },
            (Type::Float, V::Float(number)) => good(V::Float(*number)),
            (Type::Float, V::Int(number)) => good(V::Float(*number as f64)),
            (Type::Float, V::Bool(truth)) => good(V::Float(f64::from(u8::from(*truth)))),
            (Type::Float, V::Str(text)) if text.contains('_') && text.trim() != &**text => {
                Ok(Checked::Good(self.unsupported("a number", value.place)))
            }
            (Type::Float, V::Str(text)) => outcome(self, casts::float_of_text(text)),
            (Type::Bool, V::Bool(truth)) => good(V::Bool(*truth)),
            (Type::Bool, V::Int(number @ (0 | 1))) => good(V::Bool(*number == 1)),
            (Type::Bool, V::Float(number)) if *number == 0.0 || *number == 1.0 => {
                good(V::Bool(*number == 1.0))
            }
            (Type::Bool, V::Str(text)) => match &*text.to_ascii_lowercase() {
                "1" | "on" | "t" | "true" | "y" | "yes" => good(V::Bool(true)),
                "0" | "off" | "f" | "false" | "n" | "no" => good(V::Bool(false)),
                _ => Ok(Checked::Bad),
            },
            (Type::Decimal, V::Decimal(text)) => good(V::Decimal(text.clone())),
            (Type::Decimal, V::Str(text)) => match casts::decimal_of_text(text) {
                Ok(made) if matches!(&made.kind, crate::python::Kind::Decimal(text) if text.contains('I')) => {
                    Ok(Checked::Bad)
                }
                made => outcome(self, made),
            },
            (Type::Decimal, V::Int(number)) => outcome(self, casts::decimal_of_text(&number.to_string())),
            (Type::Timedelta, V::Timedelta(micros)) => good(V::Timedelta(*micros)),
            (Type::Timedelta, V::Int(seconds)) => good(V::Timedelta(seconds.saturating_mul(1_000_000))),
            (Type::Path, V::Path(text)) => good(V::Path(text.clone())),
            (Type::Path, V::Str(text)) => outcome(self, path::construct(&[self.str_value(text)])),
            (Type::Secret, V::Str(text)) => good(V::Native(Rc::new(Native::Secret(text.clone())))),
            (Type::Secret, V::Native(native)) if matches!(&**native, Native::Secret(_)) => {
                good(value.kind.clone())
            }
            (Type::Email, V::Str(text)) => match plain_email(text) {
                true => good(V::Str(text.clone())),
                false if !text.contains('@') => Ok(Checked::Bad),
                false => Ok(Checked::Good(self.unsupported("an address for mail", value.place))),
            },
            (Type::Url(_), V::Native(native)) if matches!(&**native, Native::Dsn(_)) => {
                good(value.kind.clone())
            }
            (Type::Url(class), V::Str(text)) => match plain_dsn(class, text) {
                Some(true) => good(V::Native(Rc::new(Native::Dsn(text.clone())))),
                Some(false) => Ok(Checked::Bad),
                None => Ok(Checked::Good(self.unsupported(class.clone(), value.place))),
            },
            (Type::List(item), V::List(_) | V::Tuple(_) | V::Set(_)) => {
                match self.model_items(&[(**item).clone()], true, value, depth)? {
                    Some(items) => {
                        let list = self.new_list(items);
                        good(list)
                    }
                    None => Ok(Checked::Bad),
                }
            }
            (Type::Set(item), V::List(_) | V::Tuple(_) | V::Set(_)) => {
                match self.model_items(&[(**item).clone()], true, value, depth)? {
                    Some(items) => {
                        let set = self.set_of(items);
                        good(set)
                    }
                    None => Ok(Checked::Bad),
                }
            }
            (Type::Tuple(types, rest), V::List(_) | V::Tuple(_) | V::Set(_)) => {
                match self.model_items(types, *rest, value, depth)? {
                    Some(items) => good(V::Tuple(items.into())),
                    None => Ok(Checked::Bad),
                }
            }
            (Type::Dict(types), V::Dict(id)) => {
                let Object::Dict(table) = &*self.object_rc(*id) else {
                    return Ok(Checked::Good(self.unsupported("a dict", value.place)));
                };
                let mut made = Table { open: table.open.clone(), ..Table::default() };
                for (key, item) in table.pairs.values() {
                    match (
                        self.model_check(&types.0, key, depth + 1)?,
                        self.model_check(&types.1, item, depth + 1)?,
                    ) {
                        (Checked::Good(key), Checked::Good(item)) => self.table_put(&mut made, key, item),
                        _ => return Ok(Checked::Bad),
                    }
                }
                let dict = self.new_dict(made);
                good(dict)
            }
            (Type::Literal(values), _) => {
                for known in values.iter() {
                    match self.equal(known, value) {
                        Some(true) => return good(known.kind.clone()),
                        Some(false) => {}
                        None => return Ok(Checked::Good(self.hole_of(value, "one of several values"))),
                    }
                }
                Ok(Checked::Bad)
            }
            (Type::Enum(class), V::Instance(id)) => match self.object(*id) {
                Object::Instance { class: found, .. } if found == class => good(value.kind.clone()),
                _ => Ok(Checked::Bad),
            },
            (Type::Enum(class), _) => {
                for member in self.enum_members(*class).unwrap_or_default() {
                    let known = self.attribute(&member, "value")?;
                    match (&known.kind, self.equal(&known, value)) {
                        (_, Some(true)) => return Ok(Checked::Good(member)),
                        (V::Str(_), Some(false)) => {}
                        _ => return Ok(Checked::Good(self.unsupported("an enum", value.place))),
                    }
                }
                Ok(Checked::Bad)
            }
            (Type::Model(class), V::Instance(id)) => match self.object(*id) {
                Object::Instance { class: found, .. } if self.class_derives(*found, *class) == Some(true) => {
                    good(value.kind.clone())
                }
                _ => Ok(Checked::Bad),
            },
            (Type::Model(class), V::Dict(_)) => {
                let named = self.text_pairs(value);
                match self.instantiate_model(*class, &[], &named, false) {
                    Ok(made) => Ok(Checked::Good(made)),
                    Err(raise) if &*raise.class == "ValidationError" => Ok(Checked::Bad),
                    Err(raise) => Err(raise),
                }
            }
            (Type::Union(types), _) => self.model_union(types, value, depth),
            (Type::Other(what), _) => {
                let what = what.clone();
                Ok(Checked::Good(self.unknown(Reason::Unsupported(what), value.place)))
            }
            // Conversions that are rare enough to be left alone.
            (Type::Decimal, V::Float(_))
            | (Type::Timedelta, V::Str(_) | V::Float(_))
            | (Type::Str, V::Instance(_)) => Ok(Checked::Good(self.unsupported("a conversion", value.place))),
            (Type::Str, V::Bytes(_)) | (Type::Secret | Type::Url(_), V::Bytes(_) | V::Native(_)) => {
                Ok(Checked::Good(self.unsupported("a conversion", value.place)))
            }
            _ => Ok(Checked::Bad),
        }
    }

    /// Each item by its type; none: one does not fit.
    fn model_items(
        &mut self,
        types: &[Type<'a>],
        rest: bool,
        value: &Val<'a>,
        depth: u32,
    ) -> Result<Option<Vec<Val<'a>>>, Raise<'a>> {
        let items = match &value.kind {
            V::Set(id) => match self.object(*id) {
                Object::Set(table) => table.pairs.values().map(|(item, _)| item.clone()).collect(),
                _ => Vec::new(),
            },
            _ => self.raw_items(value),
        };
        if !rest && items.len() != types.len() {
            return Ok(None);
        }
        let mut made = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let Some(kind) = types.get(if rest { 0 } else { at }) else { return Ok(None) };
            match self.model_check(kind, item, depth + 1)? {
                Checked::Good(item) => made.push(item),
                Checked::Bad => return Ok(None),
            }
        }
        Ok(Some(made))
    }

    /// One of several types: the one that the value is already, else the one
    /// that alone takes it.
    fn model_union(&mut self, types: &[Type<'a>], value: &Val<'a>, depth: u32) -> Check<'a> {
        let exact = |kind: &Type<'a>| {
            matches!(
                (kind, &value.kind),
                (Type::None, V::None)
                    | (Type::Str, V::Str(_))
                    | (Type::Int, V::Int(_))
                    | (Type::Bool, V::Bool(_))
                    | (Type::Float, V::Float(_))
                    | (Type::Path, V::Path(_))
            )
        };
        if types.iter().any(exact) {
            return Ok(Checked::Good(value.clone()));
        }
        let mut found = Vec::new();
        for kind in types {
            if let Checked::Good(made) = self.model_check(kind, value, depth + 1)? {
                found.push(made);
            }
        }
        Ok(match found.len() {
            0 => Checked::Bad,
            1 => Checked::Good(found.remove(0)),
            _ => Checked::Good(self.unsupported("one of several types", value.place)),
        })
    }

    /// `settings.model_dump()`, `.dict()`, `.copy()`: methods that all models have.
    pub(in super::super) fn model_method(
        &mut self,
        instance: Id,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        let Object::Instance { class, attributes, .. } = *self.object(instance) else {
            return Ok(self.unsupported(format!(".{name}()"), Some(self.statement)));
        };
        if !matches!(name, "model_dump" | "dict") || !positional.is_empty() || !named.is_empty() {
            return Ok(self.unsupported(format!(".{name}()"), Some(self.statement)));
        }
        let mut table = Table::default();
        for field in self.model_fields(class) {
            let Some(value) = self.state(attributes, &field.name) else { continue };
            let value = match value.kind {
                V::Instance(id) if matches!(self.object(id), Object::Instance { class, .. } if self.model_of(*class).is_some()) => {
                    self.model_method(id, name, &[], &Vec::new())?
                }
                _ => value,
            };
            self.table_put(&mut table, Val::str(field.name.clone()), value);
        }
        Ok(Val::at(self.new_dict(table), self.statement))
    }
}

/// Where a class keeps its fields.
const FIELDS: &str = "_fields of the model";

fn is_pydantic(name: &str) -> bool {
    name.starts_with("pydantic.") || name.starts_with("pydantic_settings.")
}

fn union<'a>(types: &[Type<'a>]) -> Type<'a> {
    let mut all: Vec<Type<'a>> = Vec::new();
    for kind in types {
        match kind {
            Type::Union(inner) => all.extend(inner.iter().cloned()),
            other => all.push(other.clone()),
        }
    }
    Type::Union(all.into())
}

/// A type as pydantic 1 takes it.
fn older(kind: Type<'_>) -> Type<'_> {
    match kind {
        Type::Int => Type::PlainInt,
        Type::List(item) => Type::List(Rc::new(older((*item).clone()))),
        Type::Union(types) => Type::Union(types.iter().cloned().map(older).collect()),
        other => other,
    }
}

fn is_optional(kind: &Type<'_>) -> bool {
    matches!(kind, Type::Union(types) if types.iter().any(|kind| matches!(kind, Type::None)))
}

/// The type without its `| None`.
fn unwrapped<'t, 'a>(kind: &'t Type<'a>) -> &'t Type<'a> {
    match kind {
        Type::Union(types) => {
            let mut others = types.iter().filter(|kind| !matches!(kind, Type::None));
            match (others.next(), others.next()) {
                (Some(only), None) => only,
                _ => kind,
            }
        }
        kind => kind,
    }
}

/// Whether a text is JSON, and whether it must be; none: it is plain.
fn complex(kind: &Type<'_>) -> Option<bool> {
    match kind {
        Type::List(_) | Type::Set(_) | Type::Tuple(..) | Type::Dict(_) | Type::Model(_) => Some(true),
        Type::Union(types) => types.iter().find_map(complex).map(|_| false),
        _ => None,
    }
}

fn cast_name(kind: &Type<'_>) -> &'static str {
    match unwrapped(kind) {
        Type::Bool => "bool",
        Type::Int | Type::PlainInt | Type::AtLeast(_) => "int",
        Type::Float => "float",
        Type::Path => "path",
        Type::Url(_) => "url",
        Type::List(_) | Type::Set(_) | Type::Tuple(..) | Type::Dict(_) | Type::Model(_) => "json",
        _ => "str",
    }
}

/// The type of a field without an annotation.
fn type_of<'a>(value: V<'a>) -> Option<Type<'a>> {
    Some(match value {
        V::Str(_) => Type::Str,
        V::Int(_) => Type::PlainInt,
        V::Float(_) => Type::Float,
        V::Bool(_) => Type::Bool,
        V::List(_) => Type::List(Rc::new(Type::Any)),
        V::Dict(_) => Type::Dict(Rc::new((Type::Any, Type::Any))),
        V::Tuple(_) => Type::Tuple([Type::Any].into(), true),
        V::Path(_) => Type::Path,
        V::Unknown(_) | V::Maybe(_) => Type::Other("a field without an annotation".into()),
        _ => return None,
    })
}

fn plain_email(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let label =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    user.split('.').all(label)
        && host.split('.').all(label)
        && host
            .rsplit_once('.')
            .is_some_and(|(_, top)| top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase()))
        && !["localhost", "local", "invalid", "test"].iter().any(|special| host.ends_with(special))
}

/// Whether a URL is one for its class, and its text stays as it is; none: it is
/// not plain enough to be told.
fn plain_dsn(class: &str, text: &str) -> Option<bool> {
    let Some((scheme, rest)) = text.split_once("://") else { return Some(false) };
    let class = class.rsplit('.').next().unwrap_or(class);
    let schemes: &[&str] = match class {
        "HttpUrl" | "AnyHttpUrl" => &["http", "https"],
        "PostgresDsn" => &[
            "postgres",
            "postgresql",
            "postgresql+asyncpg",
            "postgresql+pg8000",
            "postgresql+psycopg",
            "postgresql+psycopg2",
            "postgresql+psycopg2cffi",
            "postgresql+py-postgresql",
            "postgresql+pygresql",
        ],
        "RedisDsn" => &["redis", "rediss"],
        "AmqpDsn" => &["amqp", "amqps"],
        "MySQLDsn" => &["mysql"],
        _ => return None,
    };
    let lower = scheme.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'+');
    if !schemes.contains(&scheme) {
        return if lower && !scheme.is_empty() && !class.contains("My") { Some(false) } else { None };
    }
    let (place, path) = rest.split_at(rest.find('/')?);
    let host = place.rsplit('@').next().unwrap_or("");
    if host.ends_with(':') {
        return None;
    }
    let (host, port) = host.split_once(':').unwrap_or((host, ""));
    let login = place.rsplit_once('@').map_or("", |(login, _)| login);
    let word = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    let small = host.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b));
    // Numbers and the port that is usual are written anew.
    let name = host.starts_with(|c: char| c.is_ascii_lowercase()) && small;
    let usual = matches!((scheme, port), ("http", "80") | ("https", "443"));
    let port = port.is_empty() || port.parse::<u16>().is_ok_and(|number| number.to_string() == port);
    let tail =
        path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.=&?".contains(&b)) && !path.contains("/.");
    (name && !usual && port && tail && login.split(':').all(word) && login.matches(':').count() < 2)
        .then_some(true)
}
