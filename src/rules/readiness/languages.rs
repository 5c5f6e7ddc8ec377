//! Languages have codes that Django knows.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "readiness.languages",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &["translation.E001", "translation.E002", "translation.E003", "translation.E004"],
    docs: "ref/settings/#language-code",
    title: text("Language codes are valid and listed", "Коды языков верны и перечислены"),
    why: text(
        "On a code with an underscore, or one that is not among LANGUAGES, check ends with an error.",
        "Если в коде есть подчёркивание или его нет в LANGUAGES, check завершается ошибкой.",
    ),
    how: text(
        "Write codes with a dash, such as pt-br, and list the language of LANGUAGE_CODE in LANGUAGES.",
        "Пишите коды через дефис, например pt-br, и укажите язык из LANGUAGE_CODE в LANGUAGES.",
    ),
    examples: &[
        fails("LANGUAGE_CODE = 'en_US'"),
        fails("LANGUAGE_CODE = 'ru'\nLANGUAGES = [('en', 'English')]"),
        passes("LANGUAGE_CODE = 'ru-ru'"),
        undecided("from .other import LANGUAGE_CODE"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let code = project.settings.value("LANGUAGE_CODE")?;
    let shown = code.value.as_str().unwrap_or_else(|| code.value.type_name());
    if checks::finds(project, "translation.E001")? {
        return Ok(fail(text! {
            en: "LANGUAGE_CODE is {shown:?}, which is not a language code.",
            ru: "LANGUAGE_CODE = {shown:?} — это не код языка.",
        })
        .at(&code));
    }
    for (id, name) in [("translation.E002", "LANGUAGES"), ("translation.E003", "LANGUAGES_BIDI")] {
        if checks::finds(project, id)? {
            return Ok(fail(text! {
                en: "{name} has a code that is not a language code.",
                ru: "В {name} есть неверный код языка.",
            })
            .at_place(project.place_of(name)));
        }
    }
    if checks::finds(project, "translation.E004")? {
        return Ok(fail(text! {
            en: "LANGUAGE_CODE is {shown:?}, and LANGUAGES does not have it.",
            ru: "LANGUAGE_CODE = {shown:?}, но в LANGUAGES его нет.",
        })
        .at(&code)
        .related(project.place_of("LANGUAGES")));
    }
    Ok(pass().at(&code))
}
