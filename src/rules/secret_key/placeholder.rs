//! The key is not a placeholder that somebody meant to replace.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::{Project, is_key_placeholder};
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "secret-key.placeholder",
    item: Item::SecretKey,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secret-key",
    title: text("SECRET_KEY is not a placeholder", "SECRET_KEY — не заглушка"),
    why: text(
        "Words like changeme are the first that an attacker tries, however long the key is.",
        "Слова вроде changeme пробуют первыми, какой бы длины ни был ключ.",
    ),
    how: text(
        "Make a random key: `python -c \"import secrets; print(secrets.token_urlsafe(50))\"`.",
        "Создайте случайный ключ: `python -c \"import secrets; print(secrets.token_urlsafe(50))\"`.",
    ),
    examples: &[
        fails("SECRET_KEY = 'changeme-changeme-changeme-changeme-changeme-changeme'"),
        fails("SECRET_KEY = '<your secret key here, fifty characters at the least>'"),
        irrelevant("SECRET_KEY = '<your secret key here>'"),
        passes("SECRET_KEY = 'k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR'"),
        undecided("import os\nSECRET_KEY = os.environ['SECRET_KEY']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    // A default of the reader is a question of its own.
    let Some(binding) = project.settings.binding("SECRET_KEY") else { return Ok(not_applicable()) };
    if matches!(binding.value.kind, Kind::Maybe(_)) {
        return Ok(not_applicable());
    }
    let key = project.settings.str("SECRET_KEY")?;
    if key.value.is_empty() || checks::finds(project, "security.W009")? {
        return Ok(not_applicable());
    }
    Ok(if is_key_placeholder(&key.value) {
        fail(text(
            "SECRET_KEY reads like a placeholder that was never replaced.",
            "SECRET_KEY похож на заглушку, которую забыли заменить.",
        ))
        .at(&key)
    } else {
        pass().at(&key)
    })
}
