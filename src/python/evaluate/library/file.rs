//! Files that were given along with the settings. One that was not given may be
//! on the server all the same: whether it is there is not known.

use std::rc::Rc;

use super::super::call::Named;
use super::super::object::{Id, Native, V, Val, merge_unknown};
use super::super::{Eval, Evaluator};
use super::known::Known;
use super::pattern::bind_values;
use crate::python::library::{Failure, json, toml, yaml};
use crate::python::value::{Kind, Reason, Unknown, Value};
use crate::source::FileId;

impl<'a> Evaluator<'a> {
    /// A text that a given file holds; none where the file was not given.
    pub(in super::super) fn given_text(&self, text: &str) -> Option<&'a str> {
        let id = self.given_file(text)?;
        let mut opened = self.opened.borrow_mut();
        if !opened.contains(&id) {
            opened.push(id);
        }
        Some(self.sources.tree().file(id).text.as_str())
    }

    pub(in super::super) fn given_file(&self, text: &str) -> Option<FileId> {
        let relative = text.strip_prefix("<ROOT>/").or_else(|| text.strip_prefix("./"))?;
        // `<ROOT>/a/../b` is `<ROOT>/b` where `a` is a folder.
        let plain = crate::python::library::path::normpath(text).ok();
        let plain = plain.as_deref().and_then(|text| text.strip_prefix("<ROOT>/")).unwrap_or(relative);
        self.sources.tree().find(plain)
    }

    /// Whether a given file lies below this folder.
    fn given_folder(&self, text: &str) -> bool {
        let plain = crate::python::library::path::normpath(text).unwrap_or_else(|_| text.to_owned());
        let Some(relative) = plain.strip_prefix("<ROOT>") else { return false };
        let relative = relative.trim_matches('/');
        relative.is_empty()
            || self
                .sources
                .tree()
                .iter()
                .any(|(_, file)| file.path.strip_prefix(relative).is_some_and(|rest| rest.starts_with('/')))
    }

    /// Methods of a path that ask the disk.
    pub(in super::super) fn path_on_disk(
        &mut self,
        text: &str,
        name: &str,
        positional: &[Val<'a>],
        names: &[Rc<str>],
        named: &[Val<'a>],
        receiver: &Val<'a>,
    ) -> Option<Eval<'a>> {
        let host = |me: &Self| me.unknown(Reason::Host(format!("the file {text}").into()), receiver.place);
        Some(match name {
            "exists" | "is_file" | "is_dir" => {
                let file = self.given_file(text).is_some();
                let folder = !file && self.given_folder(text);
                let known = match name {
                    "exists" if file || folder => Some(true),
                    "is_file" if file => Some(true),
                    "is_dir" if folder => Some(true),
                    "is_file" if folder => Some(false),
                    "is_dir" if file => Some(false),
                    _ => None,
                };
                Ok(match known {
                    Some(answer) => Val::new(V::Bool(answer)),
                    None => {
                        let why = merge_unknown([&host(self)]).expect("it is unknown");
                        self.either_bool(&why)
                    }
                })
            }
            "read_text" => match self.given_text(text) {
                Some(content) => Ok(Val::str(newlines(content))),
                None => Ok(self.unknown_file(text)),
            },
            "read_bytes" => match self.given_text(text) {
                Some(content) => Ok(Val::new(V::Bytes(content.as_bytes().into()))),
                None => Ok(self.unknown_file(text)),
            },
            "open" => {
                let path = Val::new(V::Path(text.into()));
                let mut arguments = vec![path];
                arguments.extend(positional.iter().cloned());
                let named: Named<'a> = names.iter().cloned().zip(named.iter().cloned()).collect();
                self.open_file(&arguments, &named)
            }
            "mkdir" | "touch" | "chmod" | "unlink" | "rmdir" | "rename" | "replace" | "symlink_to" => {
                Ok(Val::new(V::None))
            }
            "write_text" | "write_bytes" => Ok(host(self)),
            "stat" | "lstat" | "iterdir" | "glob" | "rglob" | "owner" | "group" | "samefile"
            | "is_symlink" | "is_mount" | "readlink" | "walk" | "is_socket" | "is_fifo" => Ok(host(self)),
            "resolve" | "absolute"
                if !crate::python::library::marker::is_marked(text) && !text.starts_with('/') =>
            {
                Ok(self.unknown(Reason::Host("the working directory".into()), receiver.place))
            }
            _ => return None,
        })
    }

    /// The content of a file that was not given; reading it may raise.
    pub(in super::super) fn unknown_file(&mut self, text: &str) -> Val<'a> {
        let why: Rc<Unknown> = Rc::new(Unknown {
            reason: Reason::Host(format!("the file {text}").into()),
            place: Some(self.statement),
            variables: std::collections::BTreeSet::new(),
        });
        self.doubt(Some("FileNotFoundError"), true, &why);
        Val { kind: V::Unknown(why), place: Some(self.statement) }
    }

    pub(in super::super) fn open_file(&mut self, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let names = ["file", "mode", "buffering", "encoding", "errors", "newline"];
        let Some(given) = bind_values(&names, positional, named).filter(|given| given[0].is_some()) else {
            return Ok(self.unsupported("these arguments of open()", Some(self.statement)));
        };
        let file = given[0].clone().unwrap_or(Val::new(V::None));
        let mode = match given[1].as_ref().map(|mode| &mode.kind) {
            None => "r".into(),
            Some(V::Str(mode)) => mode.clone(),
            Some(_) => return Ok(self.unsupported("open() in an unknown mode", Some(self.statement))),
        };
        self.lifted(&[file], move |me, arguments| match &arguments[0].kind {
            V::Path(text) | V::Str(text) => {
                if mode.contains(['w', 'a', 'x', '+']) {
                    // Written to: what is in it afterwards is the server's affair.
                    return Ok(
                        me.unknown(Reason::Host(format!("the file {text}").into()), Some(me.statement))
                    );
                }
                match me.given_text(text) {
                    Some(content) => {
                        let binary = mode.contains('b');
                        let content: Rc<str> = if binary { content.into() } else { newlines(content).into() };
                        let position = me.cell(Val::new(V::Int(0)));
                        Ok(me.library_object(Known::Reader { text: content, binary, position }))
                    }
                    // Code that is not in a whole folder is not there, as with imports.
                    None if me.sources.tree().complete
                        && text.starts_with("<ROOT>")
                        && text.ends_with(".py")
                        && &*mode == "r" =>
                    {
                        me.raise("FileNotFoundError", None)
                    }
                    None => Ok(me.unknown_file(&text.clone())),
                }
            }
            _ => {
                let unknown = me.hole_of(&arguments[0], "open()");
                let why = merge_unknown([&unknown]).expect("it is unknown");
                me.doubt(Some("FileNotFoundError"), false, &why);
                Ok(unknown)
            }
        })
    }

    /// What is left to read of an open file; none: it is no file of text.
    pub(in super::super) fn text_left(&self, value: &Val<'a>) -> Option<Rc<str>> {
        let V::Native(native) = &value.kind else { return None };
        match &**native {
            Native::Library(Known::Reader { text, binary: false, position }) => {
                self.file_position(*position, text).map(|at| text[at..].into())
            }
            _ => None,
        }
    }

    fn file_value(text: &str, binary: bool) -> Val<'a> {
        if binary { Val::new(V::Bytes(text.as_bytes().into())) } else { Val::str(text) }
    }

    /// Where an open file was read to.
    fn file_position(&self, position: Id, text: &str) -> Option<usize> {
        match self.cell_value(position)?.kind {
            V::Int(at) => usize::try_from(at).ok().filter(|at| text.is_char_boundary(*at)),
            _ => None,
        }
    }

    /// The lines that are left.
    pub(super) fn file_lines(&mut self, text: &str, binary: bool, position: Id) -> Vec<Val<'a>> {
        let Some(at) = self.file_position(position, text) else {
            return vec![Val::new(V::Rest(self.several()))];
        };
        self.set_cell(position, Val::new(V::Int(text.len() as i128)));
        text[at..].split_inclusive('\n').map(|line| Self::file_value(line, binary)).collect()
    }

    pub(super) fn file_method(
        &mut self,
        native: &Rc<Native<'a>>,
        text: &str,
        binary: bool,
        position: Id,
        name: &str,
        positional: &[Val<'a>],
    ) -> Eval<'a> {
        let Some(at) = self.file_position(position, text) else {
            return Ok(Val::new(V::Unknown(self.several())));
        };
        let rest = &text[at..];
        let end = match (name, positional) {
            ("read", [] | [Val { kind: V::None, .. }]) => text.len(),
            ("read", [Val { kind: V::Int(size), .. }]) => match usize::try_from(*size) {
                Ok(size) if binary => at + size.min(rest.len()),
                Ok(size) => at + rest.char_indices().nth(size).map_or(rest.len(), |(at, _)| at),
                Err(_) => text.len(),
            },
            ("readline", []) => at + rest.split_inclusive('\n').next().map_or(0, str::len),
            ("readlines", []) => {
                let lines = self.file_lines(text, binary, position);
                return Ok(Val::new(self.new_list(lines)));
            }
            ("seek", [Val { kind: V::Int(to), .. }]) => {
                self.set_cell(position, Val::new(V::Int(*to)));
                return Ok(Val::new(V::Int(*to)));
            }
            ("close" | "__exit__" | "flush", _) => return Ok(Val::new(V::None)),
            ("__enter__", _) => return Ok(Val::new(V::Native(native.clone()))),
            ("readable", []) => return Ok(Val::new(V::Bool(true))),
            ("writable", []) => return Ok(Val::new(V::Bool(false))),
            _ => return Ok(self.unsupported("a method of a file", Some(self.statement))),
        };
        if !text.is_char_boundary(end) {
            return Ok(self.unsupported("a part of a file", Some(self.statement)));
        }
        self.set_cell(position, Val::new(V::Int(end as i128)));
        Ok(Self::file_value(&text[at..end], binary))
    }

    /// `json.load`, `tomllib.load`, `yaml.safe_load` and their like: of a file or a text.
    pub(super) fn load_data(&mut self, name: &str, positional: &[Val<'a>], named: &Named<'a>) -> Eval<'a> {
        let place = Some(self.statement);
        let (module, function) = name.split_once('.').unwrap_or((name, ""));
        let yaml_loader = module == "yaml" && matches!(function, "load" | "load_all");
        let loader = positional
            .get(1)
            .or_else(|| named.iter().find(|(name, _)| &**name == "Loader").map(|(_, value)| value));
        let safe = match loader.map(|loader| &loader.kind) {
            None => !yaml_loader,
            Some(V::Symbol(name)) => {
                yaml_loader
                    && matches!(
                        name.rsplit('.').next(),
                        Some(
                            "SafeLoader"
                                | "CSafeLoader"
                                | "FullLoader"
                                | "CFullLoader"
                                | "Loader"
                                | "CLoader"
                                | "BaseLoader"
                        )
                    )
                    && !name.ends_with("BaseLoader")
            }
            Some(_) => false,
        };
        let extra = named.iter().any(|(name, _)| !matches!(&**name, "Loader" | "encoding"));
        let (Some(source), true, false) = (positional.first(), safe, extra) else {
            return Ok(positional
                .first()
                .filter(|value| value.is_unknown())
                .cloned()
                .unwrap_or_else(|| self.unsupported(format!("{name}() with these arguments"), place)));
        };
        let name = name.to_owned();
        self.lifted(std::slice::from_ref(source), move |me, arguments| {
            let (module, function) = name.split_once('.').unwrap_or((&name, ""));
            let file = matches!((module, function), ("json" | "tomllib" | "tomli" | "toml", "load"));
            let mut binary = false;
            let text: Rc<str> = match &arguments[0].kind {
                V::Native(native) if file || module == "yaml" => match &**native {
                    Native::Library(Known::Reader { text, binary: bytes, position }) => {
                        binary = *bytes;
                        let Some(at) = me.file_position(*position, text) else {
                            return Ok(Val::new(V::Unknown(me.several())));
                        };
                        me.set_cell(*position, Val::new(V::Int(text.len() as i128)));
                        text[at..].into()
                    }
                    _ => return Ok(me.unsupported(format!("{name}() of an object"), place)),
                },
                V::Str(text) if !file => text.clone(),
                V::Str(path) | V::Path(path) if module == "toml" => match me.given_text(path) {
                    Some(text) => text.into(),
                    None => return Ok(me.unknown_file(&path.clone())),
                },
                V::Bytes(bytes) if matches!(module, "json" | "yaml") && !file => {
                    match std::str::from_utf8(bytes) {
                        Ok(text) => text.into(),
                        Err(_) => return Ok(me.unsupported(format!("{name}() of these bytes"), place)),
                    }
                }
                V::None | V::Int(_) | V::List(_) | V::Dict(_) if module == "json" && !file => {
                    let class = me.type_name(&arguments[0]);
                    return me.raise(
                        "TypeError",
                        format!("the JSON object must be str, bytes or bytearray, not {class}"),
                    );
                }
                _ => {
                    if let Some(unknown) = me.unknown_of(arguments) {
                        let why = merge_unknown([&unknown]).expect("it is unknown");
                        me.doubt(Some("ValueError"), false, &why);
                        return Ok(unknown);
                    }
                    return Ok(me.hole_of(&arguments[0], "a text that is to be read"));
                }
            };
            let result = match module {
                "json" => json::loads(&text),
                // `tomllib.load` wants bytes, and `tomllib.loads` a text.
                "tomllib" | "tomli" if file && !binary => Err(Failure::raises(
                    "TypeError",
                    "File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`",
                )),
                "tomllib" | "tomli" | "toml" => toml::loads(&text.replace("\r\n", "\n")),
                _ if function.ends_with("_all") => {
                    yaml::load_all(&newlines(&text)).map(|all| Value::unplaced(Kind::List(all)))
                }
                _ => yaml::load(&newlines(&text)),
            };
            me.outcome(result)
        })
    }
}

/// Lines end with `\n` for what opens a file as text.
fn newlines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
