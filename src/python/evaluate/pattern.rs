//! Patterns of `match` statements.

use rustpython_parser::ast;

use super::object::{Object, V, Val, merge_unknown};
use super::operator::Truth;
use super::{Evaluator, Raise};

impl<'a> Evaluator<'a> {
    /// Whether the subject matches; names in the pattern are bound on the way.
    pub(super) fn matches(
        &mut self,
        subject: &Val<'a>,
        pattern: &'a ast::Pattern,
    ) -> Result<Truth, Raise<'a>> {
        match pattern {
            ast::Pattern::MatchValue(node) => {
                let value = self.evaluate(&node.value)?;
                let equal = self.compare(subject, ast::CmpOp::Eq, &value)?;
                self.truth(&equal)
            }
            ast::Pattern::MatchSingleton(node) => {
                let value = Val::new(match &node.value {
                    ast::Constant::Bool(value) => V::Bool(*value),
                    _ => V::None,
                });
                let is = self.compare(subject, ast::CmpOp::Is, &value)?;
                self.truth(&is)
            }
            ast::Pattern::MatchAs(node) => {
                let matched = match &node.pattern {
                    Some(inner) => self.matches(subject, inner)?,
                    None => Truth::Known(true),
                };
                if let (Some(name), false) = (&node.name, matches!(matched, Truth::Known(false))) {
                    self.bind(name.as_str(), subject.clone());
                }
                Ok(matched)
            }
            ast::Pattern::MatchOr(node) => {
                let mut doubt = None;
                for inner in &node.patterns {
                    match self.matches(subject, inner)? {
                        Truth::Known(true) => return Ok(Truth::Known(true)),
                        Truth::Known(false) => {}
                        open => doubt = Some(open),
                    }
                }
                Ok(doubt.unwrap_or(Truth::Known(false)))
            }
            ast::Pattern::MatchSequence(node) => match &subject.kind {
                V::List(_) | V::Tuple(_) => match self.iterate(subject)? {
                    Ok(items) => self.matches_items(&items, &node.patterns),
                    Err(because) => Ok(Truth::Open { usual: None, because }),
                },
                V::None | V::Bool(_) | V::Int(_) | V::Float(_) | V::Str(_) | V::Dict(_) | V::Bytes(_) => {
                    Ok(Truth::Known(false))
                }
                _ => Ok(self.cannot_match(subject)),
            },
            ast::Pattern::MatchMapping(node) => {
                let V::Dict(id) = subject.kind else {
                    return Ok(if subject.is_unknown() {
                        self.cannot_match(subject)
                    } else {
                        Truth::Known(false)
                    });
                };
                let mut taken = Vec::new();
                for (key, inner) in node.keys.iter().zip(&node.patterns) {
                    let key = self.evaluate(key)?;
                    let hashed = self.key(&key);
                    let found = match (self.object(id), self.key(&key)) {
                        (Object::Dict(table), Some(key)) if table.open.is_none() && !table.environ => {
                            table.pairs.get(&key).map(|(_, value)| value.clone())
                        }
                        _ => return Ok(self.cannot_match(subject)),
                    };
                    let Some(found) = found else { return Ok(Truth::Known(false)) };
                    match self.matches(&found, inner)? {
                        Truth::Known(true) => {}
                        other => return Ok(other),
                    }
                    taken.extend(hashed);
                }
                if let Some(rest) = &node.rest
                    && let Object::Dict(table) = self.object(id)
                {
                    let mut left = table.clone();
                    left.environ = false;
                    left.pairs.retain(|key, _| !taken.contains(key));
                    let left = Val::new(self.new_dict(left));
                    self.bind(rest.as_str(), left);
                }
                Ok(Truth::Known(true))
            }
            ast::Pattern::MatchClass(node) => self.matches_class(subject, node),
            ast::Pattern::MatchStar(_) => Ok(self.cannot_match(subject)),
        }
    }

    /// `[first, *rest, last]`.
    fn matches_items(&mut self, items: &[Val<'a>], patterns: &'a [ast::Pattern]) -> Result<Truth, Raise<'a>> {
        let star = patterns.iter().position(|inner| matches!(inner, ast::Pattern::MatchStar(_)));
        let fits = match star {
            Some(_) => items.len() + 1 >= patterns.len(),
            None => items.len() == patterns.len(),
        };
        if !fits {
            return Ok(Truth::Known(false));
        }
        let mut rest = items;
        for (index, inner) in patterns.iter().enumerate() {
            if let ast::Pattern::MatchStar(node) = inner {
                let after = patterns.len() - index - 1;
                let (middle, last) = rest.split_at(rest.len() - after);
                if let Some(name) = &node.name {
                    let list = Val::new(self.new_list(middle.to_vec()));
                    self.bind(name.as_str(), list);
                }
                rest = last;
                continue;
            }
            let Some((item, others)) = rest.split_first() else { return Ok(Truth::Known(false)) };
            rest = others;
            match self.matches(item, inner)? {
                Truth::Known(true) => {}
                other => return Ok(other),
            }
        }
        Ok(Truth::Known(true))
    }

    /// `Point(x, y=1)`, `int(n)`.
    fn matches_class(
        &mut self,
        subject: &Val<'a>,
        node: &'a ast::PatternMatchClass,
    ) -> Result<Truth, Raise<'a>> {
        let class = self.evaluate(&node.cls)?;
        let is = self.is_instance(subject, &class);
        match self.truth(&is)? {
            Truth::Known(true) => {}
            other => return Ok(other),
        }
        let mut names: Vec<std::rc::Rc<str>> = Vec::new();
        if !node.patterns.is_empty() {
            match &class.kind {
                // The built-in types match themselves.
                V::Symbol(_) if node.patterns.len() == 1 => return self.matches(subject, &node.patterns[0]),
                V::Class(id) => {
                    let id = *id;
                    match self.find_in_class(id, "__match_args__", None).0 {
                        Some(listed) => match self.iterate(&listed)? {
                            Ok(items) => names.extend(items.iter().filter_map(|item| item.as_str().cloned())),
                            Err(because) => return Ok(Truth::Open { usual: None, because }),
                        },
                        None => names.extend(
                            self.dataclass_fields(id)
                                .into_iter()
                                .filter(|(_, field)| field.init && !field.kw_only)
                                .map(|(name, _)| name),
                        ),
                    }
                }
                _ => return Ok(self.cannot_match(subject)),
            }
            if names.len() < node.patterns.len() {
                return Ok(self.cannot_match(subject));
            }
        }
        let by_place = names.into_iter().zip(&node.patterns);
        let by_name = node.kwd_attrs.iter().map(|name| name.as_str().into()).zip(&node.kwd_patterns);
        for (name, inner) in by_place.chain(by_name) {
            let value = match self.attribute(subject, &name) {
                Ok(value) => value,
                Err(raise) if &*raise.class == "AttributeError" => return Ok(Truth::Known(false)),
                Err(raise) => return Err(raise),
            };
            match self.matches(&value, inner)? {
                Truth::Known(true) => {}
                other => return Ok(other),
            }
        }
        Ok(Truth::Known(true))
    }

    fn cannot_match(&self, subject: &Val<'a>) -> Truth {
        let because = merge_unknown([subject])
            .or_else(|| merge_unknown([&self.unsupported("a pattern", Some(self.statement))]))
            .expect("the last one is unknown");
        Truth::Open { usual: None, because }
    }
}
