//! environs 15: `Env` with its prefixes, expansion, subcasts, validators and
//! errors that wait for `seal()`.

use std::rc::Rc;

use super::super::object::{Id, Native, Reader, V, Val, merge_unknown};
use super::super::{Eval, Evaluator};
use super::{Arguments, Missing, Source};
use crate::python::library::casts;

/// Variables that name variables.
const MAX_EXPANSIONS: u32 = 16;

impl<'a> Evaluator<'a> {
    pub(super) fn call_environs(&mut self, function: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        match function {
            "Env" | "FileAwareEnv" => {
                let reader = if function == "Env" { Reader::Environs } else { Reader::EnvironsFiles };
                let option = |name: &str| given.named(name).map_or(V::None, |value| value.kind);
                let eager = !matches!(option("eager"), V::Bool(false));
                let prefix = match option("prefix") {
                    V::Str(prefix) => prefix,
                    _ => "".into(),
                };
                Ok(self.make_reader(
                    reader,
                    &[
                        ("eager", V::Bool(eager)),
                        ("expand_vars", option("expand_vars")),
                        ("_prefix", V::Str(prefix)),
                        ("_suffix", option("file_suffix")),
                        ("_strip", option("strip_whitespace")),
                    ],
                ))
            }
            // Of old: a function of the class, which fills the environment.
            "Env.read_env" => {
                self.load_environs(None, given);
                Ok(Val::new(V::Bool(true)))
            }
            _ => match function.strip_prefix("validate.") {
                Some(name) => {
                    let mut options = given.named.clone();
                    for (at, value) in given.positional.iter().enumerate() {
                        let name = match (name, at) {
                            ("OneOf" | "NoneOf", 0) => "choices",
                            ("Range" | "Length", 0) => "min",
                            ("Range" | "Length", 1) => "max",
                            _ => "?",
                        };
                        options.push((name.into(), value.clone()));
                    }
                    let options = options.into_iter().map(|(name, value)| (Val::str(name), value));
                    let options = Val::new(self.dict_of(options));
                    Ok(self.make_reader(
                        Reader::Repository,
                        &[("validator", V::Str(name.into())), ("options", options.kind)],
                    ))
                }
                None => Ok(self.unsupported(format!("environs.{function}()"), Some(self.statement))),
            },
        }
    }

    /// `env.read_env()`: the file's names are this reader's, not the environment's.
    fn load_environs(&mut self, state: Option<Id>, given: Arguments<'_, 'a>) {
        let given_path = given.get(0, "path").filter(|path| !matches!(path.kind, V::None));
        let recurse = !matches!(given.get(1, "recurse").map(|value| value.kind), Some(V::Bool(false)));
        let path = match &given_path {
            None => {
                let here = self.here();
                if recurse { self.find_upwards(&here, &[".env"]) } else { Some(format!("{here}/.env")) }
            }
            Some(path) => match super::path_text(path) {
                Some(path) if recurse => {
                    let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
                    self.find_upwards(folder, &[name])
                }
                path => path.map(|path| path.to_string()),
            },
        };
        let Some(text) = path.as_deref().and_then(|path| self.given_text(path)) else { return };
        let overwrite = given.flag(2, "override");
        let Some(state) = state else {
            self.load_dotenv(text, overwrite, true);
            return;
        };
        let mut known = match self.state(state, "_environ") {
            Some(known) => self.text_pairs(&known),
            None => Vec::new(),
        };
        for (name, value) in self.dotenv_pairs(text, true, true) {
            if matches!(value.kind, V::None) {
                continue;
            }
            match known.iter_mut().find(|(known, _)| **known == *name) {
                Some(pair) if overwrite => pair.1 = value,
                Some(_) => {}
                None => known.push((name.into(), value)),
            }
        }
        let dict = self.dict_of(known.into_iter().map(|(name, value)| (Val::str(name), value)));
        self.bind_in(state, "_environ", Val::new(dict));
    }

    pub(super) fn environs_method(
        &mut self,
        reader: Reader,
        state: Id,
        method: &str,
        given: Arguments<'_, 'a>,
    ) -> Eval<'a> {
        match method {
            "read_env" => {
                self.load_environs(Some(state), given);
                return Ok(Val::new(V::Bool(true)));
            }
            "seal" => {
                self.bind_in(state, "_sealed", Val::new(V::Bool(true)));
                if let Some(Val { kind: V::Unknown(why), .. }) = self.state(state, "_missing") {
                    self.doubt(Some("EnvValidationError"), true, &why);
                }
                return match self.state(state, "_errors") {
                    Some(errors) => {
                        let errors = errors.as_str().map(ToString::to_string).unwrap_or_default();
                        self.raise(
                            "EnvValidationError",
                            format!("Environment variables invalid: {{{errors}}}"),
                        )
                    }
                    None => Ok(Val::new(V::None)),
                };
            }
            "prefixed" => {
                let Some(more) = given.text(0, "prefix") else {
                    return Ok(self.unsupported("a prefix", Some(self.statement)));
                };
                let before = self.state_text(state, "_prefix");
                // The block that follows has it; its end takes it away.
                self.bind_in(state, "_prefix", Val::str(format!("{before}{more}")));
                return Ok(Val::new(V::Native(Rc::new(Native::Prefixed { reader, state, before }))));
            }
            "add_parser" | "parser_for" => {
                let Some(name) = given.text(0, "name") else {
                    return Ok(self.unsupported("a parser", Some(self.statement)));
                };
                return match given.get(1, "func") {
                    Some(function) => {
                        self.bind_in(state, &format!("_parser {name}"), function);
                        Ok(Val::new(V::None))
                    }
                    None => Ok(Val::new(V::Native(Rc::new(Native::ParserFor { state, name })))),
                };
            }
            "dump" => return Ok(self.unsupported("env.dump()", Some(self.statement))),
            _ => {}
        }
        if self.state_flag(state, "_sealed") == Some(true) {
            return self.raise(
                "EnvSealedError",
                "Env has already been sealed. New values cannot be parsed.".to_owned(),
            );
        }
        let Some(written) = given.get(0, "name") else {
            return self.raise("TypeError", "missing the variable's name".to_owned());
        };
        let Some(name) = written.as_str().cloned() else {
            return Ok(self.hole_of(&written, "a variable whose name is not known"));
        };
        let parser = self.state(state, &format!("_parser {method}"));
        let cast_name = match method {
            "bool" | "int" | "float" | "list" | "dict" | "json" | "path" => {
                ["bool", "int", "float", "list", "dict", "json", "path"]
                    .into_iter()
                    .find(|known| *known == method)
                    .unwrap_or("str")
            }
            "log_level" => "int",
            "url" | "dj_db_url" | "dj_email_url" | "dj_cache_url" => "url",
            "" | "__call__" | "str" | "decimal" | "timedelta" | "date" | "time" | "datetime" | "uuid"
            | "enum" => "str",
            _ if parser.is_some() => "str",
            _ => return Ok(self.unsupported(format!("env.{method}()"), Some(self.statement))),
        };
        let name: Rc<str> = format!("{}{name}", self.state_text(state, "_prefix")).into();
        let default = given
            .get(1, "default")
            .filter(|value| !matches!(&value.kind, V::Symbol(symbol) if &**symbol == "Ellipsis"));
        // Functions get the default as well; fields give it as it is.
        let by_function = method.starts_with("dj_") || parser.is_some();
        let eager = self.state_flag(state, "eager") != Some(false);
        let method: Rc<str> = method.into();
        let unset = format!("Environment variable \"{name}\" not set");
        let filed = self.state(state, "_environ").and_then(|known| {
            self.text_pairs(&known).into_iter().find(|(known, _)| **known == *name).map(|(_, value)| value)
        });
        let missing = match (filed, default.clone()) {
            (Some(text), _) => Missing::Filed(text),
            (None, Some(default)) => Missing::Default(default),
            (None, None) => Missing::Raise("EnvNotSetError", unset.clone()),
        };
        let doubts = self.doubts.len();
        let file = self.environs_file(reader, state, &name);
        let mut act = |me: &mut Self, value: Val<'a>, source: Source| {
            if source == Source::Default && !by_function {
                return Ok(value);
            }
            let value = me.environs_expanded(state, value, 0)?;
            let (parser, default, method) = (parser.clone(), default.clone(), method.clone());
            let (unset, name) = (unset.clone(), name.clone());
            me.lifted(&[value], move |me, value| {
                let value = value[0].clone();
                if matches!(&value.kind, V::Symbol(symbol) if &**symbol == UNSET) {
                    return match &default {
                        Some(default) => Ok(default.clone()),
                        None => me.raise("EnvNotSetError", unset.clone()),
                    };
                }
                if value.is_unknown() {
                    return Ok(value);
                }
                let made = match &parser {
                    Some(parser) => me.call(parser, vec![value], Vec::new()),
                    None => me.environs_cast(&method, &name, value, given),
                };
                match made {
                    Err(raise) if matches!(&*raise.class, "ValidationError" | "EnvError") => {
                        let message = raise.message.as_deref().unwrap_or_default();
                        me.raise(
                            "EnvValidationError",
                            format!("Environment variable \"{name}\" invalid: {message}"),
                        )
                    }
                    made => made,
                }
            })
        };
        let result = match file {
            Some(text) => act(self, text, Source::Text),
            None => self.read_as(&name, missing, cast_name, &mut act),
        };
        if eager {
            return result;
        }
        // What is wrong is said by `seal()`.
        match result {
            Err(raise) if matches!(&*raise.class, "EnvNotSetError" | "EnvValidationError") => {
                let message =
                    match raise.message.as_deref().and_then(|message| message.split_once(" invalid: ")) {
                        Some((_, message)) => message.to_owned(),
                        None => "Environment variable not set.".to_owned(),
                    };
                let before = self.state_text(state, "_errors");
                let comma = if before.is_empty() { "" } else { ", " };
                let errors = format!("{before}{comma}'{name}': ['{message}']");
                self.bind_in(state, "_errors", Val::str(errors));
                Ok(Val::new(V::None))
            }
            result => {
                if let Some(doubt) = self.doubts.get(doubts).cloned() {
                    self.doubts.truncate(doubts);
                    self.bind_in(state, "_missing", Val::new(V::Unknown(doubt.because)));
                }
                result
            }
        }
    }

    /// `FileAwareEnv`: the content of the file that `NAME_FILE` names.
    fn environs_file(&mut self, reader: Reader, state: Id, name: &Rc<str>) -> Option<Val<'a>> {
        if reader != Reader::EnvironsFiles {
            return None;
        }
        let suffix = match self.state(state, "_suffix").map(|suffix| suffix.kind) {
            Some(V::Str(suffix)) => suffix,
            _ => "_FILE".into(),
        };
        let super::Variable::Set(path) = self.variable(&format!("{name}{suffix}")) else { return None };
        let path = path.as_str().filter(|path| !path.is_empty())?.clone();
        self.record(name, "str", None, false);
        let strip = self.state_flag(state, "_strip") == Some(true);
        Some(match self.given_text(&path) {
            Some(text) if strip => Val::str(crate::python::library::strip(text)),
            Some(text) => Val::str(text),
            None => self.unknown_file(&path),
        })
    }

    /// `${NAME}` and `${NAME:-default}` replaced, where the reader does so.
    fn environs_expanded(&mut self, state: Id, value: Val<'a>, depth: u32) -> Eval<'a> {
        let Some(text) = value.as_str().cloned() else { return Ok(value) };
        if self.state_flag(state, "expand_vars") != Some(true) {
            return Ok(value);
        }
        let mut parts: Vec<Val<'a>> = Vec::new();
        let mut rest = &*text;
        let mut plain = String::new();
        while let Some(at) = rest.find("${") {
            let inner = &rest[at + 2..];
            let length = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
            let (name, after) = inner.split_at(length);
            let found = match after.strip_prefix('}') {
                Some(after) => Some((None, after)),
                None => after
                    .strip_prefix(":-")
                    .and_then(|after| after.split_once('}'))
                    .filter(|(default, _)| !default.contains(':'))
                    .map(|(default, after)| (Some(default), after)),
            };
            let escaped = rest[..at].ends_with('\\');
            let Some((default, after)) = found.filter(|_| !escaped && length > 0) else {
                plain.push_str(&rest[..at + 2]);
                rest = inner;
                continue;
            };
            plain.push_str(&rest[..at]);
            parts.push(Val::str(std::mem::take(&mut plain)));
            if depth > MAX_EXPANSIONS {
                return self.raise("RecursionError", "maximum recursion depth exceeded".to_owned());
            }
            let missing = default.map_or_else(|| Val::new(V::Symbol(UNSET.into())), Val::str);
            let named =
                self.read_as(&name.into(), Missing::Default(missing), "str", &mut |_, value, _| Ok(value))?;
            let named =
                self.lifted(&[named], |me, value| me.environs_expanded(state, value[0].clone(), depth + 1))?;
            parts.push(named);
            rest = after;
        }
        plain.push_str(rest);
        if parts.is_empty() {
            return Ok(Val { kind: V::Str(text.replace("\\$", "$").into()), place: value.place });
        }
        parts.push(Val::str(plain));
        let place = value.place;
        self.lifted(&parts, move |me, parts| {
            if let Some(unknown) = me.unknown_of(parts) {
                return Ok(unknown);
            }
            if let Some(unset) = parts.iter().find(|part| matches!(part.kind, V::Symbol(_))) {
                return Ok(unset.clone());
            }
            let text: String = parts.iter().filter_map(|part| part.as_str()).map(|part| &**part).collect();
            Ok(Val { kind: V::Str(text.into()), place })
        })
    }

    /// One text through the field of a method, then through its validators.
    fn environs_cast(
        &mut self,
        method: &str,
        name: &Rc<str>,
        value: Val<'a>,
        given: Arguments<'_, 'a>,
    ) -> Eval<'a> {
        let Some(text) = value.as_str().cloned() else {
            return match method {
                "dj_db_url" | "dj_email_url" | "dj_cache_url" => self.environs_by_url(method, value, given),
                _ => Ok(self.hole_of(&value, "an environment variable")),
            };
        };
        let subcast = |name: &str| given.named(name).filter(|cast| !matches!(cast.kind, V::None));
        let list_cast = given.get(2, "subcast").filter(|cast| !matches!(cast.kind, V::None));
        let delimiter = given.named("delimiter").and_then(|value| value.as_str().map(ToString::to_string));
        let delimiter = delimiter.unwrap_or_else(|| ",".to_owned());
        let cast = match method {
            "" | "__call__" | "str" => casts::Environs::Str,
            "bool" => casts::Environs::Bool,
            "int" => casts::Environs::Int,
            "float" => casts::Environs::Float,
            "decimal" => casts::Environs::Decimal,
            "json" => casts::Environs::Json,
            "path" => casts::Environs::Path,
            "log_level" => casts::Environs::LogLevel,
            "timedelta" if given.named("format").is_none() => casts::Environs::Timedelta,
            "list" => match list_cast.as_ref().map(environs_subcast) {
                None => casts::Environs::List { subcast: None, delimiter },
                Some(Some(cast)) => casts::Environs::List { subcast: Some(Box::new(cast)), delimiter },
                // A cast of the settings' own, of each part.
                Some(None) => {
                    let parts: Vec<Val<'a>> = match &*text {
                        "" => Vec::new(),
                        text => text.split(delimiter.as_str()).map(Val::str).collect(),
                    };
                    let cast = list_cast.expect("matched above");
                    let mut made = Vec::with_capacity(parts.len());
                    for part in parts {
                        made.push(self.call(&cast, vec![part], Vec::new())?);
                    }
                    let list = Val::at(self.new_list(made), self.statement);
                    return self.environs_validated(list, given);
                }
            },
            "dict" => {
                let casts = [subcast("subcast_keys"), subcast("subcast_values")];
                let [keys, values] = casts.map(|cast| cast.map(|cast| environs_subcast(&cast)));
                match (keys, values) {
                    (Some(None), _) | (_, Some(None)) => {
                        return Ok(self.unsupported("a cast", Some(self.statement)));
                    }
                    (keys, values) => casts::Environs::Dict {
                        keys: keys.flatten().map(Box::new),
                        values: values.flatten().map(Box::new),
                        delimiter,
                        between: given
                            .named("key_value_delimiter")
                            .and_then(|value| value.as_str().map(ToString::to_string))
                            .unwrap_or_else(|| "=".to_owned()),
                    },
                }
            }
            "url" => {
                return if super::is_plain_url(&text) {
                    let url = self.parsed_url("urlparse", &[Val::str(text)], &Vec::new())?;
                    self.environs_validated(url.placed(self.statement), given)
                } else if !text.contains("://") {
                    self.raise("ValidationError", "Not a valid URL.".to_owned())
                } else {
                    Ok(self.unsupported("a URL", Some(self.statement)))
                };
            }
            // No date begins with a letter.
            "date" | "time" | "datetime" if !text.starts_with(|c: char| c.is_ascii_digit()) => {
                return self.raise("ValidationError", format!("Not a valid {method}."));
            }
            "uuid" if text.bytes().filter(u8::is_ascii_hexdigit).count() != 32 => {
                return self.raise("ValidationError", "Not a valid UUID.".to_owned());
            }
            "enum" => return self.environs_enum(&text, given),
            "dj_db_url" | "dj_email_url" | "dj_cache_url" => {
                return self.environs_by_url(method, value, given);
            }
            _ => return Ok(self.unsupported(format!("env.{method}()"), Some(self.statement))),
        };
        let made = self.outcome(casts::environs(name, &text, &cast))?;
        let made = made.placed(self.statement);
        self.environs_validated(made, given)
    }

    fn environs_by_url(&mut self, method: &str, url: Val<'a>, given: Arguments<'_, 'a>) -> Eval<'a> {
        match self.environs_url(method, url, given) {
            Ok(made) => made,
            Err(message) => self.raise("ValidationError", message),
        }
    }

    /// `env.enum(NAME, enum=Color)`: a member by its name, or by its value.
    fn environs_enum(&mut self, text: &Rc<str>, given: Arguments<'_, 'a>) -> Eval<'a> {
        let Some(Val { kind: V::Class(class), .. }) = given.named("enum").or_else(|| given.named("type"))
        else {
            return Ok(self.unsupported("env.enum()", Some(self.statement)));
        };
        let Some(members) = self.enum_members(class) else {
            return Ok(self.unsupported("env.enum()", Some(self.statement)));
        };
        if given.flag(usize::MAX, "ignore_case") {
            return Ok(self.unsupported("env.enum()", Some(self.statement)));
        }
        let attribute = if given.flag(usize::MAX, "by_value") { "value" } else { "name" };
        let mut shown = Vec::new();
        for member in members {
            let known = self.attribute(&member, attribute)?;
            match self.equal(&known, &Val::str(text.clone())) {
                Some(true) => return self.environs_validated(member, given),
                Some(false) => shown.extend(known.as_str().map(ToString::to_string)),
                None => return Ok(self.hole_of(&known, "a member of an enum")),
            }
        }
        self.raise("ValidationError", format!("Must be one of: {}.", shown.join(", ")))
    }

    /// `validate=`: one validator or several; each raises or is content.
    fn environs_validated(&mut self, value: Val<'a>, given: Arguments<'_, 'a>) -> Eval<'a> {
        let Some(validate) = given.named("validate") else { return Ok(value) };
        for validator in self.one_or_each(&validate) {
            let known = match &validator.kind {
                V::Native(native) => match &**native {
                    Native::Reader(Reader::Repository, state) => {
                        let name = self.state_text(*state, "validator");
                        let options = self.state(*state, "options").map(|options| self.text_pairs(&options));
                        Some((name, options.unwrap_or_default()))
                    }
                    _ => None,
                },
                _ => None,
            };
            let Some((name, options)) = known else {
                let answer = self.call(&validator, vec![value.clone()], Vec::new())?;
                if answer.is_unknown() {
                    return Ok(answer);
                }
                continue;
            };
            match self.environs_check(&name, &options, &value)? {
                Some(true) => {}
                Some(false) => {
                    let message = options.iter().find(|(name, _)| &**name == "error");
                    let message = message.and_then(|(_, message)| message.as_str().map(ToString::to_string));
                    return self
                        .raise("ValidationError", message.unwrap_or_else(|| "Invalid value.".to_owned()));
                }
                None => {
                    let unknown = self.unsupported(format!("validate.{name}()"), Some(self.statement));
                    let why = merge_unknown([&unknown]).expect("it is unknown");
                    self.doubt(Some("EnvValidationError"), false, &why);
                    return Ok(unknown);
                }
            }
        }
        Ok(value)
    }

    /// Whether a validator of marshmallow is content; none: not followed.
    fn environs_check(
        &mut self,
        name: &str,
        options: &[(Rc<str>, Val<'a>)],
        value: &Val<'a>,
    ) -> Result<Option<bool>, super::super::Raise<'a>> {
        let option =
            |wanted: &str| options.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone());
        let measured = match name {
            "Range" => value.clone(),
            "Length" => self.call(&Val::new(V::Symbol("len".into())), vec![value.clone()], Vec::new())?,
            "OneOf" | "NoneOf" => {
                let Some(choices) = option("choices") else { return Ok(None) };
                let mut found = Some(false);
                for choice in self.raw_items(&choices) {
                    match self.equal(&choice, value) {
                        Some(true) => return Ok(Some(name == "OneOf")),
                        Some(false) => {}
                        None => found = None,
                    }
                }
                return Ok(found.map(|_| name == "NoneOf"));
            }
            _ => return Ok(None),
        };
        if options.iter().any(|(name, _)| !matches!(&**name, "min" | "max" | "equal" | "error")) {
            return Ok(None);
        }
        for (bound, bad) in [("min", std::cmp::Ordering::Less), ("max", std::cmp::Ordering::Greater)] {
            let Some(limit) = option(bound).filter(|limit| !matches!(limit.kind, V::None)) else { continue };
            match self.order(&measured, &limit) {
                Ok(Some(order)) if order == bad => return Ok(Some(false)),
                Ok(Some(_)) => {}
                _ => return Ok(None),
            }
        }
        match option("equal") {
            Some(wanted) => Ok(self.equal(&wanted, &measured)),
            None => Ok(Some(true)),
        }
    }
}

/// Stands for a variable that another one names and that is not set.
const UNSET: &str = "environs.unset";

fn environs_subcast(cast: &Val<'_>) -> Option<casts::Environs> {
    let V::Symbol(name) = &cast.kind else { return None };
    Some(match &**name {
        "str" => casts::Environs::Str,
        "int" => casts::Environs::Int,
        "float" => casts::Environs::Float,
        "bool" => casts::Environs::Bool,
        "decimal.Decimal" => casts::Environs::Decimal,
        _ => return None,
    })
}
