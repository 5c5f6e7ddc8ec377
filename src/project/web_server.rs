//! What a given nginx configuration does with requests on their way to Django.

use super::Project;
use super::deployment::{Location, place_of};
use crate::source::nginx::Directive;
use crate::source::{FileId, FileKind, Place};

/// One directive on one line, without what is in its block.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub text: String,
    pub place: Place,
}

/// `Strict-Transport-Security` as the web server sends it.
#[derive(Debug, Clone, Copy)]
pub struct SentHsts {
    pub place: Place,
    /// What Django sends is left out.
    pub instead: bool,
}

impl Project {
    /// The directives of the given configurations, those for development left out.
    pub(super) fn nginx(&self) -> Vec<Line> {
        fn collect(file: FileId, directives: &[Directive], into: &mut Vec<Line>) {
            for directive in directives {
                let text = [std::slice::from_ref(&directive.name), &directive.words[..]].concat().join(" ");
                into.push(Line { text, place: place_of(file, &directive.span) });
                collect(file, directive.inside(), into);
            }
        }
        let mut found = Vec::new();
        for (file, _) in self.files(FileKind::Nginx) {
            if let Some(directives) = self.deployment.nginx.get(&file)
                && self.serves_this(&self.tree.file(file).path)
            {
                collect(file, directives, &mut found);
            }
        }
        found
    }

    fn nginx_directive(&self, is_it: impl Fn(&str) -> bool) -> Option<Place> {
        self.nginx().into_iter().find(|directive| is_it(&directive.text)).map(|directive| directive.place)
    }

    /// Where it hands requests on, by HTTP and behind TLS, with a header that it does not
    /// set itself: what the visitor sends arrives.
    #[must_use]
    pub fn forwards_without(&self, header: &str) -> Option<(&Location, Place)> {
        self.proxied().into_iter().find_map(|(server, location)| {
            let (kind, _, place) = location.passes.as_ref()?;
            let sets = match location.header(header) {
                Some((_, value, _)) => !(server.tls && value.to_ascii_lowercase().starts_with("$http_")),
                None => location.undecided().is_some(),
            };
            let asked = kind == "proxy_pass" && (server.tls || server.redirects.is_none());
            (asked && !sets).then_some((location, *place))
        })
    }

    /// Where it redirects plain HTTP to HTTPS.
    #[must_use]
    pub fn web_server_redirects(&self) -> Option<Place> {
        self.nginx_directive(|text| {
            (text.starts_with("return 30") || text.starts_with("rewrite ")) && text.contains(" https://")
        })
    }

    /// Where it sends HSTS itself.
    #[must_use]
    pub fn web_server_hsts(&self) -> Option<SentHsts> {
        let line = |starts: &[&str]| {
            self.nginx_directive(|text| {
                let mut words = text.split_whitespace();
                let first = words.next().unwrap_or("");
                let names = |word: &str| {
                    let word = word.trim_matches(['"', '\'', ':']);
                    word.eq_ignore_ascii_case("strict-transport-security")
                };
                starts.contains(&first) && words.any(|word| names(word.split(':').next().unwrap_or(word)))
            })
        };
        let place = line(&["add_header", "more_set_headers"])?;
        let instead = line(&["proxy_hide_header", "more_set_headers", "uwsgi_hide_header"]).is_some();
        Some(SentHsts { place, instead })
    }

    /// What it sets a header of the request to Django to: the words after the name.
    #[must_use]
    pub fn web_server_sets(&self, header: &str) -> Option<(String, Place)> {
        self.nginx().into_iter().find_map(|directive| {
            let mut words = directive.text.split_whitespace();
            let sets = words.next() == Some("proxy_set_header");
            let name = words.next().unwrap_or("").trim_matches(['"', '\'']);
            (sets && name.eq_ignore_ascii_case(header))
                .then(|| (words.collect::<Vec<_>>().join(" "), directive.place))
        })
    }

    /// Where it hands requests on by HTTP, if everything that it does there was given:
    /// an `include` may set headers too.
    #[must_use]
    pub fn web_server_forwards(&self) -> Option<Place> {
        let proxied = self.proxied();
        if proxied.iter().any(|(_, location)| location.undecided().is_some()) {
            return None;
        }
        let mut passes = proxied.into_iter().filter_map(|(_, location)| location.passes.as_ref());
        passes.find(|(kind, ..)| kind == "proxy_pass").map(|(.., place)| *place)
    }

    /// Where it hands requests on by uwsgi's own protocol, whose parameters tell the scheme.
    #[must_use]
    pub fn web_server_speaks_uwsgi(&self) -> Option<Place> {
        self.nginx_directive(|text| text.starts_with("uwsgi_pass "))
    }

    /// Where it ends TLS.
    #[must_use]
    pub fn web_server_ends_tls(&self) -> Option<Place> {
        self.nginx_directive(|text| {
            text.starts_with("ssl_certificate ")
                || text.starts_with("listen ")
                    && text.split_whitespace().any(|word| word == "ssl" || word == "quic")
        })
    }
}
