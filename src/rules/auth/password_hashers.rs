//! Passwords are stored by a slow hasher.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "auth.password-hashers",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/auth/passwords/#how-django-stores-passwords",
    title: text("Passwords are stored by a slow hasher", "Пароли хешируются медленным алгоритмом"),
    why: text(
        "The first hasher stores every new password. MD5 and SHA1 are tried by the billion per second once the table leaks.",
        "Первый хешер сохраняет каждый новый пароль. После утечки таблицы MD5 и SHA1 перебирают миллиардами в секунду.",
    ),
    how: text(
        "Remove PASSWORD_HASHERS, or put PBKDF2, Argon2 or scrypt first; keep the old ones below it until everybody has logged in again.",
        "Уберите PASSWORD_HASHERS или поставьте первым PBKDF2, Argon2 или scrypt, а старые оставьте ниже, пока все не войдут заново.",
    ),
    examples: &[
        fails("PASSWORD_HASHERS = ['django.contrib.auth.hashers.MD5PasswordHasher']"),
        passes(
            "PASSWORD_HASHERS = ['django.contrib.auth.hashers.Argon2PasswordHasher', 'django.contrib.auth.hashers.MD5PasswordHasher']",
        ),
        passes(""),
        undecided("from .other import PASSWORD_HASHERS"),
    ],
    check,
};

const WEAK: &[&str] = &[
    "MD5PasswordHasher",
    "SHA1PasswordHasher",
    "UnsaltedMD5PasswordHasher",
    "UnsaltedSHA1PasswordHasher",
    "CryptPasswordHasher",
];

fn check(project: &Project) -> Verdict {
    let hashers = project.settings.list("PASSWORD_HASHERS")?;
    let Some(first) = hashers.items.first() else {
        return Ok(fail(text(
            "PASSWORD_HASHERS is empty: no password can be set or checked.",
            "PASSWORD_HASHERS пуст: ни задать, ни проверить пароль нельзя.",
        ))
        .at(&hashers));
    };
    let Some(path) = first.as_str() else {
        project.settings.look("PASSWORD_HASHERS", first)?;
        return Ok(pass().at(&hashers));
    };
    let class = path.rsplit('.').next().unwrap_or(path);
    if !WEAK.contains(&class) {
        return Ok(pass().at(&hashers));
    }
    let mut items = vec!["django.contrib.auth.hashers.PBKDF2PasswordHasher".to_owned()];
    items.extend(
        hashers
            .strs()
            .map(|(path, _)| path.to_owned())
            .filter(|path| !path.ends_with(".PBKDF2PasswordHasher")),
    );
    let snippet = crate::project::list_code("PASSWORD_HASHERS", &items);
    Ok(fail(text! {
        en: "New passwords are stored by {class}.",
        ru: "Новые пароли сохраняет {class}.",
    })
    .at_place(first.place.or(hashers.place))
    .fix(Applicability::Unsafe, Where::Setting("PASSWORD_HASHERS"), snippet))
}
