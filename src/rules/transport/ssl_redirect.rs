//! Plain HTTP is redirected to HTTPS.

use crate::checks;
use crate::model::{Applicability, Item, Severity, Text, Tls, Topology, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, asks, fail, fails, irrelevant, manual, not_applicable, pass, passes,
    undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.ssl-redirect",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &["security.W008"],
    docs: "ref/settings/#secure-ssl-redirect",
    title: text("Plain HTTP is redirected to HTTPS", "HTTP перенаправляется на HTTPS"),
    why: text(
        "Who types the address without https:// stays on an open connection, and a password sent over it can be read on the way.",
        "Тот, кто набрал адрес без https://, остаётся на открытом соединении, и его пароль можно прочитать по пути.",
    ),
    how: text(
        "Set SECURE_SSL_REDIRECT to True, behind a proxy together with SECURE_PROXY_SSL_HEADER: without it the redirect never ends. Or redirect in the web server in front, and silence security.W008 with a comment.",
        "Задайте SECURE_SSL_REDIRECT = True, а за прокси вместе с SECURE_PROXY_SSL_HEADER: без него редирект зациклится. Либо перенаправляйте в веб-сервере и заглушите security.W008 с комментарием.",
    ),
    examples: &[
        fails(OFF),
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_SSL_REDIRECT = 'True'"),
        fails(OFF).served(Topology::NOT_SAID.tls(Tls::App)),
        passes("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_SSL_REDIRECT = True"),
        passes(OFF).with(&[("nginx.conf", "server { listen 80; return 301 https://$host$request_uri; }\n")]),
        asks(OFF).served(Topology::NOT_SAID.tls(Tls::Proxy)),
        asks(OFF).served(Topology::NOT_SAID.tls(Tls::Balancer)),
        undecided(
            "from .other import SECURE_SSL_REDIRECT\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']",
        ),
        irrelevant("SECURE_SSL_REDIRECT = True"),
    ],
    check,
};

const OFF: &str = "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']";

const NGINX: &str = "\
server {
    listen 80;
    server_name example.com;
    return 301 https://$host$request_uri;
}";

const BOTH: &str = "\
SECURE_PROXY_SSL_HEADER = (\"HTTP_X_FORWARDED_PROTO\", \"https\")
SECURE_SSL_REDIRECT = True";

fn check(project: &Project) -> Verdict {
    if checks::finds(project, "security.W001")? {
        return Ok(not_applicable());
    }
    let place = project.place_of("SECURE_SSL_REDIRECT");
    if !checks::finds(project, "security.W008")? {
        return Ok(pass().at_place(place));
    }
    let written = project.settings.value("SECURE_SSL_REDIRECT")?;
    let is_true = written.value.truthy() == Some(true);
    if let Some(redirect) = project.web_server_redirects().filter(|_| !is_true) {
        return Ok(pass()
            .saying(text(
                "Django does not redirect to HTTPS, the web server does. check --deploy prints security.W008 all the same.",
                "Django не перенаправляет на HTTPS, это делает веб-сервер. check --deploy всё равно выведет security.W008.",
            ))
            .at_place(Some(redirect)));
    }
    if let Some(tls) = project.proxy().filter(|_| !is_true) {
        let Text { en, ru } = tls.title();
        let outcome = manual(text! {
            en: "Django does not redirect to HTTPS. TLS ends at {en}: that is enough if plain HTTP is redirected there, which few do unasked.",
            ru: "Django не перенаправляет на HTTPS. TLS терминирует {ru}: этого достаточно, если HTTP перенаправляется там, но без настройки так делают немногие.",
        })
        .at_place(place)
        .related(project.tls_place());
        return Ok(match tls {
            Tls::Proxy => outcome.fix(Applicability::DisplayOnly, Where::File("nginx.conf"), NGINX),
            _ => outcome.fix(Applicability::DisplayOnly, Where::Setting("SECURE_SSL_REDIRECT"), BOTH),
        });
    }
    let message = if is_true {
        text(
            "SECURE_SSL_REDIRECT is true but not True, and check --deploy accepts nothing else.",
            "SECURE_SSL_REDIRECT истинно, но не равно True, а check --deploy принимает только True.",
        )
    } else if project.faces_the_browser() {
        text(
            "SECURE_SSL_REDIRECT is off, and nothing in front of Django could redirect.",
            "SECURE_SSL_REDIRECT выключен, а перед Django нет никого, кто перенаправил бы на HTTPS.",
        )
    } else {
        text("SECURE_SSL_REDIRECT is off.", "SECURE_SSL_REDIRECT выключен.")
    };
    Ok(fail(message).at_place(place).fix(
        Applicability::Unsafe,
        Where::Setting("SECURE_SSL_REDIRECT"),
        "SECURE_SSL_REDIRECT = True",
    ))
}
