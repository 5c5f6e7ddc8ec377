//! A cookie named with a prefix keeps what the prefix promises.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "cookies.prefixes",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes",
    title: text("Prefixed cookies keep what the prefix asks", "Cookie отвечают требованиям своего префикса"),
    why: text(
        "Browsers refuse a __Secure- cookie without Secure, and a __Host- cookie with a domain or another path.",
        "Браузеры не примут cookie __Secure- без Secure, а __Host- — с доменом или другим путём.",
    ),
    how: text(
        "Set the cookie's Secure to True; for __Host- leave out its domain and keep the path /.",
        "Включите Secure для этой cookie; для __Host- не задавайте домен и оставьте путь /.",
    ),
    examples: &[
        fails("SESSION_COOKIE_NAME = '__Secure-sessionid'"),
        fails(
            "SESSION_COOKIE_NAME = '__Host-sessionid'\nSESSION_COOKIE_SECURE = True\nSESSION_COOKIE_DOMAIN = 'example.com'",
        ),
        passes("SESSION_COOKIE_NAME = '__Host-sessionid'\nSESSION_COOKIE_SECURE = True"),
        irrelevant(""),
        undecided("from .other import SESSION_COOKIE_NAME"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for cookie in ["SESSION", "CSRF"] {
        let name = project.settings.str(&format!("{cookie}_COOKIE_NAME"))?;
        let is_host = name.value.starts_with("__Host-");
        if !is_host && !name.value.starts_with("__Secure-") {
            continue;
        }
        let shown = &name.value;
        let secure = format!("{cookie}_COOKIE_SECURE");
        if !*project.settings.truthy(&secure)? {
            return Ok(fail(text! {
                en: "{shown} needs {secure}, and it is off.",
                ru: "Для {shown} нужен {secure}, а он выключен.",
            })
            .at(&name));
        }
        let domain = format!("{cookie}_COOKIE_DOMAIN");
        let path = project.settings.str(&format!("{cookie}_COOKIE_PATH"))?;
        if is_host && (*project.settings.truthy(&domain)? || &*path.value != "/") {
            return Ok(fail(text! {
                en: "{shown} allows neither a domain nor a path other than /.",
                ru: "{shown} не допускает ни домена, ни пути, кроме /.",
            })
            .at(&name));
        }
        seen = name.place.or(seen);
    }
    Ok(if seen.is_some() { pass().at_place(seen) } else { not_applicable() })
}
