//! Behind nginx Django sees the name that the visitor asked for.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "hosts.proxied-host",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header",
    title: text("nginx hands the host name on", "nginx передаёт имя хоста"),
    why: text("Unless told otherwise nginx sends the name in proxy_pass as Host: Django answers 400 by ALLOWED_HOSTS, and its links and CSRF checks take that name for the site's.", "По умолчанию nginx шлёт в Host имя из proxy_pass: Django ответит 400 из-за ALLOWED_HOSTS, а ссылки и проверка CSRF примут это имя за имя сайта."),
    how: text("Write proxy_set_header Host $host; beside proxy_pass.", "Рядом с proxy_pass напишите proxy_set_header Host $host;."),
    examples: &[
        fails("ALLOWED_HOSTS = ['example.com']").with(&[("nginx.conf", "server {\n  location / {\n    proxy_set_header X-Forwarded-Proto $scheme;\n    proxy_pass http://app:8000;\n  }\n}\n")]),
        passes("ALLOWED_HOSTS = ['example.com']").with(&[("nginx.conf", "server {\n  location / {\n    proxy_set_header Host $host;\n    proxy_pass http://app:8000;\n  }\n}\n")]),
        passes("ALLOWED_HOSTS = ['example.com']").with(&[("nginx.conf", "server {\n  location / {\n    include proxy_params;\n    proxy_pass http://app:8000;\n  }\n}\n")]),
        undecided("ALLOWED_HOSTS = ['example.com']").with(&[("nginx.conf", "server {\n  location / {\n    include headers.conf;\n    proxy_pass http://app:8000;\n  }\n}\n")]),
        irrelevant("ALLOWED_HOSTS = ['example.com']").with(&[("nginx.conf", "server {\n  location / {\n    uwsgi_pass app:8000;\n  }\n}\n")]),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for (_, location) in project.proxied() {
        let Some((_, to, place)) = location.passes.as_ref().filter(|(kind, ..)| kind == "proxy_pass") else {
            continue;
        };
        // A WebSocket reaches no view of Django's.
        if to.contains('$') || location.header("Upgrade").is_some() {
            continue;
        }
        let name = to.split("://").nth(1).unwrap_or(to).split(['/', ':']).next().unwrap_or("");
        seen = seen.or(Some(*place));
        if location.header("Host").is_some() {
            continue;
        }
        if let Some(undecided) = location.undecided() {
            return Err(undecided);
        }
        let forwarded = project.settings.truthy("USE_X_FORWARDED_HOST")?;
        if *forwarded && location.header("X-Forwarded-Host").is_some() {
            continue;
        }
        let pattern = &location.pattern;
        let outcome = fail(text! {
            en: "nginx sends {name} as Host for the location {pattern}.",
            ru: "Для location {pattern} nginx передаёт в Host имя {name}.",
        })
        .at_place(Some(*place));
        return Ok(match project.with_header(location, "proxy_set_header Host $host;") {
            Some(code) => outcome.fix(Applicability::Unsafe, Where::Statement(*place), code),
            None => outcome,
        });
    }
    Ok(seen.map_or_else(not_applicable, |place| pass().at_place(Some(place))))
}
