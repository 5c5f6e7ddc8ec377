//! Production is reachable under more than the local machine's names.

use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.local-only",
    item: Item::AllowedHosts,
    severity: Severity::Warning,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#allowed-hosts",
    title: text("ALLOWED_HOSTS has a public name", "В ALLOWED_HOSTS есть публичное имя"),
    why: text(
        "With local names alone the site works on the server's own machine only; everybody else gets 400.",
        "С одними локальными именами сайт откроется только на самом сервере, остальные получат 400.",
    ),
    how: text(
        "Add the site's domain names to the production settings.",
        "Добавьте в настройки продакшена домены сайта.",
    ),
    examples: &[
        fails("ALLOWED_HOSTS = ['localhost', '127.0.0.1']"),
        passes("ALLOWED_HOSTS = ['localhost', 'example.com']"),
        undecided("from .other import ALLOWED_HOSTS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let hosts = project.settings.list("ALLOWED_HOSTS")?;
    let is_public = |host: &str| !host.trim().is_empty() && !is_local(host);
    if hosts.is_empty() || hosts.strs().all(|(host, _)| host.trim().is_empty()) {
        return Ok(not_applicable());
    }
    if hosts.find_by(is_public)?.is_some() {
        return Ok(pass().at(&hosts));
    }
    let names = hosts.strs().map(|(host, _)| host).collect::<Vec<_>>().join(", ");
    Ok(fail(text! {
        en: "ALLOWED_HOSTS has only names of the local machine: {names}.",
        ru: "В ALLOWED_HOSTS только имена локальной машины: {names}.",
    })
    .at(&hosts))
}

fn is_local(host: &str) -> bool {
    let host = host.trim().trim_start_matches('.').to_ascii_lowercase();
    host == "localhost"
        || host.ends_with(".localhost")
        || host.ends_with(".local")
        || matches!(host.as_str(), "[::1]" | "0.0.0.0" | "testserver")
        || host.starts_with("127.")
}
