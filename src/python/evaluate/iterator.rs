//! Iterators: what gives its items once. A generator runs when its first item
//! is asked for, and then to its end.

use std::rc::Rc;

use super::object::{Function, Id, Iteration, Object, Pending, V, Val, merge_unknown};
use super::{Eval, Evaluator, Flow, Frame, Raise};
use crate::python::value::Unknown;

/// What an iterator has left.
pub(super) struct Left<'a> {
    pub(super) items: Vec<Val<'a>>,
    /// Why more may follow.
    pub(super) rest: Option<Rc<Unknown>>,
    /// The exception that ends it.
    pub(super) raises: Option<Rc<Raise<'a>>>,
}

impl<'a> Evaluator<'a> {
    /// An iterator over these items; `class`: Python's name of its type.
    pub(super) fn new_iterator(&mut self, class: &'static str, items: Vec<Val<'a>>) -> V<'a> {
        let items = items.into();
        let iteration = Iteration { class, items, taken: 0, pending: None, raises: None, returned: None };
        V::Iterator(self.allocate(Object::Iterator(iteration)))
    }

    /// The result of calling a generator function.
    pub(super) fn new_generator(
        &mut self,
        function: Rc<Function<'a>>,
        locals: Id,
        receiver: Option<Val<'a>>,
    ) -> V<'a> {
        let pending = Some(Rc::new(Pending { function, locals, receiver }));
        let iteration = Iteration {
            class: "generator",
            items: Rc::from([]),
            taken: 0,
            pending,
            raises: None,
            returned: None,
        };
        V::Iterator(self.allocate(Object::Iterator(iteration)))
    }

    /// Python's name of the iterator's type.
    pub(super) fn iterator_class(&self, id: Id) -> &'static str {
        match self.object(id) {
            Object::Iterator(iteration) => iteration.class,
            _ => "iterator",
        }
    }

    /// Runs a generator that has not begun.
    fn begin_generator(&mut self, id: Id) -> Result<(), Raise<'a>> {
        let Object::Iterator(iteration) = self.object(id) else { return Ok(()) };
        let Some(pending) = iteration.pending.clone() else { return Ok(()) };
        if let Object::Iterator(iteration) = self.write(id) {
            iteration.pending = None;
        }
        let Pending { function, locals, receiver } = &*pending;
        let list = self.allocate(Object::List(Vec::new()));
        let frame =
            Frame { yields: Some(list), receiver: receiver.clone(), ..Frame::of_function(function, *locals) };
        let (result, frame) = self.run_body(function, frame);
        let items = self.yielded(list);
        let returned = match (&result, &frame.pending[..]) {
            (Ok(Flow::Return(value)), []) => value.clone(),
            (_, []) => Val::new(V::None),
            _ => self.unsupported("what a generator returns", None),
        };
        if let Object::Iterator(iteration) = self.write(id) {
            iteration.items = items.into();
            iteration.raises = result.err().map(Rc::new);
            iteration.returned = Some(returned);
        }
        Ok(())
    }

    /// What a generator gave; where that depends on the way, what each way gave.
    fn yielded(&self, list: Id) -> Vec<Val<'a>> {
        let fork = match self.object(list) {
            Object::List(items) => return items.clone(),
            Object::Fork(fork) => fork,
            _ => return Vec::new(),
        };
        let mut ways = fork.contents();
        let Some(Object::List(first)) = ways.next().map(|way| &**way) else { return Vec::new() };
        let mut count = if fork.open.is_some() { 0 } else { first.len() };
        for way in ways {
            if let Object::List(items) = &**way {
                count = first.iter().zip(items).take(count).take_while(|(a, b)| self.same(a, b, 8)).count();
            }
        }
        let mut items = first[..count].to_vec();
        items.push(Val::new(V::Rest(fork.because.clone())));
        items
    }

    /// A `yield` of the running generator.
    pub(super) fn give(&mut self, list: Id, mut items: Vec<Val<'a>>) {
        // On some way it has ended before.
        let ended = self.frame().pending.first().map(|(value, _)| value.clone());
        if let Some(value) = ended {
            let why = self.hole_within(&value).unwrap_or_else(|| {
                merge_unknown([&self.unsupported("a generator that may end early", None)])
                    .expect("it is unknown")
            });
            items = vec![Val::new(V::Rest(why))];
        }
        let added = self.change(list, |_, object| {
            let rest = |list: &[Val<'a>]| matches!(list, [Val { kind: V::Rest(_), .. }]);
            if let Object::List(list) = object
                && !(rest(&items) && list.last().is_some_and(|last| rest(std::slice::from_ref(last))))
            {
                list.extend(items.iter().cloned());
            }
            Ok(())
        });
        debug_assert!(added.is_ok(), "nothing is raised there");
    }

    /// What `yield from` gives when the iterator is at its end.
    pub(super) fn returned(&self, iterator: &Val<'a>) -> Val<'a> {
        match iterator.kind {
            V::Iterator(id) => match self.object(id) {
                Object::Iterator(iteration) => {
                    iteration.returned.clone().unwrap_or_else(|| Val::new(V::None))
                }
                _ => self.unsupported("an iterator of a branch that cannot be decided", None),
            },
            V::Maybe(_) | V::Unknown(_) | V::Rest(_) | V::Instance(_) => {
                self.unsupported("what a generator returns", None)
            }
            _ => Val::new(V::None),
        }
    }

    /// What is left, all taken at once; the second: why more may follow.
    pub(super) fn drain(&mut self, id: Id) -> Result<(Vec<Val<'a>>, Option<Rc<Unknown>>), Raise<'a>> {
        let left = self.drain_to_end(id)?;
        match left.raises {
            Some(raise) => Err((*raise).clone()),
            None => Ok((left.items, left.rest)),
        }
    }

    /// What is left, and how it ends.
    pub(super) fn drain_to_end(&mut self, id: Id) -> Result<Left<'a>, Raise<'a>> {
        self.begin_generator(id)?;
        let Object::Iterator(iteration) = self.object(id) else {
            let unknown = self.unsupported("an iterator of a branch that cannot be decided", None);
            let rest = merge_unknown([&unknown]);
            return Ok(Left { items: Vec::new(), rest, raises: None });
        };
        let items: Vec<Val<'a>> = iteration.items[iteration.taken..].to_vec();
        let raises = iteration.raises.clone();
        if let Object::Iterator(iteration) = self.write(id) {
            iteration.taken = iteration.items.len();
            iteration.raises = None;
        }
        let known = items.iter().take_while(|item| !matches!(item.kind, V::Rest(_))).count();
        let rest = items.get(known).and_then(|item| match &item.kind {
            V::Rest(why) => Some(why.clone()),
            _ => None,
        });
        Ok(Left { items: items[..known].to_vec(), rest, raises })
    }

    /// The values, with lists in the place of iterators: for functions that take
    /// all items at once.
    pub(super) fn listed(&mut self, mut values: Vec<Val<'a>>) -> Result<Vec<Val<'a>>, Raise<'a>> {
        for value in &mut values {
            let id = match value.kind {
                V::Iterator(id) => id,
                _ => continue,
            };
            let (mut items, rest) = self.drain(id)?;
            items.extend(rest.map(|why| Val::new(V::Rest(why))));
            value.kind = self.new_list(items);
        }
        Ok(values)
    }

    /// Gives back what a loop that ended early has not taken.
    pub(super) fn give_back(&mut self, id: Id, count: usize) {
        if count > 0
            && let Object::Iterator(iteration) = self.write(id)
        {
            iteration.taken = iteration.items.len().saturating_sub(count);
        }
    }

    /// `next(iterator)`; `None`: it is at its end.
    pub(super) fn next_of(&mut self, id: Id) -> Result<Option<Val<'a>>, Raise<'a>> {
        self.begin_generator(id)?;
        let Object::Iterator(iteration) = self.object(id) else {
            return Ok(Some(self.unsupported("an iterator of a branch that cannot be decided", None)));
        };
        match iteration.items.get(iteration.taken).cloned() {
            Some(item) => {
                if let V::Rest(why) = item.kind {
                    return Ok(Some(Val { kind: V::Unknown(why), place: item.place }));
                }
                if let Object::Iterator(iteration) = self.write(id) {
                    iteration.taken += 1;
                }
                Ok(Some(item))
            }
            None => {
                let raises = iteration.raises.clone();
                if raises.is_some()
                    && let Object::Iterator(iteration) = self.write(id)
                {
                    iteration.raises = None;
                }
                raises.map_or(Ok(None), |raise| Err((*raise).clone()))
            }
        }
    }

    /// `iter(value)`.
    pub(super) fn iter_of(&mut self, value: &Val<'a>) -> Eval<'a> {
        let class = match &value.kind {
            V::Iterator(_) => return Ok(value.clone()),
            V::List(_) => "list_iterator",
            V::Tuple(_) => "tuple_iterator",
            V::Str(_) => "str_ascii_iterator",
            V::Dict(_) => "dict_keyiterator",
            V::Set(_) => "set_iterator",
            V::Instance(_) => match self.class_attribute(value, "__iter__") {
                Some(method) => return self.call(&method, Vec::new(), Vec::new()),
                None => "iterator",
            },
            _ => "iterator",
        };
        let items = match self.iterate_partly(value)? {
            Ok((items, rest)) => {
                items.into_iter().chain(rest.map(|why| Val::new(V::Rest(why)))).collect::<Vec<_>>()
            }
            Err(why) => vec![Val::new(V::Rest(why))],
        };
        Ok(Val { kind: self.new_iterator(class, items), place: value.place })
    }

    /// The items that an object of the settings gives by its own methods.
    pub(super) fn iterate_instance(&mut self, value: &Val<'a>) -> super::expression::PartItems<'a> {
        if let Some(method) = self.class_attribute(value, "__iter__") {
            let iterator = self.call(&method, Vec::new(), Vec::new())?;
            if !matches!(iterator.kind, V::Instance(_)) {
                return self.iterate_partly(&iterator);
            }
            if let Some(next) = self.class_attribute(&iterator, "__next__") {
                return self.collect_until_stop(&next);
            }
        } else if let Some(value) = self.payload(value) {
            return self.iterate_partly(&value);
        } else if let Some(method) = self.class_attribute(value, "__getitem__") {
            return self.collect_by_index(&method);
        }
        let unknown = self.unsupported("iteration over an object", value.place);
        Ok(Err(merge_unknown([&unknown]).expect("it is unknown")))
    }

    fn collect_until_stop(&mut self, next: &Val<'a>) -> super::expression::PartItems<'a> {
        let mut items = Vec::new();
        loop {
            if items.len() as u32 >= super::MAX_ROUNDS {
                let unknown = self.limit("rounds of a loop", None);
                return Ok(Ok((items, merge_unknown([&unknown]))));
            }
            match self.call(next, Vec::new(), Vec::new()) {
                Ok(item) => items.push(item),
                Err(raise) if &*raise.class == "StopIteration" => return Ok(Ok((items, None))),
                Err(raise) => return Err(raise),
            }
        }
    }

    fn collect_by_index(&mut self, method: &Val<'a>) -> super::expression::PartItems<'a> {
        let mut items = Vec::new();
        loop {
            if items.len() as u32 >= super::MAX_ROUNDS {
                let unknown = self.limit("rounds of a loop", None);
                return Ok(Ok((items, merge_unknown([&unknown]))));
            }
            let index = Val::new(V::Int(items.len() as i128));
            match self.call(method, vec![index], Vec::new()) {
                Ok(item) => items.push(item),
                Err(raise) if &*raise.class == "IndexError" => return Ok(Ok((items, None))),
                Err(raise) => return Err(raise),
            }
        }
    }
}
