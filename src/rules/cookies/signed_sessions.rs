//! Sessions can be ended.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cookies.signed-sessions",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/http/sessions/#using-cookie-based-sessions",
    title: text("A session can be ended on the server", "Сессию можно завершить на сервере"),
    why: text(
        "A session inside the cookie cannot be revoked: a stolen one works after the logout, until it expires.",
        "Сессию внутри cookie нельзя отозвать: украденная работает и после выхода, пока не истечёт.",
    ),
    how: text(
        "Keep sessions in the database or in a cache, unless they hold nothing of worth.",
        "Храните сессии в базе или кеше, если в них есть что-то ценное.",
    ),
    examples: &[
        fails("SESSION_ENGINE = 'django.contrib.sessions.backends.signed_cookies'"),
        passes("SESSION_ENGINE = 'django.contrib.sessions.backends.db'"),
        irrelevant(""),
        undecided(
            "import os\nSESSION_ENGINE = os.environ.get('SESSION_ENGINE', 'django.contrib.sessions.backends.signed_cookies')",
        ),
    ],
    check: |project| rarely(project, check),
};

fn check(project: &Project) -> Verdict {
    if project.settings.binding("SESSION_ENGINE").is_none() {
        return Ok(not_applicable());
    }
    let engine = project.settings.str("SESSION_ENGINE")?;
    Ok(if engine.ends_with(".signed_cookies") {
        attention(text("Sessions are kept in the cookie itself.", "Сессии хранятся в самой cookie."))
            .at(&engine)
    } else {
        pass().at(&engine)
    })
}
