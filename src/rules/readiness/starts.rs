//! Django starts with these settings.

use crate::checks;
use crate::model::{Item, Severity, text};
use crate::project::Project;
use crate::rules::{ALWAYS, Rule, Verdict, fail, fails, not_applicable, pass, passes, undecided};

pub(super) static RULE: Rule = Rule {
    id: "readiness.starts",
    item: Item::Readiness,
    severity: Severity::Error,
    django: ALWAYS,
    mirrors: &[],
    docs: "topics/settings/",
    title: text("Django starts with these settings", "Django запускается с этими настройками"),
    why: text(
        "An exception while settings and apps load ends every command and every worker.",
        "Исключение при загрузке настроек и приложений останавливает любую команду и любой воркер.",
    ),
    how: text("Correct the line that is named.", "Исправьте указанную строку."),
    examples: &[
        fails("TIME_ZONE = 'Europe/Moskow'"),
        fails("INSTALLED_APPS = ['django.contrib.auth', 'django.contrib.auth']"),
        fails("ALLOWED_HOSTS = 'example.com'"),
        fails("from django.utils.translation import ugettext_lazy as _"),
        passes("TIME_ZONE = 'Europe/Moscow'\nSECRET_KEY = 'x'"),
        passes("import environ\nenv = environ.Env()\nALLOWED_HOSTS = env.list('HOSTS', default=[])"),
        undecided("import os\nALLOWED_HOSTS = os.environ.get('HOSTS', [])"),
    ],
    check,
};

fn check(project: &Project) -> Verdict {
    if project.settings.module().is_none() {
        return Ok(not_applicable());
    }
    match checks::crash(project)? {
        Some(crash) => {
            let crash_text = crash.to_string();
            Ok(fail(text! {
                en: "Django does not start: {crash_text}",
                ru: "Django не запустится: {crash_text}",
            })
            .at_place(crash.place))
        }
        None => Ok(pass()),
    }
}
