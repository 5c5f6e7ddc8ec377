//! Which program serves the site: by the requirements and by the lines that start it.

use super::deployment::{Line, has_word};
use super::{Fact, Project};
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

impl Project {
    /// The required application server, if there is one.
    pub fn server_package(&self) -> Fact<Option<&Requirement>> {
        let names: Vec<&str> =
            SERVERS.iter().map(|(package, ..)| *package).filter(|name| *name != "gevent").collect();
        self.any_package(&names)
    }

    /// A line that starts an application server, and the server's command.
    #[must_use]
    pub fn server_line(&self) -> Option<(Line, &'static str)> {
        self.start_lines().into_iter().find_map(|line| {
            let found =
                SERVERS.iter().find(|(_, command, _)| *command != "gevent" && has_word(&line.text, command));
            found.map(|(_, command, _)| (line, *command))
        })
    }

    /// The server that runs the site asynchronously, where the files say so.
    #[must_use]
    pub fn async_server(&self) -> Option<&'static str> {
        let started = self.start_lines().iter().find_map(|line| {
            let worker =
                ["uvicorn.workers", "uvicorn_worker"].iter().any(|worker| line.text.contains(worker));
            let command = SERVERS.iter().find(|(_, command, is_async)| {
                *is_async && *command != "granian" && has_word(&line.text, command)
            });
            command.map(|(_, command, _)| *command).or_else(|| worker.then_some("uvicorn"))
        });
        started.or_else(|| {
            if self.server_line().is_some() || !self.requirements.is_given() {
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
