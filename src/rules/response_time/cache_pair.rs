//! The two halves of the site cache are both there.

use crate::django::middleware::{FETCH_FROM_CACHE, UPDATE_CACHE};
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "response_time.cache-pair",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/cache/#the-per-site-cache",
    title: text("The site cache stores and fetches", "Кеш сайта и сохраняет, и отдаёт"),
    why: text(
        "UpdateCacheMiddleware stores and FetchFromCacheMiddleware answers: with one of them alone pages are stored or looked for in vain.",
        "UpdateCacheMiddleware сохраняет, FetchFromCacheMiddleware отдаёт: поодиночке они работают впустую.",
    ),
    how: text(
        "Put UpdateCacheMiddleware above and FetchFromCacheMiddleware below everything that changes Vary: sessions, GZip, locale.",
        "UpdateCacheMiddleware поставьте выше, а FetchFromCacheMiddleware ниже всего, что меняет Vary: сессий, GZip, языка.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.cache.UpdateCacheMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.cache.UpdateCacheMiddleware', 'django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.common.CommonMiddleware', 'django.middleware.cache.FetchFromCacheMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware', 'django.middleware.cache.FetchFromCacheMiddleware']",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    let halves = (middleware.position(UPDATE_CACHE), middleware.position(FETCH_FROM_CACHE));
    if halves != (None, None) && (halves.0.is_none() || halves.1.is_none()) {
        middleware.no_holes()?;
    }
    let (message, missing) = match halves {
        (Some(_), Some(_)) => return Ok(pass().at(&middleware)),
        (None, None) => {
            middleware.no_holes()?;
            return Ok(not_applicable());
        }
        (Some(_), None) => (
            text(
                "Pages are stored and never fetched: FetchFromCacheMiddleware is missing.",
                "Страницы сохраняются, но не отдаются: нет FetchFromCacheMiddleware.",
            ),
            FETCH_FROM_CACHE,
        ),
        (None, Some(_)) => (
            text(
                "Pages are looked for and never stored: UpdateCacheMiddleware is missing.",
                "Страницы ищутся, но не сохраняются: нет UpdateCacheMiddleware.",
            ),
            UPDATE_CACHE,
        ),
    };
    let written = project.middleware_added(missing);
    Ok(attention(message).at(&middleware).fix_list(Applicability::Unsafe, "MIDDLEWARE", written))
}
