//! Patterns of `match` statements.

use rustpython_parser::ast;

use super::object::{Object, V, Val, key_of, merge_unknown};
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
            ast::Pattern::MatchSequence(node) => {
                let starred = node.patterns.iter().any(|inner| matches!(inner, ast::Pattern::MatchStar(_)));
                match &subject.kind {
                    V::List(_) | V::Tuple(_) if !starred => match self.iterate(subject)? {
                        Ok(items) if items.len() == node.patterns.len() => {
                            for (item, inner) in items.iter().zip(&node.patterns) {
                                match self.matches(item, inner)? {
                                    Truth::Known(true) => {}
                                    other => return Ok(other),
                                }
                            }
                            Ok(Truth::Known(true))
                        }
                        Ok(_) => Ok(Truth::Known(false)),
                        Err(because) => Ok(Truth::Open { usual: None, because }),
                    },
                    V::None | V::Bool(_) | V::Int(_) | V::Float(_) | V::Str(_) | V::Dict(_) => {
                        Ok(Truth::Known(false))
                    }
                    _ => Ok(self.cannot_match(subject)),
                }
            }
            ast::Pattern::MatchMapping(node) => {
                let V::Dict(id) = subject.kind else {
                    return Ok(if subject.is_unknown() {
                        self.cannot_match(subject)
                    } else {
                        Truth::Known(false)
                    });
                };
                for (key, inner) in node.keys.iter().zip(&node.patterns) {
                    let key = self.evaluate(key)?;
                    let found = match (self.object(id), key_of(&key)) {
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
                }
                Ok(Truth::Known(true))
            }
            ast::Pattern::MatchClass(_) | ast::Pattern::MatchStar(_) => Ok(self.cannot_match(subject)),
        }
    }

    fn cannot_match(&self, subject: &Val<'a>) -> Truth {
        let because = merge_unknown([subject])
            .or_else(|| merge_unknown([&self.unsupported("a pattern", Some(self.statement))]))
            .expect("the last one is unknown");
        Truth::Open { usual: None, because }
    }
}
