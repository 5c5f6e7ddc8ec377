//! SecurityMiddleware is on: eight other checks hang on it.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "middleware.security",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.W001"],
    docs: "ref/middleware/#module-django.middleware.security",
    title: text("SecurityMiddleware is on", "SecurityMiddleware подключён"),
    why: text(
        "Without it the SECURE_ settings for HSTS, redirects and headers do nothing, and check --deploy stops asking for them.",
        "Без него настройки SECURE_ для HSTS, редиректов и заголовков не действуют, а check --deploy перестаёт о них спрашивать.",
    ),
    how: text(
        "Put django.middleware.security.SecurityMiddleware first in MIDDLEWARE.",
        "Поставьте django.middleware.security.SecurityMiddleware первым в MIDDLEWARE.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        fails(""),
        passes("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

const PATH: &str = "django.middleware.security.SecurityMiddleware";

fn check(project: &Project) -> Verdict {
    let place = project.place_of("MIDDLEWARE");
    if !checks::finds(project, "security.W001")? {
        return Ok(pass().at_place(place));
    }
    let outcome =
        fail(text("SecurityMiddleware is not in MIDDLEWARE.", "SecurityMiddleware нет в MIDDLEWARE."))
            .at_place(place);
    let written = project.middleware_added(PATH);
    Ok(outcome.fix_list(Applicability::Unsafe, "MIDDLEWARE", written))
}
