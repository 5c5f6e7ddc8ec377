//! Keywords of the policy are in quotes.

use crate::model::{Item, Severity, text};
use crate::project::{Project, sources_of};
use crate::python::Kind;
use crate::rules::rare::rarely;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "headers.csp-quotes",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Content-Security-Policy",
    title: text("Keywords of the policy are in quotes", "Ключевые слова политики взяты в кавычки"),
    why: text(
        "Without its own quotes self is a host of that name: the browser blocks what you meant to allow.",
        "Без собственных кавычек self — это хост с таким именем: браузер заблокирует то, что вы хотели разрешить.",
    ),
    how: text("Write \"'self'\", or CSP.SELF.", "Пишите \"'self'\" или CSP.SELF."),
    examples: &[
        fails("SECURE_CSP = {'default-src': ['self']}").django(6, 0),
        fails("CONTENT_SECURITY_POLICY = {'DIRECTIVES': {'script-src': ['none']}}"),
        passes("SECURE_CSP = {'default-src': [\"'self'\", 'https://cdn.example.com']}").django(6, 0),
        irrelevant(""),
        undecided(
            "import os\nCONTENT_SECURITY_POLICY = {'DIRECTIVES': os.environ.get('CONTENT_SECURITY_POLICY', {'script-src': ['none']})}",
        ),
    ],
    check: |project| rarely(project, check),
};

const KEYWORDS: &[&str] = &[
    "self",
    "none",
    "unsafe-inline",
    "unsafe-eval",
    "unsafe-hashes",
    "strict-dynamic",
    "report-sample",
    "wasm-unsafe-eval",
];

fn check(project: &Project) -> Verdict {
    let policies = project.policies()?;
    for (name, policy) in &policies {
        let Kind::Dict(pairs) = &policy.kind else { continue };
        for (directive, sources) in pairs {
            let words = sources_of(sources);
            let Some(word) = words.iter().find(|word| {
                KEYWORDS.contains(&word.as_str()) || word.starts_with("nonce-") || word.starts_with("sha256-")
            }) else {
                continue;
            };
            let directive = directive.as_str().unwrap_or_default();
            return Ok(fail(text! {
                en: "{directive} in {name} has {word} without quotes.",
                ru: "В {directive} из {name} слово {word} стоит без кавычек.",
            })
            .at_place(sources.place.or(policy.place)));
        }
    }
    Ok(match policies.first() {
        Some((_, policy)) => pass().at_place(policy.place),
        None => not_applicable(),
    })
}
