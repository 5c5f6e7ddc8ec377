//! Limits hit the one who tries.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::rare::rarely;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "allauth.client-address",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.allauth.org/en/latest/common/rate_limits.html",
    title: text("allauth knows the visitor's address behind the proxy", "За прокси allauth видит адрес посетителя"),
    why: text("Behind a proxy everybody has the proxy's address: ten failed logins of one stranger stop all the others.", "За прокси у всех один адрес — адрес прокси: десять неудачных попыток чужого остановят вход всем."),
    how: text("Set ALLAUTH_TRUSTED_PROXY_COUNT, or ALLAUTH_TRUSTED_CLIENT_IP_HEADER where the proxy sends one of its own.", "Задайте ALLAUTH_TRUSTED_PROXY_COUNT или ALLAUTH_TRUSTED_CLIENT_IP_HEADER, если у прокси свой заголовок."),
    examples: &[
fails("INSTALLED_APPS = ['allauth.account']\nSECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')").with(&[("requirements.txt", "django-allauth==65.21.1\n")]),
        passes("INSTALLED_APPS = ['allauth.account']\nSECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\nALLAUTH_TRUSTED_PROXY_COUNT = 1").with(&[("requirements.txt", "django-allauth==65.21.1\n")]),
        irrelevant("INSTALLED_APPS = ['allauth.account']"),
        undecided("import os\nINSTALLED_APPS = ['allauth.account']\nSECURE_PROXY_SSL_HEADER = os.environ.get('SECURE_PROXY_SSL_HEADER', ('HTTP_X_FORWARDED_PROTO', 'https'))").with(&[("requirements.txt", "django-allauth==65.21.1\n")]),
    ],
    check: |project| rarely(project, check),
};

/// Settings that tell allauth where to look.
const TOLD: &[&str] = &["ALLAUTH_TRUSTED_PROXY_COUNT", "ALLAUTH_TRUSTED_CLIENT_IP_HEADER", "ACCOUNT_ADAPTER"];

fn check(project: &Project) -> Verdict {
    // Before that release it took any X-Forwarded-For.
    if !project.uses("allauth.account", "django-allauth")
        || project.requirements.pinned("django-allauth").is_none()
        || project.is_below("django-allauth", "65.14.2")
    {
        return Ok(not_applicable());
    }
    let header =
        project.settings.get("SECURE_PROXY_SSL_HEADER")?.filter(|header| header.truthy() == Some(true));
    let Some(proxy) = header else { return Ok(not_applicable()) };
    for name in TOLD {
        if let Some(told) = project.settings.get(name)? {
            return Ok(pass().at(&told));
        }
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    if middleware
        .find_by(|path| path.to_ascii_lowercase().contains("forwarded") || path.contains("ipware"))?
        .is_some()
    {
        return Ok(pass().at(&middleware));
    }
    Ok(attention(text(
        "There is a proxy, and allauth is not told of it.",
        "Перед Django стоит прокси, а allauth о нём не знает.",
    ))
    .at(&proxy))
}
