//! Code that is left in more than one way: `try`, `contextlib.suppress`, `__exit__`.
//! What may raise there is a doubt; the state at that point is kept, and whoever
//! handles the exception goes on from it.

use std::rc::Rc;

use rustpython_parser::ast;

use super::heap::{Changes, Usual};
use super::object::{V, Val};
use super::operator::Truth;
use super::{Doubt, Eval, Evaluator, Flow, Imported, Raise};
use crate::python::value::Unknown;

type Run<'a> = Result<Flow<'a>, Raise<'a>>;

/// States that are kept for one block; where there are more doubts, what the block
/// changed may be anything.
const MAX_STATES: usize = 8;

/// The class of an exception of which nothing is known.
pub(super) const ANY_CLASS: &str = "";

/// A block that is being run, and where its doubts begin.
#[derive(Debug, Clone, Copy)]
pub(super) struct Guard {
    /// The fork that was begun with it.
    fork: usize,
    doubts: usize,
    /// How often the state was kept.
    states: usize,
    /// When it was kept last.
    version: u64,
}

/// What a doubt left behind, from the beginning of the block on.
#[derive(Debug, Clone)]
pub(super) enum State<'a> {
    /// Nobody has asked for it.
    Unasked,
    Kept(Rc<Changes<'a>>),
    /// There were too many.
    Dropped,
}

/// Who is asked when the block is left.
pub(super) enum Exit<'a> {
    Try {
        handlers: &'a [ast::ExceptHandler],
        orelse: &'a [ast::Stmt],
        finalbody: &'a [ast::Stmt],
    },
    /// `contextlib.suppress`: a tuple of classes.
    Suppress(Val<'a>),
    /// A context manager's bound `__exit__`.
    Method(Val<'a>),
}

impl<'a> Evaluator<'a> {
    /// Something here may raise; whoever guards the code has to consider that.
    pub(super) fn doubt(&mut self, class: Option<&str>, unset: bool, because: &Rc<Unknown>) {
        // Enough to know that there is doubt.
        if self.doubts.len() >= 4096 {
            return;
        }
        let state = self.keep_state();
        let unset = unset && self.unusual == 0;
        let class = class.filter(|class| *class != ANY_CLASS).map(Into::into);
        self.doubts.push(Doubt { class, unset, because: because.clone(), state });
    }

    /// The same, where the changes were taken back that were made before it raised.
    pub(super) fn doubt_after(
        &mut self,
        changes: Changes<'a>,
        class: &str,
        unset: bool,
        because: &Rc<Unknown>,
    ) {
        if self.guards.is_empty() {
            return self.doubt(Some(class), unset, because);
        }
        self.begin();
        self.apply(changes);
        self.doubt(Some(class), unset, because);
        self.take_back();
    }

    fn keep_state(&mut self) -> State<'a> {
        let Some(&guard) = self.guards.last() else { return State::Unasked };
        if guard.states > 0
            && guard.version == self.version
            && let Some(last) = self.doubts.get(guard.doubts..).and_then(<[_]>::last)
        {
            return last.state.clone();
        }
        if guard.states == MAX_STATES {
            return State::Dropped;
        }
        let changes = self.changes_since(guard.fork);
        self.spend(changes.len() * 64);
        let version = self.version;
        if let Some(guard) = self.guards.last_mut() {
            guard.states += 1;
            guard.version = version;
        }
        State::Kept(Rc::new(changes))
    }

    /// Runs a block; on each way out of it whoever is asked decides.
    pub(super) fn guarded(&mut self, exit: &Exit<'a>, body: impl FnOnce(&mut Self) -> Run<'a>) -> Run<'a> {
        let guard = Guard { fork: self.forks.len(), doubts: self.doubts.len(), states: 0, version: 0 };
        let imported = self.imported.clone();
        self.guards.push(guard);
        self.begin();
        let result = body(self);
        let changes = self.take_back();
        self.guards.pop();
        let doubts = distinct(self.doubts.split_off(guard.doubts.min(self.doubts.len())));
        self.go_ways(exit, &doubts, changes, result, &imported)
    }

    /// The ways on which it raised, then the one on which it did not.
    fn go_ways(
        &mut self,
        exit: &Exit<'a>,
        doubts: &[Doubt<'a>],
        changes: Changes<'a>,
        result: Run<'a>,
        imported: &Imported,
    ) -> Run<'a> {
        let Some((doubt, later)) = doubts.split_first() else {
            self.apply(changes);
            return self.leave(exit, result, None);
        };
        let raise = Raise {
            class: doubt.class.clone().unwrap_or_else(|| ANY_CLASS.into()),
            message: None,
            place: Some(self.statement),
            value: None,
        };
        self.begin();
        self.come_to(doubt, &changes);
        let catches = self.may_catch(exit, &raise);
        if !catches {
            // It goes on to whoever is around.
            if let Exit::Try { finalbody, .. } = exit
                && !finalbody.is_empty()
            {
                // What ends the block here is left to the main way.
                let _ = self.block(finalbody);
            }
            self.doubt(doubt.class.as_deref(), doubt.unset, &doubt.because);
        }
        let state = self.take_back();
        if !catches {
            return self.go_ways(exit, later, changes, result, imported);
        }
        let usual = if doubt.unset { Usual::First } else { Usual::Neither };
        self.either(
            usual,
            &doubt.because,
            |me| {
                // A module whose import raised is run anew when it is asked for again;
                // those who meet it on the other way find it whole.
                let whole = std::mem::replace(&mut me.imported, imported.clone());
                let scopes: Vec<_> = whole
                    .files
                    .values()
                    .filter(|scope| !imported.files.values().any(|one| one == *scope))
                    .map(|scope| (*scope, me.heap[*scope as usize].clone()))
                    .collect();
                me.apply(state);
                for (scope, cell) in scopes {
                    me.put(scope, cell);
                }
                let flow = me.leave(exit, Err(raise), Some(&doubt.because));
                me.imported = whole;
                flow
            },
            |me| me.go_ways(exit, later, changes, result, imported),
        )
    }

    /// Goes to the state in which a doubt arose.
    fn come_to(&mut self, doubt: &Doubt<'a>, changes: &Changes<'a>) {
        match &doubt.state {
            State::Kept(state) => self.apply((**state).clone()),
            State::Dropped | State::Unasked => self.blur(changes.clone(), &doubt.because),
        }
    }

    /// Whether whoever is asked may keep the exception.
    fn may_catch(&mut self, exit: &Exit<'a>, raise: &Raise<'a>) -> bool {
        match exit {
            Exit::Try { handlers, .. } => handlers.iter().any(|handler| {
                let ast::ExceptHandler::ExceptHandler(handler) = handler;
                let Some(kinds) = &handler.type_ else { return true };
                match self.handled_kinds(kinds) {
                    Ok(kinds) => self.catches(&kinds, &raise.class, None) != Some(false),
                    // That is what is raised then.
                    Err(_) => true,
                }
            }),
            Exit::Suppress(kinds) => self.catches(kinds, &raise.class, None) != Some(false),
            Exit::Method(_) => true,
        }
    }

    /// The block has ended; with the reason if it is not certain that it raised.
    fn leave(&mut self, exit: &Exit<'a>, result: Run<'a>, doubt: Option<&Rc<Unknown>>) -> Run<'a> {
        match exit {
            Exit::Try { handlers, orelse, finalbody } => {
                let result = match result {
                    Ok(Flow::Normal) => self.block(orelse),
                    Ok(flow) => Ok(flow),
                    Err(raise) => self.handle(raise, handlers, doubt),
                };
                match self.block(finalbody)? {
                    Flow::Normal => result,
                    flow => Ok(flow),
                }
            }
            Exit::Suppress(kinds) => match result {
                Err(raise) if self.catches(kinds, &raise.class, raise.value.as_ref()) == Some(false) => {
                    Err(raise)
                }
                Err(_) => Ok(Flow::Normal),
                flow => flow,
            },
            Exit::Method(method) => self.leave_context(method, result, doubt),
        }
    }

    /// Calls `__exit__`, which says whether an exception ends there.
    fn leave_context(&mut self, method: &Val<'a>, result: Run<'a>, doubt: Option<&Rc<Unknown>>) -> Run<'a> {
        let none = || Val::new(V::None);
        let raise = match result {
            Ok(flow) => {
                self.call(method, vec![none(), none(), none()], Vec::new())?;
                return Ok(flow);
            }
            Err(raise) => raise,
        };
        let (class, value) = match doubt {
            Some(why) => {
                let unknown = Val::new(V::Unknown(why.clone()));
                (unknown.clone(), unknown)
            }
            None => (Val::new(V::Symbol(raise.class.clone())), self.exception_of(&raise)),
        };
        let suppressed = self.call(method, vec![class, value, none()], Vec::new())?;
        match self.truth(&suppressed)? {
            Truth::Known(true) => Ok(Flow::Normal),
            Truth::Known(false) => Err(raise),
            Truth::Open { because, .. } => {
                self.either(Usual::Neither, &because, |_| Err(raise), |_| Ok(Flow::Normal))
            }
        }
    }

    fn handle(
        &mut self,
        raise: Raise<'a>,
        handlers: &'a [ast::ExceptHandler],
        doubt: Option<&Rc<Unknown>>,
    ) -> Run<'a> {
        let Some((ast::ExceptHandler::ExceptHandler(handler), others)) = handlers.split_first() else {
            return Err(raise);
        };
        let catches = match &handler.type_ {
            None => Some(true),
            Some(kinds) => {
                let kinds = self.handled_kinds(kinds)?;
                self.catches(&kinds, &raise.class, raise.value.as_ref())
            }
        };
        match (catches, doubt) {
            (Some(false), _) => self.handle(raise, others, doubt),
            (None, Some(because)) => {
                let passed = raise.clone();
                self.either(
                    Usual::Neither,
                    because,
                    |me| me.run_handler(handler, raise, doubt),
                    |me| me.handle(passed, others, doubt),
                )
            }
            // Whether an unknown class catches it cannot be told: taken as if
            // it did, which is why people write it.
            _ => self.run_handler(handler, raise, doubt),
        }
    }

    fn run_handler(
        &mut self,
        handler: &'a ast::ExceptHandlerExceptHandler,
        raise: Raise<'a>,
        doubt: Option<&Rc<Unknown>>,
    ) -> Run<'a> {
        if let Some(name) = &handler.name {
            let value = match doubt {
                Some(because) => Val::new(V::Unknown(because.clone())),
                None => self.exception_of(&raise),
            };
            self.bind(name.as_str(), value);
        }
        self.handling.push(raise);
        let result = self.block(&handler.body);
        self.handling.pop();
        if let Some(name) = &handler.name {
            // `except ... as name` unbinds the name when it ends.
            let frame = self.frame();
            let scope = if frame.global_names.contains(name.as_str()) { frame.globals } else { frame.locals };
            self.scope_mut(scope).names.shift_remove(name.as_str());
        }
        result
    }

    /// The classes that a handler names; `A| B` stands for `A, B` of Python 3.14,
    /// which the parser does not know yet.
    fn handled_kinds(&mut self, kinds: &'a ast::Expr) -> Eval<'a> {
        match kinds {
            ast::Expr::BinOp(node) if node.op == ast::Operator::BitOr => {
                let both = [self.handled_kinds(&node.left)?, self.evaluate(&node.right)?];
                Ok(Val::new(V::Tuple(both.into())))
            }
            other => self.evaluate(other),
        }
    }
}

/// Doubts that no handler could tell apart are one.
fn distinct(doubts: Vec<Doubt<'_>>) -> Vec<Doubt<'_>> {
    let mut seen: Vec<Doubt<'_>> = Vec::new();
    for doubt in doubts {
        let same = seen.iter_mut().find(|other| {
            let same_state = match (&other.state, &doubt.state) {
                (State::Kept(a), State::Kept(b)) => Rc::ptr_eq(a, b),
                (State::Dropped, State::Dropped) => true,
                _ => false,
            };
            same_state && other.class == doubt.class
        });
        match same {
            Some(other) => other.unset |= doubt.unset,
            None => seen.push(doubt),
        }
    }
    seen
}
