//! Old keys that still count are as strong as the present one.

use crate::checks;
use crate::model::{Item, Severity, plural_en, plural_ru, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, fail, fails, not_applicable, pass, passes, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "secret-key.fallbacks",
    item: Item::SecretKey,
    severity: Severity::Error,
    django: since(4, 1),
    mirrors: &["security.W025"],
    docs: "ref/settings/#secret-key-fallbacks",
    title: text("Every key in SECRET_KEY_FALLBACKS is strong", "Все ключи в SECRET_KEY_FALLBACKS надёжны"),
    why: text(
        "A fallback verifies signatures as the present key does, so one weak old key is enough to forge a session.",
        "Старый ключ проверяет подписи наравне с действующим: одного слабого достаточно, чтобы подделать сессию.",
    ),
    how: text(
        "Remove weak keys from the list; people with sessions signed by them log in again.",
        "Уберите слабые ключи из списка: тем, чьи сессии подписаны ими, придётся войти заново.",
    ),
    examples: &[
        fails("SECRET_KEY_FALLBACKS = ['old']"),
        passes("SECRET_KEY_FALLBACKS = ['k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR']"),
        undecided("import environ\nenv = environ.Env()\nSECRET_KEY_FALLBACKS = env.list('OLD_KEYS')"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let count = checks::count(project, "security.W025")?;
    let place = project.place_of("SECRET_KEY_FALLBACKS");
    if count == 0 {
        return Ok(if place.is_some() { pass().at_place(place) } else { not_applicable() });
    }
    let keys = plural_en(count, ["key", "keys"]);
    let keys_ru = plural_ru(count, ["слабый ключ", "слабых ключа", "слабых ключей"]);
    Ok(fail(text! {
        en: "SECRET_KEY_FALLBACKS has {count} weak {keys}: shorter than 50 characters, too uniform or made by startproject.",
        ru: "В SECRET_KEY_FALLBACKS {count} {keys_ru}: короче 50 символов, слишком однообразные или созданные startproject.",
    })
    .at_place(place))
}
