//! How the site is served: what a person says, and what the files around the code suggest.

use super::Project;
use super::deployment::{content_lines, is_for_development, place_of};
use super::{Command, Started, is_inside};
use crate::model::{Processes, Text, Tls, Topology, plural_ru, text};
use crate::python::Kind;
use crate::source::{FileId, FileKind, Place};

/// What is known of how the site is served, and by which lines.
#[derive(Debug, Clone, Default)]
pub struct Served {
    pub said: Topology,
    pub found: Topology,
    pub tls_place: Option<Place>,
    pub processes_place: Option<Place>,
    pub container_place: Option<Place>,
}

/// Whether the application server takes the scheme of a request from the proxy and
/// tells it to Django, without a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemeToldBy {
    /// These lines make it do so.
    Server(Place),
    /// It does so by itself for a proxy on the same machine, or on some platforms.
    Perhaps,
    Nobody,
}

/// Files that only a platform reads, which ends TLS and runs the code in a container.
const PLATFORM_FILES: &[&str] = &[
    "fly.toml",
    "heroku.yml",
    "render.yaml",
    "railway.json",
    "railway.toml",
    "nixpacks.toml",
    "apprunner.yaml",
    "koyeb.yaml",
    "zappa_settings.json",
    ".platform.app.yaml",
    "captain-definition",
];

/// Servers that take the scheme from a proxy on the same machine by themselves.
const BELIEVE_NEIGHBOURS: &[&str] = &["gunicorn", "uvicorn"];

impl Served {
    pub(super) fn of(project: &Project, said: Topology) -> Self {
        let serves =
            |started: &&Started| project.serves_this(&project.tree.file(started.command.place.file).path);
        let starts: Vec<&Started> = project.started().iter().filter(serves).collect();
        let tls = project.tls_clue(&starts);
        let processes = project.processes_clue(&starts);
        let container = project.container_clue(&starts);
        let found = Topology {
            tls: tls.map(|(tls, _)| tls),
            processes: processes.map(|(processes, _)| processes),
            container: container.is_some().then_some(true),
        };
        Self {
            said,
            found,
            tls_place: tls.map(|(_, place)| place),
            processes_place: processes.map(|(_, place)| place),
            container_place: container,
        }
    }

    /// What the rules go by.
    #[must_use]
    pub fn assumed(&self) -> Topology {
        self.said.or(self.found)
    }
}

impl Project {
    /// Who ends TLS; none: not said.
    #[must_use]
    pub fn tls(&self) -> Option<Tls> {
        self.served.assumed().tls
    }

    /// Who of those before Django ends TLS; none if nobody does, or it was not said.
    #[must_use]
    pub fn proxy(&self) -> Option<Tls> {
        self.tls().filter(|tls| *tls != Tls::App)
    }

    /// Whether the application server ends TLS itself, so that nobody stands before it.
    #[must_use]
    pub fn faces_the_browser(&self) -> bool {
        self.tls() == Some(Tls::App)
    }

    /// The line that suggests who ends TLS; none where a person said it.
    #[must_use]
    pub fn tls_place(&self) -> Option<Place> {
        self.served.tls_place.filter(|_| self.served.said.tls.is_none())
    }

    /// How many processes answer; none: not said.
    #[must_use]
    pub fn processes(&self) -> Option<Processes> {
        self.served.assumed().processes
    }

    /// Whether a single process answers, so that its memory is everybody's.
    #[must_use]
    pub fn is_one_process(&self) -> bool {
        self.processes() == Some(Processes::One)
    }

    /// "each of the 4 processes", in Russian in the genitive.
    #[must_use]
    pub fn each_process(&self) -> Text {
        let Some(Processes::Exactly(count)) = self.processes() else {
            return text("each process", "каждого процесса");
        };
        let processes = plural_ru(count as usize, ["процесса", "процессов", "процессов"]);
        text! { en: "each of the {count} processes", ru: "каждого из {count} {processes}" }
    }

    /// The line that suggests how many processes there are.
    #[must_use]
    pub fn processes_place(&self) -> Option<Place> {
        self.served.processes_place.filter(|_| self.processes() == self.served.found.processes)
    }

    /// Whether the code runs in a container; none: not said.
    #[must_use]
    pub fn in_container(&self) -> Option<bool> {
        self.served.assumed().container
    }

    /// The line that suggests a container; none where a person said it.
    #[must_use]
    pub fn container_place(&self) -> Option<Place> {
        self.served.container_place.filter(|_| self.served.said.container.is_none())
    }

    /// Whether Django learns of HTTPS from the application server, where a proxy ends TLS.
    #[must_use]
    pub fn scheme_told_by(&self) -> SchemeToldBy {
        let told = ["forwarded-allow-ips", "forwarded_allow_ips", "FORWARDED_ALLOW_IPS"]
            .iter()
            .find_map(|word| self.line_outside_python(word))
            .or_else(|| self.web_server_speaks_uwsgi());
        if let Some(place) = told {
            return SchemeToldBy::Server(place);
        }
        let started = self.server_command().map(|(_, command)| command);
        let runs = |name: &str| started.map_or_else(|| self.requires(name), |command| command == name);
        // A neighbour on the same machine, or a platform whose start sets the variable.
        let near = match self.tls() {
            Some(Tls::Proxy) => self.in_container() != Some(true),
            Some(Tls::Balancer) => self.files(FileKind::Procfile).next().is_some(),
            _ => false,
        };
        if near && BELIEVE_NEIGHBOURS.iter().any(|name| runs(name))
            || runs("uwsgi")
            || runs("mod_wsgi-express")
        {
            return SchemeToldBy::Perhaps;
        }
        SchemeToldBy::Nobody
    }

    /// Whether a file is about serving the judged site: not for development, no example
    /// of a manual, and not of another project in the same tree.
    #[must_use]
    pub fn serves_this(&self, path: &str) -> bool {
        let is_example = path.to_ascii_lowercase().split('/').any(|folder| {
            matches!(folder, "docs" | "doc" | "documentation" | "examples" | "example" | "sandbox")
        });
        if is_example || is_for_development(path) {
            return false;
        }
        let judged = self.judged().map_or("", |entry| &*self.tree.file(entry.file).path);
        !self.tree.iter().any(|(_, file)| {
            file.path
                .strip_suffix("/manage.py")
                .is_some_and(|folder| is_inside(path, folder) && !is_inside(judged, folder))
        })
    }

    /// The first line with a word, in files that start the site and in gunicorn's own.
    fn line_outside_python(&self, word: &str) -> Option<Place> {
        self.tree.iter().find_map(|(id, file)| {
            let starts = file.path.ends_with(".sh")
                || file.path.ends_with(".service")
                || match self.kind_of(id) {
                    FileKind::Dockerfile | FileKind::Compose | FileKind::Procfile | FileKind::Env => true,
                    FileKind::Python => file.name().contains("gunicorn"),
                    _ => false,
                };
            if !starts || !self.serves_this(&file.path) {
                return None;
            }
            lines(id, &file.text).find(|line| line.text.contains(word)).map(|line| line.place)
        })
    }

    fn tls_clue(&self, starts: &[&Started]) -> Option<(Tls, Place)> {
        if let Some(place) = self.web_server_ends_tls().or_else(|| self.other_proxy()) {
            return Some((Tls::Proxy, place));
        }
        let options = ["--certfile", "--ssl-certfile", "--ssl-keyfile", "--ssl-certificate"];
        let ends = |command: &Command| {
            options.iter().any(|option| command.switch(option)) || command.option(&options).is_some()
        };
        let mut servers =
            starts.iter().map(|started| &started.command).filter(|command| self.is_server(command));
        // Of two ways to start it, with a certificate and without, either may be the site's.
        if let Some(first) = servers.next()
            && ends(first)
            && servers.all(ends)
        {
            return Some((Tls::App, first.place));
        }
        for (file, text) in self.files(FileKind::Compose) {
            if self.serves_this(&self.tree.file(file).path)
                && let Some(at) = text.find("cloudflare/cloudflared")
            {
                return Some((Tls::Cdn, self.line_at(file, at)));
            }
        }
        for (file, text) in self.files(FileKind::Yaml) {
            if self.serves_this(&self.tree.file(file).path)
                && let Some(at) = text.find("kind: Ingress\n")
                && text[at..].contains("\n  tls:")
            {
                return Some((Tls::Balancer, self.line_at(file, at)));
            }
        }
        self.platform(starts).map(|place| (Tls::Balancer, place))
    }

    /// Caddy and Traefik, which get their certificates by themselves.
    fn other_proxy(&self) -> Option<Place> {
        let is_site = |line: &Line| {
            let site = line.text.split([' ', ',', '{']).next().unwrap_or("");
            line.text.ends_with('{')
                && (site.starts_with("https://") || site.contains('.') || site.contains("{$"))
                && !site.starts_with(['(', '@', '/', '*', ':'])
                && !site.starts_with("http://")
                && !site.ends_with(":80")
        };
        let caddy = self.tree.iter().find(|(_, file)| {
            file.name().to_ascii_lowercase().starts_with("caddyfile")
                && file.text.contains("reverse_proxy")
                && self.serves_this(&file.path)
        });
        let site = caddy.and_then(|(id, file)| lines(id, &file.text).find(is_site));
        if let Some(site) = site {
            return Some(site.place);
        }
        let ends = |line: &Line| {
            line.text.contains("traefik.http.routers.")
                && (line.text.contains(".tls=true") || line.text.contains(".certresolver"))
                || line.text.contains("LETSENCRYPT_HOST")
        };
        self.files(FileKind::Compose)
            .filter(|(file, _)| self.serves_this(&self.tree.file(*file).path))
            .find_map(|(file, text)| lines(file, text).find(ends))
            .map(|line| line.place)
    }

    /// The line of a file that only a platform reads.
    fn platform(&self, starts: &[&Started]) -> Option<Place> {
        let file = self.tree.iter().find(|(_, file)| {
            PLATFORM_FILES.contains(&file.name()) && self.serves_this(&file.path) && !file.text.is_empty()
        });
        if let Some((id, _)) = file {
            return Some(self.line_at(id, 0));
        }
        // Tools for development read a Procfile too, and then it starts their server.
        let web = starts.iter().find(|started| {
            let line = self
                .tree
                .text(self.line_at(started.command.place.file, started.command.place.span.start as usize));
            started.kind == FileKind::Procfile
                && line.trim_start().starts_with("web:")
                && !started.command.manages("runserver")
        });
        web.map(|started| started.command.place)
    }

    fn processes_clue(&self, starts: &[&Started]) -> Option<(Processes, Place)> {
        for Started { command, .. } in
            starts.iter().copied().filter(|started| self.is_server(&started.command))
        {
            let options: &[&str] = match command.has("uwsgi") {
                true => &["--processes", "--workers", "-p"],
                false => &["--workers", "-w"],
            };
            if let Some(count) = command.option(options).and_then(several) {
                return Some((count, command.place));
            }
        }
        let serves = |file: FileId| self.serves_this(&self.tree.file(file).path);
        for (_, module) in self.deployment.gunicorn.iter().filter(|(file, _)| serves(*file)) {
            let Some(binding) = module.settings.get("workers") else { continue };
            let written = binding.value.place.or_else(|| binding.history.last().map(|event| event.place));
            let Some(place) = written.map(|place| self.line_at(place.file, place.span.start as usize)) else {
                continue;
            };
            let count = match &binding.value.kind {
                Kind::Int(count) => several(&count.to_string()),
                // A computation over the cores is not known.
                _ => several(self.tree.text(place)),
            };
            if let Some(count) = count {
                return Some((count, place));
            }
        }
        let configured = ["processes", "workers"].iter().find_map(|name| self.uwsgi(name));
        if let Some(found) = configured.filter(|found| serves(found.place.file))
            && let Some(count) = several(&found.value)
        {
            return Some((count, found.place));
        }
        // Read by gunicorn and uvicorn where no option says otherwise.
        let place = self.line_outside_python("WEB_CONCURRENCY")?;
        let text = self.tree.text(place);
        let value = text.split("WEB_CONCURRENCY").nth(1)?.trim_start_matches(['=', ':', ' ', '"', '\'']);
        let value = value.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
        several(value).map(|count| (count, place))
    }

    fn container_clue(&self, starts: &[&Started]) -> Option<Place> {
        let image = self.deployment.images.iter().find(|image| {
            let develops = starts.iter().any(|started| {
                started.command.place.file == image.file && started.command.manages("runserver")
            });
            self.serves_this(&self.tree.file(image.file).path) && !develops && image.runs_python()
        });
        let from = image.and_then(|image| image.stages.first()).map(|stage| stage.place);
        from.or_else(|| self.platform(starts))
    }
}

/// What is written on one line.
struct Line {
    place: Place,
    text: String,
}

fn lines(file: FileId, text: &str) -> impl Iterator<Item = Line> {
    content_lines(text).map(move |line| Line { place: place_of(file, &line), text: text[line].to_owned() })
}

/// More than one process, by a number or a computation over the cores. A single one in a
/// file proves nothing: the whole may be started several times.
fn several(value: &str) -> Option<Processes> {
    if value.contains("cpu_count") || value == "auto" || value == "%k" {
        return Some(Processes::Several);
    }
    let count: u32 = value.parse().ok()?;
    (count > 1).then_some(Processes::Exactly(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Input;
    use crate::source::{SourceFile, Tree};

    fn found(files: &[(&str, &str)]) -> Topology {
        let files = files.iter().map(|(path, text)| SourceFile::new(*path, *text));
        let tree = Tree::new(files.chain([SourceFile::new("settings.py", "DEBUG = False\n")]), true);
        Project::read(tree, &Input::default()).served.found
    }

    fn tls(path: &str, text: &str) -> Option<Tls> {
        found(&[(path, text)]).tls
    }

    fn processes(path: &str, text: &str) -> Option<Processes> {
        found(&[(path, text)]).processes
    }

    #[test]
    fn files_suggest_who_ends_tls() {
        let site = "server {\n  listen 443 ssl;\n  location / { proxy_pass http://app; }\n}\n";
        assert_eq!(tls("deploy/nginx.conf", site), Some(Tls::Proxy));
        assert_eq!(tls("nginx.conf", "server { listen 80; location / { proxy_pass http://app; } }\n"), None);
        assert_eq!(tls("nginx.dev.conf", site), None, "a file for development");
        assert_eq!(tls("Caddyfile", "shop.example {\n  reverse_proxy app:8000\n}\n"), Some(Tls::Proxy));
        assert_eq!(tls("Caddyfile", ":80 {\n  reverse_proxy app:8000\n}\n"), None);
        let traefik =
            "services:\n  web:\n    labels:\n      - traefik.http.routers.web.tls.certresolver=le\n";
        assert_eq!(tls("docker-compose.yml", traefik), Some(Tls::Proxy));
        assert_eq!(tls("Procfile", "web: gunicorn shop.wsgi\n"), Some(Tls::Balancer));
        assert_eq!(tls("Procfile", "web: python manage.py runserver\n"), None);
        assert_eq!(tls("fly.toml", "app = 'shop'\n"), Some(Tls::Balancer));
        assert_eq!(tls("start.sh", "gunicorn --certfile a.pem shop.wsgi\n"), Some(Tls::App));
        let both = [
            ("plain.sh", "exec gunicorn shop.wsgi\n"),
            ("ssl.sh", "exec gunicorn --certfile a.pem shop.wsgi\n"),
        ];
        assert_eq!(found(&both).tls, None, "either may be the site's");
        assert_eq!(tls("settings.py", ""), None);
    }

    #[test]
    fn files_suggest_how_many_processes_there_are() {
        let four = Some(Processes::Exactly(4));
        assert_eq!(processes("Procfile", "web: gunicorn shop.wsgi --workers 4\n"), four);
        assert_eq!(processes("Procfile", "web: gunicorn -w4 shop.wsgi\n"), four);
        assert_eq!(
            processes("Dockerfile", "FROM a\nCMD [\"gunicorn\", \"--workers=4\", \"shop.wsgi\"]\n"),
            four
        );
        assert_eq!(processes("gunicorn.conf.py", "workers = 4\n"), four);
        assert_eq!(processes("deploy/uwsgi.ini", "[uwsgi]\nprocesses = 4\n"), four);
        assert_eq!(processes("Dockerfile", "FROM a\nENV WEB_CONCURRENCY=4\nCMD gunicorn shop.wsgi\n"), four);
        let cores = "import multiprocessing\nworkers = multiprocessing.cpu_count() * 2 + 1\n";
        assert_eq!(processes("gunicorn.conf.py", cores), Some(Processes::Several));
        assert_eq!(processes("Procfile", "web: gunicorn -w 1 shop.wsgi\n"), None, "it may be started twice");
        assert_eq!(processes("Procfile", "web: gunicorn -w $WORKERS shop.wsgi\n"), None);
        assert_eq!(processes("Procfile", "worker: celery -A shop worker -c 4\n"), None);
    }

    #[test]
    fn files_of_others_suggest_nothing() {
        let procfile = "web: gunicorn shop.wsgi\n";
        assert_eq!(tls("docs/Procfile", procfile), None);
        assert_eq!(found(&[("other/manage.py", ""), ("other/Procfile", procfile)]).tls, None);
        assert_eq!(found(&[("manage.py", ""), ("Procfile", procfile)]).tls, Some(Tls::Balancer));
    }

    #[test]
    fn files_suggest_a_container() {
        let container = |path, text| found(&[(path, text)]).container;
        assert_eq!(container("Dockerfile", "FROM python:3.13\nRUN pip install .\n"), Some(true));
        assert_eq!(container("Dockerfile.dev", "FROM python:3.13\nRUN pip install .\n"), None);
        assert_eq!(container("Dockerfile", "FROM python:3.13\nCMD python manage.py runserver\n"), None);
        assert_eq!(container("Dockerfile", "FROM nginx\nCOPY a b\n"), None);
    }
}
