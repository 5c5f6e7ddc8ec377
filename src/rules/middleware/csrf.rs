//! CsrfViewMiddleware is on.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, attention, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "middleware.csrf",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.W003"],
    docs: "ref/csrf/",
    title: text("Forms are protected from forgery", "Формы защищены от подделки"),
    why: text(
        "Without CsrfViewMiddleware any page on the web can send your forms in the name of a logged-in visitor.",
        "Без CsrfViewMiddleware любая страница в сети может отправить ваши формы от имени вошедшего посетителя.",
    ),
    how: text(
        "Put django.middleware.csrf.CsrfViewMiddleware back into MIDDLEWARE; a single view can be exempted by csrf_exempt.",
        "Верните django.middleware.csrf.CsrfViewMiddleware в MIDDLEWARE; отдельное представление можно освободить через csrf_exempt.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        fails("MIDDLEWARE = ['django.contrib.sessions.middleware.SessionMiddleware']"),
        fails(""),
        passes("MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

const PATH: &str = "django.middleware.csrf.CsrfViewMiddleware";

fn check(project: &Project) -> Verdict {
    let place = project.place_of("MIDDLEWARE");
    if !checks::finds(project, "security.W003")? {
        return Ok(pass().at_place(place));
    }
    // Nobody is logged in by a cookie of Django's, which is what a forged form rides on.
    let list = project.settings.list("MIDDLEWARE")?;
    let has_sessions =
        list.strs().any(|(path, _)| path.ends_with("SessionMiddleware")) || list.strs().next().is_none();
    let outcome = if has_sessions || list.no_holes().is_err() {
        fail(text("CsrfViewMiddleware is not in MIDDLEWARE.", "CsrfViewMiddleware нет в MIDDLEWARE."))
    } else {
        attention(text(
            "CsrfViewMiddleware is not in MIDDLEWARE. There are no sessions either; cookies of another kind stay unprotected.",
            "CsrfViewMiddleware нет в MIDDLEWARE. Сессий тоже нет, но вход по любым другим cookie ничем не защищён.",
        ))
    }
    .at_place(place);
    let written = project.middleware_added(PATH);
    Ok(outcome.fix_list(Applicability::Unsafe, "MIDDLEWARE", written))
}
