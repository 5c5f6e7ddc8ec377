//! The web server speaks no version of TLS that is broken.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, irrelevant, not_applicable, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "transport.tls-versions",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_protocols",
    title: text("nginx speaks TLS 1.2 and later", "nginx принимает TLS 1.2 и новее"),
    why: text(
        "TLS 1.0 and 1.1 were withdrawn in 2021 (RFC 8996): browsers refuse them, and payment standards forbid them.",
        "TLS 1.0 и 1.1 отозваны в 2021 году (RFC 8996): браузеры их не принимают, а платёжные стандарты запрещают.",
    ),
    how: text("Write ssl_protocols TLSv1.2 TLSv1.3;.", "Напишите ssl_protocols TLSv1.2 TLSv1.3;."),
    examples: &[
        fails("DEBUG = False").with(&[(
            "nginx.conf",
            "server {\n  listen 443 ssl;\n  ssl_protocols TLSv1 TLSv1.1 TLSv1.2;\n}\n",
        )]),
        passes("DEBUG = False")
            .with(&[("nginx.conf", "server {\n  listen 443 ssl;\n  ssl_protocols TLSv1.2 TLSv1.3;\n}\n")]),
        irrelevant("DEBUG = False"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    match (&project.deployment.old_tls, project.deployment.tls_protocols) {
        (Some((version, place)), _) => Ok(fail(text! {
            en: "nginx still speaks {version}.",
            ru: "nginx всё ещё принимает {version}.",
        })
        .at_place(Some(*place))
        .fix(Applicability::Unsafe, Where::Statement(*place), "ssl_protocols TLSv1.2 TLSv1.3")),
        (None, Some(place)) => Ok(pass().at_place(Some(place))),
        (None, None) => Ok(not_applicable()),
    }
}
