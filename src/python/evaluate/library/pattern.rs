//! `re`: functions, patterns and matches.

use std::rc::Rc;

use super::super::call::Named;
use super::super::object::{V, Val};
use super::super::{Eval, Evaluator, MAX_ITEMS, MAX_TEXT};
use super::known::{Known, Match};
use crate::python::library::Failure;
use crate::python::library::regex::{self, Mode, Pattern, Piece, Search, Spans};

/// The flags by their names.
pub(super) fn flag(name: &str) -> Option<i128> {
    Some(match name {
        "NOFLAG" => 0,
        "I" | "IGNORECASE" => 2,
        "M" | "MULTILINE" => 8,
        "S" | "DOTALL" => 16,
        "U" | "UNICODE" => 32,
        "X" | "VERBOSE" => 64,
        "A" | "ASCII" => 256,
        _ => return None,
    })
}

/// What a function takes beside the pattern.
fn parameters(function: &str) -> Option<&'static [&'static str]> {
    Some(match function {
        "match" | "search" | "fullmatch" | "findall" | "finditer" => &["string"],
        "split" => &["string", "maxsplit"],
        "sub" | "subn" => &["repl", "string", "count"],
        _ => return None,
    })
}

impl<'a> Evaluator<'a> {
    /// `re.name(...)`.
    pub(super) fn re_function(
        &mut self,
        function: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        let place = Some(self.statement);
        if function == "escape" {
            return self.lifted(positional, |me, arguments| match arguments {
                [Val { kind: V::Str(text), .. }] if crate::python::library::marker::plain(text).is_ok() => {
                    Ok(Val::str(regex::escape(text)))
                }
                _ => Ok(me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("re.escape()", place))),
            });
        }
        if function == "purge" {
            return Ok(Val::new(V::None));
        }
        let mut names = vec!["pattern"];
        if function != "compile" {
            match parameters(function) {
                Some(more) => names.extend(more),
                None => return Ok(self.unmodelled_call(&format!("re.{function}"))),
            }
        }
        names.push("flags");
        let Some(mut given) = bind_values(&names, positional, named) else {
            return Ok(self.unsupported("these arguments of re", place));
        };
        let flags = given.pop().flatten().unwrap_or(Val::new(V::Int(0)));
        let pattern = given.remove(0).unwrap_or(Val::new(V::None));
        let compiled = self.re_compile(&pattern, &flags)?;
        if function == "compile" {
            return Ok(compiled);
        }
        self.pattern_call(&compiled, function, given)
    }

    fn re_compile(&mut self, pattern: &Val<'a>, flags: &Val<'a>) -> Eval<'a> {
        self.lifted(&[pattern.clone(), flags.clone()], |me, arguments| {
            if let Some(unknown) = me.unknown_of(arguments) {
                return Ok(unknown);
            }
            let flags = match arguments[1].kind {
                V::Int(flags) => u32::try_from(flags).ok(),
                _ => None,
            };
            match (&arguments[0].kind, flags) {
                (V::Regex(..), Some(0)) => Ok(arguments[0].clone()),
                (V::Str(text), Some(flags)) => match regex::compile(text, flags) {
                    Ok(compiled) => {
                        Ok(Val { kind: V::Regex(text.clone(), compiled.flags), place: arguments[0].place })
                    }
                    Err(raises @ Failure::Raises { .. }) => me.failed(raises),
                    // Its flags are known all the same, if the pattern does not set them.
                    Err(_) if !text.contains("(?") => {
                        let unicode = if flags & regex::ASCII == 0 { regex::UNICODE } else { 0 };
                        Ok(Val { kind: V::Regex(text.clone(), flags | unicode), place: arguments[0].place })
                    }
                    Err(failure) => me.failed(failure),
                },
                _ => Ok(me.unsupported("re.compile()", arguments[0].place)),
            }
        })
    }

    /// A method of a compiled pattern.
    pub(in super::super) fn pattern_method(
        &mut self,
        pattern: &Val<'a>,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        match parameters(name).and_then(|names| bind_values(names, positional, named)) {
            Some(given) => self.pattern_call(pattern, name, given),
            None => Ok(self.unsupported(format!("Pattern.{name}()"), pattern.place)),
        }
    }

    /// An attribute of a compiled pattern; none: a method.
    pub(in super::super) fn pattern_attribute(
        &mut self,
        text: &Rc<str>,
        flags: u32,
        name: &str,
    ) -> Option<Eval<'a>> {
        let compiled = |me: &mut Self, act: &dyn Fn(&mut Self, &Pattern) -> Val<'a>| {
            Some(match regex::compile(text, flags & !regex::UNICODE) {
                Ok(pattern) => Ok(act(me, &pattern)),
                Err(failure) => me.failed(failure),
            })
        };
        match name {
            "pattern" => Some(Ok(Val::str(text.clone()))),
            "flags" => Some(Ok(Val::new(V::Int(flags.into())))),
            "groups" => compiled(self, &|_, pattern| Val::new(V::Int(pattern.groups as i128))),
            "groupindex" => compiled(self, &|me, pattern| {
                let pairs: Vec<(Val<'a>, Val<'a>)> = pattern
                    .names
                    .iter()
                    .map(|(name, number)| (Val::str(name.as_str()), Val::new(V::Int(*number as i128))))
                    .collect();
                Val::new(me.dict_of(pairs))
            }),
            _ => None,
        }
    }

    fn pattern_call(&mut self, pattern: &Val<'a>, function: &str, given: Vec<Option<Val<'a>>>) -> Eval<'a> {
        let mut arguments = vec![pattern.clone()];
        arguments.extend(given.into_iter().map(|value| value.unwrap_or(Val::new(V::None))));
        let function = function.to_owned();
        self.lifted(&arguments, move |me, arguments| {
            if let Some(unknown) = me.unknown_of(arguments) {
                return Ok(unknown);
            }
            let subject = if function.starts_with("sub") { 2 } else { 1 };
            let (V::Regex(source, flags), Some(V::Str(text))) =
                (&arguments[0].kind, arguments.get(subject).map(|value| &value.kind))
            else {
                if matches!(
                    arguments.get(subject).map(|value| &value.kind),
                    Some(V::None | V::Int(_) | V::List(_))
                ) {
                    let class = me.type_name(&arguments[subject]);
                    return me
                        .raise("TypeError", format!("expected string or bytes-like object, got '{class}'"));
                }
                return Ok(me.unsupported("this use of re", Some(me.statement)));
            };
            let count = match arguments.get(subject + 1).map(|value| &value.kind) {
                None | Some(V::None) => 0,
                Some(V::Int(count)) => *count,
                Some(_) => return Ok(me.unsupported("this use of re", Some(me.statement))),
            };
            let source = (source.clone(), *flags);
            let pattern = match regex::compile(&source.0, source.1 & !regex::UNICODE) {
                Ok(pattern) => Rc::new(pattern),
                Err(failure) => return me.failed(failure),
            };
            if let Err(failure) = crate::python::library::marker::plain(text) {
                return me.failed(failure);
            }
            let text: Rc<[char]> = text.chars().collect();
            let mut search = Search { pattern: &pattern, text: &text, steps: 0 };
            let mode = match function.as_str() {
                "match" => Mode::Match,
                "fullmatch" => Mode::Full,
                _ => Mode::Search,
            };
            let found = match function.as_str() {
                "match" | "fullmatch" | "search" => search.find(0, mode, false).map(Vec::from_iter),
                _ => search.all(),
            };
            // A search is as many steps as it took.
            me.look(search.steps / 2);
            let mut found = match found {
                Ok(found) if found.len() <= MAX_ITEMS => found,
                Ok(_) => return Ok(me.limit("items", None)),
                Err(failure) => return me.failed(failure),
            };
            if count < 0 && function == "split" {
                found.clear();
            } else if count > 0 {
                found.truncate(usize::try_from(count).unwrap_or(usize::MAX));
            }
            let one = |spans: Spans| {
                let found =
                    Match { pattern: pattern.clone(), source: source.clone(), text: text.clone(), spans };
                me.library_object(Known::Match(found))
            };
            Ok(match function.as_str() {
                "findall" => {
                    let items =
                        found.iter().map(|spans| findall_item(spans, &text, pattern.groups)).collect();
                    Val::new(me.new_list(items))
                }
                "finditer" => {
                    let items = found.into_iter().map(one).collect();
                    Val::new(me.new_iterator("callable_iterator", items))
                }
                "split" => {
                    let mut items = Vec::new();
                    let mut last = 0;
                    for spans in &found {
                        items.push(Val::str(text[last..spans[0].unwrap_or(0)].iter().collect::<String>()));
                        for group in 1..=pattern.groups {
                            items.push(piece(spans, &text, group).map_or(Val::new(V::None), Val::str));
                        }
                        last = spans[1].unwrap_or(0);
                    }
                    items.push(Val::str(text[last..].iter().collect::<String>()));
                    Val::new(me.new_list(items))
                }
                "sub" | "subn" => {
                    let number = found.len();
                    let replaced = me.replaced(&arguments[1], &pattern, &source, &text, found)?;
                    match replaced.kind {
                        V::Str(_) if function == "subn" => {
                            Val::new(V::Tuple([replaced, Val::new(V::Int(number as i128))].into()))
                        }
                        _ => replaced,
                    }
                }
                _ => found.into_iter().next().map_or(Val::new(V::None), one),
            })
        })
    }

    fn replaced(
        &mut self,
        replacement: &Val<'a>,
        pattern: &Rc<Pattern>,
        source: &(Rc<str>, u32),
        text: &Rc<[char]>,
        found: Vec<Spans>,
    ) -> Eval<'a> {
        let pieces = match &replacement.kind {
            V::Str(template) => match regex::template(template, pattern) {
                Ok(pieces) => Some(pieces),
                Err(failure) => return self.failed(failure),
            },
            V::Function(_) | V::Method(_) | V::Native(_) | V::NativeMethod(_) | V::Symbol(_) => None,
            _ => return Ok(self.unsupported("re.sub() with this", replacement.place)),
        };
        let mut out = String::new();
        let mut last = 0;
        for spans in found {
            out.extend(&text[last..spans[0].unwrap_or(0)]);
            last = spans[1].unwrap_or(0);
            match &pieces {
                Some(pieces) => {
                    for part in pieces {
                        match part {
                            Piece::Text(plain) => out.push_str(plain),
                            Piece::Group(group) => {
                                out.push_str(&piece(&spans, text, *group).unwrap_or_default())
                            }
                        }
                    }
                }
                None => {
                    let found =
                        Match { pattern: pattern.clone(), source: source.clone(), text: text.clone(), spans };
                    let found = self.library_object(Known::Match(found));
                    let result = self.call(replacement, vec![found], Vec::new())?;
                    match &result.kind {
                        V::Str(text) => out.push_str(text),
                        _ => return Ok(self.hole_of(&result, "re.sub() with this")),
                    }
                }
            }
            if out.len() > MAX_TEXT {
                return Ok(self.limit("the size of texts", None));
            }
        }
        out.extend(&text[last..]);
        Ok(Val::str(out))
    }

    pub(super) fn match_method(
        &mut self,
        found: &Match,
        name: &str,
        positional: &[Val<'a>],
        named: &Named<'a>,
    ) -> Eval<'a> {
        let number = |value: &Val<'a>| match &value.kind {
            V::Int(number) => usize::try_from(*number).ok().filter(|number| *number <= found.pattern.groups),
            V::Str(name) => {
                found.pattern.names.iter().find(|(known, _)| known == &**name).map(|(_, number)| *number)
            }
            _ => None,
        };
        let default = named.first().map(|(_, value)| value).or(positional.first());
        let default = default.cloned().unwrap_or(Val::new(V::None));
        let all = 1..=found.pattern.groups;
        match name {
            "group" | "__getitem__" => {
                if positional.iter().any(Val::is_unknown) {
                    return Ok(self.unknown_of(positional).unwrap_or(Val::new(V::None)));
                }
                let numbers: Option<Vec<usize>> = positional.iter().map(number).collect();
                let Some(numbers) = numbers else {
                    return self.raise("IndexError", "no such group".to_owned());
                };
                let value = |number: usize| found.group_value(number, &Val::new(V::None));
                Ok(match numbers[..] {
                    [] => value(0),
                    [one] => value(one),
                    _ => Val::new(V::Tuple(numbers.iter().map(|number| value(*number)).collect())),
                })
            }
            "groups" => {
                Ok(Val::new(V::Tuple(all.map(|number| found.group_value(number, &default)).collect())))
            }
            "groupdict" => {
                let pairs: Vec<(Val<'a>, Val<'a>)> = found
                    .pattern
                    .names
                    .iter()
                    .map(|(name, number)| (Val::str(name.as_str()), found.group_value(*number, &default)))
                    .collect();
                let dict = self.dict_of(pairs);
                Ok(Val::new(dict))
            }
            "start" | "end" | "span" => {
                let number = match positional.first() {
                    None => Some(0),
                    Some(value) => number(value),
                };
                let Some(number) = number else {
                    return self.raise("IndexError", "no such group".to_owned());
                };
                let edge =
                    |at: usize| Val::new(V::Int(found.spans[number * 2 + at].map_or(-1, |at| at as i128)));
                Ok(match name {
                    "start" => edge(0),
                    "end" => edge(1),
                    _ => Val::new(V::Tuple([edge(0), edge(1)].into())),
                })
            }
            "expand" => match positional.first().and_then(Val::as_str) {
                Some(template) => match regex::template(template, &found.pattern) {
                    Ok(pieces) => Ok(Val::str(
                        pieces
                            .iter()
                            .map(|part| match part {
                                Piece::Text(plain) => plain.clone(),
                                Piece::Group(group) => {
                                    piece(&found.spans, &found.text, *group).unwrap_or_default()
                                }
                            })
                            .collect::<String>(),
                    )),
                    Err(failure) => self.failed(failure),
                },
                None => Ok(self.unsupported("Match.expand()", Some(self.statement))),
            },
            _ => Ok(self.unsupported(format!("Match.{name}()"), Some(self.statement))),
        }
    }
}

fn piece(spans: &Spans, text: &[char], group: usize) -> Option<String> {
    let (start, end) = (spans[group * 2]?, spans[group * 2 + 1]?);
    Some(text[start..end].iter().collect())
}

/// Without groups the whole match, with one the group, with more a tuple.
fn findall_item<'a>(spans: &Spans, text: &[char], groups: usize) -> Val<'a> {
    let value = |group: usize| Val::str(piece(spans, text, group).unwrap_or_default());
    match groups {
        0 => value(0),
        1 => value(1),
        _ => Val::new(V::Tuple((1..=groups).map(value).collect())),
    }
}

/// Arguments by the names of parameters; none where there are others.
pub(super) fn bind_values<'a>(
    names: &[&str],
    positional: &[Val<'a>],
    named: &Named<'a>,
) -> Option<Vec<Option<Val<'a>>>> {
    if positional.len() > names.len() {
        return None;
    }
    let mut bound: Vec<Option<Val<'a>>> = positional.iter().cloned().map(Some).collect();
    bound.resize(names.len(), None);
    for (name, value) in named {
        let slot = &mut bound[names.iter().position(|known| **known == **name)?];
        if slot.is_some() {
            return None;
        }
        *slot = Some(value.clone());
    }
    Some(bound)
}
