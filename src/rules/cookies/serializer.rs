//! Sessions are not stored as pickles.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "cookies.serializer",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/http/sessions/#session-serialization",
    title: text("Sessions are stored as JSON", "Сессии хранятся в JSON"),
    why: text(
        "Unpickling runs code: whoever can write the session store, or knows the key of signed cookies, owns the server.",
        "При распаковке pickle выполняется код: кто может записать в хранилище сессий или знает ключ подписи, получает сервер.",
    ),
    how: text(
        "Remove SESSION_SERIALIZER: the default is JSON.",
        "Уберите SESSION_SERIALIZER: по умолчанию используется JSON.",
    ),
    examples: &[
        fails("SESSION_SERIALIZER = 'django.contrib.sessions.serializers.PickleSerializer'"),
        passes(""),
        passes("SESSION_SERIALIZER = 'django.contrib.sessions.serializers.JSONSerializer'"),
        undecided("from .other import SESSION_SERIALIZER"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let serializer = project.settings.str("SESSION_SERIALIZER")?;
    if !serializer.value.contains("PickleSerializer") {
        return Ok(pass().at(&serializer));
    }
    let version = project.django.version;
    let is_gone = version.at_least(5, 0)
        && &*serializer.value == "django.contrib.sessions.serializers.PickleSerializer";
    let message = if is_gone {
        text! {
            en: "Django {version} has no PickleSerializer any more: every request with a session fails.",
            ru: "В Django {version} PickleSerializer больше нет: упадёт каждый запрос с сессией.",
        }
    } else {
        text("Sessions are stored as pickles.", "Сессии хранятся в pickle.")
    };
    Ok(fail(message).at(&serializer).fix(
        Applicability::Unsafe,
        Where::Setting("SESSION_SERIALIZER"),
        "SESSION_SERIALIZER = \"django.contrib.sessions.serializers.JSONSerializer\"",
    ))
}
