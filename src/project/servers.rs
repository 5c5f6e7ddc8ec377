//! Which program serves the site: by the requirements and by the lines that start it.

use super::{Command, Fact, Project, Started};
use crate::requirements::Requirement;

/// Application servers: the package's name and the command's.
const SERVERS: &[(&str, &str, bool)] = &[
    ("gunicorn", "gunicorn", false),
    ("uwsgi", "uwsgi", false),
    ("pyuwsgi", "uwsgi", false),
    ("waitress", "waitress-serve", false),
    ("mod-wsgi", "mod_wsgi-express", false),
    ("bjoern", "bjoern", false),
    ("cherrypy", "cherryd", false),
    ("cheroot", "cheroot", false),
    ("gevent", "gevent", false),
    ("uvicorn", "uvicorn", true),
    ("uvicorn-worker", "uvicorn", true),
    ("daphne", "daphne", true),
    ("hypercorn", "hypercorn", true),
    ("granian", "granian", true),
];

/// Whether a program speaks ASGI: `uvicorn`, `daphne`.
#[must_use]
pub fn is_async_server(program: &str) -> bool {
    SERVERS
        .iter()
        .any(|(package, command, is_async)| *is_async && (program == *package || program == *command))
}

/// The programs that serve the site.
pub fn server_programs() -> impl Iterator<Item = &'static str> {
    SERVERS.iter().map(|(_, program, _)| *program).filter(|name| *name != "gevent")
}

/// Whether a package is an application server.
#[must_use]
pub fn is_server_package(name: &str) -> bool {
    SERVERS.iter().any(|(package, ..)| *package == name && name != "gevent")
}

impl Project {
    /// The required application server, if there is one.
    pub fn server_package(&self) -> Fact<Option<&Requirement>> {
        let names: Vec<&str> =
            SERVERS.iter().map(|(package, ..)| *package).filter(|name| *name != "gevent").collect();
        self.any_package(&names)
    }

    /// Whether a command starts an application server.
    #[must_use]
    pub fn is_server(&self, command: &Command) -> bool {
        server_programs().any(|name| command.has(name))
    }

    /// The command that starts an application server, and the server's name.
    #[must_use]
    pub fn server_command(&self) -> Option<(&Command, &'static str)> {
        self.started().iter().find_map(|started| {
            let mut servers = SERVERS.iter().filter(|(_, command, _)| *command != "gevent");
            let found = servers.find(|(_, command, _)| started.command.has(command));
            found.map(|(_, command, _)| (&started.command, *command))
        })
    }

    /// The server that runs the site asynchronously, where the files say so.
    #[must_use]
    pub fn async_server(&self) -> Option<&'static str> {
        let started = self.started().iter().find_map(|Started { command, .. }| {
            let worker = command
                .words
                .iter()
                .any(|word| ["uvicorn.workers", "uvicorn_worker"].iter().any(|worker| word.contains(worker)));
            let found = SERVERS
                .iter()
                .find(|(_, name, is_async)| *is_async && *name != "granian" && command.has(name));
            found.map(|(_, name, _)| *name).or_else(|| worker.then_some("uvicorn"))
        });
        let configured = || {
            let class = self.gunicorn("worker_class", &["-k", "--worker-class"]).ok().flatten();
            class.filter(|class| class.value.contains("uvicorn")).map(|_| "uvicorn")
        };
        started.or_else(configured).or_else(|| {
            if self.server_command().is_some() || !self.requirements.is_given() {
                return None;
            }
            let required = |is_async: bool| {
                SERVERS.iter().find(|(package, command, asynchronous)| {
                    *asynchronous == is_async
                        && *command != "granian"
                        && *command != "gevent"
                        && self.requirements.find(package).is_some()
                })
            };
            match (required(false), required(true)) {
                (None, Some((_, command, _))) => Some(*command),
                _ => None,
            }
        })
    }
}

/// A name on the internet: not this machine, a container's name, a private
/// address or a name of an inner network.
#[must_use]
pub fn is_public_host(host: &str) -> bool {
    let lower = host.to_ascii_lowercase();
    if lower.starts_with('/') || !lower.contains('.') || lower.contains(':') {
        return false;
    }
    if let Ok(address) = lower.parse::<std::net::Ipv4Addr>() {
        return !(address.is_private()
            || address.is_loopback()
            || address.is_link_local()
            || address.is_unspecified());
    }
    ![
        ".local",
        ".internal",
        ".lan",
        ".intranet",
        ".home.arpa",
        ".localhost",
        ".svc",
        ".corp",
        ".private",
        ".flycast",
    ]
    .iter()
    .any(|suffix| lower.ends_with(suffix))
        && !lower.contains(".svc.")
}
