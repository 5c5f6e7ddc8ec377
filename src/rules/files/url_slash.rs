//! `STATIC_URL` and `MEDIA_URL` end with a slash.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::worst::worst;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "files.url-slash",
    item: Item::StaticFiles,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["urls.E006"],
    docs: "ref/settings/#static-url",
    title: text("STATIC_URL and MEDIA_URL end with a slash", "STATIC_URL и MEDIA_URL заканчиваются слешем"),
    why: text(
        "Django joins file names to the address as they are, and its own check stops migrate and check with an error.",
        "Django приписывает имена файлов к адресу как есть, а его собственная проверка останавливает migrate и check с ошибкой.",
    ),
    how: text("Add the slash.", "Добавьте слеш в конец."),
    examples: &[
        fails("STATIC_URL = '/static'"),
        fails("HOST = 'cdn.example.com'\nMEDIA_URL = f'https://{HOST}/media'"),
        passes("STATIC_URL = 'static/'\nMEDIA_URL = '/media/'"),
        undecided("import os\nSTATIC_URL = os.environ['STATIC_URL']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    worst(["STATIC_URL", "MEDIA_URL"].map(|name| one(project, name)))
}

fn one(project: &Project, name: &'static str) -> Verdict {
    let url = project.settings.str(name)?;
    if url.is_empty() {
        return Ok(not_applicable());
    }
    if url.ends_with('/') {
        return Ok(pass().at(&url));
    }
    let written = &*url.value;
    let outcome = fail(text! {
        en: "{name} is {written:?}, without a slash at its end.",
        ru: "{name} = {written:?}: слеша в конце нет.",
    })
    .at(&url);
    Ok(if project.is_literal(url.place) {
        outcome.fix(Applicability::Safe, Where::Setting(name), format!("{name} = \"{written}/\""))
    } else {
        outcome.fix(Applicability::Safe, Where::Module, format!("{name} += \"/\""))
    })
}
