//! python-decouple 3.8: `config`, `Config`, `AutoConfig`, `Csv` and `Choices`.

use std::rc::Rc;

use super::super::object::{Id, Native, Reader, V, Val};
use super::super::{Eval, Evaluator, Raise};
use super::{Arguments, Missing, Source, Variable, path_text, plain_cast};
use crate::python::library::{Failure, casts, dotenv, ini, path};
use crate::python::value::{Kind, Value};

impl<'a> Evaluator<'a> {
    pub(super) fn call_decouple(&mut self, function: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        match function {
            "AutoConfig" => {
                let search = given.get(0, "search_path").unwrap_or_else(|| Val::new(V::None));
                Ok(self.make_reader(Reader::Decouple, &[("search", search.kind)]))
            }
            "Config" => match given.get(0, "repository") {
                Some(Val { kind: V::Native(native), .. }) => match &*native {
                    Native::Reader(Reader::Repository, state) => {
                        let kept = |name| self.state(*state, name).map_or(V::None, |value| value.kind);
                        let (data, is_ini) = (kept("data"), kept("ini"));
                        Ok(self.make_reader(Reader::Decouple, &[("data", data), ("ini", is_ini)]))
                    }
                    _ => Ok(self.unsupported("a repository", Some(self.statement))),
                },
                // A dict, or a ChainMap: `in` and `[]` are all that is asked of it.
                Some(mapping @ Val { kind: V::Dict(_), .. }) => {
                    Ok(self.make_reader(Reader::Decouple, &[("data", mapping.kind)]))
                }
                Some(other) => Ok(self.hole_of(&other, "a repository")),
                None => self.raise("TypeError", "missing the repository".to_owned()),
            },
            "RepositoryEmpty" => {
                let data = self.empty_dict();
                Ok(self.make_reader(Reader::Repository, &[("data", data.kind)]))
            }
            "RepositoryEnv" | "RepositoryIni" => {
                let Some(source) = given.get(0, "source") else {
                    return self.raise("TypeError", "missing the source".to_owned());
                };
                let Some(path) = path_text(&source) else {
                    return Ok(self.hole_of(&source, "the path of a file"));
                };
                let is_ini = function == "RepositoryIni";
                let data = match self.given_text(&path) {
                    Some(text) => self.decouple_data(text, is_ini)?,
                    None => self.unknown_file(&path),
                };
                Ok(self.make_reader(Reader::Repository, &[("data", data.kind), ("ini", V::Bool(is_ini))]))
            }
            "Csv" => {
                let option = |at, name| given.get(at, name).map(Box::new);
                let csv = Native::Csv {
                    cast: option(0, "cast"),
                    delimiter: given.text(1, "delimiter").unwrap_or_else(|| ",".into()),
                    strip: given.text(2, "strip"),
                    post_process: option(3, "post_process"),
                };
                Ok(Val::new(V::Native(Rc::new(csv))))
            }
            "Choices" => {
                let mut valid = Vec::new();
                for (at, name) in [(0, "flat"), (2, "choices")] {
                    let Some(all) = given.get(at, name) else { continue };
                    if all.is_unknown() {
                        return Ok(all);
                    }
                    for choice in self.raw_items(&all) {
                        valid.push(match (&choice.kind, name) {
                            (V::Tuple(pair), "choices") if pair.len() == 2 => pair[0].clone(),
                            _ => choice,
                        });
                    }
                }
                let valid = Val::new(self.new_list(valid));
                let cast = given.get(1, "cast").unwrap_or_else(|| Val::new(V::Symbol("str".into())));
                Ok(Val::new(V::Native(Rc::new(Native::Choices { valid, cast }))))
            }
            "strtobool" => match given.get(0, "value") {
                Some(value) => self.lifted(&[value], |me, value| me.decouple_bool(&value[0], false)),
                None => self.raise("TypeError", "missing the value".to_owned()),
            },
            _ => Ok(self.unsupported(format!("decouple.{function}()"), Some(self.statement))),
        }
    }

    /// What a repository has: texts by name, as a dict.
    fn decouple_data(&mut self, text: &str, is_ini: bool) -> Eval<'a> {
        let place = Some(self.statement);
        let pairs = if is_ini {
            match ini::section(text, "settings") {
                Ok(pairs) => pairs.unwrap_or_default(),
                Err(Failure::Raises { class, message }) => return self.raise(class, message),
                Err(Failure::Unsupported(what)) => return Ok(self.unsupported(what, place)),
                Err(Failure::Limit(which)) => return Ok(self.limit(which, place)),
            }
        } else {
            dotenv::decouple(text)
        };
        let dict = self.dict_of(
            pairs
                .into_iter()
                .map(|(name, value)| (Val::str(name), Val { kind: V::Str(value.into()), place })),
        );
        Ok(Val::new(dict))
    }

    /// The repository of a reader, which it looks for when it is first called.
    fn repository(&mut self, state: Id) -> Result<Val<'a>, Raise<'a>> {
        if let Some(data) = self.state(state, "data") {
            return Ok(data);
        }
        let folder = match self.state(state, "search") {
            Some(search) if !matches!(search.kind, V::None) => match path_text(&search) {
                Some(text) => match path::os_path("normpath", &[self.str_value(&text)], &[]) {
                    Ok(Value { kind: Kind::Str(text), .. }) => text.to_string(),
                    _ => return Ok(self.unsupported("a path", search.place)),
                },
                None => return Ok(self.hole_of(&search, "a path")),
            },
            _ => self.here(),
        };
        let data = match self.find_upwards(&folder, &["settings.ini", ".env"]) {
            Some(path) => {
                let is_ini = path.ends_with(".ini");
                self.bind_in(state, "ini", Val::new(V::Bool(is_ini)));
                let text = self.given_text(&path).unwrap_or_default();
                self.decouple_data(text, is_ini)?
            }
            None => self.empty_dict(),
        };
        self.bind_in(state, "data", data.clone());
        self.bind_in(state, "found", Val::new(V::Bool(true)));
        Ok(data)
    }

    pub(super) fn decouple_method(&mut self, state: Id, method: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        match method {
            "" | "__call__" | "get" => self.decouple_read(state, given),
            _ => Ok(self.unsupported(format!("config.{method}()"), Some(self.statement))),
        }
    }

    /// Whether it is a `Config`, which was told where to read, and no `AutoConfig`.
    pub(super) fn is_decouple_config(&self, state: Id) -> bool {
        self.state(state, "data").is_some() && self.state(state, "found").is_none()
    }

    fn decouple_read(&mut self, state: Id, given: Arguments<'_, 'a>) -> Eval<'a> {
        let Some(written) = given.get(0, "option") else {
            return self.raise("TypeError", "missing the option's name".to_owned());
        };
        let Some(name) = written.as_str().cloned() else {
            return Ok(self.hole_of(&written, "a variable whose name is not known"));
        };
        let defined =
            |value: &Val<'a>| !matches!(&value.kind, V::Symbol(symbol) if &**symbol == "decouple.undefined");
        let default = given.get(1, "default").filter(defined);
        let cast = given.get(2, "cast").filter(defined);
        let cast_name = self.cast_name(cast.as_ref(), None);
        let data = self.repository(state)?;
        let is_ini = self.state_flag(state, "ini") == Some(true);
        // Names of an INI file are the same in small and capital letters.
        let key = if is_ini { name.to_lowercase() } else { name.to_string() };
        let pairs = self.text_pairs(&data);
        let filed = match pairs.iter().find(|(known, _)| **known == *key) {
            // A file that was not given may have it.
            _ if data.is_unknown() => Some(Val { kind: data.kind.clone(), place: Some(self.statement) }),
            // The environment comes first, and then nothing is interpolated.
            Some(_) if is_ini && matches!(self.variable(&name), Variable::Set(_)) => None,
            Some((_, Val { kind: V::Str(text), place })) if is_ini => {
                let texts: Vec<(String, String)> = pairs
                    .iter()
                    .filter_map(|(key, value)| Some((key.to_string(), value.as_str()?.to_string())))
                    .collect();
                let text = ini::interpolated(&texts, text).map(|text| self.str_value(&text));
                Some(Val { kind: self.outcome(text)?.kind, place: *place })
            }
            found => found.map(|(_, value)| value.clone()),
        };
        let missing = match (filed, default) {
            (Some(text), _) => Missing::Filed(text),
            (None, Some(default)) => Missing::Default(default),
            (None, None) => Missing::Raise(
                "UndefinedValueError",
                format!("{name} not found. Declare it as envvar or define a default value."),
            ),
        };
        self.read_as(&name, missing, cast_name, &mut |me, value, _: Source| match &cast {
            None => Ok(value),
            Some(_) if value.is_unknown() => Ok(value),
            Some(Val { kind: V::Symbol(name), .. }) if &**name == "bool" => me.decouple_bool(&value, true),
            Some(cast) => me.call(cast, vec![value], Vec::new()),
        })
    }

    /// `cast=bool`, which takes any value by its text, and `strtobool`.
    fn decouple_bool(&mut self, value: &Val<'a>, by_text: bool) -> Eval<'a> {
        let text = match &value.kind {
            V::Bool(_) => return Ok(value.clone()),
            V::Str(text) => text.to_string(),
            _ if value.is_unknown() => return Ok(value.clone()),
            _ if !by_text => return Ok(self.hole_of(value, "a truth value")),
            _ => {
                let text = self.call(&Val::new(V::Symbol("str".into())), vec![value.clone()], Vec::new())?;
                match text.as_str() {
                    Some(text) => text.to_string(),
                    None => return Ok(self.hole_of(value, "a truth value")),
                }
            }
        };
        if text.is_empty() && !by_text {
            return self.raise("ValueError", "Invalid truth value: ".to_owned());
        }
        let result = casts::decouple_bool(&text).map(|truth| Value::unplaced(Kind::Bool(truth)));
        let made = self.outcome(result)?;
        Ok(Val { kind: made.kind, place: value.place })
    }

    /// `Csv(...)(value)` and `Choices(...)(value)`.
    pub(in super::super) fn decouple_helper(
        &mut self,
        native: &Rc<Native<'a>>,
        value: Option<&Val<'a>>,
    ) -> Eval<'a> {
        let Some(value) = value else { return self.raise("TypeError", "a value is missing".to_owned()) };
        if value.is_unknown() {
            return Ok(value.clone());
        }
        match &**native {
            Native::Choices { valid, cast } => {
                let made = self.call(cast, vec![value.clone()], Vec::new())?;
                let mut known = true;
                for choice in self.raw_items(valid) {
                    match self.equal(&choice, &made) {
                        Some(true) => return Ok(made),
                        Some(false) => {}
                        None => known = false,
                    }
                }
                if !known {
                    return Ok(self.hole_of(&made, "one of several choices"));
                }
                let shown = |me: &Self, value: &Val<'a>| {
                    me.plain(value).and_then(|value| crate::python::library::text::repr_of(&value).ok())
                };
                let message = match (shown(self, value), shown(self, valid)) {
                    (Some(value), Some(valid)) => {
                        format!("Value not in list: {value}; valid values are {valid}")
                    }
                    _ => "Value not in list".to_owned(),
                };
                self.raise("ValueError", message)
            }
            Native::Csv { cast, delimiter, strip, post_process } => {
                let post = post_process.as_deref();
                if matches!(value.kind, V::None) {
                    return match post {
                        Some(post) => self.call(post, Vec::new(), Vec::new()),
                        None => Ok(Val::new(self.new_list(Vec::new()))),
                    };
                }
                let Some(text) = value.as_str().cloned() else {
                    let class = self.type_name(value);
                    return self.raise("AttributeError", format!("'{class}' object has no attribute 'read'"));
                };
                let plain = cast.as_deref().map_or(Some(casts::Plain::Str), plain_cast);
                let csv = casts::Csv {
                    cast: plain.unwrap_or(casts::Plain::Str),
                    delimiter: delimiter.to_string(),
                    strip: strip.as_ref().map(ToString::to_string),
                };
                let result = casts::decouple_csv(&text, &csv);
                let mut list = self.outcome(result)?;
                self.place_items(&list, value.place.or(Some(self.statement)));
                if let (None, Some(cast)) = (plain, cast) {
                    // A cast of the settings' own.
                    let items = self.raw_items(&list);
                    let mut made = Vec::with_capacity(items.len());
                    for item in items {
                        made.push(self.call(cast, vec![item], Vec::new())?);
                    }
                    list = Val::new(self.new_list(made));
                }
                match post {
                    Some(post) => self.call(post, vec![list], Vec::new()),
                    None => Ok(list),
                }
            }
            _ => Ok(self.unsupported("a call of an object", Some(self.statement))),
        }
    }
}
