//! No middleware stands in the list twice.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, Slot};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "middleware.duplicates",
    item: Item::Readiness,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/http/middleware/#activating-middleware",
    title: text("No middleware is listed twice", "Ни один middleware не указан дважды"),
    why: text(
        "It runs twice for every request: sessions are saved twice, headers doubled, responses compressed again.",
        "Он срабатывает дважды на каждый запрос: сессия сохраняется дважды, заголовки удваиваются, ответ сжимается повторно.",
    ),
    how: text("Remove one of the two.", "Уберите один из двух."),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.common.CommonMiddleware', 'django.middleware.common.CommonMiddleware']",
        ),
        passes("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let middleware = project.settings.list("MIDDLEWARE")?;
    if middleware.is_empty() {
        return Ok(not_applicable());
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut twice = None;
    for (path, item) in middleware.strs() {
        if seen.contains(&path) {
            twice = twice.or(Some((path, item.place)));
        } else {
            seen.push(path);
        }
    }
    let Some((path, place)) = twice else {
        middleware.no_holes()?;
        return Ok(pass().at(&middleware));
    };
    let outcome = fail(text! {
        en: "{path} stands in MIDDLEWARE twice.",
        ru: "{path} указан в MIDDLEWARE дважды.",
    })
    .at_place(place.or(middleware.place));
    if seen.len() + 1 < middleware.items.len() && middleware.no_holes().is_err() {
        return Ok(outcome);
    }
    let first = |at: &usize| {
        let path = middleware.items[*at].as_str();
        path.is_none_or(|path| middleware.position(path) == Some(*at))
    };
    let once: Vec<Slot> = (0..middleware.items.len()).filter(first).map(Slot::Old).collect();
    let written = project.list_edit("MIDDLEWARE", &middleware, &once);
    Ok(outcome.fix_list(Applicability::Unsafe, "MIDDLEWARE", written))
}
