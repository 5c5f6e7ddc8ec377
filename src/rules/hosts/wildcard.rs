//! `ALLOWED_HOSTS` does not let everything through.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.wildcard",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#allowed-hosts",
    title: text("ALLOWED_HOSTS has no wildcard for everything", "В ALLOWED_HOSTS нет «*»"),
    why: text(
        "With * a stranger chooses the Host header, and it ends in password reset links, redirects and caches.",
        "С «*» заголовок Host выбирает кто угодно, и он попадает в ссылки сброса пароля, редиректы и кеш.",
    ),
    how: text(
        "Replace * by your domain names. For health checks by address there is django-allow-cidr.",
        "Замените «*» своими доменами. Для проверок по IP-адресу есть django-allow-cidr.",
    ),
    examples: &[
        fails("ALLOWED_HOSTS = ['*']"),
        fails("ALLOWED_HOSTS = ['example.com', '*']"),
        passes("ALLOWED_HOSTS = ['.example.com']"),
        undecided("import os\nALLOWED_HOSTS = os.environ['HOSTS'].split(',')"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let hosts = project.settings.list("ALLOWED_HOSTS")?;
    if hosts.is_empty() {
        return Ok(not_applicable());
    }
    let Some(star) = hosts.find("*")? else { return Ok(pass().at(&hosts)) };
    let message = if hosts.items.len() == 1 {
        text(
            "ALLOWED_HOSTS is ['*']: every host is served.",
            "ALLOWED_HOSTS = ['*']: обслуживается любой хост.",
        )
    } else {
        text(
            "ALLOWED_HOSTS has * among other names, and it makes them meaningless.",
            "В ALLOWED_HOSTS рядом с другими именами стоит «*», и они уже ничего не значат.",
        )
    };
    let reader = project.reader();
    let snippet = reader.assign("ALLOWED_HOSTS", &reader.list("ALLOWED_HOSTS", None));
    Ok(fail(message).at_place(star.place.or(hosts.place)).fix(
        Applicability::Unsafe,
        Where::Setting("ALLOWED_HOSTS"),
        snippet,
    ))
}
