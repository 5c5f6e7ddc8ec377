//! The policy does not allow any script after all.

use crate::model::{Item, Severity, text};
use crate::project::{Project, sources_of};
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "headers.csp-unsafe",
    item: Item::Https,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://docs.djangoproject.com/en/6.1/ref/csp/",
    title: text("The policy blocks injected scripts", "Политика блокирует внедрённые скрипты"),
    why: text(
        "With 'unsafe-inline' or * for scripts, the policy lets an injected script run like your own.",
        "С 'unsafe-inline' или * для скриптов политика пропустит внедрённый скрипт как ваш собственный.",
    ),
    how: text(
        "Move inline scripts to files or give them a nonce, and name hosts in place of *.",
        "Вынесите встроенные скрипты в файлы или отметьте их nonce, а вместо * перечислите хосты.",
    ),
    examples: &[
        fails("SECURE_CSP = {'script-src': [\"'self'\", \"'unsafe-inline'\"]}").django(6, 0),
        fails("SECURE_CSP = {'default-src': ['*']}").django(6, 0),
        fails("CONTENT_SECURITY_POLICY = {'DIRECTIVES': {'script-src': ['*']}}"),
        passes("SECURE_CSP = {'default-src': ['*'], 'script-src': [\"'self'\"], 'style-src': [\"'unsafe-inline'\"]}").django(6, 0),
        irrelevant("").django(6, 0),
        undecided("from .other import CONTENT_SECURITY_POLICY"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let mut seen = None;
    for (name, policy) in project.policies()? {
        // What only reports blocks nothing yet.
        if name.ends_with("REPORT_ONLY") || policy.truthy() != Some(true) {
            continue;
        }
        seen = seen.or(policy.place);
        let found = ["script-src", "default-src"].iter().find_map(|key| Some((key, policy.key(key)?)));
        let Some((directive, sources)) = found else {
            // django-csp fills in default-src.
            if &*name != "SECURE_CSP" {
                continue;
            }
            return Ok(fail(text(
                "SECURE_CSP has neither script-src nor default-src: scripts may come from anywhere.",
                "В SECURE_CSP нет ни script-src, ни default-src: скрипты можно загружать откуда угодно.",
            ))
            .at_place(policy.place));
        };
        let texts = sources_of(sources);
        // A nonce or a hash switches 'unsafe-inline' off.
        let is_strict = texts
            .iter()
            .any(|text| text.contains("NONCE") || text.starts_with("'nonce-") || text.starts_with("'sha"));
        let is_bad = |text: &&String| {
            matches!(text.as_str(), "*" | "http:" | "https:" | "data:")
                || (text.ends_with("unsafe-inline'") || text.ends_with("UNSAFE_INLINE")) && !is_strict
        };
        if let Some(source) = texts.iter().find(is_bad) {
            return Ok(fail(text! {
                en: "{directive} in {name} allows {source}.",
                ru: "{directive} в {name} разрешает {source}.",
            })
            .at_place(sources.place.or(policy.place)));
        }
    }
    Ok(if seen.is_some() { pass().at_place(seen) } else { not_applicable() })
}
