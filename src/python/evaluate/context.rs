//! `with` statements: what is entered, what is left, and what that suppresses.

use std::rc::Rc;

use rustpython_parser::ast;

use super::guard::Exit;
use super::object::{Native, V, Val, merge_unknown};
use super::{Evaluator, Flow, Frame, Raise};

type Run<'a> = Result<Flow<'a>, Raise<'a>>;

/// A block that runs at the `yield` of a context manager.
#[derive(Debug)]
pub(super) struct Inside<'a> {
    items: &'a [ast::WithItem],
    target: Option<&'a ast::Expr>,
    body: &'a [ast::Stmt],
    /// How many frames there are around the block.
    frames: usize,
    /// How the block ended; none before it ran.
    ended: std::cell::RefCell<Option<Flow<'a>>>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn run_with(&mut self, items: &'a [ast::WithItem], body: &'a [ast::Stmt]) -> Run<'a> {
        let Some((item, rest)) = items.split_first() else { return self.block(body) };
        let context = self.evaluate(&item.context_expr)?;
        let target = item.optional_vars.as_deref();
        if let V::Native(native) = &context.kind {
            match &**native {
                Native::Suppress(classes) => {
                    let kinds = Val::new(V::Tuple(classes.to_vec().into()));
                    return self.guarded(&Exit::Suppress(kinds), |me| me.run_with(rest, body));
                }
                Native::NullContext(value) => {
                    let value = value.clone();
                    return self.run_entered(target, value, rest, body);
                }
                Native::Context { function, positional, named } => {
                    let inside = Inside {
                        items: rest,
                        target,
                        body,
                        frames: self.frames.len(),
                        ended: std::cell::RefCell::new(None),
                    };
                    let (function, positional, named) = (function.clone(), positional.clone(), named.clone());
                    return self.run_around(&function, positional, named, Rc::new(inside));
                }
                // A prefix of environs holds to the end of its block.
                Native::Prefixed { .. } => {
                    let native = native.clone();
                    let entered = self.native_method(&native, "__enter__", Vec::new(), Vec::new())?;
                    let result = self.run_entered(target, entered, rest, body);
                    self.native_method(&native, "__exit__", Vec::new(), Vec::new())?;
                    return result;
                }
                _ => {}
            }
        }
        if !matches!(context.kind, V::Instance(_)) {
            if let Some(class) = self.not_a_context(&context) {
                return self.raise(
                    "TypeError",
                    format!("'{class}' object does not support the context manager protocol"),
                );
            }
            // Files, readers and the like give themselves.
            return self.run_entered(target, context, rest, body);
        }
        let (Some(enter), Some(exit)) =
            (self.class_attribute(&context, "__enter__"), self.class_attribute(&context, "__exit__"))
        else {
            let unknown = self.unsupported("a context manager that is not followed", context.place);
            return self.run_entered(target, unknown, rest, body);
        };
        let entered = self.call(&enter, Vec::new(), Vec::new())?;
        self.guarded(&Exit::Method(exit), |me| me.run_entered(target, entered, rest, body))
    }

    fn not_a_context(&self, context: &Val<'a>) -> Option<String> {
        matches!(
            context.kind,
            V::None
                | V::Bool(_)
                | V::Int(_)
                | V::Float(_)
                | V::Str(_)
                | V::List(_)
                | V::Tuple(_)
                | V::Dict(_)
                | V::Set(_)
        )
        .then(|| self.type_name(context))
    }

    fn run_entered(
        &mut self,
        target: Option<&'a ast::Expr>,
        value: Val<'a>,
        rest: &'a [ast::WithItem],
        body: &'a [ast::Stmt],
    ) -> Run<'a> {
        if let Some(target) = target {
            self.assign(target, value)?;
        }
        self.run_with(rest, body)
    }

    /// Runs the function of a context manager; at its `yield` the block runs.
    fn run_around(
        &mut self,
        function: &Rc<super::object::Function<'a>>,
        positional: Vec<Val<'a>>,
        named: super::call::Named<'a>,
        inside: Rc<Inside<'a>>,
    ) -> Run<'a> {
        if self.frames.len() >= super::MAX_CALLS {
            let unknown = self.limit("calls within calls", Some(self.statement));
            let why = merge_unknown([&unknown]).expect("it is unknown");
            self.forget_targets(inside.body, &why);
            return Ok(Flow::Normal);
        }
        let locals = self.new_scope();
        self.bind_parameters(function, locals, positional, named)?;
        let frame = Frame { inside: Some(inside.clone()), ..Frame::of_function(function, locals) };
        let (result, _) = self.run_body(function, frame);
        result?;
        match inside.ended.take() {
            Some(flow) => Ok(flow),
            None => self.raise("RuntimeError", "generator didn't yield".to_owned()),
        }
    }

    /// A `yield` in the function of a context manager.
    pub(super) fn yield_to_block(
        &mut self,
        inside: &Rc<Inside<'a>>,
        value: Val<'a>,
    ) -> Result<(), Raise<'a>> {
        if inside.ended.borrow().is_some() {
            return self.raise("RuntimeError", "generator didn't stop".to_owned());
        }
        *inside.ended.borrow_mut() = Some(Flow::Normal);
        let around = self.frames.split_off(inside.frames.min(self.frames.len()));
        self.aside.push(around);
        let result = self.run_entered(inside.target, value, inside.items, inside.body);
        self.frames.extend(self.aside.pop().unwrap_or_default());
        *inside.ended.borrow_mut() = Some(result?);
        Ok(())
    }
}
