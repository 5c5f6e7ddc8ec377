//! `MAILERS` stands alone and has a default.

use crate::model::{Item, Severity, text};
use crate::project::{OLD_MAIL_SETTINGS, Project};
use crate::rules::{
    Rule, Verdict, attention, fail, fails, irrelevant, not_applicable, pass, passes, since, undecided,
};

pub(super) static RULE: Rule = Rule {
    id: "email.mailers",
    item: Item::ErrorsAndLogs,
    severity: Severity::Error,
    django: since(6, 1),
    mirrors: &["mail.W001"],
    docs: "ref/settings/#mailers",
    title: text(
        "MAILERS has a default, and no old settings beside it",
        "В MAILERS есть default, и рядом нет старых настроек",
    ),
    why: text(
        "Beside MAILERS any of the old EMAIL_* settings stops Django at start; without a default alias send_mail() has nothing to send with.",
        "Рядом с MAILERS любая из старых настроек EMAIL_* не даёт Django запуститься, а без алиаса default функции send_mail() нечем отправлять.",
    ),
    how: text(
        "Move host, user, password and the rest into OPTIONS of MAILERS[\"default\"], and delete the old lines.",
        "Перенесите хост, пользователя, пароль и остальное в OPTIONS у MAILERS[\"default\"], а старые строки удалите.",
    ),
    examples: &[
        fails("MAILERS = {'default': {'OPTIONS': {'host': 'mx'}}}\nEMAIL_HOST = 'mx'").django(6, 1),
        fails("MAILERS = {'bulk': {'OPTIONS': {'host': 'mx'}}}").django(6, 1),
        fails("MAILERS = {'default': {'OPTIONS': {'port': 25}}}").django(6, 1),
        passes("MAILERS = {'default': {'OPTIONS': {'host': 'mx'}}}\nDEFAULT_FROM_EMAIL = 'a@example.com'")
            .django(6, 1),
        irrelevant("EMAIL_HOST = 'mx'").django(6, 1),
        undecided("from .other import MAILERS").django(6, 1),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    let settings = &project.settings;
    if !settings.is_set("MAILERS")? {
        return Ok(not_applicable());
    }
    let whole =
        settings.binding("MAILERS").and_then(|binding| binding.history.last()).map(|event| event.place);
    for name in OLD_MAIL_SETTINGS {
        if settings.is_set(name)? {
            let place =
                settings.binding(name).and_then(|binding| binding.history.last()).map(|event| event.place);
            return Ok(fail(text! {
                en: "{name} stands beside MAILERS, so Django does not start.",
                ru: "{name} задан вместе с MAILERS, поэтому Django не запустится.",
            })
            .at_place(place)
            .related(whole)
            .raising("MAILERS", "Deprecated email settings"));
        }
    }
    let mailers = settings.entries("MAILERS", &[])?;
    if !mailers.iter().any(|(alias, _)| &**alias == "default") {
        return Ok(attention(text("MAILERS has no alias \"default\".", "В MAILERS нет алиаса \"default\"."))
            .at_place(whole));
    }
    for (alias, _) in &mailers {
        let backend = settings.text_at("MAILERS", &[alias, "BACKEND"])?;
        let smtp = backend
            .as_ref()
            .is_none_or(|backend| &*backend.value == "django.core.mail.backends.smtp.EmailBackend");
        if smtp && settings.path("MAILERS", &[alias, "OPTIONS", "host"])?.is_none() {
            let place = settings.path("MAILERS", &[alias])?.and_then(|found| found.place);
            return Ok(fail(text! {
                en: "MAILERS[{alias:?}] sends by SMTP, and its OPTIONS name no host.",
                ru: "MAILERS[{alias:?}] отправляет по SMTP, но host в OPTIONS не указан.",
            })
            .at_place(place.or(whole)));
        }
    }
    Ok(pass().at_place(whole))
}
