//! The key is long and random enough for Django.

use crate::checks;
use crate::model::{Applicability, Item, Severity, Text, plural_ru, text};
use crate::project::{Project, is_key_placeholder};
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "secret-key.strength",
    item: Item::SecretKey,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["security.W009"],
    docs: "ref/settings/#secret-key",
    title: text("SECRET_KEY is long and random", "SECRET_KEY длинный и случайный"),
    why: text(
        "Sessions, password reset links and signed cookies rest on this key: whoever guesses it can log in as anybody.",
        "На этом ключе держатся сессии, ссылки сброса пароля и подписанные cookie: кто его подберёт, войдёт под любым пользователем.",
    ),
    how: text(
        "Make a new key of at least 50 random characters and put it into the server's environment.",
        "Создайте новый ключ не короче 50 случайных символов и положите его в окружение сервера.",
    ),
    examples: &[
        fails("SECRET_KEY = 'short'"),
        fails("SECRET_KEY = 'changeme'"),
        fails("SECRET_KEY = 'django-insecure-0kq3J8vN1xZ7mP0sR4tY6uW9bA2cD5eF8gH1iJ4kL7mN0pQ3r'"),
        fails(""),
        passes("SECRET_KEY = 'k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR'"),
        undecided("import os\nSECRET_KEY = os.environ['SECRET_KEY']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let place = project.place_of("SECRET_KEY");
    if !checks::finds(project, "security.W009")? {
        return Ok(pass().at_place(place));
    }
    let reader = project.reader();
    let snippet = reader.assign("SECRET_KEY", &reader.str("SECRET_KEY", None));
    let outcome = fail(describe(project)?).at_place(place);
    Ok(outcome.fix(Applicability::Unsafe, Where::Setting("SECRET_KEY"), snippet))
}

/// What is wrong with the key, without a character of it.
fn describe(project: &Project) -> Result<Text, crate::project::Undecided> {
    let key = project.settings.value("SECRET_KEY")?;
    let key = key.value.as_str().unwrap_or_default();
    let length = key.chars().count();
    let weakness = if key.is_empty() {
        return Ok(text("SECRET_KEY is not set or empty.", "SECRET_KEY не задан или пуст."));
    } else if key.starts_with("django-insecure-") {
        text(
            "SECRET_KEY is the one that startproject made for development",
            "SECRET_KEY создан командой startproject для разработки",
        )
    } else if is_key_placeholder(key) {
        text("SECRET_KEY reads like a placeholder", "SECRET_KEY похож на заглушку")
    } else if length < 50 {
        let characters = plural_ru(length, ["символ", "символа", "символов"]);
        text! {
            en: "SECRET_KEY has {length} characters instead of at least 50",
            ru: "В SECRET_KEY {length} {characters} вместо хотя бы 50",
        }
    } else {
        text("SECRET_KEY has fewer than 5 different characters", "В SECRET_KEY меньше 5 различных символов")
    };
    // What keeps the key out of the code gives a strong one too: one thing to do.
    let Text { en, ru } = weakness;
    Ok(if project.key_is_written() {
        text! { en: "{en}, and it stands in the code.", ru: "{ru}, и он записан прямо в коде." }
    } else {
        text! { en: "{en}.", ru: "{ru}." }
    })
}
