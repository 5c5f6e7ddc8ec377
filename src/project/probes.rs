//! Health checks of containers: which address they ask, and what Django makes of it.

use super::{Command, Fact, Known, Project};
use crate::python::Kind;
use crate::python::library::regex::{self, Mode};
use crate::source::Place;

/// A request that a container makes to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    /// The `Host` header, without a port.
    pub host: String,
    /// Without the first slash and the query.
    pub path: String,
    pub secure: bool,
    /// It brings `X-Forwarded-Proto: https`.
    pub forwarded: bool,
    pub place: Place,
}

impl Project {
    /// Health checks of the containers that serve the site.
    #[must_use]
    pub fn probes(&self) -> Vec<Probe> {
        let serves = |commands: &[Command]| {
            commands.iter().any(|command| self.is_server(command) || command.manages("runserver"))
        };
        let images: Vec<_> = self.images().collect();
        let mut found = Vec::new();
        for image in &images {
            if serves(&image.started()) {
                let health = image.chain().find_map(|stage| stage.health.as_ref());
                found.extend(health.into_iter().flatten().filter_map(probe));
            }
        }
        let only = matches!(&images[..], [image] if serves(&image.started()));
        for (_, service) in self.services().filter(|(_, service)| service.builds) {
            if serves(&service.commands) || service.commands.is_empty() && only {
                found.extend(service.health.iter().filter_map(probe));
            }
        }
        found
    }

    /// The health check of a container that gets the redirect to HTTPS for an answer.
    pub fn redirected_probe(&self) -> Fact<Option<(Probe, Known<bool>)>> {
        let probes = self.probes().into_iter().filter(|probe| !probe.secure);
        let security = "django.middleware.security.SecurityMiddleware";
        for probe in probes {
            if !self.settings.list("MIDDLEWARE")?.contains(security)? {
                return Ok(None);
            }
            let redirects = self.settings.truthy("SECURE_SSL_REDIRECT")?;
            let trusted = probe.forwarded && *self.settings.truthy("SECURE_PROXY_SSL_HEADER")?;
            if *redirects && !trusted && !self.is_redirect_exempt(&probe.path)? {
                return Ok(Some((probe, redirects)));
            }
        }
        Ok(None)
    }

    /// Whether `ALLOWED_HOSTS` lets a name in, as `validate_host` decides.
    pub fn admits_host(&self, host: &str) -> Fact<bool> {
        let hosts = self.settings.list("ALLOWED_HOSTS")?;
        let host = host.to_ascii_lowercase();
        let matches = |pattern: &str| {
            let pattern = pattern.to_ascii_lowercase();
            pattern == "*"
                || pattern == host
                || pattern.strip_prefix('.').is_some_and(|rest| host == rest || host.ends_with(&pattern))
        };
        Ok(hosts.find_by(matches)?.is_some())
    }

    /// Whether a path is not redirected to HTTPS: some pattern of
    /// `SECURE_REDIRECT_EXEMPT` is found in it.
    pub fn is_redirect_exempt(&self, path: &str) -> Fact<bool> {
        let patterns = self.settings.list("SECURE_REDIRECT_EXEMPT")?;
        patterns.no_holes()?;
        let text: Vec<char> = path.chars().collect();
        Ok(patterns.items.iter().any(|item| {
            let (Kind::Str(pattern) | Kind::Regex(pattern, _)) = &item.kind else { return true };
            // A pattern that is not understood may match.
            regex::compile(pattern, 0)
                .and_then(|pattern| {
                    let found = regex::Search { pattern: &pattern, text: &text, steps: 0 }.find(
                        0,
                        Mode::Search,
                        false,
                    )?;
                    Ok(found.is_some())
                })
                .unwrap_or(true)
        }))
    }
}

fn probe(command: &Command) -> Option<Probe> {
    let (secure, rest) = command.words.iter().find_map(|word| {
        let at = word
            .find("http://")
            .map(|at| (false, at + 7))
            .or_else(|| word.find("https://").map(|at| (true, at + 8)))?;
        Some((at.0, &word[at.1..]))
    })?;
    let url = &rest[..rest.find(['\'', '"', ')', ' ']).unwrap_or(rest.len())];
    let (authority, path) = url.split_once('/').unwrap_or((url, ""));
    let authority = authority.rsplit('@').next().unwrap_or(authority);
    let header = |name: &str| {
        command.words.iter().find_map(|word| {
            let word = word.strip_prefix("--header=").unwrap_or(word);
            let (key, value) = word.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    // In a command within a command, or in Python: `headers={'Host': 'example.com'}`.
    let inner = || {
        command.words.iter().find_map(|word| {
            let (_, rest) = word
                .split_once("Host'")
                .or_else(|| word.split_once("Host\""))
                .or_else(|| word.split_once("Host:"))?;
            let value = rest.trim_start_matches([':', ' ', '\'', '"', ',']);
            let value = &value[..value.find(['\'', '"', ' ', '}', ')']).unwrap_or(value.len())];
            (!value.is_empty()).then(|| value.to_owned())
        })
    };
    let host = header("Host").or_else(inner).unwrap_or_else(|| authority.to_owned());
    let host = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name.to_owned(),
        _ => host,
    };
    if host.is_empty() || host.contains('$') || path.contains('$') {
        return None;
    }
    Some(Probe {
        host,
        path: path.split(['?', '#']).next().unwrap_or(path).to_owned(),
        secure,
        forwarded: header("X-Forwarded-Proto").is_some_and(|value| value == "https"),
        place: command.place,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    #[test]
    fn probes_are_read_from_commands() {
        let place = Place { file: FileId(0), span: Span::new(0, 0) };
        for (words, expected) in [
            ("curl -f http://localhost:8000/health/?a=b", Some("localhost health/ false")),
            ("curl -H Host:example.com http://127.0.0.1/", Some("example.com  false")),
            ("wget -q --header=X-Forwarded-Proto:https http://web/up", Some("web up true")),
            ("python -c urlopen('http://localhost:8000/h')", Some("localhost h false")),
            (
                "python -c urlopen(Request('http://localhost/h',headers={'Host':'example.com'}))",
                Some("example.com h false"),
            ),
            ("curl http://localhost:$PORT/", None),
            ("pg_isready", None),
        ] {
            let command = Command { place, words: words.split(' ').map(str::to_owned).collect() };
            let found =
                probe(&command).map(|probe| format!("{} {} {}", probe.host, probe.path, probe.forwarded));
            assert_eq!(found.as_deref(), expected, "{words}");
        }
    }
}
