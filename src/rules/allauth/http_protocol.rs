//! Links in mail lead to https.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "allauth.http-protocol",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.allauth.org/en/latest/account/configuration.html",
    title: text("Links that allauth sends begin with https", "Ссылки из писем allauth начинаются с https"),
    why: text(
        "Where allauth has no request to go by, or a proxy hides that it came over HTTPS, links for confirming an address or resetting a password begin with http, and their secret part travels unencrypted.",
        "Если у allauth нет запроса под рукой или прокси скрыл, что он пришёл по HTTPS, ссылки подтверждения и сброса пароля начинаются с http, и их секретная часть идёт без шифрования.",
    ),
    how: text(
        "Set ACCOUNT_DEFAULT_HTTP_PROTOCOL to \"https\".",
        "Задайте ACCOUNT_DEFAULT_HTTP_PROTOCOL = \"https\".",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['allauth', 'allauth.account']"),
        fails("INSTALLED_APPS = ['allauth', 'allauth.account']\nACCOUNT_DEFAULT_HTTP_PROTOCOL = 'http'"),
        passes("INSTALLED_APPS = ['allauth', 'allauth.account']\nACCOUNT_DEFAULT_HTTP_PROTOCOL = 'https'"),
        irrelevant("INSTALLED_APPS = []"),
        undecided(
            "from .other import ACCOUNT_DEFAULT_HTTP_PROTOCOL\nINSTALLED_APPS = ['allauth', 'allauth.account']",
        ),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("allauth.account", "django-allauth") {
        return Ok(not_applicable());
    }
    let found = project.settings.get("ACCOUNT_DEFAULT_HTTP_PROTOCOL")?;
    let outcome = match &found {
        Some(found) if found.as_str() == Some("https") => return Ok(pass().at(found)),
        Some(found) => attention(text(
            "ACCOUNT_DEFAULT_HTTP_PROTOCOL is not \"https\".",
            "ACCOUNT_DEFAULT_HTTP_PROTOCOL — не \"https\".",
        ))
        .at(found),
        None => attention(text(
            "ACCOUNT_DEFAULT_HTTP_PROTOCOL is not set, and allauth's own default is \"http\".",
            "ACCOUNT_DEFAULT_HTTP_PROTOCOL не задан, а по умолчанию в allauth это \"http\".",
        )),
    };
    Ok(outcome.fix(
        Applicability::Safe,
        Where::Setting("ACCOUNT_DEFAULT_HTTP_PROTOCOL"),
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL = \"https\"",
    ))
}
