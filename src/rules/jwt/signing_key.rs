//! Tokens have a key of their own, and one that verifies them.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "jwt.signing-key",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html#signing-key",
    title: text("Tokens are signed with a key of their own", "Токены подписаны отдельным ключом"),
    why: text(
        "SECRET_KEY as the key of tokens ties the two together: a new one ends every token at once, and its fallbacks are not asked.",
        "Если токены подписаны SECRET_KEY, его смена разом обрывает все токены, а прежние ключи для них не проверяются.",
    ),
    how: text(
        "Set SIGNING_KEY in SIMPLE_JWT from a variable of its own.",
        "Задайте SIGNING_KEY в SIMPLE_JWT из отдельной переменной окружения.",
    ),
    examples: &[
        fails("SIMPLE_JWT = {'AUTH_HEADER_TYPES': ('Bearer',)}"),
        fails("import os\nSECRET_KEY = os.environ['KEY']\nSIMPLE_JWT = {'SIGNING_KEY': SECRET_KEY}"),
        fails("import os\nSIMPLE_JWT = {'ALGORITHM': 'RS256', 'SIGNING_KEY': os.environ['JWT_KEY']}"),
        passes("import os\nSIMPLE_JWT = {'SIGNING_KEY': os.environ['JWT_KEY']}"),
        irrelevant(""),
        undecided("from .other import SIMPLE_JWT"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let (settings, setting) = (&project.settings, "SIMPLE_JWT");
    let Some(binding) = settings.binding(setting) else { return Ok(not_applicable()) };
    let dict = settings.dict(setting)?;
    let algorithm = settings.text_at(setting, &["ALGORITHM"])?;
    if let Some(algorithm) = algorithm.filter(|algorithm| !algorithm.starts_with("HS")) {
        for key in ["VERIFYING_KEY", "JWK_URL"] {
            if dict.key(key).is_some_and(|value| value.truthy() != Some(false)) {
                return Ok(pass().at(&dict));
            }
        }
        let name = &*algorithm.value;
        return Ok(attention(text! {
            en: "ALGORITHM is {name}, and VERIFYING_KEY is not set: no token can be verified.",
            ru: "ALGORITHM — {name}, а VERIFYING_KEY не задан: ни один токен не пройдёт проверку.",
        })
        .at(&algorithm));
    }
    let shared = match dict.key("SIGNING_KEY") {
        None => true,
        Some(key) => {
            let own = settings.binding("SECRET_KEY").map(|own| &own.value);
            own.is_some_and(|own| own.kind == key.kind && own.place == key.place)
        }
    };
    if !shared {
        return Ok(pass().at(&dict));
    }
    let place = dict.place.or_else(|| binding.history.last().map(|event| event.place));
    Ok(attention(text("Tokens are signed with SECRET_KEY.", "Токены подписываются ключом SECRET_KEY."))
        .at_place(place))
}
