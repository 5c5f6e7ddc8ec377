//! Trusted origins are your own, over HTTPS.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, fail, fails, not_applicable, pass, passes, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.origins-https",
    item: Item::AllowedHosts,
    severity: Severity::Warning,
    django: since(4, 0),
    mirrors: &[],
    docs: "ref/settings/#csrf-trusted-origins",
    title: text(
        "Trusted origins use HTTPS and name your domains",
        "Доверенные источники — ваши домены по HTTPS",
    ),
    why: text(
        "A page of a trusted origin may send forms in the name of your users; over HTTP anybody on the way can put a page there.",
        "Страница доверенного источника может отправлять формы от имени ваших пользователей, а по HTTP её подменит любой на пути.",
    ),
    how: text(
        "Leave only https:// origins of domains that are yours.",
        "Оставьте только https:// и только свои домены.",
    ),
    examples: &[
        fails("CSRF_TRUSTED_ORIGINS = ['http://example.com']"),
        fails("CSRF_TRUSTED_ORIGINS = ['https://*']"),
        fails("CSRF_TRUSTED_ORIGINS = ['https://*.com']"),
        passes("CSRF_TRUSTED_ORIGINS = ['https://*.example.com', 'http://localhost:3000']"),
        undecided("from .other import CSRF_TRUSTED_ORIGINS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let origins = project.settings.list("CSRF_TRUSTED_ORIGINS")?;
    if origins.is_empty() {
        return Ok(not_applicable());
    }
    let is_broad = |origin: &str| {
        origin.split_once("://").is_some_and(|(_, host)| {
            host == "*" || host.strip_prefix("*.").is_some_and(|rest| !rest.contains('.'))
        })
    };
    let is_plain = |origin: &str| {
        origin.strip_prefix("http://").is_some_and(|host| {
            let name = host.split([':', '/']).next().unwrap_or(host);
            !matches!(name, "localhost" | "127.0.0.1" | "0.0.0.0" | "[") && !name.ends_with(".localhost")
        })
    };
    if let Some(item) = origins.find_by(is_broad)? {
        let origin = item.as_str().unwrap_or_default();
        return Ok(fail(text! {
            en: "{origin:?} trusts sites of strangers.",
            ru: "{origin:?} доверяет чужим сайтам.",
        })
        .at_place(item.place.or(origins.place)));
    }
    match origins.find_by(is_plain)? {
        Some(item) => {
            let origin = item.as_str().unwrap_or_default();
            Ok(fail(text! {
                en: "{origin:?} is trusted over plain HTTP.",
                ru: "{origin:?} — доверие по HTTP без шифрования.",
            })
            .at_place(item.place.or(origins.place)))
        }
        None => Ok(pass().at(&origins)),
    }
}
