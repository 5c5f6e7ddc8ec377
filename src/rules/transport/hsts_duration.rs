//! HSTS lasts long enough to be of use.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::{HstsStep, Project};
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, asks, attention, fails, irrelevant, manual, not_applicable, pass, passes,
    undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.hsts-duration",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/middleware/#http-strict-transport-security",
    title: text("HSTS has grown to a year", "Срок HSTS доведён до года"),
    why: text(
        "A short term is right while you try HSTS out; later it leaves everybody unprotected who comes back after it has ended.",
        "Короткий срок хорош, пока HSTS обкатывается. Потом он оставляет без защиты тех, кто возвращается позже.",
    ),
    how: text(
        "Stay on each step for longer than it lasts, then take the next: 300, 86400, 31536000. A mistake costs no more than the step that you are on.",
        "На каждом шаге пробудьте дольше, чем длится его срок, затем переходите к следующему: 300, 86400, 31536000. Ошибка обойдётся не дороже текущего шага.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 3600"),
        asks("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 86400"),
        passes(
            "MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 31536000",
        ),
        undecided(
            "import os\nMIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = int(os.environ['HSTS'])",
        ),
        irrelevant("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if crate::checks::finds(project, "security.W001")? {
        return Ok(not_applicable());
    }
    let seconds = project.settings.int("SECURE_HSTS_SECONDS")?;
    let value = *seconds;
    let (outcome, next) = match value {
        ..=0 => return Ok(not_applicable()),
        1..HstsStep::DAY => (
            attention(text! {
                en: "Step 1 of 5: SECURE_HSTS_SECONDS is {value}. Next comes a day, once pages, static and uploaded files, and webhooks have worked over HTTPS for longer than that.",
                ru: "Шаг 1 из 5: SECURE_HSTS_SECONDS равен {value}. Следующий — сутки: когда страницы, статика, загруженные файлы и вебхуки проработают по HTTPS дольше этого срока.",
            }),
            HstsStep::DAY,
        ),
        HstsStep::DAY..HstsStep::YEAR => (
            manual(text! {
                en: "Step 2 of 5: SECURE_HSTS_SECONDS is {value}. Next comes a year, after a week or two without trouble and a renewal of the certificate that went through by itself.",
                ru: "Шаг 2 из 5: SECURE_HSTS_SECONDS равен {value}. Следующий — год: после недели-двух без проблем и автоматического продления сертификата.",
            }),
            HstsStep::YEAR,
        ),
        _ => return Ok(pass().at(&seconds)),
    };
    Ok(outcome.at(&seconds).fix(
        Applicability::Unsafe,
        Where::Setting("SECURE_HSTS_SECONDS"),
        format!("SECURE_HSTS_SECONDS = {next}"),
    ))
}
