//! dynaconf 3: `Dynaconf(...)`, and `DjangoDynaconf(__name__)` at the end of
//! the settings.
//!
//! Its variables are texts in TOML, and any of them may set any setting: where
//! the environment is not known, no setting is more than usual. Hooks, merges,
//! templates and loaders are not followed.

use std::rc::Rc;

use super::super::heap::Usual;
use super::super::object::{Id, Native, Object, Reader, Table, V, Val, merge_unknown};
use super::super::{Eval, Evaluator, Raise, export};
use super::{Arguments, Missing, Source, Variable};
use crate::python::library::{Failure, casts, json, toml, yaml};
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
/// Attributes of the settings object that are no settings.
pub(super) const METHODS: [&str; 34] = [
    "as_bool",
    "as_dict",
    "as_float",
    "as_int",
    "as_json",
    "clean",
    "configure",
    "configured",
    "current_env",
    "dynaconf_clone",
    "environ",
    "execute_loaders",
    "exists",
    "exists_in_environ",
    "find_file",
    "flag",
    "fresh",
    "from_env",
    "get",
    "get_environ",
    "get_fresh",
    "is_overridden",
    "items",
    "keys",
    "load_file",
    "populate_obj",
    "reload",
    "set",
    "setdefault",
    "setenv",
    "store",
    "to_dict",
    "update",
    "values",
];
/// Methods that change what is read afterwards.
const CHANGES: [&str; 11] = [
    "clean",
    "configure",
    "execute_loaders",
    "from_env",
    "load_file",
    "reload",
    "set",
    "setdefault",
    "setenv",
    "store",
    "update",
];
/// Extensions of files that are found without being named.
const EXTENSIONS: [&str; 7] = ["toml", "tml", "yaml", "yml", "ini", "conf", "json"];

impl<'a> Evaluator<'a> {
    pub(super) fn call_dynaconf(&mut self, function: &str, given: Arguments<'_, 'a>) -> Eval<'a> {
        match function {
            "Dynaconf" | "LazySettings" => self.make_dynaconf(given),
            "DjangoDynaconf" | "contrib.DjangoDynaconf" => self.django_dynaconf(given),
            // What is checked does not change what there is.
            "Validator" => Ok(Val::new(V::Native(Rc::new(Native::Opaque("dynaconf.Validator".into()))))),
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
            match self.dynaconf_file(&path, text, layered, "ENV_FOR_DYNACONF") {
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
    fn dynaconf_file(
        &mut self,
        path: &str,
        text: &str,
        layered: bool,
        switch: &str,
    ) -> Result<Vec<Val<'a>>, Val<'a>> {
        let unknown = |me: &Self| me.unsupported(format!("the file {path}"), Some(me.statement));
        let made = match path.rsplit('.').next() {
            Some("json") => json::loads(text),
            Some("toml" | "tml") => toml::loads(text),
            Some("yaml" | "yml") => yaml::load(text),
            _ => return Err(unknown(self)),
        };
        let Ok(made) = made else { return Err(unknown(self)) };
        let made = self.adopt(&made);
        if text.contains("dynaconf_merge") || text.contains('@') || !matches!(made.kind, V::Dict(_)) {
            return Err(unknown(self));
        }
        if !layered {
            return Ok(vec![made]);
        }
        let mut current = "development".to_owned();
        let mut told = false;
        for name in [switch, "ENV_FOR_DYNACONF"] {
            match self.variable(name) {
                Variable::Unset => {}
                Variable::Set(value) if !told || switch == name => {
                    current = value.as_str().map(|name| name.to_lowercase()).ok_or_else(|| unknown(self))?;
                    told = true;
                }
                _ => return Err(unknown(self)),
            }
        }
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
            _ => {
                let unknown = self.unsupported(format!("settings.{method}()"), Some(self.statement));
                if CHANGES.contains(&method) {
                    self.bind_in(state, "_data", unknown.clone());
                }
                Ok(unknown)
            }
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
        for stem in ["settings", ".secrets"] {
            for extension in EXTENSIONS {
                let name = format!("{stem}.{extension}");
                files.extend(self.find_upwards(&here, &[&name, &format!("config/{name}")]));
            }
        }
        let more = [
            "dynaconf_hooks.py",
            ".secrets.py",
            "settings.local.py",
            "settings.local.toml",
            "settings.local.yaml",
        ];
        let unfollowed = self.find_upwards(&here, &more);
        let of_module = self.scope(scope).names.keys().any(|name| {
            name.ends_with("_FOR_DYNACONF")
                && !matches!(&**name, "ENVVAR_PREFIX_FOR_DYNACONF" | "LOAD_DOTENV_FOR_DYNACONF")
        });
        let other = self.dynaconf_option(given);
        let layered = !matches!(
            given
                .named("environments")
                .or_else(|| given.named("ENVIRONMENTS_FOR_DYNACONF"))
                .map(|value| value.kind),
            Some(V::Bool(false))
        );
        let mut layers = Vec::new();
        let mut broken = None;
        for path in &files {
            let Some(text) = self.given_text(path) else { continue };
            match self.dynaconf_file(path, text, layered, "DJANGO_ENV") {
                Ok(more) => layers.extend(more),
                Err(unknown) => broken = Some(unknown),
            }
        }
        let named = given.named.iter().any(|(name, _)| name.starts_with("settings_file"));
        if other.is_some() || of_module || unfollowed.is_some() || broken.is_some() || named {
            let unknown = other.or(broken).unwrap_or_else(|| {
                let what = unfollowed.as_deref().unwrap_or("options of its own");
                self.unsupported(format!("dynaconf with {what}"), Some(self.statement))
            });
            if let Some(why) = merge_unknown([&unknown]) {
                self.open_scope(scope, &why);
            }
            return Ok(object);
        }
        for layer in layers {
            for (name, value) in self.text_pairs(&layer) {
                if name.contains(['.', '[']) || name.contains("__") {
                    let unknown = self.unsupported("a dotted name of dynaconf", Some(self.statement));
                    let first = name.split(['.', '[', '_']).next().unwrap_or_default().to_uppercase();
                    self.bind_in(scope, &first, unknown);
                } else {
                    self.bind_in(scope, &name.to_uppercase(), value);
                }
            }
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
        // Said to be broken, it is a text: what cannot be read here is not that.
        match toml::loads(&format!("key={text}")) {
            Ok(document) => match document.key("key") {
                Some(value) => self.adopt(value).placed(place),
                None => Val::at(V::Str(text.into()), place),
            },
            Err(_) if is_no_toml(text) => Val::at(V::Str(text.into()), place),
            Err(_) => self.unsupported("a text in TOML", Some(place)),
        }
    }
}

/// Whether a text begins as no value of TOML does, or goes on as none.
fn is_no_toml(text: &str) -> bool {
    let bare = text.trim_matches([' ', '\t']);
    if bare.contains(['\n', '\r']) {
        return false;
    }
    let digits = bare.strip_prefix(['+', '-']).unwrap_or(bare);
    match digits.chars().next() {
        None => true,
        // A word; `inf` and `nan` are read as numbers.
        Some(first) if first.is_alphabetic() || "/.*_<@:=$&!?;,~|^()%`".contains(first) => true,
        // More than a number or a moment can hold.
        Some(first) if first.is_ascii_digit() => {
            digits.matches('.').count() > 1 || digits.contains(['/', ',', '@', '%', '=', ';', '('])
        }
        _ => false,
    }
}
