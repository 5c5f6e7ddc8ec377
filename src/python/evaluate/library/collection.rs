//! `collections`, and `types` as far as it has containers.

use std::rc::Rc;

use super::super::call::Named;
use super::super::object::{Flavour, Id, Key, Object, Table, V, Val, key_of, merge_unknown};
use super::super::{Eval, Evaluator};
use super::known::Known;
use super::pattern::bind_values;
use crate::source::sort_by;

impl<'a> Evaluator<'a> {
    /// `collections.name(...)`.
    pub(super) fn collections(&mut self, name: &str, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        match (name, positional) {
            ("OrderedDict", _) => self.flavoured(positional, named, Flavour::Ordered),
            ("defaultdict", []) => self.flavoured(&[], named, Flavour::Default(None)),
            ("defaultdict", [factory, rest @ ..]) => {
                let factory = match factory.kind {
                    V::None => None,
                    V::Int(_) | V::Str(_) | V::List(_) | V::Dict(_) => {
                        return self.raise("TypeError", "first argument must be callable or None".to_owned());
                    }
                    _ => Some(factory.clone()),
                };
                self.flavoured(rest, named, Flavour::Default(factory))
            }
            ("Counter", _) => {
                let dict = self.flavoured(&[], &Vec::new(), Flavour::Counter)?;
                self.count_into(&dict, positional.first(), named, 1)?;
                Ok(dict)
            }
            ("namedtuple", _) => self.namedtuple(positional, named),
            ("deque", _) => match bind_values(&["iterable", "maxlen"], positional, named) {
                Some(given) => {
                    let most = match given[1].as_ref().map(|value| &value.kind) {
                        None | Some(V::None) => None,
                        Some(V::Int(most)) if *most >= 0 => usize::try_from(*most).ok(),
                        Some(_) => return Ok(self.unsupported("collections.deque()", Some(self.statement))),
                    };
                    let mut items = match &given[0] {
                        Some(items) => self.spread(items)?,
                        None => Vec::new(),
                    };
                    if let Some(most) = most {
                        if items.iter().any(|item| matches!(item.kind, V::Rest(_))) {
                            return Ok(
                                self.hole_of(&given[0].clone().unwrap_or(Val::new(V::None)), "a deque")
                            );
                        }
                        items.drain(..items.len().saturating_sub(most));
                    }
                    let list = self.allocate(Object::List(items));
                    Ok(self.library_object(Known::Deque { list, most }))
                }
                None => Ok(self.unsupported("collections.deque()", Some(self.statement))),
            },
            ("OrderedDict.fromkeys", _) => {
                let dict = self.flavoured(&[], &Vec::new(), Flavour::Ordered)?;
                let plain = self.call_method(&dict, "fromkeys", positional.to_vec(), Vec::new())?;
                if let V::Dict(id) = plain.kind
                    && let Object::Dict(table) = self.write(id)
                {
                    table.flavour = Flavour::Ordered;
                }
                Ok(plain)
            }
            _ => Ok(self.unmodelled_call(&format!("collections.{name}"))),
        }
    }

    fn flavoured(&mut self, positional: &[Val<'a>], named: &Named<'a>, flavour: Flavour<'a>) -> Eval<'a> {
        let positional = positional.to_vec();
        let named = named.clone();
        self.lifted(&positional, move |me, arguments| {
            let dict = me.make_dict(arguments, &named)?;
            if let V::Dict(id) = dict.kind
                && let Object::Dict(table) = me.write(id)
            {
                table.flavour = flavour.clone();
            }
            Ok(dict)
        })
    }

    /// A mapping that cannot be changed.
    pub(super) fn mapping_proxy(&mut self, positional: &[Val<'a>]) -> Eval<'a> {
        match positional {
            // It shows later changes of its dict, which a copy does not.
            [Val { kind: V::Dict(_), .. }] => self.flavoured(positional, &Vec::new(), Flavour::Frozen),
            _ => Ok(self.unsupported("types.MappingProxyType()", Some(self.statement))),
        }
    }

    /// The form in which a `frozenset` is a key; none: it is a set, or not known.
    pub(in super::super) fn frozen_key(&self, id: Id) -> Option<Key> {
        match self.object(id) {
            Object::Set(table) if matches!(table.flavour, Flavour::Frozen) && table.open.is_none() => {
                let mut keys: Vec<Key> = table.pairs.keys().cloned().collect();
                crate::source::sort(&mut keys);
                keys.push(Key::Object("frozenset".into()));
                Some(Key::Tuple(keys))
            }
            _ => None,
        }
    }

    pub(in super::super) fn is_frozen(&self, id: Id) -> bool {
        matches!(self.object(id), Object::Dict(table) if matches!(table.flavour, Flavour::Frozen))
    }

    /// A `defaultdict` that is one of several may get a pair by being asked for it.
    pub(in super::super) fn may_fill(&mut self, container: &Val<'a>) {
        let V::Dict(id) = container.kind else { return };
        let Object::Fork(fork) = self.object(id) else { return };
        let because = fork.because.clone();
        let fills = |object: &Rc<Object<'a>>| match &**object {
            Object::Dict(table) => matches!(table.flavour, Flavour::Default(Some(_))),
            _ => false,
        };
        if fork.contents().any(fills) {
            let changed = self.change(id, |_, object| {
                if let Object::Dict(table) = object {
                    table.loosen(&because);
                }
                Ok(())
            });
            debug_assert!(changed.is_ok(), "nothing is raised there");
        }
    }

    /// What a dict gives for a key that it does not have; none: it raises.
    pub(in super::super) fn missing_item(&mut self, id: Id, index: &Val<'a>) -> Option<Eval<'a>> {
        let Object::Dict(table) = self.object(id) else { return None };
        match &table.flavour {
            Flavour::Counter => Some(Ok(Val::new(V::Int(0)))),
            Flavour::Default(Some(factory)) => {
                let factory = factory.clone();
                Some(match self.call(&factory, Vec::new(), Vec::new()) {
                    Ok(value) => {
                        if let (Some(key), Object::Dict(table)) = (key_of(index), self.write(id)) {
                            table.insert(key, index.clone(), value.clone());
                        }
                        Ok(value)
                    }
                    Err(raise) => Err(raise),
                })
            }
            _ => None,
        }
    }

    // --- Counter ---

    /// Adds the counts of a mapping, of items, and of names.
    fn count_into(
        &mut self,
        counter: &Val<'a>,
        source: Option<&Val<'a>>,
        named: &Named<'a>,
        sign: i128,
    ) -> Result<(), super::super::Raise<'a>> {
        let V::Dict(id) = counter.kind else { return Ok(()) };
        let mut added: Vec<(Val<'a>, Val<'a>)> = Vec::new();
        if let Some(source) = source.filter(|source| !matches!(source.kind, V::None)) {
            let source = self.expand(source);
            match source.kind {
                V::Dict(other) => {
                    if let Object::Dict(table) = &*self.object_rc(other) {
                        added.extend(table.pairs.values().cloned());
                        if let Some(why) = &table.open {
                            self.loosen_dict(id, why);
                        }
                    }
                }
                _ => {
                    let (items, rest) = match self.iterate_partly(&source)? {
                        Ok(found) => found,
                        Err(why) => (Vec::new(), Some(why)),
                    };
                    added.extend(items.into_iter().map(|item| (item, Val::new(V::Int(1)))));
                    if let Some(why) = rest {
                        self.loosen_dict(id, &why);
                    }
                }
            }
        }
        added.extend(named.iter().map(|(name, value)| (Val::str(name.clone()), value.clone())));
        for (item, count) in added {
            let (Some(key), V::Int(count)) = (key_of(&item), &count.kind) else {
                let why = self
                    .hole_within(&item)
                    .or_else(|| self.hole_within(&count))
                    .unwrap_or_else(|| self.several());
                self.loosen_dict(id, &why);
                continue;
            };
            let count = count * sign;
            if let Object::Dict(table) = self.write(id) {
                let old = match table.pairs.get(&key).map(|(_, value)| &value.kind) {
                    None => Some(0),
                    Some(V::Int(old)) => Some(*old),
                    Some(_) => None,
                };
                match old.and_then(|old| old.checked_add(count)) {
                    Some(total) => table.insert(key, item, Val::new(V::Int(total))),
                    None => {
                        let why = self.several();
                        self.loosen_dict(id, &why);
                    }
                }
            }
        }
        Ok(())
    }

    pub(in super::super) fn loosen_dict(&mut self, id: Id, why: &Rc<crate::python::value::Unknown>) {
        if let Object::Dict(table) = self.write(id) {
            table.loosen(why);
        }
    }

    /// Methods that `OrderedDict`, `Counter` and `defaultdict` have beside those of a
    /// dict; none: another one.
    pub(in super::super) fn flavoured_method(
        &mut self,
        id: Id,
        receiver: &Val<'a>,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Option<Eval<'a>> {
        let Object::Dict(table) = self.object(id) else { return None };
        let flavour = table.flavour.clone();
        let pairs: Vec<(Val<'a>, Val<'a>)> = table.pairs.values().cloned().collect();
        let open = table.open.clone();
        let place = receiver.place;
        if let (Some(why), "most_common" | "elements" | "total") = (&open, name) {
            return Some(Ok(Val { kind: V::Unknown(why.clone()), place }));
        }
        Some(match (&flavour, name, positional) {
            (Flavour::Counter, "most_common", _) => {
                let count = match positional.first().map(|value| &value.kind) {
                    None | Some(V::None) => pairs.len(),
                    Some(V::Int(count)) => usize::try_from(*count).unwrap_or(0),
                    Some(_) => return Some(Ok(self.unsupported("Counter.most_common()", place))),
                };
                let mut counted = Vec::new();
                for (item, count) in pairs {
                    match count.kind {
                        V::Int(number) => counted.push((number, item)),
                        _ => return Some(Ok(self.hole_of(&count, "Counter.most_common()"))),
                    }
                }
                sort_by(&mut counted, |(a, _), (b, _)| b.cmp(a));
                let rows = counted
                    .into_iter()
                    .take(count)
                    .map(|(count, item)| Val::new(V::Tuple([item, Val::new(V::Int(count))].into())))
                    .collect();
                Ok(Val::new(self.new_list(rows)))
            }
            (Flavour::Counter, "elements", []) => {
                let mut items = Vec::new();
                for (item, count) in pairs {
                    match count.kind {
                        V::Int(count) if count < 100_000 && items.len() < 100_000 => {
                            items.extend(std::iter::repeat_n(item, usize::try_from(count).unwrap_or(0)));
                        }
                        _ => return Some(Ok(self.hole_of(&count, "Counter.elements()"))),
                    }
                }
                Ok(Val::new(self.new_list(items)))
            }
            (Flavour::Counter, "total", []) => {
                let values: Vec<Val<'a>> = pairs.into_iter().map(|(_, value)| value).collect();
                let list = Val::new(self.new_list(values));
                return self.call_builtin("sum", &[list], &Vec::new());
            }
            (Flavour::Counter, "update" | "subtract", _) => {
                let sign = if name == "update" { 1 } else { -1 };
                match self.count_into(receiver, positional.first(), named, sign) {
                    Ok(()) => Ok(Val::new(V::None)),
                    Err(raise) => Err(raise),
                }
            }
            (Flavour::Counter, "fromkeys", _) => Ok(self.unsupported("Counter.fromkeys()", place)),
            (Flavour::Ordered, "move_to_end", [key, rest @ ..]) => {
                let last = named.first().map(|(_, value)| value).or(rest.first());
                let last = last.is_none_or(|value| !matches!(value.kind, V::Bool(false)));
                let Some(hashed) = key_of(key) else { return Some(Ok(self.hole_of(key, "move_to_end()"))) };
                if open.is_some() {
                    return Some(Ok(self.hole_of(receiver, "move_to_end()")));
                }
                let found = match self.write(id) {
                    Object::Dict(table) => match table.remove(&hashed) {
                        Some(pair) if last => {
                            table.pairs.insert(hashed, pair);
                            true
                        }
                        Some(pair) => {
                            table.pairs.shift_insert(0, hashed, pair);
                            true
                        }
                        None => false,
                    },
                    _ => false,
                };
                if found {
                    Ok(Val::new(V::None))
                } else {
                    let shown = self.short(key);
                    self.raise("KeyError", shown)
                }
            }
            (Flavour::Frozen, "update" | "setdefault" | "pop" | "popitem" | "clear", _) => {
                self.raise("AttributeError", format!("'mappingproxy' object has no attribute '{name}'"))
            }
            _ => return None,
        })
    }

    /// `+`, `-`, `|` and `&` of two counters; none: one is no counter.
    pub(in super::super) fn counter_operation(&mut self, sign: char, a: Id, b: Id) -> Option<Val<'a>> {
        let (Object::Dict(one), Object::Dict(other)) = (&*self.object_rc(a), &*self.object_rc(b)) else {
            return None;
        };
        if !matches!((&one.flavour, &other.flavour), (Flavour::Counter, Flavour::Counter)) {
            return None;
        }
        let mut table = Table { flavour: Flavour::Counter, ..Table::default() };
        if let Some(why) = one.open.as_ref().or(other.open.as_ref()) {
            return Some(Val::new(V::Unknown(why.clone())));
        }
        let count = |table: &Table<'a>, key: &Key| match table.pairs.get(key).map(|(_, value)| &value.kind) {
            None => Some(0),
            Some(V::Int(count)) => Some(*count),
            Some(_) => None,
        };
        let later = other.pairs.iter().filter(|(key, _)| !one.pairs.contains_key(*key) && sign != '&');
        for (key, (item, _)) in one.pairs.iter().chain(later) {
            let (Some(x), Some(y)) = (count(one, key), count(other, key)) else {
                return Some(self.unsupported("an operator of counters", None));
            };
            let total = match sign {
                '+' => x + y,
                '-' => x - y,
                '|' => x.max(y),
                _ => x.min(y),
            };
            if total > 0 {
                table.insert(key.clone(), item.clone(), Val::new(V::Int(total)));
            }
        }
        Some(Val::new(self.new_dict(table)))
    }

    // --- namedtuple ---

    fn namedtuple(&mut self, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let place = Some(self.statement);
        let given =
            bind_values(&["typename", "field_names", "rename", "defaults", "module"], positional, named);
        let Some(given) = given else { return Ok(self.unsupported("namedtuple()", place)) };
        let (Some(name), Some(fields)) = (given[0].as_ref().and_then(Val::as_str).cloned(), given[1].clone())
        else {
            return Ok(self.unsupported("namedtuple()", place));
        };
        let fields: Option<Vec<Rc<str>>> = match &fields.kind {
            V::Str(text) => Some(text.replace(',', " ").split_whitespace().map(Into::into).collect()),
            _ => match self.iterate(&fields)? {
                Ok(items) => items.iter().map(|item| item.as_str().cloned()).collect(),
                Err(_) => None,
            },
        };
        let plain = |name: &Rc<str>| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let Some(fields) = fields.filter(|fields| fields.iter().all(plain)) else {
            return Ok(self.unsupported("namedtuple()", place));
        };
        let renames = given[2].as_ref().is_some_and(|value| !matches!(value.kind, V::Bool(false)));
        if renames || fields.iter().enumerate().any(|(at, field)| fields[..at].contains(field)) {
            return Ok(self.unsupported("namedtuple()", place));
        }
        let defaults = match &given[3] {
            None => Vec::new(),
            Some(value) if matches!(value.kind, V::None) => Vec::new(),
            Some(value) => match self.iterate(value)? {
                Ok(items) if items.len() <= fields.len() => items,
                Ok(_) => {
                    return self.raise("TypeError", "Got more default values than field names".to_owned());
                }
                Err(why) => return Ok(Val { kind: V::Unknown(why), place }),
            },
        };
        Ok(self.library_object(Known::RecordClass { name, fields: fields.into(), defaults }))
    }

    // --- deque ---

    pub(super) fn deque_method(
        &mut self,
        list: Id,
        most: Option<usize>,
        name: &str,
        positional: Vec<Val<'a>>,
        named: Named<'a>,
    ) -> Eval<'a> {
        let items = Val::new(V::List(list));
        let index = |at: i128| Val::new(V::Int(at));
        let empty = |raise: super::super::Raise<'a>| super::super::Raise {
            message: Some("pop from an empty deque".into()),
            ..raise
        };
        let result = match (name, &positional[..]) {
            ("append" | "extend" | "insert" | "remove" | "index" | "count" | "clear" | "reverse", _) => {
                self.call_method(&items, name, positional, named)
            }
            ("pop", []) => self.call_method(&items, "pop", Vec::new(), Vec::new()).map_err(empty),
            ("popleft", []) => self.call_method(&items, "pop", vec![index(0)], Vec::new()).map_err(empty),
            ("appendleft", [item]) => {
                if most.is_some() {
                    return Ok(self.unsupported("deque.appendleft()", Some(self.statement)));
                }
                self.call_method(&items, "insert", vec![index(0), item.clone()], Vec::new())
            }
            ("extendleft", [more]) if most.is_none() => {
                for item in self.spread(more)? {
                    self.call_method(&items, "insert", vec![index(0), item], Vec::new())?;
                }
                Ok(Val::new(V::None))
            }
            ("copy", []) => {
                let copied = self.call_method(&items, "copy", Vec::new(), Vec::new())?;
                match copied.kind {
                    V::List(list) => Ok(self.library_object(Known::Deque { list, most })),
                    _ => Ok(copied),
                }
            }
            ("rotate", rest) => {
                let by = match rest.first().map(|value| &value.kind) {
                    None => 1,
                    Some(V::Int(by)) => *by,
                    Some(_) => return Ok(self.unsupported("deque.rotate()", Some(self.statement))),
                };
                let why = merge_unknown(&self.raw_items(&items));
                if let Object::List(items) = self.write(list)
                    && !items.is_empty()
                    && why.is_none()
                {
                    let by = by.rem_euclid(items.len() as i128) as usize;
                    items.rotate_right(by);
                } else if why.is_some() {
                    return Ok(self.hole_of(&items, "deque.rotate()"));
                }
                Ok(Val::new(V::None))
            }
            _ => Ok(self.unsupported(format!("deque.{name}()"), Some(self.statement))),
        };
        if let Some(most) = most
            && let Object::List(items) = self.object(list)
            && items.len() > most
            && let Object::List(items) = self.write(list)
        {
            let extra = items.len() - most;
            items.drain(..extra);
        }
        result
    }
}
