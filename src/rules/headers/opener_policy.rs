//! The opener policy has a value that Django accepts.

use crate::checks;
use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "headers.opener-policy",
    item: Item::Https,
    severity: Severity::Error,
    django: since(4, 0),
    mirrors: &["security.E024"],
    docs: "ref/settings/#secure-cross-origin-opener-policy",
    title: text(
        "Cross-Origin-Opener-Policy has a valid value",
        "У Cross-Origin-Opener-Policy верное значение",
    ),
    why: text(
        "check --deploy ends with an error on any other value, and browsers ignore it.",
        "На любом другом значении check --deploy завершается ошибкой, а браузеры его не учитывают.",
    ),
    how: text(
        "Use \"same-origin\", \"same-origin-allow-popups\" or \"unsafe-none\", or None to send nothing.",
        "Допустимы \"same-origin\", \"same-origin-allow-popups\", \"unsafe-none\" или None, чтобы не отправлять заголовок.",
    ),
    examples: &[
        fails(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_CROSS_ORIGIN_OPENER_POLICY = 'none'",
        ),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_CROSS_ORIGIN_OPENER_POLICY = None",
        ),
        irrelevant("SECURE_CROSS_ORIGIN_OPENER_POLICY = 'none'"),
        undecided("from .other import MIDDLEWARE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W001")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECURE_CROSS_ORIGIN_OPENER_POLICY");
    if !checks::finds(project, "security.E024")? {
        return Ok(pass().at_place(place));
    }
    Ok(fail(text(
        "SECURE_CROSS_ORIGIN_OPENER_POLICY has a value that does not exist.",
        "В SECURE_CROSS_ORIGIN_OPENER_POLICY несуществующее значение.",
    ))
    .at_place(place)
    .fix(
        Applicability::Safe,
        Where::Setting("SECURE_CROSS_ORIGIN_OPENER_POLICY"),
        "SECURE_CROSS_ORIGIN_OPENER_POLICY = \"same-origin\"",
    ))
}
