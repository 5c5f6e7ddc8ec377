//! News of payments is believed only if it is signed.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "payments.webhook-validation",
    item: Item::Delivery,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://dj-stripe.dev/",
    title: text("Payment webhooks are verified", "Платёжные вебхуки проверяются"),
    why: text(
        "Without verification anyone who finds the webhook's address can report an order as paid.",
        "Без проверки любой, кто узнает адрес вебхука, сможет сообщить, что заказ оплачен.",
    ),
    how: text(
        "Set DJSTRIPE_WEBHOOK_VALIDATION to \"verify_signature\", which is also the default.",
        "Задайте DJSTRIPE_WEBHOOK_VALIDATION = \"verify_signature\" — это и значение по умолчанию.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['djstripe']\nDJSTRIPE_WEBHOOK_VALIDATION = None"),
        passes("INSTALLED_APPS = ['djstripe']"),
        passes("INSTALLED_APPS = ['djstripe']\nDJSTRIPE_WEBHOOK_VALIDATION = 'retrieve_event'"),
        irrelevant("DJSTRIPE_WEBHOOK_VALIDATION = None"),
        undecided("from .other import DJSTRIPE_WEBHOOK_VALIDATION\nINSTALLED_APPS = ['djstripe']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses("djstripe", "dj-stripe") {
        return Ok(not_applicable());
    }
    match project.settings.get("DJSTRIPE_WEBHOOK_VALIDATION")? {
        Some(found) if matches!(found.kind, Kind::None) => Ok(fail(text(
            "DJSTRIPE_WEBHOOK_VALIDATION is None: any request to the webhook is believed.",
            "DJSTRIPE_WEBHOOK_VALIDATION = None: вебхук верит любому запросу.",
        ))
        .at(&found)
        .fix(
            Applicability::Safe,
            Where::Setting("DJSTRIPE_WEBHOOK_VALIDATION"),
            "DJSTRIPE_WEBHOOK_VALIDATION = \"verify_signature\"",
        )),
        Some(found) => Ok(pass().at(&found)),
        None => Ok(pass()),
    }
}
