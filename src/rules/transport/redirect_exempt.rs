//! The redirect to HTTPS leaves out single paths, not everything.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, irrelevant, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "transport.redirect-exempt",
    item: Item::Https,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#secure-redirect-exempt",
    title: text(
        "The HTTPS redirect exempts single paths only",
        "От редиректа на HTTPS освобождены только отдельные пути",
    ),
    why: text(
        "Each pattern is searched for anywhere in the path: an empty one or .* exempts the whole site.",
        "Каждый шаблон ищется в любом месте пути: пустой или .* освобождает от редиректа весь сайт.",
    ),
    how: text(
        "Anchor each pattern at both ends, without a leading slash: r\"^health/$\".",
        "Ограничьте шаблоны с обеих сторон, без слеша в начале: r\"^health/$\".",
    ),
    examples: &[
        fails("SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r'.*']"),
        fails("SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = ['']"),
        passes("SECURE_SSL_REDIRECT = True\nSECURE_REDIRECT_EXEMPT = [r'^health/$']"),
        irrelevant("SECURE_REDIRECT_EXEMPT = ['.*']"),
        undecided("from .other import SECURE_REDIRECT_EXEMPT"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let patterns = project.settings.list("SECURE_REDIRECT_EXEMPT")?;
    if patterns.is_empty() || !*project.settings.truthy("SECURE_SSL_REDIRECT")? {
        return Ok(not_applicable());
    }
    for item in &patterns.items {
        let (Kind::Str(pattern) | Kind::Regex(pattern, _)) = &item.kind else { continue };
        let core = pattern.trim_start_matches('^').trim_end_matches('$');
        if matches!(core, "" | "." | ".*" | ".+" | ".?" | "/" | "(.*)" | ".*?")
            && !(pattern.starts_with('^') && pattern.ends_with('$') && core.is_empty())
        {
            return Ok(fail(text! {
                en: "{pattern:?} in SECURE_REDIRECT_EXEMPT matches every path or nearly so.",
                ru: "Шаблон {pattern:?} в SECURE_REDIRECT_EXEMPT совпадает почти с любым путём.",
            })
            .at_place(item.place.or(patterns.place)));
        }
    }
    patterns.no_holes()?;
    Ok(pass().at(&patterns))
}
