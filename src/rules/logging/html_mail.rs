//! Mails about errors do not carry the whole debug page.

use crate::model::{Item, Severity, text};
use crate::project::{ADMIN_EMAIL, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "logging.html-mail",
    item: Item::ErrorsAndLogs,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/logging/#django.utils.log.AdminEmailHandler",
    title: text("Error mails carry no debug page", "В письмах об ошибках нет отладочной страницы"),
    why: text(
        "include_html attaches the whole debug page: local variables of every frame, cookies and settings go through mail servers and stay in mailboxes.",
        "include_html прикладывает отладочную страницу целиком: локальные переменные, cookie и настройки проходят через почтовые серверы и остаются в ящиках.",
    ),
    how: text(
        "Leave include_html out, or use an error tracker.",
        "Уберите include_html или возьмите трекер ошибок.",
    ),
    examples: &[
        fails(
            "LOGGING = {'version': 1, 'handlers': {'mail': {'class': 'django.utils.log.AdminEmailHandler', 'include_html': True}}}",
        ),
        passes(
            "LOGGING = {'version': 1, 'handlers': {'mail': {'class': 'django.utils.log.AdminEmailHandler'}}}",
        ),
        irrelevant("DEBUG = False"),
        undecided("from .other import LOGGING"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let handlers = project.settings.entries("LOGGING", &["handlers"])?;
    let mut seen = None;
    for (name, handler) in &handlers {
        if handler.key("class").and_then(|class| class.as_str()) != Some(ADMIN_EMAIL) {
            continue;
        }
        let html = project.settings.truthy_at("LOGGING", &["handlers", name, "include_html"])?;
        if let Some(html) = html.filter(|html| **html) {
            return Ok(attention(text! {
                en: "The handler {name:?} mails the whole debug page.",
                ru: "Обработчик {name:?} шлёт отладочную страницу целиком.",
            })
            .at(&html));
        }
        seen = seen.or(handler.place);
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
