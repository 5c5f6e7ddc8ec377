//! The two halves of the site cache are both there, first and last.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "response_time.cache-order",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/cache/#the-per-site-cache",
    title: text("The site cache stores and fetches", "Кеш сайта и сохраняет, и отдаёт"),
    why: text(
        "UpdateCacheMiddleware stores and FetchFromCacheMiddleware answers: with one of them, or in the wrong order, pages are stored in vain, or without the language and user that they were made for.",
        "UpdateCacheMiddleware сохраняет, FetchFromCacheMiddleware отдаёт: без одного из них или в неверном порядке страницы сохраняются впустую или без учёта языка и пользователя.",
    ),
    how: text(
        "Put UpdateCacheMiddleware above and FetchFromCacheMiddleware below everything that changes Vary: sessions, GZip, locale.",
        "UpdateCacheMiddleware поставьте выше, а FetchFromCacheMiddleware ниже всего, что меняет Vary: сессий, GZip, языка.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.cache.FetchFromCacheMiddleware', 'django.middleware.common.CommonMiddleware', 'django.middleware.cache.UpdateCacheMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.cache.UpdateCacheMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.cache.UpdateCacheMiddleware', 'django.middleware.cache.FetchFromCacheMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.cache.UpdateCacheMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.common.CommonMiddleware', 'django.middleware.cache.FetchFromCacheMiddleware']",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
    ],
    check,
};

const UPDATE: &str = "django.middleware.cache.UpdateCacheMiddleware";
const FETCH: &str = "django.middleware.cache.FetchFromCacheMiddleware";

/// Middleware that changes `Vary`.
const VARY: &[&str] = &[
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.locale.LocaleMiddleware",
];

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    middleware.no_holes()?;
    let (update, fetch) = (middleware.position(UPDATE), middleware.position(FETCH));
    let varies = |path: &str| VARY.contains(&path);
    let message = match (update, fetch) {
        (None, None) => return Ok(not_applicable()),
        (Some(_), None) => text(
            "Pages are stored and never fetched: FetchFromCacheMiddleware is missing.",
            "Страницы сохраняются, но не отдаются: нет FetchFromCacheMiddleware.",
        ),
        (None, Some(_)) => text(
            "Pages are looked for and never stored: UpdateCacheMiddleware is missing.",
            "Страницы ищутся, но не сохраняются: нет UpdateCacheMiddleware.",
        ),
        (Some(update), Some(fetch)) if update > fetch => text(
            "UpdateCacheMiddleware stands below FetchFromCacheMiddleware.",
            "UpdateCacheMiddleware стоит ниже FetchFromCacheMiddleware.",
        ),
        (Some(update), Some(fetch)) => {
            let above =
                middleware.items[..update].iter().filter_map(|item| item.as_str()).find(|path| varies(path));
            let below =
                middleware.items[fetch..].iter().filter_map(|item| item.as_str()).find(|path| varies(path));
            match (above, below) {
                (Some(path), _) => text! {
                    en: "{path} changes Vary and stands above UpdateCacheMiddleware.",
                    ru: "{path} меняет Vary и стоит выше UpdateCacheMiddleware.",
                },
                (None, Some(path)) => text! {
                    en: "{path} changes Vary and stands below FetchFromCacheMiddleware.",
                    ru: "{path} меняет Vary и стоит ниже FetchFromCacheMiddleware.",
                },
                (None, None) => return Ok(pass().at(&middleware)),
            }
        }
    };
    let outcome = attention(message).at(&middleware);
    Ok(match project.known_items("MIDDLEWARE") {
        Some(mut items) => {
            items.retain(|path| path != UPDATE && path != FETCH);
            let top =
                items.iter().position(|path| varies(path) || path.ends_with("CommonMiddleware")).unwrap_or(0);
            items.insert(top, UPDATE.to_owned());
            items.push(FETCH.to_owned());
            outcome.fix(Applicability::Unsafe, Where::Setting("MIDDLEWARE"), list_code("MIDDLEWARE", &items))
        }
        None => outcome,
    })
}
