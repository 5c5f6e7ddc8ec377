//! Compression comes after everything that reads or writes the body.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, list_code};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "response_time.compression-order",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/middleware/#middleware-ordering",
    title: text(
        "Nothing that needs the body stands above compression",
        "Над сжатием нет ничего, что работает с телом ответа",
    ),
    why: text(
        "Answers go through the list from the bottom up: middleware above the compressor gets compressed bytes. Minifiers and the toolbar then do nothing, and an ETag changes with each answer, so that nothing is ever \"not modified\".",
        "Ответ идёт по списку снизу вверх, и всё, что стоит выше компрессора, получает сжатые байты. Минификаторы и панель отладки тогда бессильны, а ETag меняется с каждым ответом, и 304 не приходит никогда.",
    ),
    how: text(
        "Move the compression above it; Django's documentation puts it right below UpdateCacheMiddleware.",
        "Поднимите сжатие выше; документация Django ставит его сразу после UpdateCacheMiddleware.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.middleware.http.ConditionalGetMiddleware', 'django.middleware.gzip.GZipMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['htmlmin.middleware.HtmlMinifyMiddleware', 'django_brotli.middleware.BrotliMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django.middleware.gzip.GZipMiddleware', 'django.middleware.http.ConditionalGetMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'django.middleware.gzip.GZipMiddleware']",
        ),
        irrelevant("MIDDLEWARE = []"),
    ],
    check,
};

const GZIP: &str = "django.middleware.gzip.GZipMiddleware";
const BROTLI: &str = "django_brotli.middleware.BrotliMiddleware";

/// Middleware that reads or changes the body, and has to stand below.
const TOUCH_BODY: &[&str] = &[
    "django.middleware.http.ConditionalGetMiddleware",
    "debug_toolbar.middleware.DebugToolbarMiddleware",
    "htmlmin.middleware.HtmlMinifyMiddleware",
    "htmlmin.middleware.MarkRequestMiddleware",
    "pipeline.middleware.MinifyHTMLMiddleware",
];

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    let found: Vec<&str> =
        [BROTLI, GZIP].into_iter().filter(|path| middleware.position(path).is_some()).collect();
    let Some(first) = found.iter().filter_map(|path| middleware.position(path)).min() else {
        middleware.no_holes()?;
        return Ok(not_applicable());
    };
    let place = middleware.items[first].place.or(middleware.place);
    let last = found.iter().filter_map(|path| middleware.position(path)).max().unwrap_or(first);
    let above = middleware.items[..last]
        .iter()
        .filter_map(|item| item.as_str())
        .find(|path| TOUCH_BODY.contains(path));
    let Some(path) = above else { return Ok(pass().at_place(place)) };
    let message = text! { en: "{path} stands above the compression.", ru: "{path} стоит выше сжатия." };
    let outcome = attention(message).at_place(place);
    Ok(match project.known_items("MIDDLEWARE") {
        Some(mut items) => {
            items.retain(|path| path != GZIP && path != BROTLI);
            let at = items.iter().position(|path| TOUCH_BODY.contains(&path.as_str())).unwrap_or(items.len());
            let sessions =
                items.iter().position(|path| path.ends_with("SessionMiddleware")).unwrap_or(items.len());
            let at = at.min(sessions);
            for (offset, path) in found.iter().enumerate() {
                items.insert(at + offset, (*path).to_owned());
            }
            outcome.fix(Applicability::Unsafe, Where::Setting("MIDDLEWARE"), list_code("MIDDLEWARE", &items))
        }
        None => outcome,
    })
}
