//! Expressions.

use std::rc::Rc;

use num_traits::ToPrimitive;
use rustpython_parser::ast;

use super::heap::Usual;
use super::object::{Alternatives, Body, Id, Native, Object, Table, V, Val, merge_unknown};
use super::operator::Truth;
use super::{Code, Eval, Evaluator, MAX_ALTERNATIVES, MAX_DEPTH, MAX_ITEMS, Raise};
use crate::python::library::text;
use crate::python::value::{Reason, Unknown};

/// Items, or why there are none to be seen.
type Items<'a> = Result<Result<Vec<Val<'a>>, Rc<Unknown>>, Raise<'a>>;
/// Items up to where they are known, and why more may follow.
pub(super) type PartItems<'a> = Result<Result<(Vec<Val<'a>>, Option<Rc<Unknown>>), Rc<Unknown>>, Raise<'a>>;

impl<'a> Evaluator<'a> {
    pub(super) fn evaluate(&mut self, expression: &'a ast::Expr) -> Eval<'a> {
        let place = self.place(expression);
        if let Some(which) = self.step() {
            return Ok(self.limit(which, Some(place)));
        }
        if self.depth >= MAX_DEPTH {
            return Ok(self.limit("depth", Some(place)));
        }
        self.depth += 1;
        let result = self.evaluate_inner(expression);
        self.depth -= 1;
        let value = result?;
        if super::object::depth_of(&value.kind) > super::object::MAX_NESTED {
            return Ok(self.limit("depth", Some(place)));
        }
        // What is not followed may raise.
        if let V::Unknown(why) = &value.kind
            && matches!(why.reason, Reason::Unsupported(_) | Reason::Limit(_))
            && !matches!(expression, ast::Expr::Name(_))
        {
            let why = why.clone();
            self.doubt(None, false, &why);
        }
        // A name shows where its value was made, not where it is mentioned.
        Ok(match expression {
            ast::Expr::Name(_) | ast::Expr::Attribute(_) | ast::Expr::Subscript(_) => value.placed(place),
            _ => Val { place: Some(place), ..value },
        })
    }

    fn evaluate_inner(&mut self, expression: &'a ast::Expr) -> Eval<'a> {
        use ast::Expr as E;
        match expression {
            E::Constant(node) => Ok(Val::new(self.constant(&node.value))),
            E::Name(node) => self.lookup(node.id.as_str()),
            E::Attribute(node) => {
                let object = self.evaluate(&node.value)?;
                self.attribute(&object, node.attr.as_str())
            }
            E::Subscript(node) => {
                let container = self.evaluate(&node.value)?;
                if let E::Slice(slice) = &*node.slice {
                    return self.slice(&container, slice);
                }
                let index = self.evaluate(&node.slice)?;
                self.may_fill(&container);
                self.lifted(&[container, index], |me, args| me.subscript(&args[0], &args[1]))
            }
            E::Call(node) => self.evaluate_call(node),
            E::BinOp(node) => self.evaluate_binary(node),
            E::UnaryOp(node) => {
                let operand = self.evaluate(&node.operand)?;
                self.unary(node.op, &operand)
            }
            E::BoolOp(node) => self.evaluate_bool(node.op, &node.values),
            E::Compare(node) => self.evaluate_compare(node),
            E::IfExp(node) => self.evaluate_ternary(node),
            E::List(node) => {
                let items = self.elements(&node.elts)?;
                Ok(Val::new(self.new_list(items)))
            }
            E::Tuple(node) => {
                let items = self.elements(&node.elts)?;
                Ok(Val::new(V::Tuple(items.into())))
            }
            E::Set(node) => {
                let mut items = Vec::with_capacity(node.elts.len());
                for element in &node.elts {
                    if let E::Starred(node) = element {
                        let value = self.evaluate(&node.value)?;
                        let value = self.in_any_order(&value);
                        items.extend(self.spread(&value)?);
                    } else {
                        items.push(self.evaluate(element)?);
                    }
                }
                self.check_hashable(&items)?;
                Ok(Val::new(self.set_of(items)))
            }
            E::Dict(node) => self.dict_display(node),
            E::JoinedStr(node) => self.joined(&node.values),
            E::FormattedValue(node) => self.formatted(node),
            E::ListComp(node) => {
                let items = self.comprehension(&node.generators, &[&node.elt], true)?;
                self.collected(items, |me, items| {
                    me.new_list(items.into_iter().map(|mut row| row.remove(0)).collect())
                })
            }
            E::GeneratorExp(node) => {
                let items = self.comprehension(&node.generators, &[&node.elt], true)?;
                self.collected(items, |me, items| {
                    me.new_iterator("generator", items.into_iter().map(|mut row| row.remove(0)).collect())
                })
            }
            E::SetComp(node) => {
                let items = self.comprehension(&node.generators, &[&node.elt], false)?;
                for row in items.iter().flatten() {
                    self.check_hashable(row)?;
                }
                self.collected(items, |me, items| {
                    me.set_of(items.into_iter().map(|mut row| row.remove(0)).collect())
                })
            }
            E::DictComp(node) => {
                let items = self.comprehension(&node.generators, &[&node.key, &node.value], true)?;
                for row in items.iter().flatten() {
                    self.check_hashable(&row[..1])?;
                }
                self.collected(items, |me, items| {
                    let mut table = Table::default();
                    for mut row in items {
                        let value = row.remove(1);
                        let name = row.remove(0);
                        me.table_put(&mut table, name, value);
                    }
                    me.new_dict(table)
                })
            }
            E::Lambda(node) => self.define("<lambda>", &node.args, Body::Expression(&node.body), &[]),
            E::NamedExpr(node) => {
                let value = self.evaluate(&node.value)?;
                if let E::Name(name) = &*node.target {
                    self.bind_around(name.id.as_str(), value.clone());
                }
                Ok(value)
            }
            E::Starred(node) => self.evaluate(&node.value),
            E::Slice(_) => Ok(self.unsupported("a slice object", None)),
            E::Yield(node) => {
                let value = match &node.value {
                    Some(value) => self.evaluate(value)?,
                    None => Val::new(V::None),
                };
                if let Some(inside) = self.frame().inside.clone() {
                    self.yield_to_block(&inside, value)?;
                    return Ok(Val::new(V::None));
                }
                if let Some(list) = self.frame().yields {
                    self.give(list, vec![value]);
                }
                Ok(Val::new(V::None))
            }
            E::YieldFrom(node) => {
                let value = self.evaluate(&node.value)?;
                if let Some(list) = self.frame().yields {
                    let items = match self.iterate_partly(&value)? {
                        Ok((items, rest)) => items
                            .into_iter()
                            .chain(rest.map(|why| Val::new(V::Rest(why))))
                            .collect::<Vec<_>>(),
                        Err(why) => vec![Val::new(V::Rest(why))],
                    };
                    self.give(list, items);
                }
                Ok(self.returned(&value))
            }
            E::Await(_) => Ok(self.unsupported("await", None)),
        }
    }

    fn constant(&self, constant: &ast::Constant) -> V<'a> {
        match constant {
            ast::Constant::None => V::None,
            ast::Constant::Bool(value) => V::Bool(*value),
            // A `\N{NAME}` whose character is not known here.
            ast::Constant::Str(text) if text.contains('\u{FFFD}') => {
                self.unsupported("a character by its name", None).kind
            }
            ast::Constant::Str(text) => V::Str(text.as_str().into()),
            ast::Constant::Bytes(bytes) => V::Bytes(bytes.as_slice().into()),
            ast::Constant::Int(value) => {
                value.to_i128().map_or_else(|| self.limit("the size of numbers", None).kind, V::Int)
            }
            ast::Constant::Float(value) => V::Float(*value),
            ast::Constant::Tuple(items) => {
                V::Tuple(items.iter().map(|item| Val::new(self.constant(item))).collect())
            }
            ast::Constant::Complex { .. } => self.unsupported("complex numbers", None).kind,
            ast::Constant::Ellipsis => V::Symbol("Ellipsis".into()),
        }
    }

    /// The value of a name, by Python's order of scopes.
    pub(super) fn lookup(&mut self, name: &str) -> Eval<'a> {
        let frame = self.frame();
        let mut open = None;
        let declared = frame.global_names.contains(name);
        // A name that the function binds anywhere is its own everywhere in it.
        if let Code::Function(function) = &frame.code
            && !declared
            && !self.scope(frame.locals).names.contains_key(name)
            && function.symbols().locals.contains(name)
        {
            if let Some(why) = self.scope(frame.locals).open.clone() {
                return Ok(Val { kind: V::Unknown(why), place: None });
            }
            let message =
                format!("cannot access local variable '{name}' where it is not associated with a value");
            return self.raise("UnboundLocalError", message);
        }
        let around: &[Id] = if declared { &[] } else { &frame.enclosing };
        let chain = (!declared)
            .then_some(frame.locals)
            .into_iter()
            .chain(around.iter().rev().copied())
            .chain(std::iter::once(frame.globals));
        let mut found: Option<Val<'a>> = None;
        for id in chain {
            let scope = self.scope(id);
            if let Some(bound) = scope.names.get(name) {
                found = Some(bound.value.clone());
                break;
            }
            open = open.or_else(|| scope.open.clone());
        }
        match found {
            Some(value) => self.without_unbound(value, name),
            None => {
                if let Some(value) = super::builtins::builtin(name) {
                    // A star import of what was not given may hide a built-in; nobody does.
                    return Ok(value);
                }
                match open {
                    Some(why) => Ok(Val { kind: V::Unknown(why), place: None }),
                    None => self.raise("NameError", format!("name '{name}' is not defined")),
                }
            }
        }
    }

    /// A name that may not be bound: where it is not, using it raises.
    pub(super) fn without_unbound(&mut self, value: Val<'a>, name: &str) -> Eval<'a> {
        self.bound_or(value, "NameError", || format!("name '{name}' is not defined"))
    }

    /// A value that may not be there; where it is not, this is raised.
    pub(super) fn bound_or(
        &mut self,
        value: Val<'a>,
        class: &'static str,
        message: impl FnOnce() -> String,
    ) -> Eval<'a> {
        match &value.kind {
            V::Unbound => self.raise(class, message()),
            V::Maybe(maybe) if maybe.values().any(|value| matches!(value.kind, V::Unbound)) => {
                let usual_unbound =
                    maybe.usual.as_ref().is_some_and(|usual| matches!(usual.kind, V::Unbound));
                let left = Alternatives {
                    usual: maybe.usual.clone().filter(|usual| !matches!(usual.kind, V::Unbound)),
                    others: maybe
                        .others
                        .iter()
                        .filter(|other| !matches!(other.kind, V::Unbound))
                        .cloned()
                        .collect(),
                    open: maybe.open.clone(),
                    because: maybe.because.clone(),
                };
                let because = maybe.because.clone();
                self.doubt(Some(class), usual_unbound, &because);
                Ok(self.settle(left, value.place))
            }
            _ => Ok(value),
        }
    }

    // --- one of several values ---

    /// Runs a function of values that must be one each: where an argument is
    /// one of several, once for each.
    pub(super) fn lifted(
        &mut self,
        arguments: &[Val<'a>],
        mut act: impl FnMut(&mut Self, &[Val<'a>]) -> Eval<'a>,
    ) -> Eval<'a> {
        self.lifted_dyn(arguments, &mut act)
    }

    fn lifted_dyn(
        &mut self,
        arguments: &[Val<'a>],
        act: &mut dyn FnMut(&mut Self, &[Val<'a>]) -> Eval<'a>,
    ) -> Eval<'a> {
        let mut expanded: Vec<Val<'a>> = arguments.iter().map(|argument| self.expand(argument)).collect();
        self.limit_ways(&mut expanded);
        let Some(position) = expanded.iter().position(|argument| matches!(argument.kind, V::Maybe(_))) else {
            return act(self, &expanded);
        };
        // Each way needs the items of an iterator, which gives them once.
        let expanded = self.listed(expanded)?;
        let V::Maybe(maybe) = &expanded[position].kind else { unreachable!("just found") };
        let maybe = maybe.clone();
        let mut joined = maybe.of_each();
        let mut raised = None;
        let mut changed = Vec::new();
        for (value, usual) in maybe.ways().take(MAX_ALTERNATIVES + 1) {
            if matches!(value.kind, V::Unbound) {
                continue;
            }
            let mut with = expanded.clone();
            with[position] = value.clone();
            self.begin();
            let result = self.lifted_dyn(&with, act);
            let changes = self.take_back();
            match result {
                Ok(result) => {
                    changed.push((changes, usual));
                    self.add_alternative(&mut joined, &result, usual);
                }
                Err(raise) => {
                    self.doubt_after(changes, &raise.class, usual, &maybe.because);
                    raised = Some(raise);
                }
            }
        }
        if let Some(open) = &maybe.open {
            // What comes of the values that are not known.
            let mut with = expanded.clone();
            with[position] = Val { kind: V::Unknown(open.clone()), place: expanded[position].place };
            joined.open = None;
            self.begin();
            let result = self.lifted_dyn(&with, act);
            let changes = self.take_back();
            match result {
                Ok(result) => {
                    changed.push((changes, false));
                    self.add_alternative(&mut joined, &result, false);
                }
                Err(_) => joined.open = Some(open.clone()),
            }
        }
        self.join_ways(changed, &maybe.because);
        if joined.usual.is_none() && joined.others.is_empty() && joined.open.is_none() {
            return Err(raised.expect("without a raise there is a value"));
        }
        Ok(self.settle(joined, expanded[position].place))
    }

    /// So many ways are not gone one by one: the arguments with the most become unknown.
    fn limit_ways(&self, arguments: &mut [Val<'a>]) {
        let ways = |argument: &Val<'a>| match &argument.kind {
            V::Maybe(maybe) => {
                maybe.others.len() + usize::from(maybe.usual.is_some()) + usize::from(maybe.open.is_some())
            }
            _ => 1,
        };
        loop {
            let all = arguments.iter().map(ways).fold(1_usize, usize::saturating_mul);
            let most = arguments.iter_mut().max_by_key(|argument| ways(argument));
            let Some(most) = most.filter(|_| all > super::MAX_WAYS) else { return };
            let V::Maybe(maybe) = &most.kind else { return };
            let because = &maybe.because;
            let why = Unknown { reason: Reason::Limit("alternatives"), ..(**because).clone() };
            most.kind = V::Unknown(Rc::new(why));
        }
    }

    /// What follows from arguments that are not known.
    pub(super) fn unknown_of(&self, arguments: &[Val<'a>]) -> Option<Val<'a>> {
        let unknown: Vec<&Val<'a>> = arguments.iter().filter(|argument| argument.is_unknown()).collect();
        merge_unknown(unknown).map(|why| Val { kind: V::Unknown(why), place: None })
    }

    // --- displays ---

    pub(super) fn elements(&mut self, elements: &'a [ast::Expr]) -> Result<Vec<Val<'a>>, Raise<'a>> {
        let mut items = Vec::with_capacity(elements.len());
        for element in elements {
            if let ast::Expr::Starred(node) = element {
                let value = self.evaluate(&node.value)?;
                items.extend(self.spread(&value)?);
            } else {
                items.push(self.evaluate(element)?);
            }
        }
        Ok(items)
    }

    /// The items of `*value`, with a rest where more may follow.
    pub(super) fn spread(&mut self, value: &Val<'a>) -> Result<Vec<Val<'a>>, Raise<'a>> {
        let value = self.expand(value);
        if let V::Maybe(maybe) = &value.kind {
            // Of several values of different lengths nothing in order is certain.
            return Ok(vec![Val { kind: V::Rest(maybe.because.clone()), place: value.place }]);
        }
        Ok(match self.iterate_partly(&value)? {
            Ok((items, rest)) => items
                .into_iter()
                .chain(rest.map(|why| Val { kind: V::Rest(why), place: value.place }))
                .collect(),
            Err(why) => vec![Val { kind: V::Rest(why), place: value.place }],
        })
    }

    fn is_unhashable(&self, value: &Val<'a>) -> bool {
        match &value.kind {
            V::List(_) | V::Dict(_) | V::Set(_) => true,
            V::Tuple(items) => {
                self.look(16 * items.len());
                self.steps.get() <= super::MAX_STEPS && items.iter().any(|item| self.is_unhashable(item))
            }
            _ => false,
        }
    }

    /// Keys and items of sets are no lists, dicts or sets.
    pub(super) fn check_hashable(&self, items: &[Val<'a>]) -> Result<(), Raise<'a>> {
        let wrong = |item: &&Val<'a>| self.is_unhashable(item) && self.key(item).is_none();
        match items.iter().find(wrong) {
            Some(item) => {
                let class = self.type_name(item);
                self.raise("TypeError", format!("unhashable type: '{class}'"))
            }
            None => Ok(()),
        }
    }

    /// The items of a set, where their order makes no difference.
    pub(super) fn in_any_order(&self, value: &Val<'a>) -> Val<'a> {
        match &value.kind {
            V::Set(id) => match self.object(*id) {
                Object::Set(table) if table.open.is_none() => {
                    let items = table.pairs.values().map(|(item, _)| item.clone()).collect();
                    Val { kind: V::Tuple(items), place: value.place }
                }
                _ => value.clone(),
            },
            _ => value.clone(),
        }
    }

    pub(super) fn set_of(&mut self, items: Vec<Val<'a>>) -> V<'a> {
        let mut table = Table::default();
        for item in items {
            match self.key(&item) {
                Some(key) => {
                    table.pairs.entry(key).or_insert_with(|| (item.clone(), item));
                }
                None => {
                    let why = merge_unknown([&item]);
                    table.open =
                        table.open.or(why).or_else(|| merge_unknown([&self.unsupported("a set item", None)]));
                }
            }
        }
        self.new_set(table)
    }

    pub(super) fn table_put(&mut self, table: &mut Table<'a>, name: Val<'a>, value: Val<'a>) {
        match self.key(&name) {
            Some(key) => table.insert(key, name, value),
            None => {
                let why = merge_unknown([&name])
                    .or_else(|| merge_unknown([&self.unsupported("a key", name.place)]))
                    .expect("one of them is unknown");
                table.loosen(&why);
            }
        }
    }

    fn dict_display(&mut self, node: &'a ast::ExprDict) -> Eval<'a> {
        let mut table = Table::default();
        for (key, value) in node.keys.iter().zip(&node.values) {
            match key {
                Some(key) => {
                    let name = self.evaluate(key)?;
                    let value = self.evaluate(value)?;
                    self.check_hashable(std::slice::from_ref(&name))?;
                    self.table_put(&mut table, name, value);
                }
                None => {
                    let spread = self.evaluate(value)?;
                    self.table_merge(&mut table, &spread)?;
                }
            }
        }
        Ok(Val::new(self.new_dict(table)))
    }

    /// `{**value}` and `.update(value)`.
    pub(super) fn table_merge(&mut self, table: &mut Table<'a>, value: &Val<'a>) -> Result<(), Raise<'a>> {
        let mut value = self.expand(&self.unwrapped(value));
        if let Some(pairs) = self.ini_pairs(&value) {
            value = pairs?;
        }
        match &value.kind {
            V::Dict(id) => {
                let Object::Dict(other) = &*self.object_rc(*id) else { return Ok(()) };
                self.spend_items(2 * other.pairs.len());
                let open = if other.environ { self.environment_open() } else { other.open.clone() };
                if let Some(why) = &open {
                    table.loosen(why);
                }
                for (key, (name, value)) in &other.pairs {
                    table.insert(key.clone(), name.clone(), value.clone());
                }
            }
            V::Maybe(maybe) => {
                // Pairs that only some of the values bring may be there or not.
                let ways: Vec<(Val<'a>, bool)> = maybe
                    .usual
                    .iter()
                    .map(|value| (value.clone(), true))
                    .chain(maybe.others.iter().map(|value| (value.clone(), false)))
                    .collect();
                if ways.len() == 1 && maybe.open.is_none() {
                    return self.table_merge(table, &ways[0].0);
                }
                table.loosen(&maybe.because.clone());
            }
            V::Unknown(why) | V::Rest(why) => table.loosen(why),
            V::Module(module) => {
                for (name, value) in self.scope_pairs(module.scope) {
                    match name.kind {
                        // It may be there or not.
                        V::Rest(why) => table.open = Some(why),
                        _ => self.table_put(table, name, value),
                    }
                }
            }
            _ => {
                match self.iterate(&value)? {
                    Ok(pairs) => {
                        for pair in pairs {
                            match self.iterate(&pair)? {
                                Ok(pair) if pair.len() == 2 => {
                                    self.table_put(table, pair[0].clone(), pair[1].clone());
                                }
                                Ok(_) => {
                                    return self.raise(
                                        "ValueError",
                                        "dictionary update sequence element has wrong length".to_owned(),
                                    );
                                }
                                Err(why) => table.loosen(&why),
                            }
                        }
                    }
                    Err(why) => table.loosen(&why),
                };
            }
        }
        Ok(())
    }

    // --- texts with values in them ---

    fn joined(&mut self, parts: &'a [ast::Expr]) -> Eval<'a> {
        let mut values = Vec::with_capacity(parts.len());
        for part in parts {
            values.push(self.evaluate(part)?);
        }
        self.lifted(&values, |me, parts| {
            if let Some(unknown) = me.unknown_of(parts) {
                return Ok(unknown);
            }
            let mut whole = String::new();
            for part in parts {
                match &part.kind {
                    V::Str(text) => whole.push_str(text),
                    _ => return Ok(me.unsupported("an f-string part", part.place)),
                }
            }
            Ok(me.checked_text(whole))
        })
    }

    fn formatted(&mut self, node: &'a ast::ExprFormattedValue) -> Eval<'a> {
        let value = self.evaluate(&node.value)?;
        let spec = match &node.format_spec {
            Some(spec) => self.evaluate(spec)?,
            None => Val::str(""),
        };
        let conversion = node.conversion;
        self.lifted(&[value, spec], |me, arguments| {
            if let Some(unknown) = me.unknown_of(arguments) {
                return Ok(unknown);
            }
            let Some(spec) = arguments[1].as_str() else { return Ok(me.unsupported("a format", None)) };
            if matches!(arguments[0].kind, V::Instance(_) | V::Exception(_)) {
                let converted = match conversion {
                    ast::ConversionFlag::None if matches!(arguments[0].kind, V::Instance(_)) => {
                        return me.format_instance(&arguments[0], spec);
                    }
                    ast::ConversionFlag::None | ast::ConversionFlag::Str => me.str(&arguments[0])?,
                    _ => me.repr(&arguments[0])?,
                };
                return match me.plain(&converted).filter(|plain| plain.first_hole().is_none()) {
                    Some(plain) => {
                        let result = text::format_value(&plain, spec).map(|text| me.str_value(&text));
                        me.outcome(result)
                    }
                    None => Ok(me.hole_of(&converted, "formatting an object")),
                };
            }
            let text = match &arguments[0].kind {
                V::Native(native) => native.text().map(|text| me.str_value(&text)),
                _ => None,
            };
            let Some(plain) = text.or_else(|| me.plain(&arguments[0])) else {
                return Ok(me.hole_of(&arguments[0], "formatting an object"));
            };
            let result = match conversion {
                ast::ConversionFlag::Str => {
                    text::str_of(&plain).and_then(|text| text::format_value(&me.str_value(&text), spec))
                }
                ast::ConversionFlag::Ascii => {
                    text::ascii_of(&plain).and_then(|text| text::format_value(&me.str_value(&text), spec))
                }
                ast::ConversionFlag::Repr => {
                    text::repr_of(&plain).and_then(|text| text::format_value(&me.str_value(&text), spec))
                }
                ast::ConversionFlag::None => {
                    if spec.is_empty() {
                        text::str_of(&plain)
                    } else {
                        text::format_value(&plain, spec)
                    }
                }
            };
            me.outcome(result.map(|text| me.str_value(&text)))
        })
    }

    // --- operators ---

    fn evaluate_binary(&mut self, node: &'a ast::ExprBinOp) -> Eval<'a> {
        // The left spine of `a + b + c + ...` without recursion.
        let mut spine = vec![node];
        let mut left = &*node.left;
        while let ast::Expr::BinOp(inner) = left {
            spine.push(inner);
            left = &inner.left;
        }
        let mut value = self.evaluate(left)?;
        for node in spine.into_iter().rev() {
            let right = self.evaluate(&node.right)?;
            value = self.binary(&value, node.op, &right)?;
            value.place = Some(self.place(node));
        }
        Ok(value)
    }

    fn evaluate_bool(&mut self, operator: ast::BoolOp, operands: &'a [ast::Expr]) -> Eval<'a> {
        let Some((first, rest)) = operands.split_first() else { return Ok(Val::new(V::None)) };
        let value = self.evaluate(first)?;
        self.bool_rest(operator, value, rest)
    }

    fn bool_rest(&mut self, operator: ast::BoolOp, value: Val<'a>, rest: &'a [ast::Expr]) -> Eval<'a> {
        if rest.is_empty() {
            return Ok(value);
        }
        let is_or = operator == ast::BoolOp::Or;
        match self.truth(&value)? {
            Truth::Known(truth) if truth == is_or => Ok(value),
            Truth::Known(_) => {
                let next = self.evaluate(&rest[0])?;
                self.bool_rest(operator, next, &rest[1..])
            }
            Truth::Open { usual, because } => {
                // Either this value ends it, narrowed to what does, or the rest decides.
                let go_on = |me: &mut Self| {
                    let next = me.evaluate(&rest[0])?;
                    me.bool_rest(operator, next, &rest[1..])
                };
                let Some(ends) = self.keep_truth(&value, is_or) else { return go_on(self) };
                let side = match usual {
                    Some(truth) if truth == is_or => Usual::First,
                    Some(_) => Usual::Second,
                    None => Usual::Neither,
                };
                self.either_value(side, &because, |_| Ok(ends), go_on)
            }
        }
    }

    /// The part of a value that has this truth; none if no part has.
    pub(super) fn keep_truth(&mut self, value: &Val<'a>, wanted: bool) -> Option<Val<'a>> {
        let V::Maybe(maybe) = &value.kind else { return Some(value.clone()) };
        let maybe = maybe.clone();
        let mut kept = maybe.of_each();
        let keeps = |me: &mut Self, value: &Val<'a>| !matches!(me.truth(value), Ok(Truth::Known(truth)) if truth != wanted);
        if let Some(usual) = &maybe.usual
            && keeps(self, usual)
        {
            kept.usual = Some(usual.clone());
        }
        for other in &maybe.others {
            if keeps(self, other) {
                kept.others.push(other.clone());
            }
        }
        if kept.usual.is_none() && kept.others.is_empty() && kept.open.is_none() {
            return None;
        }
        Some(self.settle(kept, value.place))
    }

    fn evaluate_compare(&mut self, node: &'a ast::ExprCompare) -> Eval<'a> {
        let mut left = self.evaluate(&node.left)?;
        let mut result: Option<Val<'a>> = None;
        for (operator, right) in node.ops.iter().zip(&node.comparators) {
            let right = self.evaluate(right)?;
            let one = self.compare(&left, *operator, &right)?;
            result = Some(match result {
                None => one,
                Some(before) => match self.truth(&before)? {
                    Truth::Known(true) => one,
                    Truth::Known(false) => return Ok(before),
                    Truth::Open { because, .. } => self.join(&before, &one, Usual::Neither, &because),
                },
            });
            left = right;
        }
        Ok(result.unwrap_or_else(|| Val::new(V::Bool(true))))
    }

    fn evaluate_ternary(&mut self, node: &'a ast::ExprIfExp) -> Eval<'a> {
        let test = self.evaluate(&node.test)?;
        match self.truth(&test)? {
            Truth::Known(true) => self.evaluate(&node.body),
            Truth::Known(false) => self.evaluate(&node.orelse),
            Truth::Open { usual, because } => {
                let side = Self::usual_of(usual);
                self.either_value(
                    side,
                    &because,
                    |me| me.evaluate(&node.body),
                    |me| me.evaluate(&node.orelse),
                )
            }
        }
    }

    // --- comprehensions ---

    /// Rows of the elements for each round; a rest where more may follow.
    #[allow(clippy::type_complexity)]
    fn comprehension(
        &mut self,
        generators: &'a [ast::Comprehension],
        elements: &[&'a ast::Expr],
        ordered: bool,
    ) -> Result<Result<Vec<Vec<Val<'a>>>, Val<'a>>, Raise<'a>> {
        let locals = self.new_scope();
        let enclosing = self.enclosing();
        let frame = self.frame();
        let inner = super::Frame {
            locals,
            enclosing,
            package: frame.package.clone(),
            receiver: frame.receiver.clone(),
            code: Code::Comprehension,
            ..super::Frame::of_module(frame.globals, frame.file)
        };
        // The outermost iterable is evaluated outside; a value of several is
        // taken one by one.
        let Some((first, rest)) = generators.split_first() else { return Ok(Ok(Vec::new())) };
        let source = self.evaluate(&first.iter)?;
        let source = if ordered { source } else { self.in_any_order(&source) };
        let source = self.expand(&source);
        if let V::Maybe(maybe) = &source.kind {
            let why = maybe.because.clone();
            let mut joined = maybe.of_each();
            let maybe = maybe.clone();
            let mut changed = Vec::new();
            for (value, usual) in maybe.ways() {
                self.frames.push(super::Frame { pending: Vec::new(), ..clone_frame(&inner) });
                let mut rows = Vec::new();
                self.begin();
                let result = self.rounds(first, value, rest, elements, &mut rows);
                let changes = self.take_back();
                self.frames.pop();
                // Raising alternatives are left out.
                if result.is_ok() {
                    changed.push((changes, usual));
                    let rows: Vec<Val<'a>> =
                        rows.into_iter().map(|row| Val::new(V::Tuple(row.into()))).collect();
                    let rows = Val::new(V::Tuple(rows.into()));
                    self.add_alternative(&mut joined, &rows, usual);
                }
            }
            if let Some(open) = &maybe.open {
                self.frames.push(super::Frame { pending: Vec::new(), ..clone_frame(&inner) });
                self.begin();
                let unknown = Val::new(V::Unknown(open.clone()));
                if let Err(raise) = self.rounds(first, &unknown, rest, elements, &mut Vec::new()) {
                    self.doubt(Some(&raise.class), false, open);
                }
                changed.push((self.take_back(), false));
                self.frames.pop();
            }
            self.join_ways(changed, &why);
            return Ok(Err(self.settle(joined, source.place)));
        }
        self.frames.push(inner);
        let mut rows = Vec::new();
        let result = self.rounds(first, &source, rest, elements, &mut rows);
        self.frames.pop();
        result?;
        Ok(Ok(rows))
    }

    fn rounds(
        &mut self,
        generator: &'a ast::Comprehension,
        source: &Val<'a>,
        rest: &'a [ast::Comprehension],
        elements: &[&'a ast::Expr],
        rows: &mut Vec<Vec<Val<'a>>>,
    ) -> Result<(), Raise<'a>> {
        let (items, open) = match self.iterate_partly(source)? {
            Ok(found) => found,
            Err(why) => (Vec::new(), Some(why)),
        };
        'items: for item in items {
            if let Some(which) = self.step() {
                let unknown = self.limit(which, source.place);
                rows.push(vec![Val { kind: rest_of(&unknown), place: None }; elements.len()]);
                return Ok(());
            }
            self.assign(&generator.target, item)?;
            for test in &generator.ifs {
                let test = self.evaluate(test)?;
                match self.truth(&test)? {
                    Truth::Known(true) => {}
                    Truth::Known(false) => continue 'items,
                    Truth::Open { because, .. } => {
                        self.unsure_round(rest, elements, &because);
                        rows.push(vec![Val { kind: V::Rest(because), place: None }; elements.len()]);
                        continue 'items;
                    }
                }
            }
            match rest.split_first() {
                Some((next, rest)) => {
                    let source = self.evaluate(&next.iter)?;
                    let source = self.expand(&source);
                    if let V::Maybe(maybe) = &source.kind {
                        let why = maybe.because.clone();
                        if self.assign(&next.target, Val::new(V::Unknown(why.clone()))).is_ok() {
                            self.unsure_round(rest, elements, &why);
                        }
                        rows.push(vec![Val { kind: V::Rest(why), place: None }; elements.len()]);
                    } else {
                        self.rounds(next, &source, rest, elements, rows)?;
                    }
                }
                None => {
                    let mut row = Vec::with_capacity(elements.len());
                    for element in elements {
                        row.push(self.evaluate(element)?);
                    }
                    rows.push(row);
                }
            }
        }
        if let Some(why) = open {
            let unknown = Val { kind: V::Unknown(why.clone()), place: source.place };
            if self.assign(&generator.target, unknown).is_ok() {
                self.unsure_round(rest, elements, &why);
            }
            rows.push(vec![Val { kind: V::Rest(why), place: source.place }; elements.len()]);
        }
        Ok(())
    }

    /// A round that is made any number of times: what its calls change is not known.
    fn unsure_round(
        &mut self,
        rest: &'a [ast::Comprehension],
        elements: &[&'a ast::Expr],
        why: &Rc<Unknown>,
    ) {
        self.begin();
        let mut result = Ok(());
        for inner in rest {
            let unknown = Val::new(V::Unknown(why.clone()));
            result = result.and_then(|()| self.assign(&inner.target, unknown));
        }
        for element in elements {
            result = result.and_then(|()| self.evaluate(element).map(drop));
        }
        if let Err(raise) = result {
            self.doubt(Some(&raise.class), false, why);
        }
        let changes = self.take_back();
        self.blur(changes, why);
    }

    /// The rows of a comprehension as a container, also for each of several.
    #[allow(clippy::type_complexity)]
    fn collected(
        &mut self,
        rows: Result<Vec<Vec<Val<'a>>>, Val<'a>>,
        mut make: impl FnMut(&mut Self, Vec<Vec<Val<'a>>>) -> V<'a>,
    ) -> Eval<'a> {
        match rows {
            Ok(rows) => Ok(Val::new(make(self, rows))),
            Err(several) => self.lifted(&[several], |me, arguments| match &arguments[0].kind {
                V::Tuple(rows) => {
                    let rows = rows
                        .iter()
                        .map(|row| match &row.kind {
                            V::Tuple(items) => items.to_vec(),
                            _ => vec![row.clone()],
                        })
                        .collect();
                    Ok(Val::new(make(me, rows)))
                }
                _ => Ok(arguments[0].clone()),
            }),
        }
    }

    // --- iteration ---

    /// All items; an unknown rest makes it unknown.
    pub(super) fn iterate(&mut self, value: &Val<'a>) -> Items<'a> {
        Ok(match self.iterate_partly(value)? {
            Ok((items, None)) => Ok(items),
            Ok((_, Some(why))) | Err(why) => Err(why),
        })
    }

    /// How many items it has; of what is not counted none.
    fn length_of(&self, value: &V<'a>) -> usize {
        match value {
            V::Tuple(items) => items.len(),
            V::List(id) => match self.object(*id) {
                Object::List(items) => items.len(),
                _ => 0,
            },
            V::Dict(id) | V::Set(id) => match self.object(*id) {
                Object::Dict(table) | Object::Set(table) => table.pairs.len(),
                _ => 0,
            },
            V::Str(text) => text.chars().count(),
            V::Bytes(bytes) => bytes.len(),
            V::Range(start, stop, step) => range_length(*start, *stop, *step),
            _ => 0,
        }
    }

    /// The items up to where they are known.
    pub(super) fn iterate_partly(&mut self, value: &Val<'a>) -> PartItems<'a> {
        let length = self.length_of(&value.kind);
        self.spend_items(length);
        if length > MAX_ITEMS {
            let unknown = self.limit("items", value.place);
            return Ok(Err(merge_unknown([&unknown]).expect("it is unknown")));
        }
        let cut = |items: &[Val<'a>]| -> (Vec<Val<'a>>, Option<Rc<Unknown>>) {
            let known: Vec<Val<'a>> =
                items.iter().take_while(|item| !matches!(item.kind, V::Rest(_))).cloned().collect();
            let rest = items.get(known.len()).and_then(|item| match &item.kind {
                V::Rest(why) => Some(why.clone()),
                _ => None,
            });
            (known, rest)
        };
        Ok(Ok(match &value.kind {
            V::Tuple(items) => cut(items),
            V::List(id) => match &*self.object_rc(*id) {
                Object::List(items) => cut(items),
                Object::Fork(fork) => return Ok(Err(fork.because.clone())),
                _ => (Vec::new(), None),
            },
            V::Dict(id) => match &*self.object_rc(*id) {
                Object::Dict(table) => {
                    let open = if table.environ && !self.host.closed {
                        merge_unknown([&self.unknown(Reason::Environment, None)])
                    } else {
                        table.open.clone()
                    };
                    (table.first_pairs().map(|(name, _)| name.clone()).collect(), open)
                }
                Object::Fork(fork) => return Ok(Err(fork.because.clone())),
                _ => (Vec::new(), None),
            },
            V::Set(id) => match &*self.object_rc(*id) {
                Object::Set(table) => {
                    let items: Vec<Val<'a>> = table.pairs.values().map(|(name, _)| name.clone()).collect();
                    // The order of a set of texts changes from run to run, that of numbers
                    // is that of their hashes.
                    if items.len() + usize::from(table.open.is_some()) > 1 {
                        let unknown = self.unknown(Reason::Host("the order of a set".into()), value.place);
                        return Ok(Err(merge_unknown([&unknown]).expect("it is unknown")));
                    }
                    (items, table.open.clone())
                }
                Object::Fork(fork) => return Ok(Err(fork.because.clone())),
                _ => (Vec::new(), None),
            },
            V::Str(text) => {
                if crate::python::library::marker::is_marked(text) {
                    let unknown = self.unknown(Reason::Host("an absolute path".into()), value.place);
                    return Ok(Err(merge_unknown([&unknown]).expect("it is unknown")));
                }
                (
                    text.chars()
                        .map(|character| Val {
                            kind: V::Str(character.to_string().into()),
                            place: value.place,
                        })
                        .collect(),
                    None,
                )
            }
            V::Bytes(bytes) => (bytes.iter().map(|&byte| Val::new(V::Int(i128::from(byte)))).collect(), None),
            V::Range(start, _, step) => {
                let items = (0..length as i128).map(|index| Val::new(V::Int(start + index * step)));
                (items.collect(), None)
            }
            V::Native(native) => match &**native {
                Native::Library(known) => match self.library_items(known) {
                    Some(Ok(items)) => cut(&items),
                    Some(Err(why)) => return Ok(Err(why)),
                    None => {
                        let unknown = self.unsupported("iteration over an object", value.place);
                        return Ok(Err(merge_unknown([&unknown]).expect("it is unknown")));
                    }
                },
                _ => {
                    let unknown = self.unsupported("iteration over an object", value.place);
                    return Ok(Err(merge_unknown([&unknown]).expect("it is unknown")));
                }
            },
            V::Typed(..) => {
                let addresses = self.plain(value).map(|plain| crate::python::library::ip::addresses(&plain));
                match addresses {
                    Some(Ok(addresses)) => {
                        (addresses.iter().map(|address| self.adopt(address)).collect(), None)
                    }
                    _ => {
                        let unknown = self.unsupported("iteration over an object", value.place);
                        return Ok(Err(merge_unknown([&unknown]).expect("it is unknown")));
                    }
                }
            }
            V::NativeMethod(method) if &*method.1 == "parents" => {
                if let V::Path(text) = &method.0.kind
                    && let Ok(parents) = crate::python::library::path::attribute(text, "parents")
                {
                    let parents = self.adopt(&parents);
                    return Ok(Ok(cut(&self.raw_items(&parents))));
                }
                let unknown = self.unknown(Reason::Host("an absolute path".into()), value.place);
                return Ok(Err(merge_unknown([&unknown]).expect("it is unknown")));
            }
            V::Unknown(why) | V::Rest(why) => return Ok(Err(why.clone())),
            V::Maybe(maybe) => return Ok(Err(maybe.because.clone())),
            V::Iterator(id) => self.drain(*id)?,
            V::Class(id) => return Ok(self.class_members(*id, value)),
            V::Instance(_) => return self.iterate_instance(value),
            V::Module(module) if module.name.is_empty() => {
                let pairs: Vec<Val<'a>> =
                    self.scope_pairs(module.scope).into_iter().map(|(name, _)| name).collect();
                cut(&pairs)
            }
            V::Symbol(_) | V::Module(_) | V::Function(_) | V::Unbound | V::Exception(_) => {
                let unknown = self.unsupported("iteration over an object", value.place);
                return Ok(Err(merge_unknown([&unknown]).expect("it is unknown")));
            }
            _ => {
                let class = self.type_name(value);
                return self.raise("TypeError", format!("'{class}' object is not iterable"));
            }
        }))
    }

    /// `Enum` classes give their members.
    #[allow(clippy::type_complexity)]
    fn class_members(
        &mut self,
        id: Id,
        value: &Val<'a>,
    ) -> Result<(Vec<Val<'a>>, Option<Rc<Unknown>>), Rc<Unknown>> {
        if let Some(members) = self.enum_members(id) {
            return Ok((members, None));
        }
        let unknown = self.unsupported("iteration over a class", value.place);
        Err(merge_unknown([&unknown]).expect("it is unknown"))
    }
}

/// How many numbers a range has.
pub(super) fn range_length(start: i128, stop: i128, step: i128) -> usize {
    let (from, to) = if step > 0 { (start, stop) } else { (stop, start) };
    if from >= to || step == 0 {
        return 0;
    }
    let distance = to.abs_diff(from);
    usize::try_from(distance.div_ceil(step.unsigned_abs())).unwrap_or(usize::MAX)
}

fn rest_of<'a>(unknown: &Val<'a>) -> V<'a> {
    match &unknown.kind {
        V::Unknown(why) => V::Rest(why.clone()),
        other => other.clone(),
    }
}

/// A frame like this one, for another round.
fn clone_frame<'a>(frame: &super::Frame<'a>) -> super::Frame<'a> {
    super::Frame {
        locals: frame.locals,
        enclosing: frame.enclosing.clone(),
        package: frame.package.clone(),
        receiver: frame.receiver.clone(),
        code: frame.code.clone(),
        ..super::Frame::of_module(frame.globals, frame.file)
    }
}
