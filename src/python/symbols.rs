//! Which names a block binds, and whether it yields: what Python's compiler finds
//! out before the block runs. A star import binds `*`.

use std::collections::HashSet;

use rustpython_parser::ast;

/// Names that the block binds, and what it says of them.
#[derive(Debug, Default)]
pub(super) struct Symbols<'a> {
    /// Bound somewhere in the block, and neither global nor nonlocal.
    pub(super) locals: HashSet<&'a str>,
    pub(super) yields: bool,
    /// Declared `global` or `nonlocal`.
    declared: HashSet<&'a str>,
}

impl<'a> Symbols<'a> {
    /// Of a function's statements.
    pub(super) fn of_block(statements: &'a [ast::Stmt]) -> Self {
        let mut symbols = Self::default();
        symbols.block(statements);
        let declared = std::mem::take(&mut symbols.declared);
        symbols.locals.retain(|name| !declared.contains(name));
        symbols
    }

    /// Of a lambda's expression.
    pub(super) fn of_expression(expression: &'a ast::Expr) -> Self {
        let mut symbols = Self::default();
        symbols.expression(expression);
        symbols
    }

    fn block(&mut self, statements: &'a [ast::Stmt]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &'a ast::Stmt) {
        use ast::Stmt as S;
        match statement {
            S::FunctionDef(node) => {
                self.locals.insert(node.name.as_str());
                self.expressions(&node.decorator_list);
            }
            S::AsyncFunctionDef(node) => {
                self.locals.insert(node.name.as_str());
            }
            S::ClassDef(node) => {
                self.locals.insert(node.name.as_str());
                self.expressions(&node.bases);
            }
            S::Return(node) => self.maybe(node.value.as_deref()),
            S::Delete(node) => node.targets.iter().for_each(|target| self.target(target)),
            S::Assign(node) => {
                self.expression(&node.value);
                node.targets.iter().for_each(|target| self.target(target));
            }
            S::AugAssign(node) => {
                self.expression(&node.value);
                self.target(&node.target);
            }
            S::AnnAssign(node) => {
                self.maybe(node.value.as_deref());
                self.target(&node.target);
            }
            S::For(node) => self.looped(&node.target, &node.iter, &node.body, &node.orelse),
            S::AsyncFor(node) => self.looped(&node.target, &node.iter, &node.body, &node.orelse),
            S::While(node) => {
                self.expression(&node.test);
                self.block(&node.body);
                self.block(&node.orelse);
            }
            S::If(node) => {
                self.expression(&node.test);
                self.block(&node.body);
                self.block(&node.orelse);
            }
            S::With(node) => self.with(&node.items, &node.body),
            S::AsyncWith(node) => self.with(&node.items, &node.body),
            S::Match(node) => {
                self.expression(&node.subject);
                for case in &node.cases {
                    self.pattern(&case.pattern);
                    self.maybe(case.guard.as_deref());
                    self.block(&case.body);
                }
            }
            S::Raise(node) => {
                self.maybe(node.exc.as_deref());
                self.maybe(node.cause.as_deref());
            }
            S::Try(node) => self.tried(&node.body, &node.handlers, &node.orelse, &node.finalbody),
            S::TryStar(node) => self.tried(&node.body, &node.handlers, &node.orelse, &node.finalbody),
            S::Assert(node) => {
                self.expression(&node.test);
                self.maybe(node.msg.as_deref());
            }
            S::Import(node) => {
                for alias in &node.names {
                    self.locals.insert(alias.asname.as_ref().map_or_else(
                        || alias.name.as_str().split('.').next().unwrap_or_default(),
                        |name| name.as_str(),
                    ));
                }
            }
            S::ImportFrom(node) => {
                for alias in &node.names {
                    self.locals.insert(alias.asname.as_ref().unwrap_or(&alias.name).as_str());
                }
            }
            S::Global(node) => self.declared.extend(node.names.iter().map(|name| name.as_str())),
            S::Nonlocal(node) => self.declared.extend(node.names.iter().map(|name| name.as_str())),
            S::Expr(node) => self.expression(&node.value),
            S::TypeAlias(node) => self.target(&node.name),
            S::Pass(_) | S::Break(_) | S::Continue(_) => {}
        }
    }

    fn looped(
        &mut self,
        target: &'a ast::Expr,
        iterable: &'a ast::Expr,
        body: &'a [ast::Stmt],
        orelse: &'a [ast::Stmt],
    ) {
        self.target(target);
        self.expression(iterable);
        self.block(body);
        self.block(orelse);
    }

    fn with(&mut self, items: &'a [ast::WithItem], body: &'a [ast::Stmt]) {
        for item in items {
            self.expression(&item.context_expr);
            if let Some(target) = &item.optional_vars {
                self.target(target);
            }
        }
        self.block(body);
    }

    fn tried(
        &mut self,
        body: &'a [ast::Stmt],
        handlers: &'a [ast::ExceptHandler],
        orelse: &'a [ast::Stmt],
        finalbody: &'a [ast::Stmt],
    ) {
        self.block(body);
        for ast::ExceptHandler::ExceptHandler(handler) in handlers {
            self.maybe(handler.type_.as_deref());
            self.locals.extend(handler.name.as_ref().map(|name| name.as_str()));
            self.block(&handler.body);
        }
        self.block(orelse);
        self.block(finalbody);
    }

    fn target(&mut self, target: &'a ast::Expr) {
        match target {
            ast::Expr::Name(name) => {
                self.locals.insert(name.id.as_str());
            }
            ast::Expr::Tuple(node) => node.elts.iter().for_each(|element| self.target(element)),
            ast::Expr::List(node) => node.elts.iter().for_each(|element| self.target(element)),
            ast::Expr::Starred(node) => self.target(&node.value),
            other => self.expression(other),
        }
    }

    fn pattern(&mut self, pattern: &'a ast::Pattern) {
        use ast::Pattern as P;
        match pattern {
            P::MatchAs(node) => {
                self.locals.extend(node.name.as_ref().map(|name| name.as_str()));
                if let Some(inner) = &node.pattern {
                    self.pattern(inner);
                }
            }
            P::MatchStar(node) => self.locals.extend(node.name.as_ref().map(|name| name.as_str())),
            P::MatchMapping(node) => {
                self.locals.extend(node.rest.as_ref().map(|name| name.as_str()));
                node.patterns.iter().for_each(|inner| self.pattern(inner));
            }
            P::MatchSequence(node) => node.patterns.iter().for_each(|inner| self.pattern(inner)),
            P::MatchClass(node) => {
                node.patterns.iter().chain(&node.kwd_patterns).for_each(|inner| self.pattern(inner));
            }
            P::MatchOr(node) => node.patterns.iter().for_each(|inner| self.pattern(inner)),
            P::MatchValue(_) | P::MatchSingleton(_) => {}
        }
    }

    fn maybe(&mut self, expression: Option<&'a ast::Expr>) {
        if let Some(expression) = expression {
            self.expression(expression);
        }
    }

    fn expressions(&mut self, expressions: &'a [ast::Expr]) {
        expressions.iter().for_each(|expression| self.expression(expression));
    }

    /// Looks for `:=` and `yield`; a lambda has its own names.
    fn expression(&mut self, expression: &'a ast::Expr) {
        use ast::Expr as E;
        match expression {
            E::NamedExpr(node) => {
                self.target(&node.target);
                self.expression(&node.value);
            }
            E::Yield(node) => {
                self.yields = true;
                self.maybe(node.value.as_deref());
            }
            E::YieldFrom(node) => {
                self.yields = true;
                self.expression(&node.value);
            }
            E::BoolOp(node) => self.expressions(&node.values),
            E::BinOp(node) => {
                // The left spine of `a + b + c + ...` without recursion.
                let mut left = node;
                loop {
                    self.expression(&left.right);
                    match &*left.left {
                        E::BinOp(inner) => left = inner,
                        other => break self.expression(other),
                    }
                }
            }
            E::UnaryOp(node) => self.expression(&node.operand),
            E::IfExp(node) => {
                self.expression(&node.test);
                self.expression(&node.body);
                self.expression(&node.orelse);
            }
            E::Dict(node) => {
                node.keys.iter().flatten().for_each(|key| self.expression(key));
                self.expressions(&node.values);
            }
            E::Set(node) => self.expressions(&node.elts),
            E::List(node) => self.expressions(&node.elts),
            E::Tuple(node) => self.expressions(&node.elts),
            E::ListComp(node) => self.comprehension(&node.generators, &[&node.elt]),
            E::SetComp(node) => self.comprehension(&node.generators, &[&node.elt]),
            E::GeneratorExp(node) => self.comprehension(&node.generators, &[&node.elt]),
            E::DictComp(node) => self.comprehension(&node.generators, &[&node.key, &node.value]),
            E::Await(node) => self.expression(&node.value),
            E::Compare(node) => {
                self.expression(&node.left);
                self.expressions(&node.comparators);
            }
            E::Call(node) => {
                self.expression(&node.func);
                self.expressions(&node.args);
                node.keywords.iter().for_each(|keyword| self.expression(&keyword.value));
            }
            E::FormattedValue(node) => self.expression(&node.value),
            E::JoinedStr(node) => self.expressions(&node.values),
            E::Attribute(node) => self.expression(&node.value),
            E::Subscript(node) => {
                self.expression(&node.value);
                self.expression(&node.slice);
            }
            E::Starred(node) => self.expression(&node.value),
            E::Slice(node) => {
                for part in [&node.lower, &node.upper, &node.step] {
                    self.maybe(part.as_deref());
                }
            }
            E::Lambda(_) | E::Constant(_) | E::Name(_) => {}
        }
    }

    /// Its targets are its own; what `:=` binds within is the function's.
    fn comprehension(&mut self, generators: &'a [ast::Comprehension], elements: &[&'a ast::Expr]) {
        for generator in generators {
            self.expression(&generator.iter);
            self.expressions(&generator.ifs);
        }
        elements.iter().for_each(|element| self.expression(element));
    }
}
