//! Behind a proxy, Django knows which requests came over HTTPS.

use crate::model::{Applicability, Item, Severity, Text, Tls, Topology, text};
use crate::project::{Project, SchemeToldBy};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, asks, attention, fail, fails, irrelevant, manual, not_applicable, pass,
    passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.proxy-header",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secure-proxy-ssl-header",
    title: text("Django can tell HTTPS behind the proxy", "Django узнаёт HTTPS за прокси"),
    why: text(
        "If a proxy ends TLS and Django does not read its header, SECURE_SSL_REDIRECT sends each request round in a loop; read without a proxy, the header lets anybody claim HTTPS.",
        "Если TLS заканчивается на прокси, а Django не читает его заголовок, SECURE_SSL_REDIRECT зациклит каждый запрос. Без прокси этот заголовок может подставить кто угодно.",
    ),
    how: text(
        "Behind a proxy that always sets X-Forwarded-Proto, set SECURE_PROXY_SSL_HEADER = (\"HTTP_X_FORWARDED_PROTO\", \"https\"); without one, leave it out.",
        "За прокси, который всегда задаёт X-Forwarded-Proto, укажите SECURE_PROXY_SSL_HEADER = (\"HTTP_X_FORWARDED_PROTO\", \"https\"); без прокси не задавайте.",
    ),
    examples: &[
        fails("SECURE_SSL_REDIRECT = True").served(Topology::NOT_SAID.tls(Tls::Balancer)),
        fails("SECURE_HSTS_SECONDS = 300").served(Topology::NOT_SAID.tls(Tls::Cdn)),
        fails(HEADER).served(Topology::NOT_SAID.tls(Tls::App)),
        fails(HEADER).with(&[(
            "nginx.conf",
            "server {\n  listen 443 ssl;\n  location / { proxy_pass http://app; }\n}\n",
        )]),
        fails(HEADER).served(Topology::NOT_SAID.tls(Tls::Balancer)).with(&[(
            "nginx.conf",
            "server {\n  listen 80;\n  location / { proxy_set_header X-Forwarded-Proto $scheme; proxy_pass http://app; }\n}\n",
        )]),
        passes(HEADER).served(Topology::NOT_SAID.tls(Tls::Proxy)),
        passes("SECURE_SSL_REDIRECT = True").served(Topology::NOT_SAID.tls(Tls::App)),
        passes("SECURE_SSL_REDIRECT = True")
            .served(Topology::NOT_SAID.tls(Tls::Balancer))
            .with(&[("Procfile", "web: gunicorn shop.wsgi --forwarded-allow-ips '*'\n")]),
        asks("SECURE_SSL_REDIRECT = True"),
        asks("SECURE_SSL_REDIRECT = True")
            .served(Topology::NOT_SAID.tls(Tls::Proxy))
            .with(&[("requirements.txt", "gunicorn==23.0.0\n")]),
        asks(HEADER),
        irrelevant("SECURE_SSL_REDIRECT = False"),
        undecided("from .other import *"),
    ],
    check,
};

const HEADER: &str = "SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')";

fn check(project: &Project) -> Verdict {
    match project.settings.truthy("SECURE_PROXY_SSL_HEADER") {
        Ok(header) if *header => trusted(project),
        Ok(_) => not_trusted(project),
        // Without a redirect, and with nothing said of a proxy, nothing hangs on the header.
        Err(_)
            if project.tls().is_none()
                && project.settings.truthy("SECURE_SSL_REDIRECT").is_ok_and(|redirects| !*redirects) =>
        {
            Ok(not_applicable())
        }
        Err(undecided) => Err(undecided),
    }
}

fn trusted(project: &Project) -> Verdict {
    let header = project.settings.value("SECURE_PROXY_SSL_HEADER")?;
    let Some(tls) = project.tls() else {
        return Ok(manual(text(
            "SECURE_PROXY_SSL_HEADER is set: right only behind a proxy that sets or removes this header in every request.",
            "SECURE_PROXY_SSL_HEADER задан: это верно только за прокси, который сам задаёт или удаляет этот заголовок в каждом запросе.",
        ))
        .at(&header));
    };
    if tls == Tls::App {
        return Ok(attention(text(
            "SECURE_PROXY_SSL_HEADER is set, and nothing stands in front of Django: any client can send the header and pass for HTTPS.",
            "SECURE_PROXY_SSL_HEADER задан, а перед Django никого нет: любой клиент может прислать этот заголовок и сойти за HTTPS.",
        ))
        .at(&header)
        .related(project.tls_place())
        .fix(
            Applicability::Unsafe,
            Where::Setting("SECURE_PROXY_SSL_HEADER"),
            "SECURE_PROXY_SSL_HEADER = None",
        ));
    }
    let name = header.value.items().and_then(|items| items.first()?.as_str()).unwrap_or("");
    let name = header_name(name);
    let set = project.web_server_sets(&name);
    if tls == Tls::Proxy
        && let Some((location, forwards)) = project.forwards_without(&name)
    {
        let outcome = attention(text! {
            en: "nginx hands requests on without setting {name}: what the client sends arrives at Django.",
            ru: "nginx передаёт запросы дальше, не задавая {name}: до Django доходит то, что прислал клиент.",
        })
        .at_place(Some(forwards))
        .related(header.place);
        let code = format!("proxy_set_header {name} $scheme;");
        return Ok(match project.with_header(location, &code).filter(|_| location.header(&name).is_none()) {
            Some(code) => outcome.fix(Applicability::Unsafe, Where::Statement(forwards), code),
            None => outcome.fix(Applicability::DisplayOnly, Where::File("nginx.conf"), code),
        });
    }
    if tls != Tls::Proxy
        && let Some((value, place)) = set
        && value.contains("$scheme")
        && project.web_server_ends_tls().is_none()
    {
        let Text { en, ru } = tls.title();
        return Ok(attention(text! {
            en: "TLS ends at {en}, and nginx behind it sets {name} to its own scheme, http: Django never sees HTTPS.",
            ru: "TLS терминирует {ru}, а nginx за ним записывает в {name} свою схему, http: Django никогда не увидит HTTPS.",
        })
        .at_place(Some(place))
        .related(header.place)
        .fix(
            Applicability::DisplayOnly,
            Where::File("nginx.conf"),
            format!("proxy_set_header {name} $http_{};", name.to_ascii_lowercase().replace('-', "_")),
        ));
    }
    Ok(pass().at(&header).related(project.tls_place()))
}

/// `X-Forwarded-Proto` of `HTTP_X_FORWARDED_PROTO`.
fn header_name(meta: &str) -> String {
    let words = meta.trim_start_matches("HTTP_").split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        format!("{first}{}", rest.to_ascii_lowercase())
    });
    words.collect::<Vec<_>>().join("-")
}

fn not_trusted(project: &Project) -> Verdict {
    if project.faces_the_browser() {
        return Ok(pass().related(project.tls_place()));
    }
    let redirects = project.settings.truthy("SECURE_SSL_REDIRECT")?;
    let Some(tls) = project.proxy() else {
        if !*redirects {
            return Ok(not_applicable());
        }
        return Ok(manual(text(
            "SECURE_SSL_REDIRECT is on without SECURE_PROXY_SSL_HEADER: right only if the application server itself ends TLS or the server in front sets wsgi.url_scheme.",
            "SECURE_SSL_REDIRECT включён без SECURE_PROXY_SSL_HEADER: верно, только если TLS заканчивается на самом сервере приложений или схему передаёт сервер перед ним.",
        ))
        .at(&redirects));
    };
    let Text { en, ru } = tls.title();
    let outcome = match project.scheme_told_by() {
        SchemeToldBy::Server(place) => {
            return Ok(pass()
                .saying(text(
                    "The application server tells Django the scheme.",
                    "Схему сообщает Django сервер приложений.",
                ))
                .at_place(Some(place)));
        }
        SchemeToldBy::Perhaps => manual(text! {
            en: "TLS ends at {en}, and SECURE_PROXY_SSL_HEADER is not set. The application server may pass the scheme on by itself: see that request.is_secure() is true.",
            ru: "TLS терминирует {ru}, а SECURE_PROXY_SSL_HEADER не задан. Схему может передавать сам сервер приложений: проверьте, что request.is_secure() возвращает True.",
        }),
        SchemeToldBy::Nobody if *redirects => fail(text! {
            en: "TLS ends at {en}, and Django does not read its header: SECURE_SSL_REDIRECT redirects every request to itself without end.",
            ru: "TLS терминирует {ru}, а Django не читает его заголовок: SECURE_SSL_REDIRECT бесконечно перенаправляет каждый запрос на него самого.",
        }),
        SchemeToldBy::Nobody => attention(text! {
            en: "TLS ends at {en}, and Django does not read its header. It takes each request for plain HTTP: HSTS is not sent, and since Django 4.0 forms end with 403 unless CSRF_TRUSTED_ORIGINS has the site.",
            ru: "TLS терминирует {ru}, а Django не читает его заголовок и считает каждый запрос обычным HTTP: HSTS не отправляется, а с Django 4.0 формы получают 403, если сайта нет в CSRF_TRUSTED_ORIGINS.",
        }),
    };
    Ok(outcome.at(&redirects).related(project.tls_place()).fix(
        Applicability::Unsafe,
        Where::Setting("SECURE_PROXY_SSL_HEADER"),
        "SECURE_PROXY_SSL_HEADER = (\"HTTP_X_FORWARDED_PROTO\", \"https\")",
    ))
}
