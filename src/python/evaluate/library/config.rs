//! `configparser`.

use std::rc::Rc;

use super::super::call::Named;
use super::super::object::{Id, Native, V, Val};
use super::super::{Eval, Evaluator};
use super::known::Known;
use super::pattern::bind_values;
use crate::python::library::ini::{self, Ini, Section};
use crate::python::library::{Failure, casts};
use crate::python::value::{Kind, Unknown, Value};

impl<'a> Evaluator<'a> {
    /// `ConfigParser(...)`.
    pub(super) fn make_ini(&mut self, name: &str, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let mut ini = Ini { interpolates: name != "RawConfigParser", ..Ini::default() };
        let names = ["defaults", "dict_type", "allow_no_value", "interpolation", "strict"];
        let Some(given) = bind_values(&names, positional, named).filter(|given| given[1].is_none()) else {
            return Ok(self.unsupported("these arguments of configparser", Some(self.statement)));
        };
        if let Some(defaults) = given[0].as_ref().filter(|value| !matches!(value.kind, V::None)) {
            match self.plain_data(defaults).map(|plain| plain.kind) {
                Some(Kind::Dict(pairs)) => {
                    for (key, value) in &pairs {
                        let (Some(key), Some(value)) = (key.as_str(), value.as_str()) else {
                            return Ok(self.hole_of(defaults, "these defaults of configparser"));
                        };
                        ini.defaults.push((key.to_lowercase(), Some(value.to_owned())));
                    }
                }
                _ => return Ok(self.hole_of(defaults, "these defaults of configparser")),
            }
        }
        match given[3].as_ref().map(|value| &value.kind) {
            None => {}
            Some(V::None) => ini.interpolates = false,
            Some(V::Native(native)) if matches!(&**native, Native::Opaque(name) if &**name == "configparser.BasicInterpolation") =>
                {}
            Some(_) => {
                return Ok(self.unsupported("this interpolation of configparser", Some(self.statement)));
            }
        }
        let flag = |at: usize, usual: bool| match given[at].as_ref().map(|value| &value.kind) {
            None => Some(usual),
            Some(V::Bool(flag)) => Some(*flag),
            Some(_) => None,
        };
        match (flag(2, false), flag(4, true)) {
            (Some(no_value), Some(strict)) => (ini.no_value, ini.strict) = (no_value, strict),
            _ => return Ok(self.unsupported("these arguments of configparser", Some(self.statement))),
        }
        let data = self.library_object(Known::IniData(Rc::new(ini)));
        let parser = self.cell(data);
        Ok(self.library_object(Known::Ini(parser)))
    }

    /// What a parser holds.
    pub(super) fn ini(&self, parser: Id) -> Result<Rc<Ini>, Rc<Unknown>> {
        match self.cell_value(parser).map(|value| value.kind) {
            Some(V::Native(native)) => match &*native {
                Native::Library(Known::IniData(ini)) => Ok(ini.clone()),
                _ => Err(self.several()),
            },
            Some(V::Unknown(why)) => Err(why),
            _ => Err(self.several()),
        }
    }

    /// Keeps what a change left; one that cannot be followed leaves the parser
    /// unknown.
    fn changed_ini(&mut self, parser: Id, ini: Ini, result: Result<(), Failure>) -> Eval<'a> {
        match result {
            Ok(()) => {
                self.keep_ini(parser, ini);
                Ok(Val::new(V::None))
            }
            Err(failure @ Failure::Raises { .. }) => self.failed(failure),
            Err(failure) => {
                let unknown = self.failed(failure)?;
                self.set_cell(parser, unknown);
                Ok(Val::new(V::None))
            }
        }
    }

    fn keep_ini(&mut self, parser: Id, ini: Ini) {
        let data = self.library_object(Known::IniData(Rc::new(ini)));
        self.set_cell(parser, data);
    }

    /// `parser.optionxform = str`.
    pub(in super::super) fn set_ini_attribute(
        &mut self,
        object: &Val<'a>,
        name: &str,
        value: &Val<'a>,
    ) -> bool {
        let V::Native(native) = &object.kind else { return false };
        let Native::Library(Known::Ini(parser)) = &**native else { return false };
        match (name, &value.kind, self.ini(*parser)) {
            ("optionxform", V::Symbol(function), Ok(ini)) if &**function == "str" => {
                self.keep_ini(*parser, Ini { keeps_case: true, ..(*ini).clone() });
            }
            _ => {
                let unknown = self.unsupported("this setting of configparser", Some(self.statement));
                self.set_cell(*parser, unknown);
            }
        }
        true
    }

    /// Reads a text; `failed` is what came of it.
    fn ini_read(&mut self, parser: Id, text: &str, file: &str) -> Eval<'a> {
        let Ok(ini) = self.ini(parser) else { return Ok(Val::new(V::None)) };
        let mut ini = (*ini).clone();
        let result = ini.read(text, file);
        self.changed_ini(parser, ini, result)
    }

    pub(super) fn ini_method(
        &mut self,
        parser: Id,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        let place = Some(self.statement);
        match (name, positional) {
            ("read", [files, ..]) => return self.ini_files(parser, files),
            ("read_string", [text, ..]) => {
                return match text.as_str().cloned() {
                    Some(text) => self.ini_read(parser, &text, "<string>"),
                    None => self.ini_unread(parser, text),
                };
            }
            ("read_file" | "readfp", [file, ..]) => {
                return match &file.kind {
                    V::Native(native) => match &**native {
                        Native::Library(Known::Reader { text, .. }) => {
                            let text = text.clone();
                            self.ini_read(parser, &text, "<???>")
                        }
                        _ => self.ini_unread(parser, file),
                    },
                    _ => self.ini_unread(parser, file),
                };
            }
            ("read_dict", [source, ..]) => return self.ini_dict(parser, source),
            _ => {}
        }
        let ini = match self.ini(parser) {
            Ok(ini) => ini,
            Err(why) => {
                let unknown = Val { kind: V::Unknown(why.clone()), place };
                self.doubt(None, false, &why);
                let fallback = named.iter().find(|(name, _)| &**name == "fallback");
                return Ok(match (name, fallback) {
                    ("has_section" | "has_option", _) => self.either_bool(&why),
                    (_, Some((_, fallback))) => {
                        self.join(&fallback.clone(), &unknown, super::super::heap::Usual::Neither, &why)
                    }
                    _ => unknown,
                });
            }
        };
        if let Some(unknown) = self.unknown_of(positional) {
            return Ok(unknown);
        }
        let texts: Vec<Option<Rc<str>>> = positional.iter().map(|value| value.as_str().cloned()).collect();
        match (name, &texts[..]) {
            ("sections", []) => {
                let names = ini.sections.iter().map(|(name, _)| Val::str(name.as_str())).collect();
                Ok(Val::new(self.new_list(names)))
            }
            ("has_section", [Some(section)]) => Ok(Val::new(V::Bool(ini.section(section).is_some()))),
            ("has_option", [Some(section), Some(option)]) => {
                let option = ini.option_name(option);
                let found = ini.options(section).is_ok_and(|options| options.contains(&option));
                Ok(Val::new(V::Bool(found)))
            }
            ("options", [Some(section)]) => match ini.options(section) {
                Ok(options) => {
                    let options = options.into_iter().map(Val::str).collect();
                    Ok(Val::new(self.new_list(options)))
                }
                Err(failure) => self.failed(failure),
            },
            ("defaults", []) => {
                let pairs: Vec<(Val<'a>, Val<'a>)> = ini
                    .defaults
                    .iter()
                    .map(|(name, value)| (Val::str(name.as_str()), text_or_none(value)))
                    .collect();
                let dict = self.dict_of(pairs);
                Ok(Val::new(dict))
            }
            ("items", [Some(section)]) => self.ini_items(&ini, section, named),
            ("items", []) => {
                let sections: Vec<Rc<str>> = std::iter::once("DEFAULT")
                    .chain(ini.sections.iter().map(|(name, _)| &**name))
                    .map(Into::into)
                    .collect();
                let rows = sections
                    .into_iter()
                    .map(|name| {
                        let section = self.library_object(Known::IniSection { parser, name: name.clone() });
                        Val::new(V::Tuple([Val::str(name), section].into()))
                    })
                    .collect();
                Ok(Val::new(self.new_list(rows)))
            }
            ("keys", []) => {
                let names = std::iter::once("DEFAULT")
                    .chain(ini.sections.iter().map(|(name, _)| &**name))
                    .map(Val::str)
                    .collect();
                Ok(Val::new(self.new_list(names)))
            }
            ("get" | "getint" | "getfloat" | "getboolean", [Some(section), Some(option)]) => {
                self.ini_get(&ini, section, option, name, named)
            }
            ("add_section", [Some(section)]) => {
                if ini.section(section).is_some() || &**section == "DEFAULT" {
                    return Ok(self.unsupported("add_section() of one that is there", place));
                }
                let mut ini = (*ini).clone();
                ini.sections.push((section.to_string(), Section::new()));
                self.keep_ini(parser, ini);
                Ok(Val::new(V::None))
            }
            ("set", [Some(section), Some(option), Some(value)]) => {
                let mut ini = (*ini).clone();
                let result = ini.set(section, option, Some(value.to_string()));
                self.changed_ini(parser, ini, result)
            }
            _ => {
                let unknown = self.unsupported(format!("ConfigParser.{name}()"), place);
                // It may have changed the parser.
                self.set_cell(parser, unknown.clone());
                Ok(unknown)
            }
        }
    }

    /// What was to be read is not known.
    fn ini_unread(&mut self, parser: Id, source: &Val<'a>) -> Eval<'a> {
        let unknown = self.hole_of(source, "an INI file");
        self.set_cell(parser, unknown);
        Ok(Val::new(V::None))
    }

    /// `read(files)`: those that are not there are passed over.
    fn ini_files(&mut self, parser: Id, files: &Val<'a>) -> Eval<'a> {
        let files: Vec<Val<'a>> = match &files.kind {
            V::Str(_) | V::Path(_) => vec![files.clone()],
            V::List(_) | V::Tuple(_) => self.raw_items(files),
            _ => {
                self.ini_unread(parser, files)?;
                return Ok(self.hole_of(files, "an INI file"));
            }
        };
        let mut read = Vec::new();
        for file in files {
            let (V::Str(path) | V::Path(path)) = &file.kind else {
                self.ini_unread(parser, &file)?;
                return Ok(self.hole_of(&file, "an INI file"));
            };
            match self.given_text(path) {
                Some(text) => {
                    self.ini_read(parser, text, path)?;
                    read.push(Val::str(path.clone()));
                }
                None => {
                    // It may be on the server, or it may not.
                    let unknown = self.unknown(
                        crate::python::value::Reason::Host(format!("the file {path}").into()),
                        Some(self.statement),
                    );
                    self.set_cell(parser, unknown.clone());
                    return Ok(unknown);
                }
            }
        }
        Ok(Val::new(self.new_list(read)))
    }

    fn ini_dict(&mut self, parser: Id, source: &Val<'a>) -> Eval<'a> {
        let (Some(plain), Ok(ini)) = (self.plain_data(source), self.ini(parser)) else {
            return self.ini_unread(parser, source);
        };
        let mut ini = (*ini).clone();
        let Kind::Dict(sections) = &plain.kind else { return self.ini_unread(parser, source) };
        for (name, options) in sections {
            let (Some(name), Kind::Dict(options)) = (name.as_str(), &options.kind) else {
                return self.ini_unread(parser, source);
            };
            if ini.section(name).is_none() && name != "DEFAULT" {
                ini.sections.push((name.to_owned(), Section::new()));
            }
            for (option, value) in options {
                let text = crate::python::library::text::str_of(value);
                let (Some(option), Ok(text)) = (option.as_str(), text) else {
                    return self.ini_unread(parser, source);
                };
                if value.first_hole().is_some() || ini.set(name, option, Some(text)).is_err() {
                    return self.ini_unread(parser, source);
                }
            }
        }
        self.keep_ini(parser, ini);
        Ok(Val::new(V::None))
    }

    fn ini_items(&mut self, ini: &Ini, section: &str, named: &Named<'a>) -> Eval<'a> {
        let raw = named.iter().any(|(name, value)| &**name == "raw" && matches!(value.kind, V::Bool(true)));
        let own = match ini.section(section) {
            Some(own) => own,
            None => return self.failed(ini::no_section(section)),
        };
        // Defaults come first here, in their order.
        let mut names: Vec<&String> = ini.defaults.iter().map(|(name, _)| name).collect();
        names.extend(
            own.iter().map(|(name, _)| name).filter(|name| ini::option(&ini.defaults, name).is_none()),
        );
        let mut rows = Vec::new();
        for name in names {
            match ini.get(section, name, raw) {
                Ok(value) => {
                    rows.push(Val::new(V::Tuple([Val::str(name.as_str()), text_or_none(&value)].into())));
                }
                Err(failure) => return self.failed(failure),
            }
        }
        Ok(Val::new(self.new_list(rows)))
    }

    fn ini_get(&mut self, ini: &Ini, section: &str, option: &str, how: &str, named: &Named<'a>) -> Eval<'a> {
        if named.iter().any(|(name, _)| !matches!(&**name, "fallback" | "raw")) {
            return Ok(self.unsupported("these arguments of configparser", Some(self.statement)));
        }
        let raw = named.iter().any(|(name, value)| &**name == "raw" && matches!(value.kind, V::Bool(true)));
        let fallback = named.iter().find(|(name, _)| &**name == "fallback").map(|(_, value)| value.clone());
        let found = match ini.get(section, option, raw) {
            Ok(found) => found,
            Err(Failure::Raises { class: "NoSectionError" | "NoOptionError", .. }) if fallback.is_some() => {
                return Ok(fallback.unwrap_or(Val::new(V::None)));
            }
            Err(failure) => return self.failed(failure),
        };
        let Some(text) = found else {
            return match how {
                "get" => Ok(Val::new(V::None)),
                _ => Ok(self.unsupported("a cast of an option without a value", Some(self.statement))),
            };
        };
        let result = match how {
            "getint" => casts::int_of_text(&text, 10),
            "getfloat" => casts::float_of_text(&text),
            "getboolean" => ini::boolean(&text).map(|truth| Value::unplaced(Kind::Bool(truth))),
            _ => Ok(self.str_value(&text)),
        };
        self.outcome(result)
    }

    /// `parser["section"]`.
    pub(super) fn ini_item(&mut self, parser: Id, index: &Val<'a>) -> Eval<'a> {
        match (self.ini(parser), index.as_str().cloned()) {
            (Ok(ini), Some(name)) => {
                if &*name != "DEFAULT" && ini.section(&name).is_none() {
                    return self.raise("KeyError", crate::python::library::text::quoted(&name));
                }
                Ok(self.library_object(Known::IniSection { parser, name }))
            }
            (Err(why), _) => {
                self.doubt(Some("KeyError"), false, &why);
                Ok(Val { kind: V::Unknown(why), place: index.place })
            }
            _ => Ok(self.hole_of(index, "a section of an INI file")),
        }
    }

    /// `parser["section"]["option"]`.
    pub(super) fn ini_section_item(&mut self, parser: Id, section: &Rc<str>, index: &Val<'a>) -> Eval<'a> {
        match (self.ini(parser), index.as_str().cloned()) {
            (Ok(ini), Some(option)) => match ini.get(section, &option, false) {
                Ok(value) => Ok(text_or_none(&value)),
                Err(Failure::Raises { class: "NoOptionError", .. }) => {
                    self.raise("KeyError", crate::python::library::text::quoted(&option))
                }
                Err(failure) => self.failed(failure),
            },
            (Err(why), _) => {
                self.doubt(Some("KeyError"), false, &why);
                Ok(Val { kind: V::Unknown(why), place: index.place })
            }
            _ => Ok(self.hole_of(index, "an option of an INI file")),
        }
    }

    pub(super) fn ini_section_method(
        &mut self,
        parser: Id,
        section: &Rc<str>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: &Named<'a>,
    ) -> Eval<'a> {
        match name {
            "get" | "getint" | "getfloat" | "getboolean" => {
                // Without a fallback `None` is given.
                let Some(given) = bind_values(&["option", "fallback"], &positional, named) else {
                    return Ok(self.unsupported("these arguments of configparser", Some(self.statement)));
                };
                let option = given[0].clone().unwrap_or(Val::new(V::None));
                let fallback = given[1].clone().unwrap_or(Val::new(V::None));
                let arguments = [Val::str(section.clone()), option];
                self.ini_method(parser, name, &arguments, &vec![("fallback".into(), fallback)])
            }
            "items" | "keys" | "values" => {
                let items = match self.ini(parser) {
                    Ok(ini) => {
                        let mut rows = Vec::new();
                        for option in ini.options(section).unwrap_or_default() {
                            let value = match ini.get(section, &option, false) {
                                Ok(value) => text_or_none(&value),
                                Err(failure) => return self.failed(failure),
                            };
                            rows.push(match name {
                                "keys" => Val::str(option),
                                "values" => value,
                                _ => Val::new(V::Tuple([Val::str(option), value].into())),
                            });
                        }
                        rows
                    }
                    Err(why) => vec![Val { kind: V::Rest(why), place: None }],
                };
                Ok(Val::new(self.new_list(items)))
            }
            _ => {
                let unknown = self.unsupported(format!("a section's {name}()"), Some(self.statement));
                self.set_cell(parser, unknown.clone());
                Ok(unknown)
            }
        }
    }

    /// The pairs of a section, as `dict()` takes them; none: it is no section.
    pub(in super::super) fn ini_pairs(&mut self, value: &Val<'a>) -> Option<Eval<'a>> {
        let V::Native(native) = &value.kind else { return None };
        match &**native {
            Native::Library(Known::IniSection { parser, name }) => {
                let (parser, name) = (*parser, name.clone());
                Some(self.ini_section_method(parser, &name, "items", Vec::new(), &Vec::new()))
            }
            Native::Library(Known::Ini(parser)) => {
                let parser = *parser;
                Some(self.ini_method(parser, "items", &[], &Vec::new()))
            }
            _ => None,
        }
    }

    /// `name in parser`, `option in section`; none: not known.
    pub(in super::super) fn ini_contains(&self, known: &Known<'a>, item: &Val<'a>) -> Option<bool> {
        let name = item.as_str()?;
        match known {
            Known::Ini(parser) => {
                let ini = self.ini(*parser).ok()?;
                Some(&**name == "DEFAULT" || ini.section(name).is_some())
            }
            Known::IniSection { parser, name: section } => {
                let ini = self.ini(*parser).ok()?;
                let option = ini.option_name(name);
                ini.options(section).ok().map(|options| options.contains(&option))
            }
            _ => None,
        }
    }

    /// A change to an INI file's values that is not followed.
    pub(super) fn ini_changed(&mut self, parser: Id) {
        let unknown = self.unsupported("a change to an INI file's values", Some(self.statement));
        self.set_cell(parser, unknown);
    }
}

fn text_or_none<'a>(value: &Option<String>) -> Val<'a> {
    value.as_deref().map_or(Val::new(V::None), Val::str)
}
