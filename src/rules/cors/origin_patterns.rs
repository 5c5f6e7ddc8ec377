//! Patterns of origins match the sites that were meant, and no others.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "cors.origin-patterns",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://github.com/adamchainz/django-cors-headers#cors_allowed_origin_regexes-sequencestr--patternstr",
    title: text("CORS patterns match your sites only", "Под шаблоны CORS подходят только ваши сайты"),
    why: text(
        "A pattern is matched from the start of the origin and may stop anywhere: without an end anchor, example.com.attacker.net passes for example.com.",
        "Шаблон сверяется с началом адреса, а остаток не проверяется: без якоря в конце example.com.attacker.net сойдёт за example.com.",
    ),
    how: text(
        "Write the whole origin, escape the dots, and end the pattern with $.",
        "Опишите адрес целиком, экранируйте точки и завершите шаблон символом $.",
    ),
    examples: &[
        fails(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGIN_REGEXES = [r'.*']\nCORS_ALLOW_CREDENTIALS = True",
        ),
        fails(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGIN_REGEXES = [r'^https://\\w+\\.example\\.com']",
        ),
        fails(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGIN_REGEXES = [r'^https://\\w+.example.com$']",
        ),
        passes(
            "INSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGIN_REGEXES = [r'^https://\\w+\\.example\\.com$']",
        ),
        passes(
            "import re\nINSTALLED_APPS = ['corsheaders']\nCORS_ALLOWED_ORIGIN_REGEXES = [re.compile(r'https://[a-z.]+\\.example\\.com\\Z')]",
        ),
        irrelevant("INSTALLED_APPS = ['corsheaders']"),
        irrelevant(""),
        undecided("from .other import CORS_ALLOWED_ORIGIN_REGEXES\nINSTALLED_APPS = ['corsheaders']"),
    ],
    check,
};

/// What a pattern lets through that was hardly meant.
#[derive(Clone, Copy)]
enum Flaw {
    Everything,
    NoEnd,
    AnyCharacter,
}

fn check(project: &Project) -> Verdict {
    if !project.uses_cors() {
        return Ok(not_applicable());
    }
    let Some(found) = project.cors("CORS_ALLOWED_ORIGIN_REGEXES")? else { return Ok(not_applicable()) };
    let patterns = project.settings.items_of(&found.name, &found.value)?;
    for item in &patterns.items {
        let (Kind::Str(pattern) | Kind::Regex(pattern, _)) = &item.kind else { continue };
        let Some(flaw) = flaw(pattern) else { continue };
        let message = match flaw {
            Flaw::Everything => text! {
                en: "The pattern \"{pattern}\" matches every site.",
                ru: "Под шаблон \"{pattern}\" подходит любой сайт.",
            },
            Flaw::NoEnd => text! {
                en: "The pattern {pattern} has no end anchor: a name that only begins like yours matches too.",
                ru: "У шаблона {pattern} нет якоря в конце: подойдёт и чужое имя, которое только начинается как ваше.",
            },
            Flaw::AnyCharacter => text! {
                en: "The pattern {pattern} has a dot that is not escaped: it stands for any character.",
                ru: "В шаблоне {pattern} не экранирована точка: она означает любой символ.",
            },
        };
        let grave = !matches!(flaw, Flaw::AnyCharacter) && project.cors_credentials()?;
        let outcome = if grave { fail(message) } else { attention(message) };
        return Ok(outcome.at_place(item.place.or(found.place)));
    }
    patterns.no_holes()?;
    Ok(pass().at(&found))
}

fn flaw(pattern: &str) -> Option<Flaw> {
    let bare = pattern.trim_start_matches('^').trim_end_matches('$');
    if matches!(
        bare,
        "" | ".*" | ".+" | "https?://.*" | "https://.*" | "http://.*" | "https?://.+" | "https://.+"
    ) {
        return Some(Flaw::Everything);
    }
    // An end inside a group is too much for a glance: such a pattern passes.
    if !pattern.contains('$') && !pattern.contains("\\Z") && !pattern.contains("\\z") {
        return Some(Flaw::NoEnd);
    }
    has_plain_dot(pattern).then_some(Flaw::AnyCharacter)
}

/// A dot that is neither escaped, nor in a class, nor repeated, between letters.
fn has_plain_dot(pattern: &str) -> bool {
    let characters: Vec<char> = pattern.chars().collect();
    let mut in_class = false;
    let mut index = 0;
    while index < characters.len() {
        match characters[index] {
            '\\' => index += 1,
            '[' => in_class = true,
            ']' => in_class = false,
            '.' if !in_class => {
                let next = characters.get(index + 1).copied().unwrap_or(' ');
                if next.is_ascii_alphanumeric() {
                    return true;
                }
            }
            _ => {}
        }
        index += 1;
    }
    false
}
