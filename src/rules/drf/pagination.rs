//! Lists come page by page.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "drf.pagination",
    item: Item::ResponseTime,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://www.django-rest-framework.org/api-guide/pagination/#setting-the-pagination-style",
    title: text("Lists of the API come in pages", "Списки в API разбиты на страницы"),
    why: text(
        "A list view without pages answers with the whole table: fast today, and a stopped process at a million rows.",
        "Список без страниц отдаёт таблицу целиком: сегодня быстро, а на миллионе строк процесс встанет.",
    ),
    how: text(
        "Set both DEFAULT_PAGINATION_CLASS and PAGE_SIZE.",
        "Задайте и DEFAULT_PAGINATION_CLASS, и PAGE_SIZE.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['rest_framework']")
            .with(&[("shop/views.py", "from rest_framework import viewsets\n")]),
        fails("INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'PAGE_SIZE': 20}"),
        fails(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_PAGINATION_CLASS': 'rest_framework.pagination.PageNumberPagination'}",
        ),
        passes(
            "INSTALLED_APPS = ['rest_framework']\nREST_FRAMEWORK = {'DEFAULT_PAGINATION_CLASS': 'shop.pages.Pages'}",
        ),
        irrelevant("INSTALLED_APPS = []"),
        undecided("from .other import REST_FRAMEWORK\nINSTALLED_APPS = ['rest_framework']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("rest_framework", "djangorestframework") {
        return Ok(not_applicable());
    }
    let set = |key: &str| {
        let found = project.settings.path("REST_FRAMEWORK", &[key])?;
        Ok(found.filter(|found| !matches!(found.kind, Kind::None)))
    };
    if project.settings.binding("REST_FRAMEWORK").is_some() {
        project.settings.dict("REST_FRAMEWORK")?;
    }
    let (class, size) = (set("DEFAULT_PAGINATION_CLASS")?, set("PAGE_SIZE")?);
    Ok(match (class, size) {
        (Some(class), Some(_)) => pass().at(&class),
        // A class of one's own may have a size of its own.
        (Some(class), None) if !class.as_str().is_some_and(|class| class.starts_with("rest_framework.")) => {
            pass().at(&class)
        }
        (Some(class), None) => attention(text(
            "DEFAULT_PAGINATION_CLASS is set without PAGE_SIZE: nothing is cut into pages.",
            "DEFAULT_PAGINATION_CLASS задан без PAGE_SIZE: на страницы ничего не делится.",
        ))
        .at(&class),
        (None, Some(size)) => attention(text(
            "PAGE_SIZE is set without DEFAULT_PAGINATION_CLASS: nothing is cut into pages.",
            "PAGE_SIZE задан без DEFAULT_PAGINATION_CLASS: на страницы ничего не делится.",
        ))
        .at(&size),
        // Views may have pages of their own, and may not have been given.
        (None, None)
            if project.python_mentions("pagination_class")
                || !["from rest_framework", "import rest_framework"]
                    .iter()
                    .any(|word| project.python_mentions(word)) =>
        {
            not_applicable()
        }
        (None, None) => attention(text(
            "DEFAULT_PAGINATION_CLASS is not set, and no given view has one.",
            "DEFAULT_PAGINATION_CLASS не задан, и ни в одном переданном представлении его тоже нет.",
        ))
        .at_place(project.app("rest_framework").ok().flatten().flatten()),
    })
}
