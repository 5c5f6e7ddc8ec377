//! Something hands out uploads once `DEBUG` is off.

use crate::model::{Item, Severity, text};
use crate::project::{Location, Project, Storage, UrlRoute, is_for_debug, path_of};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.media-server",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "howto/static-files/#serving-files-uploaded-by-a-user-during-development",
    title: text("Something serves the uploads", "Загруженные файлы есть кому раздавать"),
    why: text("static() in urls.py returns an empty list once DEBUG is off, and WhiteNoise does not serve MEDIA_ROOT: every upload is a 404.", "static() в urls.py при выключенном DEBUG возвращает пустой список, а WhiteNoise MEDIA_ROOT не раздаёт: вместо файлов будет 404."),
    how: text("Give nginx a location for MEDIA_URL with an alias to MEDIA_ROOT, or store uploads in a bucket.", "Добавьте в nginx location для MEDIA_URL с alias на MEDIA_ROOT или храните загрузки в бакете."),
    examples: &[
        fails("ROOT_URLCONF = 'config.urls'\nMEDIA_URL = '/media/'\nMEDIA_ROOT = '/srv/media'").with(&[
            ("config/urls.py", "from django.conf import settings\nfrom django.conf.urls.static import static\nurlpatterns = []\nurlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)\n"),
            ("nginx.conf", "server {\n  location / {\n    proxy_pass http://app;\n  }\n}\n"),
        ]),
        passes("MEDIA_URL = '/media/'\nMEDIA_ROOT = '/srv/media'").with(&[("nginx.conf", "server {\n  location /media/ {\n    alias /srv/media/;\n  }\n  location / {\n    proxy_pass http://app;\n  }\n}\n")]),
        undecided("MEDIA_URL = '/media/'\nMEDIA_ROOT = '/srv/media'").with(&[("nginx.conf", "server {\n  include more.conf;\n  location / {\n    proxy_pass http://app;\n  }\n}\n")]),
        irrelevant("MEDIA_URL = '/media/'\nMEDIA_ROOT = '/srv/media'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let locations = || project.web_servers().flat_map(|server| &server.locations);
    // Without the web server's configuration nothing can be said.
    if project.proxied().is_empty() {
        return Ok(not_applicable());
    }
    let (url, root) = (project.settings.str("MEDIA_URL")?, project.settings.value("MEDIA_ROOT")?);
    let stored = path_of(&root.value).is_some_and(|path| !path.is_empty());
    if !stored || url.is_empty() || url.contains("://") || url.starts_with("//") {
        return Ok(not_applicable());
    }
    if project.storage(Storage::Uploads)?.is_some_and(|class| !class.ends_with("FileSystemStorage")) {
        return Ok(not_applicable());
    }
    let prefix = url.trim_matches('/');
    let named = |location: &&Location| {
        let pattern = location.pattern.trim_start_matches(['=', '^', '~', '*', ' ', '/', '(']);
        pattern.contains(prefix)
            || location.folder.is_some() && location.passes.is_none() && location.pattern == "/"
    };
    if let Some(location) = locations().find(named) {
        return Ok(pass().at_place(Some(location.place)));
    }
    // A view of one's own, for files that not everybody may see.
    let routes = project.routes()?;
    let own = |route: &&UrlRoute| {
        route.path.starts_with(prefix) && !route.guards.iter().any(|guard| is_for_debug(guard))
    };
    if let Some(route) = routes.iter().flatten().find(own) {
        return Ok(pass().at_place(Some(route.place)));
    }
    if let Some(undecided) = locations().find_map(Location::undecided) {
        return Err(undecided);
    }
    let url = &*url.value;
    Ok(attention(text! {
        en: "Uploads stay on this server, and no location of nginx serves {url:?}.",
        ru: "Загрузки лежат на этом сервере, а в nginx нет location для {url:?}.",
    })
    .at(&root))
}
