//! How a site is served: who ends TLS, how many processes answer, in a container or not.
//! The right advice differs by it, and settings do not tell.

use serde::{Deserialize, Serialize};

use super::report::Origin;
use super::text::{Text, text};

/// Who ends TLS: whoever the browser's encrypted connection reaches first, or, of
/// several, the one that is next to Django.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tls {
    /// nginx, Caddy, Traefik: a web server of one's own.
    Proxy,
    /// A load balancer of a cloud, an ingress, or a platform's router.
    Balancer,
    /// A network such as Cloudflare, which talks to the application itself.
    Cdn,
    /// The application server; nobody stands before it.
    App,
}

impl Tls {
    pub const ALL: [Self; 4] = [Self::Proxy, Self::Balancer, Self::Cdn, Self::App];

    /// The word in options and reports.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Proxy => "proxy",
            Self::Balancer => "balancer",
            Self::Cdn => "cdn",
            Self::App => "app",
        }
    }

    /// The answer behind a word.
    #[must_use]
    pub fn of(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tls| tls.slug() == slug)
    }

    /// As a choice, and after "TLS ends at", "TLS заканчивает".
    #[must_use]
    pub const fn title(self) -> Text {
        match self {
            Self::Proxy => text("your own nginx or another proxy", "ваш nginx или другой прокси"),
            Self::Balancer => text("a load balancer or a platform", "балансировщик или платформа"),
            Self::Cdn => text("a CDN", "CDN"),
            Self::App => text("the application server itself", "сам сервер приложений"),
        }
    }
}

/// How many processes answer requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Processes {
    One,
    /// More than one; nobody said how many.
    Several,
    Exactly(u32),
}

impl Processes {
    /// The answer behind a word: a number, or `several`.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "one" => Some(Self::One),
            "several" => Some(Self::Several),
            _ => word.parse().ok().filter(|count| *count > 0).map(Self::count),
        }
    }

    /// So many.
    #[must_use]
    pub const fn count(count: u32) -> Self {
        if count == 1 { Self::One } else { Self::Exactly(count) }
    }

    /// More than one.
    #[must_use]
    pub const fn are_several(self) -> bool {
        !matches!(self, Self::One | Self::Exactly(0 | 1))
    }
}

/// What is known of how the site is served; none: not said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Topology {
    pub tls: Option<Tls>,
    pub processes: Option<Processes>,
    pub container: Option<bool>,
}

impl Topology {
    /// Nothing is said.
    pub const NOT_SAID: Self = Self { tls: None, processes: None, container: None };

    /// With an answer to who ends TLS.
    #[must_use]
    pub const fn tls(self, tls: Tls) -> Self {
        Self { tls: Some(tls), ..self }
    }

    /// With an answer to how many processes there are.
    #[must_use]
    pub const fn processes(self, count: u32) -> Self {
        Self { processes: Some(Processes::count(count)), ..self }
    }

    /// With an answer to whether it is a container.
    #[must_use]
    pub const fn container(self, container: bool) -> Self {
        Self { container: Some(container), ..self }
    }

    /// These answers, and where there is none the other's.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let processes = match (self.processes, other.processes) {
            // The number says more of the same.
            (Some(Processes::Several), Some(found)) if found.are_several() => Some(found),
            (said, found) => said.or(found),
        };
        Self { tls: self.tls.or(other.tls), processes, container: self.container.or(other.container) }
    }
}

/// What the judgement went by, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TopologyReport {
    /// What the rules went by: what was said, else what was found.
    pub assumed: Topology,
    /// What the person said.
    pub said: Topology,
    /// What the files suggest.
    pub found: Topology,
    /// The lines that suggest who ends TLS, how many processes there are, and a container.
    pub tls_origin: Option<Origin>,
    pub processes_origin: Option<Origin>,
    pub container_origin: Option<Origin>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_comes_before_what_is_found() {
        let said = Topology::NOT_SAID.tls(Tls::Cdn);
        let found = Topology::NOT_SAID.tls(Tls::Proxy).processes(4).container(true);
        assert_eq!(said.or(found), Topology::NOT_SAID.tls(Tls::Cdn).processes(4).container(true));
        let several = Topology { processes: Some(Processes::Several), ..Topology::NOT_SAID };
        assert_eq!(several.or(found).processes, Some(Processes::Exactly(4)));
        assert_eq!(Topology::NOT_SAID.processes(1).or(found).processes, Some(Processes::One));
    }

    #[test]
    fn answers_are_words() {
        assert_eq!(Processes::of("4"), Some(Processes::Exactly(4)));
        assert_eq!(Processes::of("1"), Some(Processes::One));
        assert_eq!(Processes::of("several"), Some(Processes::Several));
        assert_eq!(Processes::of("0"), None);
        assert_eq!(Tls::of("balancer"), Some(Tls::Balancer));
        assert_eq!(Tls::of("nginx"), None);
    }
}
