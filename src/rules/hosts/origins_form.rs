//! Trusted origins end after the host.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, since, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.origins-form",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: since(4, 0),
    mirrors: &[],
    docs: "ref/settings/#csrf-trusted-origins",
    title: text(
        "Trusted origins have no path and no slash at the end",
        "У доверенных источников нет пути и слеша в конце",
    ),
    why: text(
        "A browser sends its origin without path. Compared with an entry that has one, it is refused: forms fail with 403.",
        "Браузер присылает источник без пути. С записью, где путь есть, он не совпадёт, и формы будут падать с 403.",
    ),
    how: text("Cut everything after the host and port.", "Уберите всё после имени хоста и порта."),
    examples: &[
        fails("CSRF_TRUSTED_ORIGINS = ['https://example.com/']"),
        passes("CSRF_TRUSTED_ORIGINS = ['https://example.com:8443']"),
        undecided("from .other import CSRF_TRUSTED_ORIGINS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let origins = project.settings.list("CSRF_TRUSTED_ORIGINS")?;
    if origins.is_empty() {
        return Ok(not_applicable());
    }
    let Some(item) = origins.find_by(|origin| cut(origin) != origin)? else { return Ok(pass().at(&origins)) };
    let origin = item.as_str().unwrap_or_default();
    let all: Vec<String> = origins.strs().map(|(origin, _)| format!("{:?}", cut(origin))).collect();
    let snippet = format!("CSRF_TRUSTED_ORIGINS = [{}]", all.join(", "));
    Ok(fail(text! {
        en: "{origin:?} never equals the origin that a browser sends.",
        ru: "{origin:?} никогда не совпадёт с тем, что присылает браузер.",
    })
    .at_place(item.place.or(origins.place))
    .fix(Applicability::Safe, Where::Setting("CSRF_TRUSTED_ORIGINS"), snippet))
}

/// The scheme, host and port of an origin; a text without scheme is left alone.
fn cut(origin: &str) -> &str {
    let Some(start) = origin.find("://") else { return origin };
    let host = start + 3;
    let end = origin[host..].find(['/', '?', '#']).map_or(origin.len(), |at| host + at);
    &origin[..end]
}
