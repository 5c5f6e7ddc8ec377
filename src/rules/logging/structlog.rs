//! The middleware of django-structlog is on.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Slot};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.structlog",
    item: Item::ErrorsAndLogs,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-structlog.readthedocs.io/en/latest/getting_started.html",
    title: text("django-structlog sees requests", "django-structlog видит запросы"),
    why: text(
        "Without its RequestMiddleware lines have no request_id and no user, and requests are not logged at all.",
        "Без RequestMiddleware в строках нет request_id и пользователя, а сами запросы не пишутся.",
    ),
    how: text(
        "Add django_structlog.middlewares.RequestMiddleware to MIDDLEWARE.",
        "Добавьте django_structlog.middlewares.RequestMiddleware в MIDDLEWARE.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django_structlog']\nMIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        fails(
            "INSTALLED_APPS = ['django_structlog']\nMIDDLEWARE = ['django_structlog.middlewares.CeleryMiddleware', 'django_structlog.middlewares.RequestMiddleware']",
        )
        .with(&[("requirements.txt", "Django==5.2.1\ndjango-structlog==9.1.0\n")]),
        passes("INSTALLED_APPS = ['django_structlog']\nMIDDLEWARE = ['django_structlog.middlewares.RequestMiddleware']"),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        undecided("from .other import INSTALLED_APPS"),
    ],
    check,
};

const REQUEST: &str = "django_structlog.middlewares.RequestMiddleware";

/// Gone with release 6, which has one class for all.
const GONE: &[&str] = &[
    "django_structlog.middlewares.CeleryMiddleware",
    "django_structlog.middlewares.SyncRequestMiddleware",
    "django_structlog.middlewares.AsyncRequestMiddleware",
    "django_structlog.middlewares.requests.SyncRequestMiddleware",
    "django_structlog.middlewares.requests.AsyncRequestMiddleware",
    "django_structlog.middlewares.request_middleware_router",
];

fn check(project: &Project) -> Verdict {
    if !project.has_app("django_structlog")? {
        return Ok(not_applicable());
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    let is_new = project.requirements.pinned("django-structlog").is_some()
        && !project.is_below("django-structlog", "6");
    let gone =
        middleware.items.iter().position(|item| item.as_str().is_some_and(|path| GONE.contains(&path)));
    if let Some(at) = gone.filter(|_| is_new) {
        let path = middleware.items[at].as_str().unwrap_or_default();
        let has_new = middleware.position(REQUEST).is_some();
        let slots: Vec<Slot> = (0..middleware.items.len())
            .filter_map(|index| match index == at {
                false => Some(Slot::Old(index)),
                true if has_new => None,
                true => Some(Slot::New(REQUEST.to_owned())),
            })
            .collect();
        let written = project.list_edit("MIDDLEWARE", &middleware, &slots);
        return Ok(fail(text! {
            en: "django-structlog 6 has no {path}: the site stops at start with ImportError.",
            ru: "В django-structlog 6 нет {path}: запуск прерывается с ImportError.",
        })
        .at_place(middleware.items[at].place.or(middleware.place))
        .fix_list(Applicability::Unsafe, "MIDDLEWARE", written));
    }
    if let Some(found) = middleware.find_by(|path| path.to_ascii_lowercase().contains("structlog"))? {
        return Ok(pass().at_place(found.place.or(middleware.place)));
    }
    let written = project.middleware_added(REQUEST);
    Ok(attention(text(
        "django_structlog is installed, but its middleware is not in MIDDLEWARE.",
        "django_structlog подключён, но его middleware нет в MIDDLEWARE.",
    ))
    .at(&middleware)
    .fix_list(Applicability::Unsafe, "MIDDLEWARE", written))
}
