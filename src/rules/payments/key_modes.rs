//! All keys of a payment provider are for the same mode.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};
use crate::source::Place;

pub(super) static RULE: Rule = Rule {
    id: "payments.key-modes",
    item: Item::Delivery,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.stripe.com/keys",
    title: text("Payment keys are live keys", "Платёжные ключи боевые"),
    why: text(
        "A test key moves no money, and a test key beside a live one fails each payment.",
        "С тестовым ключом деньги не приходят, а тестовый вместе с боевым ломает каждый платёж.",
    ),
    how: text(
        "Take all keys from the environment, and give production the live ones.",
        "Берите все ключи из окружения и задайте в продакшене боевые.",
    ),
    examples: &[
        fails("STRIPE_PUBLISHABLE_KEY = 'pk_test_00000000'\nSTRIPE_SECRET_KEY = 'sk_live_00000000'"),
        fails("STRIPE_PUBLISHABLE_KEY = 'pk_test_00000000'"),
        fails("YOOKASSA_SECRET_KEY = 'test_00000000'"),
        passes("STRIPE_PUBLISHABLE_KEY = 'pk_live_00000000'"),
        passes("STRIPE_TEST_PUBLIC_KEY = 'pk_test_00000000'\nSTRIPE_LIVE_PUBLIC_KEY = 'pk_live_00000000'"),
        undecided(
            "import os\nSTRIPE_PUBLISHABLE_KEY = 'pk_live_00000000'\nSTRIPE_SECRET_KEY = os.environ['STRIPE_SECRET_KEY']",
        ),
        irrelevant("import os\nSTRIPE_SECRET_KEY = os.environ['STRIPE_SECRET_KEY']"),
        irrelevant(""),
    ],
    check,
};

const LIVE: &[&str] = &["pk_live_", "sk_live_", "rk_live_"];
const TEST: &[&str] = &["pk_test_", "sk_test_", "rk_test_"];

fn check(project: &Project) -> Verdict {
    let mut live: Option<(String, Option<Place>)> = None;
    let mut test: Option<(String, Option<Place>)> = None;
    let mut named_for_test = false;
    let mut open = Vec::new();
    for name in project.settings.names() {
        // What is large and no text is not copied to see that it is no key.
        let is_large = |kind: &Kind| matches!(kind, Kind::List(_) | Kind::Tuple(_) | Kind::Dict(_));
        if project.settings.binding(name).is_some_and(|binding| is_large(&binding.value.kind)) {
            continue;
        }
        let found = match project.settings.get(name) {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err(reason) => {
                open.push((name, reason));
                continue;
            }
        };
        let Some(key) = found.as_str() else { continue };
        let entry = (name.to_string(), found.place);
        let yookassa =
            ["YOOKASSA", "YOOMONEY", "YANDEX_KASSA"].iter().any(|provider| name.starts_with(provider));
        if yookassa && key.starts_with("test_") {
            test.get_or_insert(entry);
        } else if LIVE.iter().any(|prefix| key.starts_with(prefix)) {
            live.get_or_insert(entry);
        } else if TEST.iter().any(|prefix| key.starts_with(prefix)) {
            // dj-stripe keeps both pairs and chooses by the mode.
            if name.contains("TEST") {
                named_for_test = true;
            } else {
                test.get_or_insert(entry);
            }
        }
    }
    if let (None, Some((name, _))) = (&test, &live) {
        // Another key of the same provider may be for the other mode.
        let provider = name.split('_').next().unwrap_or(name);
        if let Some((_, reason)) = open.into_iter().find(|(name, _)| {
            name.split('_').next() == Some(provider) && name.split('_').any(|word| word == "KEY")
        }) {
            return Err(reason);
        }
    }
    Ok(match (test, live) {
        (Some((test, test_place)), Some((live, live_place))) => fail(text! {
            en: "{test} is a test key and {live} is a live one.",
            ru: "{test} — тестовый ключ, а {live} — боевой.",
        })
        .at_place(test_place)
        .related(live_place),
        (Some((test, place)), None) => attention(text! {
            en: "{test} is a test key.",
            ru: "{test} — тестовый ключ.",
        })
        .at_place(place),
        (None, Some((_, place))) => pass().at_place(place),
        (None, None) if named_for_test => pass(),
        (None, None) => not_applicable(),
    })
}
