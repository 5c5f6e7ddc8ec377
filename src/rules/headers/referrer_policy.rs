//! Other sites do not learn where people came from.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "headers.referrer-policy",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &["security.W022", "security.E023"],
    docs: "ref/settings/#secure-referrer-policy",
    title: text("A valid Referrer-Policy is sent", "Отправляется верная политика Referrer-Policy"),
    why: text(
        "Without it older browsers tell other sites the whole address of your page, with tokens in it.",
        "Без неё старые браузеры передают чужим сайтам полный адрес вашей страницы вместе с токенами в нём.",
    ),
    how: text(
        "Remove SECURE_REFERRER_POLICY: its default is \"same-origin\".",
        "Уберите SECURE_REFERRER_POLICY: по умолчанию он равен \"same-origin\".",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_REFERRER_POLICY = None",
        ),
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_REFERRER_POLICY = 'none'",
        ),
        passes("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']"),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_REFERRER_POLICY = 'no-referrer, same-origin'",
        ),
        irrelevant("SECURE_REFERRER_POLICY = None"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W001")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECURE_REFERRER_POLICY");
    let message = if checks::finds(project, "security.W022")? {
        text(
            "SECURE_REFERRER_POLICY is None: no policy is sent.",
            "SECURE_REFERRER_POLICY = None: политика не отправляется.",
        )
    } else if checks::finds(project, "security.E023")? {
        text(
            "SECURE_REFERRER_POLICY has a value that does not exist: check ends with an error.",
            "В SECURE_REFERRER_POLICY несуществующее значение: check завершается ошибкой.",
        )
    } else {
        return Ok(pass().at_place(place));
    };
    Ok(fail(message).at_place(place).fix(
        Applicability::Safe,
        Where::Setting("SECURE_REFERRER_POLICY"),
        "SECURE_REFERRER_POLICY = \"same-origin\"",
    ))
}
