//! Patterns of `match` statements.

use std::rc::Rc;

use rustpython_parser::ast;

use super::object::{Object, Table, V, Val, merge_unknown};
use super::operator::Truth;
use super::{Evaluator, Raise};
use crate::python::value::Unknown;

/// Names that a pattern binds if it matches, with what they get.
pub(super) type Captures<'a> = Vec<(&'a str, Val<'a>)>;

type Matched<'a> = Result<Truth, Raise<'a>>;

impl<'a> Evaluator<'a> {
    /// Whether the subject matches, and what names would get.
    pub(super) fn matches(
        &mut self,
        subject: &Val<'a>,
        pattern: &'a ast::Pattern,
        captures: &mut Captures<'a>,
    ) -> Matched<'a> {
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
                    Some(inner) => self.matches(subject, inner, captures)?,
                    None => Truth::Known(true),
                };
                if let Some(name) = &node.name {
                    captures.push((name.as_str(), subject.clone()));
                }
                Ok(matched)
            }
            ast::Pattern::MatchOr(node) => {
                let mut doubt = None;
                for inner in &node.patterns {
                    let mut own = Vec::new();
                    match self.matches(subject, inner, &mut own)? {
                        Truth::Known(true) => {
                            if let Some(Truth::Open { because, .. }) = &doubt {
                                // Which of them matched, and so what the names get, is open.
                                forget(&mut own, because);
                            }
                            captures.extend(own);
                            return Ok(Truth::Known(true));
                        }
                        Truth::Known(false) => {}
                        open => doubt = Some(both_open(doubt, open, true)),
                    }
                }
                if let Some(Truth::Open { because, .. }) = &doubt {
                    capture_unknown(pattern, because, captures);
                }
                Ok(doubt.unwrap_or(Truth::Known(false)))
            }
            ast::Pattern::MatchSequence(node) => match &subject.kind {
                V::List(_) | V::Tuple(_) | V::Range(..) => match self.iterate(subject)? {
                    Ok(items) => self.match_items(&items, &node.patterns, captures),
                    Err(because) => Ok(open(pattern, because, captures)),
                },
                V::Unknown(_) | V::Rest(_) | V::Maybe(_) | V::Instance(_) | V::Native(_) => {
                    Ok(self.cannot_match(subject, pattern, captures))
                }
                _ => Ok(Truth::Known(false)),
            },
            ast::Pattern::MatchMapping(node) => self.match_mapping(subject, pattern, node, captures),
            ast::Pattern::MatchClass(node) => self.match_class(subject, pattern, node, captures),
            // Stands only within a sequence, which has seen to it.
            ast::Pattern::MatchStar(_) => Ok(self.cannot_match(subject, pattern, captures)),
        }
    }

    /// All of the patterns match; what is certainly false is so whatever the others are.
    fn match_all(
        &mut self,
        pairs: impl IntoIterator<Item = (Val<'a>, &'a ast::Pattern)>,
        captures: &mut Captures<'a>,
    ) -> Matched<'a> {
        let mut doubt = None;
        for (value, pattern) in pairs {
            match self.matches(&value, pattern, captures)? {
                Truth::Known(true) => {}
                Truth::Known(false) => return Ok(Truth::Known(false)),
                open => doubt = Some(both_open(doubt, open, false)),
            }
        }
        Ok(doubt.unwrap_or(Truth::Known(true)))
    }

    fn match_items(
        &mut self,
        items: &[Val<'a>],
        patterns: &'a [ast::Pattern],
        captures: &mut Captures<'a>,
    ) -> Matched<'a> {
        let star = patterns.iter().enumerate().find_map(|(index, pattern)| match pattern {
            ast::Pattern::MatchStar(node) => Some((index, node)),
            _ => None,
        });
        let Some((at, star)) = star else {
            if items.len() != patterns.len() {
                return Ok(Truth::Known(false));
            }
            return self.match_all(items.iter().cloned().zip(patterns), captures);
        };
        let after = patterns.len() - at - 1;
        if items.len() < at + after {
            return Ok(Truth::Known(false));
        }
        let tail = items.len() - after;
        let ends = items[..at].iter().zip(&patterns[..at]);
        let ends = ends.chain(items[tail..].iter().zip(&patterns[at + 1..]));
        let matched = self.match_all(ends.map(|(item, pattern)| (item.clone(), pattern)), captures)?;
        if let Some(name) = &star.name {
            let list = self.new_list(items[at..tail].to_vec());
            captures.push((name.as_str(), Val::at(list, self.statement)));
        }
        Ok(matched)
    }

    fn match_mapping(
        &mut self,
        subject: &Val<'a>,
        pattern: &'a ast::Pattern,
        node: &'a ast::PatternMatchMapping,
        captures: &mut Captures<'a>,
    ) -> Matched<'a> {
        let V::Dict(id) = subject.kind else {
            return Ok(match subject.kind {
                V::Unknown(_) | V::Rest(_) | V::Maybe(_) | V::Instance(_) | V::Native(_) | V::Module(_) => {
                    self.cannot_match(subject, pattern, captures)
                }
                _ => Truth::Known(false),
            });
        };
        let mut keys = Vec::with_capacity(node.keys.len());
        for key in &node.keys {
            let key = self.evaluate(key)?;
            keys.push(self.key(&key));
        }
        let mut left = match self.object(id) {
            Object::Dict(table) if table.open.is_none() && !table.environ => table.pairs.clone(),
            _ => return Ok(self.cannot_match(subject, pattern, captures)),
        };
        let mut pairs = Vec::with_capacity(keys.len());
        for (key, inner) in keys.into_iter().zip(&node.patterns) {
            let Some(key) = key else { return Ok(self.cannot_match(subject, pattern, captures)) };
            let Some((_, value)) = left.shift_remove(&key) else { return Ok(Truth::Known(false)) };
            pairs.push((value, inner));
        }
        let matched = self.match_all(pairs, captures)?;
        if let Some(name) = &node.rest {
            let rest = self.new_dict(Table { pairs: left, ..Table::default() });
            captures.push((name.as_str(), Val::at(rest, self.statement)));
        }
        Ok(matched)
    }

    fn match_class(
        &mut self,
        subject: &Val<'a>,
        pattern: &'a ast::Pattern,
        node: &'a ast::PatternMatchClass,
        captures: &mut Captures<'a>,
    ) -> Matched<'a> {
        let class = self.evaluate(&node.cls)?;
        let is = self
            .lifted(std::slice::from_ref(subject), |me, subject| Ok(me.is_instance(&subject[0], &class)))?;
        let is = self.truth(&is)?;
        if matches!(is, Truth::Known(false)) {
            return Ok(is);
        }
        let mut pairs = Vec::new();
        // A built-in type's one positional pattern is for the value itself.
        let itself = matches!(&class.kind, V::Symbol(name) if matches!(&**name,
            "bool" | "bytes" | "dict" | "float" | "frozenset" | "int" | "list" | "set" | "str" | "tuple"));
        match &node.patterns[..] {
            [] => {}
            [only] if itself => pairs.push((subject.clone(), only)),
            several => {
                let names = self.match_arguments(&class)?;
                if names.len() < several.len() {
                    return Ok(self.cannot_match(subject, pattern, captures));
                }
                for (name, inner) in names.iter().zip(several) {
                    pairs.push((self.attribute(subject, name)?, inner));
                }
            }
        }
        for (name, inner) in node.kwd_attrs.iter().zip(&node.kwd_patterns) {
            match self.attribute(subject, name.as_str()) {
                Ok(value) => pairs.push((value, inner)),
                Err(raise) if &*raise.class == "AttributeError" => return Ok(Truth::Known(false)),
                Err(raise) => return Err(raise),
            }
        }
        Ok(match (self.match_all(pairs, captures)?, is) {
            (Truth::Known(true), is) => is,
            (matched, _) => matched,
        })
    }

    /// The attributes that a class's positional patterns are for.
    fn match_arguments(&mut self, class: &Val<'a>) -> Result<Vec<Rc<str>>, Raise<'a>> {
        let V::Class(id) = class.kind else { return Ok(Vec::new()) };
        Ok(match self.find_in_class(id, "__match_args__", None).0 {
            Some(listed) => match self.iterate(&listed)? {
                Ok(items) => items.iter().filter_map(|item| item.as_str().cloned()).collect(),
                Err(_) => Vec::new(),
            },
            None => {
                let fields = self.dataclass_fields(id).into_iter();
                fields.filter(|(_, field)| field.init && !field.kw_only).map(|(name, _)| name).collect()
            }
        })
    }

    fn cannot_match(
        &self,
        subject: &Val<'a>,
        pattern: &'a ast::Pattern,
        captures: &mut Captures<'a>,
    ) -> Truth {
        let because = merge_unknown([subject])
            .or_else(|| merge_unknown([&self.unsupported("a pattern", Some(self.statement))]))
            .expect("the last one is unknown");
        open(pattern, because, captures)
    }
}

fn open<'a>(pattern: &'a ast::Pattern, because: Rc<Unknown>, captures: &mut Captures<'a>) -> Truth {
    capture_unknown(pattern, &because, captures);
    Truth::Open { usual: None, because }
}

fn forget(captures: &mut Captures<'_>, because: &Rc<Unknown>) {
    for (_, value) in captures {
        *value = Val::new(V::Unknown(because.clone()));
    }
}

/// Every name of the pattern gets what is not known.
fn capture_unknown<'a>(pattern: &'a ast::Pattern, because: &Rc<Unknown>, captures: &mut Captures<'a>) {
    let mut all = |patterns: &'a [ast::Pattern]| {
        for pattern in patterns {
            capture_unknown(pattern, because, captures);
        }
    };
    let name = match pattern {
        ast::Pattern::MatchAs(node) => {
            if let Some(inner) = &node.pattern {
                all(std::slice::from_ref(inner));
            }
            node.name.as_ref()
        }
        ast::Pattern::MatchStar(node) => node.name.as_ref(),
        ast::Pattern::MatchMapping(node) => {
            all(&node.patterns);
            node.rest.as_ref()
        }
        ast::Pattern::MatchSequence(node) => {
            all(&node.patterns);
            None
        }
        ast::Pattern::MatchOr(node) => {
            all(&node.patterns);
            None
        }
        ast::Pattern::MatchClass(node) => {
            all(&node.patterns);
            all(&node.kwd_patterns);
            None
        }
        ast::Pattern::MatchValue(_) | ast::Pattern::MatchSingleton(_) => None,
    };
    if let Some(name) = name {
        captures.push((name.as_str(), Val::new(V::Unknown(because.clone()))));
    }
}

/// Two that are open, as one: `decides` is the truth that one alone brings.
fn both_open(first: Option<Truth>, second: Truth, decides: bool) -> Truth {
    match (first, second) {
        (Some(Truth::Open { usual: a, because }), Truth::Open { usual: b, .. }) => {
            let usual = match (a, b) {
                (Some(a), Some(b)) => Some(if a == decides { a } else { b }),
                (Some(one), None) | (None, Some(one)) if one == decides => Some(one),
                _ => None,
            };
            Truth::Open { usual, because }
        }
        (_, second) => second,
    }
}
