//! The site has an address that tells whether it works.

use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided, UrlRoute};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "metrics.health",
    item: Item::Metrics,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/codingjoe/django-health-check",
    title: text("The site has a health check", "У сайта есть проверка состояния"),
    why: text(
        "Without one a load balancer keeps sending visitors to a process whose database is gone.",
        "Без неё балансировщик продолжает направлять посетителей к процессу, у которого пропала база.",
    ),
    how: text(
        "Add django-health-check, or a small view of your own that touches the database.",
        "Подключите django-health-check или напишите небольшое представление, которое обращается к базе.",
    ),
    examples: &[
        fails("INSTALLED_APPS = []").with(&[(
            "config/urls.py",
            "from django.urls import path\nurlpatterns = [path('shop/', shop)]\n",
        )]),
        passes("INSTALLED_APPS = ['health_check']"),
        passes("INSTALLED_APPS = []").with(&[(
            "config/urls.py",
            "from django.urls import path\nurlpatterns = [path('healthz', healthz)]\n",
        )]),
        passes("INSTALLED_APPS = []").with(&[
            (
                "config/urls.py",
                "from django.urls import include, path\nPREFIX = root()\nurlpatterns = [path(PREFIX, include('shop.urls'))]\n",
            ),
            ("shop/urls.py", "from django.urls import path\nurlpatterns = [path('status/', status)]\n"),
        ]),
        passes("INSTALLED_APPS = []").with(&[
            (
                "config/urls.py",
                "from django.urls import path\nurlpatterns = [path('shop/', shop)]\n",
            ),
            ("Dockerfile", "FROM python:3.13\nHEALTHCHECK CMD ./fetch.py\nCMD [\"gunicorn\", \"config.wsgi\"]\n"),
        ]),
        undecided("INSTALLED_APPS = []"),
    ],
    check,
};

/// Parts of addresses and of views.
const WORDS: &[&str] =
    &["health", "readyz", "livez", "liveness", "readiness", "heartbeat", "is_alive", "watchman"];
/// Whole addresses.
const ADDRESSES: &[&str] = &["ping", "status", "up", "ht", "alive", "ready", "live"];

fn is_health(route: &UrlRoute) -> bool {
    let (path, view) = (route.path.to_ascii_lowercase(), route.view.to_ascii_lowercase());
    let last = path.trim_end_matches(['/', '$', '?']).rsplit('/').next().unwrap_or("").to_owned();
    WORDS.iter().any(|word| path.contains(word) || view.contains(word)) || ADDRESSES.contains(&&*last)
}

fn check(project: &Project) -> Verdict {
    let apps = project.settings.list("INSTALLED_APPS")?;
    let known = [
        "health_check",
        "watchman",
        "django_healthchecks",
        "dockerflow",
        "heartbeat",
        "django_alive",
        "healthy_django",
    ];
    let app = apps
        .strs()
        .find(|(app, _)| known.iter().any(|name| app == name || app.starts_with(&format!("{name}."))));
    if let Some((_, app)) = app {
        return Ok(pass().at_place(app.place));
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    if let Some((_, found)) = middleware.strs().find(|(path, _)| path.to_ascii_lowercase().contains("health"))
    {
        return Ok(pass().at_place(found.place));
    }
    let routes = project.routes()?;
    if let Some(route) = routes.iter().flatten().find(|route| is_health(route)) {
        return Ok(pass().at_place(Some(route.place)));
    }
    let health = |image: &crate::project::Image| image.chain().any(|stage| stage.health.is_some());
    if project.images().any(health) {
        return Ok(pass());
    }
    let urls = project.root_urls_file()?.map(|file| project.tree.file(file).path.clone());
    apps.no_holes()?;
    match urls {
        Some(path) => Ok(attention(text! {
            en: "No health check is installed, and {path} has no address that looks like one.",
            ru: "Проверка состояния не подключена, и в {path} нет похожего адреса.",
        })),
        None => Err(Undecided::not_given(text(
            "No health check is installed; whether one is written by hand is told by urls.py, which was not given.",
            "Готовая проверка состояния не подключена; есть ли своя, видно из urls.py, а его здесь нет.",
        ))),
    }
}
