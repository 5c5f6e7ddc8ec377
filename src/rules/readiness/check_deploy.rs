//! `check --deploy` prints nothing.

use std::collections::BTreeMap;

use crate::checks::{self, Level};
use crate::model::{Item, Severity, text};
use crate::project::{Project, Undecided};
use crate::rules::{ALWAYS, Rule, Verdict, attention, fail, fails, not_applicable, pass, passes, undecided};

const CLEAN: &str = "SECRET_KEY = 'k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR'
ALLOWED_HOSTS = ['example.com']
MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
CSRF_COOKIE_SECURE = True";

pub(super) static RULE: Rule = Rule {
    id: "readiness.check-deploy",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "ref/checks/",
    title: text("check --deploy prints nothing", "check --deploy ничего не выводит"),
    why: text(
        "Errors stop migrate and runserver; warnings that always stand there hide the new one.",
        "Ошибки останавливают migrate и runserver, а среди привычных предупреждений не заметить новое.",
    ),
    how: text(
        "Each id has its own finding here. What you decided against, silence in SILENCED_SYSTEM_CHECKS with a comment.",
        "На каждый идентификатор здесь есть своё замечание. То, от чего вы отказались осознанно, заглушите в SILENCED_SYSTEM_CHECKS с комментарием.",
    ),
    examples: &[
        fails("DEBUG = True"),
        passes(CLEAN),
        fails("LANGUAGE_CODE = 'en_US'"),
        undecided(
            "from .other import MIDDLEWARE\nSECRET_KEY = 'k3y-7Qz!pLw9@vXc2#nMb5$rTf8%yHg1^uJd4&iKs6*oEa0(qW)zR'\nALLOWED_HOSTS = ['example.com']\nSECURE_HSTS_SECONDS = 31536000\nSECURE_HSTS_INCLUDE_SUBDOMAINS = True\nSECURE_HSTS_PRELOAD = True\nSECURE_SSL_REDIRECT = True\nCSRF_COOKIE_SECURE = True",
        ),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.module().is_none() {
        return Err(Undecided::not_given(text(
            "No settings module was given.",
            "Модуль настроек не передан.",
        )));
    }
    let prediction = checks::predict(project);
    if prediction.crash.is_some() {
        return Ok(not_applicable());
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for message in &prediction.messages {
        *counts.entry(message.id).or_default() += 1;
    }
    let listed = counts
        .iter()
        .map(|(id, count)| if *count == 1 { (*id).to_owned() } else { format!("{id} ×{count}") })
        .collect::<Vec<_>>()
        .join(", ");
    let version = project.django.version;
    if !counts.is_empty() {
        let message = text! {
            en: "check --deploy of Django {version} prints: {listed}.",
            ru: "check --deploy в Django {version} выведет: {listed}.",
        };
        let is_grave = prediction.messages.iter().any(|message| message.level == Level::Error);
        return Ok(if is_grave { fail(message) } else { attention(message) });
    }
    match prediction.undecided.iter().find(|id| checks::beyond_settings(id).is_none()) {
        Some(id) => match checks::finds(project, id) {
            Err(reason) => Err(reason),
            Ok(_) => Err(checks::is_silenced(project, id).err().unwrap_or_else(|| {
                Undecided::not_given(text! {
                    en: "Whether {id} is printed cannot be told from these files.",
                    ru: "По этим файлам не узнать, будет ли выведен {id}.",
                })
            })),
        },
        None => Ok(pass()),
    }
}
