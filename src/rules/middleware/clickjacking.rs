//! XFrameOptionsMiddleware is on.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "middleware.clickjacking",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &["security.W002"],
    docs: "ref/clickjacking/",
    title: text("X-Frame-Options is sent", "Отправляется X-Frame-Options"),
    why: text(
        "Without it another site can show your pages in an invisible frame and have people click in it.",
        "Без него чужой сайт может показать ваши страницы в невидимом фрейме и заставить людей в нём нажимать.",
    ),
    how: text(
        "Add django.middleware.clickjacking.XFrameOptionsMiddleware to MIDDLEWARE.",
        "Добавьте django.middleware.clickjacking.XFrameOptionsMiddleware в MIDDLEWARE.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.common.CommonMiddleware']"),
        passes("MIDDLEWARE = ['django.middleware.clickjacking.XFrameOptionsMiddleware']"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

const PATH: &str = "django.middleware.clickjacking.XFrameOptionsMiddleware";

fn check(project: &Project) -> Verdict {
    let place = project.place_of("MIDDLEWARE");
    if !checks::finds(project, "security.W002")? {
        return Ok(pass().at_place(place));
    }
    let outcome = fail(text(
        "XFrameOptionsMiddleware is not in MIDDLEWARE.",
        "XFrameOptionsMiddleware нет в MIDDLEWARE.",
    ))
    .at_place(place);
    let written = project.middleware_added(PATH);
    Ok(outcome.fix_list(Applicability::Safe, "MIDDLEWARE", written))
}
