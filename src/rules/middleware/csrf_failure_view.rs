//! A view of one's own for refused forms exists and takes what it is given.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, asks, fail, fails, irrelevant, manual, not_applicable, pass, passes,
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
        asks("CSRF_FAILURE_VIEW = 'site.views.refused'"),
        irrelevant(""),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.settings.is_set("CSRF_FAILURE_VIEW")? {
        return Ok(not_applicable());
    }
    let view = project.settings.str("CSRF_FAILURE_VIEW")?;
    let path = &*view.value;
    let Some((module, name)) = path.rsplit_once('.') else {
        return Ok(fail(text! {
            en: "CSRF_FAILURE_VIEW is {path:?}, which is no dotted path to a function.",
            ru: "CSRF_FAILURE_VIEW = {path:?} — это не путь к функции через точки.",
        })
        .at(&view));
    };
    if path == "django.views.csrf.csrf_failure" {
        return Ok(pass().at(&view));
    }
    let suffix = format!("{}.py", module.replace('.', "/"));
    let below = format!("/{suffix}");
    let file = project.tree.iter().find(|(_, file)| file.path == suffix || file.path.ends_with(&below));
    let start = format!("def {name}(");
    let signature = file.and_then(|(_, file)| {
        file.text.lines().find_map(|line| line.trim_start_matches("async ").strip_prefix(&start))
    });
    match signature {
        Some(arguments)
            if arguments.contains("reason") || arguments.contains("**") || !arguments.contains(')') =>
        {
            Ok(pass().at(&view))
        }
        Some(_) => Ok(fail(text! {
            en: "{name} takes no reason: check ends with security.E101.",
            ru: "{name} не принимает reason: check завершится с security.E101.",
        })
        .at(&view)),
        None => Ok(manual(text! {
            en: "Only an import can tell whether {path} exists and takes request and reason.",
            ru: "Есть ли {path} и принимает ли request и reason, покажет только импорт.",
        })
        .at(&view)),
    }
}
