//! The key is not a placeholder that somebody meant to replace.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "secret-key.placeholder",
    item: Item::SecretKey,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secret-key",
    title: text("SECRET_KEY is no placeholder", "SECRET_KEY не заглушка"),
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
        fails("SECRET_KEY = '<your secret key here>'"),
        passes("SECRET_KEY = 'k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR'"),
        undecided("import os\nSECRET_KEY = os.environ['SECRET_KEY']"),
    ],
    check,
};

/// Parts of keys that were meant to be replaced, without marks and case.
const WORDS: &[&str] = &[
    "changeme",
    "changethis",
    "replaceme",
    "replacethis",
    "yoursecret",
    "yourkey",
    "secretkeyhere",
    "insertkey",
    "placeholder",
    "notasecret",
    "notsosecret",
    "todo",
    "example",
    "mysecretkey",
    "supersecret",
    "dummy",
    "fixme",
];

fn check(project: &Project) -> Verdict {
    let key = project.settings.str("SECRET_KEY")?;
    if key.value.is_empty() {
        return Ok(not_applicable());
    }
    let plain: String =
        key.value.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
    let letters = plain.len() * 2 > key.value.len();
    match WORDS.iter().find(|word| letters && plain.contains(**word)) {
        Some(_) => Ok(fail(text(
            "SECRET_KEY reads like a placeholder that was never replaced.",
            "SECRET_KEY похож на заглушку, которую забыли заменить.",
        ))
        .at(&key)),
        None => Ok(pass().at(&key)),
    }
}
