//! The database password is not one that everybody tries first.

use crate::model::{Item, Severity, text};
use crate::project::{Database, Project};
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "database.password",
    item: Item::Database,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#password",
    title: text("The database password is not an obvious one", "Пароль базы данных не из очевидных"),
    why: text(
        "Programs that look for open database ports try the user's name and a short list of words first; this password is on the list.",
        "Программы, которые ищут открытые порты баз данных, первым делом пробуют имя пользователя и короткий список слов. Этот пароль в нём есть.",
    ),
    how: text(
        "Set a long random password on the server and hand it over through the environment.",
        "Задайте на сервере длинный случайный пароль и передавайте его через переменную окружения.",
    ),
    examples: &[
        fails(
            "USER = 'app'\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'USER': USER, 'PASSWORD': f'{USER}'}}",
        ),
        fails(
            "USER = 'root'\nDATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'USER': USER, 'PASSWORD': USER + '123'}}",
        ),
        passes(
            "USER = 'shop'\nDATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'USER': USER, 'PASSWORD': USER + '-rainy-harbour'}}",
        ),
        irrelevant(
            "DATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'USER': 'shop', 'PASSWORD': 'shop'}}",
        ),
        undecided(
            "import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.mysql', 'PASSWORD': os.environ['DB_PASSWORD']}}",
        ),
    ],
    check,
};

const TRIED_FIRST: &[&str] = &[
    "postgres",
    "password",
    "passw0rd",
    "root",
    "admin",
    "secret",
    "changeme",
    "change-me",
    "change_me",
    "django",
    "pass",
    "test",
    "user",
    "qwerty",
    "example",
    "mysql",
    "db",
    "mypassword",
    "mysecretpassword",
    "supersecret",
    "toor",
    "123",
    "1234",
    "12345",
    "123456",
    "1234567",
    "12345678",
    "123456789",
    "1234567890",
    "111111",
    "qwerty123",
    "password123",
    "admin123",
    "root123",
    "postgres123",
];

fn check(project: &Project) -> Verdict {
    let databases = project.databases()?;
    worst(databases.iter().map(|database| one(project, database)))
}

fn one(project: &Project, database: &Database) -> Verdict {
    if !database.engine()?.is_networked() {
        return Ok(not_applicable());
    }
    let Some(password) = database.text(&["PASSWORD"])?.filter(|password| !password.value.is_empty()) else {
        return Ok(not_applicable());
    };
    // One that stands in the code is told as leaked, and has to be changed anyway.
    if project.credentials().iter().any(|found| Some(found.place) == password.place) {
        return Ok(not_applicable());
    }
    // Whoever knows the names of user and database tries them too; they may be unknown to us.
    let named = ["USER", "NAME"].iter().any(|key| {
        matches!(database.text(&[key]), Ok(Some(other)) if other.value.eq_ignore_ascii_case(&password.value))
    });
    let alias = &database.alias;
    let place = password.place.and_then(|place| project.shown_place(&password.value, place));
    if named || TRIED_FIRST.contains(&password.value.to_ascii_lowercase().as_str()) {
        let message = if named {
            text! {
                en: "The password of the database {alias:?} is the name of its user or of the database itself.",
                ru: "Пароль базы {alias:?} совпадает с именем пользователя или самой базы.",
            }
        } else {
            text! {
                en: "The password of the database {alias:?} is one of the first that are tried.",
                ru: "Пароль базы {alias:?} — из тех, что пробуют первыми.",
            }
        };
        return Ok(fail(message).at_place(place));
    }
    Ok(pass().at_place(place))
}
