//! Entries of `ALLOWED_HOSTS` are names alone.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "hosts.form",
    item: Item::AllowedHosts,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#allowed-hosts",
    title: text("Hosts stand without scheme, port and path", "Хосты указаны без схемы, порта и пути"),
    why: text(
        "Django compares an entry with the host name of the request; with anything around it, it never matches.",
        "Django сравнивает запись с именем хоста из запроса: если вокруг имени что-то есть, совпадения не будет никогда.",
    ),
    how: text(
        "Write the bare name: example.com, or .example.com with its subdomains.",
        "Пишите только имя: example.com или .example.com вместе с поддоменами.",
    ),
    examples: &[
        fails("ALLOWED_HOSTS = ['https://example.com/']"),
        fails("ALLOWED_HOSTS = ['example.com:8000', 'www.example.com']"),
        fails("ALLOWED_HOSTS = ['*.example.com']"),
        fails("ALLOWED_HOSTS = ['10.0.0.0/8']"),
        passes("ALLOWED_HOSTS = ['.example.com', '127.0.0.1', '[::1]']"),
        undecided("from .other import ALLOWED_HOSTS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let hosts = project.settings.list("ALLOWED_HOSTS")?;
    if hosts.is_empty() {
        return Ok(not_applicable());
    }
    let is_bad = |host: &str| bare(host).is_some_and(|bare| bare != host);
    let Some(item) = hosts.find_by(is_bad)? else { return Ok(pass().at(&hosts)) };
    let host = item.as_str().unwrap_or_default();
    let bare_name = bare(host).unwrap_or_default();
    let is_subnet = host.split_once('/').is_some_and(|(address, bits)| {
        address.parse::<std::net::IpAddr>().is_ok() && bits.parse::<u8>().is_ok()
    });
    if is_subnet {
        return Ok(fail(text! {
            en: "{host:?} is a subnet, and ALLOWED_HOSTS knows no subnets: django-allow-cidr adds them.",
            ru: "{host:?} — это подсеть, а подсетей ALLOWED_HOSTS не понимает: их добавляет django-allow-cidr.",
        })
        .at_place(item.place.or(hosts.place)));
    }
    let outcome = fail(text! {
        en: "{host:?} never matches a request; the bare name is {bare_name:?}.",
        ru: "{host:?} не совпадёт ни с одним запросом; само имя — {bare_name:?}.",
    })
    .at_place(item.place.or(hosts.place));
    if hosts.no_holes().is_err() || hosts.items.iter().any(|item| item.as_str().is_none()) {
        return Ok(outcome);
    }
    let mut names: Vec<String> = Vec::new();
    for (host, _) in hosts.strs() {
        let name = format!("{:?}", bare(host).unwrap_or_else(|| host.to_owned()));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let snippet = format!("ALLOWED_HOSTS = [{}]", names.join(", "));
    Ok(outcome.fix(Applicability::Safe, Where::Setting("ALLOWED_HOSTS"), snippet))
}

/// The host's name without what does not belong to it; none for `*` and the empty text.
fn bare(host: &str) -> Option<String> {
    let trimmed = host.trim();
    if trimmed.is_empty() || trimmed == "*" {
        return None;
    }
    let mut name = trimmed.split_once("://").map_or(trimmed, |(_, rest)| rest);
    name = name.split(['/', '?', '#']).next().unwrap_or(name);
    if let Some((before, port)) = name.rsplit_once(':')
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && (!before.contains(':') || before.ends_with(']'))
    {
        name = before;
    }
    if let Some(rest) = name.strip_prefix("*.") {
        return Some(format!(".{rest}"));
    }
    // An IPv6 address needs its brackets.
    if name.parse::<std::net::Ipv6Addr>().is_ok() {
        return Some(format!("[{name}]"));
    }
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn names_are_laid_bare() {
        for (host, name) in [
            ("example.com", "example.com"),
            (" example.com", "example.com"),
            ("https://example.com:443/x", "example.com"),
            ("*.example.com", ".example.com"),
            ("[::1]:8000", "[::1]"),
            ("::1", "[::1]"),
            ("[::1]", "[::1]"),
        ] {
            assert_eq!(bare(host).as_deref(), Some(name), "{host}");
        }
        assert_eq!(bare("*"), None);
    }
}
