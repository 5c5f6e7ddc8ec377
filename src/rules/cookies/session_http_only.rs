//! Scripts cannot read the session cookie.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "cookies.session-http-only",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.W013", "security.W014", "security.W015"],
    docs: "ref/settings/#session-cookie-httponly",
    title: text("Scripts cannot read the session cookie", "Скрипты не могут прочитать cookie сессии"),
    why: text(
        "A script that slips into a page could send the session to somebody else.",
        "Скрипт, попавший на страницу, смог бы отправить сессию постороннему.",
    ),
    how: text(
        "Remove SESSION_COOKIE_HTTPONLY: its default is True.",
        "Уберите SESSION_COOKIE_HTTPONLY: по умолчанию он равен True.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['django.contrib.sessions']\nSESSION_COOKIE_HTTPONLY = False"),
        passes("INSTALLED_APPS = ['django.contrib.sessions']"),
        undecided("from .other import SESSION_COOKIE_HTTPONLY\nINSTALLED_APPS = ['django.contrib.sessions']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let place = project.place_of("SESSION_COOKIE_HTTPONLY");
    for id in RULE.mirrors {
        if checks::finds(project, id)? {
            return Ok(fail(text(
                "SESSION_COOKIE_HTTPONLY is not True.",
                "SESSION_COOKIE_HTTPONLY не равен True.",
            ))
            .at_place(place)
            .fix(
                Applicability::Safe,
                Where::Setting("SESSION_COOKIE_HTTPONLY"),
                "SESSION_COOKIE_HTTPONLY = True",
            ));
        }
    }
    Ok(pass().at_place(place))
}
