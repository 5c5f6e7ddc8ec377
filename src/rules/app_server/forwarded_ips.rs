//! The application server believes the proxy's headers, and nobody else's.

use crate::model::{Item, Severity, Tls, Topology, text};
use crate::project::{Project, SchemeToldBy};
use crate::rules::{
    ALWAYS, Rule, Verdict, asks, attention, fails, irrelevant, manual, not_applicable, pass, passes,
};

pub(super) static RULE: Rule = Rule {
    id: "app_server.forwarded-ips",
    item: Item::AppServer,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.gunicorn.org/en/stable/settings.html#forwarded-allow-ips",
    title: text(
        "The server believes forwarded headers of the proxy alone",
        "Сервер верит заголовкам только от прокси",
    ),
    why: text(
        "With * whoever reaches the port may claim HTTPS, and with uvicorn any address too.",
        "С «*» любой, кто доберётся до порта, может выдать запрос за HTTPS, а с uvicorn — и подменить свой адрес.",
    ),
    how: text(
        "Name the proxy's addresses or network, or make sure that nothing but the proxy reaches the port.",
        "Укажите адреса или сеть прокси либо убедитесь, что порт доступен только ему.",
    ),
    examples: &[
        fails("DEBUG = False")
            .with(&[("start.sh", "gunicorn shop.wsgi --forwarded-allow-ips='*'\n")])
            .served(Topology::NOT_SAID.tls(Tls::App)),
        asks("DEBUG = False").with(&[("start.sh", "gunicorn shop.wsgi --forwarded-allow-ips='*'\n")]),
        passes("DEBUG = False")
            .with(&[("start.sh", "gunicorn shop.wsgi --forwarded-allow-ips='*'\n")])
            .served(Topology::NOT_SAID.tls(Tls::Balancer)),
        passes("DEBUG = False").with(&[("gunicorn.conf.py", "forwarded_allow_ips = '10.0.0.5'\n")]),
        irrelevant("DEBUG = False").with(&[("start.sh", "gunicorn shop.wsgi\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let SchemeToldBy::Server(place) = project.scheme_told_by() else { return Ok(not_applicable()) };
    let line = project.tree.text(place).to_ascii_lowercase();
    let Some((_, value)) = line.split_once("allow-ips").or_else(|| line.split_once("allow_ips")) else {
        return Ok(not_applicable());
    };
    let all = value.trim_start_matches(['=', ' ', ':', '"', '\'', ',']).starts_with('*');
    if !all || project.proxy().is_some() {
        return Ok(pass().at_place(Some(place)).related(project.tls_place()));
    }
    if project.faces_the_browser() {
        return Ok(attention(text(
            "The server believes X-Forwarded-Proto from everybody, and nothing stands in front of it.",
            "Сервер верит X-Forwarded-Proto от кого угодно, а перед ним никого нет.",
        ))
        .at_place(Some(place)));
    }
    Ok(manual(text(
        "The server believes X-Forwarded-Proto from everybody: right only if nothing but the proxy reaches its port.",
        "Сервер верит X-Forwarded-Proto от кого угодно: это верно, только если порт доступен лишь прокси.",
    ))
    .at_place(Some(place)))
}
