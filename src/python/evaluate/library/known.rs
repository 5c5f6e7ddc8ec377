//! Objects of the standard library that values alone do not tell: matches, named
//! tuples, open files, hashes and their like.

use std::rc::Rc;

use super::super::call::Named;
use super::super::object::{Id, Native, Object, V, Val, merge_unknown};
use super::super::{Eval, Evaluator, Raise};
use crate::python::library::hash;
use crate::python::library::ini::Ini;
use crate::python::library::regex::{Pattern, Spans};
use crate::python::value::{Kind, Unknown, Value};

/// One of them.
#[derive(Debug)]
pub(in super::super) enum Known<'a> {
    Match(Match),
    Record(Record<'a>),
    /// What `namedtuple` gives.
    RecordClass {
        name: Rc<str>,
        fields: Rc<[Rc<str>]>,
        defaults: Vec<Val<'a>>,
    },
    /// A file that was given and is open; where it was read to.
    Reader {
        text: Rc<str>,
        binary: bool,
        position: Id,
    },
    /// `hashlib.sha256()`, or an HMAC with its key; the data so far.
    Hash {
        algorithm: &'static str,
        key: Option<Rc<[u8]>>,
        data: Id,
    },
    /// A `ConfigParser`, with a list of one: what it holds now.
    Ini(Id),
    IniData(Rc<Ini>),
    IniSection {
        parser: Id,
        name: Rc<str>,
    },
    AttrGetter(Vec<Rc<str>>),
    MethodCaller {
        name: Rc<str>,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    },
    /// `itertools.count`, `cycle` and `repeat`: what comes next without an end.
    Endless {
        start: Val<'a>,
        step: Option<Val<'a>>,
        round: Vec<Val<'a>>,
    },
    /// `string.Template`.
    Template(Rc<str>),
    /// `collections.deque`: its list, and how long it may get.
    Deque {
        list: Id,
        most: Option<usize>,
    },
}

/// What `re.match` and its kin give.
#[derive(Debug)]
pub(in super::super) struct Match {
    pub(super) pattern: Rc<Pattern>,
    pub(super) source: (Rc<str>, u32),
    pub(super) text: Rc<[char]>,
    pub(super) spans: Spans,
}

/// A named tuple.
#[derive(Debug)]
pub(in super::super) struct Record<'a> {
    pub(in super::super) class: Rc<str>,
    pub(in super::super) fields: Rc<[Rc<str>]>,
    pub(in super::super) items: super::super::object::Items<'a>,
}

impl<'a> Known<'a> {
    /// The full name of its class.
    pub(in super::super) fn class(&self) -> &str {
        match self {
            Self::Match(_) => "re.Match",
            Self::Record(record) => &record.class,
            Self::RecordClass { .. } => "type",
            Self::Reader { binary: false, .. } => "_io.TextIOWrapper",
            Self::Reader { .. } => "_io.BufferedReader",
            Self::Hash { key: None, .. } => "_hashlib.HASH",
            Self::Hash { .. } => "hmac.HMAC",
            Self::Ini(_) | Self::IniData(_) => "configparser.ConfigParser",
            Self::IniSection { .. } => "configparser.SectionProxy",
            Self::AttrGetter(_) => "operator.attrgetter",
            Self::MethodCaller { .. } => "operator.methodcaller",
            Self::Endless { .. } => "itertools.count",
            Self::Template(_) => "string.Template",
            Self::Deque { .. } => "collections.deque",
        }
    }

    /// Whether it is of the class of that name; none: not known.
    pub(in super::super) fn is_of(&self, class: &str) -> Option<bool> {
        let own = self.class().rsplit('.').next().unwrap_or_default();
        match class {
            "object" => Some(true),
            "tuple" | "Sequence" | "Iterable" | "Collection" if self.items().is_some() => Some(true),
            "str" | "int" | "bool" | "float" | "bytes" | "list" | "dict" | "set" | "tuple" | "Path"
            | "NoneType" => Some(false),
            _ if own == class => Some(true),
            _ => None,
        }
    }

    /// The items of what is a tuple.
    pub(in super::super) fn items(&self) -> Option<&super::super::object::Items<'a>> {
        match self {
            Self::Record(record) => Some(&record.items),
            _ => None,
        }
    }
}

impl Match {
    fn group(&self, number: usize) -> Option<Rc<str>> {
        let (start, end) = (self.spans.get(number * 2).copied()??, self.spans.get(number * 2 + 1).copied()??);
        Some(self.text[start..end].iter().collect::<String>().into())
    }

    pub(super) fn group_value<'a>(&self, number: usize, default: &Val<'a>) -> Val<'a> {
        self.group(number).map_or_else(|| default.clone(), Val::str)
    }
}

impl<'a> Evaluator<'a> {
    pub(in super::super) fn library_object(&self, known: Known<'a>) -> Val<'a> {
        Val::new(V::Native(Rc::new(Native::Library(known))))
    }

    /// A named tuple as the tuple that it is.
    pub(in super::super) fn as_tuple(value: &Val<'a>) -> Option<Val<'a>> {
        match &value.kind {
            V::Native(native) => match &**native {
                Native::Library(known) => {
                    known.items().map(|items| Val { kind: V::Tuple(items.clone()), place: value.place })
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a named tuple, an `OrderedDict` or the like is in a value: its text
    /// is not that of the plain tuple or dict.
    pub(in super::super) fn has_class(&self, value: &Val<'a>, depth: u32) -> bool {
        use super::super::object::Flavour;
        if depth == 0 {
            return false;
        }
        match &value.kind {
            V::Native(native) => matches!(&**native, Native::Library(Known::Record(_))),
            V::Tuple(items) => items.iter().any(|item| self.has_class(item, depth - 1)),
            V::List(id) => match self.object(*id) {
                Object::List(items) => items.iter().any(|item| self.has_class(item, depth - 1)),
                _ => false,
            },
            V::Dict(id) | V::Set(id) => match self.object(*id) {
                Object::Dict(table) | Object::Set(table) => {
                    !matches!(table.flavour, Flavour::Plain)
                        || table.pairs.values().any(|(_, value)| self.has_class(value, depth - 1))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// A list of one that keeps what changes in an object.
    pub(super) fn cell(&mut self, value: Val<'a>) -> Id {
        self.allocate(Object::List(vec![value]))
    }

    /// What a cell holds; none where branches have made it one of several.
    pub(super) fn cell_value(&self, id: Id) -> Option<Val<'a>> {
        match self.object(id) {
            Object::List(items) => items.first().cloned(),
            _ => None,
        }
    }

    pub(super) fn set_cell(&mut self, id: Id, value: Val<'a>) {
        *self.write(id) = Object::List(vec![value]);
    }

    // --- attributes ---

    pub(in super::super) fn library_attribute(
        &mut self,
        native: &Rc<Native<'a>>,
        object: &Val<'a>,
        name: &str,
    ) -> Eval<'a> {
        let Native::Library(known) = &**native else {
            return Ok(self.unsupported("an attribute", object.place));
        };
        let method = || Val::new(V::NativeMethod(Rc::new((object.clone(), name.into()))));
        let text = |text: &str| Ok(Val::str(text));
        match (known, name) {
            (Known::Record(record), _) => {
                if let Some(at) = record.fields.iter().position(|field| &**field == name) {
                    return Ok(record.items[at].clone());
                }
                match name {
                    "_fields" => {
                        Ok(Val::new(V::Tuple(record.fields.iter().map(|f| Val::str(f.clone())).collect())))
                    }
                    "_asdict" | "_replace" | "index" | "count" | "geturl" => Ok(method()),
                    "username" | "password" | "hostname" | "port"
                        if record.class.starts_with("urllib.parse.") =>
                    {
                        self.url_part(record, name)
                    }
                    "encode" if record.class.starts_with("urllib.parse.") => {
                        Ok(self.unsupported("a URL as bytes", object.place))
                    }
                    _ if name.starts_with("__") => {
                        Ok(self.unsupported("an attribute of a tuple", object.place))
                    }
                    _ => {
                        let class = record.class.rsplit('.').next().unwrap_or_default();
                        self.raise("AttributeError", format!("'{class}' object has no attribute '{name}'"))
                    }
                }
            }
            (Known::RecordClass { name: class, .. }, "__name__") => text(class),
            (Known::RecordClass { fields, .. }, "_fields") => {
                Ok(Val::new(V::Tuple(fields.iter().map(|field| Val::str(field.clone())).collect())))
            }
            (Known::Match(found), "string") => Ok(Val::str(found.text.iter().collect::<String>())),
            (Known::Match(found), "re") => Ok(Val::new(V::Regex(found.source.0.clone(), found.source.1))),
            (Known::Match(_), "pos") => Ok(Val::new(V::Int(0))),
            (Known::Match(found), "endpos") => Ok(Val::new(V::Int(found.text.len() as i128))),
            (Known::Match(found), "lastindex" | "lastgroup") => {
                let _ = found;
                Ok(self.unsupported("the last group of a match", object.place))
            }
            (Known::Hash { algorithm, key, .. }, "name") => {
                text(&if key.is_some() { format!("hmac-{algorithm}") } else { (*algorithm).to_owned() })
            }
            (Known::Hash { algorithm, .. }, "digest_size") => {
                Ok(Val::new(V::Int(hash::sizes(algorithm).0 as i128)))
            }
            (Known::Hash { algorithm, .. }, "block_size") => {
                Ok(Val::new(V::Int(hash::sizes(algorithm).1 as i128)))
            }
            (Known::Template(template), "template") => text(template),
            (Known::IniSection { name, .. }, "name") => text(name),
            (Known::Deque { most, .. }, "maxlen") => {
                Ok(Val::new(most.map_or(V::None, |most| V::Int(most as i128))))
            }
            (Known::Reader { .. }, "name" | "encoding" | "mode" | "closed") => {
                Ok(self.unsupported("an attribute of a file", object.place))
            }
            _ => Ok(method()),
        }
    }

    // --- calls ---

    pub(in super::super) fn library_call(
        &mut self,
        native: &Rc<Native<'a>>,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let Native::Library(known) = &**native else {
            return Ok(self.unsupported("a call of an object", None));
        };
        match known {
            Known::RecordClass { name, fields, defaults } => {
                let (name, fields, defaults) = (name.clone(), fields.clone(), defaults.clone());
                self.make_record(&name, &fields, &defaults, positional, named)
            }
            Known::AttrGetter(names) => {
                let names = names.clone();
                let Some(object) = positional.first() else {
                    return self.raise("TypeError", "attrgetter expected 1 argument, got 0".to_owned());
                };
                let mut found = Vec::new();
                for name in &names {
                    let mut value = object.clone();
                    for part in name.split('.') {
                        value = self.attribute(&value, part)?;
                    }
                    found.push(value);
                }
                Ok(if found.len() == 1 { found.remove(0) } else { Val::new(V::Tuple(found.into())) })
            }
            Known::MethodCaller { name, positional: first, named } => {
                let (name, first, named) = (name.clone(), first.clone(), named.clone());
                let Some(object) = positional.first() else {
                    return self.raise("TypeError", "methodcaller expected 1 argument, got 0".to_owned());
                };
                let method = self.attribute(object, &name)?;
                self.call(&method, first, named)
            }
            other => {
                let class = other.class().rsplit('.').next().unwrap_or_default().to_owned();
                self.raise("TypeError", format!("'{class}' object is not callable"))
            }
        }
    }

    /// An instance of a named tuple.
    pub(super) fn make_record(
        &mut self,
        name: &Rc<str>,
        fields: &Rc<[Rc<str>]>,
        defaults: &[Val<'a>],
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        if positional.len() > fields.len() {
            let (most, given) = (fields.len() + 1, positional.len() + 1);
            return self.raise(
                "TypeError",
                format!("{name}.__new__() takes {most} positional arguments but {given} were given"),
            );
        }
        let mut items: Vec<Option<Val<'a>>> = positional.into_iter().map(Some).collect();
        items.resize(fields.len(), None);
        for (given, value) in named {
            match fields.iter().position(|field| *field == given) {
                Some(at) if items[at].is_none() => items[at] = Some(value),
                Some(_) => {
                    return self.raise(
                        "TypeError",
                        format!("{name}.__new__() got multiple values for argument '{given}'"),
                    );
                }
                None => {
                    return self.raise(
                        "TypeError",
                        format!("{name}.__new__() got an unexpected keyword argument '{given}'"),
                    );
                }
            }
        }
        let first_default = fields.len().saturating_sub(defaults.len());
        let mut missing = Vec::new();
        for (at, item) in items.iter_mut().enumerate() {
            if item.is_none() {
                match at.checked_sub(first_default).and_then(|at| defaults.get(at)) {
                    Some(default) => *item = Some(default.clone()),
                    None => missing.push(format!("'{}'", fields[at])),
                }
            }
        }
        if !missing.is_empty() {
            let s = if missing.len() == 1 { "" } else { "s" };
            let listed = match missing.len() {
                1 => missing[0].clone(),
                2 => missing.join(" and "),
                count => format!("{}, and {}", missing[..count - 1].join(", "), missing[count - 1]),
            };
            return self.raise(
                "TypeError",
                format!(
                    "{name}.__new__() missing {} required positional argument{s}: {listed}",
                    missing.len()
                ),
            );
        }
        let items: Vec<Val<'a>> = items.into_iter().flatten().collect();
        Ok(self.new_record(name, fields, items))
    }

    pub(super) fn new_record(&self, class: &Rc<str>, fields: &Rc<[Rc<str>]>, items: Vec<Val<'a>>) -> Val<'a> {
        let record = Record { class: class.clone(), fields: fields.clone(), items: items.into() };
        self.library_object(Known::Record(record))
    }

    // --- methods ---

    pub(in super::super) fn library_method(
        &mut self,
        native: &Rc<Native<'a>>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let result = self.library_method_of(native, name, positional, named)?;
        self.doubt_result(&["ValueError", "TypeError", "KeyError", "IndexError", "Error"], &result);
        Ok(result)
    }

    fn library_method_of(
        &mut self,
        native: &Rc<Native<'a>>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let Native::Library(known) = &**native else { return Ok(self.unsupported("a method", None)) };
        match known {
            Known::Match(found) => self.match_method(found, name, &positional, &named),
            Known::Record(record) => self.record_method(record, name, &positional, &named),
            Known::RecordClass { name: class, fields, .. } => match (name, &positional[..]) {
                ("_make", [items]) => {
                    let (class, fields) = (class.clone(), fields.clone());
                    match self.iterate(items)? {
                        Ok(items) if items.len() == fields.len() => {
                            Ok(self.new_record(&class, &fields, items))
                        }
                        Ok(items) => self.raise(
                            "TypeError",
                            format!("Expected {} arguments, got {}", fields.len(), items.len()),
                        ),
                        Err(why) => Ok(Val { kind: V::Unknown(why), place: items.place }),
                    }
                }
                _ => Ok(self.unsupported("a method of a named tuple", Some(self.statement))),
            },
            Known::Reader { text, binary, position } => {
                let (text, binary, position) = (text.clone(), *binary, *position);
                self.file_method(native, &text, binary, position, name, &positional)
            }
            Known::Hash { algorithm, key, data } => {
                let (algorithm, key, data) = (*algorithm, key.clone(), *data);
                self.hash_method(algorithm, key.as_deref(), data, name, &positional)
            }
            Known::Ini(parser) => self.ini_method(*parser, name, &positional, &named),
            Known::IniSection { parser, name: section } => {
                let (parser, section) = (*parser, section.clone());
                self.ini_section_method(parser, &section, name, positional, &named)
            }
            Known::Template(template) => {
                let template = template.clone();
                self.template_method(&template, name, &positional, &named)
            }
            Known::Deque { list, most } => {
                let (list, most) = (*list, *most);
                self.deque_method(list, most, name, positional, named)
            }
            other => {
                let class = other.class().to_owned();
                Ok(self.unsupported(format!("{class}.{name}()"), Some(self.statement)))
            }
        }
    }

    fn record_method(
        &mut self,
        record: &Record<'a>,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        match (name, positional) {
            ("_asdict", []) => {
                let pairs: Vec<(Val<'a>, Val<'a>)> = record
                    .fields
                    .iter()
                    .map(|f| Val::str(f.clone()))
                    .zip(record.items.iter().cloned())
                    .collect();
                let dict = self.dict_of(pairs);
                Ok(Val::new(dict))
            }
            ("_replace", []) => {
                let mut items = record.items.to_vec();
                for (given, value) in named {
                    match record.fields.iter().position(|field| field == given) {
                        Some(at) => items[at] = value.clone(),
                        None => {
                            // 3.13 raises TypeError, 3.12 ValueError.
                            return Ok(self.unsupported("_replace() of another field", Some(self.statement)));
                        }
                    }
                }
                Ok(self.new_record(&record.class, &record.fields, items))
            }
            ("index" | "count", _) => {
                let tuple = Val::new(V::Tuple(record.items.clone()));
                self.call_method(&tuple, name, positional.to_vec(), Vec::new())
            }
            ("geturl", []) => self.url_text(record),
            _ => Ok(self.unsupported(format!(".{name}()"), Some(self.statement))),
        }
    }

    /// The items of an object, as far as they are known; none: it has none.
    pub(in super::super) fn library_items(
        &mut self,
        known: &Known<'a>,
    ) -> Option<Result<Vec<Val<'a>>, Rc<Unknown>>> {
        Some(Ok(match known {
            Known::Record(record) => record.items.to_vec(),
            Known::Reader { text, binary, position } => {
                let (text, binary, position) = (text.clone(), *binary, *position);
                self.file_lines(&text, binary, position)
            }
            Known::Deque { list, .. } => return Some(Ok(self.raw_items(&Val::new(V::List(*list))))),
            Known::Ini(parser) => match self.ini(*parser) {
                Ok(ini) => std::iter::once("DEFAULT")
                    .chain(ini.sections.iter().map(|(name, _)| &**name))
                    .map(Val::str)
                    .collect(),
                Err(why) => return Some(Err(why)),
            },
            Known::IniSection { parser, name } => match self.ini(*parser) {
                Ok(ini) => ini.options(name).unwrap_or_default().into_iter().map(Val::str).collect(),
                Err(why) => return Some(Err(why)),
            },
            _ => return None,
        }))
    }

    /// `object[index]`.
    pub(in super::super) fn library_item(&mut self, known: &Known<'a>, index: &Val<'a>) -> Option<Eval<'a>> {
        Some(match known {
            Known::Record(record) => self.subscript(&Val::new(V::Tuple(record.items.clone())), index),
            Known::Deque { list, .. } => match self.subscript(&Val::new(V::List(*list)), index) {
                Err(raise) if &*raise.class == "IndexError" => {
                    self.raise("IndexError", "deque index out of range".to_owned())
                }
                other => other,
            },
            Known::Match(found) => {
                self.match_method(found, "group", std::slice::from_ref(index), &Vec::new())
            }
            Known::Ini(parser) => self.ini_item(*parser, index),
            Known::IniSection { parser, name } => self.ini_section_item(*parser, &name.clone(), index),
            _ => return None,
        })
    }

    /// `object[index] = value`.
    pub(in super::super) fn library_set_item(
        &mut self,
        container: &Val<'a>,
        index: &Val<'a>,
        value: Val<'a>,
    ) -> Result<(), Raise<'a>> {
        let V::Native(native) = &container.kind else { return Ok(()) };
        let Native::Library(known) = &**native else { return Ok(()) };
        match known {
            Known::Deque { list, .. } => self.set_item(&Val::new(V::List(*list)), index, value),
            Known::IniSection { parser, name } => {
                let (parser, name) = (*parser, name.clone());
                let arguments = [Val::str(name), index.clone(), value];
                self.ini_method(parser, "set", &arguments, &Vec::new()).map(|_| ())
            }
            Known::Ini(parser) => {
                self.ini_changed(*parser);
                Ok(())
            }
            Known::Record(_) | Known::Match(_) => {
                let class = known.class().rsplit('.').next().unwrap_or_default().to_owned();
                self.raise("TypeError", format!("'{class}' object does not support item assignment"))
            }
            _ => Ok(()),
        }
    }

    /// `str()` or `repr()` of what is no plain value, or holds such; none: of this
    /// kind it is not followed.
    pub(in super::super) fn text_of(&mut self, value: &Val<'a>, repr: bool, depth: u32) -> Option<String> {
        use super::super::object::Flavour;
        if depth == 0 {
            return None;
        }
        if !self.has_class(value, 8) {
            let shown = if repr { self.repr(value) } else { self.str(value) };
            return shown.ok()?.as_str().map(|text| text.to_string());
        }
        let each = |me: &mut Self, items: &[Val<'a>]| {
            items.iter().map(|item| me.text_of(item, true, depth - 1)).collect::<Option<Vec<_>>>()
        };
        match &value.kind {
            V::Native(native) => match &**native {
                Native::Library(Known::Record(record)) => {
                    let items = each(self, &record.items)?;
                    let fields: Vec<String> = record
                        .fields
                        .iter()
                        .zip(items)
                        .map(|(field, item)| format!("{field}={item}"))
                        .collect();
                    let class = record.class.rsplit('.').next().unwrap_or_default();
                    Some(format!("{class}({})", fields.join(", ")))
                }
                _ => None,
            },
            V::Tuple(items) => {
                let shown = each(self, items)?;
                Some(if shown.len() == 1 {
                    format!("({},)", shown[0])
                } else {
                    format!("({})", shown.join(", "))
                })
            }
            V::List(id) => match &*self.object_rc(*id) {
                Object::List(items) => Some(format!("[{}]", each(self, items)?.join(", "))),
                _ => None,
            },
            V::Set(id) => match &*self.object_rc(*id) {
                Object::Set(table) if table.open.is_none() && table.pairs.len() < 2 => {
                    let items: Vec<Val<'a>> = table.pairs.values().map(|(item, _)| item.clone()).collect();
                    let shown = each(self, &items)?;
                    Some(match (&table.flavour, shown.first()) {
                        (Flavour::Frozen, None) => "frozenset()".to_owned(),
                        (Flavour::Frozen, Some(item)) => format!("frozenset({{{item}}})"),
                        (_, None) => "set()".to_owned(),
                        (_, Some(item)) => format!("{{{item}}}"),
                    })
                }
                _ => None,
            },
            V::Dict(id) => match &*self.object_rc(*id) {
                Object::Dict(table) if table.open.is_none() && !table.environ => {
                    let mut pairs = Vec::new();
                    for (key, item) in table.pairs.values() {
                        let key = self.text_of(key, true, depth - 1)?;
                        pairs.push(format!("{key}: {}", self.text_of(item, true, depth - 1)?));
                    }
                    let plain = format!("{{{}}}", pairs.join(", "));
                    Some(match &table.flavour {
                        Flavour::Plain => plain,
                        // 3.12 writes it in another way than 3.11.
                        Flavour::Ordered if pairs.is_empty() => "OrderedDict()".to_owned(),
                        Flavour::Ordered => format!("OrderedDict({plain})"),
                        Flavour::Frozen => format!("mappingproxy({plain})"),
                        Flavour::Default(None) => format!("defaultdict(None, {plain})"),
                        Flavour::Default(Some(factory)) => match &factory.kind {
                            V::Symbol(name) if !name.contains('.') => {
                                format!("defaultdict(<class '{name}'>, {plain})")
                            }
                            _ => return None,
                        },
                        Flavour::Counter if pairs.is_empty() => "Counter()".to_owned(),
                        // It is shown with the most common first.
                        Flavour::Counter => return None,
                    })
                }
                _ => None,
            },
            _ => None,
        }
    }

    // --- string.Template ---

    fn template_method(
        &mut self,
        template: &Rc<str>,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        let safe = match name {
            "substitute" => false,
            "safe_substitute" => true,
            _ => return Ok(self.unsupported("a method of a template", Some(self.statement))),
        };
        let mut arguments: Vec<Val<'a>> = positional.to_vec();
        arguments.extend(named.iter().map(|(_, value)| value.clone()));
        let names: Vec<Rc<str>> = named.iter().map(|(name, _)| name.clone()).collect();
        let count = positional.len();
        let template = template.clone();
        self.lifted(&arguments, move |me, arguments| {
            if let Some(unknown) = me.unknown_of(arguments) {
                return Ok(unknown);
            }
            let mut values: Vec<(Value, Value)> = Vec::new();
            for mapping in &arguments[..count] {
                match me.plain_data(mapping).map(|plain| plain.kind) {
                    Some(Kind::Dict(pairs)) => values.extend(pairs),
                    _ => return Ok(me.hole_of(mapping, "a template's values")),
                }
            }
            for (name, value) in names.iter().zip(&arguments[count..]) {
                match me.plain(value) {
                    Some(plain) => values.push((me.str_value(name), plain)),
                    None => return Ok(me.hole_of(value, "a template's values")),
                }
            }
            if let Some(hole) = values.iter().find_map(|(_, value)| value.first_hole()) {
                let hole = me.adopt(hole);
                return Ok(me.hole_of(&hole, "a template's values"));
            }
            let result = crate::python::library::words::substitute(&template, safe, &values)
                .map(|text| me.str_value(&text));
            me.outcome(result)
        })
    }

    /// The reason that an object has become one of several.
    pub(in super::super) fn several(&self) -> Rc<Unknown> {
        merge_unknown([&self.unsupported("an object that branches have changed", Some(self.statement))])
            .expect("it is unknown")
    }

    /// A library's failure as an exception, or as what is not known.
    pub(super) fn failed(&mut self, failure: crate::python::library::Failure) -> Result<Val<'a>, Raise<'a>> {
        self.outcome(Err(failure))
    }
}
