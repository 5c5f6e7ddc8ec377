//! Sessions survive a login elsewhere.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cookies.strict-login",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#session-cookie-samesite",
    title: text("The session survives a login at a provider", "Сессия переживает вход через провайдера"),
    why: text(
        "A strict cookie is not sent when the provider sends the visitor back: the login ends in an error or a loop.",
        "Cookie с SameSite=Strict не отправляется при возврате от провайдера: вход кончается ошибкой или петлёй.",
    ),
    how: text(
        "Set SESSION_COOKIE_SAMESITE to \"Lax\", which is also the default.",
        "Задайте SESSION_COOKIE_SAMESITE = \"Lax\" — это и значение по умолчанию.",
    ),
    examples: &[
        fails("SESSION_COOKIE_SAMESITE = 'Strict'\nINSTALLED_APPS = ['allauth.socialaccount']"),
        passes("SESSION_COOKIE_SAMESITE = 'Lax'\nINSTALLED_APPS = ['social_django']"),
        irrelevant("SESSION_COOKIE_SAMESITE = 'Strict'\nINSTALLED_APPS = []"),
        undecided(
            "import os\nSESSION_COOKIE_SAMESITE = os.environ.get('SESSION_COOKIE_SAMESITE', 'Strict')\nINSTALLED_APPS = ['allauth.socialaccount']",
        ),
    ],
    check: |project| rarely(project, check),
};

/// Apps that log in at a provider elsewhere.
const APPS: &[&str] =
    &["allauth.socialaccount", "social_django", "mozilla_django_oidc", "djangosaml2", "authlib"];

fn check(project: &Project) -> Verdict {
    let mut used = None;
    for app in APPS {
        used = used.or(project.app(app)?.map(|place| (*app, place)));
    }
    let Some((app, place)) = used else { return Ok(not_applicable()) };
    let same_site = project.settings.value("SESSION_COOKIE_SAMESITE")?;
    if !same_site.as_str().is_some_and(|value| value.eq_ignore_ascii_case("strict")) {
        return Ok(pass().at(&same_site));
    }
    let fix = "SESSION_COOKIE_SAMESITE = \"Lax\"";
    Ok(fail(text! {
        en: "SESSION_COOKIE_SAMESITE is \"Strict\", and {app} logs in elsewhere.",
        ru: "SESSION_COOKIE_SAMESITE = \"Strict\", а {app} входит через чужой сайт.",
    })
    .at(&same_site)
    .related(place)
    .fix(Applicability::Unsafe, Where::Setting("SESSION_COOKIE_SAMESITE"), fix))
}
