//! Something hands out static files once `DEBUG` is off.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Started, Storage, Undecided};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::FileKind;

pub(super) static RULE: Rule = Rule {
    id: "files.server",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/static-files/deployment/",
    title: text("Something serves the static files", "Статические файлы есть кому раздавать"),
    why: text(
        "runserver hands out static files by itself, application servers do not: without WhiteNoise, a web server or a bucket every stylesheet is a 404.",
        "runserver раздаёт статику сам, а серверы приложений — нет: без WhiteNoise, веб-сервера или бакета вместо стилей будет 404.",
    ),
    how: text(
        "Add WhiteNoise right after SecurityMiddleware, or let the web server serve STATIC_ROOT.",
        "Добавьте WhiteNoise сразу после SecurityMiddleware или поручите раздачу STATIC_ROOT веб-серверу.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_URL = '/static/'\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']")
            .with(&[("nginx.conf", "server {\n  location / {\n    proxy_pass http://app;\n  }\n}\n")]),
        passes("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_URL = '/static/'")
            .with(&[("nginx.conf", "server {\n  location /static/ {\n    alias /srv/static/;\n  }\n}\n")]),
        passes("INSTALLED_APPS = ['django.contrib.staticfiles']\nMIDDLEWARE = ['whitenoise.middleware.WhiteNoiseMiddleware']"),
        passes("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTORAGES = {'staticfiles': {'BACKEND': 'storages.backends.s3.S3Storage'}}"),
        undecided("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_URL = '/static/'"),
        // What serves them to developers says nothing of the server.
        undecided("INSTALLED_APPS = ['django.contrib.staticfiles']\nSTATIC_URL = '/static/'")
            .with(&[("nginx.dev.conf", "server {\n  location /static/ {\n    alias /srv/static/;\n  }\n}\n")]),
        irrelevant("INSTALLED_APPS = []"),
    ],
    check,
};

const MIDDLEWARE: &[&str] = &["whitenoise.", "servestatic.", "dj_static."];

fn check(project: &Project) -> Verdict {
    if !project.has_app("django.contrib.staticfiles")? {
        return Ok(not_applicable());
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    if let Some(found) = middleware.find_by(|path| MIDDLEWARE.iter().any(|start| path.starts_with(start)))? {
        return Ok(pass().at_place(found.place));
    }
    if let Some(class) = project.storage(Storage::Static)?
        && !class.starts_with("django.")
        && !class.starts_with("whitenoise.")
    {
        return Ok(pass().at(&class));
    }
    let url = project.settings.str("STATIC_URL")?;
    if url.contains("://") || url.starts_with("//") {
        return Ok(pass().at(&url));
    }
    // WhiteNoise may be wrapped around the application in wsgi.py.
    if ["WhiteNoise(", "ServeStatic(", "Cling("].iter().any(|call| project.python_mentions(call)) {
        return Ok(pass());
    }
    let prefix = url.trim_matches('/').to_owned();
    let mut given = None;
    for (id, _) in project.files(FileKind::Nginx) {
        let path = &project.tree.file(id).path;
        given = project.serves_this(path).then(|| path.clone()).or(given);
    }
    // A server whose files are elsewhere may serve them.
    let mut open = None;
    for location in project.web_servers().flat_map(|server| &server.locations) {
        let words = location.pattern.trim_start_matches(['=', '^', '~', '*', ' ']);
        let named = !prefix.is_empty() && words.trim_start_matches(['/', '(', '^']).contains(&prefix);
        // A location for everything with a folder looks for files first.
        let hands_out = location.folder.is_some() && location.passes.is_none() && words == "/";
        if named || hands_out {
            return Ok(pass().at_place(Some(location.place)));
        }
        open = open.or_else(|| location.undecided());
    }
    for (id, file) in project.tree.iter() {
        let name = file.name().to_ascii_lowercase();
        let is_nginx = project.kind_of(id) == FileKind::Nginx;
        let is_web_server = name.starts_with("caddyfile")
            || name.starts_with("httpd")
            || name.starts_with("apache")
            || name.contains("nginx");
        if is_nginx || !is_web_server && !file.text.contains("static-map") {
            continue;
        }
        let serves = !prefix.is_empty() && file.text.contains(&prefix)
            || ["file_server", "static-map", "try_files", "alias "]
                .iter()
                .any(|word| file.text.contains(word));
        if serves {
            return Ok(pass().at_place(Some(project.line_at(id, file.text.find(&prefix).unwrap_or(0)))));
        }
        given = Some(file.path.clone());
    }
    let maps = |started: &&Started| started.command.words.iter().any(|word| word.contains("static-map"));
    if let Some(started) = project.started().iter().find(maps) {
        return Ok(pass().at_place(Some(started.command.place)));
    }
    let fix = |outcome: crate::rules::Outcome| {
        let code = project.middleware_added("whitenoise.middleware.WhiteNoiseMiddleware");
        outcome.fix_list(Applicability::DisplayOnly, "MIDDLEWARE", code.filter(|_| !middleware.is_empty()))
    };
    // A web server in a compose file reads a configuration that is not here.
    let mut services = project.deployment.stacks.iter().flat_map(|stack| &stack.services);
    let service = services.find_map(|service| {
        let serves = matches!(
            service.image_name(),
            "nginx" | "caddy" | "httpd" | "nginx-unprivileged" | "openresty" | "angie"
        );
        service.image.as_ref().filter(|_| serves).map(|(_, place)| *place)
    });
    if let Some(undecided) = open {
        return Err(undecided);
    }
    match given {
        None if service.is_some() => Err(Undecided {
            places: service.into_iter().collect(),
            ..Undecided::not_given(text(
                "A compose file starts a web server, and its configuration (nginx.conf) was not given.",
                "В файле compose запускается веб-сервер, а его конфигурации (nginx.conf) здесь нет.",
            ))
        }),
        Some(path) => {
            let prefix = &*url.value;
            Ok(fix(attention(text! {
                en: "WhiteNoise is not in MIDDLEWARE, the files stay on this server, and {path} does not name {prefix:?}.",
                ru: "WhiteNoise в MIDDLEWARE нет, файлы лежат на этом же сервере, а в {path} адрес {prefix:?} не упомянут.",
            })
            .at(&middleware)))
        }
        None if project.tree.complete => Ok(fix(attention(text(
            "Nothing in these files serves static files: no WhiteNoise, no bucket, no web server's configuration.",
            "Ничто в этих файлах не раздаёт статику: нет ни WhiteNoise, ни бакета, ни конфигурации веб-сервера.",
        ))
        .at(&middleware))),
        None => Err(Undecided::not_given(text(
            "WhiteNoise is not used, and the web server's configuration (nginx.conf) was not given.",
            "WhiteNoise не используется, а конфигурации веб-сервера (nginx.conf) здесь нет.",
        ))),
    }
}
