//! The host is not taken from a header that a client can send.

use crate::model::{Applicability, Item, Severity, Tls, Topology, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.forwarded-host",
    item: Item::AllowedHosts,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#use-x-forwarded-host",
    title: text("The host comes from the Host header", "Имя хоста берётся из заголовка Host"),
    why: text(
        "If a proxy does not set X-Forwarded-Host itself, any client can, and its value is taken for the site's name.",
        "Если прокси не задаёт X-Forwarded-Host сам, это может сделать любой клиент, и его значение станет именем сайта.",
    ),
    how: text(
        "Let the proxy pass the Host header on and turn the setting off, or make sure that the proxy overwrites X-Forwarded-Host.",
        "Пусть прокси передаёт заголовок Host, а настройка будет выключена. Иначе убедитесь, что прокси перезаписывает X-Forwarded-Host.",
    ),
    examples: &[
        fails("USE_X_FORWARDED_HOST = True"),
        fails("USE_X_FORWARDED_HOST = True").served(Topology::NOT_SAID.tls(Tls::App)),
        fails("USE_X_FORWARDED_HOST = True").served(Topology::NOT_SAID.tls(Tls::Balancer)),
        passes("USE_X_FORWARDED_HOST = True").with(&[(
            "nginx.conf",
            "server {\n  listen 443 ssl;\n  location / { proxy_set_header X-Forwarded-Host $host; proxy_pass http://app; }\n}\n",
        )]),
        passes(""),
        undecided("from .other import USE_X_FORWARDED_HOST"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let trusts = project.settings.truthy("USE_X_FORWARDED_HOST")?;
    if !*trusts {
        return Ok(pass().at(&trusts));
    }
    if let Some((_, place)) =
        project.web_server_sets("X-Forwarded-Host").filter(|_| project.tls() == Some(Tls::Proxy))
    {
        return Ok(pass().at(&trusts).related(Some(place)));
    }
    let message = match project.tls() {
        Some(Tls::App) => text(
            "USE_X_FORWARDED_HOST is on, and nothing stands in front of Django: any client can choose the host.",
            "USE_X_FORWARDED_HOST включён, а перед Django никого нет: имя хоста выбирает любой клиент.",
        ),
        Some(Tls::Balancer | Tls::Cdn) => text(
            "USE_X_FORWARDED_HOST is on. Load balancers, platforms and CDNs pass the Host header on and mostly let X-Forwarded-Host through as the client wrote it.",
            "USE_X_FORWARDED_HOST включён. Балансировщики, платформы и CDN передают заголовок Host, а X-Forwarded-Host обычно пропускают таким, каким его прислал клиент.",
        ),
        Some(Tls::Proxy) if project.web_server_forwards().is_some() => text(
            "USE_X_FORWARDED_HOST is on, and nginx hands X-Forwarded-Host on as the client wrote it.",
            "USE_X_FORWARDED_HOST включён, а nginx передаёт X-Forwarded-Host таким, каким его прислал клиент.",
        ),
        _ => text(
            "USE_X_FORWARDED_HOST is on: fit only for a proxy that sets X-Forwarded-Host itself.",
            "USE_X_FORWARDED_HOST включён: это годится только за прокси, который сам задаёт X-Forwarded-Host.",
        ),
    };
    Ok(attention(message).at(&trusts).related(project.tls_place()).fix(
        Applicability::Unsafe,
        Where::Setting("USE_X_FORWARDED_HOST"),
        "USE_X_FORWARDED_HOST = False",
    ))
}
