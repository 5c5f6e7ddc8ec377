//! How the application server is set: its command line, Gunicorn's configuration
//! (run as the Python that it is), uWSGI's.

use std::rc::Rc;

use super::{Command, Started, is_for_development};
use crate::model::text;
use crate::project::{Fact, Project, Undecided};
use crate::python::{Host, Kind, Module, Sources, Value, evaluate};
use crate::source::{FileId, Place, Tree};

/// A setting of the server, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerSetting {
    pub value: String,
    pub place: Place,
}

/// Configurations that are run; a project has one or two.
const MAX_CONFIGURATIONS: usize = 4;

/// Gunicorn's configurations: those that a command names, else by their names.
pub(super) fn configurations(
    tree: &Tree,
    sources: &Sources,
    host: &Host,
    started: &[Started],
) -> Vec<(FileId, Rc<Module>)> {
    let named: Vec<&str> = started
        .iter()
        .filter(|started| started.command.has("gunicorn"))
        .filter_map(|started| started.command.option(&["-c", "--config"]))
        .collect();
    let mut files: Vec<FileId> = named.iter().filter_map(|wanted| file_of(tree, wanted)).collect();
    files.extend(tree.iter().filter(|(_, file)| is_configuration(&file.path)).map(|(id, _)| id));
    files.truncate(MAX_CONFIGURATIONS);
    let mut seen = Vec::new();
    files.retain(|file| {
        let new = !seen.contains(file);
        seen.push(*file);
        new
    });
    let host = Host { small_names: true, ..host.clone() };
    files.into_iter().map(|file| (file, Rc::new(evaluate(sources, file, &host)))).collect()
}

/// Whether a file is named as Gunicorn's configurations are.
fn is_configuration(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let is_own = name.starts_with("gunicorn") && name.ends_with(".py") || name == "gconf.py";
    is_own && !path.contains("management/") && !is_for_development(path)
}

/// The file that `-c` names: a path, `file:path` or `python:module`. An image has
/// folders of its own, so the last two names tell, or the last one.
fn file_of(tree: &Tree, wanted: &str) -> Option<FileId> {
    let wanted = match wanted.strip_prefix("python:") {
        Some(module) => format!("{}.py", module.replace('.', "/")),
        None => wanted.trim_start_matches("file:").trim_start_matches("./").to_owned(),
    };
    let mut end = wanted.trim_start_matches('/');
    loop {
        let ends = |path: &str| path == end || path.strip_suffix(end).is_some_and(|rest| rest.ends_with('/'));
        if let Some((id, _)) = tree.iter().find(|(_, file)| ends(&file.path)) {
            return Some(id);
        }
        end = end.split_once('/')?.1;
    }
}

impl Project {
    /// Commands that start this server: those that name the site's application, if any does.
    pub fn commands_of(&self, program: &str) -> impl Iterator<Item = &Command> {
        let starts = move |command: &&Command| {
            let installs = ["install", "apt-get", "apk", "add", "echo"];
            command.has(program)
                && !installs.iter().any(|word| command.has(word))
                && !self.serves_another(command)
        };
        let all = move || self.started().iter().map(|started| &started.command).filter(starts);
        let names = |command: &&Command| {
            command.words.iter().any(|word| word.contains("sgi") && !word.ends_with("uwsgi"))
        };
        let some = all().any(|command| names(&command));
        all().filter(move |command| !some || names(command))
    }

    /// Whether the command serves a module beside its own script that is no part of
    /// Django: `gunicorn app:app` next to `app.py`.
    fn serves_another(&self, command: &Command) -> bool {
        let script = &self.tree.file(command.place.file).path;
        let folder = script.rfind('/').map_or("", |end| &script[..=end]);
        command.words.iter().filter_map(|word| word.split_once(':')).any(|(module, _)| {
            let path = format!("{folder}{}.py", module.replace('.', "/"));
            !module.contains("sgi")
                && self
                    .tree
                    .find(&path)
                    .is_some_and(|file| !self.tree.file(file).text.to_ascii_lowercase().contains("django"))
        })
    }

    /// Whether Gunicorn serves the site, or is configured to.
    #[must_use]
    pub fn has_gunicorn(&self) -> bool {
        self.commands_of("gunicorn").next().is_some() || !self.deployment.gunicorn.is_empty()
    }

    /// A setting of Gunicorn: what its command line says, else its configuration. None:
    /// Gunicorn's default.
    ///
    /// # Errors
    /// The command names a configuration that was not given, or the value is not known.
    pub fn gunicorn(&self, name: &str, options: &[&str]) -> Fact<Option<ServerSetting>> {
        for command in self.commands_of("gunicorn") {
            if let Some(value) = command.option(options) {
                return match value.contains('$') {
                    false => Ok(Some(ServerSetting { value: value.to_owned(), place: command.place })),
                    true => match shell_default(value) {
                        Some(value) => Ok(Some(ServerSetting { value, place: command.place })),
                        None => Err(self.told_by_environment(name, command.place)),
                    },
                };
            }
            if options.iter().any(|option| option.starts_with("--") && command.switch(option)) {
                return Ok(Some(ServerSetting { value: "True".to_owned(), place: command.place }));
            }
        }
        for (_, module) in &self.deployment.gunicorn {
            if let Some(binding) = module.settings.get(name) {
                let place = binding.value.place.or_else(|| binding.history.last().map(|event| event.place));
                let value = text_of(&binding.value).or_else(|| match &binding.value.kind {
                    // What holds if no variable is set is what most servers run with.
                    Kind::Maybe(maybe) => maybe.usual.as_ref().and_then(text_of),
                    _ => None,
                });
                return match (value, place) {
                    (Some(value), Some(place)) => Ok(Some(ServerSetting { value, place })),
                    _ => Err(Undecided::hole(name, &binding.value)),
                };
            }
        }
        if let Some(command) = self.commands_of("gunicorn").find(|command| has_variable(command)) {
            return Err(self.told_by_environment(name, command.place));
        }
        let elsewhere = self.commands_of("gunicorn").find_map(|command| {
            let wanted = command.option(&["-c", "--config"])?;
            let file = file_of(&self.tree, wanted);
            let given = file.is_some_and(|file| self.deployment.gunicorn.iter().any(|(id, _)| *id == file));
            (!given).then(|| (wanted.to_owned(), command.place))
        });
        if let Some((file, place)) = elsewhere {
            return Err(Undecided::not_given(text! {
                en: "Gunicorn reads {file}, which was not given.",
                ru: "Gunicorn читает {file}, а этого файла здесь нет.",
            })
            .at(place));
        }
        Ok(None)
    }

    fn told_by_environment(&self, name: &str, place: Place) -> Undecided {
        Undecided::because(text! {
            en: "{name} of Gunicorn is taken from the environment.",
            ru: "{name} для Gunicorn берётся из окружения.",
        })
        .at(place)
    }

    /// Where Gunicorn is started or configured.
    #[must_use]
    pub fn gunicorn_place(&self) -> Option<Place> {
        let started = self.commands_of("gunicorn").next().map(|command| command.place);
        started.or_else(|| self.deployment.gunicorn.first().map(|(id, _)| self.line_at(*id, 0)))
    }

    /// A setting of uWSGI, `-` and `_` alike: of its configuration, else of its command
    /// line. The configuration that is for development is left out.
    #[must_use]
    pub fn uwsgi(&self, name: &str) -> Option<ServerSetting> {
        let same =
            |written: &str| written.trim_start_matches('-').replace('_', "-").eq_ignore_ascii_case(name);
        for (id, entries) in self.uwsgi_files() {
            if let Some(entry) = entries.iter().rev().find(|entry| same(&entry.name)) {
                let place = super::place_of(*id, &entry.span);
                return Some(ServerSetting { value: entry.value.clone(), place });
            }
        }
        self.commands_of("uwsgi").find_map(|command| {
            let words = &command.words;
            words.iter().enumerate().find_map(|(index, word)| {
                let (written, value) = word.split_once('=').unwrap_or((word, ""));
                if !written.starts_with("--") || !same(written) {
                    return None;
                }
                let next = words.get(index + 1).filter(|next| !next.starts_with('-'));
                let value = if value.is_empty() { next.map_or("true", String::as_str) } else { value };
                Some(ServerSetting { value: value.to_owned(), place: command.place })
            })
        })
    }

    fn uwsgi_files(&self) -> impl Iterator<Item = &(FileId, Vec<crate::source::ini::Entry>)> {
        self.deployment.uwsgi.iter().filter(|(id, _)| !self.is_for_development(*id))
    }

    /// Where uWSGI is configured or started; none: it is not used, or by a file that
    /// was not given.
    #[must_use]
    pub fn uwsgi_place(&self) -> Option<Place> {
        if let Some((id, entries)) = self.uwsgi_files().next() {
            return entries.first().map(|entry| super::place_of(*id, &entry.span));
        }
        let command = self.commands_of("uwsgi").next()?;
        let elsewhere = command
            .words
            .iter()
            .any(|word| [".ini", ".xml", ".yaml", ".yml", ".json"].iter().any(|end| word.ends_with(end)));
        (!elsewhere && !has_variable(command)).then_some(command.place)
    }
}

/// Whether an argument is a variable and nothing else: options may be in it.
fn has_variable(command: &Command) -> bool {
    command.words.windows(2).any(|pair| {
        let [before, word] = pair else { return false };
        let is_value = before.starts_with('-') && !before.contains('=');
        let name = word.strip_prefix('$').unwrap_or("");
        let is_part =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'{' | b'}' | b'@' | b'*');
        !is_value && !name.is_empty() && name.bytes().all(is_part)
    })
}

/// `30` of `${TIMEOUT:-30}`, which holds where nobody sets the variable.
fn shell_default(value: &str) -> Option<String> {
    crate::source::dockerfile::expand(value, &|_| None)
}

fn text_of(value: &Value) -> Option<String> {
    Some(match &value.kind {
        Kind::Str(text) => text.to_string(),
        Kind::Int(number) => number.to_string(),
        Kind::Float(number) => number.to_string(),
        Kind::Bool(true) => "True".to_owned(),
        Kind::Bool(false) => "False".to_owned(),
        Kind::None => "None".to_owned(),
        Kind::List(items) | Kind::Tuple(items) => {
            items.iter().map(text_of).collect::<Option<Vec<_>>>()?.join(",")
        }
        _ => return None,
    })
}
