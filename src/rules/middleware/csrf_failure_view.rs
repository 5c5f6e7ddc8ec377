//! A view of one's own for refused forms exists and takes what it is given.

use crate::model::{Item, Severity, text};
use crate::project::{FailureView, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, asks, fail, fails, irrelevant, manual, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "middleware.csrf-failure-view",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.E101", "security.E102"],
    docs: "ref/settings/#csrf-failure-view",
    title: text("The view for refused forms works", "Представление для отклонённых форм работает"),
    why: text(
        "If CSRF_FAILURE_VIEW cannot be imported or called, check stops with an error.",
        "Если CSRF_FAILURE_VIEW нельзя импортировать или вызвать, check завершается ошибкой.",
    ),
    how: text(
        "Let CSRF_FAILURE_VIEW name a function that takes request and reason.",
        "Укажите в CSRF_FAILURE_VIEW функцию, которая принимает request и reason.",
    ),
    examples: &[
        fails("CSRF_FAILURE_VIEW = 'pages.views.refused'")
            .with(&[("pages/views.py", "def refused(request):\n    return None\n")]),
        passes("CSRF_FAILURE_VIEW = 'pages.views.refused'")
            .with(&[("pages/views.py", "def refused(request, reason=''):\n    return None\n")]),
        fails("CSRF_FAILURE_VIEW = 'refused'"),
        irrelevant("CSRF_FAILURE_VIEW = 'pages.views.refused'")
            .with(&[("pages/views.py", "def other(request):\n    return None\n")]),
        asks("CSRF_FAILURE_VIEW = 'site.views.refused'"),
        irrelevant(""),
        undecided("from .other import CSRF_FAILURE_VIEW"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.settings.is_set("CSRF_FAILURE_VIEW")? {
        return Ok(not_applicable());
    }
    let view = project.settings.str("CSRF_FAILURE_VIEW")?;
    let path = &*view.value;
    let outcome = match project.failure_view()? {
        FailureView::Works => pass(),
        // Nothing starts then: `readiness.starts` says so.
        FailureView::NoModule | FailureView::NotInModule => return Ok(not_applicable()),
        FailureView::NoPath => fail(text! {
            en: "CSRF_FAILURE_VIEW is {path:?}, which is not a dotted path to a function.",
            ru: "CSRF_FAILURE_VIEW = {path:?} — это не путь к функции через точки.",
        }),
        FailureView::Refuses => fail(text! {
            en: "{path} does not take request and reason: check ends with security.E101.",
            ru: "{path} не принимает request и reason: check завершится с security.E101.",
        }),
        FailureView::Unseen => manual(text! {
            en: "Only an import can tell whether {path} exists and takes request and reason.",
            ru: "Есть ли {path} и принимает ли request и reason, покажет только импорт.",
        }),
    };
    Ok(outcome.at(&view))
}
