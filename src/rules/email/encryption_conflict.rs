//! One kind of encryption is asked for, at the port that speaks it.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::python::Kind;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fail, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "email.encryption-conflict",
    item: Item::ErrorsAndLogs,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/settings/#email-use-tls",
    title: text(
        "Mail uses TLS or SSL, at the right port",
        "Для почты выбран TLS или SSL, и порт ему подходит",
    ),
    why: text(
        "With both switched on Django refuses to send; with the wrong port the connection hangs or is refused at the first message.",
        "Если включены оба, Django отказывается отправлять; с неподходящим портом соединение зависнет или оборвётся на первом же письме.",
    ),
    how: text(
        "Use EMAIL_USE_TLS (in MAILERS: use_tls) with port 587, or EMAIL_USE_SSL (use_ssl) with port 465.",
        "Используйте EMAIL_USE_TLS (в MAILERS — use_tls) с портом 587 или EMAIL_USE_SSL (use_ssl) с портом 465.",
    ),
    examples: &[
        fails("EMAIL_HOST = 'mx.example.com'\nEMAIL_USE_TLS = True\nEMAIL_USE_SSL = True"),
        fails("EMAIL_HOST = 'mx.example.com'\nEMAIL_USE_TLS = True\nEMAIL_PORT = 465"),
        fails("EMAIL_HOST = 'mx.example.com'\nEMAIL_USE_SSL = True\nEMAIL_PORT = 587"),
        passes("EMAIL_HOST = 'mx.example.com'\nEMAIL_USE_TLS = True\nEMAIL_PORT = 587"),
        irrelevant("EMAIL_HOST = 'mx.example.com'"),
        undecided("from .other import EMAIL_USE_TLS"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let on = |old: &str, option: &str| -> crate::project::Fact<_> {
        Ok(project.mail_option(old, option)?.filter(|found| found.value.truthy() == Some(true)))
    };
    let tls = on("EMAIL_USE_TLS", "use_tls")?;
    let ssl = on("EMAIL_USE_SSL", "use_ssl")?;
    let first = match (&tls, &ssl) {
        (Some(tls), Some(ssl)) => {
            let outcome =
                fail(text("TLS and SSL are both on.", "Включены и TLS, и SSL.")).at(tls).related(ssl.place);
            return Ok(if project.uses_mailers()? {
                outcome
            } else {
                // The port tells which of the two is meant.
                let port = project.settings.int("EMAIL_PORT")?;
                let (target, snippet) = if *port == 465 {
                    ("EMAIL_USE_TLS", "EMAIL_USE_TLS = False")
                } else {
                    ("EMAIL_USE_SSL", "EMAIL_USE_SSL = False")
                };
                outcome.fix(Applicability::Unsafe, Where::Setting(target), snippet)
            });
        }
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => return Ok(not_applicable()),
    };
    let Some(port) = project.mail_option("EMAIL_PORT", "port")? else { return Ok(pass().at(first)) };
    let number = match &port.value.kind {
        Kind::Int(number) => *number,
        Kind::Str(text) => text.trim().parse().unwrap_or(0),
        _ => return Ok(pass().at(first)),
    };
    let (message, wanted) = match (tls.is_some(), number) {
        (true, 465) => (
            text(
                "TLS is on, which begins in the clear (STARTTLS), and port 465 expects encryption from the first byte.",
                "Включён TLS, который начинает без шифрования (STARTTLS), а порт 465 ждёт его с первого байта.",
            ),
            587,
        ),
        (false, 587 | 25) if !port.is_default() => (
            text! {
                en: "SSL is on, which encrypts from the first byte, and port {number} begins in the clear.",
                ru: "Включён SSL, который шифрует с первого байта, а порт {number} начинает без шифрования.",
            },
            465,
        ),
        (false, 25) => (
            text(
                "SSL is on, and the port is not set: it stays at 25, which begins in the clear.",
                "Включён SSL, а порт не задан и остаётся 25, который начинает без шифрования.",
            ),
            465,
        ),
        _ => return Ok(pass().at(first)),
    };
    let outcome = attention(message).at_place(port.place.or(first.place)).related(first.place);
    Ok(if project.uses_mailers()? {
        outcome
    } else {
        outcome.fix(Applicability::Unsafe, Where::Setting("EMAIL_PORT"), format!("EMAIL_PORT = {wanted}"))
    })
}
