//! The policy does not allow any script after all.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::{Kind, Value};
use crate::rules::{Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, since};

pub(super) static RULE: Rule = Rule {
    id: "headers.csp-unsafe",
    item: Item::Https,
    severity: Severity::Warning,
    django: since(6, 0),
    mirrors: &[],
    docs: "ref/csp/",
    title: text("The policy blocks injected scripts", "Политика блокирует внедрённые скрипты"),
    why: text(
        "With 'unsafe-inline' or * for scripts, the policy lets an injected script run like your own.",
        "С 'unsafe-inline' или * для скриптов политика пропустит внедрённый скрипт как ваш собственный.",
    ),
    how: text(
        "Move inline scripts to files, or give them CSP.NONCE.",
        "Вынесите встроенные скрипты в файлы или отметьте их через CSP.NONCE.",
    ),
    examples: &[
        fails("SECURE_CSP = {'script-src': [\"'self'\", \"'unsafe-inline'\"]}").django(6, 0),
        fails("SECURE_CSP = {'default-src': ['*']}").django(6, 0),
        passes("SECURE_CSP = {'default-src': ['*'], 'script-src': [\"'self'\"], 'style-src': [\"'unsafe-inline'\"]}").django(6, 0),
        irrelevant("").django(6, 0),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let policy = project.settings.dict("SECURE_CSP")?;
    if policy.value.truthy() != Some(true) {
        return Ok(not_applicable());
    }
    let Some((directive, sources)) =
        ["script-src", "default-src"].iter().find_map(|name| Some((name, policy.value.key(name)?)))
    else {
        return Ok(fail(text(
            "SECURE_CSP has neither script-src nor default-src: scripts may come from anywhere.",
            "В SECURE_CSP нет ни script-src, ни default-src: скрипты можно загружать откуда угодно.",
        ))
        .at(&policy));
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
    match texts.iter().find(is_bad) {
        Some(source) => Ok(fail(text! {
            en: "{directive} in SECURE_CSP allows {source}.",
            ru: "{directive} в SECURE_CSP разрешает {source}.",
        })
        .at_place(sources.place.or(policy.place))),
        None => Ok(pass().at(&policy)),
    }
}

/// The sources of a directive: a list, or one text with spaces.
fn sources_of(value: &Value) -> Vec<String> {
    match &value.kind {
        Kind::Str(text) => text.split_whitespace().map(str::to_owned).collect(),
        Kind::Object(name) => vec![name.to_string()],
        _ => value.items().unwrap_or_default().iter().flat_map(sources_of).collect(),
    }
}
