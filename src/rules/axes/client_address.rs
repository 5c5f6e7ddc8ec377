//! Behind a proxy, axes looks at the visitor's address and not the proxy's.

use crate::model::{Item, Severity, Text, Tls, Topology, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "axes.client-address",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-axes.readthedocs.io/en/latest/4_configuration.html#configuring-reverse-proxies",
    title: text("A lockout hits the attacker, not everyone", "Блокировка касается нападающего, а не всех"),
    why: text(
        "Behind a proxy REMOTE_ADDR is the proxy's address: a few wrong passwords from anywhere lock out all visitors.",
        "За прокси REMOTE_ADDR — это адрес прокси: несколько неверных паролей с любого адреса заблокируют вход всем.",
    ),
    how: text(
        "Install django-axes[ipware] and set AXES_IPWARE_META_PRECEDENCE_ORDER and AXES_IPWARE_PROXY_COUNT, or lock out by user name as well.",
        "Установите django-axes[ipware] и задайте AXES_IPWARE_META_PRECEDENCE_ORDER и AXES_IPWARE_PROXY_COUNT либо блокируйте с учётом имени пользователя.",
    ),
    examples: &[
        fails("INSTALLED_APPS = ['axes']\nSECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')"),
        fails("INSTALLED_APPS = ['axes']").served(Topology::NOT_SAID.tls(Tls::Balancer)),
        irrelevant("INSTALLED_APPS = ['axes']\nUSE_X_FORWARDED_HOST = True")
            .served(Topology::NOT_SAID.tls(Tls::App)),
        passes(
            "INSTALLED_APPS = ['axes']\nSECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')\nAXES_IPWARE_META_PRECEDENCE_ORDER = ['HTTP_X_FORWARDED_FOR', 'REMOTE_ADDR']",
        ),
        passes(
            "INSTALLED_APPS = ['axes']\nUSE_X_FORWARDED_HOST = True\nAXES_LOCKOUT_PARAMETERS = [['username', 'ip_address']]",
        ),
        irrelevant("INSTALLED_APPS = ['axes']"),
        irrelevant("SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')"),
        undecided("from .other import SECURE_PROXY_SSL_HEADER\nINSTALLED_APPS = ['axes']"),
    ],
    check,
};

/// Settings that tell axes where a visitor's address is, or not to use it alone.
const TOLD: &[&str] = &[
    "AXES_IPWARE_META_PRECEDENCE_ORDER",
    "AXES_IPWARE_PROXY_COUNT",
    "AXES_IPWARE_PROXY_TRUSTED_IPS",
    "AXES_META_PRECEDENCE_ORDER",
    "AXES_PROXY_COUNT",
    "AXES_PROXY_TRUSTED_IPS",
    "AXES_CLIENT_IP_CALLABLE",
    "AXES_LOCKOUT_PARAMETERS",
    "AXES_LOCKOUT_CALLABLE",
    "AXES_ONLY_USER_FAILURES",
    "AXES_LOCK_OUT_BY_COMBINATION_USER_AND_IP",
];

/// Middleware that puts the visitor's address into `REMOTE_ADDR`.
const REWRITES: &[&str] = &["xff.middleware.XForwardedForMiddleware", "ipware.middleware.IPMiddleware"];

fn check(project: &Project) -> Verdict {
    if !project.uses("axes", "django-axes") {
        return Ok(not_applicable());
    }
    let header =
        project.settings.get("SECURE_PROXY_SSL_HEADER")?.filter(|header| header.truthy() == Some(true));
    let host = project.settings.get("USE_X_FORWARDED_HOST")?.filter(|host| host.truthy() == Some(true));
    let proxy = header.or(host).filter(|_| !project.faces_the_browser());
    if proxy.is_none() && project.proxy().is_none() {
        return Ok(not_applicable());
    }
    for name in TOLD {
        if let Some(told) = project.settings.get(name)? {
            return Ok(pass().at(&told));
        }
    }
    let middleware = project.settings.list("MIDDLEWARE")?;
    if middleware.find_by(|name| REWRITES.contains(&name))?.is_some() {
        return Ok(pass().at(&middleware));
    }
    if let Some(tls) = project.proxy() {
        let Text { en, ru } = tls.title();
        return Ok(attention(text! {
            en: "TLS ends at {en}, and no AXES_IPWARE_* setting tells axes how to see past it.",
            ru: "TLS терминирует {ru}, а настроек AXES_IPWARE_*, чтобы axes видел за ним настоящий адрес, нет.",
        })
        .at_place(proxy.and_then(|proxy| proxy.place).or_else(|| project.tls_place())));
    }
    let Some(proxy) = proxy else { return Ok(not_applicable()) };
    let name = &proxy.name;
    Ok(attention(text! {
        en: "{name} says that there is a proxy, and no AXES_IPWARE_* setting tells axes how to see past it.",
        ru: "Судя по {name}, перед Django стоит прокси, а настроек AXES_IPWARE_*, чтобы axes видел настоящий адрес, нет.",
    })
    .at(&proxy))
}
