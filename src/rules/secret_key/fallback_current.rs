//! The present key is not among the old ones.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, fail, fails, not_applicable, pass, passes, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "secret-key.fallback-current",
    item: Item::SecretKey,
    severity: Severity::Warning,
    django: since(4, 1),
    mirrors: &[],
    docs: "ref/settings/#secret-key-fallbacks",
    title: text("SECRET_KEY_FALLBACKS holds former keys only", "В SECRET_KEY_FALLBACKS только прежние ключи"),
    why: text(
        "The present key among the fallbacks means that the rotation was not finished: the key did not change.",
        "Действующий ключ среди прежних означает, что ротацию не довели до конца: ключ не сменился.",
    ),
    how: text(
        "Put a new key into SECRET_KEY, leave the former one in the fallbacks, and remove it once sessions have expired.",
        "Задайте в SECRET_KEY новый ключ, прежний оставьте в списке и уберите, когда истекут сессии.",
    ),
    examples: &[
        fails("SECRET_KEY = 'abc'\nSECRET_KEY_FALLBACKS = [SECRET_KEY]"),
        passes("SECRET_KEY = 'abc'\nSECRET_KEY_FALLBACKS = ['def']"),
        undecided("from .other import SECRET_KEY_FALLBACKS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let fallbacks = project.settings.list("SECRET_KEY_FALLBACKS")?;
    if fallbacks.is_empty() {
        return Ok(not_applicable());
    }
    let key = project.settings.str("SECRET_KEY")?;
    match fallbacks.find(&key.value)? {
        Some(item) => Ok(fail(text(
            "SECRET_KEY stands in SECRET_KEY_FALLBACKS too.",
            "SECRET_KEY указан и в SECRET_KEY_FALLBACKS.",
        ))
        .at_place(item.place)),
        None => Ok(pass().at(&fallbacks)),
    }
}
