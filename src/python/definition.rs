//! What a module's top level makes of one name, without evaluating it: enough to
//! tell whether a function can be called in a certain way.

use rustpython_parser::ast::{self, Stmt};

use super::parse::Parsed;
use super::symbols::Symbols;

/// What a name of a module is once the module is imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Definition {
    Function(Signature),
    /// Nothing binds it.
    Absent,
    /// Something other than one plain function: a class, an import, a branch.
    Unclear,
}

/// The parameters of a function, as `inspect.signature` gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    parameters: Vec<Parameter>,
    /// Whether it has `*args`, and `**kwargs`.
    takes_more: (bool, bool),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Parameter {
    name: String,
    by_position: bool,
    by_name: bool,
    needed: bool,
}

impl Signature {
    /// Whether a call with so many positional arguments and these keywords is
    /// accepted: `inspect.Signature.bind`.
    #[must_use]
    pub fn binds(&self, positional: usize, keywords: &[&str]) -> bool {
        let (more, more_named) = self.takes_more;
        let places = self.parameters.iter().filter(|parameter| parameter.by_position).count();
        if positional > places && !more {
            return false;
        }
        let accepted = |keyword: &&str| {
            let mut taken = self.parameters.iter().enumerate();
            match taken.find(|(_, parameter)| parameter.by_name && parameter.name == **keyword) {
                Some((index, parameter)) => !parameter.by_position || index >= positional,
                None => more_named,
            }
        };
        keywords.iter().all(accepted)
            && self.parameters.iter().enumerate().all(|(index, parameter)| {
                !parameter.needed
                    || parameter.by_position && index < positional
                    || parameter.by_name && keywords.contains(&&*parameter.name)
            })
    }

    fn of(arguments: &ast::Arguments) -> Self {
        let parameter = |argument: &ast::ArgWithDefault, by_position, by_name| Parameter {
            name: argument.def.arg.to_string(),
            by_position,
            by_name,
            needed: argument.default.is_none(),
        };
        let by_position = arguments.posonlyargs.iter().map(|argument| parameter(argument, true, false));
        let both = arguments.args.iter().map(|argument| parameter(argument, true, true));
        let by_name = arguments.kwonlyargs.iter().map(|argument| parameter(argument, false, true));
        Self {
            parameters: by_position.chain(both).chain(by_name).collect(),
            takes_more: (arguments.vararg.is_some(), arguments.kwarg.is_some()),
        }
    }
}

/// What the module's top level binds `name` to. `text` is the module's.
#[must_use]
pub fn define(parsed: &Parsed, text: &str, name: &str) -> Definition {
    if !parsed.problems.is_empty() {
        return Definition::Unclear;
    }
    let mut found = Definition::Absent;
    let mut wrappers: Vec<&str> = Vec::new();
    for statement in &parsed.statements {
        match statement {
            Stmt::FunctionDef(node) if &*node.name == name => {
                found = function(&node.args, &node.decorator_list, &wrappers);
            }
            Stmt::AsyncFunctionDef(node) if &*node.name == name => {
                found = function(&node.args, &node.decorator_list, &wrappers);
            }
            _ => {
                let bound = Symbols::of_block(std::slice::from_ref(statement)).locals;
                if bound.contains(name) || bound.contains("*") {
                    found = Definition::Unclear;
                }
                if let Stmt::ImportFrom(node) = statement
                    && node.module.as_ref().is_some_and(|module| keeps_signatures(module))
                {
                    wrappers.extend(bound);
                }
            }
        }
    }
    let hidden = ["__getattr__", "globals(", "locals(", "vars(", "exec(", "setattr(", "sys.modules"];
    if found == Definition::Absent && hidden.iter().any(|word| text.contains(word)) {
        return Definition::Unclear;
    }
    found
}

/// Modules whose decorators keep the signature (`functools.wraps`).
fn keeps_signatures(module: &str) -> bool {
    module.starts_with("django.views.decorators") || module == "django.contrib.auth.decorators"
}

fn function(arguments: &ast::Arguments, decorators: &[ast::Expr], wrappers: &[&str]) -> Definition {
    let is_plain = |decorator: &ast::Expr| {
        let called = match decorator {
            ast::Expr::Call(call) => &call.func,
            other => other,
        };
        matches!(called, ast::Expr::Name(name) if wrappers.contains(&name.id.as_str()))
    };
    if decorators.iter().all(is_plain) {
        Definition::Function(Signature::of(arguments))
    } else {
        Definition::Unclear
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::python::parse;

    /// Whether `view` of the module takes a request and a reason by name.
    fn takes(text: &str) -> Option<bool> {
        match define(&parse(text), text, "view") {
            Definition::Function(signature) => Some(signature.binds(1, &["reason"])),
            _ => None,
        }
    }

    #[test]
    fn calls_are_bound_as_inspect_does() {
        for (arguments, expected) in [
            ("request, reason=''", true),
            ("request, reason", true),
            ("request, *, reason", true),
            ("request, **kwargs", true),
            ("*args, **kwargs", true),
            ("renamed, reason=None", true),
            ("request", false),
            ("request, reason, /", false),
            ("request, reason, other", false),
            ("request, reason, other=1", true),
            ("request, reason, *, other", false),
            ("**kwargs", false),
            ("reason", false),
            ("", false),
        ] {
            let text = format!("async def view({arguments}): pass\n");
            assert_eq!(takes(&text), Some(expected), "{arguments}");
        }
    }

    #[test]
    fn the_last_plain_definition_counts() {
        let text = "def view(request): pass\ndef view(request, reason): pass\n";
        assert_eq!(takes(text), Some(true));
        let text = "from django.views.decorators.csrf import requires_csrf_token\n\
                    @requires_csrf_token\ndef view(request, reason): pass\n";
        assert_eq!(takes(text), Some(true));
    }

    #[test]
    fn what_may_be_something_else_is_unclear() {
        for text in [
            "@own\ndef view(request): pass\n",
            "def view(request): pass\nif DEBUG:\n    view = None\n",
            "def view(request): pass\nfrom shop import *\n",
            "def view(request): pass\nview = own(view)\n",
            "class view: pass\n",
            "def __getattr__(name): pass\n",
            "a, view = pair\n",
        ] {
            assert_eq!(define(&parse(text), text, "view"), Definition::Unclear, "{text}");
        }
        let text = "import os\nX = 1\ndef other(): pass\n";
        assert_eq!(define(&parse(text), text, "view"), Definition::Absent);
    }
}
