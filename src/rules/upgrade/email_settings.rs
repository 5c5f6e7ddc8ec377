//! Mail is set up in the form that lasts.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Project, is_secret_name};
use crate::rules::{Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, since};

pub(super) static RULE: Rule = Rule {
    id: "upgrade.email-settings",
    item: Item::Readiness,
    severity: Severity::Note,
    django: since(6, 1),
    mirrors: &[],
    docs: "ref/settings/#mailers",
    title: text("Mail is set up in MAILERS", "Почта настроена в MAILERS"),
    why: text(
        "Django 6.1 warns of the EMAIL_* settings that MAILERS replaces, and Django 2028 will not read them.",
        "Django 6.1 предупреждает о настройках EMAIL_*, которые заменяет MAILERS, а Django 2028 их не прочитает.",
    ),
    how: text(
        "Move them all into MAILERS at once: one of them beside MAILERS is ImproperlyConfigured.",
        "Перенесите их в MAILERS все сразу: хотя бы одна рядом с MAILERS — и будет ImproperlyConfigured.",
    ),
    examples: &[
        fails("EMAIL_HOST = 'smtp.example.com'\nEMAIL_USE_TLS = True").django(6, 1),
        passes("MAILERS = {'default': {'OPTIONS': {'host': 'smtp.example.com'}}}").django(6, 1),
        irrelevant("DEFAULT_FROM_EMAIL = 'shop@example.com'").django(6, 1),
    ],
    check,
};

/// The old settings, and the options of the SMTP mailer that replace them.
const OPTIONS: &[(&str, &str)] = &[
    ("EMAIL_HOST", "host"),
    ("EMAIL_PORT", "port"),
    ("EMAIL_HOST_USER", "username"),
    ("EMAIL_HOST_PASSWORD", "password"),
    ("EMAIL_USE_TLS", "use_tls"),
    ("EMAIL_USE_SSL", "use_ssl"),
    ("EMAIL_TIMEOUT", "timeout"),
    ("EMAIL_SSL_CERTFILE", "ssl_certfile"),
    ("EMAIL_SSL_KEYFILE", "ssl_keyfile"),
    ("EMAIL_FILE_PATH", "file_path"),
];

fn check(project: &Project) -> Verdict {
    let mut names = Vec::new();
    let mut options = String::new();
    let mut places = Vec::new();
    let mut backend = None;
    let mut whole = true;
    for (name, option) in std::iter::once(&("EMAIL_BACKEND", "")).chain(OPTIONS) {
        let Some(binding) = project.settings.binding(name) else { continue };
        let place = binding.history.last().map(|event| event.place);
        names.push(*name);
        places.extend(place);
        let statement = place.map(|place| project.tree.text(place)).unwrap_or_default();
        let after = statement.strip_prefix(name).and_then(|rest| rest.trim_start().strip_prefix('='));
        let written = after.map_or("", str::trim);
        // A secret, or the default of one, is not repeated.
        let code = if is_secret_name(name) {
            project.reader().str(name, None)
        } else if written.is_empty() || written.contains('\n') {
            whole = false;
            continue;
        } else {
            written.to_owned()
        };
        if *name == "EMAIL_BACKEND" {
            backend = Some(code);
        } else {
            options.push_str(&format!("            \"{option}\": {code},\n"));
        }
    }
    if names.is_empty() {
        return Ok(if project.settings.is_set("MAILERS")? { pass() } else { not_applicable() });
    }
    // Both together do not start at all, which is told elsewhere.
    if project.settings.is_set("MAILERS")? {
        return Ok(not_applicable());
    }
    let list = names.join(", ");
    let backend = backend.map(|code| format!("        \"BACKEND\": {code},\n")).unwrap_or_default();
    let snippet = format!(
        "MAILERS = {{\n    \"default\": {{\n{backend}        \"OPTIONS\": {{\n{options}        }},\n    }},\n}}"
    );
    let outcome = attention(text! {
        en: "Deprecated since Django 6.1: {list}.",
        ru: "Устарели с Django 6.1: {list}.",
    });
    let outcome = places.into_iter().fold(outcome, |outcome, place| outcome.at_place(Some(place)));
    // What is not written plainly would be missing from the snippet.
    Ok(if whole { outcome.fix(Applicability::DisplayOnly, Where::Module, snippet) } else { outcome })
}
