//! Uploads are not handed out by a view made for development.

use crate::model::{Item, Severity, text};
use crate::project::{Project, UrlRoute, is_for_debug};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "files.static-view",
    item: Item::StaticFiles,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/views/#serving-files-in-development",
    title: text("Files are not served by static.serve", "Файлы не раздаёт static.serve"),
    why: text("django.views.static.serve holds a worker for each file, knows no ranges and no permissions; Django's documentation says it is for development.", "django.views.static.serve занимает воркер на каждый файл, не знает ни диапазонов, ни прав; в документации Django сказано, что он для разработки."),
    how: text("Let the web server or a bucket hand them out, and keep the line under if settings.DEBUG.", "Пусть файлы раздаёт веб-сервер или бакет, а эту строку оставьте под if settings.DEBUG."),
    examples: &[
        fails("ROOT_URLCONF = 'config.urls'").with(&[("config/urls.py", "from django.urls import re_path\nfrom django.views.static import serve\nurlpatterns = [re_path(r'^media/(?P<path>.*)$', serve, {'document_root': '/srv/media'})]\n")]),
        passes("ROOT_URLCONF = 'config.urls'").with(&[("config/urls.py", "from django.conf import settings\nfrom django.urls import path, re_path\nfrom django.views.static import serve\nurlpatterns = [path('', home)]\nif settings.DEBUG:\n    urlpatterns += [re_path(r'^media/(?P<path>.*)$', serve)]\n")]),
        undecided("import os\nROOT_URLCONF = os.environ['URLS']").with(&[("config/urls.py", "urlpatterns = []\n")]),
        irrelevant("ROOT_URLCONF = 'config.urls'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let Some(routes) = project.routes()? else { return Ok(not_applicable()) };
    let serves = |route: &&UrlRoute| {
        matches!(route.view.as_str(), "django.views.static.serve" | "django.contrib.staticfiles.views.serve")
            && !route.guards.iter().any(|guard| is_for_debug(guard))
            // A file that the pattern names is no folder that is open to all.
            && [".*", ".+", "<path:", "[^"].iter().any(|any| route.path.contains(any))
    };
    match routes.iter().find(serves) {
        Some(route) => {
            let path = &route.path;
            Ok(attention(text! {
                en: "{path:?} is served by django.views.static.serve, whatever DEBUG is.",
                ru: "{path:?} раздаёт django.views.static.serve при любом DEBUG.",
            })
            .at_place(Some(route.place)))
        }
        None => Ok(routes.first().map_or_else(not_applicable, |route| pass().at_place(Some(route.place)))),
    }
}
