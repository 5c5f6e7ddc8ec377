//! What a given nginx configuration does with requests on their way to Django.

use super::Project;
use super::deployment::logical_lines;
use crate::source::{FileKind, Place};

/// One directive, with the line it stands on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Directive<'tree> {
    pub text: &'tree str,
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
    pub(super) fn nginx(&self) -> Vec<Directive<'_>> {
        let mut found = Vec::new();
        for (file, text) in self.files(FileKind::Nginx) {
            if !self.serves_this(&self.tree.file(file).path) {
                continue;
            }
            for line in logical_lines(file, text) {
                let whole = self.tree.text(line.place);
                let code = whole.split(" #").next().unwrap_or(whole);
                let pieces = code.split([';', '{', '}']).map(str::trim).filter(|piece| !piece.is_empty());
                found.extend(pieces.map(|text| Directive { text, place: line.place }));
            }
        }
        found
    }

    fn nginx_directive(&self, is_it: impl Fn(&str) -> bool) -> Option<Place> {
        self.nginx().into_iter().find(|directive| is_it(directive.text)).map(|directive| directive.place)
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
        let included = |text: &str| {
            text.starts_with("include ") && !text.contains("mime.types") && !text.contains("modules")
        };
        if self.nginx_directive(included).is_some() {
            return None;
        }
        self.nginx_directive(|text| text.starts_with("proxy_pass "))
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
