//! Payments are real.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "payments.test-mode",
    item: Item::Delivery,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://dj-stripe.dev/",
    title: text("Payments run in live mode", "Платежи идут в боевом режиме"),
    why: text(
        "In test mode orders count as paid and no money arrives.",
        "В тестовом режиме заказы считаются оплаченными, а деньги не приходят.",
    ),
    how: text(
        "Switch the provider to live mode in the production settings before the first payment, and make one real payment.",
        "До первой оплаты переключите платёжную систему в боевой режим в настройках продакшена и проведите один настоящий платёж.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['djstripe']"),
        fails("INSTALLED_APPS = ['djstripe']\nSTRIPE_LIVE_MODE = False"),
        fails("ROBOKASSA_TEST_MODE = True"),
        fails("PAYPAL_MODE = 'sandbox'"),
        fails("INSTALLED_APPS = ['paypal.standard.ipn']"),
        passes("INSTALLED_APPS = ['djstripe']\nSTRIPE_LIVE_MODE = True"),
        fails("PAYMENT_VARIANTS = {'paypal': ('payments.paypal.PaypalProvider', {'client_id': 'a'})}"),
        fails("PAYPAL_API_URL = 'https://api-m.sandbox.paypal.com'"),
        passes("PAYPAL_TEST = False"),
        undecided("import os\nROBOKASSA_TEST_MODE = os.environ.get('ROBOKASSA_TEST') == '1'"),
        irrelevant("STRIPE_SECRET_KEY_TEST = 'sk_test_00000000'"),
        irrelevant("TEST = True\nSTRIPE_PUBLISHABLE_KEY = 'pk_live_0'"),
        irrelevant(""),
    ],
    check,
};

const PROVIDERS: &[&str] = &[
    "ADYEN",
    "BRAINTREE",
    "CLOUDPAYMENTS",
    "FONDY",
    "LIQPAY",
    "MOLLIE",
    "PAYPAL",
    "PAYU",
    "RAZORPAY",
    "ROBOKASSA",
    "SQUARE",
    "STRIPE",
    "TINKOFF",
    "YOOKASSA",
    "YOOMONEY",
];

/// Ends of names of switches that turn the test mode on.
const SWITCHES: &[&str] = &["_SANDBOX", "_SANDBOX_MODE", "_TEST", "_TEST_MODE", "_IS_TEST", "_USE_SANDBOX"];

/// Words in names of keys and addresses, which are no switches.
const DATA: &[&str] = &["KEY", "SECRET", "TOKEN", "PASS", "_ID", "URL", "LOGIN", "MERCHANT"];

/// Ends of names whose value names the mode.
const MODES: &[&str] = &["_MODE", "_ENVIRONMENT", "_ENV"];

/// Providers of django-payments that run in the sandbox by default, and the option that tells.
const VARIANTS: &[(&str, &str)] = &[
    ("PaypalProvider", "endpoint"),
    ("PaypalCardProvider", "endpoint"),
    ("BraintreeProvider", "sandbox"),
    ("CyberSourceProvider", "sandbox"),
    ("CoinbaseProvider", "endpoint"),
];

/// Switches for live mode that are off by default, and the app that reads them.
const LIVE: &[(&str, &str)] = &[("djstripe", "STRIPE_LIVE_MODE")];

fn check(project: &Project) -> Verdict {
    let settings = &project.settings;
    let mut asked = false;
    for (app, name) in LIVE {
        if !project.uses(app, "dj-stripe") {
            continue;
        }
        asked = true;
        let found = settings.get(name)?;
        if found.as_ref().is_some_and(|found| found.truthy() == Some(true)) {
            continue;
        }
        let outcome = match &found {
            Some(found) => attention(text! { en: "{name} is off.", ru: "{name} выключен." }).at(found),
            None => attention(text! {
                en: "{name} is not set, and test mode is dj-stripe's own default.",
                ru: "{name} не задан, а по умолчанию dj-stripe работает в тестовом режиме.",
            })
            .at_place(project.app(app).ok().flatten().flatten()),
        };
        return Ok(outcome.fix(Applicability::Unsafe, Where::Setting(name), format!("{name} = True")));
    }
    for name in settings.names().filter(|name| is_of_provider(name, &[])) {
        let Some(url) = settings.get(name).ok().flatten() else { continue };
        if url.as_str().is_some_and(|url| url.contains("://") && url.contains("sandbox")) {
            return Ok(attention(text! {
                en: "{name} is an address of the sandbox.",
                ru: "{name} — адрес песочницы.",
            })
            .at(&url));
        }
    }
    for name in settings.names().filter(|name| is_of_provider(name, DATA)) {
        if SWITCHES.iter().any(|end| name.ends_with(end)) {
            asked = true;
            let switch = settings.truthy(name)?;
            if *switch {
                return Ok(attention(text! {
                    en: "{name} is on: no money moves.",
                    ru: "{name} включён: деньги не переводятся.",
                })
                .at(&switch));
            }
        } else if MODES.iter().any(|end| name.ends_with(end)) {
            let Some(mode) = settings.get(name)? else { continue };
            let Some(word) = mode.as_str().map(str::to_ascii_lowercase) else { continue };
            asked = true;
            if matches!(word.as_str(), "sandbox" | "test" | "testing") {
                return Ok(attention(text! {
                    en: "{name} is {word:?}: no money moves.",
                    ru: "{name} = {word:?}: деньги не переводятся.",
                })
                .at(&mode));
            }
        }
    }
    // django-payments: what is not told is the sandbox to these.
    let variants = match settings.binding("PAYMENT_VARIANTS") {
        Some(_) => settings.entries("PAYMENT_VARIANTS", &[])?,
        None => Vec::new(),
    };
    for (variant, pair) in variants {
        let Some([class, options]) = pair.items() else { continue };
        let Some((_, key)) =
            class.as_str().and_then(|class| VARIANTS.iter().find(|(end, _)| class.ends_with(end)))
        else {
            continue;
        };
        asked = true;
        let live = match options.key(key) {
            Some(value) => match value.as_str() {
                Some(url) => Some(!url.contains("sandbox")),
                None => value.truthy().map(|sandbox| !sandbox),
            },
            None => Some(false),
        };
        match live {
            Some(true) => {}
            Some(false) => {
                return Ok(attention(text! {
                    en: "The variant {variant:?} runs in the sandbox: no money moves.",
                    ru: "Вариант {variant:?} работает в песочнице: деньги не переводятся.",
                })
                .at_place(pair.place));
            }
            None => return Err(crate::project::Undecided::hole("PAYMENT_VARIANTS", options)),
        }
    }
    if project.uses("paypal.standard.ipn", "django-paypal") && settings.binding("PAYPAL_TEST").is_none() {
        return Ok(attention(text(
            "PAYPAL_TEST is not set, and test mode is django-paypal's own default.",
            "PAYPAL_TEST не задан, а по умолчанию django-paypal работает в тестовом режиме.",
        ))
        .at_place(project.app("paypal.standard.ipn").ok().flatten().flatten())
        .fix(Applicability::Unsafe, Where::Setting("PAYPAL_TEST"), "PAYPAL_TEST = False"));
    }
    Ok(if asked { pass() } else { not_applicable() })
}

/// Whether the name may be a switch of a provider; keys and addresses for the
/// test mode are none.
fn is_of_provider(name: &str, data: &[&str]) -> bool {
    name.split_once('_').is_some_and(|(first, _)| PROVIDERS.contains(&first))
        && !name.contains("SANDBOX_URL")
        && !data.iter().any(|word| name.contains(word))
}
