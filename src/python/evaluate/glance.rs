//! What a step of a setting's history shows: the value after it, cut down to what
//! a glance takes in, whatever its size.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Evaluator;
use super::object::{Fork, Id, Object, Table, V, Val};
use crate::python::value::{Kind, Maybe, OMITTED, Unknown, Value};

/// Containers within each other that are shown.
const MAX_DEPTH: u32 = 2;
/// Depth at which even one of several values is left out: branches nest without end.
const MAX_FORK_DEPTH: u32 = 3;
/// Items of one container that are shown; of more, the first and the last.
const MAX_SHOWN: usize = 4;
/// Bytes of a text that is shown; a longer one is told by its kind alone.
const MAX_SHOWN_TEXT: usize = 2000;

impl<'a> Evaluator<'a> {
    /// The value in a few nodes, for the history of a name.
    pub(super) fn glance(&self, value: &Val<'a>, depth: u32) -> Value {
        Value::unplaced(match &value.kind {
            V::List(id) | V::Dict(id) | V::Set(id) => return self.glance_at(*id, depth),
            V::Tuple(items) => Kind::Tuple(self.few(items.len(), |at| items.get(at), depth)),
            V::Maybe(_) if depth >= MAX_FORK_DEPTH => omitted(),
            V::Maybe(maybe) => one_of(
                maybe.usual.as_ref().map(|usual| self.glance(usual, depth + 1)),
                maybe.others.iter().map(|other| self.glance(other, depth + 1)).collect(),
                maybe.open.as_ref(),
                &maybe.because,
            ),
            V::Str(text) if text.len() > MAX_SHOWN_TEXT => omitted(),
            V::Bytes(bytes) if bytes.len() > MAX_SHOWN_TEXT => omitted(),
            V::Method(_) => omitted(),
            _ => self.export(value).kind,
        })
    }

    /// The container in a few nodes.
    pub(super) fn glance_at(&self, id: Id, depth: u32) -> Value {
        Value::unplaced(self.glance_object(self.object(id), depth))
    }

    fn glance_object(&self, object: &Object<'a>, depth: u32) -> Kind {
        match object {
            Object::List(items) => Kind::List(self.few(items.len(), |at| items.get(at), depth)),
            Object::Set(table) => {
                let item = |at| table.pairs.get_index(at).map(|(_, (item, _))| item);
                Kind::Set(self.few(table.pairs.len(), item, depth))
            }
            Object::Dict(table) => Kind::Dict(self.few_pairs(table, depth)),
            Object::Fork(_) if depth >= MAX_FORK_DEPTH => omitted(),
            Object::Fork(fork) => self.glance_fork(fork, depth),
            _ => omitted(),
        }
    }

    fn glance_fork(&self, fork: &Fork<'a>, depth: u32) -> Kind {
        let one = |object: &Rc<Object<'a>>| Value::unplaced(self.glance_object(object, depth + 1));
        let usual = fork.usual.as_ref().map(one);
        one_of(usual, fork.others.iter().map(one).collect(), fork.open.as_ref(), &fork.because)
    }

    fn few<'v>(&self, count: usize, item: impl Fn(usize) -> Option<&'v Val<'a>>, depth: u32) -> Vec<Value>
    where
        'a: 'v,
    {
        let mut shown = Vec::new();
        for at in shown_of(count, depth) {
            shown.push(match at {
                Ok(at) => item(at).map_or_else(|| Value::unplaced(omitted()), |v| self.glance(v, depth + 1)),
                Err(left_out) => Value::unplaced(left_out),
            });
        }
        shown
    }

    fn few_pairs(&self, table: &Table<'a>, depth: u32) -> Vec<(Value, Value)> {
        let mut shown = Vec::new();
        for at in shown_of(table.pairs.len(), depth) {
            shown.push(match at {
                Ok(at) => match table.pairs.get_index(at) {
                    Some((_, (name, value))) => (self.glance(name, MAX_DEPTH), self.glance(value, depth + 1)),
                    None => continue,
                },
                Err(left_out) => (Value::unplaced(left_out), Value::unplaced(omitted())),
            });
        }
        shown
    }
}

/// The places of what is shown of so many items, and how many are left out between.
fn shown_of(count: usize, depth: u32) -> Vec<Result<usize, Kind>> {
    if count == 0 {
        Vec::new()
    } else if depth >= MAX_DEPTH {
        vec![Err(left_out(count))]
    } else if count <= MAX_SHOWN {
        (0..count).map(Ok).collect()
    } else {
        vec![Ok(0), Err(left_out(count - 2)), Ok(count - 1)]
    }
}

fn left_out(count: usize) -> Kind {
    Kind::Object(format!("{OMITTED}+{count}").into())
}

fn omitted() -> Kind {
    Kind::Object(OMITTED.into())
}

fn one_of(
    usual: Option<Value>,
    others: Vec<Value>,
    open: Option<&Rc<Unknown>>,
    because: &Rc<Unknown>,
) -> Kind {
    let (open, because) = (open.cloned(), because.clone());
    Kind::Maybe(Rc::new(Maybe { usual, others, open, because, variables: BTreeSet::new() }))
}
