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
    title: text("Compression stands high in MIDDLEWARE", "Сжатие стоит в начале MIDDLEWARE"),
    why: text(
        "Answers go through the list from the bottom up: middleware above the compressor gets bytes that it cannot read or change.",
        "Ответ идёт по списку снизу вверх: всё, что стоит выше компрессора, получает уже сжатые байты и не может их ни прочесть, ни изменить.",
    ),
    how: text(
        "Put it below SecurityMiddleware and UpdateCacheMiddleware and above all other; Brotli before GZip.",
        "Поставьте его после SecurityMiddleware и UpdateCacheMiddleware, но выше всех остальных; Brotli раньше GZip.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.locale.LocaleMiddleware', 'django.middleware.common.CommonMiddleware', 'django.middleware.gzip.GZipMiddleware']",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.gzip.GZipMiddleware', 'django_brotli.middleware.BrotliMiddleware']",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware', 'django_brotli.middleware.BrotliMiddleware', 'django.middleware.gzip.GZipMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        irrelevant("MIDDLEWARE = []"),
    ],
    check,
};

const GZIP: &str = "django.middleware.gzip.GZipMiddleware";
const BROTLI: &str = "django_brotli.middleware.BrotliMiddleware";

/// Django's own that touch the body, and have to stand below.
const TOUCH_BODY: &[&str] = &[
    "django.middleware.common.CommonMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
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
    let message = if let Some(path) = above {
        text! { en: "{path} stands above the compression.", ru: "{path} стоит выше сжатия." }
    } else if found.len() == 2 && middleware.position(GZIP) < middleware.position(BROTLI) {
        text(
            "GZipMiddleware stands above BrotliMiddleware, so both compress one answer.",
            "GZipMiddleware стоит выше BrotliMiddleware, и ответ сжимают оба.",
        )
    } else {
        return Ok(pass().at_place(place));
    };
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
