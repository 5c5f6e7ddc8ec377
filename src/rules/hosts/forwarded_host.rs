//! The host is not taken from a header that a client can send.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, attention, fails, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.forwarded-host",
    item: Item::AllowedHosts,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#use-x-forwarded-host",
    title: text("The host comes from the Host header", "Имя хоста берётся из заголовка Host"),
    why: text(
        "If a proxy does not set X-Forwarded-Host itself, any client can, and its value is taken for the site's name.",
        "Если прокси не задаёт X-Forwarded-Host сам, это может сделать любой клиент, и его значение станет именем сайта.",
    ),
    how: text(
        "Let the proxy pass the Host header on and turn the setting off, or make sure that the proxy overwrites X-Forwarded-Host.",
        "Пусть прокси передаёт заголовок Host, а настройка будет выключена. Иначе убедитесь, что прокси перезаписывает X-Forwarded-Host.",
    ),
    examples: &[
        fails("USE_X_FORWARDED_HOST = True"),
        passes(""),
        undecided("from .other import USE_X_FORWARDED_HOST"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let trusts = project.settings.truthy("USE_X_FORWARDED_HOST")?;
    if !*trusts {
        return Ok(pass().at(&trusts));
    }
    Ok(attention(text(
        "USE_X_FORWARDED_HOST is on: safe only behind a proxy that sets X-Forwarded-Host itself.",
        "USE_X_FORWARDED_HOST включён: это безопасно только за прокси, который сам задаёт X-Forwarded-Host.",
    ))
    .at(&trusts)
    .fix(Applicability::Unsafe, Where::Setting("USE_X_FORWARDED_HOST"), "USE_X_FORWARDED_HOST = False"))
}
