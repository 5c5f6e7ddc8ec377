//! HSTS lasts long enough to be of use.

use crate::model::{Applicability, Item, Severity, text};
use crate::project::Project;
use crate::rules::{
    ALWAYS, Rule, Verdict, Where, attention, fails, irrelevant, not_applicable, pass, passes, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "transport.hsts-duration",
    item: Item::Https,
    severity: Severity::Note,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/middleware/#http-strict-transport-security",
    title: text("HSTS lasts a year", "HSTS действует год"),
    why: text(
        "A short term is right while you try HSTS out; later it leaves everybody unprotected who comes back after it has ended.",
        "Короткий срок хорош, пока HSTS обкатывается. Потом он оставляет без защиты тех, кто возвращается позже.",
    ),
    how: text(
        "When nothing has broken for a while, raise SECURE_HSTS_SECONDS to 31536000.",
        "Если за это время ничего не сломалось, увеличьте SECURE_HSTS_SECONDS до 31536000.",
    ),
    examples: &[
        fails("MIDDLEWARE = ['django.middleware.security.SecurityMiddleware']\nSECURE_HSTS_SECONDS = 3600"),
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

/// A year, which the preload lists ask for.
const YEAR: i128 = 31_536_000;

fn check(project: &Project) -> Verdict {
    if crate::checks::finds(project, "security.W001")? {
        return Ok(not_applicable());
    }
    let seconds = project.settings.int("SECURE_HSTS_SECONDS")?;
    if *seconds <= 0 {
        return Ok(not_applicable());
    }
    if *seconds >= YEAR {
        return Ok(pass().at(&seconds));
    }
    let value = *seconds;
    Ok(attention(text! {
        en: "SECURE_HSTS_SECONDS is {value}, less than a year.",
        ru: "SECURE_HSTS_SECONDS равен {value}, это меньше года.",
    })
    .at(&seconds)
    .fix(Applicability::Unsafe, Where::Setting("SECURE_HSTS_SECONDS"), "SECURE_HSTS_SECONDS = 31536000"))
}
