//! Compose files: services, and what each runs, reads and publishes.

use std::collections::HashMap;
use std::rc::Rc;

use super::{Command, Variable, is_for_development, place_of, scalar_commands};
use crate::source::yaml::{self, Node};
use crate::source::{FileId, Place, Tree, beside};

/// A compose file.
#[derive(Debug, Clone)]
pub struct Stack {
    pub file: FileId,
    pub services: Vec<Service>,
    /// Its services are plainly those of a developer: the code is mounted, `runserver`
    /// serves it, a catcher takes the mail.
    for_development: bool,
}

/// One service of it.
#[derive(Debug, Clone, Default)]
pub struct Service {
    pub name: String,
    pub image: Option<(String, Place)>,
    /// It is built from a Dockerfile.
    pub builds: bool,
    pub commands: Vec<Command>,
    pub environment: Vec<Variable>,
    pub env_files: Vec<String>,
    pub ports: Vec<Port>,
    /// Started only where somebody asks for it.
    pub profiles: Vec<String>,
    pub health: Vec<Command>,
    /// The folder of the project lies in the container.
    mounts_code: bool,
    /// It is built as a stage for developers.
    for_target: bool,
    /// More than one container of it runs.
    pub replicas: bool,
}

/// A published port.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// The address of the host that it is bound to; none: every one.
    pub address: Option<String>,
    pub published: Option<String>,
    /// The port in the container, or a range.
    pub target: String,
    pub place: Place,
}

/// Services that extend each other.
const MAX_EXTENDS: u32 = 4;
/// Services of one file, and variables of one service; more are left out.
const MAX_SERVICES: usize = 500;
const MAX_VARIABLES: usize = 1000;

impl Stack {
    pub(super) fn read(tree: &Tree, file: FileId, documents: &[Node]) -> Self {
        let mut services = Vec::new();
        let mut extended = Extended { tree, read: HashMap::new() };
        for document in documents {
            // Before compose had versions, services stood at the top.
            let all = document.get("services");
            let old = all.is_none()
                && document
                    .pairs()
                    .iter()
                    .any(|(_, value)| value.get("image").is_some() || value.get("build").is_some());
            let Some(all) = all.or(old.then_some(document)) else { continue };
            for (name, _, node) in all.entries().take(MAX_SERVICES) {
                let mut service = Service { name: name.to_owned(), ..Service::default() };
                service.extend(&mut extended, file, all, node, MAX_EXTENDS);
                services.push(service);
            }
        }
        let for_development = services.iter().any(Service::shows_development);
        Self { file, services, for_development }
    }

    /// Whether it is a developer's, unless its name says otherwise.
    #[must_use]
    pub fn is_for_development(&self, path: &str) -> bool {
        let lower = path.to_ascii_lowercase();
        let names_production = lower
            .split(|c: char| !c.is_ascii_alphanumeric())
            .any(|word| matches!(word, "prod" | "production" | "deploy" | "staging" | "live"));
        is_for_development(path) || self.for_development && !names_production
    }
}

/// The files that services extend, each read once.
struct Extended<'t> {
    tree: &'t Tree,
    read: HashMap<FileId, Rc<[Node]>>,
}

impl Extended<'_> {
    fn documents(&mut self, file: FileId) -> Rc<[Node]> {
        let text = &self.tree.file(file).text;
        self.read.entry(file).or_insert_with(|| yaml::parse(text).0.into()).clone()
    }
}

/// Servers that keep mail instead of sending it.
const MAIL_CATCHERS: &[&str] = &["mailhog", "mailpit", "mailcatcher", "maildev", "smtp4dev", "inbucket"];

impl Service {
    /// Takes what a service says, and then what the ones that it extends say, which may
    /// stand in other files.
    fn extend(&mut self, files: &mut Extended, file: FileId, all: &Node, node: &Node, left: u32) {
        self.fill(file, &files.tree.file(file).text, node);
        let (Some(extends), Some(left)) = (node.get("extends"), left.checked_sub(1)) else { return };
        let wanted = extends.text().or_else(|| extends.get("service").and_then(Node::text));
        let Some(wanted) = wanted else { return };
        let Some(other) = extends.get("file").and_then(Node::text) else {
            if let Some(base) = all.get(wanted) {
                self.extend(files, file, all, base, left);
            }
            return;
        };
        let other = beside(&files.tree.file(file).path, other).and_then(|path| files.tree.find(&path));
        let Some(other) = other else { return };
        let documents = files.documents(other);
        let services = documents.iter().filter_map(|document| document.get("services"));
        if let Some((all, base)) = services.filter_map(|all| Some((all, all.get(wanted)?))).next() {
            self.extend(files, other, all, base, left);
        }
    }

    /// Takes what it does not say yet.
    fn fill(&mut self, file: FileId, text: &str, node: &Node) {
        let texts = |key: &str| -> Vec<String> {
            let items = node.get(key).map_or(&[][..], Node::one_or_many);
            items
                .iter()
                .filter_map(|item| item.text().or_else(|| item.get("path").and_then(Node::text)))
                .map(str::to_owned)
                .collect()
        };
        if self.image.is_none() {
            self.image = node
                .get("image")
                .and_then(|image| Some((image.text()?.to_owned(), place_of(file, &image.span))));
        }
        self.builds |= node.get("build").is_some();
        self.for_target |= node.at(&["build", "target"]).and_then(Node::text).is_some_and(is_for_development);
        let mounts = node.get("volumes").map_or(&[][..], Node::items).iter();
        let mut mounts = mounts.filter_map(|mount| mount.get("source").unwrap_or(mount).text());
        self.mounts_code |= self.builds
            && mounts.any(|mount| {
                let source = mount.split(':').next().unwrap_or(mount).trim_end_matches('/');
                matches!(source, "." | ".." | "../.." | "./src" | "./app" | "./backend" | "${PWD}" | "$PWD")
            });
        if self.commands.is_empty() {
            for key in ["entrypoint", "command"] {
                if let Some(value) = node.get(key) {
                    self.commands.extend(command(file, text, value));
                }
            }
        }
        if let Some(environment) = node.get("environment") {
            let said: Vec<Variable> = super::variables(file, environment).take(MAX_VARIABLES).collect();
            for variable in said {
                if !self.environment.iter().any(|known| known.name == variable.name) {
                    self.environment.push(variable);
                }
            }
        }
        self.env_files.extend(texts("env_file"));
        self.profiles.extend(texts("profiles"));
        for port in node.get("ports").map_or(&[][..], Node::items) {
            self.ports.extend(read_port(file, port));
        }
        if self.health.is_empty()
            && let Some(test) = node.at(&["healthcheck", "test"])
        {
            self.health = match test.items() {
                [] => scalar_commands(file, text, test),
                [first, rest @ ..] => {
                    let words: Vec<String> = rest.iter().filter_map(Node::text).map(str::to_owned).collect();
                    let place = place_of(file, &test.span);
                    match first.text() {
                        Some("CMD-SHELL") => {
                            words.iter().flat_map(|text| Command::of_shell(text, &|_| place)).collect()
                        }
                        Some("CMD") => Command::of_words(words, place),
                        _ => Vec::new(),
                    }
                }
            };
        }
        let replicas = node.at(&["deploy", "replicas"]).or_else(|| node.get("scale")).and_then(Node::text);
        self.replicas |= replicas.and_then(|count| count.parse::<u32>().ok()).is_some_and(|count| count > 1);
    }

    /// Whether only a developer would run it so.
    fn shows_development(&self) -> bool {
        let reloads = self.commands.iter().any(|command| {
            ["runserver", "runserver_plus", "--reload", "debugpy", "watchmedo"]
                .iter()
                .any(|word| command.has(word))
        });
        let debugs = self.environment.iter().any(|variable| {
            let value = variable.value.as_deref().unwrap_or("").to_ascii_lowercase();
            let name = variable.name.to_ascii_uppercase();
            let is_debug = name == "DEBUG" || name.ends_with("_DEBUG");
            is_debug && matches!(value.as_str(), "1" | "true" | "on" | "yes")
                || matches!(
                    &*name,
                    "DJANGO_SETTINGS_MODULE" | "DJANGO_CONFIGURATION" | "DJANGO_ENV" | "ENVIRONMENT" | "ENV"
                ) && is_for_development(&value)
        });
        reloads || debugs || self.mounts_code || self.for_target || MAIL_CATCHERS.contains(&self.image_name())
    }

    /// Whether it starts only for developers, by its profiles or its name.
    #[must_use]
    pub fn is_for_development(&self) -> bool {
        is_for_development(&self.name)
            || !self.profiles.is_empty() && self.profiles.iter().all(|profile| is_for_development(profile))
    }

    /// The image's name without registry and tag: `postgres` of `docker.io/library/postgres:17`.
    #[must_use]
    pub fn image_name(&self) -> &str {
        let image = self.image.as_ref().map_or("", |(image, _)| image.as_str());
        let image = image.split('@').next().unwrap_or(image);
        let last = image.rsplit('/').next().unwrap_or(image);
        last.split(':').next().unwrap_or(last)
    }
}

/// A list is the exec form, a text is split as a shell would.
fn command(file: FileId, text: &str, node: &Node) -> Vec<Command> {
    match node.items() {
        [] => scalar_commands(file, text, node),
        items => {
            let words = items.iter().filter_map(Node::text).map(str::to_owned).collect();
            Command::of_words(words, place_of(file, &node.span))
        }
    }
}

fn read_port(file: FileId, node: &Node) -> Option<Port> {
    let place = place_of(file, &node.span);
    let text = |key: &str| node.get(key).and_then(Node::text).map(str::to_owned);
    let Some(short) = node.text() else {
        return Some(Port {
            address: text("host_ip"),
            published: text("published"),
            target: text("target")?,
            place,
        });
    };
    let short = short.split('/').next().unwrap_or(short);
    // Colons in `${PORT:-5432}` and `[::1]` divide nothing.
    let mut parts: Vec<String> = vec![String::new()];
    let mut open = 0_u32;
    for character in short.chars() {
        match character {
            '{' | '[' => open += 1,
            '}' | ']' => open = open.saturating_sub(1),
            ':' if open == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut()?.push(character);
    }
    let target = parts.pop()?;
    let published = parts.pop();
    let address = (!parts.is_empty()).then(|| parts.join(":"));
    Some(Port { address, published, target, place })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn shown(text: &str) -> Vec<String> {
        let (documents, _) = yaml::parse(text);
        let files = [
            SourceFile::new("deploy/compose.yml", text),
            SourceFile::new(
                "common.yml",
                "services:\n  base:\n    extends: {service: web, file: deploy/compose.yml}\n    image: b\n    environment: {X: 1}\n",
            ),
        ];
        Stack::read(&Tree::new(files, true), FileId(0), &documents)
            .services
            .iter()
            .map(|service| {
                let commands: Vec<String> = service.commands.iter().map(Command::text).collect();
                let environment: Vec<String> = service
                    .environment
                    .iter()
                    .map(|one| format!("{}={}", one.name, one.value.as_deref().unwrap_or("?")))
                    .collect();
                let ports: Vec<String> = service
                    .ports
                    .iter()
                    .map(|port| {
                        format!(
                            "{}>{}>{}",
                            port.address.as_deref().unwrap_or("*"),
                            port.published.as_deref().unwrap_or("any"),
                            port.target
                        )
                    })
                    .collect();
                let health: Vec<String> = service.health.iter().map(Command::text).collect();
                format!(
                    "{} {} [{}] [{}] [{}] [{}]",
                    service.name,
                    service.image_name(),
                    commands.join("; "),
                    environment.join(" "),
                    ports.join(" "),
                    health.join("; ")
                )
            })
            .collect()
    }

    #[test]
    fn services_are_read_in_all_their_forms() {
        let text = "x-env: &env\n  A: 1\n  B: two\nservices:\n  web:\n    build: .\n    command: sh -c \"python manage.py migrate && gunicorn a\"\n    environment:\n      <<: *env\n      B: three\n    ports: ['80:8000', '127.0.0.1:5432:5432', '${PORT:-81}:82/tcp']\n    healthcheck:\n      test: ['CMD', 'curl', '-f', 'http://localhost/']\n  db:\n    image: docker.io/library/postgres:17@sha256:0\n    environment: ['C=d', 'E']\n    command: [postgres, -c, x=1]\n    ports:\n      - target: 5432\n        published: 5433\n      - 9000\n  worker:\n    extends: web\n    command: >\n      celery\n      worker\n";
        assert_eq!(
            shown(text),
            [
                "web  [manage.py migrate; gunicorn a] [A=1 B=three] [*>80>8000 127.0.0.1>5432>5432 *>${PORT:-81}>82] [curl -f http://localhost/]",
                "db postgres [postgres -c x=1] [C=d E=?] [*>5433>5432 *>any>9000] []",
                "worker  [celery worker] [A=1 B=three] [*>80>8000 127.0.0.1>5432>5432 *>${PORT:-81}>82] [curl -f http://localhost/]",
            ]
        );
        assert_eq!(shown("web:\n  image: a\n"), ["web a [] [] [] []"]);
        // Those of another file, which may lead back here.
        let web = "services:\n  web:\n    extends:\n      file: ../common.yml\n      service: base\n    environment: [Y=2]\n";
        assert_eq!(shown(web), ["web b [] [Y=2 X=1] [] []"]);
        let gone = "services:\n  web:\n    extends: {file: gone.yml, service: base}\n    image: a\n";
        assert_eq!(shown(gone), ["web a [] [] [] []"]);
        assert_eq!(shown("services: [1, 2]\n").len() + shown("services:\n  web: 1\n").len(), 1);
    }
}
