//! Not every site may call this one.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cors.all-origins",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/adamchainz/django-cors-headers#cors_allow_all_origins-bool",
    title: text(
        "Only known sites may call this one from a browser",
        "Запросы через CORS разрешены только известным сайтам",
    ),
    why: text(
        "With CORS open to all, a page on any site can read answers of this one in its visitor's browser; with CORS_ALLOW_CREDENTIALS, as that visitor.",
        "Если CORS открыт для всех, страница любого сайта может читать ответы вашего в браузере посетителя, а с CORS_ALLOW_CREDENTIALS — и от его имени.",
    ),
    how: text(
        "Turn CORS_ALLOW_ALL_ORIGINS off and list the front-ends in CORS_ALLOWED_ORIGINS, with their scheme.",
        "Выключите CORS_ALLOW_ALL_ORIGINS и перечислите в CORS_ALLOWED_ORIGINS адреса фронтендов вместе со схемой.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True",
        ),
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOW_ALL_ORIGINS = True"),
        fails("INSTALLED_APPS = ['corsheaders']\nCORS_ORIGIN_ALLOW_ALL = True"),
        passes("INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGINS = ['https://app.example.com']"),
        passes(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOW_ALL_ORIGINS = True\nCORS_URLS_REGEX = r'^/api/'",
        ),
        fails(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOW_ALL_ORIGINS = True\nCORS_URLS_REGEX = r'^/api/'\nCORS_ALLOW_CREDENTIALS = True",
        ),
        undecided(
            "import os\nINSTALLED_APPS = ['corsheaders']\nCORS_ALLOW_ALL_ORIGINS = os.environ.get('CORS_ALL') == '1'",
        ),
        irrelevant("CORS_ALLOW_ALL_ORIGINS = True\nINSTALLED_APPS = []"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if !project.uses_cors() {
        return Ok(not_applicable());
    }
    let Some(open) = project.cors("CORS_ALLOW_ALL_ORIGINS")? else { return Ok(pass()) };
    if open.truthy() == Some(false) {
        return Ok(pass().at(&open));
    }
    let name = &open.name;
    let outcome = if project.cors_credentials()? {
        fail(text! {
            en: "{name} and CORS_ALLOW_CREDENTIALS are both on: any site can read this one with the visitor's cookies, as far as SameSite sends them.",
            ru: "Включены и {name}, и CORS_ALLOW_CREDENTIALS: любой сайт может читать ответы вашего с теми cookie посетителя, которые пропустит SameSite.",
        })
        .related(project.cors("CORS_ALLOW_CREDENTIALS")?.and_then(|found| found.place))
    } else if project.settings.is_set("CORS_URLS_REGEX")? {
        // Somebody chose what is public, and nobody's cookies are sent.
        return Ok(pass()
            .saying(text! {
                en: "{name} is on for what CORS_URLS_REGEX matches, without cookies.",
                ru: "{name} действует только для адресов из CORS_URLS_REGEX и без cookie.",
            })
            .at(&open));
    } else {
        attention(text! {
            en: "{name} is on: every site may call this one. Fine only for an API that is public as a whole.",
            ru: "{name} включён: обращаться может любой сайт. Это годится, только если весь API публичный.",
        })
    };
    let target =
        if &**name == "CORS_ALLOW_ALL_ORIGINS" { "CORS_ALLOW_ALL_ORIGINS" } else { "CORS_ORIGIN_ALLOW_ALL" };
    Ok(outcome.at(&open).fix(Applicability::Unsafe, Where::Setting(target), format!("{name} = False")))
}
