//! Tokens and keys of services are not written in the settings.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{Opens, Project};
use crate::rules::{ALWAYS, Rule, Verdict, Where, fail, fails, pass, passes};

pub(super) static RULE: Rule = Rule {
    id: "configuration.service-secret",
    item: Item::Configuration,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "https://django-environ.readthedocs.io/en/latest/quickstart.html",
    title: text("Tokens and keys of services are not in the code", "Токенов и ключей сервисов в коде нет"),
    why: text(
        "Keys in a repository are found by programs within minutes of a leak, and then others send, store and pay on your account.",
        "Ключи из утёкшего репозитория программы находят за считаные минуты, и дальше чужие люди шлют, хранят и платят за ваш счёт.",
    ),
    how: text(
        "Read each from the environment, and have the provider issue a new one.",
        "Читайте каждый ключ из переменной окружения и перевыпустите его у провайдера.",
    ),
    examples: &[
        fails("AWS_SECRET_ACCESS_KEY = 'wJalrXUtnFEMIK7MDENGbPxRfiCYzzTOPKEY'"),
        fails("import os\nPAYMENTS = {'api_key': 'sk_live_51Habcdefgh1234', 'mode': 'live'}"),
        fails("REDIS_PASSWORD = 'rain-and-wind'"),
        passes("import os\nAWS_SECRET_ACCESS_KEY = os.environ['AWS_SECRET_ACCESS_KEY']"),
        passes("STRIPE_PUBLISHABLE_KEY = 'pk_live_51Habcdefgh1234'\nSTRIPE_SECRET_KEY = 'your-secret-key'"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let found: Vec<_> = project.credentials().iter().filter(|found| found.opens == Opens::Service).collect();
    let Some(first) = found.first() else {
        project.settings.seen_whole()?;
        return Ok(pass());
    };
    let (shown, count) = (&first.shown, found.len());
    let message = if count == 1 {
        text! { en: "{shown} is written in the settings.", ru: "{shown} записан прямо в настройках." }
    } else {
        let names = found.iter().map(|credential| credential.shown.as_str()).collect::<Vec<_>>().join(", ");
        text! { en: "Written in the settings: {names}.", ru: "Записаны прямо в настройках: {names}." }
    };
    let mut outcome = fail(message);
    for credential in &found {
        outcome = outcome.at_place(project.shown_place(&credential.text, credential.place));
    }
    // Several statements cannot be one fix.
    let one_statement = project.statement_around(first.place).filter(|statement| {
        found.iter().all(|credential| crate::project::contains(*statement, credential.place))
    });
    Ok(match one_statement.and_then(|_| project.without_credentials(first.place)) {
        Some((statement, code)) => outcome.fix(Applicability::Unsafe, Where::Statement(statement), code),
        None => outcome,
    })
}
