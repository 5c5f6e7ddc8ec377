//! dynaconf 3: `Dynaconf(...)`, and `DjangoDynaconf(__name__)` at the end of
//! the settings.
//!
//! Its variables are texts in TOML, and any of them may set any setting: where
//! the environment is not known, no setting is more than usual. Hooks, merges,
//! templates and loaders are not followed.

use std::rc::Rc;

use super::super::heap::Usual;
use super::super::object::{Id, Object, Reader, Table, V, Val, merge_unknown};
use super::super::{Eval, Evaluator, Raise, export};
use super::{Arguments, Missing, Source, Variable};
use crate::python::library::{Failure, casts, json};
use crate::python::value::Unknown;

/// Options that are followed; any other makes all values unknown.
const FOLLOWED: [&str; 12] = [
    "envvar_prefix",
    "ENVVAR_PREFIX_FOR_DYNACONF",
    "settings_files",
    "settings_file",
    "environments",
    "ENVIRONMENTS_FOR_DYNACONF",
    "load_dotenv",
    "LOAD_DOTENV_FOR_DYNACONF",
    "root_path",
    "validators",
    "lowercase_read",
    "core_loaders",
];
/// Extensions of files that are found without being named.
const EXTENSIONS: [&str; 7] = ["toml", "tml", "yaml", "yml", "ini", "conf", "json"];

impl<'a> Evaluator<'a> {
    pub(super) fn call_dynaconf(&mut self, function: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        match function {
            "Dynaconf" | "LazySettings" => self.make_dynaconf(given),
            "DjangoDynaconf" | "contrib.DjangoDynaconf" => self.django_dynaconf(given),
            // What is checked does not change what there is.
            "Validator" => Ok(Val::new(V::None)),
            _ => Ok(self.unsupported(format!("dynaconf.{function}()"), Some(self.statement))),
        }
    }

    /// `.env` above the settings, where it is asked for.
    fn dynaconf_dotenv(&mut self) {
        let here = self.here();
        if let Some(path) = self.find_upwards(&here, &[".env"])
            && let Some(text) = self.given_text(&path)
        {
            self.load_dotenv(text, false, true);
        }
    }

    /// Why nothing of it is known, if an option is not followed.
    fn dynaconf_option(&self, given: Arguments<'_, 'a>) -> Option<Val<'a>> {
        let other = given.named.iter().find(|(name, value)| {
            !FOLLOWED.contains(&&**name) || value.is_unknown() || matches!(value.kind, V::Maybe(_))
        });
        other
            .map(|(name, _)| self.unsupported(format!("the option {name} of dynaconf"), Some(self.statement)))
    }

    /// The upper-case prefix; none for `envvar_prefix=False`.
    fn dynaconf_prefix(given: Arguments<'_, 'a>, usual: &str) -> Option<String> {
        let option = given.named("envvar_prefix").or_else(|| given.named("ENVVAR_PREFIX_FOR_DYNACONF"));
        match option.map(|value| value.kind) {
            Some(V::Str(prefix)) => Some(prefix.to_uppercase()),
            Some(V::Bool(false)) => None,
            _ => Some(usual.to_owned()),
        }
    }

    /// `Dynaconf(settings_files=[...], envvar_prefix="X")`.
    fn make_dynaconf(&mut self, given: Arguments<'_, 'a>) -> Eval<'a> {
        if let Some(unknown) = self.dynaconf_option(given) {
            return Ok(unknown);
        }
        if given.flag(usize::MAX, "load_dotenv") {
            self.dynaconf_dotenv();
        }
        let layered = given.flag(usize::MAX, "environments");
        let files = given.named("settings_files").or_else(|| given.named("settings_file"));
        let mut data = Val::new(self.new_dict(Table::default()));
        let folder = match given.named("root_path").and_then(|path| super::path_text(&path)) {
            Some(path) => path.to_string(),
            None => self.here(),
        };
        for file in files.map(|files| self.one_or_each(&files)).unwrap_or_default() {
            let Some(path) = super::path_text(&file) else { return Ok(self.hole_of(&file, "a path")) };
            let path =
                if path.starts_with(['/', '<']) { path.to_string() } else { format!("{folder}/{path}") };
            let Some(text) = self.given_text(&path) else { continue };
            match self.dynaconf_file(&path, text, layered) {
                Ok(layers) => {
                    for layer in layers {
                        let V::Dict(id) = data.kind else { break };
                        for (name, value) in self.text_pairs(&layer) {
                            let name = Val::str(name.to_uppercase());
                            let mut table = match &*self.object_rc(id) {
                                Object::Dict(table) => table.clone(),
                                _ => Table::default(),
                            };
                            self.table_put(&mut table, name, value);
                            *self.write(id) = Object::Dict(table);
                        }
                    }
                }
                Err(unknown) => data = unknown,
            }
        }
        let prefix = match Self::dynaconf_prefix(given, "DYNACONF") {
            Some(prefix) => V::Str(prefix.into()),
            None => V::None,
        };
        Ok(self.make_reader(Reader::Dynaconf, &[("_prefix", prefix), ("_data", data.kind)]))
    }

    /// What a file says, layer by layer.
    fn dynaconf_file(&mut self, path: &str, text: &str, layered: bool) -> Result<Vec<Val<'a>>, Val<'a>> {
        let unknown = |me: &Self| me.unsupported(format!("the file {path}"), Some(me.statement));
        let made = match path.rsplit('.').next() {
            Some("json") => json::loads(text),
            _ => return Err(unknown(self)),
        };
        let Ok(made) = made else { return Err(unknown(self)) };
        let made = self.adopt(&made);
        if text.contains("dynaconf_merge") || text.contains("\"@") {
            return Err(unknown(self));
        }
        if !layered {
            return Ok(vec![made]);
        }
        let current = match self.variable("ENV_FOR_DYNACONF") {
            Variable::Unset => "development".to_owned(),
            Variable::Set(value) => {
                value.as_str().map(|name| name.to_lowercase()).ok_or_else(|| unknown(self))?
            }
            _ => return Err(unknown(self)),
        };
        let layers = ["default", "dynaconf", &current, "global"];
        let sections = self.text_pairs(&made);
        let found = layers.iter().filter_map(|layer| {
            sections.iter().find(|(name, _)| name.to_lowercase() == *layer).map(|(_, value)| value.clone())
        });
        Ok(found.collect())
    }

    /// `settings.NAME`, `settings["NAME"]`, `settings.get("NAME", default)`.
    pub(super) fn dynaconf_read(&mut self, state: Id, name: &str, default: Option<Val<'a>>) -> Eval<'a> {
        let key = name.to_uppercase();
        let data = self.state(state, "_data").unwrap_or_else(|| Val::new(V::None));
        if data.is_unknown() {
            return Ok(data);
        }
        let filed = self.dict_part(&data, &key);
        let prefix = self.state(state, "_prefix").and_then(|prefix| prefix.as_str().cloned());
        let variable = prefix.as_ref().map_or_else(|| key.clone(), |prefix| format!("{prefix}_{key}"));
        if self.is_nested(&format!("{variable}__"))
            || prefix.as_deref() != Some("DYNACONF") && self.is_nested("DYNACONF_")
        {
            return Ok(self.unsupported("nested variables of dynaconf", Some(self.statement)));
        }
        let missing = match (filed, default) {
            (Some(value), _) | (None, Some(value)) => Missing::Default(value),
            (None, None) => {
                Missing::Raise("AttributeError", format!("'Settings' object has no attribute '{key}'"))
            }
        };
        self.read_as(
            &variable.into(),
            missing,
            "str",
            &mut |me, value, source| match (source, value.as_str()) {
                (Source::Text, Some(text)) => me.dynaconf_parse(&text.clone()),
                _ => Ok(value),
            },
        )
    }

    /// Whether a variable of the host's begins so.
    fn is_nested(&self, start: &str) -> bool {
        match self.object(self.environ) {
            Object::Dict(table) => table
                .pairs
                .values()
                .any(|(name, _)| name.as_str().is_some_and(|name| name.starts_with(start))),
            _ => false,
        }
    }

    /// Methods of the settings object.
    pub(super) fn dynaconf_method(&mut self, state: Id, method: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        let name = given.text(0, "key");
        match (method, name) {
            ("" | "get", Some(name))
                if given.named.iter().all(|(name, _)| matches!(&**name, "key" | "default")) =>
            {
                let default = given.get(1, "default");
                let default = if method == "get" { default.or(Some(Val::new(V::None))) } else { default };
                self.dynaconf_read(state, &name, default)
            }
            _ => Ok(self.unsupported(format!("settings.{method}()"), Some(self.statement))),
        }
    }

    /// `settings = dynaconf.DjangoDynaconf(__name__)`.
    fn django_dynaconf(&mut self, given: Arguments<'_, 'a>) -> Eval<'a> {
        let scope = self.frame().globals;
        let object = self.unsupported("dynaconf's settings", Some(self.statement));
        let module = self.state(scope, "LOAD_DOTENV_FOR_DYNACONF");
        let no_dotenv =
            given.named("load_dotenv").or(module).is_some_and(|value| matches!(value.kind, V::Bool(false)));
        if !no_dotenv {
            self.dynaconf_dotenv();
        }
        let here = self.here();
        let mut files = Vec::new();
        for stem in ["settings", ".secrets", "settings.local"] {
            for extension in EXTENSIONS {
                let name = format!("{stem}.{extension}");
                files.extend(self.find_upwards(&here, &[&name, &format!("config/{name}")]));
            }
        }
        files.extend(self.find_upwards(&here, &["dynaconf_hooks.py", ".secrets.py"]));
        let of_module = self.scope(scope).names.keys().any(|name| {
            name.ends_with("_FOR_DYNACONF")
                && !matches!(&**name, "ENVVAR_PREFIX_FOR_DYNACONF" | "LOAD_DOTENV_FOR_DYNACONF")
        });
        let other = self.dynaconf_option(given);
        if other.is_some() || of_module || !files.is_empty() {
            let unknown = other.unwrap_or_else(|| {
                let what = files.first().map_or("options of dynaconf", String::as_str);
                self.unsupported(format!("dynaconf with {what}"), Some(self.statement))
            });
            if let Some(why) = merge_unknown([&unknown]) {
                self.open_scope(scope, &why);
            }
            return Ok(object);
        }
        let written =
            self.state(scope, "ENVVAR_PREFIX_FOR_DYNACONF").and_then(|prefix| prefix.as_str().cloned());
        let prefix = match written {
            Some(prefix) => prefix.to_uppercase(),
            None => match Self::dynaconf_prefix(given, "DJANGO") {
                Some(prefix) => prefix,
                None => {
                    if let Some(why) = merge_unknown([&object]) {
                        self.open_scope(scope, &why);
                    }
                    return Ok(object);
                }
            },
        };
        if let Some(why) = self.environment_open() {
            self.open_by_variables(scope, &prefix, &why);
        }
        for prefix in ["DYNACONF", &prefix] {
            self.set_by_variables(scope, &format!("{prefix}_"))?;
        }
        Ok(object)
    }

    /// Each setting is what it is unless its variable says otherwise.
    fn open_by_variables(&mut self, scope: Id, prefix: &str, why: &Rc<Unknown>) {
        let names: Vec<Rc<str>> =
            self.scope(scope).names.keys().filter(|name| export::is_setting(name)).cloned().collect();
        for name in names {
            let Some(old) = self.state(scope, &name) else { continue };
            let because = self.environment_unknown(&format!("{prefix}_{name}").into());
            let unknown = Val { kind: V::Unknown(because.clone()), place: Some(self.statement) };
            let joined = self.join(&old, &unknown, Usual::First, &because);
            if let Some(bound) = self.scope_mut(scope).names.get_mut(&name) {
                bound.value = joined;
            }
        }
        self.scope_mut(scope).open = Some(why.clone());
    }

    /// Sets what the variables that are set say.
    fn set_by_variables(&mut self, scope: Id, prefix: &str) -> Result<(), Raise<'a>> {
        let variables: Vec<(Rc<str>, Val<'a>)> = match self.object(self.environ) {
            Object::Dict(table) => table
                .pairs
                .values()
                .filter_map(|(name, value)| {
                    let name = name.as_str()?;
                    Some((Rc::from(name.strip_prefix(prefix)?), value.clone()))
                })
                .collect(),
            _ => Vec::new(),
        };
        for (name, value) in variables {
            self.record(&format!("{prefix}{name}").into(), "str", None, false);
            let made = self.lifted(&[value], |me, value| match value[0].as_str().cloned() {
                Some(text) => me.dynaconf_parse(&text),
                None => Ok(value[0].clone()),
            })?;
            // `DATABASES__default__NAME`: a part of what is there.
            let mut parts = name.split("__");
            let first = parts.next().unwrap_or_default().to_uppercase();
            let parts: Vec<&str> = parts.collect();
            if name.contains("dynaconf_merge") || name.contains("___") {
                let unknown = self.unsupported("a merge of dynaconf", Some(self.statement));
                self.bind_in(scope, &first, unknown);
                continue;
            }
            let made = match parts.is_empty() {
                true => made,
                false => {
                    let old = self.state(scope, &first);
                    self.dynaconf_put(old, &parts, made)
                }
            };
            self.bind_in(scope, &first, made);
        }
        Ok(())
    }

    /// A dict with a part of it replaced; keys are found in small and capital letters.
    fn dynaconf_put(&mut self, old: Option<Val<'a>>, parts: &[&str], value: Val<'a>) -> Val<'a> {
        let Some((first, rest)) = parts.split_first() else { return value };
        let mut table = match &old {
            Some(Val { kind: V::Dict(id), .. }) => match &*self.object_rc(*id) {
                Object::Dict(table) => table.clone(),
                _ => return self.unsupported("a part of several values", Some(self.statement)),
            },
            Some(old) if old.is_unknown() || matches!(old.kind, V::Maybe(_)) => {
                return self.hole_of(old, "a part of several values");
            }
            _ => Table::default(),
        };
        let known = table.pairs.values().find_map(|(key, _)| {
            key.as_str().filter(|key| key.to_lowercase() == first.to_lowercase()).cloned()
        });
        let key: Rc<str> = known.unwrap_or_else(|| (*first).into());
        let inner = table.get(&key).cloned();
        let inner = self.dynaconf_put(inner, rest, value);
        self.table_put(&mut table, Val::str(key), inner);
        Val::at(self.new_dict(table), self.statement)
    }

    /// A variable's text: TOML, or a value behind a word like `@int`.
    fn dynaconf_parse(&mut self, text: &str) -> Eval<'a> {
        let text = match text.trim() {
            "True" | "False" => text.to_lowercase(),
            _ => text.to_owned(),
        };
        if text.contains("dynaconf_merge") {
            return Ok(self.unsupported("a merge of dynaconf", Some(self.statement)));
        }
        let (word, rest) = text.split_once(' ').unwrap_or((&text, ""));
        let unfollowed = |me: &Self| Ok(me.unsupported(format!("{word} of dynaconf"), Some(me.statement)));
        let result = match word {
            "@str" => Ok(self.str_value(rest)),
            "@int" => casts::int_of_text(rest, 10),
            "@float" => casts::float_of_text(rest),
            "@bool" => {
                let truth =
                    matches!(&*rest.trim().to_lowercase(), "t" | "true" | "enabled" | "1" | "on" | "yes");
                return Ok(Val::at(V::Bool(truth), self.statement));
            }
            "@json" => match json::loads(rest) {
                Err(Failure::Raises { .. }) => return unfollowed(self),
                made => made,
            },
            "@format" if !rest.contains(['{', '}']) => Ok(self.str_value(rest)),
            "@upper" => Ok(self.str_value(&rest.to_uppercase())),
            "@lower" => Ok(self.str_value(&rest.to_lowercase())),
            "@none" | "@null" | "@note" | "@comment" => return Ok(Val::at(V::None, self.statement)),
            _ if word.starts_with('@') => return unfollowed(self),
            _ => return Ok(self.toml_or_text(&text)),
        };
        match result {
            Err(Failure::Raises { .. }) => self.raise("DynaconfParseError", None),
            result => Ok(self.outcome(result)?.placed(self.statement)),
        }
    }

    /// A text that TOML reads as a value is that value, any other is a text.
    fn toml_or_text(&mut self, text: &str) -> Val<'a> {
        let place = self.statement;
        let bare = text.trim_matches([' ', '\t']);
        let digits = bare.strip_prefix(['+', '-']).unwrap_or(bare);
        let is_word = |text: &str| {
            text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '/' | '.' | '*' | '_' | '<'))
        };
        let kind = match bare {
            "true" => V::Bool(true),
            "false" => V::Bool(false),
            "" => V::Str(text.into()),
            _ if matches!(digits, "inf" | "nan") || text.contains(['\n', '\r']) => {
                return self.unsupported("a text in TOML", Some(place));
            }
            _ if is_word(bare) => V::Str(text.into()),
            _ if digits.bytes().all(|b| b.is_ascii_digit())
                && (digits.len() == 1 || !digits.starts_with('0')) =>
            {
                match bare.parse() {
                    Ok(number) => V::Int(number),
                    Err(_) => return self.unsupported("a number", Some(place)),
                }
            }
            _ => match digits.split_once('.') {
                Some((whole, part))
                    if [whole, part]
                        .iter()
                        .all(|side| !side.is_empty() && side.bytes().all(|b| b.is_ascii_digit()))
                        && (whole.len() == 1 || !whole.starts_with('0')) =>
                {
                    match bare.parse() {
                        Ok(number) => V::Float(number),
                        Err(_) => return self.unsupported("a number", Some(place)),
                    }
                }
                _ => return self.toml_value(text, bare),
            },
        };
        Val::at(kind, place)
    }

    /// Quoted texts and plain lists; the rest of TOML is not followed here.
    fn toml_value(&mut self, text: &str, bare: &str) -> Val<'a> {
        let place = self.statement;
        let quoted = ['"', '\''].into_iter().find_map(|quote| {
            let inner = bare.strip_prefix(quote)?.strip_suffix(quote)?;
            (!inner.contains(['\\', quote])).then_some(inner)
        });
        if let Some(inner) = quoted {
            return Val::at(V::Str(inner.into()), place);
        }
        // A list that JSON and TOML write alike.
        if bare.starts_with('[')
            && !bare.contains(['{', '\\', '#'])
            && !bare.contains("null")
            && let Ok(made) = json::loads(bare)
        {
            return self.adopt(&made).placed(place);
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || " .,;:@/_%&*()=?!$^~|<>-".contains(c);
        // Two points, two words: no number and no date.
        if bare.starts_with(|c: char| c.is_ascii_digit())
            && bare.chars().all(is_plain)
            && (bare.matches('.').count() > 1 || bare.contains(['/', ',', '@', '%']))
        {
            return Val::at(V::Str(text.into()), place);
        }
        self.unsupported("a text in TOML", Some(place))
    }
}
