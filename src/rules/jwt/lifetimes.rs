//! A stolen token soon stops to work.

use crate::model::{Applicability, Item, Severity, plural_en, plural_ru, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "jwt.lifetimes",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-rest-framework-simplejwt.readthedocs.io/en/latest/settings.html#access-token-lifetime",
    title: text("Tokens are short-lived", "Токены живут недолго"),
    why: text(
        "An access token cannot be withdrawn: whoever gets hold of one is that user until it expires, even after the password was changed.",
        "Access-токен нельзя отозвать: завладевший им действует от имени пользователя до конца срока, даже если пароль уже сменили.",
    ),
    how: text(
        "Keep access tokens to minutes and refresh tokens to days; the client refreshes by itself.",
        "Пусть access-токен живёт минуты, а refresh-токен — дни: клиент обновит их сам.",
    ),
    examples: &[
        fails("from datetime import timedelta\nSIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(days=30)}"),
        fails(
            "from datetime import timedelta\nSIMPLE_JWT = {\n    'ACCESS_TOKEN_LIFETIME': timedelta(minutes=15),\n    'REFRESH_TOKEN_LIFETIME': timedelta(days=365),\n}",
        ),
        passes(
            "from datetime import timedelta\nSIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(minutes=60)}",
        ),
        passes("SIMPLE_JWT = {'ROTATE_REFRESH_TOKENS': True}"),
        undecided(
            "import os\nfrom datetime import timedelta\nSIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(minutes=int(os.environ['JWT_MINUTES']))}",
        ),
        irrelevant(""),
    ],
    check,
};

const MINUTE: i128 = 60_000_000;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;

fn check(project: &Project) -> Verdict {
    if project.settings.binding("SIMPLE_JWT").is_none() && !project.requires("djangorestframework-simplejwt")
    {
        return Ok(not_applicable());
    }
    project.settings.dict("SIMPLE_JWT")?;
    let mut shown = pass();
    for (key, limit, example) in [
        ("ACCESS_TOKEN_LIFETIME", 2 * HOUR, "timedelta(minutes=15)"),
        ("REFRESH_TOKEN_LIFETIME", 30 * DAY, "timedelta(days=7)"),
    ] {
        let Some(found) = project.settings.path("SIMPLE_JWT", &[key])? else { continue };
        let Kind::Timedelta(micros) = found.kind else { continue };
        if micros <= limit {
            shown = shown.at(&found);
            continue;
        }
        let (en, ru) = duration(micros);
        let message = text! { en: "{key} is {en}.", ru: "{key} — {ru}." };
        let outcome = attention(message).at(&found);
        return Ok(outcome.fix(
            Applicability::Unsafe,
            Where::Module,
            project.set_key("SIMPLE_JWT", key, example),
        ));
    }
    Ok(shown)
}

/// A length of time in its largest whole unit.
fn duration(micros: i128) -> (String, String) {
    let (count, en, ru) = if micros % DAY == 0 {
        (micros / DAY, ["day", "days"], ["день", "дня", "дней"])
    } else if micros % HOUR == 0 {
        (micros / HOUR, ["hour", "hours"], ["час", "часа", "часов"])
    } else {
        (micros / MINUTE, ["minute", "minutes"], ["минута", "минуты", "минут"])
    };
    let number = usize::try_from(count).unwrap_or(usize::MAX);
    (format!("{count} {}", plural_en(number, en)), format!("{count} {}", plural_ru(number, ru)))
}
