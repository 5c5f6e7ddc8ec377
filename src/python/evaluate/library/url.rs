//! `urllib.parse`: results are named tuples with more attributes.

use std::rc::Rc;

use super::super::object::{V, Val};
use super::super::{Eval, Evaluator};
use super::known::Record;
use crate::python::library::urls::{self, Url};
use crate::python::library::{Failure, Outcome, bind};
use crate::python::value::{Kind, Value};

const NOT_FOLLOWED: Failure = Failure::Unsupported("this use of urllib");

fn texts(value: Option<&Value>) -> Outcome<Vec<&str>> {
    value
        .and_then(Value::items)
        .and_then(|items| items.iter().map(Value::as_str).collect::<Option<Vec<_>>>())
        .ok_or(NOT_FOLLOWED)
}

fn url_of(parts: &[&str]) -> Option<Url> {
    let part = |at: usize| parts.get(at).map(|text| (*text).to_owned());
    Some(match parts.len() {
        5 => Url {
            scheme: part(0)?,
            netloc: part(1)?,
            path: part(2)?,
            params: String::new(),
            query: part(3)?,
            fragment: part(4)?,
        },
        6 => Url {
            scheme: part(0)?,
            netloc: part(1)?,
            path: part(2)?,
            params: part(3)?,
            query: part(4)?,
            fragment: part(5)?,
        },
        _ => return None,
    })
}

/// The functions of `urllib.parse` that give plain values; none: another one.
pub(super) fn call(name: &str, args: &[Value], named: &[(String, Value)]) -> Option<Outcome<Value>> {
    let function = name.strip_prefix("urllib.parse.")?;
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned).ok_or(NOT_FOLLOWED);
    let flag = |value: Option<&Value>| value.is_some_and(|value| value.truthy() == Some(true));
    let as_text = |text: String| Value::unplaced(Kind::Str(text.into()));
    let run = || -> Outcome<Value> {
        Ok(match function {
            "quote" | "quote_plus" => {
                let given = bind(&["string", "safe", "encoding", "errors"], args, named)?;
                if given[2].is_some() || given[3].is_some() {
                    return Err(NOT_FOLLOWED);
                }
                let usual = if function == "quote" { "/" } else { "" };
                let safe = given[1].map_or(Ok(usual.to_owned()), |value| text(Some(value)))?;
                let source = text(given[0])?;
                as_text(if function == "quote" {
                    urls::quote(&source, &safe)?
                } else {
                    urls::quote_plus(&source, &safe)?
                })
            }
            "unquote" | "unquote_plus" => {
                let given = bind(&["string"], args, named)?;
                let source = text(given[0])?;
                as_text(if function == "unquote" {
                    urls::unquote(&source)
                } else {
                    urls::unquote_plus(&source)
                })
            }
            "urljoin" => {
                let given = bind(&["base", "url"], args, named)?;
                as_text(urls::urljoin(&text(given[0])?, &text(given[1])?)?)
            }
            "urlencode" => {
                let given = bind(&["query", "doseq"], args, named)?;
                as_text(urls::urlencode(given[0].ok_or(NOT_FOLLOWED)?, flag(given[1]))?)
            }
            "urlunparse" | "urlunsplit" => {
                let given = bind(&["components"], args, named)?;
                let parts = texts(given[0])?;
                let wanted = if function == "urlunparse" { 6 } else { 5 };
                let url = url_of(&parts).filter(|_| parts.len() == wanted).ok_or(NOT_FOLLOWED)?;
                as_text(url.joined()?)
            }
            "parse_qs" | "parse_qsl" => {
                let given = bind(&["qs", "keep_blank_values"], args, named)?;
                let source = text(given[0])?;
                crate::python::library::marker::plain(&source)?;
                // What has no value, or an odd escape, is left to others.
                if flag(given[1]) || source.contains('%') && urls::unquote(&source).contains('\u{fffd}') {
                    return Err(NOT_FOLLOWED);
                }
                let list = |items: Vec<Value>| Value::unplaced(Kind::List(items));
                if function == "parse_qsl" {
                    let pairs = urls::parse_qsl(&source);
                    return Ok(list(
                        pairs
                            .into_iter()
                            .map(|(key, value)| {
                                Value::unplaced(Kind::Tuple(vec![as_text(key), as_text(value)]))
                            })
                            .collect(),
                    ));
                }
                let pairs = urls::parse_qs(&source);
                Value::unplaced(Kind::Dict(
                    pairs
                        .into_iter()
                        .map(|(key, values)| (as_text(key), list(values.into_iter().map(as_text).collect())))
                        .collect(),
                ))
            }
            _ => return Err(NOT_FOLLOWED),
        })
    };
    Some(run())
}

impl<'a> Evaluator<'a> {
    /// `urlparse(text)`, `urlsplit(text)`, `urldefrag(text)`.
    pub(in super::super) fn parsed_url(
        &mut self,
        function: &str,
        positional: &[Val<'a>],
        named: &super::super::call::Named<'a>,
    ) -> Eval<'a> {
        let given = super::pattern::bind_values(&["url"], positional, named);
        let Some(Some(url)) = given.map(|mut given| given.remove(0)) else {
            return Ok(self.unsupported("these arguments of urlparse()", Some(self.statement)));
        };
        let function = function.to_owned();
        self.lifted(&[url], move |me, arguments| {
            let V::Str(text) = &arguments[0].kind else {
                return Ok(me.unknown_of(arguments).unwrap_or_else(|| me.unsupported("urlparse()", None)));
            };
            let parsed = match function.as_str() {
                "urlsplit" => urls::urlsplit(text),
                _ => urls::urlparse(text),
            };
            let url = match parsed {
                Ok(url) => url,
                Err(failure) => return me.failed(failure),
            };
            let (class, fields, items): (&str, &[&str], Vec<String>) = match function.as_str() {
                "urlparse" => (
                    "urllib.parse.ParseResult",
                    &["scheme", "netloc", "path", "params", "query", "fragment"],
                    vec![url.scheme, url.netloc, url.path, url.params, url.query, url.fragment],
                ),
                "urlsplit" => (
                    "urllib.parse.SplitResult",
                    &["scheme", "netloc", "path", "query", "fragment"],
                    vec![url.scheme, url.netloc, url.path, url.query, url.fragment],
                ),
                _ => {
                    let fragment = url.fragment.clone();
                    let whole = if text.contains('#') {
                        match (Url { fragment: String::new(), ..url }).joined() {
                            Ok(whole) => whole,
                            Err(failure) => return me.failed(failure),
                        }
                    } else {
                        text.to_string()
                    };
                    ("urllib.parse.DefragResult", &["url", "fragment"], vec![whole, fragment])
                }
            };
            let fields: Rc<[Rc<str>]> = fields.iter().map(|field| Rc::from(*field)).collect();
            let place = arguments[0].place;
            let items = items.into_iter().map(|item| Val { kind: V::Str(item.into()), place }).collect();
            Ok(me.new_record(&class.into(), &fields, items))
        })
    }

    fn url_of_record(&self, record: &Record<'a>) -> Option<Url> {
        let parts: Option<Vec<&str>> =
            record.items.iter().map(|item| item.as_str().map(|text| &**text)).collect();
        url_of(&parts?)
    }

    /// `result.hostname` and the like.
    pub(super) fn url_part(&mut self, record: &Record<'a>, name: &str) -> Eval<'a> {
        if let Some(unknown) = self.unknown_of(&record.items) {
            return Ok(unknown);
        }
        match self.url_of_record(record) {
            Some(url) => {
                let result = url.attribute(name);
                self.outcome(result)
            }
            None => Ok(self.unsupported("an attribute of a URL", Some(self.statement))),
        }
    }

    /// The text of a URL that was parsed; none: it is none.
    pub(in super::super) fn url_text_of(&self, value: &Val<'a>) -> Option<Rc<str>> {
        let V::Native(native) = &value.kind else { return None };
        match &**native {
            super::super::object::Native::Library(super::Known::Record(record))
                if record.class.starts_with("urllib.parse.") =>
            {
                self.url_of_record(record).map(|url| url.text().into())
            }
            _ => None,
        }
    }

    /// `result.geturl()`.
    pub(super) fn url_text(&mut self, record: &Record<'a>) -> Eval<'a> {
        if let Some(unknown) = self.unknown_of(&record.items) {
            return Ok(unknown);
        }
        match self.url_of_record(record) {
            // Readers teach Python schemes of their own, which tells where `//` stands
            // without a host.
            Some(url)
                if !url.netloc.is_empty()
                    || !url.path.starts_with("//")
                        && matches!(&*url.scheme, "" | "http" | "https" | "ftp" | "file") =>
            {
                let result = url.joined().map(|text| self.str_value(&text));
                self.outcome(result)
            }
            _ => Ok(self.unsupported("geturl()", Some(self.statement))),
        }
    }
}
