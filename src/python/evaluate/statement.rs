//! Statements.

use std::rc::Rc;

use rustpython_parser::ast;

use super::guard::Exit;
use super::heap::Usual;
use super::object::{Body, Bound, Function, Id, MethodKind, Object, Step, V, Val, merge_unknown};
use super::operator::Truth;
use super::{Code, Eval, Evaluator, Flow, Raise};
use crate::python::library::text;
use crate::python::value::{Change, Reason, Unknown};

type Run<'a> = Result<Flow<'a>, Raise<'a>>;

impl<'a> Evaluator<'a> {
    pub(super) fn block(&mut self, statements: &'a [ast::Stmt]) -> Run<'a> {
        for statement in statements {
            match self.run(statement)? {
                Flow::Normal => {}
                flow => return Ok(flow),
            }
        }
        Ok(Flow::Normal)
    }

    pub(super) fn run(&mut self, statement: &'a ast::Stmt) -> Run<'a> {
        let too_deep = (self.depth >= super::MAX_DEPTH).then_some("depth");
        if let Some(which) = self.step().or(too_deep) {
            let unknown = self.limit(which, Some(self.place(statement)));
            let why = merge_unknown([&unknown]).expect("it is unknown");
            self.forget_targets(std::slice::from_ref(statement), &why);
            return Ok(Flow::Normal);
        }
        let outer = self.statement;
        self.statement = self.place(statement);
        self.depth += 1;
        let result = self.run_inner(statement);
        self.depth -= 1;
        self.statement = outer;
        result
    }

    fn run_inner(&mut self, statement: &'a ast::Stmt) -> Run<'a> {
        use ast::Stmt as S;
        match statement {
            S::Expr(node) => {
                self.expression_statement(&node.value)?;
            }
            S::Assign(node) => {
                let value = self.evaluate(&node.value)?;
                for target in &node.targets {
                    self.assign(target, value.clone())?;
                }
            }
            S::AnnAssign(node) => {
                if let Some(value) = &node.value {
                    let value = self.evaluate(value)?;
                    self.assign(&node.target, value)?;
                }
            }
            S::AugAssign(node) => self.augmented(node)?,
            S::If(node) => return self.run_if(node),
            S::For(node) => return self.run_for(&node.target, &node.iter, &node.body, &node.orelse),
            S::AsyncFor(node) => return self.run_for(&node.target, &node.iter, &node.body, &node.orelse),
            S::While(node) => return self.run_while(node),
            S::Try(ast::StmtTry { body, handlers, orelse, finalbody, .. })
            | S::TryStar(ast::StmtTryStar { body, handlers, orelse, finalbody, .. }) => {
                return self.guarded(&Exit::Try { handlers, orelse, finalbody }, |me| me.block(body));
            }
            S::With(node) => return self.run_with(&node.items, &node.body),
            S::AsyncWith(node) => return self.run_with(&node.items, &node.body),
            S::Import(node) => {
                for alias in &node.names {
                    self.run_import(alias)?;
                }
            }
            S::ImportFrom(node) => self.run_import_from(node)?,
            S::FunctionDef(node) => {
                let function =
                    self.define(&node.name, &node.args, Body::Block(&node.body), &node.decorator_list)?;
                self.bind(node.name.as_str(), function);
            }
            S::AsyncFunctionDef(node) => {
                let value = self.unsupported("async def", Some(self.statement));
                self.bind(node.name.as_str(), value);
            }
            S::ClassDef(node) => {
                let class = self.define_class(node)?;
                self.bind(node.name.as_str(), class);
            }
            S::Return(node) => {
                let value = match &node.value {
                    Some(value) => self.evaluate(value)?,
                    None => Val::new(V::None),
                };
                return Ok(Flow::Return(value));
            }
            S::Delete(node) => {
                for target in &node.targets {
                    self.delete(target)?;
                }
            }
            S::Raise(node) => return self.run_raise(node),
            S::Assert(node) => return self.run_assert(node),
            S::Global(node) => {
                for name in &node.names {
                    self.frame_mut().global_names.insert(name.as_str().into());
                }
            }
            S::Nonlocal(node) => {
                for name in &node.names {
                    self.frame_mut().nonlocal_names.insert(name.as_str().into());
                }
            }
            S::Match(node) => return self.run_match(&node.subject, &node.cases),
            S::Pass(_) => {}
            S::Break(_) => return Ok(Flow::Break),
            S::Continue(_) => return Ok(Flow::Continue),
            S::TypeAlias(node) => {
                let value = self.unsupported("type alias", Some(self.statement));
                self.assign(&node.name, value)?;
            }
        }
        Ok(Flow::Normal)
    }

    /// A call for its effect: one that is not followed may change what it is given.
    fn expression_statement(&mut self, expression: &'a ast::Expr) -> Result<(), Raise<'a>> {
        let value = self.evaluate(expression)?;
        let ast::Expr::Call(call) = expression else { return Ok(()) };
        if !value.is_unknown() {
            return Ok(());
        }
        let why = merge_unknown([&value]).expect("it is unknown");
        let arguments = call.args.iter().chain(call.keywords.iter().map(|keyword| &keyword.value));
        for argument in arguments {
            let argument = match argument {
                ast::Expr::Starred(starred) => &*starred.value,
                other => other,
            };
            match argument {
                ast::Expr::Name(name) => {
                    if let Ok(value) = self.lookup(name.id.as_str()) {
                        self.loosen(&value, &why);
                    }
                }
                ast::Expr::Call(inner) => {
                    if let ast::Expr::Name(name) = &*inner.func
                        && matches!(name.id.as_str(), "locals" | "globals" | "vars")
                        && inner.args.is_empty()
                    {
                        let globals = self.frame().globals;
                        self.open_scope(globals, &why);
                    }
                }
                _ => {}
            }
        }
        // `unknown.method()`: its receiver is unknown already; a known
        // container never has an unknown method.
        Ok(())
    }

    /// The container may have been changed by code that is not followed.
    pub(super) fn loosen(&mut self, value: &Val<'a>, why: &Rc<Unknown>) {
        match &value.kind {
            V::List(id) => {
                let id = *id;
                let _ = self.change(id, |_, object| {
                    if let Object::List(items) = object {
                        items.push(Val::new(V::Rest(why.clone())));
                    }
                    Ok(())
                });
                self.note(id, Change::Method("()".into()));
            }
            V::Dict(id) | V::Set(id) => {
                let id = *id;
                let _ = self.change(id, |_, object| {
                    if let Object::Dict(table) | Object::Set(table) = object {
                        table.open = Some(why.clone());
                    }
                    Ok(())
                });
                self.note(id, Change::Method("()".into()));
            }
            V::Maybe(maybe) => {
                let maybe = maybe.clone();
                for alternative in maybe.values() {
                    self.loosen(alternative, why);
                }
            }
            _ => {}
        }
    }

    /// Settings of the scope may have been added or changed by code that is not followed.
    pub(super) fn open_scope(&mut self, scope: Id, why: &Rc<Unknown>) {
        self.open_matching(scope, why, |name| name.starts_with(char::is_uppercase));
    }

    /// Names of the scope, those for which it is so, may have been added or changed.
    pub(super) fn open_matching(&mut self, scope: Id, why: &Rc<Unknown>, which: fn(&str) -> bool) {
        let unknown = Val::new(V::Unknown(why.clone()));
        let names: Vec<Rc<str>> =
            self.scope(scope).names.keys().filter(|name| which(name)).cloned().collect();
        for name in names {
            let old = self.scope(scope).names[&name].value.clone();
            let joined = self.join(&old, &unknown, Usual::Neither, why);
            self.scope_mut(scope).names.get_mut(&name).expect("listed above").value = joined;
        }
        self.scope_mut(scope).open = Some(why.clone());
    }

    // --- binding ---

    /// Binds a name where assignment in this frame binds it.
    pub(super) fn bind(&mut self, name: &str, value: Val<'a>) {
        let frame = self.frame();
        let scope = if frame.global_names.contains(name) {
            frame.globals
        } else if frame.nonlocal_names.contains(name) {
            let enclosing = frame.enclosing.iter().rev().copied();
            enclosing.into_iter().find(|&id| self.scope(id).names.contains_key(name)).unwrap_or(frame.locals)
        } else {
            frame.locals
        };
        self.bind_in(scope, name, value);
    }

    /// Binds a name as `:=` does: past the comprehensions that it stands in.
    pub(super) fn bind_around(&mut self, name: &str, value: Val<'a>) {
        let around = |frame: &super::Frame<'a>| matches!(frame.code, Code::Comprehension);
        let inner = self.frames.iter().rev().take_while(|frame| around(frame)).count();
        let inner = self.frames.split_off(self.frames.len() - inner);
        self.bind(name, value);
        self.frames.extend(inner);
    }

    pub(super) fn bind_in(&mut self, scope: Id, name: &str, value: Val<'a>) {
        // Only settings keep their history: names in capitals.
        let tracked = name.chars().any(char::is_uppercase) && !name.chars().any(char::is_lowercase);
        let step = tracked.then(|| {
            let after = self.glance(&value, 0);
            self.next_step(Change::Set, after)
        });
        // What changed the object that the name held until now.
        let left = match self.scope(scope).names.get(name).map(|bound| &bound.value.kind) {
            Some(V::List(id) | V::Dict(id) | V::Set(id)) if tracked => {
                Some(self.heap[*id as usize].steps.clone())
            }
            _ => None,
        };
        let scope = self.scope_mut(scope);
        match scope.names.get_mut(name) {
            Some(bound) => {
                bound.value = value;
                if let Some(step) = step {
                    let events: &mut Vec<Step> = Rc::make_mut(&mut bound.events);
                    for left in left.iter().flat_map(|steps| steps.iter()) {
                        if events.len() < 256 && !events.iter().any(|known| known.number == left.number) {
                            events.push(left.clone());
                        }
                    }
                    // A loop binds one name many times in one place.
                    let room = events.len() < 256;
                    match &mut events[..] {
                        [.., before, last] if before.place == step.place && last.place == step.place => {
                            *last = step;
                        }
                        _ if room => events.push(step),
                        _ => {}
                    }
                }
            }
            None => {
                let events = Rc::new(step.into_iter().collect());
                scope.names.insert(name.into(), Bound { value, events });
            }
        }
    }

    /// Notes that the statement changed a part of what a name of this frame holds.
    fn note_name(&mut self, name: &str) {
        let scope = self.frame().locals;
        let Some(bound) = self.scope(scope).names.get(name) else { return };
        // Only settings have a history.
        if bound.events.is_empty() || bound.events.len() >= 256 {
            return;
        }
        let after = self.glance(&bound.value.clone(), 0);
        let step = self.next_step(Change::Item, after);
        if let Some(bound) = self.scope_mut(scope).names.get_mut(name)
            && bound.events.last().is_none_or(|last| last.place != step.place)
        {
            Rc::make_mut(&mut bound.events).push(step);
        }
    }

    pub(super) fn assign(&mut self, target: &'a ast::Expr, value: Val<'a>) -> Result<(), Raise<'a>> {
        match target {
            ast::Expr::Name(name) => self.bind(name.id.as_str(), value),
            ast::Expr::Tuple(node) => return self.unpack(&node.elts, &value),
            ast::Expr::List(node) => return self.unpack(&node.elts, &value),
            ast::Expr::Starred(node) => return self.assign(&node.value, value),
            ast::Expr::Subscript(node) => {
                let container = self.evaluate(&node.value)?;
                if let ast::Expr::Slice(slice) = &*node.slice {
                    return self.change_slice(&container, slice, Some(&value));
                }
                let index = self.evaluate(&node.slice)?;
                self.set_item(&container, &index, value)?;
                // An object that is not known keeps no steps: the name does.
                if container.is_unknown()
                    && let Some(name) = root_name(&node.value)
                {
                    self.note_name(name);
                }
            }
            ast::Expr::Attribute(node) => {
                let object = self.evaluate(&node.value)?;
                return self.set_attribute(&object, node.attr.as_str(), value);
            }
            _ => {}
        }
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [ast::Expr], value: &Val<'a>) -> Result<(), Raise<'a>> {
        let value = self.expand(value);
        if let V::Maybe(maybe) = &value.kind {
            // Item by item, each one of several.
            let maybe = maybe.clone();
            let mut columns: Vec<Val<'a>> = Vec::new();
            for (index, _) in targets.iter().enumerate() {
                let index = Val::new(V::Int(index as i128));
                columns.push(self.lifted(
                    &[Val { kind: V::Maybe(maybe.clone()), place: value.place }, index],
                    |me, args| me.subscript(&args[0], &args[1]),
                )?);
            }
            for (target, column) in targets.iter().zip(columns) {
                self.assign(target, column)?;
            }
            return Ok(());
        }
        if value.is_unknown() {
            for target in targets {
                self.assign(target, Val { kind: value.kind.clone(), place: value.place })?;
            }
            return Ok(());
        }
        let items = match self.iterate(&value)? {
            Ok(items) => items,
            Err(why) => {
                let unknown = Val { kind: V::Unknown(why), place: value.place };
                for target in targets {
                    self.assign(target, unknown.clone())?;
                }
                return Ok(());
            }
        };
        let star = targets.iter().position(|target| matches!(target, ast::Expr::Starred(_)));
        match star {
            None => {
                if items.len() != targets.len() {
                    let (wanted, got) = (targets.len(), items.len());
                    let message = if got > wanted {
                        format!("too many values to unpack (expected {wanted})")
                    } else {
                        format!("not enough values to unpack (expected {wanted}, got {got})")
                    };
                    return self.raise("ValueError", message);
                }
                for (target, item) in targets.iter().zip(items) {
                    self.assign(target, item)?;
                }
            }
            Some(star) => {
                let after = targets.len() - star - 1;
                if items.len() < star + after {
                    return self.raise("ValueError", "not enough values to unpack".to_owned());
                }
                let middle = items[star..items.len() - after].to_vec();
                for (target, item) in targets[..star].iter().zip(&items) {
                    self.assign(target, item.clone())?;
                }
                let list = Val::at(self.new_list(middle), self.statement);
                self.assign(&targets[star], list)?;
                for (target, item) in targets[star + 1..].iter().zip(&items[items.len() - after..]) {
                    self.assign(target, item.clone())?;
                }
            }
        }
        Ok(())
    }

    fn delete(&mut self, target: &'a ast::Expr) -> Result<(), Raise<'a>> {
        match target {
            ast::Expr::Name(name) => {
                let frame = self.frame();
                let scope =
                    if frame.global_names.contains(name.id.as_str()) { frame.globals } else { frame.locals };
                if self.scope_mut(scope).names.shift_remove(name.id.as_str()).is_none()
                    && self.scope(scope).open.is_none()
                {
                    return self.raise("NameError", format!("name '{}' is not defined", name.id.as_str()));
                }
            }
            ast::Expr::Subscript(node) => {
                let container = self.evaluate(&node.value)?;
                if let ast::Expr::Slice(slice) = &*node.slice {
                    return self.change_slice(&container, slice, None);
                }
                let index = self.evaluate(&node.slice)?;
                return self.delete_item(&container, &index);
            }
            ast::Expr::Attribute(node) => {
                let object = self.evaluate(&node.value)?;
                if let Some(scope) = self.attribute_scope(&object) {
                    self.scope_mut(scope).names.shift_remove(node.attr.as_str());
                }
            }
            ast::Expr::Tuple(node) => {
                for element in &node.elts {
                    self.delete(element)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn augmented(&mut self, node: &'a ast::StmtAugAssign) -> Result<(), Raise<'a>> {
        let sign = super::operator::augmented_sign(node.op);
        match &*node.target {
            ast::Expr::Name(name) => {
                let old = self.lookup(name.id.as_str())?;
                let right = self.evaluate(&node.value)?;
                if matches!(old.kind, V::Instance(_))
                    && let Some(value) = self.augment_instance(&old, node.op, &right)?
                {
                    self.rebind_augmented(name.id.as_str(), value, sign);
                    return Ok(());
                }
                if let Some(value) = self.augment_in_place(&old, node.op, &right, sign)? {
                    // The same object: the name keeps its history and value.
                    if let Some(value) = value {
                        self.rebind_augmented(name.id.as_str(), value, sign);
                    }
                    return Ok(());
                }
                let value = self.binary(&old, node.op, &right)?.placed(self.statement);
                self.rebind_augmented(name.id.as_str(), value, sign);
            }
            ast::Expr::Subscript(target) => {
                let container = self.evaluate(&target.value)?;
                let index = self.evaluate(&target.slice)?;
                self.may_fill(&container);
                let old = self.lifted(&[container.clone(), index.clone()], |me, args| {
                    me.subscript(&args[0], &args[1])
                })?;
                let right = self.evaluate(&node.value)?;
                let value = match self.augment_in_place(&old, node.op, &right, sign)? {
                    Some(None) => return Ok(()),
                    Some(Some(value)) => value,
                    None => self.binary(&old, node.op, &right)?,
                };
                self.set_item(&container, &index, value.placed(self.statement))?;
            }
            ast::Expr::Attribute(target) => {
                let object = self.evaluate(&target.value)?;
                let old = self.attribute(&object, target.attr.as_str())?;
                let right = self.evaluate(&node.value)?;
                let value = match self.augment_in_place(&old, node.op, &right, sign)? {
                    Some(None) => return Ok(()),
                    Some(Some(value)) => value,
                    None => self.binary(&old, node.op, &right)?,
                };
                self.set_attribute(&object, target.attr.as_str(), value)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn rebind_augmented(&mut self, name: &str, value: Val<'a>, sign: &'static str) {
        self.bind(name, value);
        // `bind` noted a plain assignment; this one says what it was.
        let frame = self.frame();
        let scope = if frame.global_names.contains(name) { frame.globals } else { frame.locals };
        if let Some(bound) = self.scope_mut(scope).names.get_mut(name)
            && let Some(last) = Rc::make_mut(&mut bound.events).last_mut()
        {
            last.change = Change::Augmented(sign);
        }
    }

    // --- branches ---

    pub(super) fn usual_of(truth: Option<bool>) -> Usual {
        match truth {
            Some(true) => Usual::First,
            Some(false) => Usual::Second,
            None => Usual::Neither,
        }
    }

    fn run_if(&mut self, node: &'a ast::StmtIf) -> Run<'a> {
        let test = self.evaluate(&node.test)?;
        match self.truth(&test)? {
            Truth::Known(true) => self.block(&node.body),
            Truth::Known(false) => self.block(&node.orelse),
            Truth::Open { usual, because } => {
                let narrow = self.narrowing(&node.test);
                self.either(
                    Self::usual_of(usual),
                    &because,
                    |me| {
                        me.narrow(&narrow, true);
                        me.block(&node.body)
                    },
                    |me| {
                        me.narrow(&narrow, false);
                        me.block(&node.orelse)
                    },
                )
            }
        }
    }

    /// The name whose truth a test asks for, and whether it is negated.
    fn narrowing(&self, test: &'a ast::Expr) -> Option<(&'a str, bool)> {
        match test {
            ast::Expr::Name(name) => Some((name.id.as_str(), false)),
            ast::Expr::UnaryOp(node) if node.op == ast::UnaryOp::Not => {
                self.narrowing(&node.operand).map(|(name, negated)| (name, !negated))
            }
            _ => None,
        }
    }

    /// Within a branch the name that was tested has only the values that lead there.
    fn narrow(&mut self, narrowing: &Option<(&'a str, bool)>, taken: bool) {
        let Some((name, negated)) = *narrowing else { return };
        let wanted = taken != negated;
        let Ok(value) = self.lookup(name) else { return };
        let V::Maybe(maybe) = &value.kind else { return };
        let narrowed = self
            .keep_truth(&value, wanted)
            .unwrap_or_else(|| Val { kind: V::Unknown(maybe.because.clone()), place: value.place });
        // The name itself is bound, without a step in its history.
        let frame = self.frame();
        let scope =
            [frame.locals, frame.globals].into_iter().find(|&id| self.scope(id).names.contains_key(name));
        if let Some(scope) = scope {
            self.scope_mut(scope).names.get_mut(name).expect("found above").value = narrowed;
        }
    }

    fn run_match(&mut self, subject: &'a ast::Expr, cases: &'a [ast::MatchCase]) -> Run<'a> {
        let subject = self.evaluate(subject)?;
        self.match_cases(&subject, cases)
    }

    fn match_cases(&mut self, subject: &Val<'a>, cases: &'a [ast::MatchCase]) -> Run<'a> {
        let Some((case, rest)) = cases.split_first() else { return Ok(Flow::Normal) };
        let mut captures = Vec::new();
        let matched = match self.matches(subject, &case.pattern, &mut captures)? {
            Truth::Known(false) => return self.match_cases(subject, rest),
            matched => matched,
        };
        let matched = match (&case.guard, matched) {
            (None, matched) => matched,
            (Some(guard), Truth::Known(_)) => {
                // Python binds the names before it asks the guard, and leaves them bound.
                self.bind_captures(&captures);
                let guard = self.evaluate(guard)?;
                self.truth(&guard)?
            }
            (Some(guard), Truth::Open { usual, because }) => {
                self.begin();
                self.bind_captures(&captures);
                let guard = self.evaluate(guard).and_then(|guard| self.truth(&guard));
                self.take_back();
                match guard {
                    Ok(Truth::Known(true)) => Truth::Open { usual, because },
                    Ok(Truth::Known(false)) => Truth::Known(false),
                    Ok(Truth::Open { .. }) => Truth::Open { usual: usual.filter(|usual| !usual), because },
                    Err(raise) => {
                        self.doubt(Some(&raise.class), usual == Some(true), &because);
                        Truth::Open { usual: None, because }
                    }
                }
            }
        };
        match matched {
            Truth::Known(true) => {
                self.bind_captures(&captures);
                self.block(&case.body)
            }
            Truth::Known(false) => self.match_cases(subject, rest),
            Truth::Open { usual, because } => self.either(
                Self::usual_of(usual),
                &because,
                |me| {
                    me.bind_captures(&captures);
                    me.block(&case.body)
                },
                |me| me.match_cases(subject, rest),
            ),
        }
    }

    fn bind_captures(&mut self, captures: &super::pattern::Captures<'a>) {
        for (name, value) in captures {
            self.bind(name, value.clone());
        }
    }

    // --- loops ---

    fn run_for(
        &mut self,
        target: &'a ast::Expr,
        iterable: &'a ast::Expr,
        body: &'a [ast::Stmt],
        orelse: &'a [ast::Stmt],
    ) -> Run<'a> {
        let iterable = self.evaluate(iterable)?;
        let iterable = self.expand(&iterable);
        if let V::Maybe(maybe) = &iterable.kind {
            let maybe = maybe.clone();
            return self.for_alternatives(target, &maybe, body, orelse);
        }
        self.for_value(target, &iterable, body, orelse)
    }

    /// A loop over one of several values: each on its own, then joined.
    fn for_alternatives(
        &mut self,
        target: &'a ast::Expr,
        maybe: &Rc<super::object::Alternatives<'a>>,
        body: &'a [ast::Stmt],
        orelse: &'a [ast::Stmt],
    ) -> Run<'a> {
        let mut ways: Vec<Val<'a>> = maybe.values().cloned().collect();
        if let Some(open) = &maybe.open {
            ways.push(Val::new(V::Unknown(open.clone())));
        }
        let usual = if maybe.usual.is_some() { Usual::First } else { Usual::Neither };
        self.for_ways(target, &ways, usual, &maybe.because, body, orelse)
    }

    fn for_ways(
        &mut self,
        target: &'a ast::Expr,
        ways: &[Val<'a>],
        usual: Usual,
        because: &Rc<Unknown>,
        body: &'a [ast::Stmt],
        orelse: &'a [ast::Stmt],
    ) -> Run<'a> {
        match ways {
            [] => Ok(Flow::Normal),
            [only] => self.for_value(target, only, body, orelse),
            [first, rest @ ..] => self.either(
                usual,
                because,
                |me| me.for_value(target, first, body, orelse),
                |me| me.for_ways(target, rest, Usual::Neither, because, body, orelse),
            ),
        }
    }

    fn for_value(
        &mut self,
        target: &'a ast::Expr,
        iterable: &Val<'a>,
        body: &'a [ast::Stmt],
        orelse: &'a [ast::Stmt],
    ) -> Run<'a> {
        let mut raises = None;
        let (items, rest) = match iterable.kind {
            V::Iterator(id) => {
                let left = self.drain_to_end(id)?;
                raises = left.raises;
                (left.items, left.rest)
            }
            _ => match self.iterate_partly(iterable)? {
                Ok(found) => found,
                Err(why) => (Vec::new(), Some(why)),
            },
        };
        let outer = self.frame_mut().loop_uncertain.take();
        self.begin();
        let mut result = Ok(Flow::Normal);
        let mut broken = false;
        // A list gives what it holds by then; a dict must keep its size.
        let list = match iterable.kind {
            V::List(id) if rest.is_none() => Some(id),
            _ => None,
        };
        let size = self.size_of(iterable);
        let mut index = 0;
        loop {
            let item = match list.map(|id| self.object(id)) {
                Some(Object::List(items)) => items.get(index).cloned(),
                _ => items.get(index).cloned(),
            };
            let Some(item) = item else { break };
            index += 1;
            if let Some(which) = self.step().or((index > super::MAX_ITEMS).then_some("items")) {
                let unknown = self.limit(which, iterable.place);
                self.frame_mut().loop_uncertain = merge_unknown([&unknown]);
                break;
            }
            result = match self.assign(target, item) {
                Ok(()) => self.block(body),
                Err(raise) => Err(raise),
            };
            match &result {
                Ok(Flow::Normal | Flow::Continue) => result = Ok(Flow::Normal),
                Ok(Flow::Break) => {
                    result = Ok(Flow::Normal);
                    broken = true;
                    if let V::Iterator(id) = iterable.kind {
                        self.give_back(id, items.len() - index);
                    }
                    break;
                }
                Ok(Flow::Return(_)) | Err(_) => break,
            }
            if size != self.size_of(iterable) {
                result = self.raise("RuntimeError", "dictionary changed size during iteration".to_owned());
                break;
            }
        }
        if let (Some(raise), Ok(Flow::Normal), false) = (raises, &result, broken) {
            result = Err((*raise).clone());
        }
        if let (Some(why), Ok(Flow::Normal), false) = (&rest, &result, broken) {
            // Any number of further rounds over values that are not known.
            let unknown = Val { kind: V::Unknown(why.clone()), place: iterable.place };
            if self.assign(target, unknown).is_ok() {
                match self.block(body) {
                    Ok(Flow::Return(value)) => {
                        let frame = self.frame_mut();
                        frame.pending.push((value, false));
                        frame.usual_gone = true;
                    }
                    Ok(_) => {}
                    Err(raise) => self.doubt(Some(&raise.class), false, why),
                }
            }
            self.frame_mut().loop_uncertain = Some(why.clone());
        }
        let changes = self.take_back();
        let uncertain = self.frame_mut().loop_uncertain.take();
        self.frame_mut().loop_uncertain = outer;
        match &uncertain {
            Some(why) => self.blur(changes, why),
            None => self.apply(changes),
        }
        match result? {
            Flow::Normal if !broken => self.loop_else(uncertain, body, orelse),
            flow => Ok(flow),
        }
    }

    /// The `else` of a loop that was not seen to break.
    fn loop_else(
        &mut self,
        uncertain: Option<Rc<Unknown>>,
        body: &'a [ast::Stmt],
        orelse: &'a [ast::Stmt],
    ) -> Run<'a> {
        match uncertain {
            Some(why) if !orelse.is_empty() && breaks(body) => {
                self.either(Usual::Neither, &why, |me| me.block(orelse), |_| Ok(Flow::Normal))
            }
            _ => self.block(orelse),
        }
    }

    /// How many keys there are in what must keep its size while it is gone
    /// through.
    fn size_of(&self, value: &Val<'a>) -> Option<usize> {
        match &value.kind {
            V::Dict(id) | V::Set(id) => match self.object(*id) {
                Object::Dict(table) | Object::Set(table) => Some(table.pairs.len()),
                _ => None,
            },
            V::Module(module) if module.name.is_empty() => Some(self.scope(module.scope).names.len()),
            _ => None,
        }
    }

    fn run_while(&mut self, node: &'a ast::StmtWhile) -> Run<'a> {
        let outer = self.frame_mut().loop_uncertain.take();
        self.begin();
        let mut result = Ok(Flow::Normal);
        let mut broken = false;
        let mut rounds = 0;
        loop {
            rounds += 1;
            // One endless loop does not cost what comes after it.
            if let Some(which) = self.step().or((rounds > super::MAX_ROUNDS).then_some("rounds of a loop")) {
                let unknown = self.limit(which, Some(self.statement));
                self.frame_mut().loop_uncertain = merge_unknown([&unknown]);
                break;
            }
            let test = match self.evaluate(&node.test).and_then(|test| self.truth(&test)) {
                Ok(test) => test,
                Err(raise) => {
                    result = Err(raise);
                    break;
                }
            };
            match test {
                Truth::Known(false) => break,
                Truth::Known(true) => {}
                Truth::Open { because, .. } => {
                    if let Err(raise) = self.block(&node.body) {
                        self.doubt(Some(&raise.class), false, &because);
                    }
                    self.frame_mut().loop_uncertain = Some(because);
                    break;
                }
            }
            result = self.block(&node.body);
            match &result {
                Ok(Flow::Normal | Flow::Continue) => result = Ok(Flow::Normal),
                Ok(Flow::Break) => {
                    result = Ok(Flow::Normal);
                    broken = true;
                    break;
                }
                Ok(Flow::Return(_)) | Err(_) => break,
            }
            if self.frame().loop_uncertain.is_some() {
                break;
            }
        }
        let changes = self.take_back();
        let uncertain = self.frame_mut().loop_uncertain.take();
        self.frame_mut().loop_uncertain = outer;
        match &uncertain {
            Some(why) => self.blur(changes, why),
            None => self.apply(changes),
        }
        match result? {
            Flow::Normal if !broken => self.loop_else(uncertain, &node.body, &node.orelse),
            flow => Ok(flow),
        }
    }

    // --- exceptions ---

    fn run_raise(&mut self, node: &'a ast::StmtRaise) -> Run<'a> {
        let Some(exception) = &node.exc else {
            return match self.handling.last() {
                Some(raise) => Err(raise.clone()),
                None => self.raise("RuntimeError", "No active exception to reraise".to_owned()),
            };
        };
        let value = self.evaluate(exception)?;
        let mut raise = self.as_raise(&value);
        // A raise that a handler passes on keeps the place where it began.
        if let Some(handled) = self.handling.last()
            && let (Some(V::Instance(a)), V::Instance(b)) =
                (handled.value.as_ref().map(|value| &value.kind), &value.kind)
            && a == b
        {
            raise.place = handled.place;
        }
        Err(raise)
    }

    fn run_assert(&mut self, node: &'a ast::StmtAssert) -> Run<'a> {
        let test = self.evaluate(&node.test)?;
        match self.truth(&test)? {
            Truth::Known(true) => {}
            Truth::Known(false) => {
                let message = match &node.msg {
                    Some(message) => self.evaluate(message)?.as_str().map(|text| text.to_string()),
                    None => None,
                };
                return self.raise("AssertionError", message);
            }
            Truth::Open { usual, because } => {
                self.doubt(Some("AssertionError"), usual == Some(false), &because)
            }
        }
        Ok(Flow::Normal)
    }

    // --- definitions ---

    pub(super) fn define(
        &mut self,
        name: &str,
        parameters: &'a ast::Arguments,
        body: Body<'a>,
        decorators: &'a [ast::Expr],
    ) -> Eval<'a> {
        let mut defaults = Vec::new();
        let with_defaults =
            parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        for parameter in with_defaults {
            if let Some(default) = &parameter.default {
                let value = self.evaluate(default)?;
                defaults.push((parameter.def.arg.as_str().into(), value));
            }
        }
        let mut kind = MethodKind::Plain;
        let mut others = Vec::new();
        for decorator in decorators {
            match decorator {
                ast::Expr::Name(name) if name.id.as_str() == "staticmethod" => kind = MethodKind::Static,
                ast::Expr::Name(name) if name.id.as_str() == "classmethod" => kind = MethodKind::Class,
                ast::Expr::Name(name) if matches!(name.id.as_str(), "property" | "cached_property") => {
                    kind = MethodKind::Property;
                }
                ast::Expr::Attribute(node) if node.attr.as_str() == "cached_property" => {
                    kind = MethodKind::Property;
                }
                other => others.push(other),
            }
        }
        let enclosing = self.enclosing();
        let frame = self.frame();
        let depth = 1 + super::object::deepest(defaults.iter().map(|(_, value)| value));
        if depth > super::object::MAX_NESTED {
            return Ok(self.limit("depth", Some(self.statement)));
        }
        let function = Function {
            name: name.into(),
            depth,
            parameters,
            body,
            defaults,
            globals: frame.globals,
            enclosing,
            file: frame.file,
            package: frame.package.clone(),
            owner: frame.owner,
            kind,
            unfinished: false,
            symbols: std::cell::OnceCell::new(),
        };
        let mut value = Val::at(V::Function(Rc::new(function)), self.statement);
        for decorator in others.into_iter().rev() {
            let decorator = self.evaluate(decorator)?;
            // Caching changes nothing that can be seen here.
            let transparent = matches!(&decorator.kind, V::Symbol(name)
                if matches!(&**name, "functools.lru_cache" | "functools.cache" | "functools.wraps" | "abc.abstractmethod"))
                || matches!(&decorator.kind, V::Native(native)
                    if matches!(&**native, super::object::Native::Opaque(name) if name.starts_with("functools.")));
            if matches!(&decorator.kind, V::Symbol(name) if &**name == "abc.abstractmethod")
                && let V::Function(function) = &value.kind
            {
                let copy = Function { unfinished: true, ..function.copy() };
                value.kind = V::Function(Rc::new(copy));
            }
            if matches!(&decorator.kind, V::Symbol(name) if &**name == "contextlib.contextmanager") {
                value = Val::new(V::Native(Rc::new(super::object::Native::ContextMaker(value))));
                continue;
            }
            if !transparent {
                value = self.call(&decorator, vec![value], Vec::new())?;
            }
        }
        Ok(value)
    }

    /// The statements will not be run: what they would bind is not known.
    pub(super) fn forget_targets(&mut self, statements: &'a [ast::Stmt], why: &Rc<Unknown>) {
        for statement in statements {
            let names = super::super::parse::bound_names(statement);
            for name in names {
                self.bind(&name, Val { kind: V::Unknown(why.clone()), place: why.place });
            }
        }
    }

    /// Names that a statement with a syntax error would have bound.
    pub(super) fn forget_names(&mut self, names: &[Rc<str>], place: crate::source::Place) {
        let why = Rc::new(Unknown {
            reason: Reason::Syntax,
            place: Some(place),
            variables: std::collections::BTreeSet::new(),
        });
        for name in names {
            self.bind(name, Val { kind: V::Unknown(why.clone()), place: Some(place) });
        }
    }

    pub(super) fn set_item(
        &mut self,
        container: &Val<'a>,
        index: &Val<'a>,
        value: Val<'a>,
    ) -> Result<(), Raise<'a>> {
        match &container.kind {
            V::Dict(id) if self.is_frozen(*id) => {
                return self
                    .raise("TypeError", "'mappingproxy' object does not support item assignment".to_owned());
            }
            V::Dict(id) => {
                let id = *id;
                let environ = matches!(self.object(id), Object::Dict(table) if table.environ);
                if environ
                    && matches!(value.kind, V::Int(_) | V::Bool(_) | V::None | V::Float(_) | V::Path(_))
                {
                    let class = self.type_name(&value);
                    return self.raise("TypeError", format!("str expected, not {class}"));
                }
                self.change(id, |me, object| {
                    if let Object::Dict(table) = object {
                        match me.key(index) {
                            Some(key) => table.insert(key, index.clone(), value.clone()),
                            None => {
                                let why = merge_unknown([index]).unwrap_or_else(|| {
                                    Rc::new(Unknown {
                                        reason: Reason::Unsupported("a key".into()),
                                        place: index.place,
                                        variables: std::collections::BTreeSet::new(),
                                    })
                                });
                                table.loosen(&why);
                            }
                        }
                    }
                    Ok(())
                })?;
                if !environ {
                    self.note(id, Change::Item);
                }
            }
            V::List(id) => {
                let id = *id;
                let index = index.clone();
                self.change(id, |me, object| {
                    let Object::List(items) = object else { return Ok(()) };
                    match index.kind {
                        V::Int(at) => {
                            let position = if at < 0 { at + items.len() as i128 } else { at };
                            let known =
                                items.iter().take_while(|item| !matches!(item.kind, V::Rest(_))).count();
                            match usize::try_from(position).ok().filter(|&p| p < known) {
                                Some(position) if at >= 0 || known == items.len() => {
                                    items[position] = value.clone()
                                }
                                _ if known < items.len() => {
                                    // It may be any of those from the rest on, or of all.
                                    let rest = items[known].clone();
                                    items.truncate(if at < 0 { 0 } else { known });
                                    items.push(rest);
                                }
                                _ => {
                                    return me.raise(
                                        "IndexError",
                                        "list assignment index out of range".to_owned(),
                                    );
                                }
                            }
                        }
                        _ => {
                            let unknown = me.unsupported("an assignment to a slice", Some(me.statement));
                            let why = merge_unknown([&unknown, &index]).expect("it is unknown");
                            items.clear();
                            items.push(Val::new(V::Rest(why)));
                        }
                    }
                    Ok(())
                })?;
                self.note(id, Change::Item);
            }
            V::Maybe(maybe) => {
                self.change_each(&maybe.clone(), |me, alternative, _| {
                    me.set_item(alternative, index, value.clone())
                })?;
            }
            V::Instance(_) => {
                if let Some(method) = self.class_attribute(container, "__setitem__") {
                    self.call(&method, vec![index.clone(), value], Vec::new())?;
                } else if let Some(held) = self.payload(container) {
                    self.set_item(&held, index, value)?;
                }
            }
            V::Unknown(_) | V::Rest(_) | V::Symbol(_) | V::Unbound => {}
            V::Native(_) => self.library_set_item(container, index, value)?,
            V::Module(module) => {
                let scope = module.scope;
                match (&index.kind, merge_unknown([index])) {
                    (V::Str(name), _) => self.bind_in(scope, &name.clone(), value),
                    // Any name may have been set.
                    (_, Some(why)) => self.open_scope(scope, &why),
                    _ => {}
                }
            }
            _ => {
                let class = self.type_name(container);
                return self.raise("TypeError", format!("'{class}' object does not support item assignment"));
            }
        }
        Ok(())
    }

    /// `list[a:b] = values`, and without values `del list[a:b]`.
    fn change_slice(
        &mut self,
        container: &Val<'a>,
        slice: &'a ast::ExprSlice,
        values: Option<&Val<'a>>,
    ) -> Result<(), Raise<'a>> {
        let mut bounds = Vec::with_capacity(3);
        for bound in [&slice.lower, &slice.upper, &slice.step] {
            bounds.push(match bound {
                Some(bound) => self.evaluate(bound)?,
                None => Val::new(V::None),
            });
        }
        let values = match values {
            Some(values) => Some(match self.iterate_partly(values)? {
                Ok((items, rest)) => {
                    items.into_iter().chain(rest.map(|why| Val::new(V::Rest(why)))).collect::<Vec<_>>()
                }
                Err(why) => vec![Val::new(V::Rest(why))],
            }),
            None => None,
        };
        if let V::Maybe(maybe) = &container.kind {
            return self.change_each(&maybe.clone(), |me, alternative, _| {
                me.change_bounds(alternative, &bounds, values.as_deref())
            });
        }
        self.change_bounds(container, &bounds, values.as_deref())
    }

    fn change_bounds(
        &mut self,
        container: &Val<'a>,
        bounds: &[Val<'a>],
        values: Option<&[Val<'a>]>,
    ) -> Result<(), Raise<'a>> {
        let V::List(id) = container.kind else {
            if container.is_unknown() || matches!(container.kind, V::Instance(_) | V::Native(_)) {
                return Ok(());
            }
            let class = self.type_name(container);
            return self.raise("TypeError", format!("'{class}' object does not support item assignment"));
        };
        let indices: Option<Vec<Option<i128>>> = bounds
            .iter()
            .map(|bound| match bound.kind {
                V::None => Some(None),
                V::Int(value) => Some(Some(value)),
                V::Bool(value) => Some(Some(i128::from(value))),
                _ => None,
            })
            .collect();
        self.change(id, |me, object| {
            let Object::List(items) = object else { return Ok(()) };
            let rest = items.iter().any(|item| matches!(item.kind, V::Rest(_)));
            let Some(indices) = indices.as_ref().filter(|_| !rest) else {
                let unknown = me.unsupported("an assignment to a slice", Some(me.statement));
                let why = merge_unknown(bounds.iter().chain(items.iter()).chain([&unknown]))
                    .expect("the last one is unknown");
                items.clear();
                items.push(Val::new(V::Rest(why)));
                return Ok(());
            };
            let step = indices[2].unwrap_or(1);
            if step == 0 {
                return me.raise("ValueError", "slice step cannot be zero".to_owned());
            }
            let positions = text::slice_indexes(items.len(), indices[0], indices[1], step);
            match &values {
                Some(values) if step == 1 => {
                    let count = items.len() as i128;
                    let start = indices[0].unwrap_or(0);
                    let start = if start < 0 { start + count } else { start }.clamp(0, count) as usize;
                    items.splice(start..start + positions.len(), values.iter().cloned());
                }
                Some(values) if values.len() == positions.len() => {
                    for (position, value) in positions.into_iter().zip(*values) {
                        items[position] = value.clone();
                    }
                }
                Some(values) => {
                    let (given, wanted) = (values.len(), positions.len());
                    return me.raise(
                        "ValueError",
                        format!(
                            "attempt to assign sequence of size {given} to extended slice of size {wanted}"
                        ),
                    );
                }
                None => {
                    let mut index = 0;
                    let gone: std::collections::HashSet<usize> = positions.into_iter().collect();
                    items.retain(|_| {
                        index += 1;
                        !gone.contains(&(index - 1))
                    });
                }
            }
            Ok(())
        })?;
        self.note(id, if values.is_some() { Change::Item } else { Change::Deleted });
        Ok(())
    }

    pub(super) fn delete_item(&mut self, container: &Val<'a>, index: &Val<'a>) -> Result<(), Raise<'a>> {
        match &container.kind {
            V::Dict(id) => {
                let id = *id;
                self.change(id, |me, object| {
                    let Object::Dict(table) = object else { return Ok(()) };
                    match me.key(index) {
                        Some(key) => {
                            if table.remove(&key).is_none() && table.open.is_none() {
                                return me.raise_key(index);
                            }
                        }
                        None => {
                            if let Some(why) = merge_unknown([index]) {
                                table.forget(&why);
                            }
                        }
                    }
                    Ok(())
                })?;
                self.note(id, Change::Deleted);
            }
            V::List(id) => {
                let id = *id;
                self.change(id, |me, object| {
                    let Object::List(items) = object else { return Ok(()) };
                    let whole = !items.iter().any(|item| matches!(item.kind, V::Rest(_)));
                    match (&index.kind, whole) {
                        (V::Int(at), true) => {
                            let position = if *at < 0 { at + items.len() as i128 } else { *at };
                            match usize::try_from(position).ok().filter(|&p| p < items.len()) {
                                Some(position) => {
                                    items.remove(position);
                                }
                                None => {
                                    return me.raise(
                                        "IndexError",
                                        "list assignment index out of range".to_owned(),
                                    );
                                }
                            }
                        }
                        _ => {
                            let unknown = me.unsupported("a deletion from a list", Some(me.statement));
                            let why = merge_unknown([&unknown]).expect("it is unknown");
                            items.clear();
                            items.push(Val::new(V::Rest(why)));
                        }
                    }
                    Ok(())
                })?;
                self.note(id, Change::Deleted);
            }
            V::Maybe(maybe) => {
                self.change_each(&maybe.clone(), |me, alternative, _| me.delete_item(alternative, index))?;
            }
            V::Instance(_) => {
                if let Some(method) = self.class_attribute(container, "__delitem__") {
                    self.call(&method, vec![index.clone()], Vec::new())?;
                } else if let Some(held) = self.payload(container) {
                    self.delete_item(&held, index)?;
                }
            }
            V::Module(module) if module.name.is_empty() => {
                if let V::Str(name) = &index.kind {
                    let (scope, name) = (module.scope, name.clone());
                    if self.scope_mut(scope).names.shift_remove(&name).is_none()
                        && self.scope(scope).open.is_none()
                    {
                        return self.raise_key(index);
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }
}

/// `A` of `A["b"].c`.
fn root_name(target: &ast::Expr) -> Option<&str> {
    match target {
        ast::Expr::Name(name) => Some(name.id.as_str()),
        ast::Expr::Subscript(node) => root_name(&node.value),
        ast::Expr::Attribute(node) => root_name(&node.value),
        _ => None,
    }
}

/// Whether a `break` in these statements may end the loop that they are in.
fn breaks(statements: &[ast::Stmt]) -> bool {
    use ast::Stmt as S;
    statements.iter().any(|statement| match statement {
        S::Break(_) => true,
        S::If(node) => breaks(&node.body) || breaks(&node.orelse),
        S::With(node) => breaks(&node.body),
        S::For(node) => breaks(&node.orelse),
        S::While(node) => breaks(&node.orelse),
        S::Match(node) => node.cases.iter().any(|case| breaks(&case.body)),
        S::Try(node) => {
            let handled = node.handlers.iter().any(|handler| {
                let ast::ExceptHandler::ExceptHandler(handler) = handler;
                breaks(&handler.body)
            });
            handled || breaks(&node.body) || breaks(&node.orelse) || breaks(&node.finalbody)
        }
        _ => false,
    })
}
