//! An account belongs to the address that it names.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "allauth.email-verification",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.allauth.org/en/latest/account/configuration.html",
    title: text("New accounts confirm their address", "Новые аккаунты подтверждают почту"),
    why: text(
        "Without it anyone can register with somebody else's address, and scripts can register by the thousand.",
        "Без подтверждения можно зарегистрироваться с чужим адресом, а скрипты могут создавать аккаунты тысячами.",
    ),
    how: text(
        "Set ACCOUNT_EMAIL_VERIFICATION to \"mandatory\" once mail is known to arrive.",
        "Когда доставка писем проверена, задайте ACCOUNT_EMAIL_VERIFICATION = \"mandatory\".",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['allauth', 'allauth.account']\nACCOUNT_EMAIL_VERIFICATION = 'none'"),
        fails("INSTALLED_APPS = ['allauth', 'allauth.account']"),
        passes("INSTALLED_APPS = ['allauth', 'allauth.account']\nACCOUNT_EMAIL_VERIFICATION = 'mandatory'"),
        undecided(
            "import os\nINSTALLED_APPS = ['allauth.account']\nACCOUNT_EMAIL_VERIFICATION = os.environ.get('VERIFICATION', 'none')",
        ),
        irrelevant("INSTALLED_APPS = []"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("allauth.account", "django-allauth") {
        return Ok(not_applicable());
    }
    let found = project.settings.get("ACCOUNT_EMAIL_VERIFICATION")?;
    let outcome = match &found {
        // An enumeration's member is not a text; then it was chosen with care.
        Some(found) if !matches!(found.as_str(), Some("none" | "optional")) => return Ok(pass().at(found)),
        Some(found) => {
            let value = found.as_str().unwrap_or_default();
            attention(text! {
                en: "ACCOUNT_EMAIL_VERIFICATION is {value:?}: an account works without a confirmed address.",
                ru: "ACCOUNT_EMAIL_VERIFICATION = {value:?}: аккаунт работает и с неподтверждённым адресом.",
            })
            .at(found)
        }
        None => attention(text(
            "ACCOUNT_EMAIL_VERIFICATION is not set, and \"optional\" is allauth's own default: an account works without a confirmed address.",
            "ACCOUNT_EMAIL_VERIFICATION не задан, а по умолчанию в allauth это \"optional\": аккаунт работает и с неподтверждённым адресом.",
        )),
    };
    Ok(outcome.fix(
        Applicability::Unsafe,
        Where::Setting("ACCOUNT_EMAIL_VERIFICATION"),
        "ACCOUNT_EMAIL_VERIFICATION = \"mandatory\"",
    ))
}
