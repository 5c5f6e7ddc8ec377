//! What the files around the code say of how it is built, started and served:
//! Dockerfile, compose, CI, Procfile, units, shell scripts, nginx. Read once; what
//! is broken in one of them is left out and told.

mod app_server;
mod command;
mod ignored;
mod image;
mod pipeline;
mod routes;
mod secrets;
mod stack;
mod web;

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

pub use app_server::ServerSetting;
pub use command::Command;
pub use image::{Copy, Image, Stage};
pub use pipeline::Pipeline;
pub use routes::{UrlRoute, is_for_debug};
pub use secrets::Holds;
pub use stack::{Port, Service, Stack};
pub use web::{Location, Server};

use super::Project;
use crate::python::{Call, Host, Module, Sources, outline};
use crate::source::nginx::Directive;
use crate::source::yaml::Node;
use crate::source::{FileId, FileKind, Place, Span, Tree, ini, recognise, yaml};

/// Facts of the files around the code.
#[derive(Debug, Clone, Default)]
pub struct Deployment {
    pub images: Vec<Image>,
    /// What `ARG` and `ENV` of Dockerfiles write.
    pub image_variables: Vec<Variable>,
    pub stacks: Vec<Stack>,
    pub pipelines: Vec<Pipeline>,
    /// They hand work to what was not given.
    calls_elsewhere: bool,
    /// Scripts and task files, which pipelines and people call.
    pub tasks: Vec<Pipeline>,
    pub servers: Vec<Server>,
    /// What starts, of files that are not for development.
    pub started: Vec<Started>,
    /// Configurations of Gunicorn, run as Python.
    pub(super) gunicorn: Vec<(FileId, Rc<Module>)>,
    /// Entries of uWSGI's configurations.
    pub(super) uwsgi: Vec<(FileId, Vec<ini::Entry>)>,
    pub(super) routes: routes::Routes,
    /// Names of nginx's `upstream` blocks, and the host behind each.
    upstreams: HashMap<String, String>,
    /// Some nginx compresses, and some limits how often is asked.
    pub compresses: Option<Place>,
    pub limits_requests: bool,
    /// A version of TLS that nobody should speak, and whether some are named at all.
    pub old_tls: Option<(String, Place)>,
    pub tls_protocols: Option<Place>,
    /// `DJANGO_SETTINGS_MODULE` as `wsgi.py`, `asgi.py` and `manage.py` set it, with its place.
    pub(super) settings_defaults: Vec<(FileId, String, Place)>,
    /// The directives of each configuration of nginx, those that others include among them.
    pub(super) nginx: HashMap<FileId, Rc<[Directive]>>,
    /// Places that could not be read.
    pub broken: Vec<Place>,
}

/// A command that starts a process, and the kind of file that says so.
#[derive(Debug, Clone)]
pub struct Started {
    pub command: Command,
    pub kind: FileKind,
}

/// A variable of the environment that a file sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    /// None: it is handed through from the outside.
    pub value: Option<String>,
    /// Of the name.
    pub place: Place,
}

impl Deployment {
    /// Reads all files that are there; `roots` are the modules of `ROOT_URLCONF`.
    pub(super) fn read(tree: &Tree, sources: &Sources, host: &Host, roots: &[Rc<str>]) -> Self {
        let mut found = Self::default();
        let mut started: Vec<(FileId, Started)> = Vec::new();
        let mut web = web::Reader::new(tree);
        let mut scripts = Vec::new();
        for (id, file) in tree.iter() {
            let text = &file.text;
            let kind = recognise(&file.path, text);
            let starts = |commands: Vec<Command>| {
                commands.into_iter().map(move |command| (id, Started { command, kind })).collect::<Vec<_>>()
            };
            match kind {
                FileKind::Dockerfile => {
                    let (mut image, variables) = Image::read(id, text);
                    image.is_of_another = is_of_another(tree, id);
                    found.broken.extend(&image.broken);
                    started.extend(starts(image.started()));
                    found.images.push(image);
                    found.image_variables.extend(variables);
                }
                FileKind::Compose => {
                    let documents = found.yaml(id, text);
                    let stack = Stack::read(tree, id, &documents);
                    let services = stack.services.iter().filter(|service| !service.is_for_development());
                    started.extend(starts(services.flat_map(|service| service.commands.clone()).collect()));
                    found.stacks.push(stack);
                }
                FileKind::Procfile => {
                    for line in content_lines(text) {
                        let Some(at) = text[line.clone()].find(':') else { continue };
                        let from = line.start + at + 1;
                        let place = |part: Range<usize>| place_of(id, &(from + part.start..from + part.end));
                        started.extend(starts(Command::of_shell(&text[from..line.end], &place)));
                    }
                }
                FileKind::Nginx => web.read(id),
                FileKind::Python if matches!(file.name(), "wsgi.py" | "asgi.py" | "manage.py") => {
                    let calls = outline(sources.parsed(id), text);
                    found.settings_defaults.extend(
                        settings_default(&calls).map(|(module, span)| (id, module, Place { file: id, span })),
                    );
                }
                FileKind::Ini if is_uwsgi(file.name(), text) => found.uwsgi.push((id, ini::parse(text))),
                _ if is_unit(&file.path) => {
                    for entry in ini::parse(text) {
                        if matches!(entry.name.as_str(), "ExecStart" | "command") {
                            let place = place_of(id, &entry.span);
                            started.extend(starts(Command::of_shell(&entry.value, &|_| place)));
                        }
                    }
                }
                _ => {}
            }
            let script = is_script(&file.path, text)
                .then(|| Command::of_shell(text, &|part: Range<usize>| place_of(id, &part)));
            if pipeline::is_pipeline(&file.path, kind) {
                let pipeline = if file.name() == "Jenkinsfile" {
                    Pipeline::of_lines(id, text)
                } else {
                    Pipeline::read(id, text, &found.yaml(id, text))
                };
                found.pipelines.push(pipeline);
            } else if pipeline::is_task_file(&file.path) {
                let task = match &script {
                    Some(commands) => Pipeline::of_commands(id, commands.clone()),
                    None if file.path.ends_with(".yml") || file.path.ends_with(".yaml") => {
                        Pipeline::read(id, text, &found.yaml(id, text))
                    }
                    None => Pipeline::of_lines(id, text),
                };
                found.tasks.push(task);
            }
            scripts.extend(script.into_iter().flat_map(starts));
        }
        started.extend(scripts);
        started.retain(|(id, _)| !is_for_development(&tree.file(*id).path));
        found.started = started.into_iter().map(|(_, started)| started).collect();
        found.broken.append(&mut web.broken);
        found.nginx = web.read;
        found.servers = web.servers;
        found.compresses = web.compresses;
        found.upstreams = web.upstreams;
        found.limits_requests = web.limits_requests;
        found.old_tls = web.old_tls;
        found.tls_protocols = web.protocols;
        found.calls_elsewhere = pipeline::call_elsewhere(tree, &found.pipelines);
        found.gunicorn = app_server::configurations(tree, sources, host, &found.started);
        found.routes = routes::Routes::read(tree, sources, &host.root, roots);
        found
    }

    fn yaml(&mut self, file: FileId, text: &str) -> Vec<Node> {
        let (documents, broken) = yaml::parse(text);
        self.broken.extend(broken.iter().map(|range| place_of(file, range)));
        documents
    }
}

impl Project {
    /// Whether a file of the kind was given.
    #[must_use]
    pub fn has_file(&self, kind: FileKind) -> bool {
        self.files(kind).next().is_some()
    }

    /// Commands that start the site's processes in production: of a Procfile, of the
    /// shipped stage of a Dockerfile, of compose files, units and shell scripts. Files
    /// that are named for development are left out.
    #[must_use]
    pub fn started(&self) -> &[Started] {
        &self.deployment.started
    }

    /// Whether the file at a place is for development.
    #[must_use]
    pub fn is_for_development(&self, file: FileId) -> bool {
        is_for_development(&self.tree.file(file).path)
    }

    /// The settings module that a `wsgi.py` or its like falls back to.
    #[must_use]
    pub fn settings_default(&self, file: FileId) -> Option<(String, Place)> {
        let mut defaults = self.deployment.settings_defaults.iter();
        defaults.find(|(id, ..)| *id == file).map(|(_, module, place)| (module.clone(), *place))
    }

    /// Whether an image, or a service that runs the code, sets `DJANGO_SETTINGS_MODULE`
    /// to what is not for development.
    #[must_use]
    pub fn names_settings_module(&self) -> bool {
        let services = self.services().flat_map(|(_, service)| &service.environment);
        self.deployment.image_variables.iter().chain(services).any(|variable| {
            variable.name == "DJANGO_SETTINGS_MODULE"
                && !is_for_development(&self.tree.file(variable.place.file).path)
                && variable
                    .value
                    .as_deref()
                    .is_some_and(|module| !module.is_empty() && !is_for_development(module))
        })
    }

    /// Services of compose files that are not for development, with their file.
    pub fn services(&self) -> impl Iterator<Item = (FileId, &Service)> {
        self.deployment
            .stacks
            .iter()
            .filter(|stack| !stack.is_for_development(&self.tree.file(stack.file).path))
            .flat_map(|stack| stack.services.iter().map(move |service| (stack.file, service)))
            .filter(|(_, service)| !service.is_for_development())
    }

    /// Servers of the given nginx configurations, those for development and of other
    /// sites left out.
    pub fn web_servers(&self) -> impl Iterator<Item = &Server> {
        let own = |server: &&Server| self.serves_this(&self.tree.file(server.place.file).path);
        self.deployment.servers.iter().filter(own)
    }

    /// Locations of nginx that hand requests to the site, with their servers: to where
    /// `/` leads, and to no service of another image and no other site.
    pub fn proxied(&self) -> Vec<(&Server, &Location)> {
        let all = self
            .web_servers()
            .flat_map(|server| server.locations.iter().map(move |location| (server, location)));
        let host =
            |location: &Location| location.passes.as_ref().map(|(_, to, _)| web::host_of(to).to_owned());
        let mut own: Vec<(&Server, &Location)> = all
            .filter(|(_, location)| location.passes.as_ref().is_some_and(|(_, to, _)| self.is_own(to)))
            .collect();
        let is_main = |location: &Location| location.pattern == "/" || location.pattern.starts_with('@');
        let main: Vec<_> = own
            .iter()
            .filter(|(_, location)| is_main(location))
            .map(|(_, location)| host(location))
            .collect();
        if !main.is_empty() {
            own.retain(|(_, location)| main.contains(&host(location)));
        }
        own
    }

    /// What hands requests on, with another directive above it. None where that holds a
    /// secret, or where headers are inherited: one of its own would end that.
    #[must_use]
    pub fn with_header(&self, location: &Location, directive: &str) -> Option<String> {
        let (.., place) = location.passes.as_ref()?;
        let own = |header: &Place| {
            header.file == location.place.file && header.span.start > location.place.span.start
        };
        let written = self.tree.text(*place);
        let keeps =
            location.sent.iter().all(|(.., header)| own(header)) && super::mask_plain(written) == written;
        keeps.then(|| format!("{directive}\n{written}"))
    }

    fn is_own(&self, address: &str) -> bool {
        let name = web::host_of(address);
        let host = self.deployment.upstreams.get(name).map_or(name, String::as_str);
        let services = || self.deployment.stacks.iter().flat_map(|stack| &stack.services);
        let mut same = services().filter(|service| service.name == host);
        match same.next() {
            Some(first) => {
                first.builds
                    || same.any(|service| service.builds)
                    || !services().any(|service| service.builds)
            }
            None => !(address.starts_with("https://") || is_domain(host)),
        }
    }

    /// Whether a file lies in the folder of a program beside the site, with an image of its own.
    #[must_use]
    pub fn is_of_another_program(&self, file: FileId) -> bool {
        let folder =
            |file: FileId| self.tree.file(file).path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut others = self.deployment.images.iter().filter(|image| image.is_of_another);
        others.any(|image| folder(image.file) == folder(file))
    }

    /// Dockerfiles that are not for development.
    pub fn images(&self) -> impl Iterator<Item = &Image> {
        let all = || {
            let of_site = |image: &&Image| {
                !self.is_for_development(image.file) && !image.is_of_another && !image.is_front_end()
            };
            self.deployment.images.iter().filter(of_site)
        };
        let is_demo = |image: &&Image| {
            self.tree.file(image.file).path.split(['/', '.', '-', '_']).any(|word| word == "demo")
        };
        // A demonstration is no server where another image is.
        let other = all().any(|image| !is_demo(&image));
        all().filter(move |image| !other || !is_demo(image))
    }
}

/// Whether a file stands in a folder with a program of its own that has nothing to
/// do with Django.
fn is_of_another(tree: &Tree, file: FileId) -> bool {
    let Some((folder, _)) = tree.file(file).path.rsplit_once('/') else { return false };
    let inside = |path: &str| {
        path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).map(|rest| rest.contains('/'))
    };
    let (mut has_program, mut has_list, mut starts_site) = (false, false, false);
    for (_, file) in tree.iter() {
        let Some(deeper) = inside(&file.path) else { continue };
        if file.text.contains("django") || file.text.contains("Django") {
            return false;
        }
        has_program |= !deeper && file.path.ends_with(".py");
        has_list |= !deeper && file.name().starts_with("requirements") && file.name().ends_with(".txt");
        starts_site |= file.text.contains("manage.py") || file.text.contains("sgi");
    }
    has_program || has_list && !starts_site
}

/// `www.example.com`, neither an address of numbers nor a socket.
fn is_domain(host: &str) -> bool {
    host.contains('.') && host.bytes().any(|byte| byte.is_ascii_alphabetic()) && !host.starts_with("unix")
}

/// Whether a path says that the file is for development or tests.
#[must_use]
pub fn is_for_development(path: &str) -> bool {
    path.to_ascii_lowercase().split(|c: char| !c.is_ascii_alphanumeric()).any(|word| {
        matches!(
            word,
            "dev"
                | "devel"
                | "develop"
                | "development"
                | "local"
                | "test"
                | "tests"
                | "testing"
                | "override"
                | "debug"
                | "devcontainer"
                | "ci"
                | "e2e"
        )
    })
}

/// The module that `os.environ` is given for `DJANGO_SETTINGS_MODULE`.
fn settings_default(calls: &[Call]) -> Option<(String, Span)> {
    calls.iter().find_map(|call| {
        let sets = call.name.ends_with("environ.setdefault") || call.name.ends_with("environ.__setitem__");
        let named = call.text(0, "key") == Some("DJANGO_SETTINGS_MODULE");
        let module = call.text(1, "value").filter(|_| sets && named)?;
        Some((module.to_owned(), call.span))
    })
}

fn is_script(path: &str, text: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.ends_with(".sh")
        || !name.contains('.')
            && text.starts_with("#!")
            && text.lines().next().is_some_and(|line| line.ends_with("sh"))
}

/// A systemd unit or a program of supervisord.
fn is_unit(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.ends_with(".service")
        || name.contains("supervisor") && (name.ends_with(".conf") || name.ends_with(".ini"))
}

fn is_uwsgi(name: &str, text: &str) -> bool {
    name.to_ascii_lowercase().contains("uwsgi") || text.lines().any(|line| line.trim() == "[uwsgi]")
}

/// Where the lines of a text stand, without blank ones and comments.
pub fn content_lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut offset = 0;
    text.split_inclusive('\n').filter_map(move |raw| {
        let start = offset;
        offset += raw.len();
        let line = raw.trim();
        let first = start + (raw.len() - raw.trim_start().len());
        (!line.is_empty() && !line.starts_with('#')).then_some(first..first + line.len())
    })
}

pub(super) fn place_of(file: FileId, range: &Range<usize>) -> Place {
    Place { file, span: Span::new(range.start as u32, range.end.max(range.start) as u32) }
}

/// The commands of a YAML scalar, each at its own line.
fn scalar_commands(file: FileId, text: &str, node: &Node) -> Vec<Command> {
    let Some(script) = node.text() else { return Vec::new() };
    let written = text.get(node.span.clone()).unwrap_or("");
    // Where the lines of the script stand in the file; folded ones are not found.
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut from) = (0, 0);
    for line in script.split_inclusive('\n') {
        let content = line.trim();
        if !content.is_empty() {
            let Some(found) = written[from..].find(content) else { break };
            let indent = line.len() - line.trim_start().len();
            starts.push((at + indent, from + found));
            from += found + content.len();
        }
        at += line.len();
    }
    let place = |part: Range<usize>| {
        let index = starts.partition_point(|(at, _)| *at <= part.start).checked_sub(1);
        let Some(&(at, there)) = index.and_then(|index| starts.get(index)) else {
            return place_of(file, &node.span);
        };
        let start = node.span.start + there + (part.start - at);
        let end = (start + (part.end - part.start)).min(node.span.end);
        place_of(file, &(start.min(end)..end))
    };
    Command::of_shell(script, &place)
}

/// `environment:` as a mapping or as a list of `NAME=value`.
fn variables(file: FileId, node: &Node) -> impl Iterator<Item = Variable> {
    let mapped = node.entries().map(move |(name, key, value)| {
        // GitLab writes a value with its description.
        let value = value.get("value").unwrap_or(value);
        Variable {
            name: name.to_owned(),
            value: value.text().filter(|_| !value.is_null()).map(str::to_owned),
            place: place_of(file, &key.span),
        }
    });
    let listed = node.items().iter().filter_map(move |item| {
        let text = item.text()?;
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (text, None),
        };
        let start = item.span.start;
        Some(Variable {
            name: name.to_owned(),
            value,
            place: place_of(file, &(start..(start + name.len()).min(item.span.end))),
        })
    });
    mapped.chain(listed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_what_is_for_development() {
        assert!(is_for_development("docker-compose.dev.yml"));
        assert!(is_for_development("compose/local/start.sh"));
        assert!(!is_for_development("docker-compose.yml"));
        assert!(!is_for_development("deploy/Dockerfile"));
    }

    #[test]
    fn commands_of_a_scalar_stand_on_their_lines() {
        let text = "run: |\n  a b &&\n    c d\n  # no\n  e\nx: 'f; g'\ny: >\n  h\n  i\n";
        let (documents, _) = yaml::parse(text);
        let shown: Vec<String> = ["run", "x", "y"]
            .iter()
            .filter_map(|key| documents[0].get(key))
            .flat_map(|node| scalar_commands(FileId(0), text, node))
            .map(|command| format!("{}@{}", command.text(), &text[command.place.span.range()]))
            .collect();
        assert_eq!(shown, ["a b@a b", "c d@c d", "e@e", "f@f", "g@g", "h i@h\n  i\n"]);
    }
}
