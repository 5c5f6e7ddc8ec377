//! From the evaluator's heap to plain values, and back.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::object::{Id, Object, Step, Table, V, Val};
use super::{Evaluator, MAX_TEXT};
use crate::python::value::{Binding, Event, Kind, Made, Maybe, Module, Reason, Unknown, Value};
use crate::source::{Place, sort_by_key};

/// Containers within containers that are shown.
const MAX_EXPORT_DEPTH: u32 = 24;
/// Values in one export: a list that holds itself many times is cut.
const MAX_EXPORT_NODES: u32 = 100_000;
/// Values in what all names hold: a large list may have a thousand names.
const MAX_SHOWN_NODES: u32 = 600_000;

impl<'a> Evaluator<'a> {
    pub(super) fn export_module(&mut self, scope: Id, module: &mut Module) {
        let all = self.host.small_names;
        let is_wanted = |name: &str| is_setting(name) || all && !name.starts_with('_');
        let names: Vec<Rc<str>> =
            self.scope(scope).names.keys().filter(|name| is_wanted(name)).cloned().collect();
        let mut shown: u32 = 0;
        for name in names {
            let bound = self.scope(scope).names[&name].clone();
            let itself: Rc<str> = "".into();
            let mut steps: Vec<(Step, Rc<str>)> =
                bound.events.iter().map(|step| (step.clone(), itself.clone())).collect();
            self.collect_steps(&bound.value, &itself, &mut steps, 4);
            sort_by_key(&mut steps, |(step, _)| step.number);
            steps.dedup_by_key(|(step, _)| step.number);
            let history = steps
                .into_iter()
                .map(|(step, within)| {
                    let Step { place, change, after, doubtful, .. } = step;
                    Event { place, change, within, after, doubtful }
                })
                .collect();
            // As far as there is room left for it.
            let begun = MAX_EXPORT_NODES.saturating_sub(MAX_SHOWN_NODES.saturating_sub(shown));
            let mut nodes = begun;
            let value = self.export_deep(&bound.value, 0, &mut nodes);
            shown = shown.saturating_add(nodes - begun);
            module.settings.insert(name, Binding { value, history });
        }
        module.open = self.scope(scope).open.clone();
    }

    /// The steps that changed the objects within a value, with the keys on the way to them.
    fn collect_steps(&self, value: &Val<'a>, within: &Rc<str>, steps: &mut Vec<(Step, Rc<str>)>, depth: u32) {
        if depth == 0 || steps.len() > 256 || self.steps.get() > super::MAX_STEPS {
            return;
        }
        match &value.kind {
            V::List(id) | V::Dict(id) | V::Set(id) => {
                steps.extend(self.heap[*id as usize].steps.iter().map(|step| (step.clone(), within.clone())));
                self.look(self.object(*id).size() / size_of::<Val<'a>>());
                let mut inner = |key: &dyn Fn() -> String, value: &Val<'a>| {
                    if matches!(value.kind, V::List(_) | V::Dict(_) | V::Set(_) | V::Maybe(_)) {
                        self.collect_steps(value, &format!("{within}[{}]", key()).into(), steps, depth - 1);
                    }
                };
                match self.object(*id) {
                    Object::List(items) => {
                        items.iter().enumerate().for_each(|(at, item)| inner(&|| at.to_string(), item));
                    }
                    Object::Dict(table) => {
                        table.pairs.values().for_each(|(key, value)| inner(&|| self.short(key), value));
                    }
                    _ => {}
                }
            }
            V::Maybe(maybe) => {
                maybe.values().for_each(|value| self.collect_steps(value, within, steps, depth - 1));
            }
            _ => {}
        }
    }

    /// The value as a plain tree.
    pub(super) fn export(&self, value: &Val<'a>) -> Value {
        let mut nodes = 0;
        let exported = self.export_deep(value, 0, &mut nodes);
        self.spend(nodes as usize * size_of::<Value>());
        exported
    }

    fn export_deep(&self, value: &Val<'a>, depth: u32, nodes: &mut u32) -> Value {
        if let Some(limit) = room(value, depth, nodes) {
            return limit;
        }
        let mut items = |items: &[Val<'a>]| {
            items.iter().map(|item| self.export_deep(item, depth + 1, nodes)).collect::<Vec<_>>()
        };
        let kind = match &value.kind {
            V::None => Kind::None,
            V::Bool(value) => Kind::Bool(*value),
            V::Int(value) => Kind::Int(*value),
            V::Float(value) => Kind::Float(*value),
            V::Str(text) => {
                *nodes = nodes.saturating_add(u32::try_from(text.len() / 128).unwrap_or(u32::MAX));
                Kind::Str(text.clone())
            }
            V::Bytes(bytes) => Kind::Bytes(bytes.clone()),
            V::Tuple(tuple) => Kind::Tuple(items(tuple)),
            V::List(id) => match self.object(*id) {
                Object::List(list) => Kind::List(items(list)),
                Object::Fork(fork) => return self.export_fork(value, fork, depth, nodes),
                _ => Kind::List(Vec::new()),
            },
            V::Set(id) => match self.object(*id) {
                Object::Set(table) => {
                    let mut all: Vec<Value> = table
                        .pairs
                        .values()
                        .map(|(item, _)| self.export_deep(item, depth + 1, nodes))
                        .collect();
                    all.extend(
                        table
                            .open
                            .iter()
                            .map(|why| Value { kind: Kind::Unknown(why.clone()), place: value.place }),
                    );
                    Kind::Set(all)
                }
                Object::Fork(fork) => return self.export_fork(value, fork, depth, nodes),
                _ => Kind::Set(Vec::new()),
            },
            V::Dict(id) => match self.object(*id) {
                Object::Dict(table) => {
                    let mut pairs: Vec<(Value, Value)> = table
                        .pairs
                        .values()
                        .map(|(key, item)| {
                            (
                                self.export_deep(key, depth + 1, nodes),
                                self.export_deep(item, depth + 1, nodes),
                            )
                        })
                        .collect();
                    let open = if table.environ && !self.host.closed {
                        Some(Rc::new(Unknown {
                            reason: Reason::Environment,
                            place: value.place,
                            variables: BTreeSet::new(),
                        }))
                    } else {
                        table.open.clone()
                    };
                    if let Some(why) = open {
                        let hole = Value { kind: Kind::Unknown(why), place: value.place };
                        pairs.push((hole.clone(), hole));
                    }
                    Kind::Dict(pairs)
                }
                Object::Fork(fork) => return self.export_fork(value, fork, depth, nodes),
                _ => Kind::Dict(Vec::new()),
            },
            V::Path(text) => Kind::Path(text.clone()),
            V::Timedelta(micros) => Kind::Timedelta(*micros),
            V::Date(text) => Kind::Date(text.clone()),
            V::Decimal(text) => Kind::Decimal(text.clone()),
            V::Regex(text, flags) => Kind::Regex(text.clone(), *flags),
            V::Typed(class, text) => Kind::Typed(class, text.clone()),
            V::Lazy(text) => Kind::Lazy(text.clone()),
            V::Range(start, stop, step) => Kind::Object(format!("range({start}, {stop}, {step})").into()),
            V::Function(function) => Kind::Object(function.name.clone()),
            V::Method(method) => return self.export_deep(&method.0, depth + 1, nodes),
            V::NativeMethod(method) => Kind::Object(method.1.clone()),
            V::Class(id) => match self.object(*id) {
                Object::Class(class) => Kind::Object(class.name.clone()),
                _ => Kind::Object("class".into()),
            },
            V::Instance(_) => match self.member(value, depth) {
                Some(made) => Kind::Made(Rc::new(made)),
                None => Kind::Object(self.type_name(value).into()),
            },
            V::Iterator(id) => Kind::Object(self.iterator_class(*id).into()),
            V::Module(module) => Kind::Object(module.name.clone()),
            V::Symbol(name) => match &**name {
                "Ellipsis" => Kind::Object("Ellipsis".into()),
                _ => Kind::Object(name.clone()),
            },
            V::Native(native) => match &**native {
                super::object::Native::LazyCall(function, arguments) => {
                    let arguments = items(arguments);
                    Kind::Made(Rc::new(Made::LazyCall { function, arguments }))
                }
                super::object::Native::Opaque(name) => Kind::Object(name.clone()),
                super::object::Native::EnvironPath(text) => Kind::Path(text.clone()),
                super::object::Native::Library(known) => match known.items() {
                    Some(fields) => Kind::Tuple(items(fields)),
                    None => Kind::Object(known.class().into()),
                },
                _ => Kind::Object("object".into()),
            },
            V::Exception(exception) => Kind::Object(exception.0.clone()),
            V::Unbound => Kind::Absent,
            V::Unknown(why) | V::Rest(why) => Kind::Unknown(why.clone()),
            V::Maybe(maybe) => {
                let usual = maybe.usual.as_ref().map(|usual| self.export_deep(usual, depth + 1, nodes));
                let others: Vec<Value> =
                    maybe.others.iter().map(|other| self.export_deep(other, depth + 1, nodes)).collect();
                return one_of(value.place, usual, others, maybe.open.clone(), &maybe.because);
            }
        };
        Value { kind, place: value.place }
    }

    /// A member of an enum that is made at the top of a module.
    fn member(&self, value: &Val<'a>, depth: u32) -> Option<Made> {
        let class = self.class_of(value).filter(|&class| self.is_enum(class))?;
        let found = self.class(class).filter(|class| !class.nested)?;
        let scope = self.scope(self.attribute_scope(value)?);
        let name = scope.names.get("name")?.value.as_str()?.clone();
        let value = self.export_deep(&scope.names.get("value")?.value, depth + 1, &mut 0);
        if value.first_hole().is_some() || has_object(&value) {
            return None;
        }
        Some(Made::Member { class: found.name.clone(), name, value })
    }

    fn export_fork(
        &self,
        value: &Val<'a>,
        fork: &super::object::Fork<'a>,
        depth: u32,
        nodes: &mut u32,
    ) -> Value {
        if let Some(limit) = room(value, depth, nodes) {
            return limit;
        }
        let mut one = |object: &Rc<Object<'a>>| self.export_object(object, value, depth, nodes);
        let usual = fork.usual.as_ref().map(&mut one);
        let others = fork.others.iter().map(&mut one).collect();
        one_of(value.place, usual, others, fork.open.clone(), &fork.because)
    }

    fn export_object(&self, object: &Rc<Object<'a>>, value: &Val<'a>, depth: u32, nodes: &mut u32) -> Value {
        let kind = match &**object {
            Object::List(items) => {
                Kind::List(items.iter().map(|item| self.export_deep(item, depth + 1, nodes)).collect())
            }
            Object::Set(table) => {
                let items = table.pairs.values().map(|(item, _)| self.export_deep(item, depth + 1, nodes));
                let hole = table
                    .open
                    .iter()
                    .map(|why| Value { kind: Kind::Unknown(why.clone()), place: value.place });
                Kind::Set(items.chain(hole).collect())
            }
            Object::Dict(table) => {
                let mut pairs: Vec<(Value, Value)> = table
                    .pairs
                    .values()
                    .map(|(key, item)| {
                        (self.export_deep(key, depth + 1, nodes), self.export_deep(item, depth + 1, nodes))
                    })
                    .collect();
                if let Some(why) = &table.open {
                    let hole = Value { kind: Kind::Unknown(why.clone()), place: value.place };
                    pairs.push((hole.clone(), hole));
                }
                Kind::Dict(pairs)
            }
            Object::Fork(fork) => return self.export_fork(value, fork, depth + 1, nodes),
            _ => Kind::Object("object".into()),
        };
        Value { kind, place: value.place }
    }

    /// The value for a library function; none if an object is in it that is no data.
    pub(super) fn plain(&self, value: &Val<'a>) -> Option<Value> {
        if self.has_class(value, 8) {
            return None;
        }
        self.plain_data(value)
    }

    /// The same for functions that look at the data alone: a named tuple is a tuple
    /// to them, and an `OrderedDict` a dict.
    pub(super) fn plain_data(&self, value: &Val<'a>) -> Option<Value> {
        let plain = self.export(value);
        (!has_object(&plain)).then_some(plain)
    }

    /// A plain value on the heap.
    pub(super) fn adopt(&mut self, value: &Value) -> Val<'a> {
        self.spend(match &value.kind {
            Kind::Str(text) => size_of::<Val<'a>>() + text.len(),
            Kind::Bytes(bytes) => size_of::<Val<'a>>() + bytes.len(),
            _ => size_of::<Val<'a>>(),
        });
        let kind = match &value.kind {
            Kind::None => V::None,
            Kind::Bool(value) => V::Bool(*value),
            Kind::Int(value) => V::Int(*value),
            Kind::Float(value) => V::Float(*value),
            Kind::Str(text) if text.len() > MAX_TEXT => self.limit("the size of texts", value.place).kind,
            Kind::Str(text) => V::Str(text.clone()),
            Kind::Bytes(bytes) => V::Bytes(bytes.clone()),
            Kind::List(items) => {
                let items = items.iter().map(|item| self.adopt(item)).collect();
                self.new_list(items)
            }
            Kind::Tuple(items) => V::Tuple(items.iter().map(|item| self.adopt(item)).collect()),
            Kind::Set(items) => {
                let items = items.iter().map(|item| self.adopt(item)).collect();
                self.set_of(items)
            }
            Kind::Dict(pairs) => {
                let mut table = Table::default();
                for (key, item) in pairs {
                    let key = self.adopt(key);
                    let item = self.adopt(item);
                    self.table_put(&mut table, key, item);
                }
                self.new_dict(table)
            }
            Kind::Path(text) => V::Path(text.clone()),
            Kind::Timedelta(micros) => V::Timedelta(*micros),
            Kind::Date(text) => V::Date(text.clone()),
            Kind::Decimal(text) => V::Decimal(text.clone()),
            Kind::Regex(text, flags) => V::Regex(text.clone(), *flags),
            Kind::Typed(class, text) => V::Typed(class, text.clone()),
            Kind::Lazy(text) => V::Lazy(text.clone()),
            Kind::Made(_) => self.unsupported("an object", value.place).kind,
            Kind::Absent => V::Unbound,
            Kind::Object(name) => V::Symbol(name.clone()),
            Kind::Unknown(why) => V::Unknown(why.clone()),
            Kind::Maybe(maybe) => V::Unknown(maybe.because.clone()),
        };
        Val { kind, place: value.place }
    }

    /// A value in a few characters, as in messages.
    pub(super) fn short(&self, value: &Val<'a>) -> String {
        match &value.kind {
            V::None => "None".to_owned(),
            V::Bool(true) => "True".to_owned(),
            V::Bool(false) => "False".to_owned(),
            V::Int(value) => value.to_string(),
            V::Float(value) => crate::python::library::text::float_text(*value),
            V::Str(text) if text.chars().count() <= 60 => crate::python::library::text::quoted(text),
            V::Str(text) => {
                let start: String = text.chars().take(56).collect();
                crate::python::library::text::quoted(&format!("{start}..."))
            }
            V::List(id) => match self.object(*id) {
                Object::List(items) if items.is_empty() => "[]".to_owned(),
                Object::List(items) => format!("[{}]", items.len()),
                _ => "[...]".to_owned(),
            },
            V::Tuple(items) if items.is_empty() => "()".to_owned(),
            V::Tuple(items) => format!("({})", items.len()),
            V::Dict(id) => match self.object(*id) {
                Object::Dict(table) if table.pairs.is_empty() => "{}".to_owned(),
                _ => "{...}".to_owned(),
            },
            V::Unknown(_) | V::Rest(_) | V::Maybe(_) => "?".to_owned(),
            _ => "...".to_owned(),
        }
    }
}

/// What is shown instead where there is no room for one node more.
fn room(value: &Val<'_>, depth: u32, nodes: &mut u32) -> Option<Value> {
    *nodes += 1;
    if depth <= MAX_EXPORT_DEPTH && *nodes <= MAX_EXPORT_NODES {
        return None;
    }
    let limit = if depth > MAX_EXPORT_DEPTH { "depth" } else { "items" };
    let unknown = Unknown { reason: Reason::Limit(limit), place: value.place, variables: BTreeSet::new() };
    Some(Value { kind: Kind::Unknown(Rc::new(unknown)), place: value.place })
}

/// One of several values; those that cannot be told apart are one.
fn one_of(
    place: Option<Place>,
    usual: Option<Value>,
    others: Vec<Value>,
    open: Option<Rc<Unknown>>,
    because: &Rc<Unknown>,
) -> Value {
    let mut distinct: Vec<Value> = Vec::with_capacity(others.len());
    for other in others {
        if !usual.iter().chain(&distinct).any(|seen| seen.is_same_data(&other)) {
            distinct.push(other);
        }
    }
    match (usual, open) {
        (Some(only), None) if distinct.is_empty() => only,
        (None, None) if distinct.len() == 1 => distinct.remove(0),
        (usual, open) => {
            let variables = variables(because, open.as_ref());
            let maybe = Maybe { usual, others: distinct, open, because: because.clone(), variables };
            Value { kind: Kind::Maybe(Rc::new(maybe)), place }
        }
    }
}

fn variables(because: &Rc<Unknown>, open: Option<&Rc<Unknown>>) -> BTreeSet<Rc<str>> {
    let mut all = because.variables.clone();
    if let Some(open) = open {
        all.extend(open.variables.iter().cloned());
    }
    all
}

fn has_object(value: &Value) -> bool {
    match &value.kind {
        Kind::Object(_) | Kind::Made(_) => true,
        Kind::List(items) | Kind::Tuple(items) | Kind::Set(items) => items.iter().any(has_object),
        Kind::Dict(pairs) => pairs.iter().any(|(key, value)| has_object(key) || has_object(value)),
        _ => false,
    }
}

/// Django takes names in capitals alone: `str.isupper()`. One that begins with
/// an underscore is the module's own affair, and no setting that anything reads.
pub(super) fn is_setting(name: &str) -> bool {
    !name.starts_with('_') && name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase)
}
