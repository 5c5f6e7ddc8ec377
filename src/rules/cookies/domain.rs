//! The cookies' domain is one of the site's.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "cookies.domain",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#session-cookie-domain",
    title: text("The cookies' domain fits the hosts", "Домен cookie соответствует хостам"),
    why: text(
        "A browser refuses a cookie for a domain that the page is not in: nobody can log in, and forms fail with 403.",
        "Браузер не примет cookie для домена, к которому страница не относится: никто не сможет войти, а формы упадут с 403.",
    ),
    how: text(
        "Leave the setting out, or give the domain that your hosts share, without scheme and port.",
        "Уберите настройку или укажите общий домен ваших хостов, без схемы и порта.",
    ),
    examples: &[
        fails("ALLOWED_HOSTS = ['example.com']\nSESSION_COOKIE_DOMAIN = '.example.org'"),
        fails("ALLOWED_HOSTS = ['example.com']\nCSRF_COOKIE_DOMAIN = 'https://example.com'"),
        passes("ALLOWED_HOSTS = ['shop.example.com']\nSESSION_COOKIE_DOMAIN = '.example.com'"),
        irrelevant("ALLOWED_HOSTS = ['example.com']"),
        undecided("from .other import CSRF_COOKIE_DOMAIN"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for name in ["SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_DOMAIN"] {
        let domain = project.settings.str(name)?;
        if domain.value.is_empty() {
            continue;
        }
        let wanted = domain.value.trim_start_matches('.').to_ascii_lowercase();
        if wanted.contains([':', '/', ' ']) {
            let value = &domain.value;
            return Ok(fail(text! {
                en: "{name} is {value:?}, and a cookie's domain is a bare name.",
                ru: "{name} = {value:?}, а домен cookie — это просто имя.",
            })
            .at(&domain));
        }
        let hosts = project.settings.list("ALLOWED_HOSTS")?;
        let below = format!(".{wanted}");
        let fits = |host: &str| {
            let bare = host.trim_start_matches('.').to_ascii_lowercase();
            host == "*" || bare == wanted || bare.ends_with(&below)
        };
        if !hosts.is_empty() && hosts.find_by(fits)?.is_none() {
            let value = &domain.value;
            return Ok(fail(text! {
                en: "{name} is {value:?}, and no name in ALLOWED_HOSTS is in that domain.",
                ru: "{name} = {value:?}, но ни одно имя из ALLOWED_HOSTS не входит в этот домен.",
            })
            .at(&domain)
            .related(hosts.place));
        }
        seen = domain.place.or(seen);
    }
    Ok(if seen.is_some() { pass().at_place(seen) } else { not_applicable() })
}
