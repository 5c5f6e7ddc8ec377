//! The heap, and what happens to it when a branch cannot be decided.

use std::rc::Rc;

use indexmap::IndexMap;

use super::object::{
    Alternatives, Bound, Fork, Id, Object, Scope, Step, Table, V, Val, key_of, merge_unknown,
};
use super::{Eval, Evaluator, Flow, MAX_ALTERNATIVES, Raise, Saved};
use crate::python::value::{Change, Reason, Unknown};
use crate::source::sort_by_key;

/// An object with the steps that changed it.
#[derive(Debug, Clone)]
pub(super) struct Cell<'a> {
    pub(super) object: Rc<Object<'a>>,
    pub(super) steps: Rc<Vec<Step>>,
    /// The fork that has already saved it.
    saved_by: u32,
}

/// Which of two ways is taken when no environment variable is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Usual {
    First,
    Second,
    Neither,
}

pub(super) type Changes<'a> = IndexMap<Id, (Cell<'a>, Cell<'a>)>;

impl<'a> Evaluator<'a> {
    pub(super) fn allocate(&mut self, object: Object<'a>) -> Id {
        self.spend(object.size());
        let id = self.heap.len() as Id;
        if matches!(object, Object::Class(_)) {
            self.classes.push(id);
        }
        self.heap.push(Cell { object: Rc::new(object), steps: Rc::default(), saved_by: 0 });
        id
    }

    pub(super) fn object(&self, id: Id) -> &Object<'a> {
        &self.heap[id as usize].object
    }

    pub(super) fn object_rc(&self, id: Id) -> Rc<Object<'a>> {
        self.heap[id as usize].object.clone()
    }

    fn save(&mut self, id: Id) {
        self.version += 1;
        if let Some(fork) = self.forks.last_mut() {
            let cell = &mut self.heap[id as usize];
            if (id as usize) < fork.heap_length && cell.saved_by != fork.serial {
                fork.trail.push((id, cell.clone()));
                cell.saved_by = fork.serial;
            }
        }
    }

    /// The object, to be changed; an undecided branch can take it back.
    pub(super) fn write(&mut self, id: Id) -> &mut Object<'a> {
        self.save(id);
        let object = &self.heap[id as usize].object;
        if Rc::strong_count(object) > 1 {
            // It is copied.
            self.spend(object.size());
        }
        Rc::make_mut(&mut self.heap[id as usize].object)
    }

    /// Notes that the current statement changed the object.
    pub(super) fn note(&mut self, id: Id, change: Change) {
        self.save(id);
        let after = self.glance_at(id, 0);
        let step = self.next_step(change, after);
        let steps: &mut Vec<Step> = Rc::make_mut(&mut self.heap[id as usize].steps);
        // A loop changes one object many times in one place.
        let room = steps.len() < 64;
        match steps.last_mut() {
            Some(last) if last.place == step.place && last.change == step.change => last.after = step.after,
            _ if room => steps.push(step),
            _ => {}
        }
    }

    pub(super) fn scope(&self, id: Id) -> &Scope<'a> {
        match self.object(id) {
            Object::Scope(scope) => scope,
            // What it is instead is not said: Debug of every kind of value would be shipped.
            _ => unreachable!("scopes stay scopes"),
        }
    }

    pub(super) fn scope_mut(&mut self, id: Id) -> &mut Scope<'a> {
        match self.write(id) {
            Object::Scope(scope) => scope,
            _ => unreachable!("scopes stay scopes"),
        }
    }

    /// From here on changes can be taken back.
    pub(super) fn begin(&mut self) {
        self.serial += 1;
        self.forks.push(Saved { serial: self.serial, heap_length: self.heap.len(), trail: Vec::new() });
    }

    /// Takes all changes back, and says what they were: before and after.
    pub(super) fn take_back(&mut self) -> Changes<'a> {
        let saved = self.forks.pop().expect("begin comes before take_back");
        let mut changes = Changes::new();
        for (id, base) in saved.trail {
            let after = self.heap[id as usize].clone();
            changes.entry(id).or_insert((base, after));
        }
        for (id, (base, _)) in &changes {
            self.heap[*id as usize] = base.clone();
        }
        changes
    }

    /// What has changed since a fork was begun, with everything made since then.
    pub(super) fn changes_since(&self, fork: usize) -> Changes<'a> {
        let Some(first) = self.forks.get(fork) else { return Changes::new() };
        let mut changes = Changes::new();
        for (id, base) in self.forks[fork..].iter().flat_map(|fork| &fork.trail) {
            if (*id as usize) < first.heap_length {
                let now = &self.heap[*id as usize];
                changes.entry(*id).or_insert_with(|| (base.clone(), now.clone()));
            }
        }
        for id in first.heap_length..self.heap.len() {
            let now = &self.heap[id];
            changes.insert(id as Id, (now.clone(), now.clone()));
        }
        changes
    }

    /// Makes changes that were taken back after all.
    pub(super) fn apply(&mut self, changes: Changes<'a>) {
        for (id, (_, after)) in changes {
            self.put(id, after);
        }
    }

    pub(super) fn put(&mut self, id: Id, mut cell: Cell<'a>) {
        self.save(id);
        cell.saved_by = self.heap[id as usize].saved_by;
        self.heap[id as usize] = cell;
    }

    /// Runs two ways of which one will be taken, and joins what they did.
    pub(super) fn either(
        &mut self,
        usual: Usual,
        because: &Rc<Unknown>,
        first: impl FnOnce(&mut Self) -> Result<Flow<'a>, Raise<'a>>,
        second: impl FnOnce(&mut Self) -> Result<Flow<'a>, Raise<'a>>,
    ) -> Result<Flow<'a>, Raise<'a>> {
        self.undecided += 1;
        // What returns on a way that is not taken where nothing is set does not
        // return there.
        let (gone, pending) = (self.frame().usual_gone, self.frame().pending.len());
        self.frame_mut().usual_gone = gone || usual != Usual::First;
        let (first_flow, first_changes) = self.one_way(usual == Usual::Second, first);
        let first_gone = self.frame().usual_gone;
        self.frame_mut().usual_gone = gone || usual != Usual::Second;
        let (second_flow, second_changes) = self.one_way(usual == Usual::First, second);
        self.undecided -= 1;
        let second_gone = self.frame().usual_gone;
        self.frame_mut().usual_gone = match usual {
            Usual::First => first_gone,
            Usual::Second => second_gone,
            Usual::Neither => gone || self.frame().pending.len() > pending,
        };
        match (first_flow, second_flow) {
            // One of them is what is raised, the other is a doubt.
            (Err(raise), Err(other)) => {
                let unclear = &*other.class == super::guard::ANY_CLASS;
                let (changes, raise) = if usual == Usual::First || unclear {
                    self.doubt_after(second_changes, &other.class, false, because);
                    (first_changes, raise)
                } else {
                    self.doubt_after(first_changes, &raise.class, false, because);
                    (second_changes, other)
                };
                self.apply(changes);
                Err(raise)
            }
            (Err(raise), Ok(flow)) => {
                self.doubt_after(first_changes, &raise.class, usual == Usual::First, because);
                self.apply(second_changes);
                self.lose_usual(usual == Usual::First);
                Ok(flow)
            }
            (Ok(flow), Err(raise)) => {
                self.doubt_after(second_changes, &raise.class, usual == Usual::Second, because);
                self.apply(first_changes);
                self.lose_usual(usual == Usual::Second);
                Ok(flow)
            }
            (Ok(first_flow), Ok(second_flow)) => {
                self.join_changes(first_changes, second_changes, usual, because);
                Ok(self.join_flows(first_flow, second_flow, usual, because))
            }
        }
    }

    /// Takes a way and goes back: what came of it, and the changes. `unusual`: it is not
    /// taken where nothing is set.
    fn one_way<T>(&mut self, unusual: bool, way: impl FnOnce(&mut Self) -> T) -> (T, Changes<'a>) {
        self.unusual += u32::from(unusual);
        self.begin();
        let flow = way(self);
        let changes = self.take_back();
        self.unusual -= u32::from(unusual);
        (flow, changes)
    }

    /// The value of one of two expressions, of which one is computed.
    pub(super) fn either_value(
        &mut self,
        usual: Usual,
        because: &Rc<Unknown>,
        first: impl FnOnce(&mut Self) -> Eval<'a>,
        second: impl FnOnce(&mut Self) -> Eval<'a>,
    ) -> Eval<'a> {
        self.undecided += 1;
        let (first, first_changes) = self.one_way(usual == Usual::Second, first);
        let (second, second_changes) = self.one_way(usual == Usual::First, second);
        self.undecided -= 1;
        match (first, second) {
            (Ok(a), Ok(b)) => {
                self.join_changes(first_changes, second_changes, usual, because);
                Ok(self.join(&a, &b, usual, because))
            }
            (Ok(value), Err(raise)) => {
                self.doubt_after(second_changes, &raise.class, usual == Usual::Second, because);
                self.apply(first_changes);
                Ok(value)
            }
            (Err(raise), value) => {
                self.doubt_after(first_changes, &raise.class, usual == Usual::First, because);
                self.apply(second_changes);
                value
            }
        }
    }

    /// The way that is taken when nothing is set ends in an exception: from
    /// here on no value is the one that holds when nothing is set.
    fn lose_usual(&mut self, lost: bool) {
        if lost {
            self.frame_mut().usual_gone = true;
        }
    }

    fn join_flows(
        &mut self,
        first: Flow<'a>,
        second: Flow<'a>,
        usual: Usual,
        because: &Rc<Unknown>,
    ) -> Flow<'a> {
        match (first, second) {
            (Flow::Normal, Flow::Normal) => Flow::Normal,
            (Flow::Return(a), Flow::Return(b)) => Flow::Return(self.join(&a, &b, usual, because)),
            (Flow::Break, Flow::Break) => Flow::Break,
            (Flow::Continue, Flow::Continue) => Flow::Continue,
            (Flow::Return(value), other) => {
                self.return_pending(value, other, usual == Usual::First, usual, because)
            }
            (other, Flow::Return(value)) => {
                self.return_pending(value, other, usual == Usual::Second, usual, because)
            }
            _ => {
                self.frame_mut().loop_uncertain = Some(because.clone());
                Flow::Normal
            }
        }
    }

    fn return_pending(
        &mut self,
        value: Val<'a>,
        other: Flow<'a>,
        returns: bool,
        usual: Usual,
        because: &Rc<Unknown>,
    ) -> Flow<'a> {
        let frame = self.frame_mut();
        let returns = returns && !frame.usual_gone;
        frame.pending.push((value, returns));
        // Whether it has returned where nothing is set may not be known either.
        frame.usual_gone |= returns || usual == Usual::Neither;
        if !matches!(other, Flow::Normal) {
            frame.loop_uncertain = Some(because.clone());
        }
        Flow::Normal
    }

    pub(super) fn join_changes(
        &mut self,
        first: Changes<'a>,
        mut second: Changes<'a>,
        usual: Usual,
        because: &Rc<Unknown>,
    ) {
        for (id, (base, a)) in first {
            let b = second.swap_remove(&id).map_or(base, |(_, b)| b);
            self.join_cells(id, a, b, usual, because);
        }
        for (id, (base, b)) in second {
            self.join_cells(id, base, b, usual, because);
        }
    }

    /// Changes an object that is one of several. Where something else holds it too,
    /// that sees the change or does not.
    pub(super) fn change_one<T>(
        &mut self,
        maybe: &Rc<Alternatives<'a>>,
        object: &Val<'a>,
        usual: bool,
        act: impl FnOnce(&mut Self) -> Result<T, Raise<'a>>,
    ) -> Result<T, Raise<'a>> {
        let held = match object.kind {
            V::List(id) | V::Dict(id) | V::Set(id) | V::Instance(id) => self.is_held_beside(id, maybe),
            _ => false,
        };
        if !held {
            return act(self);
        }
        self.begin();
        let result = act(self);
        let changes = self.take_back();
        let usual = match (usual, &maybe.usual) {
            (true, _) => Usual::First,
            (false, Some(_)) => Usual::Second,
            (false, None) => Usual::Neither,
        };
        self.join_changes(changes, Changes::new(), usual, &maybe.because);
        result
    }

    /// Changes each of several objects, and is told whether it is the one where nothing
    /// is set; it raises if all of them do.
    pub(super) fn change_each(
        &mut self,
        maybe: &Rc<Alternatives<'a>>,
        mut act: impl FnMut(&mut Self, &Val<'a>, bool) -> Result<(), Raise<'a>>,
    ) -> Result<(), Raise<'a>> {
        let mut raised = None;
        let mut done = maybe.open.is_some();
        for (value, usual) in maybe.ways() {
            if matches!(value.kind, V::Unbound) {
                continue;
            }
            match self.change_one(maybe, value, usual, |me| act(me, value, usual)) {
                Ok(()) => done = true,
                Err(raise) => {
                    self.doubt(Some(&raise.class), usual, &maybe.because);
                    raised = Some(raise);
                }
            }
        }
        match raised {
            Some(raise) if !done => Err(raise),
            _ => Ok(()),
        }
    }

    /// Joins ways of which one is taken, each run and taken back, with whether it
    /// is the one that is taken where nothing is set.
    pub(super) fn join_ways(&mut self, ways: Vec<(Changes<'a>, bool)>, because: &Rc<Unknown>) {
        if ways.iter().all(|(changes, _)| changes.is_empty()) {
            return;
        }
        let mut ways = ways.into_iter().rev();
        let Some((mut changes, mut is_usual)) = ways.next() else { return };
        for (other, other_usual) in ways {
            let usual = match (other_usual, is_usual) {
                (true, _) => Usual::First,
                (_, true) => Usual::Second,
                _ => Usual::Neither,
            };
            self.begin();
            self.join_changes(other, changes, usual, because);
            changes = self.take_back();
            is_usual |= other_usual;
        }
        self.apply(changes);
    }

    fn join_cells(&mut self, id: Id, a: Cell<'a>, b: Cell<'a>, usual: Usual, because: &Rc<Unknown>) {
        let object = if Rc::ptr_eq(&a.object, &b.object) {
            a.object.clone()
        } else {
            Rc::new(self.join_objects(&a.object, &b.object, usual, because))
        };
        let mut steps: Vec<Step> = a.steps.iter().chain(b.steps.iter()).cloned().collect();
        sort_by_key(&mut steps, |step| step.number);
        steps.dedup_by_key(|step| step.number);
        self.put(id, Cell { object, steps: Rc::new(steps), saved_by: 0 });
    }

    fn join_objects(
        &mut self,
        a: &Rc<Object<'a>>,
        b: &Rc<Object<'a>>,
        usual: Usual,
        because: &Rc<Unknown>,
    ) -> Object<'a> {
        if let (Object::Scope(a), Object::Scope(b)) = (&**a, &**b) {
            return Object::Scope(self.join_scopes(a, b, usual, because));
        }
        if self.same_object(a, b) {
            return (**a).clone();
        }
        let mut fork = Fork::none(because);
        for (object, is_usual) in [(a, usual == Usual::First), (b, usual == Usual::Second)] {
            match &**object {
                Object::Fork(inner) => {
                    if is_usual {
                        fork.usual = inner.usual.clone();
                    } else {
                        fork.others.extend(inner.usual.clone());
                    }
                    fork.others.extend(inner.others.iter().cloned());
                    fork.open = fork.open.or_else(|| inner.open.clone());
                    fork.because = super::object::both(&fork.because, &inner.because);
                }
                _ if is_usual => fork.usual = Some(object.clone()),
                _ => fork.others.push(object.clone()),
            }
        }
        let mut distinct: Vec<Rc<Object<'a>>> = Vec::new();
        for other in fork.others {
            let known = distinct.iter().chain(&fork.usual).any(|seen| self.same_object(seen, &other));
            if !known {
                distinct.push(other);
            }
        }
        if distinct.len() > MAX_ALTERNATIVES {
            distinct.truncate(MAX_ALTERNATIVES);
            fork.open =
                Some(Rc::new(Unknown { reason: Reason::Limit("alternatives"), ..(*fork.because).clone() }));
        }
        fork.others = distinct;
        match (&fork.usual, &fork.others[..], &fork.open) {
            (Some(only), [], None) => (**only).clone(),
            (None, [only], None) => (**only).clone(),
            _ => Object::Fork(Rc::new(fork)),
        }
    }

    /// Whether two contents hold the same values.
    fn same_object(&self, a: &Rc<Object<'a>>, b: &Rc<Object<'a>>) -> bool {
        if Rc::ptr_eq(a, b) {
            return true;
        }
        self.look(16);
        match (&**a, &**b) {
            (Object::List(a), Object::List(b)) => {
                self.look(a.len().min(b.len()));
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.same(a, b, 8))
            }
            (Object::Dict(a), Object::Dict(b)) | (Object::Set(a), Object::Set(b)) => {
                a.open.is_none()
                    && b.open.is_none()
                    && a.pairs.len() == b.pairs.len()
                    && a.pairs
                        .iter()
                        .zip(&b.pairs)
                        .all(|((ka, (_, va)), (kb, (_, vb)))| ka == kb && self.same(va, vb, 8))
            }
            _ => false,
        }
    }

    /// Whether two values are certainly the same, type included.
    pub(super) fn same(&self, a: &Val<'a>, b: &Val<'a>, depth: u32) -> bool {
        match (&a.kind, &b.kind) {
            (V::None, V::None) | (V::Unbound, V::Unbound) => true,
            (V::Bool(a), V::Bool(b)) => a == b,
            (V::Int(a), V::Int(b)) => a == b,
            (V::Float(a), V::Float(b)) => a.to_bits() == b.to_bits(),
            (V::Str(a), V::Str(b))
            | (V::Path(a), V::Path(b))
            | (V::Lazy(a), V::Lazy(b))
            | (V::Symbol(a), V::Symbol(b))
            | (V::Date(a), V::Date(b))
            | (V::Decimal(a), V::Decimal(b)) => a == b,
            (V::Regex(a, flags), V::Regex(b, others)) => a == b && flags == others,
            (V::Typed(class, a), V::Typed(other, b)) => class == other && a == b,
            (V::Bytes(a), V::Bytes(b)) => a == b,
            (V::Timedelta(a), V::Timedelta(b)) => a == b,
            (V::Tuple(a), V::Tuple(b)) => {
                depth > 0
                    && a.len() == b.len()
                    && a.iter().zip(b.iter()).all(|(a, b)| self.same(a, b, depth - 1))
            }
            // What is alike now may be changed apart.
            (V::List(a), V::List(b))
            | (V::Dict(a), V::Dict(b))
            | (V::Set(a), V::Set(b))
            | (V::Class(a), V::Class(b))
            | (V::Instance(a), V::Instance(b))
            | (V::Iterator(a), V::Iterator(b)) => a == b,
            (V::Function(a), V::Function(b)) => Rc::ptr_eq(a, b),
            (V::Module(a), V::Module(b)) => a.scope == b.scope,
            (V::Native(a), V::Native(b)) => Rc::ptr_eq(a, b),
            (V::Unknown(a), V::Unknown(b)) | (V::Rest(a), V::Rest(b)) => Rc::ptr_eq(a, b),
            (V::Maybe(a), V::Maybe(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    fn join_scopes(
        &mut self,
        a: &Scope<'a>,
        b: &Scope<'a>,
        usual: Usual,
        because: &Rc<Unknown>,
    ) -> Scope<'a> {
        // Most names are the same on both ways, and stand at the same place.
        let mut joined = a.clone();
        joined.open = a.open.clone().or_else(|| b.open.clone());
        let unbound = Val::new(V::Unbound);
        let mut shared = 0;
        for (index, (name, other)) in b.names.iter().enumerate() {
            let place = match joined.names.get_index(index) {
                Some((found, _)) if Rc::ptr_eq(found, name) => Some(index),
                _ => joined.names.get_index_of(name),
            };
            let Some(place) = place else {
                let value = self.join(&unbound, &other.value, usual, because);
                joined.names.insert(name.clone(), Bound { value, events: other.events.clone() });
                continue;
            };
            shared += 1;
            let (_, own) = joined.names.get_index_mut(place).expect("it was found there");
            if Rc::ptr_eq(&own.events, &other.events) && self.same(&own.value, &other.value, 0) {
                continue;
            }
            own.value = self.join(&own.value, &other.value, usual, because);
            if !Rc::ptr_eq(&own.events, &other.events) {
                let mut steps: Vec<Step> = own.events.iter().chain(other.events.iter()).cloned().collect();
                sort_by_key(&mut steps, |step| step.number);
                steps.dedup_by_key(|step| step.number);
                own.events = Rc::new(steps);
            }
        }
        if shared < a.names.len() {
            for (name, own) in &mut joined.names {
                if a.names.contains_key(name) && !b.names.contains_key(name) {
                    own.value = self.join(&own.value, &unbound, usual, because);
                }
            }
        }
        joined
    }

    /// The value that is one of two.
    pub(super) fn join(&mut self, a: &Val<'a>, b: &Val<'a>, usual: Usual, because: &Rc<Unknown>) -> Val<'a> {
        if self.same(a, b, 8) {
            return a.clone();
        }
        let mut joined = Alternatives::none(because);
        for (value, is_usual) in [(a, usual == Usual::First), (b, usual == Usual::Second)] {
            self.add_alternative(&mut joined, value, is_usual);
        }
        let place = a.place.or(b.place);
        self.settle(joined, place)
    }

    /// Adds what a value may be.
    pub(super) fn add_alternative(&self, joined: &mut Alternatives<'a>, value: &Val<'a>, is_usual: bool) {
        match &value.kind {
            V::Maybe(inner) => {
                if is_usual {
                    joined.usual = inner.usual.clone();
                } else if let Some(usual) = &inner.usual {
                    self.add_other(joined, usual);
                }
                for other in &inner.others {
                    self.add_other(joined, other);
                }
                if joined.open.is_none() {
                    joined.open = inner.open.clone();
                }
                joined.because = super::object::both(&joined.because, &inner.because);
            }
            V::Unknown(unknown) | V::Rest(unknown) => {
                joined.open = Some(match &joined.open {
                    Some(open) => super::object::both(open, unknown),
                    None => unknown.clone(),
                });
                joined.because = super::object::both(&joined.because, unknown);
            }
            _ if is_usual => joined.usual = Some(value.clone()),
            _ => self.add_other(joined, value),
        }
    }

    fn add_other(&self, joined: &mut Alternatives<'a>, value: &Val<'a>) {
        if !joined.others.iter().any(|seen| self.same(seen, value, 8)) {
            joined.others.push(value.clone());
        }
    }

    /// One value if the alternatives come down to one.
    pub(super) fn settle(
        &self,
        mut joined: Alternatives<'a>,
        place: Option<crate::source::Place>,
    ) -> Val<'a> {
        if let Some(usual) = &joined.usual {
            joined.others.retain(|other| !self.same(usual, other, 8));
        }
        if joined.others.len() > MAX_ALTERNATIVES {
            joined.others.truncate(MAX_ALTERNATIVES);
            joined.open =
                Some(Rc::new(Unknown { reason: Reason::Limit("alternatives"), ..(*joined.because).clone() }));
        }
        match (&joined.usual, &joined.others[..], &joined.open) {
            (Some(only), [], None) | (None, [only], None) => only.clone(),
            (None, [], Some(open)) => Val { kind: V::Unknown(open.clone()), place },
            (None, [], None) => Val { kind: V::Unknown(joined.because.clone()), place },
            _ => Val { kind: V::Maybe(Rc::new(joined)), place },
        }
    }

    /// A container that a branch made one of several, as one of several values.
    pub(super) fn expand(&mut self, value: &Val<'a>) -> Val<'a> {
        let (id, make): (Id, fn(Id) -> V<'a>) = match value.kind {
            V::List(id) => (id, V::List),
            V::Dict(id) => (id, V::Dict),
            V::Set(id) => (id, V::Set),
            _ => return value.clone(),
        };
        let Object::Fork(fork) = self.object(id) else { return value.clone() };
        let fork = fork.clone();
        let mut one = |object: &Rc<Object<'a>>| {
            let id = self.allocate((**object).clone());
            Val { kind: make(id), place: value.place }
        };
        let joined = Alternatives {
            usual: fork.usual.as_ref().map(&mut one),
            others: fork.others.iter().map(&mut one).collect(),
            open: fork.open.clone(),
            because: fork.because.clone(),
        };
        Val { kind: V::Maybe(Rc::new(joined)), place: value.place }
    }

    /// Gives a container the content of another, or of one of several others; false:
    /// the value is no container.
    pub(super) fn put_content(&mut self, id: Id, value: &Val<'a>) -> bool {
        let content = |me: &Self, value: &Val<'a>| match value.kind {
            V::List(new) | V::Dict(new) | V::Set(new) => Some(me.object_rc(new)),
            _ => None,
        };
        let object = match &value.kind {
            V::Unknown(why) => Fork { open: Some(why.clone()), ..Fork::none(why) },
            V::Maybe(maybe) => {
                let mut fork = Fork { open: maybe.open.clone(), ..Fork::none(&maybe.because) };
                for (value, usual) in maybe.ways() {
                    match content(self, value) {
                        Some(object) => match &*object {
                            Object::Fork(inner) => {
                                fork.others.extend(inner.contents().cloned());
                                fork.open = fork.open.or_else(|| inner.open.clone());
                            }
                            _ if usual => fork.usual = Some(object),
                            _ => fork.others.push(object),
                        },
                        None => return false,
                    }
                }
                fork
            }
            _ => match content(self, value) {
                Some(object) => {
                    *self.write(id) = (*object).clone();
                    return true;
                }
                None => return false,
            },
        };
        *self.write(id) = Object::Fork(Rc::new(object));
        true
    }

    /// Changes a container; one that is one of several is changed in each.
    pub(super) fn change(
        &mut self,
        id: Id,
        mut act: impl FnMut(&mut Self, &mut Object<'a>) -> Result<(), Raise<'a>>,
    ) -> Result<(), Raise<'a>> {
        let object = self.object_rc(id);
        match &*object {
            Object::Fork(fork) => {
                let mut changed = Fork { open: fork.open.clone(), ..Fork::none(&fork.because) };
                let mut raised = None;
                for (alternative, usual) in fork.ways() {
                    self.spend(alternative.size());
                    let mut copy = (**alternative).clone();
                    match act(self, &mut copy) {
                        Ok(()) if usual => changed.usual = Some(Rc::new(copy)),
                        Ok(()) => changed.others.push(Rc::new(copy)),
                        Err(raise) => {
                            self.doubt(Some(&raise.class), usual, &fork.because.clone());
                            raised = Some(raise);
                        }
                    }
                }
                if changed.usual.is_none()
                    && changed.others.is_empty()
                    && changed.open.is_none()
                    && let Some(raise) = raised
                {
                    return Err(raise);
                }
                *self.write(id) = Object::Fork(Rc::new(changed));
                Ok(())
            }
            _ => {
                drop(object);
                // Taken out, so that the change does not copy it.
                self.save(id);
                let empty = Rc::new(Object::List(Vec::new()));
                let mut taken = std::mem::replace(&mut self.heap[id as usize].object, empty);
                if Rc::strong_count(&taken) > 1 {
                    self.spend(taken.size());
                }
                let result = act(self, Rc::make_mut(&mut taken));
                self.heap[id as usize].object = taken;
                result
            }
        }
    }

    /// Whatever these changes touched may be anything now: a loop whose number
    /// of rounds is not known.
    pub(super) fn blur(&mut self, changes: Changes<'a>, because: &Rc<Unknown>) {
        for (id, (base, after)) in changes {
            if Rc::ptr_eq(&base.object, &after.object) {
                continue;
            }
            let unknown = Val::new(V::Unknown(because.clone()));
            let object = match (&*base.object, &*after.object) {
                (Object::Scope(before), Object::Scope(scope)) => {
                    let mut scope = scope.clone();
                    for (name, bound) in &mut scope.names {
                        let old = before.names.get(name);
                        if old.is_some_and(|old| self.same(&old.value, &bound.value, 0)) {
                            continue;
                        }
                        let old = old.map_or(Val::new(V::Unbound), |old| old.value.clone());
                        let joined = self.join(&old, &bound.value, Usual::Neither, because);
                        bound.value = self.join(&joined, &unknown, Usual::Neither, because);
                    }
                    Object::Scope(scope)
                }
                (_, Object::List(items)) => {
                    let mut items = items.clone();
                    let same_start = match &*base.object {
                        Object::List(before) => {
                            before.iter().zip(&items).take_while(|(a, b)| self.same(a, b, 2)).count()
                        }
                        _ => 0,
                    };
                    items.truncate(same_start);
                    items.push(Val::new(V::Rest(because.clone())));
                    Object::List(items)
                }
                (_, Object::Dict(table)) => {
                    let mut table = table.clone();
                    table.loosen(because);
                    Object::Dict(table)
                }
                (_, Object::Set(table)) => {
                    let mut table = table.clone();
                    table.open = Some(because.clone());
                    Object::Set(table)
                }
                _ => {
                    // One of several stays one level: a loop in a loop would double it each time.
                    let fork = match self.join_objects(&base.object, &after.object, Usual::Neither, because) {
                        Object::Fork(fork) => fork,
                        only => Rc::new(Fork { others: vec![Rc::new(only)], ..Fork::none(because) }),
                    };
                    Object::Fork(Rc::new(Fork { open: Some(because.clone()), ..(*fork).clone() }))
                }
            };
            self.put(id, Cell { object: Rc::new(object), steps: after.steps, saved_by: 0 });
        }
    }

    /// A dict of known text keys.
    pub(super) fn dict_of(&mut self, pairs: impl IntoIterator<Item = (Val<'a>, Val<'a>)>) -> V<'a> {
        let mut table = Table::default();
        for (name, value) in pairs {
            match key_of(&name) {
                Some(key) => table.insert(key, name, value),
                None => {
                    let why = merge_unknown([&name]).unwrap_or_else(|| {
                        Rc::new(Unknown {
                            reason: Reason::Unsupported("a key".into()),
                            place: name.place,
                            variables: std::collections::BTreeSet::new(),
                        })
                    });
                    table.loosen(&why);
                }
            }
        }
        self.new_dict(table)
    }
}
