//! nginx: servers, locations, and what each inherits.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::place_of;
use crate::model::text;
use crate::project::Undecided;
use crate::source::nginx::{self, Directive};
use crate::source::{FileId, Place, Tree};

/// A `server` block.
#[derive(Debug, Clone)]
pub struct Server {
    pub place: Place,
    /// Some `listen` has `ssl` or `quic`.
    pub tls: bool,
    /// Every request is sent on to `https`.
    pub redirects: Option<Place>,
    pub locations: Vec<Location>,
    /// A file that it includes was not given.
    pub open: bool,
}

/// A `location`, with what it inherits; the server itself where it has none.
#[derive(Debug, Clone)]
pub struct Location {
    /// `/static/`, `~ \.png$`, as it is written.
    pub pattern: String,
    pub place: Place,
    /// The directive that hands requests on, and where to: `proxy_pass`, `http://app`.
    pub passes: Option<(String, String, Place)>,
    /// `proxy_set_header`: of this level or the one it is inherited from, whole.
    pub sent: Vec<(String, String, Place)>,
    /// `add_header`, likewise.
    pub added: Vec<(String, String, Place)>,
    /// `client_max_body_size` in bytes; 0: no limit.
    pub body_limit: Option<(u64, Place)>,
    /// `alias` or `root`.
    pub folder: Option<(String, String, Place)>,
    /// A file that it includes was not given.
    open: bool,
}

impl Location {
    /// Why what it inherits cannot be told, where it includes a file that was not given.
    #[must_use]
    pub fn undecided(&self) -> Option<Undecided> {
        let reason = || {
            text(
                "The web server's configuration includes a file that was not given.",
                "Конфигурация веб-сервера включает файл, которого здесь нет.",
            )
        };
        self.open.then(|| Undecided::not_given(reason()).at(self.place))
    }

    /// What a header is set to by `proxy_set_header`.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&(String, String, Place)> {
        self.sent.iter().rev().find(|(known, ..)| known.eq_ignore_ascii_case(name))
    }

    /// What a header of the answer is set to by `add_header`.
    #[must_use]
    pub fn answer(&self, name: &str) -> Option<&(String, String, Place)> {
        self.added.iter().rev().find(|(known, ..)| known.eq_ignore_ascii_case(name))
    }
}

/// Directives that an outer level hands down.
#[derive(Debug, Clone, Default)]
struct Level {
    sent: Vec<(String, String, Place)>,
    added: Vec<(String, String, Place)>,
    body_limit: Option<(u64, Place)>,
    folder: Option<(String, String, Place)>,
    open: bool,
}

/// What Debian's `proxy_params` says.
const PROXY_PARAMS: &[(&str, &str)] = &[
    ("Host", "$http_host"),
    ("X-Real-IP", "$remote_addr"),
    ("X-Forwarded-For", "$proxy_add_x_forwarded_for"),
    ("X-Forwarded-Proto", "$scheme"),
];

/// Files that say nothing of proxies.
const HARMLESS: &[&str] = &[
    "mime.types",
    "fastcgi_params",
    "fastcgi.conf",
    "uwsgi_params",
    "scgi_params",
    "modules-enabled",
    "options-ssl-nginx.conf",
];

pub(super) struct Reader<'t> {
    tree: &'t Tree,
    pub(super) servers: Vec<Server>,
    pub(super) broken: Vec<Place>,
    /// Files that are being included.
    inside: HashSet<FileId>,
    pub(super) read: HashMap<FileId, Rc<[Directive]>>,
    /// Servers and locations that are read, those of included files each time.
    budget: u32,
    /// `gzip on` and its like.
    pub(super) compresses: Option<Place>,
    /// `limit_req`.
    pub(super) limits_requests: bool,
    /// A version of TLS that nobody should speak.
    pub(super) old_tls: Option<(String, Place)>,
    /// Some `ssl_protocols`.
    pub(super) protocols: Option<Place>,
    /// `upstream` names, and the host of their first server.
    pub(super) upstreams: HashMap<String, String>,
}

/// Servers and locations of all nginx files.
const MAX_SERVERS: u32 = 4000;
/// Headers of one level.
const MAX_HEADERS: usize = 100;

impl<'t> Reader<'t> {
    pub(super) fn new(tree: &'t Tree) -> Self {
        Self {
            tree,
            servers: Vec::new(),
            broken: Vec::new(),
            inside: HashSet::new(),
            read: HashMap::new(),
            budget: MAX_SERVERS,
            compresses: None,
            limits_requests: false,
            old_tls: None,
            protocols: None,
            upstreams: HashMap::new(),
        }
    }

    pub(super) fn read(&mut self, file: FileId) {
        let directives = self.directives(file);
        self.top(file, &directives, &Level::default());
    }

    fn directives(&mut self, file: FileId) -> Rc<[Directive]> {
        if let Some(read) = self.read.get(&file) {
            return Rc::clone(read);
        }
        let (directives, broken) = nginx::parse(&self.tree.file(file).text);
        let directives: Rc<[Directive]> = directives.into();
        self.read.insert(file, Rc::clone(&directives));
        self.broken.extend(broken.into_iter().map(|range| place_of(file, &range)));
        directives
    }

    fn top(&mut self, file: FileId, directives: &[Directive], outer: &Level) {
        let level = self.level(file, directives, outer);
        for directive in directives {
            match directive.name.as_str() {
                "http" => self.top(file, directive.inside(), &level),
                "upstream" => {
                    let server = directive.inside().iter().find(|inner| inner.name == "server");
                    let host = server.map_or("", |server| host_of(server.word(0)));
                    self.upstreams.insert(directive.word(0).to_owned(), host.to_owned());
                }
                "server" if directive.block.is_some() && self.budget > 0 => {
                    self.budget -= 1;
                    self.server(file, directive, &level);
                }
                _ => {}
            }
        }
        // A part of a server, given by itself.
        if let Some(first) = directives.iter().find(|directive| directive.name == "location") {
            let mut locations = Vec::new();
            self.locations(file, directives, &level, &mut locations);
            let place = place_of(file, &first.span);
            self.servers.push(Server { place, tls: false, redirects: None, locations, open: true });
        }
    }

    fn server(&mut self, file: FileId, directive: &Directive, outer: &Level) {
        let inside = directive.inside();
        let level = self.level(file, inside, outer);
        let named =
            |name: &str| inside.iter().filter(move |directive| directive.name == name).collect::<Vec<_>>();
        let tls = named("listen")
            .iter()
            .any(|listen| listen.words.iter().any(|word| word == "ssl" || word == "quic"))
            || named("ssl").iter().any(|ssl| ssl.word(0) == "on");
        let mut server = Server {
            place: place_of(file, &directive.span),
            tls,
            redirects: None,
            locations: Vec::new(),
            open: level.open,
        };
        server.redirects = redirect(inside)
            .or_else(|| {
                let root = named("location").into_iter().find(|location| location.word(0) == "/")?;
                redirect(root.inside())
            })
            .map(|span| place_of(file, &span));
        let before = server.locations.len();
        self.locations(file, inside, &level, &mut server.locations);
        if server.locations.len() == before {
            server.locations.push(location("/", file, directive, inside, level));
        }
        self.servers.push(server);
    }

    fn locations(&mut self, file: FileId, directives: &[Directive], outer: &Level, into: &mut Vec<Location>) {
        for directive in directives {
            if directive.name == "location" && directive.block.is_some() && self.budget > 0 {
                self.budget -= 1;
                let inside = directive.inside();
                let level = self.level(file, inside, outer);
                into.push(location(&directive.words.join(" "), file, directive, inside, level.clone()));
                self.locations(file, inside, &level, into);
            } else if directive.name == "include" {
                for (file, included) in self.included(file, directive) {
                    self.locations(file, &included, outer, into);
                    self.inside.remove(&file);
                }
            } else if directive.name == "if" {
                self.locations(file, directive.inside(), outer, into);
            }
        }
    }

    /// What holds on a level: a list of headers replaces the outer one as a whole.
    fn level(&mut self, file: FileId, directives: &[Directive], outer: &Level) -> Level {
        let mut level = Level::default();
        self.fill(file, directives, &mut level);
        if level.sent.is_empty() {
            level.sent.clone_from(&outer.sent);
        }
        if level.added.is_empty() {
            level.added.clone_from(&outer.added);
        }
        level.body_limit = level.body_limit.or(outer.body_limit);
        level.folder = level.folder.or_else(|| outer.folder.clone().filter(|(kind, ..)| kind == "root"));
        level.open |= outer.open;
        level
    }

    fn fill(&mut self, file: FileId, directives: &[Directive], level: &mut Level) {
        for directive in directives {
            let place = place_of(file, &directive.span);
            let pair = || (directive.word(0).to_owned(), directive.word(1).to_owned(), place);
            match directive.name.as_str() {
                "proxy_set_header" if level.sent.len() < MAX_HEADERS => level.sent.push(pair()),
                "add_header" if level.added.len() < MAX_HEADERS => level.added.push(pair()),
                "ssl_protocols" => {
                    let old =
                        |word: &&String| matches!(word.as_str(), "SSLv2" | "SSLv3" | "TLSv1" | "TLSv1.1");
                    if let (Some(word), None) = (directive.words.iter().find(old), &self.old_tls) {
                        self.old_tls = Some((word.clone(), place));
                    }
                    self.protocols = self.protocols.or(Some(place));
                }
                "gzip" | "brotli" | "zstd" if directive.word(0) == "on" => {
                    self.compresses = self.compresses.or(Some(place));
                }
                "limit_req" => self.limits_requests = true,
                "client_max_body_size" => {
                    level.body_limit = size(directive.word(0)).map(|size| (size, place))
                }
                "alias" | "root" => {
                    level.folder = Some((directive.name.clone(), directive.word(0).to_owned(), place))
                }
                "include" => {
                    let path = directive.word(0);
                    let included = self.included(file, directive);
                    if included.is_empty() {
                        if path.ends_with("proxy_params") {
                            level.sent.extend(
                                PROXY_PARAMS
                                    .iter()
                                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned(), place)),
                            );
                        } else if !HARMLESS.iter().any(|name| path.contains(name)) {
                            level.open = true;
                        }
                    }
                    for (file, directives) in included {
                        self.fill(file, &directives, level);
                        self.inside.remove(&file);
                    }
                }
                _ => {}
            }
        }
    }

    /// The given files that an `include` names, by the ends of their paths.
    fn included(&mut self, file: FileId, directive: &Directive) -> Vec<(FileId, Rc<[Directive]>)> {
        let path = directive.word(0);
        let name = path.rsplit('/').next().unwrap_or(path);
        if name.is_empty() || name.contains('*') || self.budget == 0 {
            return Vec::new();
        }
        let found = self
            .tree
            .iter()
            .find(|(id, other)| other.name() == name && *id != file && !self.inside.contains(id))
            .map(|(id, _)| id);
        let Some(found) = found else { return Vec::new() };
        self.budget -= 1;
        self.inside.insert(found);
        vec![(found, self.directives(found))]
    }
}

fn location(
    pattern: &str,
    file: FileId,
    directive: &Directive,
    inside: &[Directive],
    level: Level,
) -> Location {
    let passes = inside
        .iter()
        .chain(inside.iter().filter(|directive| directive.name == "if").flat_map(Directive::inside))
        .find(|inner| inner.name.ends_with("_pass"))
        .map(|inner| (inner.name.clone(), inner.word(0).to_owned(), place_of(file, &inner.span)));
    Location {
        pattern: pattern.to_owned(),
        place: place_of(file, &directive.span),
        passes,
        sent: level.sent,
        added: level.added,
        body_limit: level.body_limit,
        folder: level.folder,
        open: level.open,
    }
}

/// `app` of `http://app:8000/x`.
pub(super) fn host_of(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    authority.split(':').next().unwrap_or(authority)
}

/// `return 301 https://…` or `rewrite … https://…`.
fn redirect(directives: &[Directive]) -> Option<std::ops::Range<usize>> {
    let found = directives.iter().find(|directive| {
        let target = match directive.name.as_str() {
            "return" if matches!(directive.word(0), "301" | "302" | "307" | "308") => directive.word(1),
            "return" => directive.word(0),
            "rewrite" => directive.word(1),
            _ => "",
        };
        target.starts_with("https://")
    });
    found.map(|directive| directive.span.clone())
}

/// `10m` in bytes.
fn size(text: &str) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let number: u64 = digits.parse().ok()?;
    match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" => Some(number),
        "k" => number.checked_mul(1 << 10),
        "m" => number.checked_mul(1 << 20),
        "g" => number.checked_mul(1 << 30),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn shown(files: &[(&str, &str)]) -> Vec<String> {
        let tree = Tree::new(files.iter().map(|(path, text)| SourceFile::new(*path, *text)), true);
        let mut reader = Reader::new(&tree);
        reader.read(FileId(0));
        let mut all = Vec::new();
        for server in &reader.servers {
            all.push(format!("server tls={} redirects={}", server.tls, server.redirects.is_some()));
            for location in &server.locations {
                let sent: Vec<&str> = location.sent.iter().map(|(name, ..)| &**name).collect();
                let added: Vec<&str> = location.added.iter().map(|(name, ..)| &**name).collect();
                let passes = location.passes.as_ref().map_or("-", |(_, to, _)| to);
                let folder = location.folder.as_ref().map_or("-", |(_, to, _)| to);
                let limit =
                    location.body_limit.map_or(-1, |(size, _)| i64::try_from(size).unwrap_or(i64::MAX));
                all.push(format!(
                    "{} {passes} {folder} {limit} {sent:?} {added:?} {}",
                    location.pattern, location.open
                ));
            }
        }
        all
    }

    #[test]
    fn locations_know_what_they_inherit() {
        let text = "http { client_max_body_size 5m; server { listen 80; return 301 https://$host$request_uri; }\nserver { listen 443 ssl http2; add_header A b; proxy_set_header Host $host; root /srv;\n location /static/ { alias /srv/static/; add_header C d; }\n location / { client_max_body_size 0; proxy_pass http://app; }\n location /x { include more.conf; include gone.conf; } } }";
        assert_eq!(
            shown(&[("nginx.conf", text), ("conf/more.conf", "proxy_pass http://x;\nproxy_set_header X y;")]),
            [
                "server tls=false redirects=true",
                "/ - - 5242880 [] [] false",
                "server tls=true redirects=false",
                "/static/ - /srv/static/ 5242880 [\"Host\"] [\"C\"] false",
                "/ http://app /srv 0 [\"Host\"] [\"A\"] false",
                "/x - /srv 5242880 [\"X\"] [\"A\"] true",
            ]
        );
    }

    #[test]
    fn files_that_include_each_other_end() {
        let _ = shown(&[
            ("a.conf", "server { include b.conf; }"),
            ("b.conf", "include a.conf; include b.conf; location / { include a.conf; }"),
        ]);
    }
}
