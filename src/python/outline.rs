//! Which calls a file makes, under which conditions, with the arguments that are
//! written plainly. For files whose calls matter more than the values they lead
//! to: `urls.py`, `wsgi.py`, `manage.py`. Nothing is evaluated.

use std::collections::HashMap;

use rustpython_parser::ast::{self, Ranged};

use super::parse::Parsed;
use crate::source::Span;

/// Expressions and blocks within each other.
const MAX_DEPTH: u32 = 120;
/// Calls of one file; more are left out.
const MAX_CALLS: usize = 5000;

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The dotted name, as far as imports tell it: `django.urls.path`. A relative
    /// import begins with a dot.
    pub name: String,
    pub arguments: Vec<Argument>,
    pub keywords: Vec<(String, Argument)>,
    pub span: Span,
    /// Tests of the branches that it stands in; an `else` begins with `not`.
    pub guards: Vec<String>,
    /// It stands in a function, which may never be called.
    pub deferred: bool,
    /// The index of the call that it is an argument of.
    pub within: Option<usize>,
}

/// An argument, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    Text(String),
    /// A dotted name.
    Name(String),
    /// A call: its index among the calls.
    Call(usize),
    Other,
}

impl Call {
    /// An argument by its place or by its name.
    #[must_use]
    pub fn argument(&self, index: usize, name: &str) -> Option<&Argument> {
        let keyword = self.keywords.iter().find(|(known, _)| known == name).map(|(_, value)| value);
        self.arguments.get(index).or(keyword)
    }

    /// The text of an argument.
    #[must_use]
    pub fn text(&self, index: usize, name: &str) -> Option<&str> {
        match self.argument(index, name)? {
            Argument::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The calls of a file, outer ones before those in their arguments.
#[must_use]
pub fn outline(parsed: &Parsed, text: &str) -> Vec<Call> {
    let mut reader =
        Reader { text, names: HashMap::new(), calls: Vec::new(), guards: Vec::new(), deferred: false };
    reader.block(&parsed.statements, 0);
    reader.calls
}

struct Reader<'t> {
    text: &'t str,
    /// What imports have bound.
    names: HashMap<String, String>,
    calls: Vec<Call>,
    guards: Vec<String>,
    deferred: bool,
}

impl Reader<'_> {
    fn block(&mut self, statements: &[ast::Stmt], depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        for statement in statements {
            self.statement(statement, depth + 1);
        }
    }

    fn guarded(&mut self, test: String, statements: &[ast::Stmt], depth: u32) {
        self.guards.push(test);
        self.block(statements, depth);
        self.guards.pop();
    }

    fn statement(&mut self, statement: &ast::Stmt, depth: u32) {
        use ast::Stmt;
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    if let Some(name) = &alias.asname {
                        self.names.insert(name.to_string(), alias.name.to_string());
                    }
                }
            }
            Stmt::ImportFrom(import) => {
                let level = import.level.map_or(0, |level| level.to_u32()) as usize;
                let module = import.module.as_ref().map_or("", |module| module.as_str());
                let dot = if module.is_empty() { "" } else { "." };
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    let full = format!("{}{module}{dot}{}", ".".repeat(level), alias.name);
                    self.names.insert(name.to_string(), full);
                }
            }
            Stmt::Expr(node) => self.expression(&node.value, None, depth),
            Stmt::Assign(node) => {
                if let [ast::Expr::Subscript(target)] = &node.targets[..] {
                    self.set_item(target, &node.value, depth);
                } else {
                    self.expression(&node.value, None, depth);
                }
            }
            Stmt::AugAssign(node) => self.expression(&node.value, None, depth),
            Stmt::AnnAssign(node) => {
                if let Some(value) = &node.value {
                    self.expression(value, None, depth);
                }
            }
            Stmt::Return(node) => {
                if let Some(value) = &node.value {
                    self.expression(value, None, depth);
                }
            }
            Stmt::If(node) => {
                let test = self.source(&*node.test);
                self.expression(&node.test, None, depth);
                self.guarded(test.clone(), &node.body, depth);
                self.guarded(format!("not {test}"), &node.orelse, depth);
            }
            Stmt::Try(node) => {
                self.block(&node.body, depth);
                for handler in &node.handlers {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    self.guarded("except".to_owned(), &handler.body, depth);
                }
                self.block(&node.orelse, depth);
                self.block(&node.finalbody, depth);
            }
            Stmt::With(node) => {
                for item in &node.items {
                    self.expression(&item.context_expr, None, depth);
                }
                self.block(&node.body, depth);
            }
            Stmt::For(node) => {
                self.expression(&node.iter, None, depth);
                self.block(&node.body, depth);
            }
            Stmt::FunctionDef(node) => self.function(&node.body, depth),
            Stmt::AsyncFunctionDef(node) => self.function(&node.body, depth),
            Stmt::ClassDef(node) => self.block(&node.body, depth),
            _ => {}
        }
    }

    fn function(&mut self, body: &[ast::Stmt], depth: u32) {
        let before = std::mem::replace(&mut self.deferred, true);
        self.block(body, depth);
        self.deferred = before;
    }

    fn source(&self, node: &impl Ranged) -> String {
        let range = node.range();
        self.text.get(range.start().into()..range.end().into()).unwrap_or("").to_owned()
    }

    /// `a.b.c` with the first name as its import says.
    fn dotted(&self, node: &ast::Expr) -> Option<String> {
        let mut parts = Vec::new();
        let mut node = node;
        loop {
            match node {
                ast::Expr::Attribute(attribute) if parts.len() < 32 => {
                    parts.push(attribute.attr.as_str());
                    node = &attribute.value;
                }
                ast::Expr::Name(name) => {
                    let name = name.id.as_str();
                    let mut dotted = self.names.get(name).cloned().unwrap_or_else(|| name.to_owned());
                    for part in parts.iter().rev() {
                        dotted.push('.');
                        dotted.push_str(part);
                    }
                    return Some(dotted);
                }
                _ => return None,
            }
        }
    }

    fn expression(&mut self, node: &ast::Expr, within: Option<usize>, depth: u32) {
        use ast::Expr;
        if depth > MAX_DEPTH {
            return;
        }
        let depth = depth + 1;
        match node {
            Expr::Call(call) => {
                self.call(call, within, depth);
            }
            Expr::List(list) => list.elts.iter().for_each(|item| self.expression(item, within, depth)),
            Expr::Tuple(list) => list.elts.iter().for_each(|item| self.expression(item, within, depth)),
            Expr::Starred(node) => self.expression(&node.value, within, depth),
            Expr::Subscript(node) => self.expression(&node.value, within, depth),
            Expr::Attribute(node) => self.expression(&node.value, within, depth),
            Expr::Dict(dict) => {
                dict.values.iter().for_each(|value| self.expression(value, within, depth));
            }
            Expr::BoolOp(node) => node.values.iter().for_each(|value| self.expression(value, within, depth)),
            Expr::BinOp(node) => {
                self.expression(&node.left, within, depth);
                self.expression(&node.right, within, depth);
            }
            Expr::IfExp(node) => {
                let test = self.source(&*node.test);
                self.guards.push(test.clone());
                self.expression(&node.body, within, depth);
                self.guards.pop();
                self.guards.push(format!("not {test}"));
                self.expression(&node.orelse, within, depth);
                self.guards.pop();
            }
            _ => {}
        }
    }

    /// `a["b"] = c` is a call of `a.__setitem__`.
    fn set_item(&mut self, target: &ast::ExprSubscript, value: &ast::Expr, depth: u32) {
        let (Some(name), true) = (self.dotted(&target.value), self.calls.len() < MAX_CALLS) else {
            return self.expression(value, None, depth);
        };
        let index = self.calls.len();
        let span = Span::new(target.range().start().into(), value.range().end().into());
        self.calls.push(Call {
            name: format!("{name}.__setitem__"),
            arguments: Vec::new(),
            keywords: Vec::new(),
            span,
            guards: self.guards.clone(),
            deferred: self.deferred,
            within: None,
        });
        let arguments = [&*target.slice, value].map(|node| self.argument(node, index, depth));
        self.calls[index].arguments = arguments.into();
    }

    fn call(&mut self, call: &ast::ExprCall, within: Option<usize>, depth: u32) -> Option<usize> {
        if self.calls.len() >= MAX_CALLS {
            return None;
        }
        let index = self.calls.len();
        let range = call.range();
        self.calls.push(Call {
            name: self.dotted(&call.func).unwrap_or_default(),
            arguments: Vec::new(),
            keywords: Vec::new(),
            span: Span::new(range.start().into(), range.end().into()),
            guards: self.guards.clone(),
            deferred: self.deferred,
            within,
        });
        if self.calls[index].name.is_empty() {
            // `path(...)` may be what a method is called of.
            self.expression(&call.func, within, depth);
        }
        let arguments = call.args.iter().map(|node| self.argument(node, index, depth)).collect();
        let keywords = call
            .keywords
            .iter()
            .filter_map(|keyword| {
                let value = self.argument(&keyword.value, index, depth);
                Some((keyword.arg.as_ref()?.to_string(), value))
            })
            .collect();
        self.calls[index].arguments = arguments;
        self.calls[index].keywords = keywords;
        Some(index)
    }

    fn argument(&mut self, node: &ast::Expr, within: usize, depth: u32) -> Argument {
        match node {
            ast::Expr::Constant(constant) => match &constant.value {
                ast::Constant::Str(text) => Argument::Text(text.clone()),
                _ => Argument::Other,
            },
            ast::Expr::Call(call) if depth <= MAX_DEPTH => {
                self.call(call, Some(within), depth + 1).map_or(Argument::Other, Argument::Call)
            }
            ast::Expr::Name(_) | ast::Expr::Attribute(_) => match self.dotted(node) {
                Some(name) => Argument::Name(name),
                None => {
                    self.expression(node, Some(within), depth);
                    Argument::Other
                }
            },
            _ => {
                self.expression(node, Some(within), depth);
                Argument::Other
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let calls = outline(&crate::python::parse(text), text);
        calls
            .iter()
            .map(|call| {
                let arguments: Vec<String> = call
                    .arguments
                    .iter()
                    .chain(call.keywords.iter().map(|(_, value)| value))
                    .map(|argument| match argument {
                        Argument::Text(text) => format!("{text:?}"),
                        Argument::Name(name) => name.clone(),
                        Argument::Call(index) => format!("#{index}"),
                        Argument::Other => "?".to_owned(),
                    })
                    .collect();
                let guards: String = call.guards.iter().map(|guard| format!(" if {guard}")).collect();
                let deferred = if call.deferred { " later" } else { "" };
                format!("{}({}){guards}{deferred}", call.name, arguments.join(", "))
            })
            .collect()
    }

    #[test]
    fn calls_are_named_by_their_imports() {
        let text = "from django.urls import include, path as p\nfrom django.conf.urls.static import static\nfrom . import views\nurlpatterns = [p('a/', views.a, name='a'), p('b/', include('b.urls'))]\nif settings.DEBUG:\n    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)\nelse:\n    x()\ndef main():\n    os.environ.setdefault('A', 'b')\nos.environ['C'] = 'd'\n";
        assert_eq!(
            shown(text),
            [
                "django.urls.path(\"a/\", .views.a, \"a\")",
                "django.urls.path(\"b/\", #2)",
                "django.urls.include(\"b.urls\")",
                "django.conf.urls.static.static(settings.MEDIA_URL, settings.MEDIA_ROOT) if settings.DEBUG",
                "x() if not settings.DEBUG",
                "os.environ.setdefault(\"A\", \"b\") later",
                "os.environ.__setitem__(\"C\", \"d\")",
            ]
        );
    }

    #[test]
    fn floods_end() {
        let deep = format!("x = {}1{}", "f(".repeat(80), ")".repeat(80));
        let wide = format!("x = [{}]", "f(1),".repeat(20_000));
        assert_eq!(shown(&deep).len(), 80);
        assert_eq!(shown(&wide).len(), MAX_CALLS);
    }
}
