//! `itertools`. What is not known among the items stays where it was.

use std::rc::Rc;

use rustpython_parser::ast;

use super::super::call::Named;
use super::super::object::{Native, V, Val};
use super::super::operator::Truth;
use super::super::{Eval, Evaluator, MAX_ITEMS};
use super::known::Known;
use super::pattern::bind_values;
use crate::python::value::Unknown;

/// Items, or why they are not known.
type Found<'a> = Result<Vec<Val<'a>>, Rc<Unknown>>;

impl<'a> Evaluator<'a> {
    fn given_once(&mut self, items: Vec<Val<'a>>) -> Eval<'a> {
        if items.len() > MAX_ITEMS {
            return Ok(self.limit("items", Some(self.statement)));
        }
        Ok(Val::new(self.new_iterator("itertools", items)))
    }

    /// All items of each argument; what is not known makes all unknown.
    fn columns(
        &mut self,
        values: &[Val<'a>],
    ) -> Result<Result<Vec<Vec<Val<'a>>>, Val<'a>>, super::super::Raise<'a>> {
        let mut columns = Vec::with_capacity(values.len());
        for value in values {
            let value = self.expand(value);
            match self.iterate(&value)? {
                Ok(items) => columns.push(items),
                Err(why) => return Ok(Err(Val { kind: V::Unknown(why), place: value.place })),
            }
        }
        Ok(Ok(columns))
    }

    /// The first so many items of something that may have no end.
    fn first_items(
        &mut self,
        value: &Val<'a>,
        most: Option<usize>,
    ) -> Result<Found<'a>, super::super::Raise<'a>> {
        if let V::Native(native) = &value.kind
            && let Native::Library(Known::Endless { start, step, round }) = &**native
        {
            let Some(most) = most.filter(|most| *most <= MAX_ITEMS) else {
                let unknown = self.limit("items", Some(self.statement));
                return Ok(Err(super::super::object::merge_unknown([&unknown]).expect("it is unknown")));
            };
            let (mut at, step, round) = (start.clone(), step.clone(), round.clone());
            let mut items = Vec::new();
            while items.len() < most {
                match &step {
                    Some(step) => {
                        items.push(at.clone());
                        at = self.binary(&at, ast::Operator::Add, step)?;
                    }
                    None if round.is_empty() => break,
                    None => items.push(round[items.len() % round.len()].clone()),
                }
            }
            return Ok(Ok(items));
        }
        let value = self.expand(value);
        self.iterate(&value)
    }

    /// `itertools.name(...)`.
    pub(super) fn itertools(&mut self, name: &str, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let place = Some(self.statement);
        let option =
            |wanted: &str| named.iter().find(|(name, _)| &**name == wanted).map(|(_, value)| value.clone());
        match (name, positional) {
            ("chain", _) => {
                let mut items = Vec::new();
                for value in positional {
                    items.extend(self.spread(value)?);
                }
                self.given_once(items)
            }
            ("chain.from_iterable", [first]) => {
                let mut items = Vec::new();
                for value in self.spread(first)? {
                    match value.kind {
                        V::Rest(_) => items.push(value),
                        _ => items.extend(self.spread(&value)?),
                    }
                }
                self.given_once(items)
            }
            ("count", _) => match bind_values(&["start", "step"], positional, named) {
                Some(given) => {
                    let number =
                        |at: usize, usual: i128| given[at].clone().unwrap_or(Val::new(V::Int(usual)));
                    Ok(self.library_object(Known::Endless {
                        start: number(0, 0),
                        step: Some(number(1, 1)),
                        round: Vec::new(),
                    }))
                }
                None => Ok(self.unsupported("itertools.count()", place)),
            },
            ("cycle", [items]) => match self.iterate(items)? {
                Ok(round) => {
                    Ok(self.library_object(Known::Endless { start: Val::new(V::None), step: None, round }))
                }
                Err(why) => Ok(Val { kind: V::Unknown(why), place }),
            },
            ("repeat", [item, times @ ..]) => match times.first().cloned().or_else(|| option("times")) {
                None => Ok(self.library_object(Known::Endless {
                    start: Val::new(V::None),
                    step: None,
                    round: vec![item.clone()],
                })),
                Some(times) => match times.kind {
                    V::Int(times) => {
                        let times = usize::try_from(times.max(0)).unwrap_or(usize::MAX);
                        if times > MAX_ITEMS {
                            return Ok(self.limit("items", place));
                        }
                        self.given_once(vec![item.clone(); times])
                    }
                    _ => Ok(self.hole_of(&times, "itertools.repeat()")),
                },
            },
            ("islice", [source, bounds @ ..]) if !bounds.is_empty() && bounds.len() <= 3 => {
                let mut edges = Vec::new();
                for bound in bounds {
                    match bound.kind {
                        V::None => edges.push(None),
                        V::Int(bound) if bound >= 0 => edges.push(usize::try_from(bound).ok()),
                        V::Int(_) => {
                            return Ok(self.unsupported("islice() with a negative bound", place));
                        }
                        _ => return Ok(self.hole_of(bound, "islice()")),
                    }
                }
                let (start, stop, step) = match edges[..] {
                    [stop] => (0, stop, 1),
                    [start, stop] => (start.unwrap_or(0), stop, 1),
                    [start, stop, step] => (start.unwrap_or(0), stop, step.unwrap_or(1)),
                    _ => (0, None, 1),
                };
                if step == 0 {
                    return Ok(self.unsupported("islice() with this step", place));
                }
                match self.first_items(source, stop)? {
                    Ok(items) => {
                        let stop = stop.unwrap_or(items.len()).min(items.len());
                        let kept =
                            (start..stop).step_by(step).filter_map(|at| items.get(at).cloned()).collect();
                        self.given_once(kept)
                    }
                    Err(why) => Ok(Val { kind: V::Unknown(why), place }),
                }
            }
            ("product", _) => {
                let times = match option("repeat").map(|value| value.kind) {
                    None => 1,
                    Some(V::Int(times)) => usize::try_from(times.max(0)).unwrap_or(usize::MAX),
                    Some(_) => return Ok(self.unsupported("itertools.product()", place)),
                };
                let columns = match self.columns(positional)? {
                    Ok(columns) => columns,
                    Err(unknown) => return Ok(unknown),
                };
                let mut rows: Vec<Vec<Val<'a>>> = vec![Vec::new()];
                for column in columns.iter().cycle().take(columns.len().saturating_mul(times.min(64))) {
                    if rows.len().saturating_mul(column.len()) > MAX_ITEMS {
                        return Ok(self.limit("items", place));
                    }
                    rows = rows
                        .iter()
                        .flat_map(|row| {
                            column.iter().map(|item| {
                                let mut row = row.clone();
                                row.push(item.clone());
                                row
                            })
                        })
                        .collect();
                }
                self.rows(rows)
            }
            ("permutations" | "combinations" | "combinations_with_replacement", [source, size @ ..]) => {
                let items = match self.columns(std::slice::from_ref(source))? {
                    Ok(mut columns) => columns.remove(0),
                    Err(unknown) => return Ok(unknown),
                };
                let size = match size.first().cloned().or_else(|| option("r")).map(|value| value.kind) {
                    None | Some(V::None) if name == "permutations" => items.len(),
                    Some(V::Int(size)) if size >= 0 => usize::try_from(size).unwrap_or(usize::MAX),
                    _ => return Ok(self.unsupported(format!("itertools.{name}()"), place)),
                };
                let mut rows: Vec<Vec<usize>> = vec![Vec::new()];
                if size > 12 && size <= items.len() {
                    return Ok(self.limit("items", place));
                }
                for _ in 0..size.min(13) {
                    let mut next = Vec::new();
                    for row in &rows {
                        let first = match (name, row.last()) {
                            ("permutations", _) | (_, None) => 0,
                            ("combinations", Some(last)) => last + 1,
                            (_, Some(last)) => *last,
                        };
                        for at in first..items.len() {
                            if name != "permutations" || !row.contains(&at) {
                                next.push([row.as_slice(), &[at]].concat());
                            }
                        }
                        if next.len() > MAX_ITEMS {
                            return Ok(self.limit("items", place));
                        }
                    }
                    rows = next;
                }
                let rows = rows
                    .into_iter()
                    .map(|row| row.into_iter().map(|at| items[at].clone()).collect())
                    .collect();
                self.rows(rows)
            }
            ("zip_longest", _) => {
                let fill = option("fillvalue").unwrap_or(Val::new(V::None));
                let columns = match self.columns(positional)? {
                    Ok(columns) => columns,
                    Err(unknown) => return Ok(unknown),
                };
                let longest = columns.iter().map(Vec::len).max().unwrap_or(0);
                let row = |at: usize| {
                    columns.iter().map(|column| column.get(at).unwrap_or(&fill).clone()).collect()
                };
                let rows = (0..longest).map(row).collect();
                self.rows(rows)
            }
            ("pairwise", [source]) => match self.columns(std::slice::from_ref(source))? {
                Ok(columns) => {
                    let rows = columns[0].windows(2).map(<[Val<'a>]>::to_vec).collect();
                    self.rows(rows)
                }
                Err(unknown) => Ok(unknown),
            },
            ("batched", [source, Val { kind: V::Int(size @ 1..), .. }]) => {
                let size = usize::try_from(*size).unwrap_or(usize::MAX);
                match self.columns(std::slice::from_ref(source))? {
                    Ok(columns) => {
                        let rows = columns[0].chunks(size).map(<[Val<'a>]>::to_vec).collect();
                        self.rows(rows)
                    }
                    Err(unknown) => Ok(unknown),
                }
            }
            ("accumulate", [source, function @ ..]) => {
                let function = function.first().cloned().or_else(|| option("func"));
                let items = match self.columns(std::slice::from_ref(source))? {
                    Ok(mut columns) => columns.remove(0),
                    Err(unknown) => return Ok(unknown),
                };
                let mut total = option("initial").filter(|value| !matches!(value.kind, V::None));
                let mut sums: Vec<Val<'a>> = total.iter().cloned().collect();
                for item in items {
                    let next = match (total, &function) {
                        (None, _) => item,
                        (Some(total), Some(function)) if !matches!(function.kind, V::None) => {
                            self.call(function, vec![total, item], Vec::new())?
                        }
                        (Some(total), _) => self.binary(&total, ast::Operator::Add, &item)?,
                    };
                    sums.push(next.clone());
                    total = Some(next);
                }
                self.given_once(sums)
            }
            ("starmap", [function, source]) => {
                let rows = match self.columns(std::slice::from_ref(source))? {
                    Ok(mut columns) => columns.remove(0),
                    Err(unknown) => return Ok(unknown),
                };
                let mut results = Vec::new();
                for row in rows {
                    match self.iterate(&row)? {
                        Ok(arguments) => results.push(self.call(function, arguments, Vec::new())?),
                        Err(why) => results.push(Val { kind: V::Unknown(why), place }),
                    }
                }
                self.given_once(results)
            }
            ("takewhile" | "dropwhile" | "filterfalse", [test, source]) => {
                let items = match self.columns(std::slice::from_ref(source))? {
                    Ok(mut columns) => columns.remove(0),
                    Err(unknown) => return Ok(unknown),
                };
                let mut kept = Vec::new();
                let mut dropping = true;
                for item in items {
                    if name == "dropwhile" && !dropping {
                        kept.push(item);
                        continue;
                    }
                    let verdict = match test.kind {
                        V::None => item.clone(),
                        _ => self.call(test, vec![item.clone()], Vec::new())?,
                    };
                    let truth = match self.truth(&verdict)? {
                        Truth::Known(truth) => truth,
                        Truth::Open { because, .. } => {
                            kept.push(Val { kind: V::Rest(because), place });
                            if name == "filterfalse" {
                                continue;
                            }
                            break;
                        }
                    };
                    match name {
                        "takewhile" if !truth => break,
                        "dropwhile" if !truth => {
                            dropping = false;
                            kept.push(item);
                        }
                        "takewhile" => kept.push(item),
                        "filterfalse" if !truth => kept.push(item),
                        _ => {}
                    }
                }
                self.given_once(kept)
            }
            ("compress", [source, selectors]) => {
                let columns = match self.columns(&[source.clone(), selectors.clone()])? {
                    Ok(columns) => columns,
                    Err(unknown) => return Ok(unknown),
                };
                let mut kept = Vec::new();
                for (item, selector) in columns[0].iter().zip(&columns[1]) {
                    match self.truth(selector)? {
                        Truth::Known(true) => kept.push(item.clone()),
                        Truth::Known(false) => {}
                        Truth::Open { because, .. } => kept.push(Val { kind: V::Rest(because), place }),
                    }
                }
                self.given_once(kept)
            }
            ("groupby", [source, key @ ..]) => {
                let key =
                    key.first().cloned().or_else(|| option("key")).filter(|key| !matches!(key.kind, V::None));
                let items = match self.columns(std::slice::from_ref(source))? {
                    Ok(mut columns) => columns.remove(0),
                    Err(unknown) => return Ok(unknown),
                };
                let mut groups: Vec<(Val<'a>, Vec<Val<'a>>)> = Vec::new();
                for item in items {
                    let by = match &key {
                        Some(key) => self.call(key, vec![item.clone()], Vec::new())?,
                        None => item.clone(),
                    };
                    let same = match groups.last() {
                        Some((last, _)) => self.equal(last, &by),
                        None => Some(false),
                    };
                    match (same, groups.last_mut()) {
                        (Some(true), Some((_, group))) => group.push(item),
                        (Some(_), _) => groups.push((by, vec![item])),
                        (None, _) => return Ok(self.hole_of(&by, "itertools.groupby()")),
                    }
                }
                let mut rows = Vec::new();
                for (key, group) in groups {
                    let group = Val::new(self.new_iterator("itertools._grouper", group));
                    rows.push(vec![key, group]);
                }
                self.rows(rows)
            }
            ("tee", [source]) => {
                let twin = self.call_builtin("list", std::slice::from_ref(source), &Vec::new());
                let other = self.call_builtin("list", std::slice::from_ref(source), &Vec::new());
                match (twin, other) {
                    (Some(one), Some(other)) => Ok(Val::new(V::Tuple([one?, other?].into()))),
                    _ => Ok(self.unsupported("itertools.tee()", place)),
                }
            }
            _ => Ok(self.unsupported(format!("itertools.{name}()"), place)),
        }
    }

    fn rows(&mut self, rows: Vec<Vec<Val<'a>>>) -> Eval<'a> {
        let rows = rows.into_iter().map(|row| Val::new(V::Tuple(row.into()))).collect();
        self.given_once(rows)
    }

    /// As many items of an endless iterator as another argument of `zip` or `map` has.
    pub(in super::super) fn endless_as_long_as(
        &mut self,
        columns: &[Val<'a>],
    ) -> Result<Vec<Val<'a>>, super::super::Raise<'a>> {
        let endless = |value: &Val<'a>| matches!(&value.kind, V::Native(native) if matches!(&**native, Native::Library(Known::Endless { .. })));
        if !columns.iter().any(&endless) {
            return Ok(columns.to_vec());
        }
        // An iterator gives its items once, and here they are counted first.
        let columns = &self.listed(columns.to_vec())?[..];
        let mut least = None;
        for column in columns.iter().filter(|column| !endless(column)) {
            if let Ok(items) = self.iterate(column)? {
                least = Some(least.map_or(items.len(), |least: usize| least.min(items.len())));
            }
        }
        let mut made = Vec::new();
        for column in columns {
            made.push(if endless(column) {
                match self.first_items(column, least)? {
                    Ok(items) => Val::new(self.new_list(items)),
                    Err(why) => Val { kind: V::Unknown(why), place: column.place },
                }
            } else {
                column.clone()
            });
        }
        Ok(made)
    }
}
